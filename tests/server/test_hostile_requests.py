"""Requests that nobody friendly sends: each gets its own status and problem, changes nothing, and learns nothing."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from askwell.services.keys import SECRET_PATTERN
from tests.abuse.live_server import capture_body, profile
from tests.server.local_server import CHROMIUM, FIREFOX, LocalServer, Paired

PROSPECTS = "/api/v1/prospects"
CAPTURES = "/api/v1/captures"
NOBODY = "/api/v1/prospects/00000000-0000-4000-8000-000000000000"
GOOD = capture_body(profile("Never Stored"), "https://example.com/never")


@dataclass
class Case:
    """One request; `headers` come on top of a paired extension's own unless `bare`."""

    name: str
    status: int
    slug: str
    method: str = "GET"
    path: str = PROSPECTS
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = None
    bare: bool = False


def post(name: str, status: int, slug: str, **rest: Any) -> Case:
    return Case(name, status, slug, **{"method": "POST", "path": CAPTURES, "body": GOOD, **rest})


CASES = [
    # who is asked
    Case("another name", 421, "host-not-allowed", headers={"Host": "evil.example"}),
    Case("our address as a prefix", 421, "host-not-allowed", headers={"Host": "127.0.0.1.evil.example:{port}"}),
    Case("our name as a suffix", 421, "host-not-allowed", headers={"Host": "evil-askwell.localhost:{port}"}),
    Case("another port", 421, "host-not-allowed", headers={"Host": "127.0.0.1:1"}),
    Case("no port", 421, "host-not-allowed", headers={"Host": "127.0.0.1"}),
    Case("every interface", 421, "host-not-allowed", headers={"Host": "0.0.0.0:{port}"}),
    Case("capital letters", 421, "host-not-allowed", headers={"Host": "LOCALHOST:{port}"}),
    Case("localhost, but a change", 421, "host-not-allowed", "POST", headers={"Host": "localhost:{port}"}, body={}),
    Case("rebinding", 421, "host-not-allowed", headers={"Host": "rebind.test:{port}", "Origin": "http://rebind.test"}),
    Case("strange name on an open address", 421, "host-not-allowed", path="/healthz", headers={"Host": "evil.example"}),
    Case("strange name on a static file", 421, "host-not-allowed", path="/static/x", headers={"Host": "evil.example"}),
    Case("strange name before the method", 421, "host-not-allowed", "TRACE", headers={"Host": "evil.example"}),
    # who asks
    Case("a web page", 403, "origin-not-allowed", headers={"Origin": "http://evil.example"}),
    Case("a sandboxed page", 403, "origin-not-allowed", headers={"Origin": "null"}),
    Case("another extension", 403, "origin-not-allowed", headers={"Origin": f"chrome-extension://{'p' * 32}"}),
    Case("the paired one in capitals", 403, "origin-not-allowed", headers={"Origin": CHROMIUM.upper()}),
    Case("the paired one with a slash", 403, "origin-not-allowed", headers={"Origin": CHROMIUM + "/"}),
    Case("two origins", 403, "origin-not-allowed", headers={"Origin": f"{CHROMIUM}, http://evil.example"}),
    Case("our own pages", 403, "origin-not-allowed", headers={"Origin": "http://askwell.localhost:{port}"}),
    Case("cross-site", 403, "cross-site-request", headers={"Origin": "", "Sec-Fetch-Site": "cross-site"}),
    Case("another port's page", 403, "cross-site-request", headers={"Origin": "", "Sec-Fetch-Site": "same-site"}),
    Case(
        "a page that includes us as a script",
        403,
        "cross-site-request",
        headers={"Origin": "", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "script"},
    ),
    Case(
        "a page that looks whether we are here",
        403,
        "cross-site-request",
        path="/healthz",
        headers={"Origin": "", "Sec-Fetch-Site": "cross-site"},
    ),
    Case(
        "preflight of a web page",
        403,
        "origin-not-allowed",
        "OPTIONS",
        headers={
            "Origin": "http://evil.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Private-Network": "true",
        },
    ),
    Case("preflight without an origin", 403, "origin-not-allowed", "OPTIONS", headers={"Origin": ""}),
    # what they know
    Case("no token", 401, "token-missing", headers={"Authorization": ""}),
    Case("no token, unknown address", 401, "token-missing", path="/api/v1/nothing", headers={"Authorization": ""}),
    Case("no token, description", 401, "token-missing", path="/api/v1/openapi.json", headers={"Authorization": ""}),
    Case("wrong token", 401, "token-invalid", headers={"Authorization": "Bearer " + "x" * 43}),
    Case("half a token", 401, "token-invalid", headers={"Authorization": "Bearer"}),
    Case("another scheme", 401, "token-invalid", headers={"Authorization": "Basic eDp5"}),
    Case("two tokens", 401, "token-invalid", headers={"Authorization": "Bearer a, Bearer b"}),
    Case("token of another browser", 401, "token-invalid", headers={"Origin": FIREFOX}),
    Case("a token and a cookie", 401, "ambiguous-credentials", headers={"Cookie": "askwell_{port}=askw_s_x"}),
    Case("only a cookie", 401, "token-missing", headers={"Authorization": "", "Cookie": "askwell_{port}=askw_s_x"}),
    Case("a token in the address", 400, "token-in-url", path=PROSPECTS + "?token={token}"),
    Case("a token anywhere in the address", 400, "token-in-url", path=PROSPECTS + "?search={token}"),
    # how it is said
    post("a form", 415, "unsupported-media-type", headers={"Content-Type": "application/x-www-form-urlencoded"}),
    post("plain text", 415, "unsupported-media-type", headers={"Content-Type": "text/plain"}),
    post("no type", 415, "unsupported-media-type", headers={"Content-Type": ""}),
    post("nearly JSON", 415, "unsupported-media-type", headers={"Content-Type": "application/vnd.evil+json"}),
    post("two types", 415, "unsupported-media-type", headers={"Content-Type": "application/json, text/plain"}),
    post(
        "another charset", 415, "unsupported-media-type", headers={"Content-Type": "application/json; charset=latin-1"}
    ),
    post("parts", 415, "unsupported-media-type", headers={"Content-Type": "multipart/form-data; boundary=x"}),
    post("compressed", 415, "unsupported-content-encoding", headers={"Content-Encoding": "gzip"}),
    post("too large", 413, "body-too-large", headers={"Content-Length": str(10 * 1024 * 1024 + 1)}, body=b"{"),
    post("ten gigabytes", 413, "body-too-large", headers={"Content-Length": str(10**10)}, body=b"{"),
    post("a negative length", 400, "malformed-request", headers={"Content-Length": "-5"}, body=b""),
    post("a length with a plus", 400, "malformed-request", headers={"Content-Length": "+5"}, body=b"{}   "),
    post("an endless length", 400, "malformed-request", headers={"Content-Length": "9" * 20}, body=b"{}"),
    post("two announcements", 400, "malformed-request", headers={"Transfer-Encoding": "chunked"}, body=b"{}"),
    post("an odd expectation", 417, "expectation-failed", headers={"Expect": "a-miracle"}),
    Case("websocket", 400, "malformed-request", headers={"Upgrade": "websocket", "Connection": "Upgrade"}),
    Case("unknown method", 405, "method-not-allowed", "BREW"),
    Case("trace", 405, "method-not-allowed", "TRACE"),
    Case(
        "a form's method trick",
        422,
        "validation-failed",
        "POST",
        PROSPECTS.replace("prospects", "captures"),
        {"X-HTTP-Method-Override": "DELETE"},
        {"_method": "DELETE"},
    ),
    Case("deleting the whole list", 405, "method-not-allowed", "DELETE"),
    Case("reading what only changes", 405, "method-not-allowed", path="/api/v1/exports"),
    Case("a very long path", 414, "address-too-long", path="/" + "a" * 5000),
    Case("a very long query", 414, "address-too-long", path="/api/v1/prospects?x=" + "a" * 9000),
    Case("a very long search", 422, "query-too-long", path="/api/v1/prospects?search=" + "a" * 100_000),
    Case("ten thousand parameters", 414, "address-too-long", path="/api/v1/prospects?" + "a=1&" * 10_000),
    Case("many headers", 431, "headers-too-large", headers={f"X-{n}": "1" for n in range(150)}),
    Case("one huge header", 431, "headers-too-large", headers={"X-Big": "1" * 300_000}),
    Case("one huge token", 401, "token-invalid", headers={"Authorization": "Bearer " + "1" * 300_000}),
    Case("a folded header", 400, "malformed-request", headers={"X-Fold": "a\r\n b"}),
    Case("an absolute address", 400, "malformed-request", path="http://evil.example/"),
    # what is said
    post("not JSON", 400, "malformed-json", body=b"{"),
    post("UTF-16", 400, "malformed-json", body='{"a":1}'.encode("utf-16")),
    post("not UTF-8", 400, "malformed-json", body=b'{"a":"\xff"}'),
    post("a key twice", 400, "malformed-json", body=b'{"id":1,"id":2}'),
    post("NaN", 400, "malformed-json", body=b'{"a":NaN}'),
    post("an infinite number", 400, "malformed-json", body=b'{"a":1e999}'),
    post("a number of 5,000 digits", 400, "malformed-json", body=b'{"a":' + b"9" * 5000 + b"}"),
    post("nested deeply", 400, "malformed-json", body=b"[" * 100_000 + b"]" * 100_000),
    post("a list", 422, "validation-failed", body=[]),
    post("nothing", 400, "malformed-json", body=b""),
    post("unknown fields", 422, "validation-failed", body={**GOOD, "admin": True}),
    post("no key of its own", 422, "validation-failed", body=GOOD),
    post(
        "another page than announced",
        422,
        "validation-failed",
        headers={"Idempotency-Key": GOOD["id"]},
        body={**GOOD, "html_sha256": "0" * 64},
    ),
    post(
        "not a web page",
        422,
        "url-not-allowed",
        headers={"Idempotency-Key": GOOD["id"]},
        body={**GOOD, "url": "javascript:alert(1)"},
    ),
    Case("unknown person", 404, "not-found", path=NOBODY),
    Case("an id that is none", 404, "not-found", path=PROSPECTS + "/1"),
    Case("an id of ten thousand digits", 404, "not-found", path=PROSPECTS + "/" + "9" * 4000),
    Case("a path that climbs", 404, "not-found", path=PROSPECTS + "/%2e%2e/status"),
    Case("a path that is no text", 400, "malformed-request", path="/%ff"),
    Case("a doubled slash", 404, "not-found", path="//api/v1/prospects"),
    Case("a wrong sort", 422, "validation-failed", path=PROSPECTS + "?sort=name;drop"),
    Case("a wrong limit", 422, "validation-failed", path=PROSPECTS + "?limit=0"),
    Case("an unknown format", 422, "validation-failed", "POST", "/api/v1/exports", body={"format": "exe"}),
    Case("a note without a version", 428, "precondition-required", "PUT", NOBODY + "/note", body={"text": ""}),
]


@pytest.fixture(scope="module")
def paired(server: LocalServer) -> Iterator[Paired]:
    server.pair(FIREFOX)
    return server.pair()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_hostile_request_is_refused(server: LocalServer, paired: Paired, case: Case) -> None:
    before, logged = server.digest(), len(server.log.lines)
    headers = {
        **paired.headers(),
        "Idempotency-Key": str(uuid.uuid4()) if case.name == "no key of its own" else "",
        **case.headers,
    }
    filled = {name: value.format(port=server.port) if "{port}" in value else value for name, value in headers.items()}
    path = case.path.replace("{token}", paired.token)
    reply = server.request(case.method, path, case.body, **filled)
    assert (reply.status, reply.slug) == (case.status, case.slug), reply.body[:500]
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    assert "server" not in reply.headers
    assert reply.document["status"] == case.status
    assert set(reply.document) <= {"type", "title", "status", "detail", "errors", "current"}
    recorded = filled.get("Origin") in {CHROMIUM, FIREFOX}
    allowed = {name for name in reply.headers if name.startswith("access-control-")}
    assert not allowed or recorded, "a stranger was given a CORS header"
    assert server.digest() == before, "something changed"
    written = "\n".join(server.log.lines[logged:])
    assert paired.token not in written
    assert not SECRET_PATTERN.search(written)
    assert "\r" not in written
    if case.status == 401:
        assert reply.headers["www-authenticate"].startswith("Bearer")
    if case.status == 405:
        assert reply.headers["allow"]


def test_the_same_refusal_whatever_is_wrong_with_a_token(server: LocalServer, paired: Paired) -> None:
    wrong = [paired.token[:-1] + "!", "x", "", "\xe9" * 40]
    bodies = {server.request("GET", PROSPECTS, Authorization=f"Bearer {token}").body for token in wrong}
    assert len(bodies) == 1


def test_a_recorded_origin_may_read_answers_and_nobody_else(server: LocalServer, paired: Paired) -> None:
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"}
    reply = server.request("OPTIONS", CAPTURES, Origin=CHROMIUM, **asked)
    assert reply.status == 204
    assert reply.headers["access-control-allow-origin"] == CHROMIUM
    assert reply.headers["access-control-allow-headers"] == "authorization, content-type"
    assert reply.headers["vary"] == "Origin"
    assert "access-control-allow-credentials" not in reply.headers
    cross_site = server.request("GET", PROSPECTS, **paired.headers(), Sec_Fetch_Site="cross-site")
    assert cross_site.status == 200
    assert cross_site.headers["access-control-allow-origin"] == CHROMIUM
    for path in ("/healthz", "/static/tokens.css", "/"):
        assert not [name for name in server.request("GET", path, Origin=CHROMIUM).headers if "access-control" in name]


@pytest.mark.parametrize("site", ["none", "same-origin", ""])
def test_what_browsers_and_programs_send_is_answered(server: LocalServer, paired: Paired, site: str) -> None:
    reply = server.request("GET", PROSPECTS, Authorization=f"Bearer {paired.token}", Sec_Fetch_Site=site)
    assert reply.status == 200


def test_forwarding_headers_mean_nothing(server: LocalServer, paired: Paired) -> None:
    reply = server.request(
        "GET", PROSPECTS, **paired.headers(), X_Forwarded_Host="evil.example", Forwarded="host=evil.example"
    )
    assert reply.status == 200


def test_a_refused_upload_is_answered_even_while_it_is_sent(server: LocalServer, paired: Paired) -> None:
    body = b'{"html":"' + b"x" * (20 * 1024 * 1024) + b'"}'
    reply = server.request("POST", CAPTURES, body, **paired.headers())
    assert (reply.status, reply.slug) == (413, "body-too-large")


def test_guessing_is_slowed_down_without_locking_anybody_out(fresh: LocalServer) -> None:
    mine = fresh.pair()
    replies = [fresh.request("GET", PROSPECTS, Authorization="Bearer wrong") for _ in range(320)]
    assert {reply.slug for reply in replies} == {"token-invalid", "rate-limited"}
    assert int(replies[-1].headers["retry-after"]) > 0
    assert fresh.request("GET", PROSPECTS, **mine.headers()).status == 200
    fresh.time.seconds += 11
    assert fresh.request("GET", PROSPECTS, Authorization="Bearer wrong").slug == "token-invalid"


def test_names_that_lead_to_the_dashboards_own(server: LocalServer) -> None:
    for host in (f"localhost:{server.port}", server.host):
        reply = server.request("GET", "/people?stage=found", Host=host)
        assert reply.status == 308
        assert reply.headers["location"] == f"http://{server.site}/people?stage=found"
    reply = server.request("GET", "/people//evil.example/%0d%0aX:%20y", Host=server.host)
    assert reply.headers["location"].startswith(f"http://{server.site}/")
