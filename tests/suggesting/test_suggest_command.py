"""The command line of the engine: one plan, a list of plans, and what it says about files it cannot read."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from askwell.cli.suggest import command
from askwell.suggesting import alternatives, suggest_plan

SCENARIOS: dict[str, Any] = {
    one["id"]: one
    for one in json.loads((Path(__file__).parent / "scenarios" / "talks.json").read_text(encoding="utf-8"))["scenarios"]
}


def run(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(command, [str(word) for word in words])
    return result.exit_code, result.output


def saved(folder: Path, name: str, document: object) -> Path:
    path = folder / f"{name}.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_one_plan_is_the_plan_of_the_engine(tmp_path: Path) -> None:
    one = SCENARIOS["T03"]
    profile, seeker = saved(tmp_path, "profile", one["profile"]), saved(tmp_path, "seeker", one["seeker"])
    code, said = run("--profile", profile, "--seeker", seeker, "--minutes", 30, "--channel", "phone")
    assert code == 0
    assert json.loads(said) == suggest_plan(one["profile"], one["seeker"], minutes=30, channel="phone")


def test_a_list_gives_one_line_per_entry_inline_or_by_path(tmp_path: Path) -> None:
    one = SCENARIOS["T07"]
    saved(tmp_path, "p", one["profile"])
    batch = saved(
        tmp_path,
        "batch",
        [
            {"id": "inline", "profile": one["profile"], "seeker": one["seeker"], "minutes": "long"},
            {"id": "path", "profile": "p.json", "seeker": one["seeker"]},
            {"id": "bare", "profile": None, "seeker": 7},
        ],
    )
    code, said = run("--batch", batch)
    lines = [json.loads(line) for line in said.splitlines()]
    assert code == 0
    assert [line["id"] for line in lines] == ["inline", "path", "bare"]
    assert lines[0]["plan"] == lines[1]["plan"]
    assert lines[2]["plan"]["questions"] == []


@pytest.mark.parametrize(("text", "said"), [("{", "is not JSON"), ("\x00\xff", "is not JSON")])
def test_a_broken_file_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "broken.json"
    path.write_text(text, encoding="latin-1")
    code, output = run("--profile", path)
    assert code == 1
    assert said in output
    assert str(path) in output


def test_a_path_in_a_list_that_is_not_there_is_named(tmp_path: Path) -> None:
    code, output = run("--batch", saved(tmp_path, "batch", [{"id": 1, "profile": "gone.json", "seeker": {}}]))
    assert code == 1
    assert "gone.json" in output


def test_without_a_profile_the_command_says_what_it_needs() -> None:
    code, output = run()
    assert code == 2
    assert "--profile" in output


@pytest.mark.parametrize("name", sorted(SCENARIOS))
def test_alternatives_come_from_the_reserve_and_start_with_the_same_kind(name: str) -> None:
    plan = suggest_plan(SCENARIOS[name]["profile"], SCENARIOS[name]["seeker"])
    held = [question["id"] for question in plan["reserve"]]
    for shown in plan["questions"]:
        offered = alternatives(plan, shown["id"])
        assert len(offered) <= 3
        assert all(one["id"] in held for one in offered)
        kinds = [one["category"] == shown["category"] for one in offered]
        assert kinds == sorted(kinds, reverse=True)
    assert alternatives(plan, "nothing") == []
