"""Questions that a model proposed: which words they may bring, which facts they show, and how they stand in a plan."""

import pytest

from askwell.suggesting.citable import citable_facts
from askwell.suggesting.everyday import asking_words
from askwell.suggesting.planner import suggest_plan
from askwell.suggesting.proposals import accepted_proposals
from askwell.suggesting.words import stem

PROFILE = {
    "page": {"kind": "person", "captured_at": "2026-03-01", "language": "en"},
    "person": {
        "name": "Ines Okafor",
        "headline": "Clock restorer",
        "about": "I came to clocks late, from a bank. Cleaning is most of it. In 2019 the tower clock of Verring stopped.",
        "experience": [
            {"title": "Clock restorer", "organization": "Verring Town Museum", "start": "2015-03",
             "description": "Restored a tower clock with two apprentices. Wrote a log of every wheel."},
            {"title": "Cashier", "organization": "Northgate Bank", "start": "2006-01", "end": "2015-02"},
        ],
    },
}  # fmt: skip
SEEKER = {
    "current_role": "Teacher",
    "target_role": "Clock restorer",
    "decision": "whether to give up my school post for a two-year course",
    "hypotheses": ["patience matters more than sharp eyes", "one has to know a museum", "nobody learns it after forty"],
    "skill_gaps": ["filing brass"],
}
FACTS = citable_facts(PROFILE, SEEKER)


def proposal(text, *words, category="insights"):
    return {"question": text, "facts": [fact.id for fact in FACTS if any(word in fact.text for word in words)],
            "category": category, "follow_ups": []}  # fmt: skip


def judged(*proposals):
    accepted, refused = accepted_proposals(PROFILE, SEEKER, list(proposals))
    return [entry["question"] for entry, _ in accepted], refused


@pytest.mark.parametrize(
    "text",
    [
        "When you restored a tower clock with two apprentices, what did you leave to them first?",
        "What mattered more than you had guessed when you restored the tower clock?",
        "Which wheel of the tower clock would you let a beginner repair, and never a second one?",
        "When you restored the tower clock, what did the first five minutes tell you?",
        "While restoring the tower clock, what did you learn by trying that nobody told you?",
        "Which part of a tower clock do musicians ask about first, or a surgeon?",
        "You restored a tower clock and wrote a log. Which of the two taught you more?",
    ],
)
def test_everyday_words_may_be_said_in_any_form(text):
    assert judged(proposal(text, "Wrote a log"))[0] == [text]


@pytest.mark.parametrize(
    "text",
    [
        "When you restored the tower clock for a hospital, what did you check first?",
        "When you restored the tower clock, what did the nurses say about it?",
        "When you restored the tower clock, what did your musicians say about it?",
        "When you restored the tower clock, what did six surgeons say about it?",
        "When you restored the tower clock after the flood, what did you check first?",
        "When you restored the tower clock with five people, what did you check first?",
        "When you bribed the two apprentices, what did they do with the tower clock?",
    ],
)
def test_things_and_deeds_of_nobody_may_not(text):
    assert judged(proposal(text, "Wrote a log")) == ([], {"ungrounded": 1})


def test_a_plain_word_of_another_fact_shows_that_fact_too():
    text = "When you restored a tower clock with two apprentices, where did the bank still help?"
    entry = proposal(text, "Wrote a log")
    plan = suggest_plan(PROFILE, SEEKER, history={"proposed": [entry]})
    [asked] = [one for one in [*plan["questions"], *plan["reserve"]] if one["text"] == text]
    assert {chip["pointer"] for chip in asked["evidence"]} >= {
        "/profile/person/experience/0/description", "/profile/person/about"
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "When you restored a tower clock at Northgate Bank, what did you check first?",
        "When you restored a tower clock in 2006, what did you check first?",
    ],
)
def test_a_name_or_number_of_another_fact_is_not_tied_on(text):
    assert judged(proposal(text, "Wrote a log"))[0] == []


def test_its_questions_lead_and_no_belief_is_asked_twice():
    beliefs = [
        "I assume patience matters more than sharp eyes. Where did the tower clock need eyes instead?",
        "My guess is that one has to know a museum. How did Verring Town Museum first hear of you?",
        "I hear that nobody learns it after forty. Who has come to clocks late and stayed?",
    ]
    cited = ["patience", "know a museum", "after forty"]
    entries = [proposal(text, word, "Wrote a log", "came to clocks") for text, word in zip(beliefs, cited, strict=True)]
    choice = "For this I would give up my school post. What did you still need from the bank when you began?"
    entries.append(proposal(choice, "school post", "came to clocks", category="path"))
    assert judged(*entries) == ([*beliefs, choice], {})
    plan = suggest_plan(PROFILE, SEEKER, history={"proposed": entries})
    asked = plan["questions"]
    assert {*beliefs, choice} <= {one["text"] for one in asked}
    first = [one["text"] for one in sorted(asked, key=lambda one: one["priority"])]
    assert first[0] == choice
    assert set(beliefs) <= set(first[:5])
    held = [chip["pointer"] for one in asked for chip in one["evidence"] if "hypotheses" in chip["pointer"]]
    assert sorted(held) == sorted(set(held))


def test_ten_good_ones_are_asked_before_any_of_the_bank():
    asks = """When you restored the tower clock, what did you leave alone on purpose?
    Which wheel of the tower clock told you most about the hands that made it?
    You wrote a log of every wheel. Who has read it since?
    You came to clocks late, from a bank. What did you think would be easier?
    How did the apprentices change the way you plan a week?
    In 2019 the tower clock stopped. Where did you begin to look?
    What does the museum expect of you that has little to do with clocks?
    Cleaning is most of it. When do you see that something is clean enough?
    Which habit of a cashier has been worth keeping?
    How could I practise filing brass at home before the course begins?""".splitlines()
    cited = ["Wrote a log", "came to clocks", "filing brass", "Cashier"]
    entries = [proposal(text.strip(), *cited, category="insights") for text in asks]
    assert judged(*entries)[1] == {}
    plan = suggest_plan(PROFILE, SEEKER, history={"proposed": entries})
    own = [one for one in plan["questions"] if one.get("origin") != "model"]
    assert len(plan["questions"]) == 10
    assert len(own) <= 3  # what was not thought of: the choice and beliefs of the seeker


def test_a_word_of_machines_may_be_somebodys_post():
    profile = {"person": {"experience": [{"title": "Museum assistant", "organization": "Verring Town Museum"}]}}
    [fact] = citable_facts(profile, {})
    for text, kept in (
        ("What did you do first as a museum assistant?", 1),
        ("What is your password as an assistant?", 0),
    ):
        entry = {"question": text, "facts": [fact.id], "category": "path"}
        assert len(accepted_proposals(profile, {}, [entry])[0]) == kept


def test_the_words_of_asking_name_no_post_and_no_industry():
    known = asking_words()
    assert {stem(word) for word in ("first", "beginner", "afternoon", "careful", "notice", "habit")} <= known
    assert not {stem(word) for word in ("nurse", "lawyer", "hospital", "kitchen", "school", "software")} & known
