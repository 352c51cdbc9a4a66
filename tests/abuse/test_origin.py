"""Origin and site checks: what other pages, other extensions and other ports may do, which is nothing."""

import json

import pytest

from tests.abuse.live_server import EXTENSION, LiveServer, Reply, capture_body, profile

OTHER_EXTENSION = "chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba"
URL = "https://example.com/people/origin"


def send_capture(server: LiveServer, **headers: str) -> Reply:
    body = capture_body(profile("Ora Example"), URL)
    return server.post("/api/v1/captures", body, **{"Idempotency_Key": str(body["id"]), **headers})


def without_cors(reply: Reply) -> bool:
    return not any(name.startswith("access-control-") for name in reply.headers)


REFUSED_ORIGINS = {
    "O01": ["http://evil.example"],
    "O02": ["null"],
    "O03": [OTHER_EXTENSION],
    "O04": ["moz-extension://6a1f5f0e-0000-4000-8000-000000000000"],
    "O07": [EXTENSION.upper(), f"{EXTENSION}/", f"{EXTENSION}/panel", f"{EXTENSION}:80", f"{EXTENSION}\r\nOrigin: x"],
}


@pytest.mark.parametrize(
    "origin",
    [
        pytest.param(one, marks=pytest.mark.case(case), id=f"{case} {one}")
        for case, all_ in REFUSED_ORIGINS.items()
        for one in all_
    ],
)
def test_an_origin_that_was_not_paired_is_refused(server: LiveServer, origin: str) -> None:
    reply = send_capture(server, Origin=origin)
    assert (reply.status, reply.slug) == (403, "origin-not-allowed")
    assert without_cors(reply)


@pytest.mark.case("O05", "C12")
def test_a_token_of_another_pairing_does_not_fit_this_origin(server: LiveServer) -> None:
    other = server.pair(OTHER_EXTENSION.replace("p", "a"), "Another browser").document
    reply = server.api("status") if not other else server.get("/api/v1/status", token=other["token"], Origin=EXTENSION)
    server.post(f"/api/v1/pairings/{other['id']}", b"", method="DELETE")
    assert (reply.status, reply.slug) == (401, "token-invalid")


@pytest.mark.case("O06")
def test_a_paired_origin_alone_opens_nothing(server: LiveServer) -> None:
    reply = server.get("/api/v1/prospects", Origin=EXTENSION)
    assert (reply.status, reply.slug) == (401, "token-missing")


@pytest.mark.case("O08")
@pytest.mark.parametrize("origin", ["https://127.0.0.1:{port}", "http://127.0.0.1:1", "http://localhost:{port}"])
def test_a_form_from_an_address_that_looks_like_ours(server: LiveServer, origin: str) -> None:
    reply = form(server, Origin=origin.format(port=server.port))
    assert reply.status == 403


def form(server: LiveServer, *, csrf: str | None = None, **headers: str) -> Reply:
    """Send the About-me form as the dashboard does, changed as asked."""
    body = f"csrf_token={server.csrf if csrf is None else csrf}&current_role=Teacher".encode()
    sent = {"Host": server.site, "Cookie": server.cookie, "Origin": f"http://{server.site}", **headers}
    return server.request("POST", "/me", body, Content_Type="application/x-www-form-urlencoded", **sent)


@pytest.mark.parametrize(
    "site",
    [
        pytest.param("none", marks=pytest.mark.case("O09")),
        pytest.param("same-origin", marks=pytest.mark.case("O10")),
        pytest.param("", marks=pytest.mark.case("O11")),
    ],
)
def test_how_extensions_and_programs_ask(server: LiveServer, site: str) -> None:
    assert server.api("prospects", Sec_Fetch_Site=site).status == 200


@pytest.mark.case("O12")
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_with_a_token(server: LiveServer, site: str) -> None:
    reply = server.api("prospects", Sec_Fetch_Site=site)
    assert (reply.status, reply.slug) == (403, "cross-site-request")


@pytest.mark.case("O13")
def test_a_page_of_another_port_brings_the_cookie_along(server: LiveServer) -> None:
    assert form(server, Origin="http://127.0.0.1:1", Sec_Fetch_Site="same-site").status == 403


@pytest.mark.case("O14")
def test_an_extension_posts_to_the_dashboard(server: LiveServer) -> None:
    assert form(server, Origin="moz-extension://6a1f5f0e", Sec_Fetch_Site="same-origin").status == 403


@pytest.mark.case("O15")
def test_a_form_without_an_origin(server: LiveServer) -> None:
    assert form(server, Origin="").status == 403


@pytest.mark.case("O16")
@pytest.mark.parametrize("csrf", ["", "wrong", "A" * 43])
def test_a_form_without_its_token(server: LiveServer, csrf: str) -> None:
    assert form(server, csrf=csrf).status == 403


@pytest.mark.case("O17")
def test_a_form_sent_to_the_api(server: LiveServer) -> None:
    reply = server.request(
        "POST", "/api/v1/captures", b"url=x", Cookie=server.cookie, Content_Type="application/x-www-form-urlencoded"
    )
    assert reply.status in (401, 403, 415)


MEDIA_TYPES = {
    "O18": "text/plain",
    "O19": "multipart/form-data; boundary=x",
    "O20": "",
    "O21": "application/vnd.evil+json",
}


@pytest.mark.parametrize(
    "media", [pytest.param(media, marks=pytest.mark.case(case)) for case, media in MEDIA_TYPES.items()]
)
def test_anything_but_json(server: LiveServer, media: str) -> None:
    reply = send_capture(server, Content_Type=media)
    assert (reply.status, reply.slug) == (415, "unsupported-media-type")


@pytest.mark.case("O22")
def test_a_token_and_a_cookie_together(server: LiveServer) -> None:
    reply = server.api("prospects", Cookie=server.cookie)
    assert (reply.status, reply.slug) == (401, "ambiguous-credentials")


@pytest.mark.case("O23")
def test_a_cookie_alone_does_not_open_the_api(server: LiveServer) -> None:
    reply = server.post("/api/v1/seeker", {}, token="", method="PUT", Origin="", Cookie=server.cookie)
    assert (reply.status, reply.slug) == (401, "token-missing")


@pytest.mark.case("O24", "O25")
@pytest.mark.parametrize("origin", ["http://evil.example", "null", OTHER_EXTENSION])
def test_a_preflight_from_strangers(server: LiveServer, origin: str) -> None:
    asked = {"Access_Control_Request_Method": "POST", "Access_Control_Request_Private_Network": "true"}
    reply = server.request("OPTIONS", "/api/v1/captures", None, Origin=origin, **asked)
    assert reply.status in (204, 403)
    assert without_cors(reply)


@pytest.mark.case("O26")
def test_a_preflight_from_the_paired_extension(server: LiveServer) -> None:
    asked = {"Access_Control_Request_Method": "POST", "Access_Control_Request_Headers": "authorization,content-type"}
    reply = server.request("OPTIONS", "/api/v1/captures", None, Origin=EXTENSION, Sec_Fetch_Site="cross-site", **asked)
    assert reply.status in (200, 204)
    assert reply.headers["access-control-allow-origin"] == EXTENSION
    assert "Origin" in reply.headers["vary"]
    assert "access-control-allow-credentials" not in reply.headers


@pytest.mark.case("O27")
@pytest.mark.parametrize("path", ["/", "/me", "/api/v1/prospects", "/api/v1/openapi.json", "/healthz", "/nowhere"])
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS", "DELETE"])
def test_no_route_reflects_a_foreign_origin(server: LiveServer, path: str, method: str) -> None:
    body = b"{}" if method == "POST" else None
    assert without_cors(
        server.request(method, path, body, Origin="http://evil.example", Content_Type="application/json")
    )


@pytest.mark.case("O28")
def test_a_method_in_disguise(server: LiveServer) -> None:
    reply = server.post("/api/v1/prospects?_method=DELETE", {"_method": "DELETE"}, X_HTTP_Method_Override="DELETE")
    assert reply.status in (400, 405, 422)


@pytest.mark.case("O29")
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/v1/exports"),
        ("PATCH", "/api/v1/captures"),
        ("TRACE", "/api/v1/captures"),
        ("PUT", "/api/v1/pairings"),
    ],
)
def test_a_method_that_a_route_does_not_have(server: LiveServer, method: str, path: str) -> None:
    reply = server.post(path, {}, method=method) if method != "GET" else server.get(path, token=server.token)
    assert reply.status == 405
    assert reply.headers.get("allow")


@pytest.mark.case("O30")
@pytest.mark.parametrize("path", ["/logout", "/prospects/1/delete", "/api/v1/token/rotate", "/people/1/erase"])
def test_nothing_happens_on_a_link(server: LiveServer, path: str) -> None:
    reply = server.get(path, token=server.token) if path.startswith("/api/") else server.page(path)
    assert reply.status in (404, 405)


@pytest.mark.case("O31")
def test_a_link_from_another_site_shows_no_data(server: LiveServer) -> None:
    person = server.capture(profile("Linka Example"), "https://example.com/people/linka").document["subject"]
    headers = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    reply = server.get(f"/people/{person['id']}", Host=server.site, **headers)
    assert reply.status in (200, 401, 403)
    assert b"Linka" not in reply.body


@pytest.mark.case("O32")
@pytest.mark.parametrize("path", ["/", "/me", "/people", "/pair", "/nowhere"])
def test_no_page_may_be_framed(server: LiveServer, path: str) -> None:
    headers = server.page(path).headers
    assert headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


@pytest.mark.case("O33")
@pytest.mark.parametrize("destination", ["script", "image"])
def test_json_is_no_script(server: LiveServer, destination: str) -> None:
    reply = server.api("prospects", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors", Sec_Fetch_Dest=destination)
    assert (reply.status, reply.slug) == (403, "cross-site-request")
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.case("O34")
@pytest.mark.parametrize(
    "target", ["//evil.example", "javascript:alert(1)", "/\\evil.example", "https://evil.example/"]
)
def test_signing_in_never_leads_elsewhere(server: LiveServer, target: str) -> None:
    made = server.post("/api/v1/sign-in-links", {"next": target})
    if made.status == 201:
        link = made.document["url"].split(server.site, 1)[1]
        location = server.get(link, Host=server.site).headers.get("location", "/")
        assert location.startswith((f"http://{server.site}/", "/"))
        assert not location.startswith(("//", "/\\"))
    else:
        assert made.status == 422


@pytest.mark.case("O35")
@pytest.mark.parametrize("path", ["/", "/api/v1/prospects"])
def test_no_websocket(server: LiveServer, path: str) -> None:
    upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ=="}
    reply = server.get(path, token=server.token, Sec_WebSocket_Version="13", **upgrade)
    assert reply.status not in (0, 101)


def test_the_form_itself_works(server: LiveServer) -> None:
    assert form(server).status in (200, 302, 303)
    assert json.loads(server.api("seeker").body)["current_role"] == "Teacher"
