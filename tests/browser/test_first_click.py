"""From a click to questions, on the real server: connecting, saving, saving again, merging, writing notes."""

from pathlib import Path

import pytest

from tests.browser.askwell_server import AskwellServer
from tests.browser.conftest import Browser
from tests.browser.firefox import free_port
from tests.browser.person import Person
from tests.browser.sites import Sites

pytestmark = pytest.mark.browser

ROLES = {
    ("Senior Learning Experience Designer", "Tidewell Health"),
    ("Instructional Designer", "Harrow Dental Supply"),
    ("Biology Teacher", "Eastmoor High School"),
}
SCHOOLS = {"Ohio Valley University", "Franklin State College"}
VALUES = "select json_extract(value, '$.{}'), json_extract(value, '$.{}') from facts where kind like '%{}%' and state = 'current'"


def roles(askwell: AskwellServer) -> set[tuple[str, str]]:
    return {(title, place) for title, place in askwell.rows(VALUES.format("title", "organization", "experience"))}


def count(askwell: AskwellServer, kind: str = "person") -> int:
    return int(askwell.rows(f"select count(*) from subjects where kind = '{kind}'")[0][0])


def test_one_click_on_its_own_page_connects(person: Person) -> None:
    assert not person.browser.panel_is_open()
    person.connect()
    assert person.askwell.rows("select count(*) from pairings") == [(1,)]
    assert person.token().startswith("askw_t_")
    assert person.token() not in person.browser.stored()
    kept = person.browser.worker("return Object.keys(await (globalThis.browser ?? chrome).storage.sync?.get() ?? {})")
    assert kept == []


def test_a_typed_code_connects(browser: Browser, sites: Sites, tmp_path: Path) -> None:
    askwell = AskwellServer(tmp_path / "askwell", free_port(range(8765, 8775)))
    person = Person(browser, askwell, sites)
    person.begin_anew()
    person.visit("/in/maren")
    person.click()
    person.see("h2", "Connect Askwell once")
    person.write("#code", "WRONGONE")
    person.press("Connect", "#state")
    person.until(lambda: any(person.texts("#code-said")), "a wrong code is not spoken of")
    askwell.start()
    page = browser.open(askwell.dashboard)
    browser.goto(page, f"{askwell.site}/pair")
    code = browser.run(page, "return document.querySelector('main').dataset.askwellPairing")
    browser.select(person.tab)
    person.see("h2", "Connect Askwell once")
    person.write("#code", code.lower())
    person.press("Connect", "#state")
    person.until(lambda: len(person.questions()) >= 8, "the page that waited was not sent")
    askwell.stop()


def test_a_click_on_a_profile_saves_the_person_and_brings_questions(person: Person) -> None:
    person.connect()
    person.read()
    assert person.texts(".name") == ["Maren Holloway"]
    assert person.texts("#who .chip") == ["Saved"]
    assert roles(person.askwell) == ROLES
    assert {name for name, _ in person.askwell.rows(VALUES.format("school", "degree", "education"))} == SCHOOLS
    assert len(person.questions()) >= 8
    for index in range(len(person.questions())):
        person.panel(f"document.querySelectorAll('.question button.ask')[{index}].click()")
        person.until(lambda: person.texts(".question.open .fact"), "a question rests on nothing")
        person.panel(f"document.querySelectorAll('.question button.ask')[{index}].click()")


def test_the_same_click_again_creates_nothing(person: Person) -> None:
    person.connect()
    person.read()
    facts = person.askwell.rows("select count(*) from facts")
    person.click()
    person.see("#who .chip", "Already known")
    assert count(person.askwell) == 1
    assert person.askwell.rows("select count(*) from facts") == facts


def test_a_second_page_about_the_same_person_merges(person: Person) -> None:
    person.connect()
    person.read()
    person.read("/in/maren/details?trk=profile")
    person.see("#who .chip", "Updated")
    assert count(person.askwell) == 1
    assert roles(person.askwell) == ROLES | {("Laboratory Assistant", "Franklin State College")}


def test_taking_back_leaves_nothing(person: Person) -> None:
    person.connect()
    person.read()
    person.press("Undo", "#who")
    person.see("h2", "Taken back")
    assert count(person.askwell) == 0
    assert person.askwell.rows("select count(*) from facts") == [(0,)]


def test_people_of_a_team_are_chosen(person: Person) -> None:
    person.connect()
    person.visit("/team", "team.test")
    person.click()
    person.see("#candidates h2", "8 people on this page")
    person.write("#candidates input[type=search]", "engineer")
    person.until(lambda: len(person.texts("#candidate-list li")) == 2, "the filter does not narrow")
    person.panel("document.querySelector('#candidates .all input').click()")
    person.press("Save 2 people", "#candidates")
    person.see("#candidate-list", "Saved")
    assert {name for (name,) in person.askwell.rows("select name from subjects where kind = 'person'")} == {
        "Oren Delacroix",
        "Paolo Ferri",
    }
    person.press("Undo", "#candidates")
    person.until(lambda: count(person.askwell) == 0, "Undo did not take the two back")


def test_notes_survive_a_restart_of_everything(own_browser: Browser, askwell: AskwellServer, sites: Sites) -> None:
    person = Person(own_browser, askwell, sites)
    person.connect()
    person.read()
    person.write("#note", "Ask about the nurses.\nPriya knows her.")
    person.see("#note-state", "Saved")
    askwell.stop()
    person.write("#note", "Ask about the nurses.\nPriya knows her.\nWritten while nothing ran.")
    person.see("#note-state", "Kept here")
    own_browser.stop()
    askwell.start()
    own_browser.start()
    person.read()
    person.until(
        lambda: "nothing ran" in str(person.panel("return document.getElementById('note').value")), "the note is gone"
    )
    person.see("#note-state", "Saved")
    assert "nothing ran" in askwell.rows("select text from notes")[0][0]
    assert count(askwell) == 1


def test_the_own_side_makes_other_questions(person: Person) -> None:
    person.connect()
    person.read()
    before = person.questions()
    person.press("Four short answers")
    person.until(lambda: person.texts("#first textarea"), "no form")
    for name, words in {
        "current_role": "High-school chemistry teacher, nine years",
        "target_role": "Learning experience designer",
        "decision": "A master's degree or a portfolio of two strong pieces",
        "belief": "Two strong portfolio pieces count for more than a degree",
    }.items():
        person.write(f"#first textarea[name={name}]", words)
    person.press("Save", "#first")
    person.see("#first", "new, with your own side in mind")
    assert set(person.questions()) - set(before)
    person.panel("document.getElementById('tab-me').click()")
    person.until(lambda: person.texts("#view-me textarea"), "no page about me")
    assert (
        person.panel("return document.querySelector('#view-me textarea[name=target_role]').value")
        == "Learning experience designer"
    )
