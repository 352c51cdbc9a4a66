"""A disk without room, a folder that may not be written, a name that is something else: said plainly, nothing lost."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from askwell.storage import folder as folders
from tests.abuse.interrupting import rows_of
from tests.abuse.live_server import LiveServer, Reply, capture_body, profile
from tests.abuse.small_world import people_folder
from tests.abuse.starting import NOBODY, bound_by_modes, contents, refused, run, start
from tests.abuse.test_upgrades import OLDER, old_folder, version_of

DATABASE = "askwell.db"


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A real file system of three megabytes; only an administrator of Linux can make one."""
    place = Path(tempfile.mkdtemp(prefix="askwell-small-"))
    made = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m,mode=700", "tmpfs", str(place)], capture_output=True, check=False
    )
    if not made or made.returncode:
        place.rmdir()
        pytest.skip("no file system can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)
    place.rmdir()


def fill(disk: Path, *, leave: int = 0) -> Path:
    """Use up all room but a little."""
    path = disk / "filler"
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            pass
    os.truncate(path, max(0, path.stat().st_size - leave))
    return path


def send(live: LiveServer, name: str, size: int = 0) -> Reply:
    body = capture_body(profile(name, body=f"<!--{os.urandom(size).hex()}-->"), f"https://example.com/{name[-4:]}")
    return live.post("/api/v1/captures", body, Idempotency_Key=body["id"])


@pytest.mark.case("K07")
def test_a_full_disk_refuses_loses_nothing_and_goes_on_when_there_is_room(small_disk: Path) -> None:
    live = LiveServer(small_disk / "data")
    live.sign_in()
    live.pair()
    assert send(live, "Busya Example-Kale").status == 201
    filler = fill(small_disk)
    body = capture_body(
        profile("Busya Example-Lark", body=f"<!--{os.urandom(400_000).hex()}-->"), "https://example.com/l"
    )
    before = live.digest()
    reply = live.post("/api/v1/captures", body, Idempotency_Key=body["id"])
    assert (reply.status, reply.slug) == (507, "storage-full"), reply.body
    assert "Nothing was lost" in reply.document["detail"]
    assert live.digest() == before
    assert live.api("prospects").document["total"] == 1
    assert live.alive() < 1
    filler.unlink()
    assert live.post("/api/v1/captures", body, Idempotency_Key=body["id"]).status == 201
    assert live.api("prospects").document["total"] == 2
    assert live.stop() == 0
    assert "Traceback" not in live.logged()
    rows_of(small_disk / "data" / DATABASE)


@pytest.mark.case("K09")
def test_without_room_upgrade_backup_and_export_leave_everything_as_it_was(small_disk: Path) -> None:
    folder = old_folder(small_disk / "data", OLDER[0])
    fill(small_disk, leave=200_000)
    before = rows_of(folder / DATABASE)
    said = start(folder)
    assert said.returncode == 7, said.stderr
    assert "disk is full" in said.stderr
    assert "free some space" in said.stderr.lower()
    assert version_of(folder / DATABASE) == OLDER[0]
    assert rows_of(folder / DATABASE) == before
    for words in (["backup", small_disk / "copy.db"], ["export", "--output", small_disk / "list.csv"]):
        ended = run(*words, "--data-dir", folder)
        assert ended.returncode == 1, ended.stdout
        assert "Traceback" not in ended.stderr
        assert not Path(words[-1]).exists()
    assert not list(small_disk.rglob("*.partial"))
    assert not folders.list_backups(folder / DATABASE)
    assert rows_of(folder / DATABASE) == before


@pytest.mark.case("K09")
def test_a_log_that_cannot_be_written_stops_no_capture(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("the system has no device that is always full")
    (tmp_path / "data" / "logs").mkdir(parents=True, mode=0o700)
    (tmp_path / "data").chmod(0o700)
    (tmp_path / "data" / "logs" / "askwell.log").symlink_to("/dev/full")
    live = LiveServer(tmp_path / "data")
    live.sign_in()
    live.pair()
    assert send(live, "Busya Example-Kale").status == 201
    assert live.stop() == 0


def make(change: Callable[[Path], object]) -> Callable[[Path], Path]:
    def run_it(at: Path) -> Path:
        folder = people_folder(at / "data", "Busya Example-Kale")
        change(folder)
        return folder

    return run_it


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that another user of this computer can reach."""
    folder = Path(tempfile.mkdtemp(prefix="askwell-place-"))
    yield folder
    subprocess.run(["chmod", "-R", "u+rwX", str(folder)], check=False)
    shutil.rmtree(folder)


def someone_elses(folder: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only an administrator can give a folder to somebody else")
    os.chown(folder, NOBODY, NOBODY)


def away(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))
    folder.symlink_to(folder.with_name("elsewhere"))


def file_instead(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("mine", encoding="utf-8")


STATES: dict[str, tuple[Callable[[Path], object], tuple[int, ...], str]] = {
    "folder read-only": (lambda folder: folder.chmod(0o500), (7,), "Nothing was changed"),
    "folder not enterable": (lambda folder: folder.chmod(0o000), (7,), "Nothing was changed"),
    "database read-only": (lambda folder: (folder / DATABASE).chmod(0o400), (7,), "Nothing was changed"),
    "somebody else's": (someone_elses, (7,), "Nothing was changed"),
    "a link to elsewhere": (away, (7,), "only a link"),
    "a file": (file_instead, (2, 7), "file"),
}


@pytest.mark.case("K12")
@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
@pytest.mark.parametrize("state", STATES)
def test_a_place_that_cannot_be_used_is_said_and_no_second_list_begun(place: Path, state: str) -> None:
    change, codes, says = STATES[state]
    folder = make(change)(place)
    before = contents(place)
    ended = start(folder, **bound_by_modes())
    assert ended.returncode in codes, (ended.returncode, ended.stderr)
    assert says in ended.stderr
    assert "Traceback" not in ended.stderr
    assert contents(place) == before
    assert sum(path.name == DATABASE for path in place.rglob("*.db")) <= 1


@pytest.mark.case("K12")
def test_a_folder_that_was_lost_is_made_anew_only_where_there_was_none(tmp_path: Path) -> None:
    folder = people_folder(tmp_path / "data", "Busya Example-Kale")
    (folder / DATABASE).unlink()
    refused(folder, 5, "missing or empty")
    (tmp_path / "never").mkdir()
    live = LiveServer(tmp_path / "never" / "there")
    assert live.get("/healthz").status == 200
    assert live.stop() == 0
