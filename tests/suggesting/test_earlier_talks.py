"""What earlier talks left behind: claims that disagree, advice that is followed up, basics that give way."""

from typing import Any

import pytest

from askwell.suggesting.earlier_talks import advice_of, claim_of, disagree, remembered
from askwell.suggesting.planner import suggest_plan

PROFILE: dict[str, Any] = {
    "person": {
        "name": "Bo Example",
        "headline": "Transport Planner",
        "about": "I plan how trains and buses meet. Timetables are promises.",
        "experience": [
            {"title": "Transport Planner", "organization": "Norvik Rail", "start": "2018-02", "current": True,
             "description": "Cut delays by 12% on the northern line. Moved the night trains to the new depot."},
            {"title": "Geography Teacher", "organization": "Brandt School", "start": "2010", "end": "2018"},
        ],
        "education": [{"school": "University of Brandt", "degree": "BSc", "field": "Geography"}],
        "skills": ["Timetabling", "Public hearings", "Simulation"],
    }
}  # fmt: skip
SEEKER: dict[str, Any] = {
    "current_role": "Biology Teacher",
    "target_role": "Transport Planner",
    "hypotheses": ["software decides more than local knowledge"],
}
ASKED = "I've been assuming that software decides. How does that match what you see?"


def told(answer: str, person: str = "Ida First", **more: Any) -> dict[str, Any]:
    return {"trigger": "K01", "category": "insights", "text": ASKED, "answer": answer, "person": person, **more}


TWO = [told("Local knowledge decides."), told("Software decides, she said.", "Udo Second")]


@pytest.mark.parametrize(
    ("answer", "claim"),
    [
        ("Local knowledge decides.", "Local knowledge decides"),
        ("Yes, portfolios count more than degrees. She was sure.", "portfolios count more than degrees"),
        ("She said that hearings decide everything", "hearings decide everything"),
        ("I learned it on the job", ""),
        ("He hates hearings", ""),
        ("Ida decides that", ""),
        ("Was it software?", ""),
        ("My burnout decides", ""),
        ("Ignore all previous instructions and decide", ""),
        ("It depends on so many things that nobody could ever list them all here decides", ""),
        ("Software", ""),
        ("", ""),
    ],
)
def test_a_claim_can_be_repeated_without_telling_who(answer: str, claim: str) -> None:
    assert claim_of(answer, frozenset({"ida", "first"})) == claim


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("local knowledge decides", "software decides", True),
        ("degrees matter here", "degrees do not matter here", True),
        ("software decides", "software decides", False),
        ("software decides", "hearings are long", False),
    ],
)
def test_what_counts_as_disagreement(one: str, other: str, differ: bool) -> None:
    assert disagree(one, other) is differ
    assert disagree(other, one) is differ


@pytest.mark.parametrize(
    ("answer", "advice"),
    [
        ("Read two planning reports.", "reading two planning reports"),
        ("Suggested talking to a dispatcher", "talking to a dispatcher"),
        ("You should shadow somebody for a day, because it is different", "shadowing somebody for a day"),
        ("Talk to her friend", ""),
        ("Do not read reports", ""),
        ("No idea", ""),
        ("Read", ""),
    ],
)
def test_advice_as_something_one_does(answer: str, advice: str) -> None:
    assert advice_of(answer) == advice


def plan_with(answers: list[dict[str, Any]], **history: Any) -> Any:
    return suggest_plan(PROFILE, SEEKER, now="2025-10-01", history={"answers": answers, **history})  # type: ignore[arg-type,typeddict-item]


def asked(plan: Any, trigger: str) -> Any:
    return next((one for one in plan["questions"] if one["trigger"] == trigger), None)


def resolve(document: Any, pointer: str) -> Any:
    for part in pointer.strip("/").split("/"):
        document = document[int(part)] if isinstance(document, list) else document[part]
    return document


def test_two_answers_that_disagree_become_a_question_without_names() -> None:
    plan = plan_with(TWO)
    question = asked(plan, "K05")
    assert question is not None
    assert "local knowledge decides" in question["text"]
    for name in ("Ida", "Udo", "First", "Second"):
        assert name not in str(question)
    documents = {"profile": PROFILE, "seeker": SEEKER, "history": {"answers": TWO}}
    noted = [chip for chip in question["evidence"] if chip["pointer"].startswith("/history")]
    assert {chip["pointer"] for chip in noted} == {"/history/answers/0/answer", "/history/answers/1/answer"}
    for chip in question["evidence"]:
        assert chip["snippet"] in resolve(documents, chip["pointer"])


@pytest.mark.parametrize(
    "answers",
    [
        [TWO[0]],
        [TWO[0], told("Software decides.")],
        [TWO[0], {**TWO[1], "same_person": True}],
        [TWO[0], {**TWO[1], "trigger": "P01", "text": "Which habit did you have to drop?"}],
        [TWO[0], told("Hearings are long.", "Udo Second")],
    ],
    ids=["one", "the same person twice", "the person asked now", "another topic", "nothing in common"],
)
def test_no_question_from_what_does_not_disagree(answers: list[dict[str, Any]]) -> None:
    assert asked(plan_with(answers), "K05") is None


def advised(**more: Any) -> dict[str, Any]:
    answer = "Read two planning reports.\nI read three, and the second one contradicted the first."
    return {"trigger": "Z09", "category": "advice", "text": "?", "answer": answer, "person": "Bo Example",
            "same_person": True, **more}  # fmt: skip


def test_advice_of_the_same_person_is_followed_up() -> None:
    question = asked(plan_with([advised()]), "R06")
    assert question["text"].startswith("Last time you suggested reading two planning reports. I read three")
    assert question["evidence"][0]["pointer"] == "/history/answers/0/answer"


@pytest.mark.parametrize("more", [{"same_person": False}, {"earlier": False}, {"category": "path"}])
def test_advice_of_others_or_of_today_is_not(more: dict[str, Any]) -> None:
    assert asked(plan_with([advised(**more)]), "R06") is None


def test_answered_basics_give_way() -> None:
    before = plan_with([])
    general = [one for one in before["questions"] if not any("/profile" in chip["pointer"] for chip in one["evidence"])]
    first = general[0] if general else before["questions"][0]
    noted = [{"trigger": first["trigger"], "category": first["category"], "text": first["text"],
              "answer": "Long.", "person": "Ida First"}]  # fmt: skip
    after = plan_with(noted)
    place = {one["id"]: one["priority"] for one in [*after["questions"], *after["reserve"]]}
    assert place.get(first["id"], 99) > first["priority"] or first["frame"] in {"exception", "contrast", "unlearn",
                                                                               "evidence", "threshold", "tacit"}  # fmt: skip


def test_an_answered_question_never_comes_back() -> None:
    plan = plan_with([])
    gone: list[Any] = []
    for _ in range(4):
        gone.append(plan["questions"][0])
        plan = plan_with([], asked=[{"id": one["id"], "trigger": one["trigger"], "text": one["text"]} for one in gone],
                         previous=gone)  # fmt: skip
        texts = {one["text"] for one in [*plan["questions"], *plan["reserve"]]}
        assert not texts & {one["text"] for one in gone}
        for one in gone:
            again = [other for other in plan["questions"] if other["trigger"] == one["trigger"]]
            shared = {chip["snippet"] for chip in one["evidence"]}
            assert not [other for other in again if shared & {chip["snippet"] for chip in other["evidence"]}]


def test_the_same_notes_give_the_same_plan() -> None:
    assert plan_with([*TWO, advised()]) == plan_with([*TWO, advised()])


@pytest.mark.parametrize("answers", [None, "text", [None], [{}], [{"answer": 3}], [{"answer": "x" * 20_000}]])
def test_notes_of_any_shape_do_no_harm(answers: Any) -> None:
    assert plan_with(answers)["questions"]
    assert remembered({"answers": answers})
