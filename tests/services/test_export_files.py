"""Export files over a real database: who is chosen, what is told, what is left behind."""

import csv
import io
import json

import pytest

from askwell.domain.errors import FormatNotFoundError, SubjectNotFoundError, ValidationError
from askwell.domain.exports import ExportChoice, ExportOptions, content_disposition
from askwell.services.exports import count_chosen, export_subjects, list_formats, open_export
from askwell.services.subjects import change_stage
from askwell.services.undo import undo_action
from askwell.storage.models import CaptureRow, FactRow, SubjectRow


@pytest.fixture
def people(database, capture, page):
    ada = capture(page({"name": "Ada Example", "skills": ["Looms"]}, organization={"name": "Acme", "size": "9"}))
    bob = capture(page({"name": "Bob Example"}), url="https://example.com/people/bob")
    return ada.subject.id, bob.subject.id


def names(database, now, **choice):
    file = open_export(database, "csv", ExportChoice(**choice), now=now)
    return [row["name"] for row in csv.DictReader(io.StringIO(b"".join(file.pieces).decode(), newline=""))]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({}, ["Ada Example", "Bob Example", "Acme"]),
        ({"kind": "organization"}, ["Acme"]),
        ({"search": "loom"}, ["Ada Example"]),
        ({"stage": "talked"}, ["Bob Example"]),
        ({"stage": "talked", "search": "ada"}, []),
    ],
)
def test_who_is_chosen(database, people, now, choice, expected):
    with database.writing() as session:
        change_stage(session, "person", people[1], "talked", now=now)
    assert names(database, now, **choice) == expected
    with database.reading() as session:
        assert count_chosen(session, ExportChoice(**choice)) == len(expected)


def test_the_order_of_a_selection_is_kept(database, people, now):
    assert names(database, now, ids=(people[1], people[0])) == ["Bob Example", "Ada Example"]


@pytest.mark.parametrize(
    ("name", "choice", "error"),
    [
        ("exe", {}, FormatNotFoundError),
        ("csv", {"ids": ("nobody",)}, SubjectNotFoundError),
        ("csv", {"ids": ("nobody",), "search": "x"}, ValidationError),
        ("csv", {"stage": "gone"}, ValidationError),
    ],
)
def test_what_cannot_be_written_fails_before_anything_is_sent(database, people, now, name, choice, error):
    with pytest.raises(error):
        open_export(database, name, ExportChoice(**choice), now=now)


@pytest.mark.parametrize("known", [known.name for known in list_formats()])
def test_every_format_is_written_and_leaves_nothing_behind(database, people, now, known):
    before = sorted(path.name for path in database.path.parent.iterdir())
    file = open_export(database, known, ExportChoice(), now=now)
    assert b"".join(file.pieces)
    assert file.name.startswith("askwell-2026-03-04")
    half = open_export(database, known, ExportChoice(), now=now).pieces
    next(half)
    half.close()
    assert sorted(path.name for path in database.path.parent.iterdir()) == before


def test_stage_changes_are_told_until_they_are_undone(database, people, now):
    with database.writing() as session:
        change_stage(session, "person", people[0], "asked", now=now)
        change_stage(session, "person", people[0], "talked", now=now)

    def told():
        document = json.loads(b"".join(open_export(database, "json", ExportChoice(ids=people[:1]), now=now).pieces))
        return document["items"][0]

    assert [change["stage"] for change in told()["stage_changes"]] == ["asked", "talked"]
    calendar = b"".join(open_export(database, "calendar", ExportChoice(), now=now).pieces).decode()
    assert "SUMMARY:Thank Ada Example" in calendar
    from askwell.storage.models import ActionRow

    with database.writing() as session:
        newest = session.query(ActionRow).order_by(ActionRow.number.desc()).first()
        undo_action(session, newest.id, now=now)
    assert [change["stage"] for change in told()["stage_changes"]] == ["asked"]


def test_the_lossless_format_holds_every_row(database, people, capture, page, now):
    capture(page(None, kind="people", people=[{"name": "Cleo Example"}]), url="https://example.com/team")
    document = json.loads(b"".join(open_export(database, "json", ExportChoice(), now=now).pieces))
    held = {
        name: [row for item in document["items"] for row in item["rows"][name]] for name in document["items"][0]["rows"]
    }
    captures = [*held["captures"], *document["pages"]]
    with database.reading() as session:
        for model, rows in ((SubjectRow, held["subjects"]), (FactRow, held["facts"]), (CaptureRow, captures)):
            columns = [column.name for column in model.__table__.columns]
            assert sorted(row["id"] for row in rows) == sorted(row.id for row in session.query(model))
            assert all(sorted(row) == sorted(columns) for row in rows)
    assert len(document["pages"]) == 1
    part = json.loads(b"".join(open_export(database, "json", ExportChoice(ids=people[:1]), now=now).pieces))
    assert part["pages"] == []


def test_progress_is_told(database, people, now):
    seen = []
    with database.reading() as session:
        list(export_subjects(session, "csv", options=ExportOptions(progress=seen.append), now=now)[2])
    assert seen[-1] == 3


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("a.csv", "attachment; filename*=UTF-8''a.csv; filename=\"a.csv\""),
        ('é"\r\n/x.csv', "attachment; filename*=UTF-8''%C3%A9%22%0D%0A%2Fx.csv; filename=\"-----x.csv\""),
    ],
)
def test_names_of_files_are_one_header(name, header):
    assert content_disposition(name) == header


def test_a_search_and_ids_contradict_each_other(database, people, now):
    with pytest.raises(ValidationError), database.reading() as session:
        export_subjects(session, "csv", ids=[people[0]], search="x", now=now)
