"""Much at once and much in store: many pages, many half-open uploads, many hands on one page."""

import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.abuse.live_server import LiveServer, Reply, capture_body, profile
from tests.abuse.test_surroundings import NAMES, page, send


@pytest.fixture
def live(tmp_path: Path) -> Iterator[LiveServer]:
    server = LiveServer(tmp_path / "data")
    server.sign_in()
    server.pair()
    yield server
    server.stop()


@pytest.mark.slow
@pytest.mark.case("K33")
def test_a_hundred_thousand_pages_are_listed_captured_and_backed_up(tmp_path: Path) -> None:
    live = LiveServer(tmp_path / "data")
    live.sign_in()
    live.pair()
    send(live, page(NAMES[0]))
    live.stop()
    path = tmp_path / "data" / "askwell.db"
    with sqlite3.connect(path) as database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(captures)")]
        other = {"id": "c.id || '-' || n.value", "html": "x'789c030000000001'", "document": "NULL", "result": "NULL"}
        other |= {"subject_id": "NULL", "organization_id": "NULL"}
        chosen = ", ".join(other.get(name, f"c.{name}") for name in columns)
        numbers = "WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 100000) "
        database.execute(f"INSERT INTO captures {numbers} SELECT {chosen} FROM captures c, n")
    database.close()
    live = LiveServer(tmp_path / "data")
    live.sign_in()
    live.pair()
    took: dict[str, list[float]] = {"capture": [], "list": []}
    for name in NAMES[1:]:
        took["capture"].append(timed(lambda name=name: send(live, page(name)), 201))
        took["list"].append(timed(lambda: live.api("prospects?limit=200"), 200))
    assert max(took["capture"]) < 5
    assert max(took["list"]) < 5
    assert b"100,006 pages are kept now" in live.page("/keeping").body
    command = [sys.executable, "-m", "askwell", "backup", str(tmp_path / "copy.db"), "--data-dir", str(live.folder)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert live.stop() == 0


def timed(call: Callable[[], Reply], status: int) -> float:
    began = time.monotonic()
    reply = call()
    assert reply.status == status, reply.body
    return time.monotonic() - began


@pytest.mark.case("C01", "F12")
def test_half_open_uploads_and_many_hands_on_one_page_do_not_keep_others_waiting(live: LiveServer) -> None:
    head = f"POST /api/v1/captures HTTP/1.1\r\nHost: {live.host}\r\nAuthorization: Bearer {live.token}\r\n"
    head += "Content-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{"
    open_ones = [socket.create_connection(("127.0.0.1", live.port), timeout=10) for _ in range(60)]
    for connection in open_ones:
        connection.sendall(head.encode())
    done = threading.Event()
    with ThreadPoolExecutor(17) as pool:
        bodies = [capture_body(profile(NAMES[0]), "https://example.com/one") for _ in range(16)]
        sent = [pool.submit(send, live, body) for body in bodies]
        slowest = 0.0
        while not done.is_set():
            slowest = max(slowest, live.alive())
            if all(one.done() for one in sent):
                done.set()
        statuses = {one.result().status for one in sent}
    for connection in open_ones:
        connection.close()
    assert statuses <= {201, 202, 503}
    assert slowest < 5
    assert live.api("prospects").document["total"] == 1
