"""The doctor: every broken state has its own words and its own remedy, and looking changes nothing."""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from askwell.config import FIRST_PORT
from askwell.services import health
from askwell.services.health import Place, check_everything
from askwell.storage.folder_lock import FolderLock
from tests.server.local_server import START, LocalServer

NOW = START + timedelta(days=1)
POSIX = pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a first day leaves it: one browser, one captured person, one backup."""
    from tests.api.caller import Caller

    folder = tmp_path_factory.mktemp("healthy") / "data"
    server = LocalServer(folder)
    Caller(server, server.pair()).capture("Ada Example")
    server.database.backup(START)
    server.close()
    key = folder / "secret.key"
    key.write_text("ab" * 32, encoding="ascii")
    key.chmod(0o600)
    return folder


@pytest.fixture
def folder(healthy: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "data"
    shutil.copytree(healthy, copy)
    copy.chmod(0o700)
    return copy


def place(folder: Path, **changes: object) -> Place:
    values = {
        "data_dir": folder,
        "database": folder / "askwell.db",
        "secret": folder / "secret.key",
        "lock": folder / "askwell.lock",
        "port": FIRST_PORT,
        "free_ports": [FIRST_PORT],
        "in_use": False,
    }
    return Place(**{**values, **changes})  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _no_reading(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Most tests need no reader process."""
    if request.node.name != "test_the_reader_reads_a_sample":
        monkeypatch.setattr(health, "check_reader", lambda: health.Check("reader", ok=True, detail=""))


def failed(folder: Path, **changes: object) -> dict[str, health.Check]:
    return {check.name: check for check in check_everything(place(folder, **changes), now=NOW) if not check.ok}


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file() and "-shm" not in path.name}


def flip_bits(folder: Path) -> None:
    with sqlite3.connect(folder / "askwell.db") as database:
        name, packed = database.execute("SELECT id, html FROM captures").fetchone()
        page = bytearray(zlib.decompress(packed))
        page[len(page) // 2] ^= 0xFF
        database.execute("UPDATE captures SET html = ? WHERE id = ?", (zlib.compress(bytes(page)), name))
    database.close()


def dangle(folder: Path) -> None:
    with sqlite3.connect(folder / "askwell.db") as database:
        database.execute("UPDATE facts SET subject_id = 'nobody'")
    database.close()


def age(folder: Path) -> None:
    with sqlite3.connect(folder / "askwell.db") as database:
        database.execute("UPDATE captures SET received_at = '2031-01-01 00:00:00.000000'")
    database.close()


def foreign(folder: Path) -> None:
    (folder / "askwell.db").unlink()
    with sqlite3.connect(folder / "askwell.db") as database:
        database.execute("CREATE TABLE shopping (item TEXT)")
    database.close()
    (folder / "askwell.db").chmod(0o600)


def from_the_future(folder: Path) -> None:
    with sqlite3.connect(folder / "askwell.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()


BROKEN: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "readable by others": (lambda at: (at / "askwell.db").chmod(0o644), "private files", "askwell.db"),
    "open folder": (lambda at: at.chmod(0o755), "private files", "data"),
    "lost": (lambda at: (at / "askwell.db").unlink(), "database", "missing or empty"),
    "emptied": (lambda at: (at / "askwell.db").write_bytes(b""), "database", "missing or empty"),
    "overwritten": (lambda at: (at / "askwell.db").write_bytes(b"no database " * 999), "database", "damaged"),
    "cut in half": (lambda at: os.truncate(at / "askwell.db", 4096 * 6), "database", "damaged"),
    "something else": (foreign, "database", "not a database of Askwell"),
    "row without its subject": (dangle, "database", "points to nothing"),
    "flipped bits": (flip_bits, "stored pages", "1 of 1"),
    "from the future": (from_the_future, "schema", "newer Askwell"),
    "no key": (lambda at: (at / "secret.key").unlink(), "key", "missing"),
    "spoilt key": (lambda at: (at / "secret.key").write_text("x", encoding="ascii"), "key", "damaged"),
    "clock behind": (age, "clock", "before something that was stored"),
}


@POSIX
@pytest.mark.parametrize("state", BROKEN)
def test_a_broken_state_is_found_explained_and_left_alone(folder: Path, state: str) -> None:
    break_it, name, says = BROKEN[state]
    break_it(folder)
    before = contents(folder)
    wrong = failed(folder)
    assert set(wrong) == {name}
    assert says in wrong[name].detail
    assert wrong[name].fix
    assert contents(folder) == before


def test_a_healthy_folder_is_said_to_be_well(folder: Path) -> None:
    assert failed(folder) == {}


def test_a_folder_before_its_first_start_is_well(tmp_path: Path) -> None:
    assert failed(tmp_path / "nothing") == {}
    assert not (tmp_path / "nothing").exists()


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("", encoding="utf-8")
    assert "data folder" in failed(tmp_path / "data")


def test_the_newest_backup_is_named(folder: Path) -> None:
    (folder / "askwell.db").unlink()
    assert "backups" in failed(folder)["database"].fix


@pytest.mark.parametrize("name", ["Dropbox", "OneDrive - Work", "Nextcloud"])
def test_a_synced_folder_is_warned_about(tmp_path: Path, name: str) -> None:
    assert "damage" in failed(tmp_path / name / "askwell")["place"].detail


def test_ports(folder: Path) -> None:
    def port(**changes: object) -> health.Check:
        checks = check_everything(place(folder, **changes), now=NOW)
        return next(check for check in checks if check.name == "port")

    assert port().detail == f"{FIRST_PORT} is free."
    assert str(FIRST_PORT + 1) in port(free_ports=[FIRST_PORT + 1]).detail
    assert not port(free_ports=[]).ok
    lock = FolderLock(folder / "askwell.lock")
    lock.take()
    lock.write(8770)
    running = port(in_use=True, free_ports=[])
    lock.release()
    assert running.ok
    assert "8770" in running.detail


def test_an_old_sqlite_is_a_note(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(health.sqlite3, "sqlite_version_info", (3, 40, 1))
    assert failed(folder) == {}


def test_a_full_disk(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(health.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(10**9, 10**9, 10**6))
    assert "Free some space" in failed(folder)["disk space"].fix


def test_a_clock_in_the_past(folder: Path) -> None:
    checks = check_everything(place(folder), now=datetime(1970, 1, 1, tzinfo=UTC))
    assert [check.name for check in checks if not check.ok] == ["clock"]


def test_the_reader_reads_a_sample() -> None:
    assert health.check_reader().ok


def run(*options: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "askwell", "doctor", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_the_command_for_programs(folder: Path) -> None:
    ended = run("--json", "--data-dir", str(folder))
    checks = json.loads(ended.stdout)["checks"]
    assert ended.returncode == 0, checks
    assert {frozenset(check) for check in checks} == {frozenset({"name", "ok", "detail", "fix"})}
    (folder / "askwell.db").write_bytes(b"")
    ended = run("--json", "--data-dir", str(folder))
    assert ended.returncode == 1
    assert [check["name"] for check in json.loads(ended.stdout)["checks"] if not check["ok"]] == ["database"]


def test_the_command_for_people(folder: Path) -> None:
    ended = run("--data-dir", str(folder))
    assert ended.returncode == 0
    assert ended.stdout.endswith("All is well.\n")
    (folder / "secret.key").write_text("x", encoding="ascii")
    with socket.create_server(("127.0.0.1", 0)):
        ended = run("--data-dir", str(folder))
    assert ended.returncode == 1
    assert "What to do: Delete it" in ended.stdout
    assert "1 of" in ended.stdout
