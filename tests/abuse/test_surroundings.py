"""What the computer around does: signals, sleep, clocks, zones, languages, little memory, few files."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from askwell import config
from askwell.domain.errors import DatabaseReadOnlyError
from askwell.storage.folder_lock import FolderLock, is_held
from tests.abuse.interrupting import rows_of
from tests.abuse.live_server import LiveServer, Reply, capture_body, profile
from tests.server.local_server import LocalServer, Paired

POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and limits of POSIX")
LINUX = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="limits of a running process, as Linux sets them"
)
NAMES = [f"Busya Example-{one}" for one in "Kale Lark Moor Nash Oaks Pell".split()]


@pytest.fixture
def live(tmp_path: Path) -> Iterator[LiveServer]:
    server = LiveServer(tmp_path / "data")
    server.sign_in()
    server.pair()
    yield server
    server.stop()


def page(name: str) -> dict[str, object]:
    return capture_body(profile(name), f"https://example.com/{name.replace(' ', '-')}")


def send(live: LiveServer, body: dict[str, object]) -> Reply:
    try:
        return live.post("/api/v1/captures", body, Idempotency_Key=str(body["id"]))
    except OSError:
        return Reply()


@POSIX
@pytest.mark.case("K06")
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_told_to_end_during_captures_it_finishes_them_and_leaves_one_clean_file(
    tmp_path: Path, ending: signal.Signals
) -> None:
    live = LiveServer(tmp_path / "data")
    live.sign_in()
    live.pair()
    bodies = [page(name) for name in NAMES]
    with ThreadPoolExecutor(len(bodies)) as pool:
        replies = [pool.submit(send, live, body) for body in bodies]
        time.sleep(0.05)
        began = time.monotonic()
        live.process.send_signal(ending)
        assert live.process.wait(15) == 0
        took = time.monotonic() - began
        statuses = [reply.result().status for reply in replies]
    if live.process.stdout:
        live.process.stdout.close()
    assert took < 5
    assert set(statuses) <= {201, 202, 503, 0}
    left = sorted(path.name for path in live.folder.iterdir())
    assert not [name for name in left if name.endswith(("-wal", "-shm", ".lock"))]
    stored = len(rows_of(live.folder / "askwell.db")["captures"])
    assert stored >= sum(status in (201, 202) for status in statuses)
    assert "Traceback" not in live.logged()


@POSIX
@pytest.mark.case("K29")
def test_a_computer_that_sleeps_during_an_upload_and_a_transaction(live: LiveServer) -> None:
    first, second = page(NAMES[0]), page(NAMES[1])
    assert send(live, first).status == 201
    with ThreadPoolExecutor(2) as pool:
        replies = [pool.submit(send, live, body) for body in (second, first)]
        for _ in range(4):
            live.process.send_signal(signal.SIGSTOP)
            time.sleep(0.15)
            live.process.send_signal(signal.SIGCONT)
            time.sleep(0.02)
        assert {reply.result().status for reply in replies} <= {200, 201, 202}
    with socket.create_connection(("127.0.0.1", live.port), timeout=10) as connection:
        connection.sendall(b"POST /api/v1/captures HTTP/1.1\r\nHost: " + live.host.encode() + b"\r\nContent-Len")
        live.process.send_signal(signal.SIGSTOP)
        time.sleep(0.2)
        live.process.send_signal(signal.SIGCONT)
    for body in (first, second):
        assert send(live, body).status == 200, "sent again after waking up, it is known"
    assert live.api("prospects").document["total"] == 2
    assert live.alive() < 1


@LINUX
@pytest.mark.case("K11")
def test_without_memory_it_refuses_or_ends_and_starts_again_cleanly(tmp_path: Path) -> None:
    import resource

    live = LiveServer(tmp_path / "data")
    live.sign_in()
    live.pair()
    acknowledged = {str(body["id"]) for body in [page(NAMES[0])] if send(live, body).status == 201}
    used = int(Path(f"/proc/{live.process.pid}/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    for megabytes in (24, 4, 1):
        limit = used + megabytes * 1024 * 1024
        resource.prlimit(live.process.pid, resource.RLIMIT_AS, (limit, resource.RLIM_INFINITY))
        for name in NAMES[1:3]:
            body = capture_body(
                profile(name, body="<p>word</p>" * 9_000), f"https://example.com/{name[-4:]}-{megabytes}"
            )
            reply = send(live, body)
            assert reply.status in (0, 201, 202, 500, 503), reply.body
            if reply.status in (201, 202):
                acknowledged.add(str(body["id"]))
    resource.prlimit(live.process.pid, resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    live.stop()
    again = LiveServer(tmp_path / "data")
    again.token = live.token
    assert {again.api(f"captures/{one}").status for one in acknowledged} == {200}
    assert send(again, page(NAMES[5])).status == 201
    assert again.stop() == 0
    rows_of(tmp_path / "data" / "askwell.db")


@LINUX
@pytest.mark.case("K30")
def test_without_files_to_open_it_recovers_when_the_load_falls(tmp_path: Path) -> None:
    import resource

    live = LiveServer(tmp_path / "data")
    live.sign_in()
    live.pair()
    assert send(live, page(NAMES[0])).status == 201
    limits = resource.prlimit(live.process.pid, resource.RLIMIT_NOFILE)
    resource.prlimit(live.process.pid, resource.RLIMIT_NOFILE, (32, limits[1]))
    idle = [socket.create_connection(("127.0.0.1", live.port), timeout=10) for _ in range(40)]
    bodies = [page(name) for name in NAMES[1:]]
    with ThreadPoolExecutor(5) as pool:
        statuses = [reply.status for reply in pool.map(lambda body: quick_send(live, body), bodies)]
    assert set(statuses) <= {0, 201, 202, 500, 503}
    for connection in idle:
        connection.close()
    deadline = time.monotonic() + 20
    while send(live, bodies[0]).status not in (200, 201, 202) and time.monotonic() < deadline:
        time.sleep(0.3)
    resource.prlimit(live.process.pid, resource.RLIMIT_NOFILE, limits)
    for body in bodies:
        assert send(live, body).status in (200, 201)
    assert live.api("prospects").document["total"] == len(NAMES)
    assert live.stop() == 0
    assert len(rows_of(tmp_path / "data" / "askwell.db")["captures"]) == len(NAMES)


def quick_send(live: LiveServer, body: dict[str, object]) -> Reply:
    """Send, but do not wait long for a server that cannot take the connection."""
    import json

    raw = json.dumps(body).encode()
    head = (
        f"POST /api/v1/captures HTTP/1.1\r\nHost: {live.host}\r\nAuthorization: Bearer {live.token}\r\n"
        f"Origin: chrome-extension://abcdefghijklmnopabcdefghijklmnop\r\nContent-Type: application/json\r\n"
        f"Idempotency-Key: {body['id']}\r\nConnection: close\r\nContent-Length: {len(raw)}\r\n\r\n"
    )
    try:
        return live.send(head.encode() + raw, timeout=2)
    except OSError:
        return Reply()


JUMPS = {
    "a day on": timedelta(days=1),
    "a day back": timedelta(days=-1),
    "to 1970": timedelta(days=-56 * 365),
    "to 2038": timedelta(days=12 * 365),
    "an hour of summer time": timedelta(hours=1),
    "a leap second": timedelta(seconds=1),
}


@pytest.mark.case("K23")
@pytest.mark.parametrize("jump", JUMPS)
def test_a_clock_that_jumps_breaks_nothing(tmp_path: Path, jump: str) -> None:
    local = LocalServer(tmp_path / "data")
    mine, cookie = local.pair(), local.sign_in()
    first = capture(local, mine, NAMES[0])
    code = local.code()
    local.time.jump = JUMPS[jump]
    if jump == "to 2038":
        # A key that was not used for years has ended; with the right time it works again, and so does everything else.
        assert local.request("GET", "/api/v1/status", **mine.headers()).slug == "token-expired"
        local.time.jump = timedelta()
    second = capture(local, mine, NAMES[1])
    assert local.claim(code, "moz-extension://0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f").status == 201
    assert local.request("GET", "/people", Host=local.site, Cookie=cookie).status == 200
    assert local.request("GET", "/keeping", Host=local.site, Cookie=cookie).status == 200
    for subject in (first, second):
        page_of = local.request("GET", f"/people/{subject}", Host=local.site, Cookie=cookie)
        assert page_of.status == 200
        assert b" in -" not in page_of.body
        undo = local.request("GET", f"/api/v1/prospects/{subject}", **mine.headers()).document["history"][0]
        assert undo["undoable"]
    actions = local.request("GET", f"/api/v1/prospects/{second}", **mine.headers()).document["history"]
    reply = local.request("POST", f"/api/v1/actions/{actions[0]['id']}/undo", {}, **mine.headers())
    assert reply.status in (200, 204), reply.body
    assert local.request("GET", "/api/v1/prospects", **mine.headers()).document["total"] == 1
    assert not [line for line in local.log.lines if "unexpected" in line]
    local.close()


def capture(local: LocalServer, mine: Paired, name: str) -> str:
    body = page(name)
    reply = local.request("POST", "/api/v1/captures", body, Idempotency_Key=str(body["id"]), **mine.headers())
    assert reply.status == 201, reply.body
    return str(reply.document["subject"]["id"])


@POSIX
@pytest.mark.case("K24")
def test_a_time_zone_that_changes_moves_no_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    local = LocalServer(tmp_path / "data")
    mine, seen = local.pair(), set()
    subject = capture(local, mine, NAMES[0])
    try:
        for zone in ("UTC", "Pacific/Kiritimati", "America/St_Johns", "Europe/Berlin"):
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            detail = local.request("GET", f"/api/v1/prospects/{subject}", **mine.headers()).document
            calendar = local.request("POST", "/api/v1/exports", {"format": "calendar"}, **mine.headers())
            assert calendar.status == 200
            moments = [
                line for line in calendar.body.decode().splitlines() if line.startswith(("DTSTART", "DUE", "CREATED"))
            ]
            seen.add((detail["subject"]["created_at"], detail["captures"][0]["captured_at"], *moments))
    finally:
        monkeypatch.undo()
        time.tzset()
        local.close()
    assert len(seen) == 1


SURROUNDINGS: dict[str, dict[str, str]] = {
    "Turkish": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    "a home that is not there": {"HOME": "/nowhere/at/all"},
    "ASCII only": {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "POSIX"},
}


@POSIX
@pytest.mark.case("K25", "R07")
@pytest.mark.parametrize("state", SURROUNDINGS)
def test_whatever_language_home_and_mask_it_starts_and_its_files_are_private(tmp_path: Path, state: str) -> None:
    before = os.umask(0o000 if len(state) % 2 else 0o077)
    try:
        live = LiveServer(tmp_path / "data", environment={**os.environ, **SURROUNDINGS[state]})
    finally:
        os.umask(before)
    live.sign_in()
    live.pair()
    name = "Iğdır Example-Işık" if state == "Turkish" else "Zoë Example-Łąka"
    assert send(live, page(name)).status == 201
    assert live.stop() == 0
    modes = {path.stat().st_mode & 0o077 for path in [live.folder, *live.folder.rglob("*")]}
    assert modes == {0}
    command = [sys.executable, "-m", "askwell", "backup", "--data-dir", str(live.folder)]
    ended = subprocess.run(command, env={**os.environ, **SURROUNDINGS[state]}, capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert {path.stat().st_mode & 0o077 for path in [live.folder, *live.folder.rglob("*")]} == {0}


@pytest.mark.case("R17")
@pytest.mark.parametrize(
    ("system", "wanted"),
    [
        ("unix", ".local/share/askwell"),
        ("macos", "Library/Application Support/askwell"),
        ("windows", "AppData"),
    ],
)
def test_the_folder_lies_where_the_system_keeps_data_of_one_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, wanted: str
) -> None:
    import importlib

    for name in ("ASKWELL_DATA_DIR", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    module = importlib.import_module(f"platformdirs.{system}")
    kind = {"unix": "Unix", "macos": "MacOS", "windows": "Windows"}[system]
    if system == "windows":
        monkeypatch.setattr(module, "get_win_folder", lambda name: f"C:/Users/ada/AppData/{name}")
    found = str(getattr(module, kind)("askwell", appauthor=False, roaming=False).user_data_dir).replace("\\", "/")
    assert wanted in found
    assert "Roaming" not in found
    assert "roaming=False" in Path(config.__file__).read_text(encoding="utf-8")
    assert config.default_data_dir().name == "askwell"


@POSIX
@pytest.mark.case("R18")
def test_a_folder_that_is_exchanged_for_a_link_is_noticed(tmp_path: Path) -> None:
    folder, trap = tmp_path / "data", tmp_path / "trap"
    folder.mkdir(mode=0o700)
    trap.mkdir()
    lock = FolderLock(folder / "askwell.lock")
    lock.take()
    lock.confirm()
    folder.rename(tmp_path / "away")
    folder.symlink_to(trap)
    with pytest.raises(DatabaseReadOnlyError, match="exchanged"):
        lock.confirm()
    lock.release()
    for name in ("askwell.lock", "askwell.db", "secret.key"):
        real = tmp_path / f"real-{name}"
        shutil.rmtree(tmp_path / "fresh", ignore_errors=True)
        (tmp_path / "fresh").mkdir(mode=0o700)
        (tmp_path / "fresh" / name).symlink_to(real)
        command = [sys.executable, "-m", "askwell", "serve", "--no-browser", "--port", "0", "--data-dir"]
        ended = subprocess.run(
            [*command, str(tmp_path / "fresh")], capture_output=True, text=True, timeout=30, check=False
        )
        assert ended.returncode in (5, 7, 8), (name, ended.returncode, ended.stderr)
        assert "Traceback" not in ended.stderr
        assert not real.exists()


@POSIX
@pytest.mark.case("K19")
def test_a_lock_file_alone_holds_nothing(tmp_path: Path) -> None:
    lock = tmp_path / "askwell.lock"
    lock.write_text(f'{{"pid": {os.getpid()}, "port": 1}}', encoding="utf-8")
    assert not is_held(lock)
    taken = FolderLock(lock)
    taken.take()
    assert is_held(lock)
    taken.release()
