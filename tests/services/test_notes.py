"""Notes: versions keep two windows from overwriting each other."""

import pytest

from askwell.domain.errors import EditConflictError, SubjectNotFoundError, ValidationError
from askwell.domain.notes import MAX_NOTE
from askwell.services.notes import load_note, write_note
from askwell.services.subjects import list_subjects


@pytest.fixture
def ada(capture, page):
    return capture(page({"name": "Ada Example"})).subject.id


def test_nothing_written_is_version_zero(database, ada):
    with database.reading() as session:
        assert (load_note(session, "person", ada).text, load_note(session, "person", ada).version) == ("", 0)


def test_every_change_is_a_version_and_can_be_found(database, ada, now):
    with database.writing() as session:
        assert write_note(session, "person", ada, "Ärzte und Webstühle", 0, now=now).version == 1
        assert write_note(session, "person", ada, "Ärzte und Webstühle", 1, now=now).version == 1
        assert write_note(session, "person", ada, "Ärzte", 1, now=now).version == 2
    with database.reading() as session:
        assert list_subjects(session, "person", search="arzte").total == 1
        assert list_subjects(session, "person", search="webstuhle").total == 0


def test_an_older_window_does_not_overwrite(database, ada, now):
    with database.writing() as session:
        write_note(session, "person", ada, "mine", 0, now=now)
    with pytest.raises(EditConflictError) as conflict, database.writing() as session:
        write_note(session, "person", ada, "also mine", 0, now=now)
    assert conflict.value.current.text == "mine"


def test_limits_and_strangers(database, ada, now):
    with database.writing() as session:
        with pytest.raises(ValidationError):
            write_note(session, "person", ada, "x" * (MAX_NOTE + 1), 0, now=now)
        with pytest.raises(SubjectNotFoundError):
            write_note(session, "organization", ada, "x", 0, now=now)
