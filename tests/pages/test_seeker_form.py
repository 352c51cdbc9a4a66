import pytest

from askwell.pages import seeker_form

FULL = {
    "current_role": "Chemistry teacher",
    "decision": {"options": ["stay", "leave"], "by": "February"},
    "hypotheses": ["first belief", "second belief"],
    "skills": ["labs", "writing"],
    "introducer": {"name": "Ada Example", "context": "our old school"},
    "minutes": 30,
    "max_questions": 8,
}


def test_a_form_that_was_not_touched_changes_nothing() -> None:
    assert seeker_form.document_of(seeker_form.values_of(FULL), FULL) == FULL


def test_an_emptied_form_leaves_only_what_it_does_not_show() -> None:
    assert seeker_form.document_of({}, FULL) == {"max_questions": 8}


@pytest.mark.parametrize(
    ("form", "document"),
    [
        ({"skills": " a \r\n\r\nb "}, {"skills": ["a", "b"]}),
        ({"hypothesis": "one", "hypotheses": "two\nthree"}, {"hypotheses": ["one", "two", "three"]}),
        ({"minutes": "45"}, {"minutes": 45}),
        ({"goal": "x" * 5000}, {"goal": "x" * 1000}),
        ({"unknown": "x"}, {}),
    ],
)
def test_reading_the_form(form: dict[str, str], document: dict[str, object]) -> None:
    assert seeker_form.document_of(form, {}) == document


def test_groups_say_how_much_is_filled_in() -> None:
    by_label = {group.label: group.filled for group in seeker_form.groups_for(FULL)}
    assert by_label["What I bring"] == 1
    assert by_label["Only for me"] == 0
