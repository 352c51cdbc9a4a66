"""Plans do not sound alike: no ending is worn out, a choice comes early, a belief comes once, a case is the trade's own."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from askwell.suggesting import suggest_plan
from askwell.suggesting.case import Case
from askwell.suggesting.clauses import clause
from askwell.suggesting.objects import thing_of, work_of

FOLDER = Path(__file__).parent / "scenarios"
TALKS = [
    one
    for name in ("field", "further")
    for one in json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))["scenarios"]
]
MOST_ALIKE = 6
POLITE = re.compile(r"^could you \w+ me through ")  # allowed once in a plan, so what follows must differ
EARLY = 3


@pytest.fixture(scope="module")
def plans() -> list[tuple[dict[str, Any], list[str]]]:
    return [
        (one, [question["text"] for question in suggest_plan(one["profile"], one["seeker"])["questions"]])
        for one in TALKS
    ]


def test_no_beginning_and_no_ending_wears_out(plans: list[tuple[dict[str, Any], list[str]]]) -> None:
    counted: Counter[str] = Counter()
    for _, texts in plans:
        words = [re.findall(r"[\w'’-]+", POLITE.sub("", text.lower())) for text in texts]
        counted.update(
            {f"{' '.join(said[:6])} ..." for said in words} | {f"... {' '.join(said[-6:])}" for said in words}
        )
    assert [(said, count) for said, count in counted.most_common(12) if count > MOST_ALIKE] == []


def test_a_choice_is_asked_about_early_and_a_belief_once(plans: list[tuple[dict[str, Any], list[str]]]) -> None:
    for one, texts in plans:
        my = Case(one["profile"], one["seeker"], None, "video").my
        if my.decision:
            sides = [side for side in (my.decision.deciding, my.decision.opt_a, my.decision.opt_b) if side]
            assert any(side in text for side in sides for text in texts[:EARLY]), (one["id"], texts)
        for hyp in my.hypotheses:
            assert sum(hyp.text in text for text in texts) <= 1, (one["id"], texts)


@pytest.mark.parametrize(
    ("text", "act"),
    [("Lead designer of simulation courses for 3,200 nurses.", False), ("Head of five clinics.", False),
     ("Lead service engineer, northern region", False), ("Lead the move of the textile store", True),
     ("Lead designers in three studios", True), ("Chair meetings of the ward council", True)],
)  # fmt: skip
def test_a_title_at_the_start_of_a_line_is_no_act(text: str, act: bool) -> None:
    assert (clause(text, True) is not None) is act


def test_the_thing_behind_a_change_is_named_without_its_article() -> None:
    assert thing_of("replace the radio system before the 2024 season") == "radio system"
    assert thing_of("move maths lessons to mixed-age groups") == ""
    assert work_of("replace the radio system") == "replace"
    assert work_of("cut changeover time") == "reduce"
