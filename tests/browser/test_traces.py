"""Capture leaves no trace in a page, takes nothing that is private, and works on pages of the public internet."""

import json
import re
from pathlib import Path

import pytest

from tests.browser.askwell_server import AskwellServer
from tests.browser.chromium import EXTENSION_ID
from tests.browser.conftest import Browser
from tests.browser.firefox import ADDON_ID, ORIGIN_ID
from tests.browser.person import Person
from tests.browser.sites import PAGES, Sites

pytestmark = pytest.mark.browser

PAYLOAD = """return new Promise((resolve) => { const asked = indexedDB.open("askwell-outbox", 1); asked.onsuccess = () => {
  const all = asked.result.transaction("captures").objectStore("captures").getAll();
  all.onsuccess = () => { asked.result.close(); resolve(all.result.map((one) => one.body)); }; }; });"""


def packaged(browser: Browser, packed: Path) -> list[str]:
    """The address of every file of the extension."""
    root = f"chrome-extension://{EXTENSION_ID}/" if browser.name == "chromium" else f"moz-extension://{ORIGIN_ID}/"
    folder = packed / browser.name
    return [root + path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]


def payload(person: Person) -> dict[str, str]:
    """The page that waits in the browser, as it will be sent."""
    person.wait(lambda: person.kept() == 1, "no page is kept")
    found: dict[str, str] = json.loads(person.browser.worker(PAYLOAD)[0])
    return found


@pytest.mark.case("B03")
def test_a_hostile_page_finds_no_trace(person: Person, packed: Path) -> None:
    person.connect()
    person.visit("/hostile", "hostile.test")
    files = packaged(person.browser, packed)
    assert len(files) > 30
    ids = [EXTENSION_ID, ADDON_ID, ORIGIN_ID]
    person.browser.run(person.tab, f"watch({json.dumps(ids)}, {json.dumps(files)})")
    person.click()
    person.wait(lambda: person.askwell.rows("select count(*) from captures") == [(1,)], "the page was not saved")
    assert person.browser.run(person.tab, "return traces()") == []
    assert person.browser.run(person.tab, "return probe()") == []
    assert not [path for path in person.sites.asked if path.startswith("/report")]


def test_the_watching_page_would_notice(person: Person) -> None:
    """The test above can fail: what others do to pages is seen."""
    person.visit("/hostile", "hostile.test")
    person.browser.run(person.tab, "watch([], ['/in/maren'])")
    person.browser.run(
        person.tab,
        """document.body.dataset.mark = "1"; window.left = 1; document.body.querySelector("h1"); await fetch("/empty");
        await new Promise((resolve) => setTimeout(resolve, 200));""",
    )
    traces = person.browser.run(person.tab, "return traces()")
    for kind in (
        "mutation",
        "global left",
        "called querySelector",
        "called fetch",
        "performance resource",
        "the page's markup",
    ):
        assert any(kind in trace for trace in traces), f"{kind} goes unnoticed: {traces}"
    assert person.browser.run(person.tab, "return probe()") == ["file /in/maren"]


@pytest.mark.case("R14")
def test_nothing_private_is_taken(person: Person) -> None:
    canaries = set(re.findall(r"canary-\d\d-\d{4}", (PAGES / "canary.html").read_text()))
    assert len(canaries) >= 60
    person.connect()
    person.askwell.stop()
    person.visit("/canary")
    person.click()
    body = payload(person)
    assert "tells the villages below" in body["html"]
    assert not re.findall(r"canary-\d\d", json.dumps(body))
    person.askwell.start()
    person.wait(lambda: person.kept() == 0, "the page was not sent", 20)
    written = person.askwell.everything() + person.browser.stored().encode()
    exported = person.export("json") + person.export("csv")
    assert b"canary-" not in written + exported
    assert b"Salma Iqbal" in exported


def test_what_is_shown_from_inside_components_is_taken(person: Person) -> None:
    person.visit("/shadow")
    person.click()
    html = payload(person)["html"]
    for words in ("Slotted-words", "Fjordline Yard", "Plain-closed-words", "2016 - Present"):
        assert words in html, f"{words} is missing"
    assert html.index("<h2>About</h2>") < html.index("Slotted-words")
    assert "color: red" not in html


@pytest.mark.case("B11")
def test_pages_of_the_public_internet_cannot_reach_askwell_but_the_extension_can(person: Person) -> None:
    person.connect()
    person.visit("/in/maren")
    reached = f"""return Promise.race([fetch("http://127.0.0.1:{person.askwell.port}/healthz", {{mode: "no-cors"}}).then(() => "reached", () => "refused"),
        new Promise((resolve) => setTimeout(() => resolve("waits"), 1500))])"""
    assert person.browser.run(person.tab, reached) in ("refused", "waits")
    person.click()
    person.until(lambda: len(person.questions()) >= 8, "no questions")


def test_the_extension_reaches_nothing_but_this_computer(person: Person) -> None:
    person.connect()
    addresses = [
        "https://example.com/",
        f"http://localhost:{person.askwell.port}/healthz",
        "http://people.test/",
        "ws://127.0.0.1:9/",
        "data:text/plain,x",
    ]
    script = f"const results = []; for (const address of {json.dumps(addresses)}) results.push(await fetch(address).then(() => true, () => false)); return results"
    assert person.panel(script) == [False] * len(addresses)
    assert person.browser.worker(script) == [False] * len(addresses)
    near = f"return fetch('http://127.0.0.1:{person.askwell.port}/healthz').then((answer) => answer.ok, () => false)"
    assert person.browser.worker(near) is True


@pytest.mark.case("B06")
def test_a_page_that_swaps_people_is_never_mixed(person: Person) -> None:
    for milliseconds in (0, 40, 120, 250, 300):
        person.begin_anew()
        person.visit("/swap/anna")
        person.browser.run(person.tab, f"go('bruno', {milliseconds})")
        person.click()
        body = payload(person)
        other = "anna" in body["url"]
        assert ("Marker-A" in body["html"]) == other, f"after {milliseconds} ms: {body['url']}"
        assert ("Marker-B" in body["html"]) != other
        assert ("Anna" in body["title"]) == other


@pytest.mark.case("B06")
def test_the_panel_never_shows_one_page_on_another(person: Person) -> None:
    person.connect()
    person.read()
    first = person.tab
    person.visit("/team", "team.test")
    person.until(lambda: not person.texts(".name"), "the person of another tab is shown")
    person.browser.select(first)
    person.see(".name", "Maren Holloway")
    person.browser.run(first, "history.pushState(null, '', '/in/somebody-else')")
    person.see("h2", "This tab shows another page now")
    assert not person.questions()
    person.press("Read this page", "#state")
    person.until(lambda: len(person.questions()) >= 8, "the panel cannot read a page by itself")
    person.browser.goto(first, person.sites.url("/shadow"))
    person.see("h2", "This tab shows another page now")


@pytest.mark.case("B02")
def test_nothing_is_asked_before_a_click(person: Person) -> None:
    person.connect()
    before = len(person.askwell.log.read_text())
    for _ in range(5):
        person.visit("/in/maren")
    assert person.kept() == 0
    assert person.askwell.rows("select count(*) from captures") == [(0,)]
    assert len(person.askwell.log.read_text()) == before


@pytest.mark.case("B05")
@pytest.mark.parametrize(
    ("path", "words"), [("/endless", "too large"), ("/empty", "still empty"), ("/words.txt", "no web page")]
)
def test_pages_that_cannot_be_read_are_named(person: Person, path: str, words: str) -> None:
    person.visit(path)
    person.click()
    person.see("#state h2", words)
    assert person.kept() == 0
    assert person.browser.run(person.tab, "return document.readyState") == "complete"


@pytest.mark.case("B05")
def test_a_very_deep_page_is_read_or_named(person: Person) -> None:
    person.visit("/deep")
    person.click()
    person.until(lambda: person.kept() or "too large" in person.text("#state"), "nothing was said about it")


@pytest.mark.case("B10")
def test_firefox_without_its_permission_is_served_all_the_same(
    own_browser: Browser, askwell: AskwellServer, sites: Sites
) -> None:
    if own_browser.name != "firefox":
        assert own_browser.worker("return chrome.runtime.getManifest().optional_host_permissions ?? null") is None
        return  # Chromium does not let anybody take away what was asked for at the installation
    person = Person(own_browser, askwell, sites)
    person.connect()
    address = '{origins: ["http://127.0.0.1/*"]}'
    own_browser.worker(f"await browser.permissions.remove({address})")
    assert own_browser.worker(f"return browser.permissions.contains({address})") is False
    person.read()
    assert len(person.questions()) >= 8
