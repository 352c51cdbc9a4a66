"""Measures question plans on scenarios: `python3 scripts/evaluate_questions.py [FILES] [--sheets DIR | --judged DIR]`.

A scenario file holds `{"scenarios": [{"id", "profile", "seeker", "history", ...}]}`; without a file, the project's own
scenarios are used. `--sheets` writes anonymous A/B sheets against the usual ten and each `strong_model` list,
in both orders; `--judged` reads the filled-in judgements back into win rates. Exit code 1 when a target is missed.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from environment import DEV_LOCK, ROOT, inside

OWN = ROOT / "tests" / "suggesting" / "scenarios"
GENERIC = [
    "Can you tell me about your career path and how you got to where you are today?",
    "What does a typical day look like for you?",
    "What do you enjoy most about your job?",
    "What are the biggest challenges you face?",
    "Which skills are most important for success in this field?",
    "How would you describe the culture where you work?",
    "What trends do you see in the industry?",
    "What advice would you give to someone starting out?",
    "Is further study necessary in this field?",
    "Is there anyone else you would recommend I speak with?",
]


def main() -> int:
    """Print the table of metrics, or write or read sheets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--sheets", type=Path, metavar="DIR")
    parser.add_argument("--judged", type=Path, metavar="DIR")
    options = parser.parse_args()
    inside(DEV_LOCK)
    from evaluation.sheets import read_judgements, write_sheets

    if options.judged:
        print("\n".join(read_judgements(options.judged)))
        return 0
    scenarios = load(options.files or sorted(OWN.glob("*.json")))
    if options.sheets:
        print(f"{write_sheets(options.sheets, comparisons(scenarios))} sheets in {options.sheets}")
        return 0
    return table(scenarios)


def load(files: list[Path]) -> list[dict[str, Any]]:
    """Read the scenarios of several files, in order."""
    documents = [json.loads(path.read_text(encoding="utf-8")) for path in files]
    return [one for document in documents for one in document.get("scenarios", [document])]


def plan(scenario: dict[str, Any]) -> dict[str, Any]:
    """Plan the questions of one scenario."""
    from askwell.suggesting.planner import suggest_plan

    made: Any = suggest_plan(scenario["profile"], scenario["seeker"], history=scenario.get("history"))
    return dict(made)


def table(scenarios: list[dict[str, Any]]) -> int:
    """Print every metric with its target and say how many fall short."""
    from evaluation.metrics import measure

    metrics = measure([(scenario, plan(scenario)) for scenario in scenarios], plan)
    for metric in metrics:
        print(f"{'ok   ' if metric.good else 'SHORT'} {metric.name:58}{metric.value:8.3f}   {metric.target}")
        for note in metric.notes:
            print(f"        {note}")
    short = sum(not metric.good for metric in metrics)
    print(f"{len(scenarios)} scenarios, {short} short")
    return 1 if short else 0


def comparisons(scenarios: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Give what the sheets compare: our first ten with each opponent's ten."""
    for scenario in scenarios:
        questions = sorted(plan(scenario)["questions"], key=lambda question: question["priority"])[:10]
        ours = [question["text"] for question in questions]
        listed = scenario.get("strong_model") or []
        strong = [item if isinstance(item, str) else item["question"] for item in listed]
        about = "\n\n".join(
            f"## {title}\n\n```json\n{json.dumps(scenario[key], ensure_ascii=False, indent=1)}\n```"
            for title, key in (("The person or company", "profile"), ("The seeker", "seeker"))
        )
        for opponent, theirs in (("the usual ten", GENERIC), ("a strong language model", strong)):
            if theirs:
                entry = {"id": scenario["id"], "about": about, "ours": ours, "theirs": theirs[: len(ours)]}
                yield {**entry, "opponent": opponent}


if __name__ == "__main__":
    sys.exit(main())
