"""Job titles in the languages of the lists, and short lines that are none."""

import pytest

from askwell.parsing.generic.titles import clean_title, is_title, title_score

TITLES = [
    "Sales & Marketing Manager", "Vice President, Client Services", "Owner/President", "real estate broker", "CEO",
    "Founder and Chief Product Officer", "Head of Growth", "Realtor®", "cardiologist",
    "Geschäftsführer", "Leiterin Vertrieb & Marketing", "Softwareentwickler:in", "Auszubildende zur Industriekauffrau",
    "Directrice générale", "Chargée de communication", "Responsable de producto", "Consejero Delegado",
    "Amministratore delegato", "Architetta, socia fondatrice", "Diretora de Recursos Humanos", "Tesoureiro",
    "Mede-oprichter & directeur", "bekkenfysiotherapeut", "Verkställande direktör", "Kierownik działu sprzedaży",
    "总经理", "研发总监", "代表取締役社長", "대표이사", "Генеральный директор", "Διευθυντής πωλήσεων", "المدير التنفيذي",
]  # fmt: skip
NO_TITLES = [
    "Photo Gallery", "Kansas, Colorado, Nebraska", "Phone: 555-0100", "Send Email", "We are hiring", "Our services",
    "Ada Example", "Ada is the director of everything.", "https://example.com", "Board of Directors", "2019 – 2024",
    "She has been a teacher for years", "公司简介",
]  # fmt: skip


@pytest.mark.parametrize("text", TITLES)
def test_titles_are_known(text: str) -> None:
    assert is_title(text), title_score(text)


@pytest.mark.parametrize("text", NO_TITLES)
def test_other_lines_are_no_titles(text: str) -> None:
    assert not is_title(text), title_score(text)


@pytest.mark.parametrize(
    ("text", "clean"),
    [(" – CEO,", "CEO"), ("(Managing Partner)", "Managing Partner"), ("Editor (print)", "Editor (print)")],
)
def test_separators_and_brackets_are_cut(text: str, clean: str) -> None:
    assert clean_title(text) == clean
