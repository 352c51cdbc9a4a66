"""Questions from one line of work into another, questions that follow a verb, and what their sentences may be."""

import tomllib
from pathlib import Path

import pytest

from askwell.suggesting.bank_check import check_file, example_case
from askwell.suggesting.claims import claims
from askwell.suggesting.gates import Ground, question_problems
from askwell.suggesting.lexicons import toml_file
from askwell.suggesting.planner import suggest_plan
from askwell.suggesting.sentence_shapes import shape_of
from askwell.suggesting.shapes import team
from askwell.suggesting.signals.crafts import left_trade, my_trade
from askwell.suggesting.trade_questions import WORDS, led_in, trade_questions, word_questions

_NOW_ENGINEER = "Software Engineer at Harrow Digital, 2021-03 to now"
_WAS_NURSE = "Nurse at Saltmere Hospital, 2013 to 2021"
_NOUNS = {"duty": "You price cover", "did": "you cut waste", "one": "kitchen", "did_one": "inspected", "thing": "rota"}


@pytest.mark.parametrize(
    ("rows", "trades"),
    [
        ([_NOW_ENGINEER, _WAS_NURSE], ["nursing"]),
        ([_NOW_ENGINEER, "Junior Software Engineer at Brook Digital, 2013 to 2021"], []),
        ([_NOW_ENGINEER, _WAS_NURSE, "Chef at Brook House, 2008 to 2013"], ["nursing", "cooking"]),
        ([_NOW_ENGINEER, "Wrangler at Saltmere, 2013 to 2021"], []),
        ([_NOW_ENGINEER], []),
    ],
)
def test_the_lines_of_work_somebody_left(rows: list[str], trades: list[str]) -> None:
    assert [bound.traits["trade"] for bound in left_trade(example_case({"rows": rows}))] == trades


def test_the_seekers_own_line_of_work_comes_first() -> None:
    case = example_case(
        {"rows": [_NOW_ENGINEER, _WAS_NURSE, "Chef at Brook House, 2008 to 2013"], "me": {"current_role": "Chef"}}
    )
    assert [bound.traits["trade"] for bound in left_trade(case)] == ["cooking", "nursing"]


def test_service_years_are_like_mine_for_somebody_who_leaves_the_service() -> None:
    rows = [_NOW_ENGINEER, "Quartermaster Sergeant at British Army, 2005 to 2017"]
    mine = {"stage": "military", "current_role": "Army logistics officer"}
    (found,) = left_trade(example_case({"rows": rows, "me": mine}))
    assert found.traits["from_like_me"] is True


@pytest.mark.parametrize(
    ("rows", "role", "trades"),
    [
        ([_NOW_ENGINEER], "Nurse", ["nursing"]),
        ([_NOW_ENGINEER, _WAS_NURSE], "Nurse", []),
        ([_WAS_NURSE.replace("2021", "now")], "Nurse", []),
        ([_NOW_ENGINEER], "Nursing student", []),
        ([_NOW_ENGINEER], "", []),
    ],
)
def test_my_own_line_of_work(rows: list[str], role: str, trades: list[str]) -> None:
    case = example_case({"rows": rows, "me": {"current_role": role, "target_role": "Software engineer"}})
    assert [bound.traits["trade"] for bound in my_trade(case)] == trades


def test_a_question_from_my_work_points_at_both_sides() -> None:
    case = example_case({"rows": [_NOW_ENGINEER]})
    plan = suggest_plan(case.profile, {"current_role": "Nurse", "target_role": "Software engineer"})
    asked = [question for question in plan["questions"] if question["trigger"] == "X21"]
    assert asked
    pointers = {chip["pointer"] for chip in asked[0]["evidence"]}
    assert {"/seeker/current_role", "/profile/person/experience/0/title"} <= pointers


def test_a_lead_in_stands_before_each_sentence() -> None:
    plain, led = trade_questions("nursing")["left"], led_in("You were {from_role|a} first.", "nursing", "left")
    assert [one.pattern.text for one in led] == [f"You were {{from_role|a}} first. {one.pattern.text}" for one in plain]


def test_a_lead_in_with_a_comma_goes_on_in_the_same_sentence() -> None:
    assert led_in("With {part},", "parts", "visit", words=True)[0].pattern.text.startswith("With {part}, w")


@pytest.mark.parametrize("name", ["duties", "deeds", "parts"])
def test_what_follows_a_word_is_sound(name: str) -> None:
    said = word_questions(name)
    assert len(said) > 60
    for word, wordings in said.items():
        assert len(wordings) >= 3, word
        for wording in wordings:
            text = wording.pattern.text
            assert ("{" in text) is (name != "parts"), text
            for slot, noun in _NOUNS.items():
                text = text.replace(f"{{{slot}|cap}}", noun.capitalize()).replace(f"{{{slot}}}", noun)
            assert not question_problems(text, Ground.of({"words": list(_NOUNS.values())}, {})), text


def test_no_ask_stands_under_two_words() -> None:
    for path in WORDS.glob("*.toml"):
        owner: dict[str, str] = {}
        for word, says in tomllib.loads(path.read_text(encoding="utf-8")).items():
            plain = word.replace("yse", "yze").replace("ise", "ize")
            for text in says:
                assert owner.setdefault(text, plain) == plain, text


def test_every_noun_that_is_asked_about_is_known() -> None:
    known = {noun for kind in ("occasion", "made", "activity", "load") for noun in toml_file("phrases")[kind].split()}
    assert set(word_questions("parts")) - known == set()


def test_a_file_of_sentences_is_checked_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "weaving.toml"
    path.write_text('case = [\n  "Which cloth took longest?",\n  "Do you like cloth?",\n]\n', encoding="utf-8")
    assert [(found.line, found.trigger, found.reason) for found in check_file(path)] == [(3, "case", "closed")]


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("Lead designer of simulation courses for 3,200 nurses", None),
        ("Design training for about 300 call handlers", None),
        ("Responsible for 26 staff", 26),
        ("Lead nine nurses", 9),
    ],
)
def test_people_who_are_served_are_no_team(text: str, size: int | None) -> None:
    found = team(text)
    assert (found.size if found else None) == size


def test_a_change_told_in_two_sentences_is_told_once() -> None:
    told = claims("I used to count kelp. Now I count minutes at a window, and I still dive every Sunday.")
    assert [(one.kind, one.sentence) for one in told] == [
        ("habit", "I still dive every Sunday"),
        ("shift", "I used to count kelp. Now I count minutes at a window, and I still dive every Sunday."),
    ]


@pytest.mark.parametrize(
    ("said", "shape"),
    [
        ("most of your week goes into deciding what nobody will see", "share"),
        ("you no longer show faces without asking twice", "no_longer"),
        ("you still take one Sunday call a month", "still"),
        ("the vaccine is the cheap part", "easy_hard"),
        ("the best performers are never the ones who read the script", "best"),
        ("a good handover fits on the back of a glove", "good"),
        ("nobody learns to listen from a slide about listening", "nobody"),
        ("most tax problems are family problems with numbers", "most"),
        ("you know where kitchens hide things", "knows"),
        ("you mark in pencil because pens are counted", "because"),
        ("you turn down about half of what you're asked to build", "refuse"),
        ("the road is long", ""),
    ],
)
def test_how_a_sentence_is_built(said: str, shape: str) -> None:
    assert shape_of(said) == shape


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Could you walk me through one price, from the first figure to the signature?", ""),
        ("Could you tell me about a price?", "closed"),
        ("Could you help me with a price?", "closed"),
        ("Walk me through one price?", "imperative"),
    ],
)
def test_only_a_request_to_be_taken_through_may_begin_politely(text: str, problem: str) -> None:
    found = question_problems(text, Ground.of({}, {}))
    assert (problem in found) if problem else not found
