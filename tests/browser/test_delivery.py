"""Pages are never lost and never stored twice, whatever happens between the browser and Askwell."""

import json
import time
from collections.abc import Callable

import pytest

from tests.browser.askwell_server import AskwellServer
from tests.browser.person import Person
from tests.browser.wire import Impostor, Wire

pytestmark = pytest.mark.browser

SEND = """const web = globalThis.browser ?? globalThis.chrome; await web.alarms.create("askwell-outbox", {when: Date.now() + 50});"""
SET_PORT = """const web = globalThis.browser ?? globalThis.chrome; const {pairing} = await web.storage.local.get("pairing");
await web.storage.local.set({pairing: {...pairing, port: PORT}});"""


def captures(askwell: AskwellServer) -> list[tuple[str, str, int]]:
    return askwell.rows("select id, sha256, html_bytes from captures")


def through(person: Person, when_cut: Callable[[], None]) -> Wire:
    """Connect, and put a wire between the browser and Askwell."""
    person.connect()
    wire = Wire(person.askwell.port, when_cut)
    person.wait(lambda: stays_at(person, wire.port), "the browser does not take the wire")
    return wire


def stays_at(person: Person, port: int) -> bool:
    """Point the browser to a port; what is on its way when we do so may put the old one back."""
    person.browser.worker(SET_PORT.replace("PORT", str(port)))
    time.sleep(0.4)
    return bool(json.loads(person.browser.stored())["pairing"]["port"] == port)


@pytest.mark.case("K26")
def test_a_page_waits_for_a_server_that_is_down(person: Person) -> None:
    person.connect()
    person.askwell.kill()
    person.visit("/in/maren")
    person.click()
    person.see("h2", "Askwell is not running")
    assert "start.py" in person.text(".command")
    assert "kept here" in person.text("#state")
    assert person.kept() == 1
    assert person.browser.worker("return (globalThis.browser ?? chrome).action.getBadgeText({})") == "1"
    person.askwell.start()
    person.until(lambda: len(person.questions()) >= 8, "the page was not sent by itself", 20)
    assert person.kept() == 0
    assert person.browser.worker("return (globalThis.browser ?? chrome).action.getBadgeText({})") == ""
    assert len(captures(person.askwell)) == 1


def test_without_the_panel_an_alarm_brings_the_page(person: Person) -> None:
    person.connect()
    person.askwell.stop()
    person.visit("/in/maren")
    person.click()
    person.see("h2", "Askwell is not running")
    person.browser.close_panel()
    alarm = "return (await (globalThis.browser ?? chrome).alarms.getAll()).map((one) => one.periodInMinutes)"
    assert person.browser.worker(alarm) == [0.5]
    person.askwell.start()
    person.browser.worker(SEND)
    person.wait(lambda: len(captures(person.askwell)) == 1, "the alarm did not bring the page")


@pytest.mark.case("K28")
@pytest.mark.parametrize("moment", ["during", "after"])
def test_the_server_is_killed_while_a_page_is_sent(person: Person, moment: str) -> None:
    wire = through(person, person.askwell.kill)
    wire.cut = moment
    person.visit("/in/maren")
    person.click()
    person.see("#state", "kept here")
    person.wait(lambda: person.askwell.process is None, "the server was not killed")
    person.askwell.start()
    person.until(lambda: len(person.questions()) >= 8, "no questions", 20)
    assert wire.pages >= 2
    assert len(captures(person.askwell)) == 1
    assert person.askwell.rows("select count(*) from subjects where kind = 'person'") == [(1,)]
    assert person.kept() == 0
    wire.close()


@pytest.mark.case("K28")
def test_the_worker_is_killed_while_a_page_is_sent(person: Person) -> None:
    wire = through(person, person.browser.kill_worker)
    wire.cut = "after"
    person.visit("/in/maren")
    person.click()
    person.until(lambda: len(person.questions()) >= 8, "no questions", 25)
    assert len(captures(person.askwell)) == 1
    assert person.kept() == 0
    wire.close()


@pytest.mark.case("K26")
def test_many_pages_are_brought_in_their_order(person: Person) -> None:
    person.connect()
    person.askwell.stop()
    for number in range(6):
        person.visit(f"/in/maren?visit={number}")
        person.click()
        person.until(lambda wanted=number + 1: person.kept() == wanted, "the page was not kept")
    person.askwell.start()
    person.wait(lambda: len(captures(person.askwell)) == 6, "not all pages came", 20)
    received = [url for (url,) in person.askwell.rows("select url from captures order by received_at")]
    assert received == [person.sites.url(f"/in/maren?visit={number}") for number in range(6)]
    assert person.askwell.rows("select count(*) from subjects where kind = 'person'") == [(1,)]


def test_a_refused_page_is_shown_and_does_not_block_the_next(person: Person) -> None:
    person.connect()
    person.askwell.stop()
    for path in ("/in/maren", "/in/maren?second=1"):
        person.visit(path)
        person.click()
        person.see("#state", "kept here")
    spoil = """return new Promise((resolve) => { const asked = indexedDB.open("askwell-outbox", 1); asked.onsuccess = () => {
      const store = asked.result.transaction("captures", "readwrite").objectStore("captures");
      store.openCursor().onsuccess = (event) => { const cursor = event.target.result;
        cursor.update({...cursor.value, body: cursor.value.body.replace(/"html_sha256":"../, '"html_sha256":"00')});
        cursor.update({...cursor.value, body: cursor.value.body.replace(/"html_sha256":"../, '"html_sha256":"00')}).onsuccess = () => { asked.result.close(); resolve(true); }; }; }; });"""
    person.browser.worker(spoil)
    person.askwell.start()
    person.until(lambda: len(person.questions()) >= 8, "the second page was blocked", 20)
    assert person.kept() == 1
    person.see("#strip", "not accepted")
    person.press("Show it", "#strip")
    person.see("#view-askwell", "Not accepted:")
    assert person.texts(".kept button") == ["Try again", "Export", "Remove"]
    person.press("Remove", ".kept")
    person.until(lambda: person.kept() == 0, "it was not removed")
    assert len(captures(person.askwell)) == 1


@pytest.mark.case("K22")
def test_another_program_on_the_port_learns_nothing(person: Person) -> None:
    person.connect()
    person.askwell.stop()
    heard: list[str] = []
    impostor = Impostor(person.askwell.port, heard)
    person.visit("/in/maren")
    person.click()
    person.see("h2", "Another program answers")
    impostor.close()
    assert heard
    assert not [line for line in heard if "Bearer" in line or "captures" in line or "Maren" in line]
    assert person.kept() == 1


def test_a_disconnected_browser_keeps_its_pages(person: Person) -> None:
    person.connect()
    person.read()
    [(identity,)] = person.askwell.rows("select id from pairings")
    stored = json.loads(person.browser.stored())["pairing"]
    assert stored["id"] == identity
    forgotten = {**stored, "id": "00000000-0000-4000-8000-000000000000"}
    web = "(globalThis.browser ?? globalThis.chrome)"
    person.browser.worker(f"await {web}.storage.local.set({{pairing: {json.dumps(forgotten)}}})")
    person.visit("/in/maren?again=1")
    person.click()
    person.see("h2", "does not know this browser any more")
    assert person.kept() == 1
    person.connect()
    person.wait(lambda: person.kept() == 0, "the page was not sent after connecting again")
