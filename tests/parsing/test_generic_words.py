"""The lists of words: folded, loadable, and in agreement with each other."""

import pytest

from askwell.parsing.generic.words import (
    is_heading_phrase,
    label_field,
    load,
    phrases,
    plain,
    sections_of,
    tokens,
    words,
)

FILES = ("given_names", "name_parts", "titles", "organizations", "headings", "labels", "homepages")


@pytest.mark.parametrize("name", FILES)
def test_lists_are_written_as_they_are_compared(name: str) -> None:
    texts = [text for value in load(name).values() for text in (value.values() if isinstance(value, dict) else [value])]
    entries = {part.strip() for text in texts for line in text.splitlines() for part in line.split("|") if part.strip()}
    wrong = sorted(entry for entry in entries if entry != entry.strip() or "\t" in entry)
    assert wrong == []


def test_given_names_and_page_furniture_hardly_overlap() -> None:
    both = words("given_names") & words("name_parts", "not_names")
    assert len(both) < 0.03 * len(words("given_names")), sorted(both)


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Our Team", "people"), ("Meet the team", "people"), ("Unsere Werte", "values"), ("Nos produits", "products"),
        ("Experiencia profesional", "experience"), ("Formação acadêmica", "education"), ("Esperienze lavorative", "experience"),
        ("Opleidingen", "education"), ("Kundenstimmen", "not_people"), ("What our customers say", "not_people"),
        ("Jobs at Example Labs", "jobs"), ("Education (3)", "education"), ("团队", "people"), ("학력", "education"),
        ("Jane Example's team", "people"),
    ],
)  # fmt: skip
def test_headings_open_their_sections(heading: str, section: str) -> None:
    assert section in sections_of(heading)


@pytest.mark.parametrize(
    "heading", ["Managing Partner", "Agenda da aldeia", "How we stopped losing parcels", "Ada Example"]
)
def test_other_headings_open_nothing(heading: str) -> None:
    assert not is_heading_phrase(heading)


@pytest.mark.parametrize(
    ("group", "label", "field"),
    [
        ("organization", "Gegründet", "founded"), ("organization", "Número de empleados", "size"), ("contact", "Téléphone", "phone"),
        ("contact", "电话", "phone"), ("person", "Woonplaats", "location"), ("person", "Beruf:", "headline"), ("person", "Colour", ""),
    ],
)  # fmt: skip
def test_labels_name_fields(group: str, label: str, field: str) -> None:
    assert label_field(group, label) == field


def test_folding_drops_accents_and_edges() -> None:
    assert plain("  Über UNS: ") == "uber uns"
    assert plain("L’équipe") == "l'equipe"
    assert tokens("Design & Sales-Consultant") == ["Design", "Sales-Consultant"]


def test_phrases_are_found_by_any_line_of_a_list() -> None:
    assert {"team", "unser team", "notre equipe"} <= phrases("headings", "people")
