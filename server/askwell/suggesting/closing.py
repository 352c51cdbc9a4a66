"""The end of the talk, trimmed to the time there is, and the cues that keep a talk from becoming a questionnaire."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from askwell.domain.questions import ClosingItem
from askwell.suggesting.case import Case
from askwell.suggesting.gates import Ground, aside_problems

_FILE = Path(__file__).parent / "closing.toml"
_RESUME_RANK = 9


@lru_cache(maxsize=1)
def closing_lines() -> dict[str, Any]:
    """Read the closing file."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def closing(case: Case, minutes: float, referral_asked: bool) -> list[ClosingItem]:
    """Choose the closing lines that fit.

    Args:
        case: whom the talk is with.
        minutes: time kept for the end; a message has none and gets one easing line.
        referral_asked: whether a planned question already asks for another person.
    """
    lines = closing_lines()
    if case.channel in {"message", "email"}:
        line = lines["message"]
        return [{"id": line["id"], "text": line["text"], "minutes": 0.0, "purpose": line["purpose"]}]
    chosen: list[ClosingItem] = []
    left = minutes
    for line in sorted(lines["line"], key=lambda entry: int(entry["rank"])):
        if line["rank"] >= _RESUME_RANK or (line["id"] == "C-referral" and referral_asked):
            continue
        if line["minutes"] <= left + 1e-9 or not chosen:
            chosen.append(
                {
                    "id": line["id"],
                    "text": _said(line, case),
                    "minutes": float(line["minutes"]),
                    "purpose": line["purpose"],
                }
            )
            left -= line["minutes"]
    order = [line["id"] for line in lines["line"]]
    return sorted(chosen, key=lambda item: order.index(item["id"]))


def _said(line: dict[str, Any], case: Case) -> str:
    """Fill a line for the kind of person, falling back to its plain form when the topic is unknown or unfit."""
    topic = case.slots.get("target_field") or case.slots.get("field") or case.slots.get("function")
    text: str = line.get("who", {}).get(case.prospect_type, line["text"])
    if "{topic}" not in text:
        return text
    filled = text.replace("{topic}", topic.text) if topic else ""
    ground = Ground.of(case.profile, case.seeker, case.my.private)
    return (
        filled
        if filled and not aside_problems(filled, ground)
        else str(line.get("plain", line["text"].replace("{topic}", "this work")))
    )


def cues() -> list[str]:
    """Give the acknowledgement cues and the one pivot up."""
    entry = closing_lines()["cues"]
    return [*entry["lines"], entry["pivot"]]
