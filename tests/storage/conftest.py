"""A fresh database file per test."""

import shutil
from datetime import UTC, datetime

import pytest

from askwell.storage.database import Database

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "askwell.db"


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    """Migrate once; a copy is quicker than a migration."""
    fresh = Database(tmp_path_factory.mktemp("empty") / "askwell.db")
    fresh.migrate(NOW)
    fresh.close()
    return fresh.path


@pytest.fixture
def database(path, empty):
    shutil.copytree(empty.parent, path.parent)
    opened = Database(path)
    opened.migrate(NOW)
    yield opened
    opened.close()


@pytest.fixture
def add_person():
    """Add a person with a note straight to the tables."""
    from askwell.services.applying import new_subject
    from askwell.storage.notes import store_note
    from askwell.storage.search import index_subject

    def run(session, name, note="x", **values):
        row = new_subject("person", name, "", NOW, **values)
        session.add(row)
        session.flush()
        store_note(session, row.id, note, NOW)
        index_subject(session, row.id, [name, note])
        return row.id

    return run
