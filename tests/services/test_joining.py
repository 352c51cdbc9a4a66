"""Two records of one person: found, asked about, joined and taken apart without losing a word."""

import pytest

from askwell.domain.errors import SubjectNotFoundError, ValidationError
from askwell.services.facts import add_fact, change_fact, remove_fact
from askwell.services.joining import join_subjects
from askwell.services.notes import write_note
from askwell.services.questions import change_question
from askwell.services.similar import find_similar
from askwell.services.subjects import change_stage, erase_subject, list_subjects, load_subject
from askwell.services.undo import undo_action

ROLE = {"title": "Analyst", "organization": "Acme", "current": True}
ADA = {"name": "Ada Example", "headline": "Analyst", "skills": ["Sums", "Looms"], "experience": [ROLE]}
OTHER = {"name": "ADA EXAMPLE", "headline": "Weaver", "skills": ["looms", "Poetry"], "experience": [ROLE]}


@pytest.fixture
def both(capture, page, database, now):
    """One person from two sites, each with the user's own words."""
    ada = capture(page(ADA)).subject.id
    other = capture(page(OTHER), url="https://example.org/~ada", day=1).subject.id
    with database.writing() as session:
        write_note(session, "person", ada, "First note", 0, now=now)
        write_note(session, "person", other, "Second note", 0, now=now)
        add_fact(session, "person", other, "/person/skills/-", "Mine", now=now)
        facts = {fact.text: fact.id for fact in load_subject(session, "person", other).facts}
        remove_fact(session, facts["looms"], now=now)
        change_fact(session, facts["Poetry"], "Verse", now=now)
        change_stage(session, "person", other, "asked", now=now)
        change_question(session, "person", ada, "q-Sums", {"answer": "One."}, now=now)
        change_question(session, "person", other, "q-Mine", {"state": "kept"}, now=now)
    return ada, other


def test_namesakes_are_suggested_and_never_joined_by_themselves(database, both, capture, page):
    capture(page({"name": "Ada Example"}), url="https://example.net/another")
    with database.reading() as session:
        similar = find_similar(session, "person", both[0])
        assert [(one.subject.id == both[1], one.reason) for one in similar] == [
            (True, "name_and_employer"),
            (False, "name"),
        ]
        assert list_subjects(session, "person").total == 3


def test_joining_keeps_everything_of_both(database, both, capture, page, now):
    with database.writing() as session:
        joined, _ = join_subjects(session, "person", *both, now=now)
        detail = load_subject(session, "person", joined.id)
    assert (joined.id, joined.stage) == (both[0], "asked")
    shown = {fact.text for fact in detail.facts if fact.state == "current"}
    assert shown == {"ADA EXAMPLE", "Weaver", "Sums", "Verse", "Mine", "Analyst, Acme"}
    assert (detail.note.text, len(detail.captures)) == ("First note\n\nSecond note", 2)
    again = capture(page({**OTHER, "skills": ["Looms", "Poetry", "New"]}), url="https://www.example.org/~ada/", day=2)
    assert (again.subject.id, [change.new for change in again.changes]) == (both[0], ["New"])
    assert {one["id"] for one in again.plan["questions"]} >= {"q-Sums", "q-Mine"}


def test_taking_apart_restores_every_row(database, both, digest, now):
    before = digest()
    with database.writing() as session:
        _, action = join_subjects(session, "person", *both, now=now)
    assert digest() != before
    with database.writing() as session:
        assert undo_action(session, action.id, now=now) == "Joined two records of Ada Example"
    assert digest() == before
    with database.reading() as session:
        assert list_subjects(session, "person", search="verse").items[0].id == both[1]


def test_erasing_the_joined_record_erases_both(database, both, now):
    with database.writing() as session:
        join_subjects(session, "person", *both, now=now)
    erase_subject(database, "person", both[0], now=now)
    database.close()
    left = b"".join(path.read_bytes() for path in database.path.parent.iterdir())
    assert [word for word in (b"First note", b"Second note", b"Verse", b"Weaver", b"weaver") if word in left] == []


def test_companies_keep_their_people(database, capture, page, now):
    company = {"name": "Acme", "industry": "Looms"}
    ids = [
        capture(
            page(None, kind="organization", organization=company), url=f"https://example.com/company/{name}"
        ).subject.id
        for name in ("acme", "acme-ltd")
    ]
    role = {**ROLE, "organization_url": "https://example.com/company/acme-ltd"}
    ada = capture(page({"name": "Ada", "experience": [role]})).subject.id
    with database.writing() as session:
        join_subjects(session, "organization", *ids, now=now)
        assert load_subject(session, "person", ada).organization.id == ids[0]


@pytest.mark.parametrize("pair", [(0, 0), (0, None), (None, 1)])
def test_what_cannot_be_joined(database, both, digest, now, pair):
    before = digest(without=())
    ids = ["nobody" if place is None else both[place] for place in pair]
    with pytest.raises((ValidationError, SubjectNotFoundError)), database.writing() as session:
        join_subjects(session, "person", *ids, now=now)
    assert digest(without=()) == before
