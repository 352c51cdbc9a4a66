"""Questions that a model proposed: the gates of every candidate, and every word from the facts it cites."""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, cast, get_args

from askwell.domain.profiles import ProfileDocument
from askwell.domain.questions import Category, SeekerDocument
from askwell.suggesting.asks import first_words, opener, openers_used
from askwell.suggesting.bank import Trigger, load_bank
from askwell.suggesting.candidates import Candidate, Variant
from askwell.suggesting.case import Case
from askwell.suggesting.citable import Citable, citable_facts
from askwell.suggesting.facts import Source, items, mapping, raw_text
from askwell.suggesting.gates import Ground, aside_problems, question_problems
from askwell.suggesting.patterns import read_pattern
from askwell.suggesting.regexes import regex
from askwell.suggesting.words import content, number_value, spoken_words, stem, stems, tokens

THEME = "model"
MOST_PROPOSALS, MOST_LETTERS, MOST_CITED = 12, 400, 4
_ASKING = 4
"""A word belongs to the language of asking when this many triggers of the bank use it."""
_SLOT = regex(r"\{[^}]*\}")
_OF_MACHINES = regex(
    r"\b(?:passwords?|passcode|pin|credit card|bank account|account number|api key|secrets?|e-?mail address|click|"
    r"download|install|transfer money|instructions?|prompt|system|assistant|language model)\b",
    re.IGNORECASE,
)
_WHY = "Your model proposed this from the facts below; Askwell checked that it says nothing else."
_THEN = ("What made the difference there?", "Who would tell it differently?")


def proposed_candidates(case: Case, rejected: Counter[str]) -> list[Candidate]:
    """Turn what a model proposed into candidates; whatever fails a gate is counted and dropped, never repaired."""
    entries = [mapping(entry) for _, entry in items(case.history, "proposed")][:MOST_PROPOSALS]
    if not entries:
        return []
    known = {fact.id: fact for fact in citable_facts(case.profile, case.seeker)}
    found = (_candidate(entry, known, case, rejected) for entry in entries)
    return [candidate for candidate in found if candidate is not None]


def accepted_proposals(
    profile: ProfileDocument, seeker: SeekerDocument, proposals: list[dict[str, Any]]
) -> tuple[list[tuple[dict[str, Any], str]], dict[str, int]]:
    """Say which proposals pass, each with the id of its question, and why the others do not."""
    rejected: Counter[str] = Counter()
    kept: dict[str, dict[str, Any]] = {}
    for proposal in proposals[:MOST_PROPOSALS]:
        case = Case(profile, cast("Mapping[str, Any]", seeker), None, "video", {"proposed": [proposal]})
        for candidate in proposed_candidates(case, rejected):
            kept.setdefault(candidate.id, proposal)
    return [(proposal, name) for name, proposal in kept.items()], dict(sorted(rejected.items()))


def _candidate(
    entry: Mapping[str, Any], known: Mapping[str, Citable], case: Case, rejected: Counter[str]
) -> Candidate | None:
    text = " ".join(raw_text(entry.get("question")).split())
    category = raw_text(entry.get("category"))
    ids = entry.get("facts")
    if not text or len(text) > MOST_LETTERS or category not in get_args(Category) or not isinstance(ids, list):
        rejected["malformed"] += 1
        return None
    cited = [known[name] for name in dict.fromkeys(map(str, ids[: MOST_CITED + 1])) if name in known]
    if not cited or len(cited) != len(set(map(str, ids))):
        rejected["facts_unknown"] += 1
        return None
    ground = Ground.of([fact.text for fact in cited], {}, case.my.private)
    problems = question_problems(text, ground) or _foreign(text, cited)
    if problems:
        rejected.update(problems[:1])
        return None
    then = [
        line
        for line in _lines(entry.get("follow_ups"))
        if not aside_problems(line, ground) and not _foreign(line, cited)
    ]
    return _made(text, cast("Category", category), cited, tuple([*then, *_THEN][:2]))


def _lines(raw: object) -> list[str]:
    lines = [" ".join(raw_text(line).split()) for line in raw[:4]] if isinstance(raw, list) else []
    return [line for line in lines if 0 < len(line) <= MOST_LETTERS // 2 and line.endswith("?")]


def _foreign(text: str, cited: list[Citable]) -> list[str]:
    """Name what a text says that neither the cited facts nor the language of asking brings."""
    if _OF_MACHINES.search(text):
        return ["injected"]
    said = " ".join(fact.text for fact in cited)
    grounded = stems(said) | {stem(word) for word in tokens(said)}
    if any(number_value(word.lower()) not in (None, 1) and stem(word) not in grounded for word in tokens(text)):
        return ["ungrounded"]
    strange = {stem(word) for word in content(text)} - grounded - asking_words()
    return ["ungrounded"] if strange else []


@lru_cache(maxsize=1)
def asking_words() -> frozenset[str]:
    """Collect the words that many triggers of the bank ask with; they name no fact of anybody."""
    used: Counter[str] = Counter()
    for trigger in load_bank():
        patterns = [wording.pattern.text for wording in trigger.say] + [pattern.text for pattern in trigger.then]
        used.update({stem(word) for text in patterns for word in content(_SLOT.sub(" ", text))})
    return frozenset(word for word, count in used.items() if count >= _ASKING)


def _made(text: str, category: Category, cited: list[Citable], then: tuple[str, ...]) -> Candidate:
    evidence = tuple(dict.fromkeys(held for fact in cited for held in _spoken(fact, text)))
    mine = any(pointer.startswith("/seeker") for pointer, _ in evidence)
    theirs = {fact.id for fact in cited if not fact.kind.startswith("me ")}
    tier = 4 if mine and theirs else min(3, 1 + len(theirs)) if theirs else 2
    variant = Variant(
        text=text,
        asides=lambda: (_WHY, then),
        tier=tier,
        evidence=evidence,
        opener=opener(text),
        words=len(tokens(text)),
        content=spoken_words(text),
        stakes=frozenset({"background"}) if mine else frozenset(),
        ways=openers_used(text),
        beginning=first_words(text),
    )
    name = f"M{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    return Candidate(_trigger(name, category), tuple(fact.id for fact in cited), {}, 1.0, 0.0, (variant,))


def _spoken(fact: Citable, text: str) -> tuple[Source, ...]:
    """Give the parts of a fact whose words the question speaks; all of it when none stands out."""
    said = stems(text)
    return tuple(held for held in fact.sources if stems(held[1]) & said) or fact.sources[:1]


def _trigger(name: str, category: Category) -> Trigger:
    return Trigger(
        id=name,
        name="proposed by your model",
        theme=THEME,
        needs=(),
        when=(),
        only=frozenset(),
        avoid=frozenset(),
        category=category,
        ask="condition",
        lived=0.6,
        minutes=2.5,
        sensitivity=0,
        weight=0.0,
        covers=frozenset(),
        say=(),
        why=read_pattern(_WHY),
        then=(),
    )
