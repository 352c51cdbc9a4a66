"""Backups: whole while others write, rotated, and restored only when they are what they say."""

import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from askwell.domain.errors import DatabaseDamagedError, DatabaseError
from askwell.services import backups, restoring
from askwell.storage import backups as kept
from askwell.storage import folder as folders
from askwell.storage.database import Database
from tests.abuse.interrupting import opened, rows_of
from tests.abuse.live_server import LiveServer, profile
from tests.abuse.small_world import NOW, capture, names_in, people_folder
from tests.abuse.starting import contents, run
from tests.abuse.test_broken_databases import spoil_pages

ADA, BOB = "Adaline Quillfeather", "Bobina Thistledown"


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = people_folder(tmp_path_factory.mktemp("made") / "data", ADA)
    return backups.back_up(folder / "askwell.db", folder.parent / "copy.db", now=NOW)


@pytest.fixture(scope="module")
def present(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return people_folder(tmp_path_factory.mktemp("present") / "data", BOB)


@pytest.mark.case("M07")
def test_a_backup_while_four_write_holds_everything_acknowledged_before_it(tmp_path: Path) -> None:
    database = opened(tmp_path / "data", NOW)
    acknowledged: list[str] = []
    stop = threading.Event()

    def write(number: int) -> None:
        turn = 0
        while not stop.is_set() and turn < 400:
            with database.writing() as session:
                session.connection().exec_driver_sql(
                    "INSERT INTO tombstones VALUES (?, 'x', '2026-01-01 00:00:00.000000')", (f"{number} {turn}",)
                )
            acknowledged.append(f"{number} {turn}")
            turn += 1

    writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for writer in writers:
        writer.start()
    try:
        for number in range(4):
            before = set(acknowledged)
            copy = backups.back_up(tmp_path / "data" / "askwell.db", tmp_path / f"{number}.db", now=NOW)
            held = {row.split("'")[1] for row in rows_of(copy)["tombstones"]}
            assert before <= held
    finally:
        stop.set()
        for writer in writers:
            writer.join()
        database.close()


@pytest.mark.case("M08")
@pytest.mark.parametrize("reason", ["daily", "manual", "before-0009", "after-erasing", "command"])
def test_every_kind_of_backup_gives_the_same_rows_in_a_fresh_folder(tmp_path: Path, reason: str) -> None:
    made = people_folder(tmp_path / "made", ADA, BOB)
    if reason == "command":
        assert run("backup", tmp_path / "own.db", "--data-dir", made).returncode == 0
        copy = tmp_path / "own.db"
    else:
        database = opened(made, NOW)
        copy = database.backup(NOW, reason=reason)
        database.close()
    before = rows_of(made / "askwell.db")
    assert rows_of(copy) == before
    if reason == "command":
        ended = run("restore", copy, "--yes", "--data-dir", tmp_path / "fresh")
        assert ended.returncode == 0, ended.stderr
        assert "connect each one again" in ended.stdout
    else:
        restoring.rehearse(copy, tmp_path / "fresh" / "askwell.db", now=NOW).carry_out(NOW)
    assert rows_of(tmp_path / "fresh" / "askwell.db") == before
    for path in [tmp_path / "fresh", *(tmp_path / "fresh").rglob("*")]:
        assert not path.stat().st_mode & 0o077, path
    if reason == "command":
        live = LiveServer(tmp_path / "fresh")
        live.sign_in()
        assert ADA.encode() in live.page("/people").body
        assert live.stop() == 0


def sql(*statements: str) -> Callable[[Path], None]:
    def run_all(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for statement in statements:
                connection.execute(statement)

    return run_all


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def noise(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 512] = b"\xff" * 512
    path.write_bytes(content)


HOSTILE: dict[str, Callable[[Path], object]] = {
    "cut": cut,
    "noise": spoil_pages,
    "empty": lambda path: path.write_bytes(b""),
    "packed": lambda path: path.write_bytes(b"\x1f\x8b\x08" + bytes(5000)),
    "text": lambda path: path.write_text("askwell", encoding="utf-8"),
    "newer": sql("UPDATE alembic_version SET version_num = '9999'"),
    "two versions": sql("INSERT INTO alembic_version VALUES ('0000')"),
    "foreign": sql("PRAGMA application_id = 1"),
    "trigger": sql("CREATE TRIGGER t AFTER DELETE ON notes BEGIN DELETE FROM subjects; END"),
    "view": sql("DROP TABLE told_apart", "CREATE VIEW told_apart AS SELECT 1 AS subject_id, 2 AS other_id, 3 AS at"),
    "more tables": sql("CREATE TABLE shopping (item TEXT)"),
    "missing column": sql("ALTER TABLE notes DROP COLUMN version"),
    "computed column": sql(
        "DROP TABLE told_apart",
        "CREATE TABLE told_apart (subject_id TEXT, other_id TEXT AS (hex(zeroblob(10))), at TEXT)",
        "INSERT INTO told_apart (subject_id, at) VALUES ('x', 'y')",
    ),
    "dangling row": sql("UPDATE facts SET subject_id = 'nobody'"),
}


@pytest.mark.case("M09")
@pytest.mark.parametrize("how", HOSTILE)
def test_a_backup_that_is_not_sound_is_refused_before_anything_is_touched(
    tmp_path: Path, backup: Path, present: Path, how: str
) -> None:
    folder = present
    copy = tmp_path / "copy.db"
    shutil.copy(backup, copy)
    HOSTILE[how](copy)
    before = contents(folder)
    with pytest.raises(DatabaseError) as refusal:
        restoring.rehearse(copy, folder / "askwell.db", now=NOW)
    assert "Nothing was changed" in refusal.value.detail
    assert contents(folder) == before


@pytest.mark.case("M09")
def test_the_rehearsal_says_what_would_change_and_changes_nothing(tmp_path: Path, backup: Path) -> None:
    folder = people_folder(tmp_path / "data", BOB, "Cyra Example-Moss")
    before = contents(folder)
    said = run("restore", backup, "--rehearse", "--data-dir", folder)
    assert said.returncode == 0, said.stderr
    assert "Now:    people 2" in said.stdout
    assert "Backup: people 1" in said.stdout
    assert "nothing was changed" in said.stdout
    assert contents(folder) == before
    assert run("restore", backup, "--data-dir", folder, input="n\n").returncode == 1
    assert contents(folder) == before


@pytest.mark.case("M10")
def test_while_askwell_runs_nothing_is_restored(tmp_path: Path, backup: Path) -> None:
    live = LiveServer(tmp_path / "data")
    live.sign_in()
    live.pair()
    live.capture(profile(BOB), "https://example.com/bob")
    before = live.digest()
    ended = run("restore", backup, "--yes", "--data-dir", live.folder)
    assert ended.returncode == 1
    assert "Askwell is running" in ended.stderr
    assert "Nothing was changed" in ended.stderr
    assert live.digest() == before
    assert run("backup", tmp_path / "mine.db", "--data-dir", live.folder).returncode == 0
    assert any(BOB in row for row in rows_of(tmp_path / "mine.db")["subjects"])
    assert run("backup", tmp_path / "mine.db", "--data-dir", live.folder).returncode == 1
    live.stop()


@pytest.mark.case("M11")
def test_a_week_of_days_and_three_before_changes_stay(tmp_path: Path) -> None:
    database = opened(people_folder(tmp_path / "data", ADA), NOW)
    path = tmp_path / "data" / "askwell.db"
    made = []
    for day in range(20):
        now = NOW + timedelta(days=day)
        assert kept.is_due(path, now)
        made.append(backups.back_up_daily(database, now=now))
        assert backups.back_up_daily(database, now=now + timedelta(hours=1)) is None
        if day % 4 == 0:
            made.append(database.backup(now + timedelta(minutes=1), reason=f"before-{day:04d}"))
    names = [one.name for one in folders.list_backups(path)]
    assert sum("daily" in name for name in names) == 7
    assert [name[-8:-3] for name in names if "before" in name] == ["-0008", "-0012", "-0016"]
    assert made[-1].name in names
    digests = {one.name for one in (tmp_path / "data" / "backups").glob("*.sha256")}
    assert digests == {f"{name}.sha256" for name in names}
    database.close()


@pytest.mark.case("M11", "K23")
def test_a_clock_that_jumps_never_drives_out_the_newest_backup(tmp_path: Path) -> None:
    database = opened(people_folder(tmp_path / "data", ADA), NOW)
    path = tmp_path / "data" / "askwell.db"
    future, past = NOW.replace(year=2038), NOW.replace(year=1971)
    for day in range(9):
        database.backup(future + timedelta(days=day), reason="daily")
    fresh = database.backup(NOW, reason="daily")
    assert fresh in folders.list_backups(path)
    assert not kept.is_due(path, NOW + timedelta(hours=2))
    old = database.backup(past, reason="daily")
    assert old in folders.list_backups(path)
    for day in range(1, 9):
        database.backup(NOW + timedelta(days=day), reason="daily")
    assert all("2026" in one.name for one in folders.list_backups(path))
    database.close()


@pytest.mark.case("M11")
def test_a_damaged_backup_is_noticed(tmp_path: Path, backup: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(backup, copy)
    shutil.copy(kept.digest_file(backup), kept.digest_file(copy))
    assert kept.is_as_written(copy)
    noise(copy)
    assert not kept.is_as_written(copy)
    with pytest.raises(DatabaseDamagedError):
        restoring.rehearse(copy, tmp_path / "data" / "askwell.db", now=NOW)


@pytest.mark.case("M08")
def test_browsers_that_were_sent_away_stay_away(tmp_path: Path) -> None:
    live = LiveServer(tmp_path / "data")
    live.sign_in()
    live.pair()
    live.capture(profile(ADA), "https://example.com/ada")
    copy = tmp_path / "copy.db"
    backups.back_up(tmp_path / "data" / "askwell.db", copy, now=NOW)
    live.post(f"/api/v1/pairings/{live.pairing_id}", b"", method="DELETE")
    live.stop()
    assert run("restore", copy, "--yes", "--data-dir", tmp_path / "data").returncode == 0
    again = LiveServer(tmp_path / "data")
    again.token = live.token
    assert again.api("status").status == 401
    again.stop()


@pytest.mark.case("M08")
def test_an_older_schema_is_brought_up_to_date_on_the_way(tmp_path: Path) -> None:
    from askwell.storage.schema import KNOWN_VERSIONS
    from tests.abuse.test_upgrades import old_folder

    for version in KNOWN_VERSIONS[:-1]:
        old = old_folder(tmp_path / version, version)
        before = rows_of(old / "askwell.db", "alembic_version", "pairings")
        restoring.rehearse(old / "askwell.db", tmp_path / f"new-{version}" / "askwell.db", now=NOW).carry_out(NOW)
        after = rows_of(tmp_path / f"new-{version}" / "askwell.db")
        assert {name: after[name] for name in before} == before


def test_capturing_goes_on_after_a_restore(tmp_path: Path, backup: Path) -> None:
    restoring.rehearse(backup, tmp_path / "data" / "askwell.db", now=NOW).carry_out(NOW)
    database: Database = opened(tmp_path / "data", NOW)
    capture(database, BOB, day=1)
    assert names_in(database) == [ADA, BOB]
    database.close()
