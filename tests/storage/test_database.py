"""The database file: durable, private, never papered over, never written by an older program."""

import os
import sqlite3
import stat
import threading
from contextlib import closing

import pytest
from sqlalchemy import text

from askwell.domain.errors import (
    DatabaseBusyError,
    DatabaseDamagedError,
    DatabaseError,
    DatabaseLostError,
    DatabaseReadOnlyError,
    SchemaTooNewError,
    StorageFullError,
)
from askwell.storage import folder, sqlite
from askwell.storage.backups import KEPT_BY_DAY
from askwell.storage.database import Database


def test_settings_that_durability_and_erasing_rest_on(database):
    assert database.settings() == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 5000,
    }


@pytest.mark.parametrize("setting", ["foreign_keys=off", "secure_delete=off", "synchronous=normal"])
def test_a_setting_that_did_not_take_is_noticed(database, now, setting, monkeypatch):
    real = sqlite.prepare_connection

    def weaker(connection, *, writable):
        real(connection, writable=writable)
        connection.execute(f"PRAGMA {setting}").close()

    monkeypatch.setattr(sqlite, "prepare_connection", weaker)
    other = Database(database.path)
    with pytest.raises(DatabaseError, match="settings"):
        other.migrate(now)
    other.close()


def test_everything_is_private_whatever_the_umask(path, now):
    before = os.umask(0)
    try:
        path.parent.mkdir(mode=0o777)
        database = Database(path)
        database.migrate(now)
        with database.writing() as session:
            session.execute(text("DELETE FROM seekers"))
        database.backup(now)
        for each in [path.parent, *path.parent.rglob("*")]:
            expected = 0o700 if each.is_dir() else 0o600
            assert (each, stat.S_IMODE(each.stat().st_mode)) == (each, expected)
        database.close()
    finally:
        os.umask(before)


def test_a_file_that_was_too_open_is_mended(database, now):
    database.path.chmod(0o644)
    database.migrate(now)
    assert stat.S_IMODE(database.path.stat().st_mode) == 0o600


def test_failure_rolls_everything_back(database, add_person):
    with pytest.raises(RuntimeError), database.writing() as session:
        add_person(session, "Ada")
        raise RuntimeError
    with database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM subjects")).scalar() == 0


def test_reading_cannot_write(database, add_person):
    with pytest.raises(DatabaseReadOnlyError), database.reading() as session:
        session.execute(text("DELETE FROM subjects"))


def test_a_reader_sees_one_state_while_others_write(database, add_person):
    count = text("SELECT count(*) FROM subjects")
    with database.reading() as reader:
        before = reader.execute(count).scalar()
        with database.writing() as session:
            add_person(session, "Ada")
        assert (before, reader.execute(count).scalar()) == (0, 0)


def test_writers_queue_up(database, add_person):
    def write(number):
        for turn in range(5):
            with database.writing() as session:
                session.execute(text("SELECT count(*) FROM subjects")).scalar()
                add_person(session, f"{number} {turn}")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM subjects")).scalar() == 40


def test_a_busy_database_says_so_and_recovers(path, now, monkeypatch, add_person):
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.1)
    monkeypatch.setitem(sqlite._SETTINGS, "busy_timeout", "100")
    monkeypatch.setitem(sqlite._EXPECTED, "busy_timeout", 100)
    database = Database(path)
    database.migrate(now)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DatabaseBusyError), database.writing():
            pass
        with database.reading() as session:
            assert session.execute(text("SELECT count(*) FROM subjects")).scalar() == 0
        other.execute("ROLLBACK")
    with database.writing() as session:
        add_person(session, "Ada")
        with pytest.raises(DatabaseBusyError), database.writing():
            pass
    database.close()


def test_a_full_disk_loses_nothing(database, add_person):
    with database.writing() as session:
        add_person(session, "Ada")
        pages = session.execute(text("PRAGMA page_count")).scalar()
        session.execute(text(f"PRAGMA max_page_count={pages + 2}"))
    with pytest.raises(StorageFullError), database.writing() as session:
        add_person(session, "Bob", note="x" * 100_000)
    with database.reading() as session:
        assert session.execute(text("SELECT name FROM subjects")).scalars().all() == ["Ada"]
        assert session.execute(text("PRAGMA integrity_check")).scalar() == "ok"


@pytest.mark.parametrize("content", [b"", None])
def test_a_lost_database_is_not_replaced(database, path, now, content):
    database.close()
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(DatabaseLostError, match=r"\.exists"):
        Database(path).migrate(now)
    assert not path.exists() if content is None else path.read_bytes() == content
    folder.marker(path).unlink()
    Database(path).migrate(now)


def test_a_lost_database_names_the_newest_backup(database, path, now):
    newest = database.backup(now)
    database.close()
    path.unlink()
    with pytest.raises(DatabaseLostError, match=newest.name):
        Database(path).migrate(now)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", SchemaTooNewError),
        ("PRAGMA application_id = 7", DatabaseDamagedError),
        ("DROP TABLE alembic_version", DatabaseDamagedError),
    ],
)
def test_a_foreign_or_newer_file_is_left_alone(database, path, now, change, error):
    database.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(change)
    before = path.read_bytes()
    with pytest.raises(error):
        Database(path).migrate(now)
    assert path.read_bytes() == before


@pytest.mark.parametrize("damage", [b"not a database" * 100, b"\x00" * 8192])
def test_a_damaged_file_is_left_alone(database, path, now, damage):
    database.close()
    path.write_bytes(damage)
    with pytest.raises(DatabaseDamagedError):
        Database(path).migrate(now)
    assert path.read_bytes() == damage


def test_a_folder_that_is_a_file_is_explained(tmp_path, now):
    (tmp_path / "data").write_text("")
    with pytest.raises(DatabaseReadOnlyError, match="folder"):
        Database(tmp_path / "data" / "askwell.db").migrate(now)


def test_backups_are_whole_while_others_write_and_are_rotated(database, now, add_person):
    stop = threading.Event()

    def write():
        while not stop.is_set():
            with database.writing() as session:
                add_person(session, "Ada")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copies = [database.backup(now.replace(microsecond=number)) for number in range(KEPT_BY_DAY + 2)]
    finally:
        stop.set()
        writer.join()
    assert folder.list_backups(database.path) == copies[-KEPT_BY_DAY:]
    with closing(sqlite3.connect(copies[-1])) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        people, notes = (copy.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("subjects", "notes"))
    assert people == notes > 0


def test_closing_leaves_one_clean_file(database, path, add_person):
    with database.writing() as session:
        add_person(session, "Ada")
    database.close()
    assert sorted(each.name for each in path.parent.iterdir()) == ["askwell.db", "askwell.db.exists"]
