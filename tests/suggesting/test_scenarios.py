"""The project's own scenarios meet every target, measured together and file by file."""

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

from askwell.suggesting import suggest_plan  # noqa: E402
from evaluation.metrics import measure  # noqa: E402

FILES = sorted((Path(__file__).parent / "scenarios").glob("*.json"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_target_is_met(path: Path) -> None:
    scenarios = json.loads(path.read_text(encoding="utf-8"))["scenarios"]

    def plan(one: dict) -> dict:
        return suggest_plan(one["profile"], one["seeker"])

    pairs = [(one, plan(one)) for one in scenarios]
    missed = [
        (metric.name, metric.value, metric.target, metric.notes) for metric in measure(pairs, plan) if not metric.good
    ]
    assert missed == []
