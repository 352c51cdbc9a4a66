"""One side of the seeker's choice that the prospect took is found, and asked about; a side nobody took is not."""

import pytest

from askwell.suggesting.bank_check import example_case
from askwell.suggesting.planner import suggest_plan
from askwell.suggesting.signals.crossroads import choice_route

_NOW = "Learning Designer at Harrow Digital, 2022 to now"
_TEACHER = "Teacher at Calder School, 2013 to 2020"


@pytest.mark.parametrize(
    ("rows", "person", "decision", "route"),
    [
        ([_NOW, "Designer (contract) at Brook, 2020 to 2022", _TEACHER], {}, "Take contract work or stay one more year", "worked on contract"),
        ([_NOW, "Designer at Freelance, 2020 to 2022", _TEACHER], {}, "Go freelance in spring or stay employed", "worked for yourself"),
        ([_NOW, "Designer at Brook, 2020 to 2022: Joined on a returner programme.", _TEACHER], {},
         "Try returner programmes or take a small project first", "came in through a returner programme"),
        (["Data Analyst at Harrow Digital, 2022 to now", "Accountant at Harrow Digital, 2018 to 2022"], {}, "Move sideways inside my company or leave for a course",
         "changed over inside Harrow Digital"),
        ([_NOW, "Customer Support Agent at Brook, 2020 to 2022", _TEACHER], {}, "Keep looking or take a support job first",
         "worked as a customer support agent"),
        ([_NOW, _TEACHER], {"education": [{"school": "Harrow College", "degree": "Diploma", "field": "Design", "end": "2021"}]},
         "Start a diploma in May or learn alone", "took a diploma"),
        (["Nurse at Harrow Trust, 2023 to now", "Care Assistant at Elm Home, 2016 to 2020"],
         {"education": [{"school": "Harrow College", "degree": "BSc", "field": "Nursing", "end": "2023"}]},
         "Do the nursing degree or the associate apprenticeship", "took a bachelor's degree"),
        (["Medical Writer at Harrow Health, 2019 to now", "Pharmacist at Elm Pharmacy, 2008 to 2018"], {},
         "Do a medical writing certificate or start with small jobs", None),
        ([_NOW, _TEACHER], {}, "Start a diploma in May or learn alone", None),
        ([_NOW, _TEACHER], {}, "Take contract work or stay one more year", None),
        ([_NOW, "Designer (contract) at Brook, 2020 to 2022", _TEACHER], {}, "", None),
    ],
)  # fmt: skip
def test_a_side_that_they_took(rows: list[str], person: dict, decision: str, route: str | None) -> None:
    case = example_case({"rows": rows, "person": person, "me": {"current_role": "Teacher", "decision": decision}})
    assert [bound.slots["route"].text for bound in choice_route(case)] == ([route] if route else [])


def test_the_question_points_at_the_choice_and_at_the_post() -> None:
    case = example_case({"rows": [_NOW, "Designer (contract) at Brook, 2020 to 2022", _TEACHER]})
    mine = {
        "current_role": "Teacher",
        "target_role": "Learning designer",
        "decision": "Take contract work or stay one more year",
    }
    (asked,) = [one for one in suggest_plan(case.profile, mine)["questions"] if one["trigger"] == "J56"]
    assert asked["priority"] <= 3
    pointers = {chip["pointer"] for chip in asked["evidence"]}
    assert {"/seeker/decision", "/profile/person/experience/1/title"} <= pointers


_STEP = ["Privacy Counsel at Tarn Insurance, 2018 to now", "Litigation Associate at Brook Law, 2012 to 2018"]
_LAWYER = {
    "current_role": "Litigation associate",
    "target_role": "Privacy counsel",
    "decision": "Leave practice this year or stay at my firm",
    "hypotheses": ["privacy work is mostly paperwork", "there is no way back into practice"],
    "skill_gaps": ["product teams"],
}


def test_a_choice_opens_the_plan_and_is_put_to_the_step_they_took() -> None:
    case = example_case({"rows": _STEP})
    questions = suggest_plan(case.profile, _LAWYER)["questions"]
    assert questions[0]["trigger"] in {"J55", "J02"}
    assert "Brook Law" in questions[0]["text"] or "litigation associate" in questions[0]["text"]


def test_a_second_belief_is_asked_though_a_joined_question_serves_the_first() -> None:
    case = example_case({"rows": _STEP})
    texts = [question["text"] for question in suggest_plan(case.profile, _LAWYER)["questions"]]
    for belief in _LAWYER["hypotheses"]:
        assert sum(belief in text for text in texts) == 1, texts


def test_a_small_trial_stands_at_the_end() -> None:
    case = example_case({"rows": _STEP})
    questions = suggest_plan(case.profile, _LAWYER)["questions"]
    trial = next(question for question in questions if question["trigger"] == "K13")
    assert questions.index(trial) >= len(questions) - 2
