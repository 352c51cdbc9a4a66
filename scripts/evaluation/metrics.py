"""The metrics of a set of plans, each with its target."""

import itertools
import math
import statistics
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from evaluation.sentences import content, faults, opener_of, plain, reading_grade, ungrounded, words

Plan = dict[str, Any]
Scenario = dict[str, Any]
TOP = 10
LIVE_CHANNELS_EXCEPT = ("message", "email")


@dataclass(frozen=True)
class Metric:
    """One figure with its target.

    Attributes:
        value: The figure; counts as whole numbers, shares from 0 to 1.
        good: Whether the target is met.
        notes: Up to a few places where it is not.
    """

    name: str
    value: float
    target: str
    good: bool
    notes: tuple[str, ...] = ()


def flat(node: object) -> str:
    """Join every text and number below a JSON value."""
    if isinstance(node, dict):
        return " ".join(flat(value) for value in node.values())
    if isinstance(node, list):
        return " ".join(flat(value) for value in node)
    return "" if node is None else str(node)


def resolve(root: object, pointer: str) -> object:
    """Follow a JSON pointer (RFC 6901).

    Raises:
        LookupError: The pointer leads nowhere.
        ValueError: A list is asked for something that is no number.
    """
    node: Any = root
    for step in pointer.strip("/").split("/"):
        key = step.replace("~1", "/").replace("~0", "~")
        node = node[int(key)] if isinstance(node, list) else node[key]
    return node


def measure(pairs: list[tuple[Scenario, Plan]], repeat: Callable[[Scenario], Plan] | None = None) -> list[Metric]:
    """Measure plans against their scenarios.

    Args:
        pairs: Scenario (`id`, `profile`, `seeker`) and plan.
        repeat: Plans a scenario again, to see whether the answer is the same.
    """
    found = [*_sentence_faults(pairs), _grounded(pairs), _pointers(pairs), _companions(pairs), _private(pairs)]
    found += _tiers(pairs) + _likeness(pairs) + [_rare(pairs), _entropy(pairs), _openers(pairs), *_clock(pairs)]
    found += _readable(pairs)
    if repeat:
        again = sum(repeat(scenario) != plan for scenario, plan in pairs)
        found.append(Metric("plans that differ on a second run", again, "0", again == 0))
    return found


def _questions(pairs: list[tuple[Scenario, Plan]]) -> list[tuple[Scenario, dict[str, Any]]]:
    return [(scenario, question) for scenario, plan in pairs for question in plan["questions"]]


def _top(plan: Plan) -> list[dict[str, Any]]:
    return sorted(plan["questions"], key=lambda question: question["priority"])[:TOP]


def _none(name: str, notes: list[str]) -> Metric:
    return Metric(name, len(notes), "0", not notes, tuple(notes[:5]))


def _share(name: str, hits: list[bool], least: float) -> Metric:
    value = sum(hits) / len(hits) if hits else 0.0
    return Metric(name, value, f">= {least:.2f}", value >= least)


def _sentence_faults(pairs: list[tuple[Scenario, Plan]]) -> list[Metric]:
    notes: dict[str, list[str]] = {}
    for scenario, question in _questions(pairs):
        for fault in faults(question["text"]):
            notes.setdefault(fault, []).append(f"{scenario['id']}: {question['text']}")
    return [_none(name, found) for name, found in sorted(notes.items())] or [_none("sentence faults", [])]


def _grounded(pairs: list[tuple[Scenario, Plan]]) -> Metric:
    notes = []
    for scenario, question in _questions(pairs):
        source = plain(flat(scenario["profile"]) + " " + flat(scenario["seeker"]))
        missing = ungrounded(question["text"], source)
        if missing:
            notes.append(f"{scenario['id']}: {missing} in {question['text']}")
    return _none("ungrounded words", notes)


def _pointers(pairs: list[tuple[Scenario, Plan]]) -> Metric:
    notes = []
    for scenario, question in _questions(pairs):
        for evidence in question["evidence"]:
            try:
                value = plain(flat(resolve(scenario, evidence["pointer"])))
            except (LookupError, ValueError):
                notes.append(f"{scenario['id']}: {evidence['pointer']} leads nowhere")
                continue
            snippet = plain(evidence.get("snippet") or "")
            if snippet and snippet not in value and value not in snippet:
                notes.append(f"{scenario['id']}: {evidence['pointer']} does not say {evidence['snippet']!r}")
    return _none("evidence that does not hold", notes)


def _companions(pairs: list[tuple[Scenario, Plan]]) -> Metric:
    notes = [
        f"{scenario['id']}: {question['text']}"
        for scenario, question in _questions(pairs)
        if len(question["follow_ups"]) < 2 or not question["why"] or len(words(question["why"])) > 25
    ]
    return _none("questions without why or two follow-ups", notes)


def _private(pairs: list[tuple[Scenario, Plan]]) -> Metric:
    notes = []
    for scenario, question in _questions(pairs):
        for constraint in scenario["seeker"].get("constraints") or []:
            shared = content(str(constraint)) & content(question["text"]) - content(flat(scenario["profile"]))
            if "private" in str(constraint).lower() and len(shared) > 1:
                notes.append(f"{scenario['id']}: {sorted(shared)} in {question['text']}")
    return _none("private words of the seeker", notes)


def _tiers(pairs: list[tuple[Scenario, Plan]]) -> list[Metric]:
    full = [(scenario, plan) for scenario, plan in pairs if scenario["seeker"].get("decision")]
    tiers = [question["tier"] for _, plan in full for question in _top(plan)]
    return [
        _share("top ten resting on a fact of the page (full seeker)", [tier >= 2 for tier in tiers], 0.70),
        _share("top ten joining the seeker with the page (full seeker)", [tier == 4 for tier in tiers], 0.30),
    ]


def _likeness(pairs: list[tuple[Scenario, Plan]]) -> list[Metric]:
    worst, means = 0.0, []
    for _, plan in pairs:
        texts = [content(question["text"]) for question in _top(plan)]
        shares = [len(a & b) / max(1, len(a | b)) for a, b in itertools.combinations(texts, 2)]
        if shares:
            worst = max(worst, *shares)
            means.append(statistics.mean(shares))
    mean = statistics.mean(means) if means else 0.0
    return [
        Metric("likeness of two questions, worst", worst, "< 0.30", worst < 0.30),
        Metric("likeness of two questions, mean", mean, "< 0.08", mean < 0.08),
    ]


def _rare(pairs: list[tuple[Scenario, Plan]]) -> Metric:
    captures = {scenario["id"]: content(flat(scenario["profile"])) for scenario, _ in pairs}
    spread = Counter(word for capture in captures.values() for word in capture)
    common = max(2, 1 + len(captures) // 12)
    hits = [
        sum(spread[word] <= common for word in content(question["text"]) & captures[scenario["id"]]) >= 2
        for scenario, plan in pairs
        if len(flat(scenario["profile"])) > 600
        for question in _top(plan)
    ]
    return _share("two words that only this page has (rich pages)", hits, 0.60)


def _entropy(pairs: list[tuple[Scenario, Plan]]) -> Metric:
    values = []
    for _, plan in pairs:
        top = _top(plan)
        if len(top) >= 8:
            counts = Counter(question["category"] for question in top).values()
            values.append(-sum(n / len(top) * math.log2(n / len(top)) for n in counts))
    lowest = min(values, default=0.0)
    return Metric("spread over categories, lowest (bits)", lowest, ">= 1.50", lowest >= 1.5)


def _openers(pairs: list[tuple[Scenario, Plan]]) -> Metric:
    worst = 0.0
    for _, plan in pairs:
        openers = Counter(opener_of(question["text"]) for question in _top(plan))
        if sum(openers.values()) >= 5:
            worst = max(worst, max(openers.values()) / sum(openers.values()))
    return Metric("commonest opener, worst", worst, "<= 0.60", worst <= 0.60)


def _clock(pairs: list[tuple[Scenario, Plan]]) -> list[Metric]:
    used, early = [], []
    for _, plan in pairs:
        if plan.get("channel") in LIVE_CHANNELS_EXCEPT or not plan.get("minutes"):
            continue
        planned = {question["id"]: question for question in plan["questions"] if question["planned"]}
        total = sum(q["minutes"] for q in planned.values()) + sum(item["minutes"] for item in plan["closing"])
        used.append(total / plan["minutes"])
        best = {question["id"] for question in sorted(planned.values(), key=lambda q: q["priority"])[:2]}
        clock = 0.0
        for name in (name for name in plan["conversation"] if name in planned):
            if name in best:
                early.append(clock / plan["minutes"] < 0.6)
            clock += planned[name]["minutes"]
    fullest = max(used, default=0.0)
    return [
        Metric("minutes used, most", fullest, "<= 1.00", fullest <= 1.0),
        _share("the two that matter most come before 60 % of the time", early, 1.0),
    ]


def _readable(pairs: list[tuple[Scenario, Plan]]) -> list[Metric]:
    grades = [reading_grade(question["text"]) for _, question in _questions(pairs)]
    middle, highest = (statistics.median(grades), max(grades)) if grades else (0.0, 0.0)
    return [
        Metric("reading grade, median", middle, "<= 9", middle <= 9),
        Metric("reading grade, highest", highest, "<= 14", highest <= 14),
    ]
