"""Words from pages and from the user that want to be markup: on every page, in every answer, they stay words."""

import json
import re
import time
import uuid
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.abuse.live_server import LiveServer, Reply, profile

ROOT = Path(__file__).resolve().parents[2]
SERVER = ROOT / "server" / "askwell"
EXTENSION = ROOT / "extension"
URL = "https://example.com/people/markup"
PAYLOADS = (
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "<svg onload=alert(1)>",
    '"><x y="',
    "'-alert(1)-'",
    "{{7*7}}",
    "${7*7}",
    "{% print(7*7) %}",
)
LINKS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "vbscript:x",
    "data:text/html,<b>x</b>",
    "//evil.example/x",
)
OWN_TAGS = re.compile(r"[a-z][a-z0-9]*")
EXECUTABLE = {"onerror", "onload", "onclick", "onfocus", "onmouseover", "y", "style"}


class Elements(HTMLParser):
    """Collects the elements of a page with their attributes, and its text."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def links_of(page: bytes) -> list[dict[str, str | None]]:
    return [attributes for tag, attributes in Elements(page).found if tag == "a"]


def add_fact(server: LiveServer, subject: str, pointer: str, value: object, noun: str = "prospects") -> Reply:
    reply = server.post(f"/api/v1/{noun}/{subject}/facts", {"pointer": pointer, "value": value})
    assert reply.status == 201, reply.body
    return reply


@pytest.fixture(scope="module")
def planted(server: LiveServer) -> dict[str, str]:
    """Somebody in whose every field a payload stands, from the page and from the user."""
    bad = " ".join(PAYLOADS)
    html = profile("Planta Example", role=f"Analyst {PAYLOADS[1]}", employer="Acme", body=f"<p>{quote(bad)}</p>")
    subject = server.capture(html, f"{URL}/planted", title=f"Page {bad}").document["subject"]["id"]
    add_fact(server, subject, "/person/name", f"Planta {bad}"[:180])
    add_fact(server, subject, "/person/headline", bad)
    add_fact(server, subject, "/person/skills/-", bad)
    for link in LINKS:
        server.post(f"/api/v1/prospects/{subject}/facts", {"pointer": "/person/links/-", "value": {"url": link}})
    note = server.post(f"/api/v1/prospects/{subject}/note", {"text": bad}, method="PUT", If_Match='"0"')
    assert note.status == 200
    server.post("/api/v1/seeker", {"current_role": bad, "target_role": bad}, method="PUT")
    plan = server.api(f"prospects/{subject}").document
    return {"id": subject, "bad": bad, "name": plan["subject"]["name"]}


def pages_about(subject: str) -> list[str]:
    person = f"/people/{subject}"
    searched = quote("<script>alert(1)</script>")
    return [
        "/",
        "/people",
        f"/people?search={searched}",
        "/companies",
        "/me",
        "/export",
        "/browsers",
        "/settings",
        person,
        f"{person}/brief",
        f"{person}/message",
        f"{person}/erase",
        f"/nowhere/{searched}",
        f"/people?said={searched}",
    ]


@pytest.mark.case("X01", "X08", "X10")
def test_markup_stays_text_on_every_page(server: LiveServer, planted: dict[str, str]) -> None:
    seen = ""
    for path in pages_about(planted["id"]):
        reply = server.page(path, Accept="text/html")
        page = Elements(reply.body)
        for tag, attributes in page.found:
            assert OWN_TAGS.fullmatch(tag), f"{path}: <{tag}>"
            assert tag not in {"x", "img"} or attributes.get("src", "").startswith("/static/"), f"{path}: <{tag}>"
            assert not EXECUTABLE & set(attributes), f"{path}: {tag} {attributes}"
            assert tag != "script" or str(attributes.get("src", "")).startswith("/static/"), f"{path}: inline script"
        assert "49" not in re.findall(r"Planta\D*(\d+)", page.text), f"{path} computes what a page says"
        seen += page.text + json.dumps([attributes for _, attributes in page.found])
    for payload in PAYLOADS[:3]:
        assert payload in seen, f"{payload} is nowhere: the test would not notice"
    assert "{{7*7}}" in seen


@pytest.mark.case("X08")
def test_no_template_is_made_of_words() -> None:
    for path in SERVER.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"render_template_string|from_string\(|jinja2\.Template|\beval\(|\bexec\(", text), (
            path.name
        )
    for path in SERVER.rglob("*.html"):
        assert not re.search(r"\|\s*safe\b|autoescape\s+false", path.read_text(encoding="utf-8")), path.name


@pytest.mark.case("X02")
def test_only_the_web_becomes_a_link(server: LiveServer, planted: dict[str, str]) -> None:
    for link in LINKS:
        body = {"url": link, "html": "<p>x</p>"}
        assert server.capture(profile("Linka Example"), link).status in (400, 422), body
    for path in pages_about(planted["id"]):
        for attributes in links_of(server.page(path, Accept="text/html").body):
            target = attributes.get("href") or ""
            assert target.startswith(("/", "#", "?", "http://", "https://")), f"{path}: {target}"
            assert not target.startswith("//"), f"{path}: {target}"


@pytest.mark.case("X03")
def test_a_link_says_where_it_leads(server: LiveServer) -> None:
    html = profile("Homo Example").replace("<title>Homo Example", "<title>https://good.example")
    captured = server.capture(html, "https://аррӏе.example/people/homo", title="https://good.example")
    subject = captured.document["subject"]["id"]
    page = server.page(f"/people/{subject}").body
    away = [one for one in links_of(page) if str(one.get("href", "")).startswith("http")]
    assert away
    for attributes in away:
        assert set(str(attributes["rel"]).split()) == {"noopener", "noreferrer", "nofollow"}
    text = Elements(page).text
    assert "xn--" in text
    assert "аррӏе" not in text.replace("https://аррӏе", "")
    after = text[text.index("https://good.example") :]
    assert "xn--" in after[:200], "the host does not stand beside the link"


@pytest.mark.case("X04")
def test_writing_that_turns_round(server: LiveServer) -> None:
    turning = "Tur\u202ena \u2066Exa\u2069mple\u200b \U000e0041"
    subject = server.capture(profile("Turna Example"), f"{URL}/turning").document["subject"]["id"]
    add_fact(server, subject, "/person/name", turning)
    page = server.page(f"/people/{subject}").body.decode()
    title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
    assert title
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\U000e0000-\U000e007f]", title.group(1))
    for sheet in (SERVER / "pages" / "static" / "base.css", EXTENSION / "panel" / "panel.css"):
        rule = re.search(r"([^{}]*)\{\s*unicode-bidi: isolate;\s*\}", sheet.read_text(encoding="utf-8"))
        assert rule
        assert {"a", "span", "strong", "th", "button", "label"} <= set(
            re.findall(r"[a-z]+(?=,|\s*$)", rule.group(1), re.M)
        )
    file = server.post("/api/v1/exports", {"format": "vcard4", "ids": [subject]})
    assert not re.search("[^\x20-\x7e]", file.headers["content-disposition"])


@pytest.mark.case("X05", "X06")
def test_a_stored_page_is_never_served(server: LiveServer, planted: dict[str, str]) -> None:
    marker = f"marker-{uuid.uuid4().hex}"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><script>alert("{marker}")</script></svg>'
    pictures = f'<img src="data:image/png;base64,AAAA" alt="x"><object data="{marker}.pdf"></object>'
    reply = server.capture(profile("Rawa Example", body=svg + pictures), f"{URL}/raw")
    capture, subject = reply.document["id"], reply.document["subject"]["id"]
    rules = [path.read_text(encoding="utf-8") for path in (SERVER / "pages").glob("*.py")]
    assert not any(re.search(r"send_file|send_from_directory|\.html_text|captured_page", text) for text in rules)
    for path in (
        f"/captures/{capture}",
        f"/people/{subject}",
        f"/captures/{capture}/html",
        f"/captures/{capture}.html",
    ):
        found = server.page(path, Accept="text/html")
        assert f'alert("{marker}")'.encode() not in found.body
        assert b"<object" not in found.body
    for path in (f"captures/{capture}", f"captures/{capture}/html", f"prospects/{subject}"):
        found = server.api(path)
        assert found.headers["content-type"].startswith(("application/json", "application/problem+json"))
        assert f'alert("{marker}")'.encode() not in found.body


MARKDOWN = (
    "[x](javascript:alert(1)) <img src=x onerror=alert(1)> ![a](http://evil.example/track.png) <http://evil.example>\n\n"
    "<div onclick=alert(1)>block</div>\n\n[ref][1]\n\n[1]: javascript:alert(1)\n\n" + "[" * 10_000 + "x" + "]" * 10_000
)


@pytest.mark.case("X07")
def test_a_note_is_text_and_no_markdown(server: LiveServer, planted: dict[str, str]) -> None:
    subject = server.capture(profile("Notea Example"), f"{URL}/note").document["subject"]["id"]
    stored = server.post(f"/api/v1/prospects/{subject}/note", {"text": MARKDOWN}, method="PUT", If_Match='"0"')
    assert stored.status == 200
    start = time.perf_counter()
    page = server.page(f"/people/{subject}")
    assert time.perf_counter() - start < 3
    assert not [one for one in links_of(page.body) if "evil" in str(one) or "javascript" in str(one)]
    assert b"evil.example/track.png" in page.body, "the note is not shown"
    assert not [tag for tag, _ in Elements(page.body).found if tag == "img"]


@pytest.mark.case("X07")
def test_our_own_markdown_takes_no_markup_and_no_other_links() -> None:
    from askwell.pages.markdown import render

    start = time.perf_counter()
    html = str(render(MARKDOWN))
    assert time.perf_counter() - start < 2
    assert {tag for tag, _ in Elements(html.encode()).found} <= {
        "p",
        "a",
        "strong",
        "code",
        "ul",
        "li",
        "h1",
        "h2",
        "h3",
    }
    assert not [one for one in links_of(html.encode()) if not str(one["href"]).startswith(("/", "http"))]


@pytest.mark.case("X09")
@pytest.mark.parametrize(
    "path", ["/", "/start", "/me", "/people", "/pair", "/privacy", "/add", "/settings", "/nowhere"]
)
def test_pages_load_nothing_from_elsewhere(server: LiveServer, path: str) -> None:
    reply = server.page(path, Accept="text/html")
    policy = reply.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy.replace("'self'", "")
    for tag, attributes in Elements(reply.body).found:
        loaded = attributes.get("src") or (attributes.get("href") if tag == "link" else None)
        assert not loaded or loaded.startswith("/static/"), f"{path}: {tag} loads {loaded}"
    for sheet in (SERVER / "pages" / "static").glob("*.css"):
        assert not re.search(r"url\(\s*['\"]?(?!/static/|data:image/svg|#)|@import", sheet.read_text(encoding="utf-8"))


@pytest.mark.case("X11")
@pytest.mark.parametrize("payload", PAYLOADS[:4])
def test_an_error_repeats_nothing_as_markup(server: LiveServer, payload: str) -> None:
    page = server.page(f"/nowhere/{quote(payload)}", Accept="text/html")
    assert page.status == 404
    assert payload.encode() not in page.body
    problem = server.api(f"nowhere/{quote(payload)}")
    assert problem.headers["content-type"] == "application/problem+json"
    assert problem.headers["x-content-type-options"] == "nosniff"
    wrong = server.post("/api/v1/exports", {"format": payload})
    assert payload.encode() not in wrong.body


HEADERS = (
    "x\r\nSet-Cookie: a=b",
    "x\nLocation: //evil.example",
    "../../x",
    "CON",
    '"; filename="y.exe',
    "\u202excod.exe",
)


@pytest.mark.case("X12")
@pytest.mark.parametrize("name", HEADERS)
def test_a_name_in_a_header(server: LiveServer, name: str) -> None:
    subject = server.capture(profile("Heada Example"), f"{URL}/head").document["subject"]["id"]
    server.post(f"/api/v1/prospects/{subject}/facts", {"pointer": "/person/name", "value": name})
    for reply in (
        server.post("/api/v1/exports", {"format": "vcard4", "ids": [subject]}),
        server.api(f"prospects/{subject}/note"),
        server.page(f"/people/{subject}"),
    ):
        assert reply.status == 200
        assert "set-cookie" not in reply.headers
        assert "location" not in reply.headers
        disposition = reply.headers.get("content-disposition", "attachment")
        assert disposition.startswith("attachment")
        assert "/" not in disposition.partition("filename*=")[2].replace("UTF-8''", "")
        assert not re.search("[\r\n\u202e]", disposition)


ALWAYS = {
    "content-security-policy": "default-src 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=()",
    "cache-control": "no-store",
    "x-frame-options": "DENY",
}


def answers_of_every_kind(server: LiveServer) -> dict[str, Reply]:
    return {
        "page": server.page("/people"),
        "redirect": server.get("/people", Host=f"localhost:{server.port}"),
        "signed out": server.get("/people", Host=server.site),
        "no page": server.page("/nowhere", Accept="text/html"),
        "wrong method": server.request("DELETE", "/people", None, Host=server.site),
        "health": server.get("/healthz"),
        "api": server.api("prospects"),
        "no token": server.get("/api/v1/prospects"),
        "no address": server.api("nowhere"),
        "wrong host": server.get("/", Host="evil.example"),
        "malformed": server.send(b"GET / HTTP/1.1\r\nHost: x\r\nBad Header\r\n\r\n"),
        "no json": server.post("/api/v1/captures", b"{"),
        "too large": server.post("/api/v1/captures", b"", Content_Length=str(11 * 1024 * 1024)),
        "export": server.post("/api/v1/exports", {"format": "csv"}),
    }


@pytest.mark.case("X14")
def test_every_answer_carries_the_protective_headers(server: LiveServer) -> None:
    for name, reply in answers_of_every_kind(server).items():
        assert reply.status, name
        for header, begin in ALWAYS.items():
            assert reply.headers.get(header, "missing").startswith(begin), f"{name} ({reply.status}): {header}"
        # With `no-referrer` browsers send their own forms without an origin; pages say same-origin instead.
        page = reply.headers.get("content-type", "").startswith("text/html")
        assert reply.headers["referrer-policy"] == ("same-origin" if page else "no-referrer"), name


@pytest.mark.case("X15")
def test_static_files_hold_nobody(server: LiveServer, planted: dict[str, str]) -> None:
    for path in sorted((SERVER / "pages" / "static").iterdir()):
        reply = server.page(f"/static/{path.name}")
        assert reply.status == 200
        assert reply.body == path.read_bytes(), f"{path.name} is not served as it ships"
    for path in ("/favicon.ico", "/manifest.json", "/sw.js", "/service-worker.js", "/robots.txt"):
        reply = server.page(path, Accept="text/html")
        assert reply.status == 404
        assert b"Planta" not in reply.body


@pytest.mark.case("X13")
def test_the_extension_never_parses_markup() -> None:
    sinks = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|setHTML|\beval\(|new Function|srcdoc"
    )
    for path in (*EXTENSION.rglob("*.js"), *EXTENSION.rglob("*.html")):
        assert not sinks.search(path.read_text(encoding="utf-8")), f"{path.name} parses markup"
    policy = json.loads((EXTENSION / "manifest.json").read_text())["content_security_policy"]["extension_pages"]
    assert "unsafe" not in policy
