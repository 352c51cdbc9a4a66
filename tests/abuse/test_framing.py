"""How requests are framed: sizes, lengths, encodings, pipelining, half-open connections."""

import gzip
import json
import socket
import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.abuse.live_server import EXTENSION, LiveServer, Reply, capture_body, profile, read_reply

LIMIT = 10 * 1024 * 1024
URL = "https://example.com/people/frame"


def head(server: LiveServer, *lines: str, path: str = "/api/v1/captures", host: str = "") -> bytes:
    fixed = [f"POST {path} HTTP/1.1", f"Host: {host or server.host}", f"Authorization: Bearer {server.token}"]
    fixed += [f"Origin: {EXTENSION}", "Content-Type: application/json", *lines]
    return ("\r\n".join(fixed) + "\r\n\r\n").encode("latin-1")


def body_of(name: str) -> tuple[str, bytes]:
    body = capture_body(profile(name), f"{URL}/{name.replace(' ', '-')}")
    return body["id"], json.dumps(body).encode()


def chunked(body: bytes, size: int = 65_536) -> bytes:
    parts = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@pytest.mark.case("F01")
def test_a_body_over_the_limit(server: LiveServer) -> None:
    start = time.monotonic()
    reply = server.send(head(server, f"Content-Length: {LIMIT + 1}", "Connection: close") + b"x" * 1000)
    assert (reply.status, reply.slug) == (413, "body-too-large")
    assert time.monotonic() - start < 1


@pytest.mark.case("F02")
def test_a_chunked_body_over_the_limit(server: LiveServer) -> None:
    reply = server.send(
        head(server, "Transfer-Encoding: chunked", "Connection: close") + chunked(b"x" * (LIMIT + 70_000))
    )
    assert reply.status in (0, 411, 413)


@pytest.mark.case("F03")
def test_a_chunked_capture(server: LiveServer) -> None:
    name, body = body_of("Chunka Example")
    reply = server.send(
        head(server, f"Idempotency-Key: {name}", "Transfer-Encoding: chunked", "Connection: close") + chunked(body, 500)
    )
    assert reply.status in (201, 411)
    if reply.status == 201:
        assert reply.document["subject"]["name"] == "Chunka Example"


@pytest.mark.case("F04")
def test_a_body_that_ends_early(server: LiveServer) -> None:
    reply = server.send(head(server, "Content-Length: 10") + b"{}   ", close_early=True, timeout=5)
    assert reply.status in (0, 400)


@pytest.mark.case("F05")
def test_a_body_that_goes_on(server: LiveServer) -> None:
    reply = server.send(head(server, "Content-Length: 5") + b"{}   DELETE /api/v1/prospects HTTP/1.1\r\n\r\n")
    assert reply.status in (400, 422)


AMBIGUOUS = [
    ("Content-Length: 2", "Transfer-Encoding: chunked"),
    ("Transfer-Encoding: chunked, identity",),
    ("Transfer-Encoding: xchunked",),
]
LENGTHS = [
    ("Content-Length: 2", "Content-Length: 3"),
    *((f"Content-Length: {n}",) for n in ("-5", "+5", "0x10", "1_000", "9" * 20)),
]


@pytest.mark.parametrize(
    "lines",
    [
        *(pytest.param(one, marks=pytest.mark.case("F06"), id=" ".join(one)) for one in AMBIGUOUS),
        *(pytest.param(one, marks=pytest.mark.case("F07"), id=" ".join(one)) for one in LENGTHS),
    ],
)
def test_a_length_that_says_two_things(server: LiveServer, lines: tuple[str, ...]) -> None:
    reply = server.send(head(server, *lines, "Connection: close") + b"{}\r\n0\r\n\r\n", timeout=5)
    assert reply.status in (0, 400, 411, 413, 501)


@pytest.mark.case("F08")
def test_ten_gigabytes_announced(server: LiveServer) -> None:
    start = time.monotonic()
    reply = server.send(head(server, "Content-Length: 10000000000") + b"{}     ")
    assert reply.status == 413
    assert time.monotonic() - start < 0.5


@pytest.mark.case("F09", "F10", "F11")
@pytest.mark.parametrize("encoding", ["gzip", "gzip, gzip", "deflate", "br", "zstd"])
def test_a_compressed_body(server: LiveServer, encoding: str) -> None:
    body = gzip.compress(b"0" * 50_000_000)
    reply = server.post("/api/v1/captures", body, Content_Encoding=encoding)
    assert (reply.status, reply.slug) == (415, "unsupported-content-encoding")
    assert reply.headers.get("accept-encoding") == "identity"


@pytest.mark.slow
@pytest.mark.case("F12")
def test_half_open_uploads_hold_nobody_up(server: LiveServer) -> None:
    waiting = []
    try:
        for _ in range(60):
            connection = socket.create_connection(("127.0.0.1", server.port), timeout=5)
            connection.sendall(head(server, "Content-Length: 100000") + b"{")
            waiting.append(connection)
        taken = []
        for _ in range(40):
            start = time.perf_counter()
            assert server.get("/healthz").status == 200
            taken.append(time.perf_counter() - start)
        assert statistics.median(taken) < 0.1
    finally:
        for connection in waiting:
            connection.close()


@pytest.mark.slow
@pytest.mark.case("F13")
def test_slow_pages_hold_nobody_up(server: LiveServer) -> None:
    html = profile("Slowa Example", body="<div><p>word <b>word</b></p></div>" * 14_000)
    with ThreadPoolExecutor(4) as pool:
        running = [pool.submit(server.capture, html, f"{URL}/slow{n}") for n in range(4)]
        time.sleep(0.2)
        start = time.perf_counter()
        assert server.get("/healthz").status == 200
        assert time.perf_counter() - start < 0.5
        assert {one.result().status for one in running} <= {201, 202, 503}


@pytest.mark.case("F14")
@pytest.mark.parametrize(
    "raw",
    [
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: {host}\r\n"
        + b"".join(b"X-%d: y\r\n" % n for n in range(500))
        + b"Connection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: {host}\r\nX: " + b"a" * 300_000 + b"\r\nConnection: close\r\n\r\n",
    ],
    ids=["line", "many headers", "long header"],
)
def test_oversized_heads(server: LiveServer, raw: bytes) -> None:
    assert server.send(raw.replace(b"{host}", server.host.encode())).status in (0, 400, 414, 431)


@pytest.mark.case("F15")
@pytest.mark.parametrize("line", ["X: a\nHost: evil.example", "X: a\r\n b", "Host : evil.example", "X\x00Y: z"])
def test_malformed_headers_smuggle_nothing(server: LiveServer, line: str) -> None:
    raw = f"GET /api/v1/status HTTP/1.1\r\nHost: {server.host}\r\n{line}\r\nConnection: close\r\n\r\n".encode("latin-1")
    assert server.send(raw, timeout=5).status in (0, 400, 401, 421)


@pytest.mark.case("F16")
def test_a_second_request_behind_a_refused_one(server: LiveServer) -> None:
    second = f"GET /healthz HTTP/1.1\r\nHost: {server.host}\r\nConnection: close\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
        connection.sendall(head(server, f"Content-Length: {LIMIT + 1}") + second)
        assert read_reply(connection).status == 413
        rest = b""
        try:
            while part := connection.recv(65_536):
                rest += part
        except (ConnectionError, TimeoutError):
            pass
    assert not rest or rest.startswith(b"HTTP/1.1 ")


@pytest.mark.case("F17")
def test_expecting_to_continue_under_a_foreign_name(server: LiveServer) -> None:
    raw = head(server, "Content-Length: 100000", "Expect: 100-continue", "Connection: close", host="evil.example")
    reply = server.send(raw, timeout=5, close_early=True)
    assert reply.status in (0, 100, 400, 417, 421)


@pytest.mark.case("F18")
@pytest.mark.parametrize(
    "path", ["/../", "/%2e%2e/", "//ping", "/a%00b", "/%ff", "/api/v1/prospects/1%2f..%2f2", "/static/../me"]
)
def test_a_path_that_climbs(server: LiveServer, path: str) -> None:
    reply = server.get(path, token=server.token)
    assert reply.status in (307, 308, 400, 403, 404)
    assert reply.headers.get("location", f"http://{server.site}/").startswith(f"http://{server.site}/")
    assert server.page(path).status in (308, 400, 403, 404) or path.endswith("/me") or path in ("/../", "/%2e%2e/")


@pytest.mark.case("F19")
@pytest.mark.parametrize("name", ["0", "-1", "1000000000", str(2**63), "1.5", "01", "%D9%A1", "9" * 10_000])
def test_an_id_that_is_none(server: LiveServer, name: str) -> None:
    reply = server.api(f"prospects/{name}")
    assert reply.status in (404, 414)
    assert reply.slug in ("not-found", "address-too-long", "")


@pytest.mark.case("F20")
@pytest.mark.parametrize(
    "query", ["limit=1&limit=2", "q[]=x", "&".join(f"a{n}=b" for n in range(3_000))], ids=["twice", "list", "many"]
)
def test_strange_queries(server: LiveServer, query: str) -> None:
    assert server.api(f"prospects?{query}").status in (0, 200, 400, 414, 422, 431)


@pytest.mark.case("C01")
def test_sixteen_captures_of_one_page_at_once(server: LiveServer) -> None:
    html, url = profile("Sixta Example"), f"{URL}/sixteen"
    replies: list[Reply] = []

    def send() -> None:
        replies.append(server.capture(html, url))

    threads = [threading.Thread(target=send) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {reply.status for reply in replies} <= {200, 201, 202}
    assert server.api("prospects?search=Sixta").document["total"] == 1
