"""Tokens, pairing codes and sign-in links: guessing, stealing, replaying, racing."""

import secrets
import sqlite3
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.abuse.live_server import EXTENSION, LiveServer, database_in

OTHER = "moz-extension://1b7d7d3e-8a55-4e0e-9d3a-3f2f3c1a0b4c"


@pytest.mark.case("T01")
def test_no_token(server: LiveServer) -> None:
    reply = server.get("/api/v1/prospects")
    assert (reply.status, reply.slug) == (401, "token-missing")
    assert reply.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.case("T02")
def test_wrong_tokens_get_one_and_the_same_answer(server: LiveServer) -> None:
    wrong = [f"Bearer {secrets.token_urlsafe(32)}", f"Bearer {server.token[:-1]}!", "Bearer ", "Bearer", "Basic eDp5"]
    replies = [server.get("/api/v1/prospects", Authorization=one) for one in wrong]
    assert {(reply.status, reply.slug) for reply in replies} <= {(401, "token-invalid"), (401, "token-missing")}
    twice = server.get("/api/v1/prospects", Authorization=f"Bearer {server.token}\r\nAuthorization: Bearer x")
    assert twice.status in (400, 401)


@pytest.mark.case("T03")
def test_a_revoked_pairing(server: LiveServer) -> None:
    other = server.pair(OTHER, "Firefox").document
    assert server.get("/api/v1/status", token=other["token"]).status == 200
    assert server.post(f"/api/v1/pairings/{other['id']}", b"", method="DELETE").status == 204
    reply = server.get("/api/v1/status", token=other["token"])
    assert (reply.status, reply.slug) == (401, "token-invalid")


@pytest.mark.case("T07")
@pytest.mark.parametrize("name", ["token", "access_token"])
def test_a_token_in_the_address(server: LiveServer, name: str) -> None:
    reply = server.get(f"/api/v1/prospects?{name}={server.token}")
    assert (reply.status, reply.slug) == (400, "token-in-url")
    assert server.get("/api/v1/prospects", Cookie=f"token={server.token}").status == 401
    assert server.token not in server.logged()


@pytest.mark.case("T08")
def test_a_wrong_token_takes_the_same_time_wherever_it_is_wrong(server: LiveServer) -> None:
    wrong = {"first": "A" + server.token[1:], "last": server.token[:-1] + "A"}
    taken: dict[str, list[float]] = {"first": [], "last": []}
    for _ in range(80):  # in turn, so that whatever else the machine does weighs on both alike
        for place, token in wrong.items():
            start = time.perf_counter()
            server.get("/api/v1/status", token=token)
            taken[place].append(time.perf_counter() - start)
    first, last = statistics.median(taken["first"]), statistics.median(taken["last"])
    assert abs(first - last) < max(0.4 * max(first, last), 0.004)


@pytest.mark.case("T09")
@pytest.mark.parametrize("token", ["A" * 1_000_000, "a\x00b", "a\r\nX: y", "tökén"])
def test_a_strange_token(server: LiveServer, token: str) -> None:
    assert server.get("/api/v1/status", Authorization=f"Bearer {token}").status in (0, 400, 401, 431)


def claim(server: LiveServer, code: str, origin: str = OTHER) -> tuple[int, str]:
    reply = server.post("/api/v1/pairings", {"code": code, "browser": "Firefox"}, token="", Origin=origin)
    return reply.status, reply.slug


@pytest.mark.case("T10", "T11")
def test_guessing_the_code(server: LiveServer) -> None:
    code = server.open_pairing()
    answers = [claim(server, "ZZZZZZZZ" if code != "ZZZZZZZZ" else "YYYYYYYY") for _ in range(6)]
    assert answers[:4] == [(403, "pairing-code-invalid")] * 4
    assert answers[5] == (429, "pairing-locked")
    assert claim(server, code) == (429, "pairing-locked")


@pytest.mark.case("T13")
def test_a_code_pairs_once_however_many_ask(server: LiveServer) -> None:
    code = server.open_pairing()
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: claim(server, code)[0], range(16)))
    assert answers.count(201) == 1
    assert set(answers) <= {201, 403, 429}
    assert claim(server, code)[0] in (403, 429)
    for one in server.api("pairings").document["items"]:
        if one["origin"] == OTHER:
            server.post(f"/api/v1/pairings/{one['id']}", b"", method="DELETE")


@pytest.mark.case("T14")
@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
def test_a_page_cannot_pair(server: LiveServer, origin: str) -> None:
    code = server.open_pairing()
    assert claim(server, code, origin) == (403, "origin-not-allowed")


@pytest.mark.case("T15")
def test_a_hostile_name(server: LiveServer) -> None:
    code = server.open_pairing()
    for name in ("<b>x</b>" * 2000, "a\x00b"):
        reply = server.post("/api/v1/pairings", {"code": code, "browser": name}, token="", Origin=OTHER)
        assert reply.status in (400, 422)
    reply = server.post("/api/v1/pairings", {"code": code, "browser": "<b>\u202eevil</b>"}, token="", Origin=OTHER)
    assert reply.status in (201, 422)
    if reply.status == 201:
        assert b"<b>\xe2\x80\xae" not in server.page("/browsers").body
        server.post(f"/api/v1/pairings/{reply.document['id']}", b"", method="DELETE")


@pytest.mark.case("T16")
def test_only_digests_are_stored(server: LiveServer) -> None:
    code = server.open_pairing()
    with sqlite3.connect(database_in(server.folder)) as database:
        dump = "\n".join(database.iterdump())
    database.close()
    for secret in (server.token, code, server.cookie.partition("=")[2], server.csrf):
        assert secret not in dump


@pytest.mark.case("T21")
def test_a_sign_in_link_opens_once(server: LiveServer) -> None:
    link = server.post("/api/v1/sign-in-links", {}).document["url"].split(server.site, 1)[1]
    assert server.request("HEAD", link, None, Host=server.site).status < 400
    assert server.get(link, Host=server.site).headers.get("set-cookie")
    again = server.get(link, Host=server.site)
    assert again.status == 403
    assert "set-cookie" not in again.headers


@pytest.mark.case("T22")
def test_a_flood_of_guesses_locks_nobody_out(server: LiveServer) -> None:
    statuses = [server.get("/api/v1/status", token="x" * 43).status for _ in range(400)]
    assert 429 in statuses
    assert server.get("/api/v1/status", token=server.token, Origin=EXTENSION).status == 200
