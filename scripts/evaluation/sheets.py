"""Blind sheets: two lists of questions side by side without a name, in both orders, and what judges made of them."""

import hashlib
import json
import math
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Z_95 = 1.96


def write_sheets(folder: Path, entries: Iterable[dict[str, Any]]) -> int:
    """Write two sheets per comparison (each list once as A, once as B) and the key that judges must not see.

    Args:
        folder: Receives `sheets/NAME.md`, `judgements.json` (to be filled in) and `key.json`.
        entries: `{"id", "about", "ours": [texts], "theirs": [texts], "opponent"}`.

    Returns:
        The number of sheets.
    """
    key, blank = {}, {}
    (folder / "sheets").mkdir(parents=True, exist_ok=True)
    for entry in entries:
        for first, second in (("ours", "theirs"), ("theirs", "ours")):
            name = hashlib.sha256(f"{entry['id']} {entry['opponent']} {first}".encode()).hexdigest()[:10]
            lists = {"A": entry[first], "B": entry[second]}
            (folder / "sheets" / f"{name}.md").write_text(_sheet(entry["about"], lists), encoding="utf-8")
            key[name] = {"id": entry["id"], "opponent": entry["opponent"], "A": first, "B": second}
            blank[name] = ""
    _write(folder / "key.json", key)
    if not (folder / "judgements.json").exists():
        _write(folder / "judgements.json", blank)
    return len(key)


def read_judgements(folder: Path) -> list[str]:
    """Turn judgements (`"A"`, `"B"` or `"tie"` by sheet) into win rates with 95 % intervals, one line per opponent."""
    key = json.loads((folder / "key.json").read_text(encoding="utf-8"))
    given = json.loads((folder / "judgements.json").read_text(encoding="utf-8"))
    counts: dict[str, Counter[str]] = {}
    for name, verdict in given.items():
        sheet = key[name]
        result = "tie" if verdict == "tie" else ("win" if sheet.get(verdict) == "ours" else "loss")
        if verdict in ("A", "B", "tie"):
            counts.setdefault(sheet["opponent"], Counter())[result] += 1
    return [_line(opponent, results) for opponent, results in sorted(counts.items())]


def _line(opponent: str, results: Counter[str]) -> str:
    total = sum(results.values())
    rate = (results["win"] + results["tie"] / 2) / total
    low, high = wilson(rate, total)
    return (
        f"against {opponent}: {results['win']} won, {results['tie']} tied, {results['loss']} lost of {total}: "
        f"{rate:.0%} (ties half; 95 % interval {low:.0%} to {high:.0%})"
    )


def wilson(rate: float, total: int) -> tuple[float, float]:
    """Give the Wilson score interval of a share; see Wilson 1927, https://doi.org/10.2307/2276774."""
    centre = rate + Z_95**2 / (2 * total)
    spread = Z_95 * math.sqrt(rate * (1 - rate) / total + Z_95**2 / (4 * total**2))
    scale = 1 + Z_95**2 / total
    return (centre - spread) / scale, (centre + spread) / scale


def _sheet(about: str, lists: dict[str, list[str]]) -> str:
    parts = ["# Which list would you rather have?", "", about.strip(), ""]
    for name, texts in lists.items():
        parts += [f"## List {name}", "", *(f"{number}. {text}" for number, text in enumerate(texts, 1)), ""]
    parts += ["Answer A, B or tie, thinking of what the seeker would learn and of how the other person would feel.", ""]
    return "\n".join(parts)


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
