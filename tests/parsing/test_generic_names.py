"""Names of people: every script, what stands around them, and what only looks like one."""

import pytest

from askwell.parsing.generic.mentions import leading_name
from askwell.parsing.generic.names import is_credential_token, name_score, read_name

READ_AS = [
    ("Ada Example", "Ada Example"),
    ("ADA EXAMPLE", "ADA EXAMPLE"),
    ("Dr. Ada Example", "Ada Example"),
    ("Prof. Dr.-Ing. habil. Udo Krause", "Udo Krause"),
    ("Dipl.-Ing. (FH) Karl Höfer", "Karl Höfer"),
    ("The Rev. Samuel Adeyemi", "Samuel Adeyemi"),
    ("Ada Example, PhD, RN", "Ada Example"),
    ("Carrie Roland RDH", "Carrie Roland"),
    ("Declan O’Sullivan, Jr.", "Declan O’Sullivan Jr."),
    ("Ada Example (she/her)", "Ada Example"),
    ("Ada Example she/her", "Ada Example"),
    ("(3) Ada Example", "Ada Example"),
    ("Ada Example ✅", "Ada Example"),
    ("Walter (Bill) Babbage", "Walter (Bill) Babbage"),
    ("Smith, John", "John Smith"),
    ("Castellano, Maria Pia", "Maria Pia Castellano"),
    ("Jan van der Berg", "Jan van der Berg"),
    ("María José García de la Torre", "María José García de la Torre"),
    ("Abdul Rahman al-Sudani", "Abdul Rahman al-Sudani"),
    ("Saoirse Ní Bhriain", "Saoirse Ní Bhriain"),
    ("王小明", "王小明"),
    ("佐藤 健一", "佐藤 健一"),
    ("김철수", "김철수"),
    ("Анна Сергеевна Иванова", "Анна Сергеевна Иванова"),
    ("Γιώργος Παπαδόπουλος", "Γιώργος Παπαδόπουλος"),
    ("محمد علي", "محمد علي"),
    ("דוד כהן", "דוד כהן"),
    ("Sukarno", "Sukarno"),
]
NOT_NAMES = [
    "Photo Gallery", "Our Team", "Read More", "Custom Homes", "Privacy Policy", "Office Manager", "General Manager",
    "New York", "North Vancouver", "Sales & Marketing", "info@example.com", "Est. 1987", "What we do", "代表取締役",
    "Kontakt und Anfahrt", "Nos services", "Quiénes somos", "Chi siamo", "Over ons", "Boston, MA, USA",
    "Ada Example’s", "Ada Example, CEO", "12 Main Street", "Ada Example was here.",
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), READ_AS)
def test_names_are_read_without_what_stands_around_them(text: str, name: str) -> None:
    reading = read_name(text)
    assert reading is not None
    assert reading.name == name


@pytest.mark.parametrize("text", NOT_NAMES)
def test_other_short_lines_do_not_look_like_names(text: str) -> None:
    assert name_score(text) < 0.4


@pytest.mark.parametrize("text", ["Ada Example", "Jürgen Beispielmann", "Priya Raman", "Kofi Mensah"])
def test_a_listed_given_name_makes_a_sure_name(text: str) -> None:
    assert name_score(text) >= 0.75


def test_an_ordinary_family_name_is_excused_by_a_given_name() -> None:
    assert name_score("Kim Wood") > 0.7 > name_score("Oak Wood")


@pytest.mark.parametrize(
    ("token", "expected"), [("PhD", True), ("RN", True), ("CEO", False), ("Ph.D.", True), ("Rome", False)]
)
def test_letters_after_a_name(token: str, expected: bool) -> None:
    assert is_credential_token(token) is expected


@pytest.mark.parametrize(
    ("sentence", "name", "rest"),
    [
        ("Ada Example is a baker.", "Ada Example", "is a baker."),
        ("Dr. Ada M. Example, who bakes, lives here.", "Ada M. Example", ", who bakes, lives here."),
        ("Jan de Vries werkt hier.", "Jan de Vries", "werkt hier."),
    ],
)
def test_the_name_that_begins_a_sentence(sentence: str, name: str, rest: str) -> None:
    found = leading_name(sentence)
    assert found is not None
    assert (found[0].name, found[1]) == (name, rest)


def test_a_sentence_that_begins_otherwise_has_no_leading_name() -> None:
    found = leading_name("Most dentistry is done in a hurry.")
    assert found is None or found[0].score < 0.4
