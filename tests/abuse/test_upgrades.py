"""From every released schema to today's: with hostile content, interrupted at every step, twice, by two at once, back."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from askwell.domain.errors import DatabaseDamagedError, DatabaseError, SchemaTooNewError, StorageFullError
from askwell.services import health
from askwell.storage import folder as folders
from askwell.storage import sqlite
from askwell.storage.backups import is_as_written
from askwell.storage.database import Database
from askwell.storage.schema import KNOWN_VERSIONS, SCHEMA_VERSION
from tests.abuse.interrupting import every_end, opened, rows_of
from tests.abuse.small_world import NOW

OLDER = KNOWN_VERSIONS[:-1]
HOSTILE = [
    "'; DROP TABLE subjects; --",
    "a\x00b",
    "\u202eevil\u2066",
    "=HYPERLINK(1)",
    "<script>alert(1)</script>",
    "名前 \U0001f600 e\u0301",
    "%s %d {0} :name ?",
    "x" * 3_000,
    "",
    "\r\nX: y",
]


def old_folder(folder: Path, version: str) -> Path:
    """Make the folder that an older program left: every table filled with content that means no good."""
    path = folder / "askwell.db"
    database = Database(path)
    database.create_empty(version)
    database.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys=off")
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            if table != "alembic_version" and not table.startswith("search_words"):
                fill(connection, table)
        connection.execute("INSERT INTO search_words(search_words) VALUES ('rebuild')")
    folders.mark(path)
    folders.keep_private(path)
    return folder


def fill(connection: sqlite3.Connection, table: str) -> None:
    columns = list(connection.execute(f'PRAGMA table_info("{table}")'))
    for number, hostile in enumerate(HOSTILE):
        values = [value_for(table, column, number, hostile) for column in columns]
        marks = ", ".join("?" * len(values))
        connection.execute(f'INSERT OR IGNORE INTO "{table}" VALUES ({marks})', values)


def value_for(table: str, column: tuple, number: int, hostile: str) -> object:
    """Give a value that fits the kind of a column; references lead to the row of the same number."""
    _, name, kind, *_ = column
    if name.endswith("subject_id") or name == "other_id" or (table == "subjects" and name == "id"):
        return f"s-{number}"
    if name == "organization_id":
        return None
    if name == "action_number" or kind == "INTEGER":
        return number + 1
    if name in {"digest", "id", "salt"} or name.endswith("_digest"):
        return f"{name}-{table}-{number}"
    if kind == "JSON":
        return "{}"
    if kind in {"DATETIME", "BLOB", "BOOLEAN"}:
        return {"DATETIME": "2026-01-02 03:04:05.000006", "BLOB": b"\x00\xff" * 9, "BOOLEAN": 0}[kind]
    return hostile


def old_rows(path: Path, tables: list[str]) -> dict[str, list[str]]:
    found = rows_of(path, "alembic_version")
    return {name: found[name] for name in tables}


def version_of(path: Path) -> str | None:
    return sqlite.read_identity(path).version


@pytest.mark.case("M01", "M05")
@pytest.mark.parametrize("version", OLDER)
def test_every_released_schema_comes_up_to_date_with_all_its_rows(tmp_path: Path, version: str) -> None:
    path = old_folder(tmp_path / "data", version) / "askwell.db"
    before = rows_of(path, "alembic_version")
    assert sum(map(len, before.values())) > 60
    opened(path.parent, NOW).close()
    assert version_of(path) == SCHEMA_VERSION
    assert old_rows(path, list(before)) == before
    (copy,) = folders.list_backups(path)
    assert is_as_written(copy)
    assert copy.stat().st_mode & 0o777 == 0o600
    assert rows_of(copy, "alembic_version") == before
    assert version_of(copy) == version


@pytest.mark.case("K04", "M02")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
@pytest.mark.parametrize("version", OLDER)
def test_an_upgrade_that_is_killed_leaves_the_old_schema_or_the_new(tmp_path: Path, version: str) -> None:
    prepared = old_folder(tmp_path / "data", version)
    before = rows_of(prepared / "askwell.db", "alembic_version")
    seen = set()
    stride = 1 if version == OLDER[-1] else 5
    for _, folder in every_end(lambda folder: opened(folder, NOW).close(), prepared, tmp_path, stride=stride):
        path = folder / "askwell.db"
        seen.add(version_of(path))
        assert old_rows(path, list(before)) == before
        if version_of(path) != version:
            assert folders.list_backups(path)
        opened(folder, NOW).close()
        assert version_of(path) == SCHEMA_VERSION
        assert old_rows(path, list(before)) == before
    assert seen == {version, SCHEMA_VERSION}


@pytest.mark.case("M02")
def test_of_two_that_upgrade_at_once_one_does_it(tmp_path: Path) -> None:
    folder = old_folder(tmp_path / "data", OLDER[0])
    before = rows_of(folder / "askwell.db", "alembic_version")
    command = [sys.executable, "-m", "askwell", "export", "--data-dir", str(folder), "--output"]
    runs = [
        subprocess.Popen([*command, str(tmp_path / f"{n}.csv")], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for n in range(2)
    ]
    said = [run.communicate(timeout=60)[1].decode() for run in runs]
    assert 0 in [run.returncode for run in runs], said
    assert not any("Traceback" in one for one in said), said
    assert version_of(folder / "askwell.db") == SCHEMA_VERSION
    assert old_rows(folder / "askwell.db", list(before)) == before


@pytest.mark.case("M03", "M04")
@pytest.mark.parametrize(
    ("change", "error"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", SchemaTooNewError),
        ("PRAGMA application_id = 7", DatabaseDamagedError),
    ],
)
def test_a_newer_or_foreign_database_is_refused_and_left_as_it_is(tmp_path: Path, change: str, error: type) -> None:
    opened(tmp_path / "data", NOW).close()
    path = tmp_path / "data" / "askwell.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(change)
    before = path.read_bytes()
    with pytest.raises(error):
        Database(path).migrate(NOW)
    assert path.read_bytes() == before
    command = [sys.executable, "-m", "askwell", "serve", "--no-browser", "--port", "0", "--data-dir", str(path.parent)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == (6 if error is SchemaTooNewError else 5)
    assert "untouched" in ended.stderr
    assert path.read_bytes() == before


@pytest.mark.case("M06")
def test_without_room_for_the_backup_nothing_is_upgraded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = old_folder(tmp_path / "data", OLDER[0])
    before = (folder / "askwell.db").read_bytes()

    def full(*_: object) -> None:
        raise StorageFullError

    monkeypatch.setattr(sqlite, "copy_database", full)
    with pytest.raises(StorageFullError):
        Database(folder / "askwell.db").migrate(NOW)
    assert (folder / "askwell.db").read_bytes() == before
    assert list((folder / "backups").iterdir()) == []


@pytest.mark.case("M14")
def test_the_version_of_sqlite_is_known_and_one_connection_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health.sqlite3, "sqlite_version", "3.40.1")
    monkeypatch.setattr(health.sqlite3, "sqlite_version_info", (3, 40, 1))
    assert "one connection only" in health.check_sqlite().detail
    database = opened(tmp_path / "data", NOW)
    assert database._writer.pool.size() == 1  # type: ignore[attr-defined]
    with pytest.raises(DatabaseError), database.reading() as session:
        session.connection().exec_driver_sql("DELETE FROM subjects")
    database.close()


@pytest.mark.case("M13")
def test_what_grew_by_upgrades_is_what_is_made_afresh(tmp_path: Path) -> None:
    def shape(path: Path) -> list[tuple[str, ...]]:
        with closing(sqlite3.connect(path)) as connection:
            return connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name").fetchall()

    opened(tmp_path / "fresh", NOW).close()
    for version in OLDER:
        folder = old_folder(tmp_path / version, version)
        opened(folder, NOW).close()
        assert shape(folder / "askwell.db") == shape(tmp_path / "fresh" / "askwell.db")
        shutil.rmtree(folder)
