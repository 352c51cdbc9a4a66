"""Facts over time: pages that show more later, people who change places in one page, and a choice among forty."""

import json
import threading
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

KEPT = """return new Promise((resolve) => {
  const asked = indexedDB.open("askwell-outbox", 1);
  asked.onsuccess = () => {
    const read = asked.result.transaction("captures").objectStore("captures").getAll();
    read.onsuccess = () => { asked.result.close(); resolve("[" + read.result.map((item) => item.body).join(",") + "]"); };
  };
});"""


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
    # The server would say anew what it says about this site.
    person.askwell.stop()
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


def swap_again_and_again(person: Person, outcomes: list[int]) -> None:
    """Click while one person takes the place of another in the same page, again and again; pages stay in the browser."""
    person.connect()
    person.askwell.stop()
    person.visit("/swap/anna")
    who, seen = "anna", 0
    while len(outcomes) < SWAPS:
        who = "bruno" if who == "anna" else "anna"
        milliseconds = len(outcomes) * 300 // (SWAPS - 1)
        person.browser.run(person.tab, f"go({who!r}, {milliseconds})")
        person.click()
        try:
            person.wait(lambda before=seen: finished(person, begun=True) > before, "", 1)
        except AssertionError:
            # The click before was not yet over, so this one did not count, and neither does this swap.
            continue
        person.wait(lambda before=seen: finished(person) > before, f"swap {len(outcomes)} did not end")
        seen = finished(person)
        outcomes.append(milliseconds)


def finished(person: Person, *, begun: bool = False) -> int:
    """When the click of the newest reading was, if the reading came so far; else 0."""
    stages = ["kept", "stopped", *(("reading",) if begun else ())]
    script = """const kept = await (globalThis.browser ?? globalThis.chrome).storage.session.get();
      const records = Object.entries(kept).filter(([key]) => key.startsWith("tab:")).map(([, record]) => record);
      const newest = records.sort((one, other) => other.at - one.at)[0];
      return STAGES.includes(newest?.stage) ? newest.at : 0;"""
    return int(person.browser.worker(script.replace("STAGES", json.dumps(stages))))


def judge(person: Person) -> int:
    """Look at every page that was kept: all of it must be one person's. Give how many there are."""
    pages = json.loads(person.browser.worker(KEPT))
    for page in pages:
        anna = page["url"].endswith("anna")
        assert ("Marker-A" in page["html"], "Marker-B" in page["html"]) == (anna, not anna), page["url"]
        assert page["title"].startswith("Anna" if anna else "Bruno"), f"{page['url']} came as {page['title']}"
    return len(pages)


def test_two_hundred_swaps_never_mix_two_people(packed: Path, sites: Sites, tmp_path: Path) -> None:
    """Both browsers at once: most of the time each waits for its page to settle."""
    askwells = {name: AskwellServer(tmp_path / f"askwell-{name}") for name in BROWSERS}
    outcomes: dict[str, list[int]] = {name: [] for name in BROWSERS}
    started = {name: kind(tmp_path / name, packed / name, (sites.port,)) for name, kind in BROWSERS.items()}
    people = {name: Person(started[name], askwells[name], sites) for name in BROWSERS}
    failures: list[BaseException] = []

    def run(name: str) -> None:
        try:
            swap_again_and_again(people[name], outcomes[name])
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
        for name, person in people.items():
            assert len(outcomes[name]) == SWAPS
            assert judge(person) >= SWAPS, f"not every click in {name} brought a page"
    finally:
        for name in BROWSERS:
            started[name].stop()
            askwells[name].stop()
