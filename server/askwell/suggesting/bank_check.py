"""Checks bank files the way a coach needs it: form, sentences, and whether each case fires or stays silent."""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from askwell.suggesting import tuning
from askwell.suggesting.asks import ask_clause
from askwell.suggesting.bank import BankError, Sentences, Trigger, read_bank
from askwell.suggesting.candidates import candidates
from askwell.suggesting.case import Case
from askwell.suggesting.dates import read_date
from askwell.suggesting.gates import ask_problems, content_problems, form_problems
from askwell.suggesting.patterns import Pattern
from askwell.suggesting.regexes import regex
from askwell.suggesting.trade_questions import SPOKEN
from askwell.suggesting.words import tokens

_ROW = regex(
    r"^(?P<title>.+?)(?: at (?P<org>[^,]+(?:, [^,\d]+)*?))?(?:, (?P<start>\d{4}(?:-\d\d)?) to (?P<end>now|"
    r"\d{4}(?:-\d\d)?))?(?:: (?P<text>.+))?$"
)
_NOW = "2025-09-15"
_FILLERS = {
    "deciding": "whether to stay",
    "must": "decide soon",
    "must_short": "decide",
    "opt_stay": "stay",
    "gap_inf": "do it",
    "route": "took one",
    "event_inf": "do it",
    "did_inf": "do it",
    "intro_clause": "works there",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong in a bank file."""

    path: Path
    line: int
    trigger: str
    reason: str


def example_case(example: Mapping[str, Any]) -> Case:
    """Build a case from the shorthand of a bank file."""
    person = dict(example.get("person", {}))
    if "rows" in example:
        person["experience"] = [example_row(text) for text in example["rows"]]
    profile: dict[str, Any] = {
        "page": {"captured_at": example.get("now", _NOW), "language": example.get("language", "en")}
    }
    if person:
        profile["person"] = {"name": "Ada Example", **person}
    if "org" in example:
        profile["organization"] = example["org"]
    return Case(
        profile,
        example.get("me", {}),
        read_date(example.get("now", _NOW)),
        example.get("channel", "video"),
        example.get("history", {}),
    )


def example_row(text: str) -> dict[str, Any]:
    """Read "Title at Organization, START to END|now: text"."""
    found = _ROW.match(text)
    parts = found.groupdict() if found else {"title": text, "org": None, "start": None, "end": None, "text": None}
    row: dict[str, Any] = {"title": parts["title"], "current": parts["end"] == "now"}
    if parts["org"]:
        row["organization"] = parts["org"]
    if parts["start"]:
        row["start"] = parts["start"]
        row["end"] = None if parts["end"] == "now" else parts["end"]
    if parts["text"]:
        row["description"] = parts["text"]
    return row


def sentences_of(trigger: Trigger, example: Mapping[str, Any]) -> list[str]:
    """List every sentence that a trigger yields for one example."""
    found = candidates(example_case(example), (trigger,), Counter())
    return [variant.text for candidate in found for variant in candidate.variants]


def check_file(path: Path) -> list[Finding]:
    """Check one bank file, of triggers or of bare sentences; an empty list means that all is well."""
    try:
        if _only_lists(path):
            return _check_sentences(path)
        triggers = read_bank(path, examples=True)
    except BankError as error:
        return [Finding(path, error.line, "", error.reason)]
    except (OSError, UnicodeDecodeError) as error:
        return [Finding(path, 1, "", f"cannot be read: {error}")]
    text = path.read_text(encoding="utf-8")
    seen = Counter(trigger.id for trigger in triggers)
    found = [
        Finding(path, _line(text, name), name, "the id stands more than once")
        for name, count in seen.items()
        if count > 1
    ]
    for trigger in triggers:
        found += [
            Finding(path, _line(text, trigger.id, near), trigger.id, reason) for near, reason in _problems(trigger)
        ]
    return found


def _only_lists(path: Path) -> bool:
    """Say whether a file lists sentences by kind or by word, as those of one line of work do."""
    try:
        node = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError:
        return False
    return bool(node) and "trigger" not in node and all(isinstance(says, list) for says in node.values())


def _check_sentences(path: Path) -> list[Finding]:
    text = path.read_text(encoding="utf-8")
    return [
        Finding(path, _line(text, wording.pattern.text), key, reason)
        for key, wordings in Sentences(path, SPOKEN).items()
        for wording in wordings
        for reason in pattern_problems(wording.pattern)
    ]


def _line(text: str, name: str, near: str = "") -> int:
    start = max(0, text.find(f'"{name}"'))
    at = text.find(near[:40], start) if near else start
    return text.count("\n", 0, at if at >= 0 else start) + 1


def _problems(trigger: Trigger) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for wording in trigger.say:
        found += [(wording.pattern.text, reason) for reason in pattern_problems(wording.pattern)]
    if len(tokens(bare(trigger.why))) > tuning.WHY_WORDS:
        found.append((trigger.why.text, f"the why is longer than {tuning.WHY_WORDS} words"))
    for example in trigger.fires:
        said = sentences_of(trigger, example)
        if not said:
            found.append(("[[trigger.fires]]", "a firing case yields no question"))
        elif "says" in example and example["says"] not in said:
            found.append((example["says"], f"expected {example['says']!r}, got {said!r}"))
    for example in trigger.silent:
        if said := sentences_of(trigger, example):
            found.append(("[[trigger.silent]]", f"a silent case yields {said[0]!r}"))
    if not trigger.fires or not trigger.silent:
        found.append(("", "at least one firing and one silent case are needed"))
    return found


def bare(pattern: Pattern) -> str:
    """Give a wording with every slot filled by a plain word, for checks of its own words."""
    text = re.sub(r"[\[\]]", "", pattern.text)
    return re.sub(r"\{([a-z_]+)(?:\|[a-z]+)*\}", _filler, text)


def _filler(found: re.Match[str]) -> str:
    name = found[1]
    if name in {"did", "event", "habit", "duty", "remit_clause"}:
        return "you moved it"
    if name in {"hyp", "claim", "known", "turn", "metric", "claim_a", "claim_b"}:
        return "it helped"
    return _FILLERS.get(name, "Norvik")


def pattern_problems(pattern: Pattern) -> list[str]:
    """Name what is wrong with a wording whatever its slots hold."""
    text = bare(pattern)
    found = [name for name in (*ask_problems(text), *content_problems(text)) if name != "hard_to_read"]
    found += [name for name in form_problems(text) if name not in {"article", "doubled_word", "quotes"}]
    if re.search(r"\b(?:a|an) \{(?!\w+\|)", pattern.text):
        found.append("a or an before a bare slot: write {slot|a}")
    if re.search(r"\}['’]s\b", pattern.text):
        found.append("a possessive on a slot")
    if len(tokens(ask_clause(text))) > tuning.MOST_ASK_WORDS:
        found.append("the ask is too long")
    return found
