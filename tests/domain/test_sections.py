"""What is still missing from a profile, in words that say what to open."""

import pytest

from askwell.domain.sections import merge_sections, notices


@pytest.mark.parametrize(
    ("seen", "count", "state", "hint"),
    [
        ([("truncated", 5, 11)], 5, "truncated", "5 of 11 roles are on this page. Open “Show all”, then refresh."),
        ([("truncated", 5, None)], 5, "truncated", "Only some roles are on this page. Open “Show all”, then refresh."),
        ([("not_loaded", 0, None)], 0, "not_loaded", "Roles had not loaded yet. Scroll down to them, then refresh."),
        ([("truncated", 5, 11), ("complete", 11, 11)], 11, "complete", ""),
        ([("complete", 11, 11), ("truncated", 5, 11)], 11, "complete", ""),
        ([("complete", 11, 11), ("not_loaded", 0, None)], 11, "complete", ""),
        ([("complete", 11, 11), ("truncated", 5, None)], 11, "complete", ""),
        (
            [("complete", 11, 11), ("truncated", 5, 12)],
            11,
            "truncated",
            "11 of 12 roles are on this page. Open “Show all”, then refresh.",
        ),
        ([("truncated", 5, 11), ("truncated", 5, 11)], 11, "complete", ""),
        (
            [("truncated", 5, 11), ("not_loaded", 0, None)],
            5,
            "truncated",
            "5 of 11 roles are on this page. Open “Show all”, then refresh.",
        ),
        ([("not_loaded", 0, None), ("absent", 0, None)], 0, "absent", ""),
    ],
)
def test_what_several_pages_say_together(seen, count, state, hint):
    pages = [{"experience": {"state": one, "shown": shown, "total": total}} for one, shown, total in seen]
    merged = merge_sections(pages, {"experience": count})
    assert (merged["experience"]["state"], merged["experience"]["shown"]) == (state, count)
    assert [notice.hint for notice in notices(merged)] == ([hint] if hint else [])


def test_the_input_is_left_as_it_was():
    page = {"skills": {"state": "truncated", "shown": 1, "total": 9}}
    merge_sections([page], {"skills": 4})
    assert page == {"skills": {"state": "truncated", "shown": 1, "total": 9}}


def test_useful_sections_come_first_and_unknown_ones_are_named():
    sections = {name: {"state": "not_loaded"} for name in ("hobby_horses", "skills", "about", "experience")}
    found = notices(sections)
    assert [notice.name for notice in found] == ["about", "experience", "skills", "hobby_horses"]
    assert found[-1].label == "Hobby horses"
