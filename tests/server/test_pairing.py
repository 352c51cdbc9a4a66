"""Pairing a browser: one code, one browser, and a server that proves itself."""

import hashlib
import hmac
import secrets
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.server.local_server import CHROMIUM, FIREFOX, KEY, LocalServer

STATUS = "/api/v1/status"


def test_a_code_buys_a_token_that_works_and_is_stored_as_a_digest_only(fresh: LocalServer) -> None:
    code = fresh.code()
    reply = fresh.claim(code)
    assert reply.status == 201
    given = reply.document
    assert set(given) == {"id", "token", "server_key", "name", "api_version", "dashboard"}
    assert (given["name"], given["api_version"], given["dashboard"]) == ("Chromium", 1, f"{fresh.own_origin}/")
    headers = {"Authorization": f"Bearer {given['token']}", "Origin": CHROMIUM}
    assert fresh.request("GET", STATUS, **headers).status == 200
    with sqlite3.connect(fresh.config.database_path) as database:
        dump = "\n".join(database.iterdump())
    database.close()
    for secret in (given["token"], given["server_key"], code, KEY.hex()):
        assert secret not in dump
    assert hashlib.sha256(given["token"].encode()).hexdigest() in dump


@pytest.mark.parametrize(
    "write", [str.lower, lambda code: f"{code[:4]}-{code[4:]}", lambda code: f" {code[:4]} {code[4:]} "]
)
def test_a_code_may_be_typed_as_people_type(fresh: LocalServer, write: object) -> None:
    assert fresh.claim(write(fresh.code())).status == 201  # type: ignore[operator]


def test_a_code_has_no_letters_that_look_alike(fresh: LocalServer) -> None:
    codes = "".join(fresh.code() for _ in range(50))
    assert len(codes) == 400
    assert not set(codes) & set("01OIL")


@pytest.mark.parametrize(
    ("origin", "slug"),
    [
        ("", "origin-not-allowed"),
        ("null", "origin-not-allowed"),
        ("http://evil.example", "origin-not-allowed"),
        ("http://askwell.localhost:{port}", "origin-not-allowed"),
        ("chrome-extension://short", "origin-not-allowed"),
        (CHROMIUM + "/panel.html", "origin-not-allowed"),
        (FIREFOX.upper(), "origin-not-allowed"),
    ],
)
def test_only_an_extension_can_be_paired(fresh: LocalServer, origin: str, slug: str) -> None:
    code = fresh.code()
    reply = fresh.claim(code, origin.format(port=fresh.port))
    assert (reply.status, reply.slug) == (403, slug)
    assert fresh.claim(code).status == 201, "a refused stranger must not use up the code"


def test_nothing_is_paired_while_no_pairing_page_is_open(fresh: LocalServer) -> None:
    reply = fresh.claim("ABCDEFGH")
    assert (reply.status, reply.slug) == (403, "pairing-not-open")


def test_a_code_ends_after_two_minutes(fresh: LocalServer) -> None:
    code = fresh.code()
    fresh.time.seconds += 119
    other = fresh.code()
    fresh.time.seconds += 2
    reply = fresh.claim(code)
    assert (reply.status, reply.slug) == (403, "pairing-code-invalid")
    assert fresh.claim(other).status == 201


@pytest.mark.parametrize("jump", [timedelta(days=1), timedelta(days=-1), timedelta(days=-20_000)])
def test_setting_the_clock_neither_ends_nor_revives_a_code(fresh: LocalServer, jump: timedelta) -> None:
    code = fresh.code()
    fresh.time.jump = jump
    assert fresh.claim(code).status == 201
    old = fresh.code()
    fresh.time.seconds += 121
    fresh.time.jump = jump - timedelta(seconds=121)
    assert fresh.claim(old).slug == "pairing-code-invalid"


def test_five_wrong_codes_end_the_pairing_page(fresh: LocalServer) -> None:
    code = fresh.code()
    for _ in range(5):
        assert fresh.claim("WRNGWRNG").slug == "pairing-code-invalid"
    reply = fresh.claim("WRNGWRNG")
    assert (reply.status, reply.slug) == (429, "pairing-locked")
    assert int(reply.headers["retry-after"]) > 0
    assert fresh.claim(code).slug == "pairing-locked"
    assert fresh.claim(fresh.code()).status == 201


def test_one_code_pairs_one_browser_however_many_ask(fresh: LocalServer) -> None:
    code = fresh.code()
    with ThreadPoolExecutor(16) as pool:
        statuses = sorted(pool.map(lambda _: fresh.claim(code).status, range(16)))
    assert statuses == [201] + [403] * 15
    assert fresh.claim(code).status == 403
    with fresh.database.reading() as session:
        from askwell.services.pairings import list_pairings

        assert len(list_pairings(session)) == 1


@pytest.mark.parametrize(
    "name", ["x" * 10_000, "Fire\0fox", "\u202egnahC", "a\nb", "", "\x1b[31mred"], ids=lambda name: repr(name)[:20]
)
def test_names_that_deceive_are_refused(fresh: LocalServer, name: str) -> None:
    reply = fresh.claim(fresh.code(), browser=name)
    assert (reply.status, reply.slug) == (422, "validation-failed")
    assert [error["field"] for error in reply.document["errors"]] == ["browser"]


def test_the_server_proves_that_it_is_the_paired_one(fresh: LocalServer) -> None:
    mine = fresh.pair()
    nonce = secrets.token_hex(32)
    reply = fresh.request("POST", f"/api/v1/pairings/{mine.id}/proof", {"nonce": nonce}, Origin=CHROMIUM)
    expected = hmac.new(bytes.fromhex(mine.server_key), f"askwell-proof:{nonce}".encode(), "sha256").hexdigest()
    assert (reply.status, reply.document) == (200, {"proof": expected})
    assert mine.server_key != fresh.pair(FIREFOX).server_key


@pytest.mark.parametrize("nonce", ["", "ab", "A" * 64, "g" * 64, "0" * 65, 7, None])
def test_a_proof_needs_a_proper_nonce(fresh: LocalServer, nonce: object) -> None:
    mine = fresh.pair()
    reply = fresh.request("POST", f"/api/v1/pairings/{mine.id}/proof", {"nonce": nonce})
    assert (reply.status, reply.slug) == (422, "validation-failed")


def test_an_unknown_pairing_gets_no_proof(fresh: LocalServer) -> None:
    address = "/api/v1/pairings/00000000-0000-4000-8000-000000000000/proof"
    reply = fresh.request("POST", address, {"nonce": "0" * 64})
    assert (reply.status, reply.slug) == (401, "token-invalid")


def test_pairings_are_listed_and_taken_away(fresh: LocalServer) -> None:
    mine = fresh.pair()
    fresh.time.seconds += 1
    other = fresh.pair(FIREFOX)
    listed = fresh.request("GET", "/api/v1/pairings", **mine.headers()).document["items"]
    assert [(one["id"], one["origin"], one["current"]) for one in listed] == [
        (mine.id, CHROMIUM, True),
        (other.id, FIREFOX, False),
    ]
    assert fresh.request("DELETE", f"/api/v1/pairings/{other.id}", **mine.headers()).status == 204
    assert fresh.request("DELETE", f"/api/v1/pairings/{other.id}", **mine.headers()).status == 404
    gone = fresh.request("GET", STATUS, **other.headers())
    assert (gone.status, gone.slug) == (403, "origin-not-allowed")
    without_origin = fresh.request("GET", STATUS, Authorization=f"Bearer {other.token}")
    assert (without_origin.status, without_origin.slug) == (401, "token-invalid")
    assert fresh.request("POST", f"/api/v1/pairings/{other.id}/proof", {"nonce": "0" * 64}).status == 401


def test_a_renewed_token_takes_over_after_a_minute(fresh: LocalServer) -> None:
    mine = fresh.pair()
    reply = fresh.request("POST", "/api/v1/pairings/current/token", **mine.headers())
    assert reply.status == 201
    new = {"Authorization": f"Bearer {reply.document['token']}", "Origin": CHROMIUM}
    again = fresh.request("POST", "/api/v1/pairings/current/token", **mine.headers())
    assert (again.status, again.slug) == (409, "rotation-conflict")
    assert fresh.request("GET", STATUS, **mine.headers()).status == 200
    fresh.time.seconds += 61
    assert fresh.request("GET", STATUS, **mine.headers()).slug == "token-invalid"
    assert fresh.request("GET", STATUS, **new).status == 200


def test_two_renewals_at_once_leave_one_token(fresh: LocalServer) -> None:
    mine = fresh.pair()
    with ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(fresh.request, "POST", "/api/v1/pairings/current/token", **mine.headers()) for _ in "12"]
    assert sorted(one.result().status for one in asked) == [201, 409]


def test_a_pairing_ends_when_it_is_not_used_for_a_year(fresh: LocalServer) -> None:
    mine = fresh.pair()
    fresh.time.jump = timedelta(days=360)
    assert fresh.request("POST", "/api/v1/sign-in-links", **mine.headers()).status == 201
    fresh.time.jump = timedelta(days=720)
    assert fresh.request("GET", STATUS, **mine.headers()).status == 200, "the change a year ago counts as use"
    fresh.time.jump = timedelta(days=730)
    reply = fresh.request("GET", STATUS, **mine.headers())
    assert (reply.status, reply.slug) == (401, "token-expired")


def test_refused_and_reading_requests_leave_no_trace_of_use(fresh: LocalServer) -> None:
    mine = fresh.pair()
    before = fresh.digest()
    fresh.request("GET", STATUS, **mine.headers())
    fresh.request("POST", "/api/v1/captures", {}, **mine.headers())
    assert fresh.digest() == before
