"""Connections that say little, or nothing, hold nobody up and are closed in the end."""

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from askwell.cli.serving import http_server
from tests.abuse.live_server import capture_body, profile, read_reply
from tests.server.local_server import LocalServer, Paired

HALF_OPEN = 200


def half(server: LocalServer, mine: Paired) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    connection.sendall(
        f"POST /api/v1/captures HTTP/1.1\r\nHost: {server.host}\r\nAuthorization: Bearer {mine.token}\r\n"
        "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{".encode()
    )
    return connection


def test_half_open_uploads_hold_nobody_up(fresh: LocalServer) -> None:
    mine = fresh.pair()
    waiting = [half(fresh, mine) for _ in range(HALF_OPEN)]
    try:
        taken = []
        for _ in range(60):
            began = time.perf_counter()
            assert fresh.request("GET", "/healthz").status == 200
            taken.append(time.perf_counter() - began)
        assert sorted(taken)[-3] < 0.1
        assert fresh.request("GET", "/api/v1/status", **mine.headers()).status == 200
    finally:
        for connection in waiting:
            connection.close()


@pytest.mark.parametrize("trickle", [False, True], ids=["silent", "a byte now and then"])
def test_slow_uploads_are_closed(fresh: LocalServer, monkeypatch: pytest.MonkeyPatch, trickle: bool) -> None:
    monkeypatch.setattr(http_server, "REQUEST_SECONDS", 1.0)
    monkeypatch.setattr(http_server, "IDLE_UPLOAD_SECONDS", 1.0 if not trickle else 60.0)
    fresh.server.adj.cleanup_interval = 0
    connection = half(fresh, fresh.pair())
    began = time.monotonic()
    try:
        while time.monotonic() - began < 10:
            connection.settimeout(0.3)
            try:
                if not connection.recv(100):
                    break
            except TimeoutError:
                if trickle:
                    connection.sendall(b" ")
            except ConnectionError:
                break
    except ConnectionError:
        pass
    finally:
        connection.close()
    assert time.monotonic() - began < 8


def test_a_connection_answers_many_requests(fresh: LocalServer) -> None:
    request = f"GET /healthz HTTP/1.1\r\nHost: {fresh.host}\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", fresh.port), timeout=10) as connection:
        for _ in range(3):
            connection.sendall(request)
            assert read_reply(connection).status == 200


def test_what_follows_a_refusal_is_never_answered_as_its_own(fresh: LocalServer) -> None:
    bad = f"POST /api/v1/captures HTTP/1.1\r\nHost: {fresh.host}\r\nContent-Length: 99999999\r\n\r\n"
    good = f"GET /healthz HTTP/1.1\r\nHost: {fresh.host}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", fresh.port), timeout=10) as connection:
        connection.sendall((bad + good).encode())
        assert read_reply(connection).status == 413
        assert read_reply(connection).status == 0


def test_a_body_is_not_asked_for_from_a_stranger(fresh: LocalServer) -> None:
    ask = "POST /x HTTP/1.1\r\nHost: {}\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n"
    with socket.create_connection(("127.0.0.1", fresh.port), timeout=10) as connection:
        connection.sendall(ask.format("evil.example").encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 421")
    with socket.create_connection(("127.0.0.1", fresh.port), timeout=10) as connection:
        connection.sendall(ask.format(fresh.site).encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 100")


def test_captures_at_once_are_all_answered_and_hold_nobody_up(fresh: LocalServer) -> None:
    mine = fresh.pair()
    body = capture_body(profile("Ada Example"), "https://example.com/ada")
    fresh.request("POST", "/api/v1/captures", body, Idempotency_Key=body["id"], **mine.headers())
    taken: list[float] = []
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            began = time.perf_counter()
            fresh.request("GET", "/healthz")
            taken.append(time.perf_counter() - began)
            time.sleep(0.01)

    watcher = threading.Thread(target=watch)
    watcher.start()

    def capture(_: int) -> int:
        again = capture_body(profile("Ada Example"), "https://example.com/ada")
        return fresh.request("POST", "/api/v1/captures", again, Idempotency_Key=again["id"], **mine.headers()).status

    with ThreadPoolExecutor(16) as pool:
        statuses = list(pool.map(capture, range(16)))
    done.set()
    watcher.join()
    assert set(statuses) <= {200, 201}
    listed = fresh.request("GET", "/api/v1/prospects", **mine.headers()).document
    assert listed["total"] == 1
    assert sorted(taken)[len(taken) // 2] < 0.25
