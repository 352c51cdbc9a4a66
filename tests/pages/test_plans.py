from typing import Any

import pytest

from askwell.domain.facts import Fact
from askwell.pages import plans

FACTS = [
    Fact("f1", "s", "/person/experience/1", "experience", "Role", {}, "Lead", "page", "current", raw="Lead at Coop", url="https://www.example.org/a"),
    Fact("f2", "s", "/person/experience/10", "experience", "Role", {}, "Cook", "user", "current"),
]  # fmt: skip


def question(identity: str, **more: Any) -> dict[str, Any]:
    return {
        "id": identity,
        "text": f"What about {identity}?",
        "category": "path",
        "minutes": 2.5,
        "planned": True,
        **more,
    }


def test_a_pointer_finds_its_fact_and_no_other() -> None:
    chips = [
        {"pointer": "/profile/person/experience/1/title", "snippet": "Lead"},
        {"pointer": "/profile/person/experience/10", "snippet": "Cook"},
        {"pointer": "/seeker/goal", "snippet": "learn"},
        {"pointer": "/profile/person/skills/0", "snippet": "gone"},
    ]
    view = plans.plan_view({"questions": [question("a", evidence=chips)]}, FACTS, plans.Choice())
    found = view.cards[0].evidence
    assert [(rest.href, rest.raw, rest.source) for rest in found] == [
        ("#fact-f1", "Lead at Coop", "Role, example.org"),
        ("#fact-f2", "", "written by you"),
        ("/me", "", "About me"),
        ("", "", ""),
    ]


def test_a_fact_of_the_employer_is_shown_on_their_page() -> None:
    chips = [{"pointer": "/profile/person/experience/1", "snippet": "Lead"}]
    plan = {"questions": [question("a", evidence=chips)]}
    assert plans.plan_view(plan, FACTS, plans.Choice(), "s").cards[0].evidence[0].href == "#fact-f1"
    assert plans.plan_view(plan, FACTS, plans.Choice(), "t").cards[0].evidence[0].href == "/companies/s#fact-f1"


def test_the_line_stands_where_the_time_ends() -> None:
    asked = [question("a"), question("b"), question("c", planned=False)]
    view = plans.plan_view({"questions": asked}, [], plans.Choice(minutes=15))
    assert [card.cut_after for card in view.cards] == [False, True, False]
    assert view.cut_label == "15 minutes"
    everything = plans.plan_view({"questions": asked[:2]}, [], plans.Choice())
    assert not any(card.cut_after for card in everything.cards)


def test_the_order_of_the_talk() -> None:
    plan = {"questions": [question("a"), question("b"), question("c")], "conversation": ["c", "a", "b"]}
    view = plans.plan_view(plan, [], plans.Choice(order="conversation"))
    assert [card.id for card in view.cards] == ["c", "a", "b"]


def test_what_was_put_aside_is_apart() -> None:
    view = plans.plan_view({"questions": [question("a"), question("b", state="dismissed")]}, [], plans.Choice())
    assert [card.id for card in view.cards] == ["a"]
    assert [card.id for card in view.aside] == ["b"]


def test_hints_lead_where_something_can_be_done() -> None:
    hints = [{"section": "about_me.decision", "hint": "Say it."}, {"section": "posts", "hint": "Open the posts."}]
    view = plans.plan_view({"questions": [], "unlock": hints, "note": "Little is known."}, [], plans.Choice())
    assert [(hint.text, hint.href) for hint in view.unlock] == [("Say it.", "/me"), ("Open the posts.", "")]
    assert view.note == "Little is known."


def test_all_as_text() -> None:
    view = plans.plan_view({"questions": [question("a")], "closing": [{"text": "Who else?"}]}, [], plans.Choice())
    assert view.as_text == "1. What about a?\n\nTo close:\n\n- Who else?"
    assert plans.plan_view(None, [], plans.Choice()).as_text == ""


@pytest.mark.parametrize(
    ("values", "seeker", "choice"),
    [
        ({}, {}, plans.Choice(20, "video", "priority")),
        ({}, {"minutes": 30, "channel": "video_call"}, plans.Choice(30, "video", "priority")),
        ({"minutes": "14", "channel": "phone"}, {"minutes": 30}, plans.Choice(15, "phone", "priority")),
        ({"minutes": "²", "channel": "<b>", "order": "random"}, {}, plans.Choice(20, "video", "priority")),
        ({"minutes": "99999"}, {"minutes": None}, plans.Choice(20, "video", "priority")),
    ],
)
def test_choices_are_read_with_care(values: dict[str, str], seeker: dict[str, Any], choice: plans.Choice) -> None:
    assert plans.read_choice(values, seeker) == choice
