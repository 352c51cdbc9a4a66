"""`askwell serve` as a program: what it prints, what it refuses, how it ends, what it leaves behind."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from askwell.config import FIRST_PORT
from tests.abuse.live_server import LiveServer, profile

POSIX = pytest.mark.skipif(os.name != "posix", reason="modes and signals of POSIX")


def start(folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    """Run a start that is expected to end by itself."""
    command = [sys.executable, "-m", "askwell", "serve", "--no-browser", "--data-dir", str(folder), *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)


@pytest.fixture
def live(tmp_path: Path) -> Iterator[LiveServer]:
    server = LiveServer(tmp_path / "data")
    yield server
    server.stop()


def test_one_line_for_programs_says_where_it_is(live: LiveServer) -> None:
    assert live.started["url"] == f"http://127.0.0.1:{live.port}"
    assert live.started["dashboard"].startswith(f"http://askwell.localhost:{live.port}/sign-in/")
    assert live.started["pid"] == live.process.pid
    reply = live.get("/healthz")
    assert set(reply.document) == {"name", "version"}
    live.sign_in()
    assert live.page("/people").status == 200


@POSIX
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly_when_told(tmp_path: Path, ending: signal.Signals) -> None:
    live = LiveServer(tmp_path / "data")
    live.sign_in()
    live.pair()
    began = time.monotonic()
    live.process.send_signal(ending)
    live.process.send_signal(ending)
    assert live.process.wait(10) == 0
    assert time.monotonic() - began < 5
    assert live.process.stdout is not None
    assert live.process.stdout.read() == b"", "standard output carries one line only"
    live.process.stdout.close()
    left = sorted(path.name for path in live.folder.rglob("*") if path.is_file())
    assert left == ["askwell.db", "askwell.db.exists", "askwell.log", "secret.key"]
    again = LiveServer(tmp_path / "data")
    again.token = live.token
    assert again.api("status").status == 200, "a restart must not end a pairing"
    assert again.stop() == 0


@pytest.mark.case("K18")
def test_a_second_server_on_the_folder_is_sent_to_the_first(live: LiveServer) -> None:
    before = live.digest()
    second = start(live.folder)
    assert second.returncode == 4
    assert second.stdout == ""
    assert f"process {live.process.pid}" in second.stderr
    assert live.digest() == before
    link = re.search(r"http://askwell\.localhost:\d+(/sign-in/\S+)", second.stderr)
    assert link, second.stderr
    assert live.get(link.group(1), Host=live.site).status == 303, "its owner gets a way in"


@pytest.mark.case("K19")
@POSIX
def test_a_lock_left_by_a_killed_server_stops_nobody(tmp_path: Path) -> None:
    live = LiveServer(tmp_path / "data")
    live.process.kill()
    live.process.wait(5)
    assert (live.folder / "askwell.lock").exists()
    (live.folder / "askwell.lock").write_text(json.dumps({"pid": os.getpid(), "port": 1}), encoding="utf-8")
    again = LiveServer(tmp_path / "data")
    assert again.get("/healthz").status == 200
    again.stop()
    if live.process.stdout:
        live.process.stdout.close()


@pytest.mark.case("K21")
def test_a_taken_port_is_said_and_left_alone(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        ended = start(tmp_path / "data", "--port", str(port))
    assert ended.returncode == 3
    assert f"Port {port} is taken" in ended.stderr


@pytest.mark.case("K21")
def test_without_a_port_the_next_free_one_is_taken(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            other.bind(("127.0.0.1", FIRST_PORT))
        except OSError:
            pass  # somebody else has it: just as good
        else:
            other.listen()
        command = [sys.executable, "-m", "askwell", "serve", "--no-browser", "--data-dir", str(tmp_path / "data")]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert process.stdout is not None
        line = process.stdout.readline()
        process.terminate()
        _, said = process.communicate(timeout=10)
    port = int(json.loads(line)["url"].rpartition(":")[2])
    assert FIRST_PORT < port <= FIRST_PORT + 9
    assert f"Askwell uses {port}" in said


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "localhost"])
def test_it_listens_on_this_machine_only(tmp_path: Path, host: str) -> None:
    ended = start(tmp_path / "data", "--host", host)
    assert ended.returncode == 2
    assert "team mode" in ended.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.case("R07")
@POSIX
@pytest.mark.parametrize("mask", [0o000, 0o022])
def test_every_file_is_private_whatever_the_mask(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        live = LiveServer(tmp_path / "data")
    finally:
        os.umask(before)
    live.sign_in()
    live.pair()
    live.capture(profile("Moda Example"), "https://example.com/moda")
    paths = [live.folder, *live.folder.rglob("*")]
    assert len(paths) > 5
    assert [path.name for path in paths if path.stat().st_mode & 0o077] == []
    live.stop()


@POSIX
def test_a_key_that_others_could_read_is_made_private_again(tmp_path: Path) -> None:
    LiveServer(tmp_path / "data").stop()
    key = tmp_path / "data" / "secret.key"
    key.chmod(0o644)
    live = LiveServer(tmp_path / "data")
    assert key.stat().st_mode & 0o777 == 0o600
    live.stop()
    assert "it is private again" in live.logged()


def newer(folder: Path) -> None:
    with sqlite3.connect(folder / "askwell.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()


@pytest.mark.case("K14")
@pytest.mark.parametrize(
    ("break_it", "code", "says"),
    [
        (lambda folder: (folder / "askwell.db").write_bytes(b""), 5, "missing or empty"),
        (lambda folder: (folder / "askwell.db").unlink(), 5, "missing or empty"),
        (lambda folder: (folder / "askwell.db").write_bytes(b"x" * 5000), 5, "damaged"),
        (newer, 6, "newer version"),
        (lambda folder: (folder / "secret.key").write_text("not a key", encoding="utf-8"), 8, "cannot be read"),
    ],
    ids=["emptied", "lost", "overwritten", "from the future", "spoilt key"],
)
def test_what_is_broken_is_said_and_left_untouched(tmp_path: Path, break_it: object, code: int, says: str) -> None:
    LiveServer(tmp_path / "data").stop()
    break_it(tmp_path / "data")  # type: ignore[operator]
    before = {path.name: path.read_bytes() for path in (tmp_path / "data").glob("*") if path.is_file()}
    ended = start(tmp_path / "data", "--port", "0")
    assert ended.returncode == code, ended.stderr
    assert says in ended.stderr
    assert "Traceback" not in ended.stderr
    assert {path.name: path.read_bytes() for path in (tmp_path / "data").glob("*") if path.is_file()} == before


def test_a_file_in_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("mine", encoding="utf-8")
    ended = start(tmp_path / "data")
    assert ended.returncode in (2, 7)
    assert "Traceback" not in ended.stderr
    assert (tmp_path / "data").read_text(encoding="utf-8") == "mine"


@pytest.mark.case("R08")
def test_a_large_page_leaves_nothing_outside_the_data_folder(live: LiveServer) -> None:
    live.sign_in()
    live.pair()
    before = set(Path(tempfile.gettempdir()).iterdir())
    html = profile("Weita Example", body="<p>word</p>" * 200 + "<p>" + "x" * 5_000_000 + "</p>")
    assert live.capture(html, "https://example.com/weita").status == 201
    new = {path for path in set(Path(tempfile.gettempdir()).iterdir()) - before if path.name.startswith("tmp")}
    assert new == set()


@pytest.mark.case("R10")
def test_the_log_holds_no_secret_and_one_line_per_event(live: LiveServer) -> None:
    live.sign_in()
    live.pair()
    live.get("/people/%0d%0aFORGED line%1b[31m", Host=live.site, Cookie=live.cookie, User_Agent="x\x1b[31m")
    live.get(f"/sign-in/{live.token}", Host=live.site)
    live.get(f"/api/v1/status?token={live.token}")
    written = live.logged()
    for secret in (live.token, live.server_key, live.cookie.partition("=")[2], live.csrf):
        assert secret not in written
    assert "FORGED" not in written
    assert "\x1b" not in written
