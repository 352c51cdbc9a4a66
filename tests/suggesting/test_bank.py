"""The bank: every trigger fires and stays silent by its own cases, and a coach's file is told plainly what is wrong."""

from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from askwell.cli.bank import command
from askwell.suggesting.bank import FOLDER, BankError, Trigger, load_bank, read_bank
from askwell.suggesting.bank_check import check_file, example_row, sentences_of
from askwell.suggesting.signals.catalogue import CATALOGUE
from askwell.suggesting.signals.registry import signal_functions

BANK = load_bank(examples=True)
FILES = sorted(FOLDER.glob("*.toml"))
FIRES = [(trigger, number) for trigger in BANK for number in range(len(trigger.fires))]
SILENT = [(trigger, number) for trigger in BANK for number in range(len(trigger.silent))]

GOOD = """
[[trigger]]
id = "MINE1"
name = "a habit dropped"
needs = ["family_turn"]
category = "insights"
ask = "unlearn"
minutes = 2
say = ["Moving from {from_role} to {to_role}, which habit did you drop?"]
why = "Names a habit."
then = ["How did you notice?", "What took its place?"]
[[trigger.fires]]
rows = ["Data Analyst at Norvik, 2021 to now", "Nurse at Saltmere Hospital, 2013 to 2021"]
[[trigger.silent]]
rows = ["Senior Nurse at Saltmere Hospital, 2021 to now", "Nurse at Saltmere Hospital, 2013 to 2021"]
"""

BAD = [
    ("not toml [", 1, "not well-formed"),
    ("name = 'x'", 1, "no [[trigger]] found"),
    (GOOD.replace('needs = ["family_turn"]', 'needs = ["family_turns"]'), 5, "unknown signal 'family_turns'"),
    (GOOD.replace("{from_role}", "{from_rolle}"), 9, "no slot {from_rolle}"),
    (GOOD.replace("{from_role}", "{from_role|an}"), 9, "unknown modifier |an"),
    (GOOD.replace("{from_role}", "{from_role"), 9, "unbalanced braces"),
    (GOOD.replace('category = "insights"', 'category = "insight"'), 6, "unknown category 'insight'"),
    (GOOD.replace('ask = "unlearn"', 'ask = "unlearned"'), 7, "unknown ask 'unlearned'"),
    (GOOD.replace("minutes = 2", "minutes = 20"), 8, "minutes must be a number from 0.5 to 5"),
    (GOOD.replace("minutes = 2", "minuts = 2"), 8, "unknown key 'minuts'"),
    (GOOD.replace('why = "Names a habit."\n', ""), 3, "the key 'why' is missing"),
    (GOOD.replace(', "What took its place?"', ""), 11, "then must list two follow-ups"),
    (GOOD.replace("category", 'when = ["3 < years_ago"]\ncategory', 1), 6, "cannot read the condition"),
    (GOOD.replace("category", 'when = ["size < 3"]\ncategory', 1), 6, "no trait 'size'"),
    (GOOD.replace("category", 'when = ["years_ago < few"]\ncategory', 1), 6, "is no number"),
    (GOOD.replace("which habit did you drop", "did you drop a habit"), 9, "closed"),
    (GOOD.replace("which habit did you drop", "which habit did you drop and why did you leave"), 9, "multi"),
    (GOOD.replace("which habit did you drop", "what salary did you get"), 9, "pay"),
    (GOOD.replace("which habit did you drop", "who is hiring"), 9, "job_ask"),
    (GOOD.replace("Moving from {from_role} to", "As a {from_role} moving to"), 9, "a or an before a bare slot"),
    (GOOD.replace("Moving from {from_role} to {to_role}", "In {from_org}'s view"), 9, "a possessive on a slot"),
    (GOOD.replace("2021 to now", "2021 to 2020", 1).replace("Data Analyst", "Nurse"), 12, "a firing case yields no"),
    (GOOD.replace("Senior Nurse", "Data Analyst"), 14, "a silent case yields"),
    (GOOD + GOOD, 3, "the id stands more than once"),
]


def named(case: tuple[Trigger, int]) -> str:
    return f"{case[0].id}-{case[1]}"


@pytest.mark.parametrize("case", FIRES, ids=named)
def test_a_trigger_fires(case: tuple[Trigger, int]) -> None:
    trigger, number = case
    said = sentences_of(trigger, trigger.fires[number])
    assert said, "no question"
    if wanted := trigger.fires[number].get("says"):
        assert wanted in said


@pytest.mark.parametrize("case", SILENT, ids=named)
def test_a_trigger_stays_silent(case: tuple[Trigger, int]) -> None:
    trigger, number = case
    assert sentences_of(trigger, trigger.silent[number]) == []


def test_the_bank_is_large_and_its_names_are_single() -> None:
    assert len(BANK) >= 110
    seen = Counter(trigger.id for path in FILES for trigger in read_bank(path))
    assert [name for name, count in seen.items() if count > 1] == []


def test_every_signal_has_a_function_and_is_used() -> None:
    assert set(signal_functions()) == set(CATALOGUE)
    used = {name for trigger in BANK for name in trigger.needs}
    unused = set(CATALOGUE) - used
    assert len(unused) <= 15, sorted(unused)


def test_covers_name_triggers_that_exist() -> None:
    known = {trigger.id for trigger in BANK}
    assert {name for trigger in BANK for name in trigger.covers} <= known


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_built_in_files_are_well(path: Path) -> None:
    assert [finding.reason for finding in check_file(path)] == []


@pytest.mark.parametrize(("text", "line", "reason"), BAD)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, line: int, reason: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    findings = check_file(path)
    assert findings
    assert reason in findings[0].reason
    assert findings[0].line == line


def test_a_coach_adds_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(GOOD, encoding="utf-8")
    bank = load_bank(extra=(path,))
    assert "MINE1" in {trigger.id for trigger in bank}
    assert len(bank) == len(load_bank()) + 1


def test_a_later_trigger_with_the_same_id_replaces_the_earlier(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(GOOD.replace("MINE1", "P01"), encoding="utf-8")
    bank = {trigger.id: trigger for trigger in load_bank(extra=(path,))}
    assert bank["P01"].name == "a habit dropped"


def test_a_bad_file_is_an_error_with_path_and_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(GOOD.replace("minutes = 2\n", ""), encoding="utf-8")
    with pytest.raises(BankError, match=r"mine.toml, line 3: MINE1: the key 'minutes' is missing"):
        read_bank(path)


def test_the_command_checks_and_lists(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(GOOD, encoding="utf-8")
    well = CliRunner().invoke(command, ["check", str(path)])
    assert (well.exit_code, "all is well" in well.output) == (0, True)
    path.write_text(GOOD.replace("insights", "insight"), encoding="utf-8")
    wrong = CliRunner().invoke(command, ["check", str(path)])
    assert wrong.exit_code == 1
    assert f"{path}:6: MINE1: unknown category" in wrong.output or f"{path}:6: " in wrong.output
    listed = CliRunner().invoke(command, ["signals"])
    assert "family_turn" in listed.output


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Nurse at Saltmere Hospital, 2013 to now: Ran a ward of nine.",
         {"title": "Nurse", "organization": "Saltmere Hospital", "start": "2013", "end": None, "current": True, "description": "Ran a ward of nine."}),
        ("Planner at Norvik Rail, 2016-02 to 2019-11", {"title": "Planner", "organization": "Norvik Rail", "start": "2016-02", "end": "2019-11", "current": False}),
        ("Potter", {"title": "Potter", "current": False}),
    ],
)  # fmt: skip
def test_rows_are_short_to_write(text: str, wanted: dict[str, object]) -> None:
    assert example_row(text) == wanted
