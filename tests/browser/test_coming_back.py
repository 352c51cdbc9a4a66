"""Tabs that are left and seen again: what was taken back stays away, and what was changed since is shown."""

import json

import pytest

from tests.browser.person import PAIRING, Person

pytestmark = pytest.mark.browser

SEND = (
    PAIRING
    + """const answer = await fetch(`http://127.0.0.1:${pairing.port}/api/v1` + PATH,
      {method: METHOD, headers: {Authorization: `Bearer ${pairing.token}`}});
    return answer.status;"""
)


def send(person: Person, method: str, path: str) -> int:
    """Ask the server for something that the panel does not know of."""
    script = SEND.replace("METHOD", json.dumps(method)).replace("PATH", json.dumps(path))
    return int(person.browser.worker(script))


def leave(person: Person) -> str:
    """Look at a page of another tab; give the tab that was left."""
    left = person.tab
    person.visit("/team", "team.test")
    person.until(lambda: not person.texts(".name"), "the person of another tab is shown")
    return left


def names(person: Person) -> int:
    return int(person.askwell.rows("select count(*) from subjects where kind = 'person'")[0][0])


def test_what_was_taken_back_does_not_come_back_with_its_tab(person: Person) -> None:
    person.connect()
    person.read()
    person.press("Undo", "#who")
    person.see("h2", "Taken back")
    person.browser.run(person.tab, "document.title = 'Another title'")
    left = leave(person)
    person.browser.select(left)
    person.see("h2", "Taken back")
    assert not person.texts(".name")
    person.press("Read", "#state")
    person.until(lambda: person.questions() and person.texts("#who .chip") == ["Saved"], "it is not read again")


def test_a_tab_shows_what_was_changed_since(person: Person) -> None:
    person.connect()
    person.read()
    first = person.questions()[0]
    person.panel("document.querySelector('.question button.ask').click()")
    person.until(lambda: person.texts(".question.open .acts button"), "no buttons")
    person.press("Swap", ".question.open")
    person.until(lambda: first not in person.questions(), "it was not swapped")
    changed = set(person.questions())
    person.browser.select(leave(person))
    person.until(lambda: set(person.questions()) == changed, "the questions are not those that were left")


@pytest.mark.parametrize("gone", ["undone", "erased"])
def test_who_is_gone_from_the_list_is_gone_from_the_panel(person: Person, gone: str) -> None:
    person.connect()
    person.read()
    left = leave(person)
    if gone == "undone":
        [(action,)] = person.askwell.rows("select id from actions where label like '%Maren%'")
        assert send(person, "POST", f"/actions/{action}/undo") == 200
    else:
        [(subject,)] = person.askwell.rows("select id from subjects where kind = 'person'")
        assert send(person, "DELETE", f"/prospects/{subject}") < 300
    assert names(person) == 0
    person.browser.select(left)
    person.see("h2", "Taken back")
    assert not person.texts(".name")
    assert not [key for key in json.loads(person.browser.stored()) if key.startswith("result:")]


def test_a_page_that_waits_to_be_read_is_shown_once_it_is(person: Person) -> None:
    person.connect()
    person.read()
    left = leave(person)
    [(capture, subject)] = person.askwell.rows("select id, subject_id from captures")
    waiting = "update captures set status = '{}', subject_id = {} where id = '{}'"
    person.askwell.change(waiting.format("stored", "null", capture))
    person.browser.worker(f"await (globalThis.browser ?? chrome).storage.session.remove('result:{capture}')")
    person.browser.select(left)
    person.see("#state h2", "Preparing questions")
    person.askwell.change(waiting.format("read", f"'{subject}'", capture))
    person.until(lambda: person.texts(".name") == ["Maren Holloway"], "it is not shown though it was read")


def test_questions_stay_in_sight_while_nothing_runs(person: Person) -> None:
    person.connect()
    person.read()
    shown = person.questions()
    left = leave(person)
    person.askwell.stop()
    person.browser.select(left)
    person.until(lambda: person.questions() == shown, "the questions are not shown")
    person.see("#strip", "Askwell is not running")
