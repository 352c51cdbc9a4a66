"""No secret in a log, an error, a page or an export, whatever is done wrong on the way."""

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from tests.abuse.altered_server import AlteredServer
from tests.abuse.live_server import EXTENSION, LiveServer, Reply, capture_body, database_in, profile

URL = "https://example.com/people/secret"
HIDDEN_FIELD = re.compile(rb'<input type="hidden" name="csrf_token" value="[^"]*">')


@pytest.fixture(scope="module")
def talkative(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AlteredServer]:
    """A server that can be made to fail with secrets in the text of its exception."""
    live = AlteredServer(tmp_path_factory.mktemp("talkative") / "data")
    live.sign_in()
    live.pair()
    yield live
    live.stop()


def provoke(server: LiveServer, secret: str) -> Iterator[Reply]:
    """Put a secret wherever a client may put one by mistake, and give every answer."""
    yield server.get(f"/api/v1/prospects?token={quote(secret)}")
    yield server.get(f"/api/v1/{quote(secret)}", token=server.token)
    yield server.page(f"/{quote(secret)}", Accept="text/html")
    yield server.page(f"/people?search={quote(secret)}&said={quote(secret)}")
    yield server.get(f"/sign-in/{quote(secret)}", Host=server.site, Accept="text/html")
    yield server.get("/api/v1/status", token=secret)
    yield server.get("/api/v1/status", Cookie=f"token={secret}")
    yield server.get("/healthz", User_Agent=secret, Referer=f"http://x/{secret}")
    yield server.get("/", Host=f"{secret}.example")
    yield server.post("/api/v1/captures", {"token": secret, secret: 1})
    yield server.post("/api/v1/captures", f'{{"x": {secret}'.encode())
    yield server.post("/api/v1/pairings", {"code": f"X{secret[:28]}", "browser": secret}, token="")
    yield server.post("/api/v1/exports", {"format": secret})
    yield server.request(secret.replace("_", "").upper()[:20], "/", None)


@pytest.mark.case("T17")
def test_no_secret_comes_out_anywhere(talkative: AlteredServer) -> None:
    server = talkative
    code = server.open_pairing()
    link = server.post("/api/v1/sign-in-links", {}).document["url"].rpartition("/")[2]
    secrets = {
        "token": server.token,
        "cookie": server.cookie.partition("=")[2],
        "csrf": server.csrf,
        "link": link,
        "server key": server.server_key,
        "code": code,
    }
    said: list[bytes] = []
    for secret in secrets.values():
        said += [
            answer.body + str(answer.headers).encode() for answer in provoke(server, secret) if answer.status >= 400
        ]
    server.alter(off=["calm"])
    broken = server.api("status")
    assert (broken.status, broken.slug) == (500, "unexpected-error")
    server.alter(off=())
    said.append(broken.body)
    server.capture(profile("Secreta Example"), URL)
    for format_ in ("csv", "json", "vcard4", "markdown", "ics"):
        said.append(server.post("/api/v1/exports", {"format": format_}).body)
    for path in ("/", "/people", "/browsers", "/settings", "/me", "/export"):
        said.append(HIDDEN_FIELD.sub(b"", server.page(path).body))
    logged = server.logged()
    assert "RuntimeError" in logged, "the failure was not logged: the test would notice nothing"
    for name, secret in secrets.items():
        assert secret not in logged, f"the {name} was logged"
        for answer in said:
            assert secret.encode() not in answer, f"the {name} stands in an answer: {answer[:300]!r}"


@pytest.mark.case("T16", "T17")
def test_no_secret_lies_in_the_folder(talkative: AlteredServer) -> None:
    server = talkative
    with sqlite3.connect(database_in(server.folder)) as database:
        dump = "\n".join(database.iterdump())
    database.close()
    assert hashlib.sha256(server.token.encode()).hexdigest() in dump
    kept = b"".join(path.read_bytes() for path in server.folder.rglob("*") if path.is_file())
    for secret in (server.token, server.cookie.partition("=")[2], server.csrf, server.server_key):
        assert secret.encode() not in kept


@pytest.mark.case("F03", "F04")
def test_a_page_that_is_not_the_one_that_was_sent(server: LiveServer) -> None:
    before = server.digest()
    for change in ({"html_bytes": 5}, {"html_sha256": "0" * 64}, {"html": "<p>cut</p>"}):
        body = capture_body(profile("Cuta Example"), URL) | change
        reply = server.post("/api/v1/captures", body, Idempotency_Key=body["id"])
        assert (reply.status, reply.slug) == (422, "validation-failed")
    assert server.digest() == before


@pytest.mark.case("F06")
def test_a_whole_capture_that_is_announced_in_two_ways(server: LiveServer) -> None:
    body = capture_body(profile("Twowaya Example"), f"{URL}/two-ways")
    raw = json.dumps(body).encode()
    head = (
        f"POST /api/v1/captures HTTP/1.1\r\nHost: {server.host}\r\nAuthorization: Bearer {server.token}\r\n"
        f"Origin: {EXTENSION}\r\nContent-Type: application/json\r\nIdempotency-Key: {body['id']}\r\nConnection: close\r\n"
        f"Content-Length: {len(raw)}\r\nTransfer-Encoding: chunked\r\n\r\n"
    ).encode()
    reply = server.send(head + b"%x\r\n%s\r\n0\r\n\r\n" % (len(raw), raw))
    assert reply.status == 400
    assert server.api(f"captures/{body['id']}").status == 404


@pytest.mark.case("O13", "O31")
def test_the_cookie_is_nobody_elses(server: LiveServer) -> None:
    link = server.post("/api/v1/sign-in-links", {}).document["url"].split(server.site, 1)[1]
    cookie = server.get(link, Host=server.site).headers["set-cookie"]
    assert cookie.startswith(f"askwell_{server.port}=")
    parts = {part.strip() for part in cookie.split(";")[1:]}
    assert parts == {"HttpOnly", "Path=/", "SameSite=Strict"}
