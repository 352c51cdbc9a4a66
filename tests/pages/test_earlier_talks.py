"""From an answer noted with one person to the next talk with another, on a real database with the real engine."""

from datetime import timedelta
from typing import Any

import pytest

from askwell import context
from askwell.services import questions
from tests.pages.conftest import MAREN_FACTS, document_about

UDO, IDA, BO = (f"https://profiles.example.org/{name}" for name in ("udo", "ida", "bo"))
CLAIMS = {UDO: "Local knowledge decides.", IDA: "Software decides."}


@pytest.fixture
def three(window: Any, shelf: Any) -> dict[str, str]:
    """The pages of three people with one career, so that one question can be asked of each."""
    for url, name in ((UDO, "Udo Second"), (IDA, "Ida First"), (BO, "Bo Third")):
        shelf.documents[url] = document_about(url, **{**MAREN_FACTS, "name": name})
    window.send("/me", current_role="Biology teacher", target_role="Learning designer", hypothesis="software decides")
    return {url: window.read(url) for url in (UDO, IDA, BO)}


def plan_of(window: Any, page: str) -> dict[str, Any]:
    with window.app.app_context(), context.database().reading() as session:
        return questions.load_plan(session, "person", page.rsplit("/", 1)[1], minutes=45, now=context.now())


def note(window: Any, page: str, question_id: str, answer: str) -> None:
    assert window.send(f"{page}/questions/{question_id}", do="asked", answer=answer).status_code == 200


def test_two_answers_meet_in_the_third_talk(window, three):
    shared = next(
        one["id"] for one in plan_of(window, three[UDO])["questions"]
        if one["id"] in {other["id"] for other in plan_of(window, three[IDA])["questions"]}
    )  # fmt: skip
    for url, claim in CLAIMS.items():
        note(window, three[url], shared, claim)
    plan = plan_of(window, three[BO])
    question = next(one for one in plan["questions"] if one["trigger"] == "K05")
    assert "Ida" not in question["text"]
    assert {one["name"] for one in plan["heard"]} == {"Ida First", "Udo Second"}
    page = window.page(f"{three[BO]}?minutes=45")
    assert "what you noted in an earlier talk, Ida First" in page
    assert f"{three[IDA]}#q-{shared}" in page
    assert "Ida" not in window.page(f"{three[BO]}/message?q={question['id']}"), "nobody is named to somebody else"


def test_advice_is_followed_up_the_next_day_and_not_before(window, three, time):
    page = three[BO]
    advice = next(one for one in plan_of(window, page)["questions"] if one["category"] in {"advice", "resources"})
    note(window, page, advice["id"], "Read two planning reports.")
    assert not [one for one in plan_of(window, page)["questions"] if one["trigger"] == "R06"]
    time.pass_by(timedelta(days=1))
    plan = plan_of(window, page)
    follow = next(one for one in plan["questions"] if one["trigger"] == "R06")
    assert "reading two planning reports" in follow["text"]
    open_again = [one for one in plan["questions"] if one["state"] != "asked" and one["text"] == advice["text"]]
    assert not open_again, "an answered question does not come back"


def test_erasing_somebody_takes_their_answers_along(window, three):
    first = plan_of(window, three[UDO])["questions"][0]["id"]
    for url, claim in CLAIMS.items():
        note(window, three[url], first, claim)
    window.send(f"{three[UDO]}/erase", confirm="erase")
    assert not [one for one in plan_of(window, three[BO])["questions"] if one["trigger"] == "K05"]
