"""The questions of every line of work: each has a file, each file all kinds, and no sentence stands twice or breaks a rule."""

from collections import Counter
from pathlib import Path

import pytest

from askwell.suggesting.bank import BankError, Sentences, load_bank
from askwell.suggesting.bank_check import pattern_problems
from askwell.suggesting.gates import Ground, question_problems
from askwell.suggesting.lexicons import lexicons
from askwell.suggesting.planner import suggest_plan
from askwell.suggesting.trade_questions import TRADES, trade_questions
from askwell.suggesting.words import tokens

KINDS = {trigger.of_trade for trigger in load_bank() if trigger.of_trade}
FILES = sorted(TRADES.glob("*.toml"))
_LONGEST = 22
_LONGEST_OF = {"left": 27, "mine": 25}  # a truth of the trade stands before the ask


def test_every_line_of_work_has_a_file() -> None:
    known = lexicons()
    wanted = set(known.cards) | set(known.trades.by_words.values())
    assert {path.stem for path in FILES} == wanted


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_trade_asks_in_every_way_and_keeps_the_rules(path: Path) -> None:
    kinds = trade_questions(path.stem)
    assert set(kinds) == KINDS
    for kind, wordings in kinds.items():
        assert len(wordings) >= 2, kind
        for wording in wordings:
            text = wording.pattern.text
            assert not pattern_problems(wording.pattern), text
            assert not set(question_problems(text, Ground.of({}, {}))) - {"hard_to_read"}, text
            assert len(tokens(text)) <= _LONGEST_OF.get(kind, _LONGEST), text


def test_no_two_trades_share_a_sentence() -> None:
    said = Counter(
        wording.pattern.text
        for path in FILES
        for wordings in trade_questions(path.stem).values()
        for wording in wordings
    )
    assert [text for text, count in said.items() if count > 1] == []


def test_colleagues_hear_different_questions_of_their_trade() -> None:
    def asked(name: str) -> set[str]:
        row = {"title": "Nurse", "organization": "Saltmere Hospital", "start": "2018", "current": True}
        plan = suggest_plan({"person": {"name": name, "experience": [row]}}, {})
        return {question["text"] for question in plan["questions"] if question["trigger"].startswith("T")}

    heard = [asked(name) for name in ("Ada Example", "Bo Sample", "Cleo Model", "Dev Instance")]
    assert all(heard)
    assert len(set().union(*heard)) >= 2 * max(map(len, heard))


def test_a_broken_file_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "weaving.toml"
    path.write_text('case = [\n  "Which {loom} do you keep?",\n]\n', encoding="utf-8")
    with pytest.raises(BankError, match="line 2"):
        dict(Sentences(path))


def test_an_unknown_trade_has_no_questions() -> None:
    assert trade_questions("cloud_herding") == {}
    assert trade_questions("") == {}
