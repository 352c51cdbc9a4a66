"""Merging pages: order does not matter, nothing vanishes that was merely not shown, the user's words stand."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askwell.domain.assembling import assemble_profile, list_changes, place_facts
from askwell.domain.facts import FACT_KINDS
from askwell.domain.merging import merge_page_facts
from askwell.domain.observations import Observation
from askwell.domain.records import FactRecord

START = datetime(2026, 1, 1, tzinfo=UTC)


def seen(person, *, day=0, source="example.com/ada", sections=None, evidence=None, capture=None):
    document = {"page": {"kind": "person"}, "person": person, "sections": sections or {}, "evidence": evidence or {}}
    return Observation(
        capture or f"c{day}-{source}", f"https://{source}", source, START + timedelta(days=day), document
    )


def merged(*pages, known=()):
    return merge_page_facts("s", "person", pages, known)


def shown(records):
    return [(record.kind, record.value) for record in records if record.state == "current"]


def role(title, organization="Acme", **more):
    return {"title": title, "organization": organization, **more}


WHOLE = {"experience": {"state": "complete"}, "skills": {"state": "complete"}}


@pytest.mark.parametrize(
    ("before", "after", "known"),
    [
        # A page that shows less takes nothing away.
        ({"about": "One. Two."}, {}, {"about": "One. Two."}),
        ({"about": "One. Two."}, {"about": "One.…"}, {"about": "One. Two."}),
        ({"about": "One. Two."}, {"about": "One. ..."}, {"about": "One. Two."}),
        ({"about": "One. Two."}, {"about": "Three."}, {"about": "Three."}),
        (
            {"experience": [role("Analyst", start="2020-03")]},
            {"experience": [role("analyst", start="2020")]},
            {"experience": [role("analyst", start="2020-03")]},
        ),
        (
            {"experience": [role("Analyst", description="Long text.")]},
            {"experience": [role("Analyst")]},
            {"experience": [role("Analyst", description="Long text.")]},
        ),
        # A page that shows more adds.
        (
            {"experience": [role("Analyst", start="2020")]},
            {"experience": [role("Analyst", start="2020-03", location="York")]},
            {"experience": [role("Analyst", start="2020-03", location="York")]},
        ),
        (
            {"experience": [role("Analyst", current=True, end=None)]},
            {"experience": [role("Analyst", current=False, end="2024")]},
            {"experience": [role("Analyst", current=False, end="2024")]},
        ),
        (
            {"experience": [role("Analyst", current=False, end="2024")]},
            {"experience": [role("Analyst", current=True, end=None)]},
            {"experience": [role("Analyst", current=True, end=None)]},
        ),
        ({"skills": ["Looms"]}, {"skills": ["looms", "Sums"]}, {"skills": ["looms", "Sums"]}),
        ({"skills": ["A", "B", "C"]}, {"skills": ["C", "D"]}, {"skills": ["C", "D", "A", "B"]}),
        # Two stints in one role are two roles.
        (
            {"experience": [role("Analyst", start="2022"), role("Analyst", start="2015")]},
            {"experience": [role("Analyst", start="2022-01"), role("Analyst", start="2015")]},
            {"experience": [role("Analyst", start="2022-01"), role("Analyst", start="2015")]},
        ),
    ],
)
def test_two_pages(before, after, known):
    profile = assemble_profile(merged(seen(before), seen(after, day=1)), [])
    assert profile["person"] == known


@pytest.mark.parametrize(
    ("state", "left"),
    [("complete", ["B"]), ("truncated", ["B", "A"]), ("not_loaded", ["B", "A"]), ("absent", ["B", "A"])],
)
def test_only_a_whole_section_makes_facts_vanish(state, left):
    records = merged(
        seen({"skills": ["A", "B"]}), seen({"skills": ["B"]}, day=1, sections={"skills": {"state": state}})
    )
    assert [value for _, value in shown(records)] == left


def test_a_whole_section_without_entries_makes_them_vanish_and_they_are_kept_as_history():
    records = merged(seen({"skills": ["A"]}), seen({}, day=1, sections={"skills": {"state": "complete"}}))
    assert [(record.value, record.state, record.until) for record in records] == [
        ("A", "vanished", START + timedelta(days=1))
    ]


def test_another_site_speaks_only_for_itself():
    pages = [seen({"skills": ["A"]}), seen({"skills": ["B"]}, day=1, source="example.org/ada", sections=WHOLE)]
    assert [value for _, value in shown(merged(*pages))] == ["B", "A"]
    pages.append(seen({"skills": ["C"]}, day=2, sections=WHOLE))
    assert [value for _, value in shown(merged(*pages))] == ["C", "B"]


def test_what_vanished_may_come_back():
    pages = [seen({"skills": ["A"]}), seen({}, day=1, sections=WHOLE), seen({"skills": ["A"]}, day=2)]
    (record,) = merged(*pages)
    assert (record.state, record.until, record.first_seen) == ("current", None, START)


def test_a_renamed_role_is_a_change_not_a_new_role():
    before = seen({"experience": [role("Analyst", start="2020"), role("Clerk", start="2018")]})
    after = seen(
        {"experience": [role("Lead analyst", start="2020"), role("Clerk", start="2018")]}, day=1, sections=WHOLE
    )
    old, new = merged(before), merged(before, after)
    assert [(change.kind, change.old, change.new) for change in list_changes(old, new)] == [
        ("changed", "Analyst, Acme, 2020 – ?", "Lead analyst, Acme, 2020 – ?")
    ]
    assert new[0].was[0]["value"]["title"] == "Analyst"


def test_a_shortened_page_does_not_prove_the_long_words():
    proof = {"/person/about": {"raw": "One. Two.", "where": "p"}}
    pages = [
        seen({"about": "One. Two."}, evidence=proof),
        seen({"about": "One.…"}, day=1, evidence={"/person/about": {"raw": "One.…", "where": "q"}}),
    ]
    (record,) = merged(*pages)
    assert (record.evidence[""]["raw"], record.capture_id, record.last_seen) == (
        "One. Two.",
        pages[0].capture_id,
        pages[1].captured_at,
    )


def test_proofs_from_two_pages_say_which():
    before = seen(
        {"experience": [role("Analyst", description="Text.")]},
        evidence={"/person/experience/0/description": {"raw": "Text."}},
    )
    after = seen(
        {"experience": [role("Analyst", start="2020")]}, day=1, evidence={"/person/experience/0/start": {"raw": "2020"}}
    )
    profile = assemble_profile(merged(before, after), [])
    proofs = {place: (proof["raw"], proof["capture"]) for place, proof in profile["evidence"].items()}
    assert proofs == {
        "/person/experience/0/description": ("Text.", before.capture_id),
        "/person/experience/0/start": ("2020", after.capture_id),
    }


TEXTS = st.sampled_from(["Sums", "Looms", "Proofs", "sums", "Poetry"])
YEARS = st.sampled_from([None, "2018", "2020", "2020-05"])
ROLES = st.fixed_dictionaries(
    {"title": TEXTS, "organization": st.sampled_from(["Acme", "ACME", "Bolt"])},
    optional={
        "start": YEARS,
        "end": YEARS,
        "current": st.booleans(),
        "description": st.sampled_from(["Short", "Short and long"]),
    },
)
PEOPLE = st.fixed_dictionaries(
    {},
    optional={
        "headline": TEXTS,
        "about": st.sampled_from(["One.", "One. Two.", "One…"]),
        "skills": st.lists(TEXTS, max_size=4, unique=True),
        "experience": st.lists(ROLES, max_size=3),
    },
)
STATES = st.sampled_from(["complete", "truncated", "not_loaded", "absent"])
PAGES = st.builds(
    seen,
    PEOPLE,
    day=st.integers(0, 5),
    source=st.sampled_from(["example.com/ada", "example.org/ada"]),
    sections=st.fixed_dictionaries(
        {}, optional={name: st.builds(dict, state=STATES) for name in ("skills", "experience", "about")}
    ),
    capture=st.uuids().map(str),
)


@settings(max_examples=40, deadline=None)
@given(pages=st.lists(PAGES, max_size=6, unique_by=lambda page: page.capture_id), data=st.data())
def test_the_order_of_arrival_does_not_matter(pages, data):
    assert merged(*data.draw(st.permutations(pages))) == merged(*pages)


@settings(max_examples=40, deadline=None)
@given(pages=st.lists(PAGES, min_size=1, max_size=6, unique_by=lambda page: page.capture_id))
def test_every_place_is_told_apart_and_every_fact_was_really_seen(pages):
    records = merged(*pages)
    assert len({record.place for record in records}) == len(records)
    assert len({record.id for record in records}) == len(records)
    captures = {page.capture_id for page in pages}
    for record in records:
        assert record.capture_id in captures
        assert record.first_seen <= record.last_seen
        assert (record.until is None) == (record.state == "current")


@settings(max_examples=40, deadline=None)
@given(page=PAGES)
def test_a_page_seen_again_changes_nothing(page):
    again = Observation("later", page.url, page.source, page.captured_at + timedelta(days=9), page.document)
    assert list_changes(merged(page), merged(page, again)) == []


@settings(max_examples=40, deadline=None)
@given(pages=st.lists(PAGES, max_size=5, unique_by=lambda page: page.capture_id), data=st.data())
def test_removed_facts_and_the_users_words_stand(pages, data):
    records = merged(*pages[: len(pages) // 2])
    removed = data.draw(st.sampled_from(records)) if records else None
    known = [
        FactRecord(**{**fields(record), "state": "removed"}) if record is removed else record for record in records
    ]
    mine = FactRecord("mine", "s", "/person/skills/-", "poetry", "My poetry", "user", "current", START, START)
    after = [*merged(*pages, known=[*known, mine]), mine]
    again = [record for record in after if removed and record.place == removed.place and record is not mine]
    assert all(record.state == "removed" for record in again)
    assert all(record.state != "current" for record in after if record.place == mine.place and record is not mine)
    assert place_facts(after)["mine"].startswith("/person/skills/")


def fields(record):
    return {name: getattr(record, name) for name in FactRecord.__dataclass_fields__}


@settings(max_examples=40, deadline=None)
@given(pages=st.lists(PAGES, max_size=5, unique_by=lambda page: page.capture_id))
def test_every_current_fact_has_its_place_in_the_profile(pages):
    records = merged(*pages)
    profile = assemble_profile(records, pages)
    places = place_facts(records)
    assert set(places) == {record.id for record in records if record.state == "current"}
    for record in records:
        if record.id in places:
            assert resolve(profile, places[record.id]) == record.value


def resolve(document, pointer):
    for part in pointer.strip("/").split("/"):
        document = document[int(part)] if isinstance(document, list) else document[part]
    return document


def test_the_table_of_kinds_is_sound():
    for pointer, kind in FACT_KINDS.items():
        assert pointer == kind.pointer
        assert kind.aspect in {"person", "organization"}
        assert pointer.count("/") == (3 if kind.is_list else 2)
