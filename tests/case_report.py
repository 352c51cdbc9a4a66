"""The abuse cases: their list, what became of each in a run of tests, and the report about all of them."""

import csv
import json
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

ABUSE = Path(__file__).parent / "abuse"
OUTCOMES = Path(__file__).parent.parent / "build" / "cases"
MOST_NOT_APPLICABLE = 15


def load_cases() -> dict[str, dict[str, str]]:
    """Read the rows of all cases by id, in their order."""
    with (ABUSE / "cases.tsv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


def load_reasons() -> dict[str, str]:
    """Read why some cases cannot apply."""
    found: dict[str, str] = tomllib.loads((ABUSE / "not_applicable.toml").read_text(encoding="utf-8"))
    return found


def store_outcomes(run: str, outcomes: Mapping[str, str], *, again: bool = False) -> None:
    """Keep what one run of tests found, for the report about all runs.

    Args:
        run: Its name.
        outcomes: What became of each case.
        again: Whether only what failed before was run; the rest stays as it was.
    """
    OUTCOMES.mkdir(parents=True, exist_ok=True)
    path = OUTCOMES / f"{run}.json"
    before = json.loads(path.read_text(encoding="utf-8")) if again and path.exists() else {}
    path.write_text(json.dumps({**before, **outcomes}), encoding="utf-8")


def joined(many: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Join outcomes: what failed once has failed."""
    all_: dict[str, str] = {}
    for one in many:
        for case, outcome in one.items():
            all_[case] = "FAILED" if "FAILED" in (outcome, all_.get(case)) else outcome
    return all_


def load_outcomes() -> dict[str, str]:
    """Read what the last runs found, all of them together."""
    return joined(json.loads(path.read_text(encoding="utf-8")) for path in sorted(OUTCOMES.glob("*.json")))


def report(outcomes: Mapping[str, str]) -> tuple[list[str], bool]:
    """Write a line per case and the sum.

    Returns:
        The lines, and whether every case passed or has its reason.
    """
    cases, reasons = load_cases(), load_reasons()
    verdicts = {case: outcomes.get(case) or ("n/a" if case in reasons else "not run") for case in cases}
    lines = [
        f"{case:5}{verdict:8} {cases[case]['case'][:90]}{f'  ({reasons[case]})' if verdict == 'n/a' else ''}"
        for case, verdict in verdicts.items()
    ]
    count = {verdict: list(verdicts.values()).count(verdict) for verdict in ("passed", "n/a", "not run", "FAILED")}
    lines.append(
        f"{len(cases)} cases: {count['passed']} passed, {count['n/a']} not applicable with reason, "
        f"{count['not run']} not run, {count['FAILED']} failed"
    )
    fine = count["not run"] + count["FAILED"] == 0 and count["n/a"] <= MOST_NOT_APPLICABLE
    return lines, fine


def main() -> int:
    """Print the report; 0 only when every case passed or has its reason."""
    lines, fine = report(load_outcomes())
    sys.stdout.write("\n".join([*lines, ""]))
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
