"""The side panel by keyboard and for screen readers, what can be done in it, and how every state looks."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from askwell.domain.known_people import KnownPerson
from askwell.services.known_people import store_known_people
from askwell.storage.database import Database
from tests.browser.person import PAIRING, Person

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
CONTRAST = """return (await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}))
    .violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" | ").slice(0, 400)}`)"""


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the pictures go: ASKWELL_PICTURES, or a folder of this run."""
    chosen = os.environ.get("ASKWELL_PICTURES")
    folder = Path(chosen) if chosen else tmp_path_factory.mktemp("pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def look(person: Person, pictures: Path, name: str) -> None:
    """Take pictures of the panel as it is now and let the accessibility checker look at it; in one way in Firefox."""
    person.panel(AXE.read_text(encoding="utf-8") + "; globalThis.axe = axe;")
    looks = (("light", 360, False), ("dark", 320, True), ("wide", 640, False))
    for scheme, width, dark in looks if person.browser.name == "chromium" else looks[:1]:
        person.browser.picture(pictures / f"{person.browser.name}-{name}-{scheme}-{width}.png", width, dark)
        assert person.panel(CONTRAST) == [], f"{name}, {scheme}"
        wide = person.panel("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
        too_wide = "return [...document.querySelectorAll('body *')].filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.outerHTML.slice(0, 120))"
        assert wide <= 0, f"{name} does not fit into {width} px: {person.panel(too_wide)}"
    person.browser.end_pictures()


def test_the_whole_way_by_keyboard(person: Person) -> None:
    person.connect()
    person.read()
    person.panel("document.querySelector('.question button.ask').focus()")
    person.browser.press("Enter")
    person.until(lambda: person.texts(".question.open .fact"), "Enter does not open a question")
    person.browser.press("ArrowDown")
    focused = "return document.activeElement.getAttribute('key') ?? document.activeElement.id"
    second = person.panel("return document.querySelectorAll('.question')[1].dataset.id")
    assert person.panel(focused) == f"q-{second}"
    for number, tab in ((2, "people"), (3, "me"), (4, "askwell"), (1, "ask")):
        person.browser.press(str(number))
        person.until(
            lambda tab=tab: (
                person.panel("return document.querySelector('[role=tab][aria-selected=true]').id") == f"tab-{tab}"
            ),
            f"{number} does not lead to {tab}",
        )
    person.browser.press("ArrowRight")
    person.until(lambda: person.texts("#found li"), "the people do not come")
    assert "Maren Holloway" in person.text("#found")
    live = person.panel("return document.getElementById('live').getAttribute('aria-live')")
    assert live == "polite"


def test_what_can_be_done_with_a_question(person: Person) -> None:
    person.connect()
    person.read()

    def open_first() -> str:
        person.panel(
            "const first = document.querySelector('.question'); if (!first.matches('.open')) first.querySelector('button.ask').click()"
        )
        person.until(lambda: person.texts(".question.open .acts button"), "no buttons")
        return person.questions()[0]

    first = open_first()
    person.press("Keep", ".question.open")
    person.see(".question.open .chip", "Kept")
    person.press("Kept", ".question.open")
    person.until(lambda: not person.texts(".question .chip"), "it is still kept")
    person.press("Swap", ".question.open")
    person.until(lambda: first not in person.questions(), "it was not swapped")
    mine = "What would you have liked to know before your first contract?"
    open_first()
    person.press("More", ".question.open")
    person.press("Edit", ".question.open")
    person.write(".question.open textarea", mine)
    person.press("Save", ".question.open")
    person.until(lambda: mine in person.questions(), "my words are not there")
    person.press("Asked", ".question.open")
    person.write(".question.open textarea", "That the first price is never the last.")
    person.press("Save", ".question.open")
    person.see(".question.open .answer", "never the last")
    others = [question for question in person.questions() if question != mine]
    person.panel(
        f"[...document.querySelectorAll('.question button.ask')].find((one) => one.innerText.includes({json.dumps(others[0])})).click()"
    )
    person.until(lambda: person.texts(".question.open .more summary"), "no More")
    person.press("More", ".question.open")
    person.press("I know this", ".question.open")
    person.until(lambda: others[0] not in person.questions(), "it is still asked")
    before = person.texts(".question .meta")
    person.write("select[key=minutes]", "8")
    person.until(lambda: "8 minutes" in person.texts(".cut"), "no line after 8 minutes")
    person.write("select[key=channel]", "email")
    person.see(".cut", "enough for one message")
    assert before


def test_facts_are_put_right_by_hand(person: Person) -> None:
    person.connect()
    person.read()
    person.panel("document.querySelector('#facts summary').click()")
    person.until(lambda: person.texts("#facts li"), "no facts")
    person.panel(
        "[...document.querySelectorAll('#facts li')].find((one) => one.innerText.includes('Eastmoor')).querySelector('button').click()"
    )
    person.until(lambda: person.texts("#facts form.stack label"), "no form")
    person.write("#facts form.stack input[name=organization]", "Eastmoor Academy")
    person.press("Save", "#facts form.stack")
    person.see("#facts li", "Eastmoor Academy")
    person.see("#facts li .muted", "written by you")
    person.click()
    person.see("#who .chip", "Already known")
    assert any("Eastmoor Academy" in line for line in person.texts("#facts li"))
    assert not any("Eastmoor High" in line and "was" not in line for line in person.texts("#facts li"))


def test_a_note_that_was_changed_elsewhere_is_not_overwritten(person: Person) -> None:
    person.connect()
    person.read()
    person.write("#note", "Mine, first.")
    person.see("#note-state", "Saved")
    [(subject,)] = person.askwell.rows("select subject_id from notes")
    person.browser.worker(
        PAIRING
        + f"""await fetch(`http://127.0.0.1:${{pairing.port}}/api/v1/prospects/{subject}/note`, {{method: "PUT", body: JSON.stringify({{text: "Theirs, later."}}),
        headers: {{"Content-Type": "application/json", "If-Match": '"1"', Authorization: `Bearer ${{pairing.token}}`}}}});"""
    )
    person.write("#note", "Mine, second.")
    person.see("#note-state", "changed somewhere else")
    assert "Theirs, later." in person.text("#note-state")
    person.press("Keep both", "#note-state")
    person.see("#note-state", "Saved")
    [(text,)] = person.askwell.rows("select text from notes")
    assert "Theirs, later." in text
    assert "Mine, second." in text


def know(person: Person, *people: tuple[str, str, str]) -> None:
    """Bring in people whom the reader knows."""
    [path] = person.askwell.folder.glob("*.db")
    now = datetime.now(UTC)
    made = [
        KnownPerson(
            *(str(uuid4()), name, now, employer, title, (f"https://{name.split()[0].lower()}.example.org/",)),
            connected_on=f"20{10 + number}-03-04",
        )
        for number, (name, employer, title) in enumerate(people)
    ]
    database = Database(path)
    with database.writing() as session:
        store_known_people(session, made, "Brought in people", now=now)
    database.close()


def test_whom_the_reader_knows_there_is_said_and_folds_out(person: Person, pictures: Path) -> None:
    person.connect()
    person.read()
    employer = person.askwell.rows("select organization from subjects where name = 'Maren Holloway'")[0][0]
    assert person.texts("#known *") == []
    know(
        person,
        ("Maren Holloway", f"{employer} Inc.", "Colleague"),
        ("Ana Ruiz", f"{employer}, Inc.", "Engineer"),
        ("Wolfgang Emanuel Hochstätter-Montgomery", employer.upper(), "Head of Everything That Has a Long Name"),
        ("Cem Öz", f"{employer} Ventures", "Partner"),
        ("Dora Example", f"The {employer}", ""),
        ("سارة مثال", f"{employer} GmbH", "Designer"),
    )
    person.click()
    person.see("#known", "You know them: connected on ")
    assert "2010." in person.text("#known p")
    person.see("#known summary", f"You know 4 people at {employer}: ")
    [line] = person.texts("#known summary")
    assert "Dora Example, Wolfgang" in line
    assert line.endswith(", 1 more")
    look(person, pictures, "known-closed")
    person.panel("document.querySelector('#known summary').focus()")
    person.browser.press("Enter")
    person.until(lambda: "Ana Ruiz" in " ".join(person.texts("#known li")), "it does not fold out by keyboard")
    assert "Engineer · connected on " in person.text("#known ul")
    assert "Cem" not in person.text("#known")
    link = "return document.querySelector('#known li a').getAttribute('href')"
    assert str(person.panel(link)).endswith(".example.org/")
    look(person, pictures, "known-open")
    person.browser.press("Enter")
    person.until(lambda: not person.texts("#known li"), "it does not fold in by keyboard")


def test_every_state_looks_well(person: Person, pictures: Path) -> None:
    person.visit("/in/maren")
    person.click()
    person.see("h2", "Connect Askwell once")
    look(person, pictures, "unpaired")
    person.connect()
    look(person, pictures, "paired")
    person.read()
    look(person, pictures, "questions")
    person.panel("document.querySelector('.question button.ask').click()")
    person.until(lambda: person.texts(".question.open .more summary"), "no More")
    person.press("More", ".question.open")
    person.panel("document.querySelectorAll('.fold:not([open]) > summary').forEach((one) => one.click())")
    person.write("#note", "Mutual: Priya from the district workshop.")
    person.see("#note-state", "Saved")
    look(person, pictures, "everything-open")
    person.press("Four short answers")
    person.until(lambda: person.texts("#first textarea"), "no form")
    look(person, pictures, "first-time-form")
    person.read("/in/maren/details")
    person.see("#who .chip", "Updated")
    look(person, pictures, "updated")
    person.panel("document.getElementById('tab-askwell').click()")
    person.see("#view-askwell button", "Check the connection")
    person.press("Check the connection")
    person.until(lambda: person.texts("dl.check dd"), "no report")
    look(person, pictures, "more")
    person.panel("document.getElementById('tab-people').click()")
    person.until(lambda: person.texts("#found button"), "no people")
    look(person, pictures, "people")
    person.panel("document.getElementById('tab-me').click()")
    person.until(lambda: person.texts("#view-me textarea"), "no form")
    look(person, pictures, "me")
    person.panel("document.getElementById('tab-ask').click()")
    person.visit("/team", "team.test")
    person.click()
    person.see("#candidates h2", "8 people")
    look(person, pictures, "candidates")
    person.visit("/empty")
    person.click()
    person.see("#state h2", "still empty")
    look(person, pictures, "empty-page")
    person.visit("/in/maren")
    person.until(lambda: "Whom would you like to ask?" in person.text("#state"), "no welcome")
    look(person, pictures, "nothing-yet")
    person.askwell.stop()
    person.click()
    person.see("#state", "not running")
    look(person, pictures, "server-down")
