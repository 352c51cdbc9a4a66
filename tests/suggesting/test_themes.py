"""What a decision or a belief is about, and the questions made for just that."""

import pytest

from askwell.suggesting.dates import read_date
from askwell.suggesting.decisions import read_decision
from askwell.suggesting.planner import suggest_plan
from askwell.suggesting.themes import belief_subject, belief_theme, choice_theme

NOW = read_date("2025-09-15")


@pytest.mark.parametrize(
    ("decision", "theme"),
    [
        ("Start an evening degree in July or take a testing job first", "study"),
        ("Leave the ministry in September or start on weekends", "beside"),
        ("Go freelance in the new year or stay employed", "own"),
        ("Leave journalism this year or give it one more", "wait"),
        ("Leave the garage or stay for the foreman post", "leave"),
        ("Return to the bedside first or go straight to informatics", "order"),
        ("A large practice or a small studio", "places"),
        ("A postdoc abroad or a patent candidate post", "fields"),
        ("Take a head chef post in a village or cook on a ship", "step"),
    ],
)
def test_a_decision_is_known_by_what_it_is_about(decision: str, theme: str) -> None:
    read = read_decision(decision, NOW)
    assert read is not None
    assert choice_theme(read) == theme


@pytest.mark.parametrize(
    ("belief", "theme", "subject"),
    [
        ("a degree matters less than a portfolio", "credential", ""),
        ("new nurses should do two years on a ward first", "norm", "new nurses"),
        ("newsrooms trust statisticians less than reporters", "barrier", "newsrooms"),
        ("nobody returns to academia after consulting", "barrier", ""),
        ("small firms teach apprentices more than big ones", "start", "small firms"),
        ("charities have worse data than companies", "compare", "charities"),
        ("museums want chemists who can paint", "plain", "museums"),
        ("pilots who never commanded a ship are quieter", "plain", "pilots"),
        ("two years are needed", "norm", ""),
        ("I will lose my technical edge within two years", "self", ""),
        ("my accent will be a problem with clients", "self", ""),
        ("policy is decided before the consultation starts", "plain", ""),
    ],
)
def test_a_belief_is_known_by_what_it_says_and_of_whom(belief: str, theme: str, subject: str) -> None:
    assert (belief_theme(belief), belief_subject(belief)) == (theme, subject)


def test_questions_are_made_for_the_decision_and_the_belief() -> None:
    person = {
        "name": "Ada Example",
        "experience": [
            {"title": "Data Reporter", "organization": "Saltmere Post", "start": "2019", "current": True},
            {"title": "Statistician", "organization": "Census Office", "start": "2012", "end": "2019"},
        ],
    }
    seeker = {
        "current_role": "Statistician",
        "target_role": "Data reporter",
        "decision": "Leave the office in May or freelance on weekends first",
        "hypotheses": ["a journalism degree counts for more than years with numbers"],
    }
    texts = [question["text"] for question in suggest_plan({"person": person}, seeker)["questions"]]
    beside = ("beside another job", "already tried out", "on a few weekends")
    assert any(words in text for text in texts for words in beside), texts
    endings = (
        "in the end?",
        "without one?",
        "from what you have seen?",
        "about one?",
    )
    assert any("degree" in text and text.endswith(endings) for text in texts), texts
