"""Stored pages read again: differences go through the same merge, the user's words stand."""

import json

import pytest

from askwell.services.capturing import find_capture
from askwell.services.facts import remove_fact
from askwell.services.notes import write_note
from askwell.services.reparsing import count_pages, reread_pages
from askwell.services.subjects import list_subjects, load_subject
from askwell.services.undo import history, undo_action

ADA = {"name": "Ada Example", "skills": ["Sums"], "headline": "Analyst"}


@pytest.fixture
def tomorrow(reader, monkeypatch):
    """Let tomorrow's reader see something else in the same pages."""

    def use(change):
        def read(page):
            return change(json.loads(page.html)) if page.html.startswith("{") else change(None)

        monkeypatch.setattr(reader, "read", read)

    return use


def better(document):
    document["page"]["parser_version"] = "2"
    document["person"]["skills"] += ["Looms"]
    return document


def reread(database, reader, now, **options):
    return list(reread_pages(database, reader, now=now, **options))


def texts(database, subject_id):
    with database.reading() as session:
        return [fact.text for fact in load_subject(session, "person", subject_id).facts if fact.state == "current"]


def test_the_same_reader_changes_nothing(database, reader, capture, page, now, digest):
    capture(page(ADA))
    capture(None, html="unreadable", day=1)
    before = digest(without=())
    pages = reread(database, reader, now)
    assert [bool(one.problem) for one in pages] == [False, True]
    assert not any(one.changes for one in pages)
    assert digest(without=()) == before


def test_a_better_reader_adds_what_it_sees(database, reader, capture, page, now, tomorrow):
    ada = capture(page(ADA)).subject.id
    with database.writing() as session:
        write_note(session, "person", ada, "Mine", 0, now=now)
        headline = next(one for one in load_subject(session, "person", ada).facts if one.pointer == "/person/headline")
        remove_fact(session, headline.id, now=now)
    tomorrow(better)
    (result,) = reread(database, reader, now)
    assert (result.name, [change.new for change in result.changes]) == ("Ada Example", ["Looms"])
    assert texts(database, ada) == ["Ada Example", "Sums", "Looms"]
    assert not reread(database, reader, now)[0].changes


def test_a_dry_run_only_shows(database, reader, capture, page, now, tomorrow, digest):
    capture(page(ADA))
    before = digest(without=())
    tomorrow(better)
    assert reread(database, reader, now, apply=False)[0].changes
    assert digest(without=()) == before


def test_a_reader_that_finds_nobody_costs_nobody(database, reader, capture, page, now, tomorrow, digest):
    capture(page(ADA))
    before = digest(without=())
    tomorrow(lambda document: {**document, "person": None, "page": {"kind": "other"}})
    assert reread(database, reader, now)[0].problem
    assert digest(without=()) == before


def test_a_page_that_could_not_be_read_becomes_somebody(database, reader, capture, page, now, tomorrow):
    capture(None, html="unreadable", capture_id="c1")
    tomorrow(lambda _document: page(ADA))
    reread(database, reader, now)
    with database.reading() as session:
        assert list_subjects(session, "person").total == 1
        assert (find_capture(session, "c1").status, find_capture(session, "c1").problem) == ("read", None)
    assert count_pages(database) == 1


def test_the_changes_of_a_run_are_taken_back_as_one(database, reader, capture, page, now, tomorrow, digest):
    ids = [
        capture(page({**ADA, "name": name}), url=f"https://example.com/{name}").subject.id for name in ("Ada", "Bob")
    ]
    before = digest(without=("actions", "journal", "search_texts", "captures"))
    tomorrow(better)
    reread(database, reader, now)
    assert [texts(database, one)[-1] for one in ids] == ["Looms", "Looms"]
    with database.writing() as session:
        newest = history(session, ids[0])[0]
        assert (newest.label, newest.undoable) == ("Read 2 pages again", True)
        assert history(session, ids[1])[0].id == newest.id
        undo_action(session, newest.id, now=now)
    assert digest(without=("actions", "journal", "search_texts", "captures")) == before
    reread(database, reader, now)
    assert texts(database, ids[0])[-1] == "Sums", "what was taken back stays so until there is a new page"


def test_more_pages_than_one_batch_holds_all_come(database, reader, capture, page, now, tomorrow, monkeypatch):
    monkeypatch.setattr("askwell.services.reparsing.BATCH", 3)
    for number in range(8):
        capture(page({**ADA, "name": f"Person {number}"}), url=f"https://example.com/{number}", day=number)
    tomorrow(better)
    pages = reread(database, reader, now)
    assert [one.name for one in pages] == [f"Person {number}" for number in range(8)]
    assert all(one.changes for one in pages)
