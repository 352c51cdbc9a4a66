"""Facts over time: pages that show more later, people who change places in one page, and a choice among forty."""

import threading
import zlib
from pathlib import Path

import pytest

from tests.browser.askwell_server import AskwellServer
from tests.browser.conftest import BROWSERS
from tests.browser.person import Person
from tests.browser.sites import Sites

pytestmark = pytest.mark.browser

SWAPS = 100
"""In each of the two browsers."""
ROLES = "select json_extract(value, '$.title') from facts where kind like '%experience%' and state = 'current'"
# What the server says about such a site stands in for a site of that name.
FORBID = """const { session } = (globalThis.browser ?? globalThis.chrome).storage;
for (const [key, kept] of Object.entries(await session.get()))
  if (key.startsWith("result:")) await session.set({ [key]: { ...kept, result: { ...kept.result, may_load_rest: false } } });"""
WHERE = "return [Math.round(document.getElementById('pane').scrollTop), scrollY, window.pressed, location.pathname, document.activeElement.tagName]"


def roles(person: Person) -> set[str]:
    return {title for (title,) in person.askwell.rows(ROLES)}


def test_the_rest_is_loaded_when_asked_and_the_notice_goes(person: Person) -> None:
    person.connect()
    person.read("/unfold")
    person.see("#gaps", "roles")
    assert roles(person) == {"Learning Experience Designer", "Instructional Designer"}
    person.browser.run(person.tab, "document.getElementById('pane').scrollTo({top: 333, behavior: 'instant'})")
    person.press("Load the rest", "#gaps")
    person.until(lambda: len(roles(person)) == 4, "the roles did not come", 10)
    person.until(lambda: person.questions() and not person.texts("#gaps .strip"), "the notice stays")
    assert roles(person) == {
        "Learning Experience Designer",
        "Instructional Designer",
        "Biology Teacher",
        "Laboratory Assistant",
    }
    assert person.askwell.rows("select count(*) from facts where kind like '%education%'") == [(1,)]
    assert person.browser.run(person.tab, WHERE) == [333, 0, ["all-roles"], "/unfold", "BODY"]
    assert person.askwell.rows("select count(*) from subjects where kind = 'person'") == [(1,)]


def test_the_rest_is_not_offered_where_the_site_forbids_it(person: Person) -> None:
    person.connect()
    person.read("/unfold")
    first = person.tab
    person.see("#gaps button", "Load the rest")
    person.browser.worker(FORBID)
    person.visit("/team", "team.test")
    person.until(lambda: not person.texts(".name"), "the person of another tab is shown")
    person.browser.select(first)
    person.see("#gaps button", "Refresh")
    assert "Load the rest" not in person.texts("#gaps button")


def test_a_page_that_was_opened_by_hand_and_refreshed_merges(person: Person) -> None:
    person.connect()
    person.read("/unfold")
    person.see("#gaps", "roles")
    person.browser.run(person.tab, "document.getElementById('all-roles').click()")
    person.wait(
        lambda: person.browser.run(person.tab, "return !document.getElementById('all-roles')"), "nothing opened"
    )
    person.press("Refresh", "#gaps")
    person.until(lambda: len(roles(person)) == 4, "the roles did not come")
    person.until(lambda: person.questions() and not person.texts("#gaps .strip"), "the notice stays")


def test_five_of_forty_people_are_chosen_and_taken_back(person: Person) -> None:
    person.connect()
    person.visit("/forty", "team.test")
    person.click()
    person.see("#candidates h2", "40 people on this page")
    for index in (0, 7, 19, 28, 39):
        person.panel(f"document.querySelectorAll('#candidate-list input')[{index}].click()")
    person.press("Save 5 people", "#candidates")
    people = "select name from subjects where kind = 'person'"
    person.wait(lambda: len(person.askwell.rows(people)) == 5, "five were not saved")
    assert {name for (name,) in person.askwell.rows(people)} == {
        "Anna Albrecht",
        "Bruno Castell",
        "Dario Estrada",
        "Farid Dahl",
        "Hugo Estrada",
    }
    person.press("Undo", "#candidates")
    person.wait(lambda: person.askwell.rows(people) == [], "Undo did not take the five back")


def pages(askwell: AskwellServer) -> list[tuple[str, str, str]]:
    found = askwell.rows("select url, title, html from captures order by received_at")
    return [(url, title, zlib.decompress(html).decode()) for url, title, html in found]


def swap_again_and_again(person: Person, outcomes: list[str]) -> None:
    """Click while one person takes the place of another in the same page, again and again."""
    person.connect()
    person.visit("/swap/anna")
    seen = 0
    for turn in range(SWAPS):
        who = "bruno" if turn % 2 == 0 else "anna"
        person.browser.run(person.tab, f"go({who!r}, {turn * 300 // (SWAPS - 1)})")
        person.click()
        person.wait(lambda before=seen: finished(person) > before, f"swap {turn} did not end")
        seen = finished(person)
        outcomes.append(who)


def finished(person: Person) -> int:
    """When the newest reading of the tab ended; 0 while it goes on."""
    script = """const kept = await (globalThis.browser ?? globalThis.chrome).storage.session.get();
      const records = Object.entries(kept).filter(([key]) => key.startsWith("tab:")).map(([, record]) => record);
      const newest = records.sort((one, other) => other.at - one.at)[0];
      return ["sent", "stopped"].includes(newest?.stage) ? newest.at : 0;"""
    return int(person.browser.worker(script))


def judge(askwell: AskwellServer) -> None:
    for url, title, html in pages(askwell):
        if "/swap/" not in url:
            continue
        anna = url.endswith("anna")
        assert ("Marker-A" in html, "Marker-B" in html) == (anna, not anna), f"two people in one page: {url}"
        assert title.startswith("Anna" if anna else "Bruno"), f"{url} came as {title}"
    facts = askwell.rows("select s.name, f.value from facts f join subjects s on s.id = f.subject_id")
    for name, value in facts:
        assert not ("Anna" in name and ("Marker-B" in value or "Bruno" in value)), (name, value)
        assert not ("Bruno" in name and ("Marker-A" in value or "Anna" in value)), (name, value)


def test_two_hundred_swaps_never_mix_two_people(packed: Path, sites: Sites, tmp_path: Path) -> None:
    """Both browsers at once: most of the time each waits for its page to settle."""
    askwells = {name: AskwellServer(tmp_path / f"askwell-{name}") for name in BROWSERS}
    outcomes: dict[str, list[str]] = {name: [] for name in BROWSERS}
    started = {name: kind(tmp_path / name, packed / name, (sites.port,)) for name, kind in BROWSERS.items()}
    failures: list[BaseException] = []

    def run(name: str) -> None:
        try:
            swap_again_and_again(Person(started[name], askwells[name], sites), outcomes[name])
        except AssertionError as problem:
            failures.append(problem)

    try:
        for name in BROWSERS:
            askwells[name].start()
            started[name].start()
        threads = [threading.Thread(target=run, args=(name,)) for name in BROWSERS]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not failures, failures
        for name, askwell in askwells.items():
            assert len(outcomes[name]) == SWAPS
            came = len([url for url, *_ in pages(askwell) if "/swap/" in url])
            assert came == SWAPS, f"{came} of {SWAPS} clicks in {name} brought a page"
            judge(askwell)
    finally:
        for name in BROWSERS:
            started[name].stop()
            askwells[name].stop()
