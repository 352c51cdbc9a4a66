"""The history of the schema: from nothing and from every released version to what the models say."""

import sqlite3
from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from askwell.storage import migrating, schema
from askwell.storage.database import Database
from askwell.storage.folder import list_backups
from askwell.storage.models import Row


def rows_of(path):
    with closing(sqlite3.connect(path)) as connection:
        return {
            name: sorted(map(repr, connection.execute(f"SELECT * FROM {name}")))
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        }


def test_the_known_versions_are_those_of_the_folder():
    config = Config()
    config.set_main_option("script_location", str(migrating.FOLDER))
    steps = ScriptDirectory.from_config(config).walk_revisions()
    assert tuple(reversed([step.revision for step in steps])) == schema.KNOWN_VERSIONS


def test_migrations_give_what_the_models_say(database):
    def is_ours(_object, name, kind, *_):
        return not (kind == "table" and name.startswith("search_words"))

    with database._readers.connect() as connection:
        options = {"include_object": is_ours, "compare_type": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), Row.metadata) == []


def test_the_tables_can_be_made_on_the_other_database():
    for table in Row.metadata.sorted_tables:
        statement = str(CreateTable(table).compile(dialect=postgresql.dialect()))
        assert f"CREATE TABLE {table.name}" in statement
        assert "TIMESTAMP WITHOUT TIME ZONE" not in statement


@pytest.mark.parametrize("version", schema.KNOWN_VERSIONS)
def test_every_released_version_comes_up_to_date_with_its_rows(path, now, version, add_person, monkeypatch):
    with monkeypatch.context() as older:
        older.setattr("askwell.storage.database.SCHEMA_VERSION", version)
        older.setattr("askwell.storage.migrating.SCHEMA_VERSION", version)
        database = Database(path)
        database.migrate(now)
        with database.writing() as session:
            for name in ("Ada 'Example'", "名前 \U0001f600", "x" * 5000, ""):
                add_person(session, name, note=name)
        database.close()
    before = rows_of(path)
    database = Database(path)
    database.migrate(now)
    database.close()
    after = rows_of(path)
    assert {name: after[name] for name in ("subjects", "notes")} == {
        name: before[name] for name in ("subjects", "notes")
    }
    assert bool(list_backups(path)) == (version != schema.SCHEMA_VERSION)


def test_an_interrupted_first_migration_starts_again(path, now, monkeypatch):
    def fail(*_):
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr("alembic.operations.Operations.execute", fail)
        with pytest.raises(RuntimeError):
            Database(path).migrate(now)
    database = Database(path)
    database.migrate(now)
    database.close()


def test_an_up_to_date_database_does_not_load_the_migrations(database):
    import subprocess
    import sys

    program = (
        "import sys; from pathlib import Path; from datetime import datetime, UTC;"
        "from askwell.storage.database import Database;"
        f"d = Database(Path({str(database.path)!r})); d.migrate(datetime(2026, 1, 1, tzinfo=UTC)); d.close();"
        "sys.exit(any(name.split('.')[0] == 'alembic' for name in sys.modules))"
    )
    database.close()
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
