from datetime import UTC, datetime
from typing import Any

import pytest

from askwell.domain.facts import FACT_KINDS, Fact, value_text
from askwell.domain.sections import SectionNotice
from askwell.pages import fact_fields, known

AT = datetime(2025, 10, 8, tzinfo=UTC)


def fact(pointer: str, value: Any, **more: Any) -> Fact:
    kind = fact_fields.kind_at(pointer)
    assert kind is not None
    given: dict[str, Any] = {
        "origin": "page",
        "state": "current",
        "url": "https://example.org/a",
        "captured_at": AT,
        **more,
    }
    return Fact(f"id{pointer}", "s", pointer, kind.section, kind.label, value, value_text(value), **given)


def test_the_path_runs_from_now_back() -> None:
    groups = known.fact_groups(
        [
            fact(
                "/person/experience/0", {"title": "Teacher", "organization": "School", "start": "2012", "end": "2018"}
            ),
            fact(
                "/person/education/0",
                {"school": "College", "degree": "BSc", "field": "Biology", "start": "2008", "end": "2012"},
            ),
            fact(
                "/person/experience/1", {"title": "Lead", "organization": "Coop", "start": "2021-03", "current": True}
            ),
            fact("/person/education/1", {"school": "Evening school", "start": "2020", "end": "2020-06"}),
            fact("/person/skills/0", "Writing"),
        ],
        [SectionNotice("experience", "Experience", "truncated", 2, 5, "2 of 5 roles are on this page.")],
    )
    assert [group.name for group in groups] == ["path", "skills"]
    path = groups[0]
    assert [(step.title, step.place, step.when) for step in path.facts] == [
        ("Lead", "Coop", "Mar 2021 to now"),
        ("Evening school", "", "2020 to Jun 2020"),
        ("Teacher", "School", "2012 to 2018"),
        ("BSc, Biology", "College", "2008 to 2012"),
    ]
    assert path.hint == "2 of 5 roles are on this page."


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"start": "2021", "current": True}, "2021 to now"),
        ({"start": "2019-01", "end": "2019-01"}, "Jan 2019"),
        ({"end": "2012"}, "until 2012"),
        ({"date": "2024-11-03"}, "3 Nov 2024"),
        ({"start": "20xx-99"}, "20xx-99"),
        ({}, ""),
    ],
)
def test_spans(entry: dict[str, Any], said: str) -> None:
    assert known.spoken_span(entry) == said


def test_what_was_removed_is_not_shown() -> None:
    assert known.fact_groups([fact("/person/skills/0", "Writing", state="removed")], []) == []


@pytest.mark.parametrize("pointer", FACT_KINDS)
def test_every_kind_has_a_place_and_a_form(pointer: str) -> None:
    kind = FACT_KINDS[pointer]
    value = fact_fields.simple_value(kind, "12")
    shown = known.fact_groups([fact(pointer.replace("-", "0"), value)], [])
    assert len(shown) == 1
    assert shown[0].facts[0].text or shown[0].facts[0].title or shown[0].facts[0].place
    form = {item.key: item.value for item in fact_fields.fields_of(kind, value)}
    assert fact_fields.value_from_form(kind, form, value) == value


def test_editing_keeps_what_the_form_does_not_show() -> None:
    kind = FACT_KINDS["/person/experience/-"]
    before = {"title": "Lead", "organization": "Coop", "start": "2021", "current": True, "work_mode": "remote"}
    form = {"title": "Head", "organization": "Coop", "start": "2021", "end": "2024"}
    after = {**before, **form, "current": False}
    assert fact_fields.value_from_form(kind, form, before) == after


def test_a_study_without_an_end_is_not_made_to_last() -> None:
    kind = FACT_KINDS["/person/education/-"]
    before = {"school": "College", "start": "2008"}
    assert fact_fields.value_from_form(kind, {"school": "College", "start": "2009"}, before) == {
        **before,
        "start": "2009",
    }


def test_an_odd_value_still_has_a_form() -> None:
    kind = FACT_KINDS["/person/languages/-"]
    assert [(field.key, field.value) for field in fact_fields.fields_of(kind, "Spanish")] == [("text", "Spanish")]
    assert fact_fields.value_from_form(kind, {"text": "French"}, "Spanish") == "French"
