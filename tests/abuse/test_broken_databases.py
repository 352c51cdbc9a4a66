"""A database that is damaged, emptied, cut, mixed up, locked or on a strange place: its own words each, nothing changed."""

import os
import shutil
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from askwell.services import health, restoring
from askwell.storage import examining
from askwell.storage import folder as folders
from tests.abuse.interrupting import opened, rows_of
from tests.abuse.live_server import LiveServer, profile
from tests.abuse.small_world import NOW, capture, names_in, people_folder
from tests.abuse.starting import contents, refused, run

NAMES = ("Adaline Quillfeather", "Bobina Thistledown")
DATABASE = "askwell.db"


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = people_folder(tmp_path_factory.mktemp("healthy") / "data", *NAMES)
    database = opened(folder, NOW)
    database.backup(NOW, reason="daily")
    database.close()
    return folder


@pytest.fixture
def folder(healthy: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "data"
    shutil.copytree(healthy, copy)
    copy.chmod(0o700)
    return copy


def overwrite(path: Path, start: int, piece: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(piece)


def spoil_pages(path: Path) -> None:
    """Overwrite the middle of every page of one table and its indexes with noise."""
    with closing(sqlite3.connect(path)) as database:
        size = database.execute("PRAGMA page_size").fetchone()[0]
        root = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'facts'").fetchone()[0]
    overwrite(path, (root - 1) * size, bytes(range(1, 200)))


DAMAGES: dict[str, Callable[[Path], object]] = {
    "header": lambda path: overwrite(path, 0, b"\xff" * 100),
    "half": lambda path: os.truncate(path, path.stat().st_size // 2),
    "page": spoil_pages,
    "zeros": lambda path: overwrite(path, 4096, b"\0" * 4096 * 4),
}


@pytest.mark.case("K13")
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_database_is_refused_with_the_way_back(folder: Path, damage: str) -> None:
    DAMAGES[damage](folder / DATABASE)
    newest = folders.list_backups(folder / DATABASE)[-1]
    said = refused(folder, 5, "damaged", str(newest), "askwell restore")
    assert "left untouched" in said
    if damage in ("header", "page"):
        assert run("doctor", "--data-dir", folder).returncode == 1
        assert run("restore", newest, "--yes", "--data-dir", folder).returncode == 0
    else:
        restoring.rehearse(newest, folder / DATABASE, now=NOW).carry_out(NOW)
    database = opened(folder, NOW)
    assert names_in(database) == sorted(NAMES)
    database.close()
    assert folders.list_set_aside(folder / DATABASE), "the damaged file is kept aside"


@pytest.mark.case("K13", "K14")
def test_a_damaged_backup_is_never_named_as_the_way_back(folder: Path) -> None:
    database = opened(folder, NOW)
    newer = database.backup(NOW.replace(hour=9), reason="daily")
    database.close()
    overwrite(newer, newer.stat().st_size // 2, b"\xff" * 64)
    (folder / DATABASE).write_bytes(b"")
    said = refused(folder, 5, "missing or empty")
    assert newer.name not in said
    assert folders.list_backups(folder / DATABASE)[0].name in said
    assert (folder / DATABASE).stat().st_size == 0


@pytest.mark.case("K15")
def test_flipped_bits_in_a_page_are_found_and_everything_else_is_served(tmp_path: Path) -> None:
    live = LiveServer(tmp_path / "data")
    live.sign_in()
    live.pair()
    subjects = [
        live.capture(profile(name), f"https://example.com/{name[:4]}").document["subject"]["id"] for name in NAMES
    ]
    live.stop()
    path = tmp_path / "data" / DATABASE
    with sqlite3.connect(path) as database:
        name, packed = database.execute("SELECT id, html FROM captures LIMIT 1").fetchone()
        page = bytearray(zlib.decompress(packed))
        page[len(page) // 2 : len(page) // 2 + 8] = b"\xff" * 8
        database.execute("UPDATE captures SET html = ? WHERE id = ?", (zlib.compress(bytes(page)), name))
    database.close()
    assert not examining.examine(path).faults
    said = run("doctor", "--data-dir", tmp_path / "data")
    assert said.returncode == 1
    assert f"1 of 2 stored pages are damaged on the disk: {name}" in said.stdout
    again = LiveServer(tmp_path / "data")
    again.token = live.token
    assert {again.api(f"prospects/{subject}").status for subject in subjects} == {200}
    again.stop()


def crashed(folder: Path, *names: str) -> Path:
    """Leave a folder as a crash does: what came last stands in the log only."""
    database = opened(folder, NOW)
    for name in names:
        capture(database, name, day=1)
    away = folder.parent / f"{folder.name}-crashed"
    shutil.copytree(folder, away)
    database.close()
    assert (away / f"{DATABASE}-wal").stat().st_size > 0
    return away


@pytest.mark.case("K16")
@pytest.mark.parametrize("state", ["deleted", "cut", "emptied", "noise in it", "noise in the index of the log"])
def test_a_log_that_is_gone_or_cut_gives_the_last_whole_state(folder: Path, state: str) -> None:
    away = crashed(folder, "Cyra Example-Moss")
    log = away / f"{DATABASE}-wal"
    spoil: dict[str, Callable[[], object]] = {
        "deleted": log.unlink,
        "cut": lambda: os.truncate(log, log.stat().st_size // 3),
        "emptied": lambda: log.write_bytes(b""),
        "noise in it": lambda: overwrite(log, log.stat().st_size // 2, b"\xff" * 5000),
        "noise in the index of the log": lambda: (away / f"{DATABASE}-shm").write_bytes(b"\xff" * 32768),
    }
    spoil[state]()
    database = opened(away, NOW)
    assert set(NAMES) <= set(names_in(database)) <= {*NAMES, "Cyra Example-Moss"}
    database.close()
    rows_of(away / DATABASE)


@pytest.mark.case("K16")
def test_the_log_of_another_database_is_never_mixed_in(folder: Path, tmp_path: Path) -> None:
    other = crashed(
        people_folder(
            tmp_path / "other",
            "Zed Example-Ames",
            *(f"Busya Example-{one}" for one in "Kale Lark Moor Nash Oaks Pell".split()),
        ),
        "Yves Example-Oak",
    )
    shutil.copy(other / f"{DATABASE}-wal", folder / f"{DATABASE}-wal")
    before = rows_before = (folder / DATABASE).read_bytes()
    said = refused(folder, 5)
    assert "does not belong to" in said or "damaged" in said
    assert (folder / DATABASE).read_bytes() == before == rows_before
    found = run("doctor", "--data-dir", folder)
    assert found.returncode == 1
    mended = run("doctor", "--mend", "--data-dir", folder)
    assert "Moved a log that did not fit" in mended.stdout, mended.stdout
    database = opened(folder, NOW)
    assert names_in(database) == sorted(NAMES)
    database.close()


@pytest.mark.case("K20")
@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs", "9p", "ext4"])
def test_a_folder_on_another_computer_is_warned_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"none / ext4 rw 0 0\nserver:/home {tmp_path / 'far'} {kind} rw 0 0\n", encoding="utf-8")
    assert examining.network_place(tmp_path / "far" / "askwell", mounts) == ("" if kind == "ext4" else kind)
    assert examining.network_place(tmp_path / "near" / "askwell", mounts) == ""
    monkeypatch.setattr(examining, "network_place", lambda _: "" if kind == "ext4" else kind)
    assert health.check_place(tmp_path / "far").ok is (kind == "ext4")
    assert not health.check_place(tmp_path / "Dropbox" / "askwell").ok


@pytest.mark.case("K05", "K09")
def test_what_an_interrupted_program_left_is_found_and_removed(folder: Path) -> None:
    (folder / "backups" / "x.db.partial").write_bytes(b"half")
    (folder / ".export-abc").mkdir(mode=0o700)
    (folder / ".export-abc" / "piece").write_bytes(b"half")
    (folder / DATABASE).chmod(0o644)
    with sqlite3.connect(folder / DATABASE) as database:
        database.execute("DELETE FROM search_words_docsize")
    database.close()
    found = run("doctor", "--data-dir", folder)
    assert found.returncode == 1
    assert all(words in found.stdout for words in ("leftovers", "Other users", "search index"))
    mended = run("doctor", "--mend", "--data-dir", folder)
    assert mended.returncode == 0, mended.stdout
    assert "All is well." in mended.stdout
    assert not folders.list_leftovers(folder / DATABASE)
    before = contents(folder)
    assert run("doctor", "--mend", "--data-dir", folder).returncode == 0
    assert contents(folder) == before
