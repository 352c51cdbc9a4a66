"""Less like this: listed, felt with everybody, and given back."""

from typing import Any

import pytest

from askwell import context
from askwell.services import questions, turned_down
from tests.pages.conftest import MAREN_FACTS, document_about

OTHER = "https://profiles.example.org/other"


def plan_of(window: Any, page: str) -> dict[str, Any]:
    with window.app.app_context(), context.database().reading() as session:
        return questions.load_plan(session, "person", page.rsplit("/", 1)[1], now=context.now())


def score(plan: dict[str, Any], trigger: str) -> float:
    found = [one["score"] for one in [*plan["questions"], *plan["reserve"]] if one["trigger"] == trigger]
    return max(found, default=0.0)


@pytest.fixture
def turned(window: Any, person: str) -> dict[str, Any]:
    first = plan_of(window, person)["questions"][0]
    window.send(f"{person}/questions/{first['id']}", do="less")
    return first


def test_it_is_listed_and_given_back(window, judge, person, turned):
    page = window.page("/me")
    judge(page)
    assert turned["text"].split("?")[0][:30] in page
    window.send("/me/fewer", trigger="another")
    assert "Ask again" in window.page("/me")
    window.send("/me/fewer", trigger=turned["trigger"])
    page = window.page("/me")
    judge(page)
    assert "Ask again" not in page
    assert score(plan_of(window, person), turned["trigger"]) == turned["score"]


def test_it_counts_with_everybody(window, shelf, person, turned):
    shelf.documents[OTHER] = document_about(OTHER, **{**MAREN_FACTS, "name": "Bo Other"})
    other = window.read(OTHER)
    lowered = score(plan_of(window, other), turned["trigger"])
    window.send("/me/fewer")
    assert score(plan_of(window, other), turned["trigger"]) > lowered


def test_giving_back_is_one_action(window, person, turned):
    with window.app.app_context(), context.database().writing() as session:
        assert turned_down.give_back(session, None, now=context.now()) == 1
        assert turned_down.give_back(session, None, now=context.now()) == 0


def test_without_any_the_page_says_how(window, judge):
    page = window.page("/me")
    judge(page)
    assert "Nothing yet" in page
