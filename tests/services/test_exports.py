"""Exports of what is really stored."""

import csv
import io
import json

import pytest

from askwell.domain.errors import SubjectNotFoundError
from askwell.services.exports import export_subjects, list_formats
from askwell.services.notes import write_note
from askwell.services.questions import change_question
from askwell.services.seekers import write_seeker


@pytest.fixture
def people(database, capture, page, now):
    ada = capture(
        page({"name": "Ada Example", "skills": ["Looms"]}, organization={"name": "Acme", "size": "9"})
    ).subject
    bob = capture(page({"name": "Bob Example"}), url="https://example.com/people/bob").subject
    with database.writing() as session:
        write_note(session, "person", ada.id, "My note", 0, now=now)
        write_seeker(session, {"constraints": ["Private thing"]}, now=now)
        change_question(session, "person", ada.id, "q-Looms", {"state": "asked", "answer": "By hand."}, now=now)
    return ada, bob


def run(database, name, now, **options):
    with database.reading() as session:
        filename, media_type, pieces = export_subjects(session, name, now=now, **options)
        return filename, media_type, b"".join(pieces)


def test_everybody_and_every_company(database, people, now):
    filename, media_type, content = run(database, "csv", now)
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [row["name"] for row in rows] == ["Ada Example", "Bob Example", "Acme"]
    assert (filename, media_type) == ("askwell-2026-03-04.csv", "text/csv; charset=utf-8")


def test_everything_about_one_and_nothing_about_others_or_the_user(database, people, now):
    content = run(database, "json", now, ids=[people[0].id])[2].decode()
    (item,) = json.loads(content)["items"]
    assert item["note"]["text"] == "My note"
    assert item["questions"][0]["answer"] == "By hand."
    assert [fact["text"] for fact in item["facts"]] == ["Ada Example", "Looms"]
    assert item["profile"]["organization"]["size"] == "9"
    assert "Bob" not in content
    assert "Private thing" not in content


@pytest.mark.parametrize(("search", "names"), [("loom", ["Ada Example"]), ("by nothing", [])])
def test_only_what_matches(database, people, now, search, names):
    document = json.loads(run(database, "json", now, search=search)[2])
    assert [item["subject"]["name"] for item in document["items"]] == names


def test_strangers_are_an_error_not_an_empty_file(database, people, now):
    with pytest.raises(SubjectNotFoundError):
        run(database, "csv", now, ids=["nobody"])
    assert [one.suffix for one in list_formats()][:3] == ["csv", "json", "xlsx"]
