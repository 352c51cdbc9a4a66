"""What a model may be shown: every part of a page, in pieces short enough to cite, without the person's name."""

import pytest

from askwell.suggesting.citable import MOST_LETTERS, MOST_PIECES, citable_facts

LONG = " ".join(f"In year {year} I mended {year * 3} clocks for the town and wrote down how." for year in range(1, 12))


def texts(profile, seeker=None, kind=""):
    return [fact.text for fact in citable_facts(profile, seeker or {}) if fact.kind.startswith(kind)]


def person(**fields):
    return {"person": {"name": "Ana Brannock", **fields}}


def test_an_about_text_is_shown_in_pieces_of_whole_sentences():
    found = texts(person(about=LONG), kind="person about")
    assert len(found) > 1
    assert " ".join(found) == LONG
    assert all(len(text) <= MOST_LETTERS and text.endswith(".") for text in found)


def test_further_pieces_of_a_description_keep_the_title():
    entry = {"title": "Clockmaker", "organization": "Brannock Clocks", "description": LONG}
    found = texts(person(experience=[entry]), kind="person experience")
    assert len(found) > 1
    assert all(text.startswith("Clockmaker; ") for text in found)
    assert all(sentence in " ".join(found) for sentence in LONG.split(". ")[:4])


def test_pieces_have_an_end():
    assert len(texts(person(about=LONG * 9), kind="person about")) == MOST_PIECES


@pytest.mark.parametrize(
    ("fields", "absent", "kept"),
    [
        ({"about": "Ana mends clocks. I open at 8."}, "mends", "I open at 8."),
        ({"about": "Write to Brannock at the shop. I open at 8."}, "Write", "I open at 8."),
        ({"headline": "Ana Brannock, clockmaker"}, "clockmaker", ""),
        ({"posts": [{"text": "ANA'S shop is shut. A clock can wait."}]}, "shut", "A clock can wait."),
    ],
)
def test_sentences_with_the_name_stay_out(fields, absent, kept):
    found = " ".join(texts(person(**fields)))
    assert absent not in found
    assert kept in found


def test_an_employer_that_bears_the_name_is_no_secret():
    fields = {
        "experience": [{"title": "Owner", "organization": "Brannock Clocks"}],
        "about": "I built Brannock Clocks.",
    }
    assert texts(person(**fields)) == ["I built Brannock Clocks.", "Owner; Brannock Clocks"]


def test_private_words_of_the_seeker_stay_out():
    seeker = {"constraints": "I care for my sick father", "decision": "whether to train as a clockmaker"}
    assert texts({}, seeker) == ["whether to train as a clockmaker"]


def test_the_public_part_of_a_choice_is_shown():
    seeker = {"decision": "whether to train as a clockmaker, since my divorce left me alone"}
    [shown] = texts({}, seeker)
    assert "clockmaker" in shown
    assert "divorce" not in shown


@pytest.mark.parametrize("profile", [{}, {"person": None}, {"person": {"name": None, "about": 3, "posts": "x"}}])
def test_odd_pages_give_what_they_have(profile):
    assert isinstance(citable_facts(profile, {}), tuple)
