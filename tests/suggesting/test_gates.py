"""The gates: each catches every bad sentence of its class, and lets good ones through."""

import tomllib
from pathlib import Path

import pytest

from askwell.suggesting.gates import (
    CONTENT_GATES,
    Ground,
    aside_problems,
    ask_problems,
    content_problems,
    form_problems,
    leaks,
    question_problems,
)
from askwell.suggesting.words import stems

SENTENCES = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8"))
BAD = [(gate, text) for gate, texts in SENTENCES["bad"].items() for text in texts]
GOOD = SENTENCES["good"]["sentences"]
PAGE = {
    "person": {
        "name": "Ada Example",
        "headline": "Nurse first",
        "about": " ".join(GOOD),
        "experience": [{"title": "Charge nurse", "organization": "Saltmere Hospital", "start": "2014-05"}],
    }
}


@pytest.mark.parametrize(("gate", "text"), BAD)
def test_a_gate_catches_its_kind(gate: str, text: str) -> None:
    assert gate in {*content_problems(text), *form_problems(text), *ask_problems(text)}


def test_there_are_many_bad_sentences_for_every_gate() -> None:
    assert len(BAD) >= 150
    assert set(CONTENT_GATES) <= set(SENTENCES["bad"])


@pytest.mark.parametrize("text", GOOD)
def test_good_sentences_pass(text: str) -> None:
    assert question_problems(text, Ground.of(PAGE, {})) == []


@pytest.mark.parametrize(
    "text",
    [
        "When you left Norvik Rail, what did you have in hand?",
        "You cut waiting time from 9 days to 4. Who noticed first?",
        "Your page says “Nurses know best”. Where did you learn that?",
        "What did Beatriz ask of you at Saltmere Hospital?",
        "You have run the ward since 2011. What has changed?",
    ],
)
def test_names_numbers_and_quotes_must_stand_on_the_page(text: str) -> None:
    page = {"person": {"experience": [{"title": "Charge nurse", "organization": "Saltmere Hospital", "start": "2014"}]}}
    assert "ungrounded" in question_problems(text, Ground.of(page, {}))


@pytest.mark.parametrize(
    "text",
    [
        "When you came to Saltmere Hospital in 2014, what did you have in hand?",
        "Your page says “Nurse first”. Where did you learn that?",
        "Who at Saltmere might give me fifteen minutes in March?",
        "I have Python but no Kubernetes. Which part would you learn first?",
    ],
)
def test_what_stands_on_either_side_may_be_named(text: str) -> None:
    seeker = {"skills": ["Python"], "skill_gaps": ["Kubernetes"]}
    assert "ungrounded" not in question_problems(text, Ground.of(PAGE, seeker))


def test_private_constraints_count_as_unsaid() -> None:
    ground = Ground.of(PAGE, {"constraints": ["looks after Wilhelmina in Utrecht"]}, stems("Wilhelmina Utrecht"))
    assert "ungrounded" in question_problems("What would Utrecht change for you?", ground)
    assert leaks("Which shifts suit somebody near Utrecht?", ground.private)


def test_words_on_the_page_are_no_leak() -> None:
    page = {"person": {"location": "Utrecht"}}
    ground = Ground.of(page, {}, stems("Utrecht"))
    assert "private_field" not in question_problems("Where does Utrecht show in a week of yours?", ground)


def test_asides_may_be_short_but_not_improper() -> None:
    ground = Ground.of(PAGE, {})
    assert aside_problems("Who noticed?", ground) == []
    assert aside_problems("What should I read first?", ground) == []
    assert aside_problems("What did it pay you in salary?", ground) == ["pay"]
    assert "braces" in aside_problems("What did {org} say?", ground)
