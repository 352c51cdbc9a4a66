"""What pages, servers and other extensions may try against the extension, in real browsers."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.askwell_server import AskwellServer
from tests.browser.chromium import EXTENSION_ID
from tests.browser.conftest import BROWSERS, Browser
from tests.browser.firefox import ORIGIN_ID
from tests.browser.person import PAIRING, Person
from tests.browser.sites import Sites
from tests.browser.test_delivery import captures, stays_at
from tests.browser.wire import Wire

pytestmark = pytest.mark.browser

WEB = "const web = globalThis.browser ?? globalThis.chrome;"
PAYLOADS = (
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "<svg onload=alert(1)>",
    '"><b id="planted">x</b>',
)
INJECTED = """return [...document.querySelectorAll("script:not([src]), img[src='x'], svg[onload], #planted, [onerror], [onload]")]
    .map((one) => one.outerHTML.slice(0, 200))"""
ELSEWHERE = """return performance.getEntriesByType("resource").map((one) => one.name).filter((one) => !one.startsWith(location.origin))"""
COMPLAINTS = """if (!("ReportingObserver" in globalThis)) return [];
    const watcher = new ReportingObserver(() => {}, {types: ["csp-violation"], buffered: true}); watcher.observe();
    await new Promise((resolve) => setTimeout(resolve, 30)); return watcher.takeRecords().map((one) => JSON.stringify(one.body))"""
READ_STORAGE = (
    WEB
    + """const [tab] = await web.tabs.query({active: true, currentWindow: true});
    const [frame] = await web.scripting.executeScript({target: {tabId: tab.id}, func: async () => {
        const mine = globalThis.browser ?? globalThis.chrome; const seen = [];
        for (const area of ["local", "session", "sync"]) {
            try { seen.push(JSON.stringify(await mine.storage[area].get(null))); } catch (problem) { seen.push("refused"); }
        }
        return seen.join(" ");
    }});
    return frame.result;"""
)
EMPTY_OUTBOX = """return new Promise((resolve) => { const asked = indexedDB.open("askwell-outbox", 1); asked.onsuccess = () => {
    const store = asked.result.transaction("captures", "readwrite").objectStore("captures");
    store.clear().onsuccess = () => { asked.result.close(); resolve(true); }; }; });"""
CALL = (
    PAIRING
    + """const answer = await fetch(`http://127.0.0.1:${pairing.port}/api/v1` + PATH, {method: METHOD, body: JSON.stringify(BODY),
      headers: {"Content-Type": "application/json", Authorization: `Bearer ${pairing.token}`, ...HEADERS}});
    return [answer.status, await answer.text()];"""
)


def call(person: Person, method: str, path: str, body: object, headers: dict[str, str] | None = None) -> Any:
    """Call the server as the extension may."""
    script = CALL.replace("METHOD", json.dumps(method)).replace("PATH", json.dumps(path))
    script = script.replace("BODY", json.dumps(body)).replace("HEADERS", json.dumps(headers or {}))
    status, text = person.browser.worker(script)
    assert status < 300, text
    return json.loads(text)


@pytest.mark.case("X01", "X09", "X13", "X08")
def test_planted_markup_stays_text_in_the_panel_and_on_the_dashboard(person: Person) -> None:
    person.connect()
    dashboard = person.tab
    person.read()
    [(subject,)] = person.askwell.rows("select id from subjects where kind = 'person'")
    bad = " ".join(PAYLOADS)
    for pointer, value in (("/person/headline", bad), ("/person/skills/-", bad), ("/person/name", f"Maren {bad}")):
        call(person, "POST", f"/prospects/{subject}/facts", {"pointer": pointer, "value": value})
    call(person, "PUT", f"/prospects/{subject}/note", {"text": bad}, {"If-Match": '"0"'})
    call(person, "PUT", "/seeker", {"current_role": bad, "target_role": bad})
    person.panel(
        "window.refusals = []; addEventListener('securitypolicyviolation', (event) => window.refusals.push(event.violatedDirective))"
    )
    person.click()
    person.see(".name", "<img src=x")
    person.panel(
        "document.querySelectorAll('.fold:not([open]) > summary, #facts summary').forEach((one) => one.click())"
    )
    person.until(lambda: person.texts("#facts li"), "no facts")
    for tab in ("people", "me", "askwell", "ask"):
        person.panel(f"document.getElementById('tab-{tab}').click()")
        person.until(lambda: person.panel("return document.readyState") == "complete", "the panel is gone")
        assert person.panel(INJECTED) == []
    assert person.panel("return window.refusals") == []
    person.browser.select(dashboard)
    site = person.askwell.site
    for path in (
        "/",
        "/people",
        f"/people/{subject}",
        f"/people/{subject}/brief",
        f"/people/{subject}/message",
        "/me",
        "/settings",
    ):
        person.browser.goto(dashboard, f"{site}{path}")
        assert person.browser.run(dashboard, INJECTED) == [], path
        assert person.browser.run(dashboard, ELSEWHERE) == [], path
        assert person.browser.run(dashboard, COMPLAINTS) == [], path
        words = str(
            person.browser.run(
                dashboard,
                "return document.body.innerText + [...document.querySelectorAll('textarea, input')].map((one) => one.value)",
            )
        )
        assert "<img src=x" in words or path == "/settings", f"{path} does not show what was planted"
    turned = "return [...document.querySelectorAll('main a, main span, main b')].every((one) => getComputedStyle(one).unicodeBidi !== 'normal')"
    assert person.browser.run(dashboard, turned) is True


@pytest.mark.case("B02", "B03", "B04", "B05")
def test_a_page_that_grows_knocks_and_lies(person: Person) -> None:
    person.connect()
    token = person.token()
    before = person.browser.stored()
    person.visit("/growing", "hostile.test")
    assert person.browser.run(person.tab, "return knock()") in (["undefined", "undefined"], ["function", "undefined"])
    assert person.kept() == 0
    assert person.askwell.rows("select count(*) from captures") == [(0,)]
    assert json.loads(person.browser.stored())["pairing"] == json.loads(before)["pairing"]
    person.click()
    said = ("too large", "too long", "changing")
    person.until(
        lambda: captures(person.askwell) or any(word in person.text("#state") for word in said),
        "nothing was said about it",
    )
    assert "Somebody Else" not in str(person.askwell.rows("select url, title from captures"))
    assert "Somebody Else" not in str(person.askwell.rows("select name from subjects"))
    seen = person.browser.worker(READ_STORAGE)
    assert token not in seen
    assert person.browser.run(person.tab, "clearInterval(window.grow); return document.readyState") == "complete"


def answer(status: int, body: str, kind: str = "application/problem+json", more: str = "") -> bytes:
    raw = body.encode()
    head = (
        f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(raw)}\r\n{more}Connection: close\r\n\r\n"
    )
    return head.encode() + raw


def problem(status: int, slug: str) -> bytes:
    return answer(
        status,
        json.dumps(
            {
                "type": f"/problems/{slug}",
                "title": f"Because of {slug}.",
                "status": status,
                "detail": f"Because of {slug}.",
            }
        ),
    )


ANSWERS = {
    "401": (problem(401, "token-expired"), "does not know this browser any more"),
    "403": (problem(403, "origin-not-allowed"), "does not know this browser any more"),
    "409": (problem(409, "suppressed"), "did not accept this page"),
    "413": (problem(413, "body-too-large"), "did not accept this page"),
    "421": (problem(421, "host-not-allowed"), "does not know this browser any more"),
    "422": (problem(422, "url-not-allowed"), "did not accept this page"),
    "429": (problem(429, "rate-limited"), "had a problem"),
    "500": (problem(500, "unexpected-error"), "had a problem"),
    "503": (problem(503, "database-busy"), "had a problem"),
    "507": (problem(507, "storage-full"), "disk is full"),
    "HTML": (answer(200, "<p>hello</p>", "text/html"), "not accept"),
    "10 MB": (answer(201, '{"x": "' + "a" * 10_000_000 + '"}', "application/json"), "not accept"),
    "redirect": (answer(307, "", "text/html", "Location: http://people.test:{port}/stolen\r\n"), "not running"),
}


@pytest.mark.case("B07", "B08", "B09", "T04")
def test_every_answer_has_its_own_words_and_keeps_the_page(person: Person) -> None:
    person.connect()
    wire = Wire(person.askwell.port)
    person.wait(lambda: stays_at(person, wire.port), "the browser does not take the wire")
    person.visit("/in/maren")
    for name, (canned, words) in ANSWERS.items():
        wire.canned = canned.replace(b"{port}", str(person.sites.port).encode())
        before = wire.pages
        person.click()
        person.wait(lambda before=before: wire.pages > before, f"nothing was sent for {name}")
        person.until(
            lambda words=words: words in person.text("#state") + person.text("#strip"), f"nothing about {name}"
        )
        person.wait(lambda: person.kept() == 1, f"the page is not kept after {name}")
        person.browser.worker(EMPTY_OUTBOX)
    assert not [path for path in person.sites.asked if "stolen" in path]
    wire.canned = b""
    person.click()
    person.until(lambda: len(person.questions()) >= 8, "a good answer after all of these is not shown")
    token = person.token()
    assert not [line for line in wire.requests if token in line]
    assert token not in str(person.browser.worker(WEB + "return JSON.stringify(await web.storage.sync?.get() ?? {})"))
    for path in (
        *person.browser.profile.glob("**/History*"),
        *person.browser.profile.glob("places.sqlite*"),
        person.browser.profile.with_suffix(".log"),
    ):
        assert not path.is_file() or token.encode() not in path.read_bytes(), path.name
    wire.close()


@pytest.mark.case("B13")
def test_a_private_window_is_left_alone(person: Person) -> None:
    person.connect()
    person.visit("/in/maren")
    assert person.browser.worker(WEB + "return await web.extension.isAllowedIncognitoAccess()") is False
    private = """const {captureTab} = await import("/lib/capturing.js"); const {activeTab} = await import("/lib/browser.js");
        const tab = await activeTab(); await captureTab({...tab, incognito: true}, {source: "click", privateToo: WISH});"""
    person.click()
    person.until(lambda: len(person.questions()) >= 8, "no questions")
    before = captures(person.askwell)
    person.panel(private.replace("WISH", "false"))
    person.see("#state h2", "private window")
    assert person.texts("#state button") == ["Read this page anyway"]
    assert person.kept() == 0
    assert captures(person.askwell) == before
    person.panel(private.replace("WISH", "true"))
    person.wait(lambda: len(captures(person.askwell)) == len(before) + 1, "it was not read when its owner said so")


FORGER = {
    "manifest_version": 3,
    "name": "Forger",
    "version": "1",
    "host_permissions": ["http://127.0.0.1/*"],
    "browser_specific_settings": {"gecko": {"id": "forger@example.test"}},
}


@pytest.fixture
def other(browser: Browser, packed: Path, sites: Sites, tmp_path: Path) -> Iterator[Browser]:
    """A second profile of the same browser, with another extension in it that may speak to the same address."""
    folder = tmp_path / "forger"
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps(FORGER))
    (folder / "page.html").write_text("<!doctype html><title>Forger</title>")
    second = BROWSERS[browser.name](tmp_path / "second", packed / browser.name, (sites.port,))
    second.others = (folder,)
    second.start()
    yield second
    second.stop()


def forgers_page(other: Browser) -> str:
    """Open a page of the other extension."""
    if other.name == "chromium":
        # An unpacked extension is named after its folder: the first half of its digest, in letters from a to p.
        digest = hashlib.sha256(str(other.others[0]).encode()).hexdigest()[:32]
        address = f"chrome-extension://{''.join(chr(ord('a') + int(letter, 16)) for letter in digest)}/page.html"
    else:
        script = "const [id, done] = arguments; done(WebExtensionPolicy.getByID(id).getURL('page.html'))"
        address = other._chrome(script, "forger@example.test")
    return other.open(address)


@pytest.mark.case("B12", "B14")
def test_two_profiles_are_two_and_another_extension_is_nobody(
    person: Person, other: Browser, askwell: AskwellServer, sites: Sites
) -> None:
    person.connect()
    person.read()
    askwell.dashboard = call(person, "POST", "/sign-in-links", {})["url"]
    second = Person(other, askwell, sites)
    second.connect()
    tokens = {one.token() for one in (person, second)}
    assert len(tokens) == 2
    assert askwell.rows("select count(*) from pairings") == [(2,)]
    own = f"chrome-extension://{EXTENSION_ID}" if other.name == "chromium" else f"moz-extension://{ORIGIN_ID}"
    tab = forgers_page(other)
    near = f"return location.protocol + (await fetch('http://127.0.0.1:{askwell.port}/healthz')).status"
    assert str(other.run(tab, near)).endswith("-extension:200"), "the other extension reaches nothing at all"
    script = """const seen = []; const at = "http://127.0.0.1:PORT/api/v1/";
        const ask = async (path, init) => { try { const answer = await fetch(at + path, init); seen.push([answer.status, await answer.text()]); }
          catch (problem) { seen.push([0, String(problem)]); } };
        for (const headers of [{}, {Origin: "OWN"}, {Origin: "OWN", Authorization: "Bearer guess"}]) {
          await ask("prospects", {headers}); await ask("captures", {method: "POST", body: "{}", headers: {"Content-Type": "application/json", ...headers}});
        } return JSON.stringify(seen);"""
    answered = json.loads(other.run(tab, script.replace("PORT", str(askwell.port)).replace("OWN", own)))
    assert len(answered) == 6
    assert {status for status, _ in answered} <= {0, 401, 403}, answered
    assert "Maren" not in str(answered)
    assert len(captures(askwell)) == 1


@pytest.mark.case("B14")
def test_a_queue_survives_an_update(
    own_browser: Browser, packed: Path, askwell: AskwellServer, sites: Sites, tmp_path: Path
) -> None:
    person = Person(own_browser, askwell, sites)
    person.connect()
    askwell.stop()
    person.visit("/in/maren")
    person.click()
    person.see("h2", "Askwell is not running")
    own_browser.stop()
    newer = tmp_path / "newer"
    shutil.copytree(own_browser.extension, newer)
    manifest = json.loads((newer / "manifest.json").read_text())
    (newer / "manifest.json").write_text(json.dumps({**manifest, "version": "99.0"}))
    own_browser.extension = newer
    askwell.start()
    own_browser.start()
    assert own_browser.worker(WEB + "return web.runtime.getManifest().version") == "99.0"
    person.wait(lambda: len(captures(askwell)) == 1, "the page that waited did not come", 20)
    person.wait(lambda: person.kept() == 0, "the page is still kept")
