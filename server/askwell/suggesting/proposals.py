"""Questions that a model proposed: the gates of every candidate, and every word from the facts it cites."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, cast, get_args

from askwell.domain.profiles import ProfileDocument
from askwell.domain.questions import Category, SeekerDocument
from askwell.suggesting import tuning
from askwell.suggesting.asks import first_words, opener, openers_used
from askwell.suggesting.bank import Trigger
from askwell.suggesting.candidates import Candidate, Variant
from askwell.suggesting.case import Case
from askwell.suggesting.citable import Citable, citable_facts
from askwell.suggesting.everyday import asking_words, is_anybody
from askwell.suggesting.facts import Source, items, mapping, raw_text
from askwell.suggesting.gates import Ground, aside_problems, question_problems
from askwell.suggesting.patterns import read_pattern
from askwell.suggesting.regexes import regex
from askwell.suggesting.selection import MODEL
from askwell.suggesting.words import content, number_value, spoken_words, stem, stems, tokens

MOST_PROPOSALS, MOST_KEPT, MOST_LETTERS, MOST_CITED, MOST_BESIDE = 12, 36, 400, 4, 2
_SPAN = regex(r"\b(?:first|next|last) [a-z]+ (?:minutes|hours|days|weeks|months)\b", re.IGNORECASE)
_OF_THEM = regex(r"\b(?:which|one|each|either|neither|both) of the (?:two|three)\b|\bthe other two\b", re.IGNORECASE)
_JOINT, _TWICE = regex(r"[-/]"), regex(r"([a-z])\1$")
_FURTHER, _ROOT = regex(r"(?:ors?|ions?|ives?|als?|ness|ful|ly)$"), 4
_ENDING = regex(r"(?:e?d|ing|s|e?st)$")
_OF_MACHINES = regex(
    r"\b(?:passwords?|passcode|pin|credit card|bank account|account number|api key|secrets?|e-?mail address|click|"
    r"download|install|transfer money|language model)\b",
    re.IGNORECASE,
)
_PERHAPS_OF_MACHINES = frozenset({"instruction", "instructions", "prompt", "system", "assistant"})
"""Words of injected orders, unless a cited fact has them: many people are assistants."""
_STAKES = {
    "me decision": "decision",
    "me hypotheses": "hyp",
    "me skill_gaps": "gap",
    "me skills": "skill",
    "me target_role": "target",
}
_BELIEF = "/seeker/hypotheses/"
_WHY = "Your model proposed this from the facts below; Askwell checked that it says nothing else."
_THEN = ("What made the difference there?", "Who would tell it differently?")


def proposed_candidates(case: Case, rejected: Counter[str]) -> list[Candidate]:
    """Turn what a model proposed into candidates; whatever fails a gate is counted and dropped, never repaired."""
    entries = [mapping(entry) for _, entry in items(case.history, "proposed")][:MOST_KEPT]
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
    beside = _also_spoken(text, cited, known.values())
    ground = Ground.of([fact.text for fact in cited], {}, case.my.private)
    problems = question_problems(text, ground) or _foreign(text, [*cited, *beside])
    if problems:
        rejected.update(problems[:1])
        return None
    then = [
        line
        for line in _lines(entry.get("follow_ups"))
        if not aside_problems(line, ground) and not _foreign(line, cited)
    ]
    return _made(text, cast("Category", category), cited, beside, tuple([*then, *_THEN][:2]))


def _also_spoken(text: str, cited: list[Citable], known: Iterable[Citable]) -> list[Citable]:
    """Find the facts that bring a plain word which the cited ones lack, so that they stand beside the question too.

    Names and numbers must come from what is cited: taken from elsewhere, they would tie together what was never one.
    """
    plain = content(text) & set(tokens(text))  # as written, so without capitals
    missing = {word for word in plain if _strange({word}, _grounded(cited))}
    found: list[Citable] = []
    for fact in sorted(known, key=lambda one: one.kind.startswith("me ")):
        brought = {word for word in missing if stem(word) in _grounded([fact])}
        if brought and fact not in cited:
            found.append(fact)
            missing -= brought
    return found if len(found) <= MOST_BESIDE else []


def _lines(raw: object) -> list[str]:
    lines = [" ".join(raw_text(line).split()) for line in raw[:4]] if isinstance(raw, list) else []
    return [line for line in lines if 0 < len(line) <= MOST_LETTERS // 2 and line.endswith("?")]


def _foreign(text: str, cited: list[Citable]) -> list[str]:
    """Name what a text says that neither the cited facts nor the language of asking brings."""
    grounded = _grounded(cited)
    perhaps = {stem(word) for word in _PERHAPS_OF_MACHINES & content(text)}
    if _OF_MACHINES.search(text) or perhaps - grounded:
        return ["injected"]
    counted = tokens(_OF_THEM.sub(" ", _SPAN.sub(" ", text)))
    if any(number_value(word.lower()) not in (None, 1) and stem(word) not in grounded for word in counted):
        return ["ungrounded"]
    named = {word for word in content(_SPAN.sub(" ", text)) if not is_anybody(word, text)}
    return ["ungrounded"] if _strange(named, grounded) else []


def _grounded(cited: list[Citable]) -> frozenset[str]:
    """Give the stems and roots of the words that facts bring; a date brings its year."""
    return frozenset().union(*(_forms(fact.text) for fact in cited))


@lru_cache(maxsize=256)
def _forms(text: str) -> frozenset[str]:
    said = [part for word in tokens(text) for part in {word, *_JOINT.split(word)}]
    return frozenset(form for word in said for form in (stem(word), _root(word)))


def _root(word: str) -> str:
    """Cut a word further down than its stem, so that inspect, inspection and inspector meet."""
    root = _FURTHER.sub("", stem(word))
    return _TWICE.sub(r"\1", root if len(root) >= _ROOT else stem(word))


def _strange(words: Iterable[str], grounded: frozenset[str]) -> bool:
    """Say whether a word is neither grounded nor an everyday one, whatever its ending."""
    allowed = grounded | asking_words()
    return any(not {stem(word), stem(_ENDING.sub("", word)), _root(word)} & allowed for word in words)


def _made(
    text: str, category: Category, cited: list[Citable], beside: list[Citable], then: tuple[str, ...]
) -> Candidate:
    evidence = tuple(dict.fromkeys(held for fact in [*cited, *beside] for held in _spoken(fact, text)))
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
        stakes=_stakes(cited, text) if mine else frozenset(),
        ways=openers_used(text),
        beginning=first_words(text),
    )
    name = f"M{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    held = [f"hyp:{at.removeprefix(_BELIEF)}" for at, _ in evidence if at.startswith(_BELIEF)]
    facts = (*(f"cited:{fact.id}" for fact in cited), *held)
    return Candidate(_trigger(name, category), facts, {}, 1.0, 0.0, (variant,))


def _stakes(cited: list[Citable], text: str) -> frozenset[str]:
    """Name what of the seeker's a question speaks, as the bank's own questions do, so that nothing is asked twice."""
    said = stems(text) - asking_words()
    spoken = (_STAKES.get(fact.kind, "") for fact in cited if stems(fact.text) & said)
    return frozenset(filter(None, spoken)) or frozenset({"background"})


def _spoken(fact: Citable, text: str) -> tuple[Source, ...]:
    """Give the parts of a fact whose words the question speaks; all of it when none stands out."""
    said = stems(text)
    return tuple(held for held in fact.sources if stems(held[1]) & said) or fact.sources[:1]


def _trigger(name: str, category: Category) -> Trigger:
    return Trigger(
        id=name,
        name="proposed by your model",
        theme=MODEL,
        needs=(),
        when=(),
        only=frozenset(),
        avoid=frozenset(),
        category=category,
        ask="condition",
        lived=0.6,
        minutes=2.5,
        sensitivity=0,
        weight=tuning.MODEL_WEIGHT,
        covers=frozenset(),
        say=(),
        why=read_pattern(_WHY),
        then=(),
    )
