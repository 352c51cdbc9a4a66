"""The limits on time and numbers, each with the case that holds with it and fails without it."""

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from askwell.api import captures
from askwell.cli.serving import http_server
from askwell.services import capturing
from askwell.storage import sqlite
from tests.abuse.live_server import capture_body, profile
from tests.server.local_server import LocalServer, Paired
from tests.server.test_slow_senders import half

PATIENCE = 4.0
"""Seconds after which something that should have ended counts as never ending."""


def fails(case: Callable[[], None]) -> None:
    with pytest.raises((AssertionError, TimeoutError)):
        case()


@pytest.mark.case("P23")
def test_a_line_of_captures_has_an_end(fresh: LocalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    mine, hold = fresh.pair(), threading.Event()
    real = capturing.capture_page

    def wait_first(*given: object, **named: object) -> object:
        hold.wait(PATIENCE)
        return real(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(capturing, "capture_page", wait_first)

    def send(number: int) -> int:
        body = capture_body(profile(f"Lina Example {number}"), f"https://example.com/line/{number}")
        reply = fresh.request("POST", "/api/v1/captures", body, Idempotency_Key=body["id"], **mine.headers())
        assert reply.status != 503 or int(reply.headers["retry-after"]) > 0
        if reply.status == 503:
            hold.set()
        return reply.status

    def one_too_many() -> None:
        hold.clear()
        with ThreadPoolExecutor(5) as pool:
            assert 503 in list(pool.map(send, range(5)))

    monkeypatch.setattr(captures, "_places", threading.BoundedSemaphore(3))
    one_too_many()
    monkeypatch.setattr(captures, "_places", threading.BoundedSemaphore(1_000))
    fails(one_too_many)


@pytest.mark.case("K17")
def test_nobody_waits_without_end_for_a_database(fresh: LocalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = fresh.pair()

    def wait_at_most(seconds: float) -> None:
        monkeypatch.setattr(sqlite, "BUSY_SECONDS", seconds)
        with fresh.database._writer.connect() as connection:
            connection.connection.execute(f"PRAGMA busy_timeout={int(seconds * 1000)}")  # type: ignore[attr-defined]

    def held_by_another() -> None:
        other = sqlite3.connect(fresh.config.database_path, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        with ThreadPoolExecutor(1) as pool:
            asked = pool.submit(fresh.request, "PUT", "/api/v1/seeker", {"goal": "Learn"}, **mine.headers())
            try:
                assert asked.result(PATIENCE).slug == "database-busy"
            finally:
                other.execute("ROLLBACK")
                other.close()

    wait_at_most(0.3)
    held_by_another()
    wait_at_most(60)
    fails(held_by_another)


@pytest.mark.case("F12")
def test_an_upload_that_says_nothing_more_is_closed(fresh: LocalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    mine: Paired = fresh.pair()
    monkeypatch.setattr(http_server, "IDLE_UPLOAD_SECONDS", 1.0)
    fresh.server.adj.cleanup_interval = 0

    def silence() -> None:
        connection = half(fresh, mine)
        connection.settimeout(PATIENCE)
        try:
            assert connection.recv(1) in (b"", b"H")
        except ConnectionError:
            return
        finally:
            connection.close()

    silence()
    monkeypatch.setattr(http_server.PatientChannel, "is_too_slow", lambda *_: False)
    fails(silence)
