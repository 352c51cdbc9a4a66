"""People whom the user knows: kept, found, taken out, given back row for row, erased, exported."""

import json
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import select

from askwell.domain.errors import CannotUndoError, QueryTooLongError, SubjectNotFoundError
from askwell.domain.exports import ExportChoice
from askwell.domain.known_people import KnownPeople, KnownPerson, Somebody
from askwell.services import known_people as service
from askwell.services.exports import open_export
from askwell.services.undo import undo_action
from askwell.storage import known_people as rows
from askwell.storage.models import ActionRow, JournalRow, KnownPersonRow


@pytest.fixture
def known(now):
    def make(name="Ana Ruiz", **fields):
        return KnownPerson(str(uuid4()), name, now, **fields)

    return make


@pytest.fixture
def people(known):
    return [
        known(
            employer="Acme, Inc.",
            title="Engineer",
            urls=("https://www.example.com/in/Ana-Ruiz/?utm_source=x", "https://ana.example.org"),
            mails=("Ana@Example.com",),
            connected_on="2021-03-04",
        ),
        known("Dr. Bob Meyer", employer="ACME", note="met at the fair"),
        known("Cem Öz", employer="Acme Ventures"),
    ]


def image(database):
    with database.reading() as session:
        table = KnownPersonRow.__table__
        return session.execute(select(table).order_by(table.c.id)).all()


def store(database, now, people):
    with database.writing() as session:
        return service.store_known_people(session, people, "Brought in people", now=now)


def test_values_come_back_as_they_were(database, now, people):
    store(database, now, people)
    with database.reading() as session:
        assert sorted(rows.iterate_known_people(session), key=lambda one: one.name) == sorted(
            people, key=lambda one: one.name
        )
        assert rows.find_known_person(session, people[0].id) == people[0]
        assert rows.count_known_people(session) == 3


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ["Ana Ruiz", "Dr. Bob Meyer", "Cem Öz"]),
        ("acme", ["Ana Ruiz", "Dr. Bob Meyer", "Cem Öz"]),
        ("oz ventures", ["Cem Öz"]),
        ("ENGINEER ruiz", ["Ana Ruiz"]),
        ("ana@example.com", ["Ana Ruiz"]),
        ("%", []),
        ("nobody\x00\ud800", []),
    ],
)
def test_search(database, now, people, text, names):
    store(database, now, people)
    with database.reading() as session:
        assert [one.name for one in service.list_known_people(session, search=text).items] == names
        with pytest.raises(QueryTooLongError):
            service.list_known_people(session, search="x" * 201)


def test_who_is_at_an_employer(database, now, people):
    store(database, now, people)
    with database.reading() as session:
        there = rows.list_at_employers(session, ["acme gmbh", "ACME"], limit=1)
        assert ([one.name for one in there.items], there.total) == (["Ana Ruiz"], 2)
        assert rows.list_at_employers(session, ["Acme"], limit=3, without=people[0].id).total == 1
        assert rows.list_at_employers(session, ["", "!"], limit=3).total == 0
        assert rows.count_by_employer(session, ["Acme", "Ventures", ""]) == {"Acme": 2, "Ventures": 0, "": 0}


def test_a_batch_is_undone_to_the_row(database, now, people):
    store(database, now, people[:1])
    before = image(database)
    fresh = replace(people[0], title="Head of Engineering", phones=("+1 555 0100",))
    action = store(database, now, [fresh, *people[1:]])
    assert len(image(database)) == 3
    with database.writing() as session:
        undo_action(session, action.id, now=now)
    assert image(database) == before


def test_taking_out_is_undone_to_the_row(database, now, people):
    store(database, now, people)
    before = image(database)
    for wanted, left in (([people[0].id], 2), (None, 0)):
        with database.writing() as session:
            action = service.remove_known_people(session, wanted, now=now)
        assert len(image(database)) == left
        with database.writing() as session:
            undo_action(session, action.id, now=now)
        assert image(database) == before


def test_nothing_different_leaves_no_action(database, now, people):
    assert store(database, now, []) is None
    store(database, now, people)
    assert store(database, now, people) is None
    with database.writing() as session:
        assert len(session.scalars(select(ActionRow)).all()) == 1
        with pytest.raises(SubjectNotFoundError):
            service.remove_known_people(session, ["nobody"], now=now)
    with database.writing() as session:
        service.remove_known_people(session, None, now=now)
        assert service.remove_known_people(session, None, now=now) is None


def test_a_changed_row_keeps_its_batch_from_being_undone(database, now, people):
    action = store(database, now, people)
    store(database, now, [replace(people[0], title="Chief")])
    with database.writing() as session, pytest.raises(CannotUndoError):
        undo_action(session, action.id, now=now)


def test_the_same_people_are_found_again(people, known):
    index = KnownPeople(people)
    assert [index.find(one) for one in people] == people
    assert index.find(known("Anna R.", urls=("https://example.com/in/ana-ruiz",))) == people[0]
    assert index.find(known("Bob Meyer, PhD", employer="Acme Inc")) == people[1]
    assert index.find(known("Bob Meyer", employer="Google")) is None
    assert index.find(known("Ana Ruiz", mails=("mailto:ana@example.com",))) == people[0]
    assert index.find(known("Ana Ruiz", employer="Acme", urls=("https://example.com/in/ana-ruiz-2",))) is None


def test_erasing_leaves_no_trace_and_the_rest_undoable(database, now, people):
    action = store(database, now, people)
    with database.writing() as session:
        assert rows.erase_known_person(session, Somebody("Bob Meyer")) == 1
        assert not any("Meyer" in repr((one.before, one.after)) for one in session.scalars(select(JournalRow)))
    assert len(image(database)) == 2
    with database.writing() as session:
        undo_action(session, action.id, now=now)
    assert image(database) == []


def test_everything_exported_holds_the_rows(database, now, people):
    store(database, now, people)
    for choice, held in ((ExportChoice(), 3), (ExportChoice(kind="person"), 0)):
        document = json.loads(b"".join(open_export(database, "json", choice, now=now).pieces))
        assert len(document["known_people"]) == held
    with database.reading() as session:
        assert {one["id"] for one in rows_exported(database, now)} == {
            one.id for one in rows.iterate_known_people(session)
        }


def rows_exported(database, now):
    return json.loads(b"".join(open_export(database, "json", ExportChoice(), now=now).pieces))["known_people"]
