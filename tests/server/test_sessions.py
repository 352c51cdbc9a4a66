"""Signing in to the dashboard, and what its pages refuse."""

import io
from datetime import timedelta

import pytest

from askwell.services.signing_in import SESSION_IDLE_SECONDS, safe_next
from tests.abuse.live_server import Reply
from tests.server.local_server import FIREFOX, LocalServer

HTML = "text/html,application/xhtml+xml"


def visit(server: LocalServer, path: str, cookie: str = "", **headers: str) -> Reply:
    return server.request("GET", path, Host=server.site, Accept=HTML, Cookie=cookie, **headers)


def submit(server: LocalServer, path: str, cookie: str, form: str, **headers: str) -> Reply:
    sent = {"Host": server.site, "Origin": server.own_origin, "Cookie": cookie, "Accept": HTML, **headers}
    return server.request("POST", path, form.encode(), Content_Type="application/x-www-form-urlencoded", **sent)


def link(server: LocalServer, to: str = "/") -> str:
    return f"/sign-in/{server.parts.sign_in_desk.issue_link(to)}"


def test_a_link_signs_in_once(fresh: LocalServer) -> None:
    address = link(fresh, "/people")
    assert fresh.request("HEAD", address, Host=fresh.site).status == 204
    assert visit(fresh, address, Sec_Purpose="prefetch;prerender").status == 204
    first = visit(fresh, address)
    assert (first.status, first.headers["location"]) == (303, "/people")
    cookie = first.headers["set-cookie"]
    assert cookie.startswith(f"askwell_{fresh.port}=")
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert visit(fresh, "/people", cookie.split(";")[0]).status == 200
    again = fresh.request("GET", address, Host=fresh.site)
    assert (again.status, again.slug) == (403, "link-used")
    assert "text/html" in visit(fresh, address).headers["content-type"]


@pytest.mark.parametrize("seconds", [61, -6, 86_400, -86_400])
def test_a_link_lives_for_a_minute(fresh: LocalServer, seconds: int) -> None:
    address = link(fresh)
    fresh.time.jump = timedelta(seconds=seconds)
    assert fresh.request("GET", address, Host=fresh.site).slug == "link-used"


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[:-1] + "x",
        lambda text: text + "0",
        lambda _: "/sign-in/x",
        lambda _: "/sign-in/askw_l_1.2.3.4",
        lambda text: text.replace("Lw", "L3"),
    ],
)
def test_a_link_cannot_be_made_up(fresh: LocalServer, change: object) -> None:
    address = change(link(fresh))  # type: ignore[operator]
    assert fresh.request("GET", address, Host=fresh.site).slug == "link-used"


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "https://evil.example",
        "evil",
        "/a\r\nSet-Cookie: x",
        "/a b",
        "/" + "x" * 600,
        None,
        "/\tevil",
    ],
)
def test_a_link_leads_nowhere_else(path: str | None) -> None:
    assert safe_next(path) == "/"


@pytest.mark.parametrize("path", ["/", "/people", "/people/1?tab=notes", "/a/b-c_d.e~f/"])
def test_a_link_leads_to_pages_of_ours(path: str) -> None:
    assert safe_next(path) == path


def test_a_link_made_through_the_api_leads_where_it_was_asked(fresh: LocalServer) -> None:
    mine = fresh.pair()
    made = fresh.request("POST", "/api/v1/sign-in-links", {"next": "/people?stage=found"}, **mine.headers()).document
    path = made["url"].removeprefix(fresh.own_origin)
    assert visit(fresh, path).headers["location"] == "/people?stage=found"
    made = fresh.request("POST", "/api/v1/sign-in-links", {"next": "//evil.example"}, **mine.headers()).document
    assert visit(fresh, made["url"].removeprefix(fresh.own_origin)).headers["location"] == "/"


def test_without_a_session_nothing_is_shown(fresh: LocalServer) -> None:
    for cookie in ("", f"askwell_{fresh.port}=", f"askwell_{fresh.port}=askw_s_guess", "askwell_1=x"):
        reply = visit(fresh, "/people", cookie)
        assert reply.status == 403
        assert b"start Askwell again" in reply.body
    assert fresh.request("GET", "/people", Host=fresh.site).slug == "signed-out"


def test_a_token_opens_no_page(fresh: LocalServer) -> None:
    mine = fresh.pair()
    assert visit(fresh, "/people", Authorization=f"Bearer {mine.token}").status == 403


def test_a_visit_from_another_site_shows_a_step_in_between(fresh: LocalServer) -> None:
    navigation = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    reply = visit(fresh, "/people?stage=found", **navigation)
    assert reply.status == 200
    assert b'href="/people?stage=found"' in reply.body
    assert visit(fresh, "/people", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors").status == 403
    framed = {**navigation, "Sec_Fetch_Dest": "iframe"}
    assert visit(fresh, "/people", **framed).status == 403


def test_pages_may_not_be_framed_sniffed_or_kept(fresh: LocalServer) -> None:
    cookie = fresh.sign_in()
    headers = visit(fresh, "/people", cookie).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] == "no-store"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["referrer-policy"] == "same-origin"


def test_a_form_needs_its_session_origin_and_secret(fresh: LocalServer) -> None:
    cookie, other = fresh.sign_in(), fresh.sign_in()
    secret, foreign = fresh.csrf_token(cookie), fresh.csrf_token(other)
    good = f"csrf_token={secret}"
    refused = [
        ({"Origin": ""}, good, "origin-not-allowed"),
        ({"Origin": "null"}, good, "origin-not-allowed"),
        ({"Origin": f"https://askwell.localhost:{fresh.port}"}, good, "origin-not-allowed"),
        ({"Origin": f"http://127.0.0.1:{fresh.port}"}, good, "origin-not-allowed"),
        ({"Origin": f"http://localhost:{fresh.port}"}, good, "origin-not-allowed"),
        ({"Origin": FIREFOX, "Sec_Fetch_Site": "same-origin"}, good, "origin-not-allowed"),
        ({"Sec_Fetch_Site": "same-site"}, good, "cross-site-request"),
        ({"Sec_Fetch_Site": "cross-site"}, good, "cross-site-request"),
        ({"Cookie": ""}, good, "signed-out"),
        ({}, "", "csrf-token-invalid"),
        ({}, "csrf_token=", "csrf-token-invalid"),
        ({}, f"csrf_token={foreign}", "csrf-token-invalid"),
        ({}, f"csrf_token={secret}x", "csrf-token-invalid"),
    ]
    for headers, form, slug in refused:
        reply = submit(fresh, "/sign-out", cookie, form, **{"Accept": "*/*", **headers})
        assert (reply.status, reply.slug) == (403, slug), (headers, form)
    assert visit(fresh, "/people", cookie).status == 200, "still signed in"
    assert submit(fresh, "/sign-out", cookie, good).status == 200
    assert visit(fresh, "/people", cookie).status == 403
    assert visit(fresh, "/people", other).status == 200


def test_signing_out_everywhere_ends_every_window(fresh: LocalServer) -> None:
    cookies = [fresh.sign_in() for _ in range(3)]
    form = f"csrf_token={fresh.csrf_token(cookies[0])}&everywhere=1"
    assert submit(fresh, "/sign-out", cookies[0], form).status == 200
    assert {visit(fresh, "/people", cookie).status for cookie in cookies} == {403}


def test_a_window_that_is_left_alone_is_signed_out(fresh: LocalServer) -> None:
    cookie = fresh.sign_in()
    fresh.time.seconds += SESSION_IDLE_SECONDS - 1
    assert visit(fresh, "/people", cookie).status == 200
    fresh.time.seconds += SESSION_IDLE_SECONDS - 1
    assert visit(fresh, "/people", cookie).status == 200
    fresh.time.seconds += SESSION_IDLE_SECONDS + 1
    assert visit(fresh, "/people", cookie).status == 403


def test_failures_of_pages_are_pages(fresh: LocalServer) -> None:
    cookie = fresh.sign_in()
    reply = visit(fresh, "/nothing-here", cookie)
    assert reply.status == 404
    assert reply.headers["content-type"].startswith("text/html")
    assert b"Nothing is lost." in reply.body
    assert "default-src 'none'" in reply.headers["content-security-policy"]


def test_no_secret_of_a_session_is_ever_logged(fresh: LocalServer) -> None:
    address = link(fresh)
    cookie = visit(fresh, address).headers["set-cookie"].split(";")[0]
    visit(fresh, "/people", cookie)
    visit(fresh, address, cookie)
    written = "\n".join(fresh.log.lines)
    for secret in (address.rpartition("/")[2], cookie.partition("=")[2], fresh.csrf_token(cookie)):
        assert secret not in written


def test_an_uploaded_page_stays_in_memory(fresh: LocalServer) -> None:
    body = (
        b"--x\r\nContent-Disposition: form-data; name=file; filename=a.html\r\n\r\n"
        + b"y" * 3_000_000
        + b"\r\n--x--\r\n"
    )
    with fresh.app.test_request_context(
        "/add", method="POST", data=body, content_type="multipart/form-data; boundary=x"
    ) as context:
        stream = context.request.files["file"].stream
        assert isinstance(stream, io.BytesIO)
        assert len(stream.getvalue()) == 3_000_000
