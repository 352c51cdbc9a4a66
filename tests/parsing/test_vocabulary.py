"""Words by which pages are understood: headings, labels, buttons, in many languages."""

import pytest

from askwell.parsing.vocabulary import (
    asks_for_rest,
    is_employment_type,
    is_more_button,
    label_of,
    organization_field_of,
    section_of,
    split_label,
    word_list,
    work_mode_of,
)


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Experience", "experience"),
        ("EXPERIENCE (12)", "experience"),
        ("Ada Example's Experience", "experience"),
        ("Experiencia de Ada", "experience"),
        ("Berufserfahrung", "experience"),
        ("Expérience professionnelle", "experience"),
        ("職歴", "experience"),
        ("Licences et certifications", "certifications"),
        ("Auszeichnungen/Preise", "awards"),
        ("Volunteer Experience & Causes", "volunteering"),
        ("Expérience de bénévolat et causes", "volunteering"),
        ("Formação acadêmica", "education"),
        ("Competenze", "skills"),
        ("Talen", "languages"),
        ("People also viewed", "others"),
        ("Others named Ada Example", "others"),
        ("Harbour news", ""),
        ("", ""),
    ],
)
def test_headings_name_sections(heading: str, section: str) -> None:
    assert section_of(heading) == section


def test_every_language_of_the_lists_is_there_for_the_main_sections() -> None:
    for section in ("about", "experience", "education", "skills", "languages", "certifications", "volunteering"):
        assert len(word_list("profile")["headings"][section]) >= 15


def test_no_month_is_two_months() -> None:
    listed = [word for words in word_list("dates")["months"].values() for word in words.split()]
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("text", ["…see more", "Show more", "mehr anzeigen", "voir plus", "ver más", "…", "... more"])
def test_buttons_for_the_rest_of_a_text(text: str) -> None:
    assert is_more_button(text)


@pytest.mark.parametrize(
    "text",
    [
        "Show all 8 experiences",
        "See 11+",
        "Alle 8 Berufserfahrungen anzeigen",
        "Afficher les 12 compétences",
        "すべて表示",
    ],
)
def test_links_to_the_rest_of_a_list(text: str) -> None:
    assert asks_for_rest(text)


@pytest.mark.parametrize(
    "text", ["Show Jumping", "See", "Visa", "Engineer", "Alle", "View finder design at 3 firms in Europe"]
)
def test_facts_are_no_links_to_the_rest(text: str) -> None:
    assert not asks_for_rest(text)


def test_kinds_and_modes_of_work() -> None:
    assert is_employment_type("Full-time")
    assert is_employment_type("Vollzeit")
    assert not is_employment_type("Engineer")
    assert [work_mode_of(text) for text in ("Remote", "Hybride", "Vor Ort", "Porto")] == [
        "Remote",
        "Hybrid",
        "On-site",
        "",
    ]


def test_labels_before_values() -> None:
    assert label_of("Dates Employed") == "dates"
    assert label_of("Diploma") == ""
    assert split_label("Grade: Distinction") == ("grade", "Distinction")
    assert split_label("Note: read this") == ("grade", "read this")
    assert split_label("Ada: an engineer") == ("", "Ada: an engineer")
    assert organization_field_of("Sede principale") == "headquarters"
