"""Erasing leaves not one byte, and touches nobody else."""

from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import text

from askwell.domain.errors import SubjectNotFoundError, SuppressedError
from askwell.domain.known_people import KnownPerson
from askwell.services.capturing import add_people, capture_page
from askwell.services.facts import add_fact, change_fact
from askwell.services.known_people import remove_known_people, store_known_people
from askwell.services.notes import write_note
from askwell.services.questions import change_question
from askwell.services.subjects import change_stage, erase_subject, list_subjects, load_subject
from askwell.services.undo import undo_action

ADA = {
    "name": "Zebrafinch Quillon",
    "headline": "Quillheadline",
    "skills": ["Quillskill"],
    "about": "Quillabout " * 400,
}
ACME = {"name": "Quillcompany", "industry": "Quillindustry"}


def bytes_in(folder, word):
    """Count how often a word stands in any file, in any of the forms in which it may have been stored."""
    forms = {word.encode(), word.lower().encode(), word.encode("utf-16-le")}
    return sum(path.read_bytes().count(form) for path in folder.rglob("*") if path.is_file() for form in forms)


@pytest.fixture
def folder(database):
    return database.path.parent


@pytest.fixture
def ada(database, capture, page, now):
    """Somebody with traces everywhere: history, undone actions, notes, corrections, answers, an employer, a backup."""
    ada = capture(page(ADA, organization=ACME), url="https://example.com/in/quilladdress").subject.id
    capture(page({**ADA, "headline": "Quillsecond"}), url="https://example.com/in/quilladdress", day=1)
    with database.writing() as session:
        write_note(session, "person", ada, "Quillnote", 0, now=now)
        write_note(session, "person", ada, "Quillnote again", 1, now=now)
        added = add_fact(session, "person", ada, "/person/skills/-", "Quillmine", now=now)
        change_fact(session, added.id, "Quillother", now=now)
        change_stage(session, "person", ada, "talked", now=now)
        change_question(session, "person", ada, "q-Quillskill", {"state": "asked", "answer": "Quillanswer"}, now=now)
        newest = load_subject(session, "person", ada).history[0]
        undo_action(session, newest.id, now=now)
        known = KnownPerson(str(uuid4()), "Zebrafinch Quillon", now, employer="Quillother", note="Quillknown")
        gone = replace(known, id=str(uuid4()), employer="Quillformer")
        store_known_people(session, [known, gone], "Brought in people", now=now)
        remove_known_people(session, [gone.id], now=now)
    database.backup(now)
    return ada


WORDS = ("Zebrafinch", "Quill", "quillnote", "quilladdress")


def packed_pages(database):
    """Give a piece out of the middle of every packed page and document, as it stands in the file."""
    with database.reading() as session:
        rows = session.execute(text("SELECT html, document FROM captures")).all()
    return [blob[len(blob) // 2 : len(blob) // 2 + 24] for row in rows for blob in row]


def test_not_even_packed_pages_are_left(database, ada, folder, now):
    pieces = packed_pages(database)
    database.close()
    stored = database.path.read_bytes()
    assert all(piece in stored for piece in pieces)
    erase_subject(database, "person", ada, now=now)
    left = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert not any(piece in left for piece in pieces)


def test_erasing_leaves_no_byte(database, ada, folder, now):
    assert bytes_in(folder, "Quill") > 0
    receipt = erase_subject(database, "person", ada, now=now)
    assert (receipt.pending, receipt.erased["captures"], receipt.erased["notes"]) == (False, 2, 1)
    database.close()
    assert {word: bytes_in(folder, word) for word in WORDS} == dict.fromkeys(WORDS, 0)


def test_while_the_database_is_open_nothing_is_left_either(database, ada, folder, now):
    erase_subject(database, "person", ada, now=now)
    assert {word: bytes_in(folder, word) for word in WORDS} == dict.fromkeys(WORDS, 0)


def test_others_stay_as_they_were(database, ada, capture, page, digest, now):
    before = None
    other = capture(page({"name": "Bob Example"}), url="https://example.com/people/bob")
    before = digest()
    with database.writing() as session:
        detail = load_subject(session, "person", other.subject.id)
    erase_subject(database, "person", ada, now=now)
    with database.reading() as session:
        assert load_subject(session, "person", other.subject.id) == detail
        assert list_subjects(session, "person").total == 1
        assert list_subjects(session, "organization").total == 0
    assert digest()["seekers"] == before["seekers"]


def test_an_employer_with_its_own_page_stays(database, ada, capture, page, now):
    own = {"name": "Quillcompany", "industry": "Looms", "about": "Own words"}
    role = {
        "title": "x",
        "organization": "Quillcompany",
        "organization_url": "https://example.com/company/q",
        "current": True,
    }
    capture(page(None, kind="organization", organization=own), url="https://example.com/company/q", day=3)
    other = page({"name": "Bob", "experience": [role]}, organization={**ACME, "size": "Quillsize"})
    bob = capture(other, url="https://example.com/in/bob", day=4)
    assert "Quillsize" in [fact.text for fact in bob.facts]
    erase_subject(database, "person", bob.subject.id, now=now)
    with database.reading() as session:
        companies = {one.id: one for one in list_subjects(session, "organization").items}
        detail = load_subject(session, "organization", bob.organization.id)
    assert bob.organization.id in companies
    assert "Quillsize" not in [fact.text for fact in detail.facts]


def test_a_team_page_that_names_them_is_let_go(database, capture, page, folder, now):
    names = [{"name": "Quill Erased", "title": "Quilltitle"}, {"name": "Bob Example", "title": "Poet"}]
    team = capture(page(None, kind="people", people=names), url="https://example.org/team")
    with database.writing() as session:
        (erased, bob), _ = add_people(session, team.id, [0, 1], now=now)
    erase_subject(database, "person", erased.id, now=now)
    assert bytes_in(folder, "Quill") == 0
    with database.reading() as session:
        assert [fact.text for fact in load_subject(session, "person", bob.id).facts] == ["Bob Example", "Poet"]


def test_who_is_not_to_be_stored_again_is_not(database, reader, ada, page, sent, now, digest, folder):
    erase_subject(database, "person", ada, now=now, forever=True)
    before = digest(without=())
    with pytest.raises(SuppressedError):
        capture_page(
            database, reader, sent(page(ADA), url="https://www.example.com/in/Quilladdress/details/skills/"), now=now
        )
    assert digest(without=()) == before
    assert bytes_in(folder, "quilladdress") == 0


def test_erased_without_that_wish_they_may_come_back(database, ada, capture, page, now):
    erase_subject(database, "person", ada, now=now)
    assert capture(page(ADA), url="https://example.com/in/quilladdress", day=5).outcome == "created"


def test_nobody_cannot_be_erased(database, now, digest):
    before = digest(without=())
    with pytest.raises(SubjectNotFoundError):
        erase_subject(database, "person", "nobody", now=now)
    assert digest(without=()) == before


def test_a_reader_of_the_old_state_delays_the_last_bytes(database, ada, folder, now):
    with database.reading() as session:
        session.execute(text("SELECT count(*) FROM subjects")).scalar()
        assert erase_subject(database, "person", ada, now=now).pending
    assert database.forget_freed(now)
    assert bytes_in(folder, "Quill") == 0
