"""What a seeker lacks, read as people write it, and asked so that it can be said."""

import pytest

from askwell.suggesting.facts import Value
from askwell.suggesting.patterns import read_pattern, render
from askwell.suggesting.planner import suggest_plan
from askwell.suggesting.seeker import skill_text
from askwell.suggesting.skill_gaps import read_gap
from askwell.suggesting.themes import belief_theme

PAGE = {
    "page": {"kind": "person", "captured_at": "2026-02-03", "language": "en"},
    "person": {
        "name": "Ines Qvarnström",
        "headline": "Head Gardener at Lindholm Park",
        "about": "I keep forty hectares in order with five gardeners. Most of the year is pruning and waiting.",
        "experience": [
            {
                "title": "Head Gardener",
                "organization": "Lindholm Park",
                "start": "2017-03",
                "end": None,
                "current": True,
                "description": "Replanted the rose garden after the flood of 2019. Run the seasonal crew.",
            },
            {"title": "Gardener", "organization": "Ekeby Nursery", "start": "2009-04", "end": "2017-02"},
        ],
    },
}


@pytest.mark.parametrize(
    ("raw", "thing"),
    [
        ("no experience of piano actions", "piano actions"),
        ("No hands-on experience with hydraulics", "hydraulics"),
        ("no experience leading people", "leading people"),
        ("no site experience", "site experience"),
        ("no knowledge of tea grades", "tea grades"),
        ("insurance knowledge", "insurance"),
        ("never managed seasonal crews", "managing seasonal crews"),
        ("never led anyone older than me", "leading people older than me"),
        ("never been on call", "being on call"),
        ("I've never written a tender", "writing a tender"),
        ("no contact with patients yet", "contact with patients"),
        ("not good at negotiating", "negotiating"),
        ("speaking in front of an angry crowd", "speaking in front of an angry crowd"),
        ("being self-employed", "being self-employed"),
        ("SQL", "SQL"),
        ("no degree", ""),
        ("no CAP", ""),
        ("no portfolio", ""),
        ("no experience in the trade", ""),
        ("anything commercial", ""),
        ("confidence", ""),
        ("only six weeks in a factory", ""),
        ("eleven years out of the classroom", ""),
    ],
)
def test_a_gap_is_a_thing_that_can_be_named(raw: str, thing: str) -> None:
    assert read_gap(raw, skill_text) == thing


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        ("woodwork", "learn woodwork"),
        ("site experience", "get site experience"),
        ("managing seasonal crews", "learn to manage seasonal crews"),
        ("working at height", "get used to working at height"),
        ("being on call", "get used to being on call"),
        ("contradicting older people", "get used to contradicting older people"),
        ("night shifts", "get used to night shifts"),
    ],
)
def test_how_one_comes_by_it_is_said_as_people_say_it(gap: str, said: str) -> None:
    rendered = render(read_pattern("I still have to {gap|learn}. How?"), {"gap": Value(gap)})
    assert rendered is not None
    assert rendered.text == f"I still have to {said}. How?"


def asked(seeker: dict[str, object]) -> list[str]:
    return [question["text"] for question in suggest_plan(PAGE, seeker)["questions"]]


def test_two_gaps_are_asked_about_where_a_page_leaves_room() -> None:
    seeker = {"target_role": "Gardener", "skill_gaps": ["no experience of pruning", "never run a crew", "plant names"]}
    mine = [text for text in asked(seeker) if "pruning" in text or "crew" in text or "plant names" in text]
    assert len(mine) >= 2, asked(seeker)


def test_three_beliefs_are_asked_each_opened_in_its_own_way() -> None:
    beliefs = ["a diploma counts less than strong hands", "I am too old to begin outdoors", "winters are quiet"]
    texts = asked({"current_role": "Bookkeeper", "target_role": "Gardener", "hypotheses": beliefs})
    held = [next((text for text in texts if belief in text), "") for belief in beliefs]
    assert all(held), texts
    assert len({text.split(" that ")[0] for text in held}) == 3
    assert held[1].startswith("I'm afraid that")


def test_a_weak_spot_is_no_skill_to_be_learned() -> None:
    texts = asked({"target_role": "Gardener", "skill_gaps": ["keeping my temper with visitors"]})
    assert any(text.startswith("My weak spot is keeping my temper") for text in texts), texts
    assert not any("new to me" in text for text in texts)


@pytest.mark.parametrize(
    ("belief", "kind"),
    [
        ("night work is harder than they say", "plain"),
        ("small firms teach more than large ones", "compare"),
        ("I would miss my team", "self"),
    ],
)
def test_a_belief_compares_only_where_two_things_are_named(belief: str, kind: str) -> None:
    assert belief_theme(belief) == kind


def test_a_belief_and_a_sentence_are_not_tied_by_a_word_for_anything() -> None:
    page = {
        **PAGE,
        "person": {**PAGE["person"], "posts": [{"date": "2025-03", "text": "Sent back the rose order today."}]},
    }
    belief = "leaving an office now means I can't come back"
    plan = suggest_plan(page, {"target_role": "Gardener", "hypotheses": [belief]})
    assert not any("rose order" in one["text"] and "come back" in one["text"] for one in plan["questions"])
