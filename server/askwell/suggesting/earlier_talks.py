"""What earlier talks left behind: claims of different people that disagree, and advice of the same person."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from askwell.suggesting.cleaning import clean, is_hostile, one_line
from askwell.suggesting.facts import items, mapping, raw_text
from askwell.suggesting.lexicons import lexicons, word_list
from askwell.suggesting.privacy import is_private
from askwell.suggesting.regexes import regex
from askwell.suggesting.words import similarity, spoken_words, stems, tokens

MOST_CONFLICTS, MOST_ADVICE = 2, 2
_MOST_WORDS = 10
_SAME_TOPIC, _SAME_CLAIM = 0.5, 0.6
_PARTS = regex(r"(?<=[.!?;])\s+|\n+")
_FILLER = regex(r"^(?:yes|no|well|ok(?:ay)?|so|basically|honestly|in short)\s*[,:;.]\s*", re.IGNORECASE)
_REPORT = regex(
    r"^(?:s?he|they)\s+(?:said|says?|told me|thinks?|thought|explained|believes?|finds?|found)\s+(?:that\s+)?",
    re.IGNORECASE,
)
_SAID = regex(r",?\s*(?:s?he|they) (?:said|says|thinks?|told me)$", re.IGNORECASE)
_SOMEBODY = regex(r"\b(?:i|me|my|mine|we|us|our|he|she|him|his|hers?|they|them|their)\b", re.IGNORECASE)
_SOMEBODY_ELSE = regex(r"\b(?:you|your|he|she|him|his|hers?|they|them|their)\b", re.IGNORECASE)
_NOT = regex(r"\b(?:not|never|no|nobody|nothing|hardly|without|\w+n['’]t)\b", re.IGNORECASE)
_ADVISED = regex(
    r"^(?:(?:s?he|they)\s+)?(?:suggested|recommended|advised|proposed)\s+(?:me\s+)?(?:to\s+|that i\s+)?", re.IGNORECASE
)
_TO_DO = regex(r"^(?:to|try to|i should|i could|you should|you could)\s+", re.IGNORECASE)
_REASON = regex(r"\s*(?:,| because | so that | since | before | in order to ).*$", re.IGNORECASE)
_DID = regex(r"^I (?!should|will|want|would|could|can|need|plan|must|hope|am|think)(.+)$")
_ADVICE_KINDS = frozenset({"advice", "resources"})
_STATING = "count matter decide help work win beat come go weigh cost pay last hire prefer want expect need".split()
_PLAIN_VERBS = dict(
    pair.split("/")
    for pair in "read/reading try/trying talk/talking ask/asking write/writing look/looking start/starting "
    "join/joining visit/visiting build/building learn/learning take/taking find/finding watch/watching "
    "shadow/shadowing practise/practising practice/practicing keep/keeping do/doing make/making call/calling "
    "meet/meeting volunteer/volunteering follow/following spend/spending show/showing count/counting "
    "compare/comparing collect/collecting begin/beginning listen/listening".split()
)


@dataclass(frozen=True, slots=True)
class Told:
    """An answer as it was noted.

    Attributes:
        pointer: Where it stands in the history.
        who: Names the person for telling two apart; never spoken.
    """

    pointer: str
    trigger: str
    question: frozenset[str]
    answer: str
    who: str
    same_person: bool
    advising: bool


def remembered(history: Mapping[str, Any]) -> Mapping[str, Any]:
    """Add to a history what its answers from earlier talks say: conflicts and advice, each with its place."""
    told = list(_told(history))
    if not told:
        return history
    return {
        **history,
        "conflicts": [*(history.get("conflicts") or []), *_conflicts(told)],
        "advice": [*(history.get("advice") or []), *_advice(told)],
    }


def _told(history: Mapping[str, Any]) -> Iterator[Told]:
    for position, raw in items(history, "answers"):
        entry = mapping(raw)
        answer = raw_text(entry.get("answer")).strip()
        if answer and entry.get("earlier", True):
            yield Told(
                f"/history/answers/{position}/answer",
                raw_text(entry.get("trigger")),
                spoken_words(raw_text(entry.get("text"))),
                answer,
                raw_text(entry.get("person")),
                bool(entry.get("same_person")),
                raw_text(entry.get("category")) in _ADVICE_KINDS,
            )


def _conflicts(told: list[Told]) -> list[dict[str, str]]:
    """Pair answers of two other people to one question that cannot both be all of the truth."""
    names = frozenset(word for one in told for word in word_list(one.who) if len(word) > 2)
    heard = [(one, claim) for one in told if not one.same_person and (claim := claim_of(one.answer, names))]
    found: list[dict[str, str]] = []
    for place, (first, claim) in enumerate(heard):
        for second, other in heard[place + 1 :]:
            if first.who != second.who and _one_topic(first, second) and disagree(claim, other):
                found.append({"claim_a": claim, "claim_b": other, "at_a": first.pointer, "at_b": second.pointer})
                break
    return found[:MOST_CONFLICTS]


def _one_topic(first: Told, second: Told) -> bool:
    near = similarity(first.question, second.question)
    return near >= _SAME_TOPIC or (first.trigger == second.trigger and bool(first.trigger))


def claim_of(answer: str, names: frozenset[str] = frozenset()) -> str:
    """Give the first sentence of an answer when it can be repeated to somebody else without telling who said it."""
    first = one_line(clean(_PARTS.split(answer.strip())[0]))
    text = _SAID.sub("", _REPORT.sub("", _FILLER.sub("", first)).rstrip(".!;, "))
    fits = 2 <= len(tokens(text)) <= _MOST_WORDS and "?" not in text
    if not fits or is_hostile(text) or is_private(text) or _SOMEBODY.search(text):
        return ""
    if names & set(word_list(text)) or not _finite() & set(word_list(text)[1:]):
        return ""
    return text


@lru_cache(maxsize=1)
def _finite() -> frozenset[str]:
    """Name words that make a sentence of a few words."""
    known = lexicons()
    bases = {verb.base for verb in known.verbs.values()} | set(_PLAIN_VERBS) | set(_STATING)
    return frozenset({*known.words["finite"], *known.verbs, *bases, *(f"{base}s" for base in bases)})


def disagree(claim: str, other: str) -> bool:
    """Say whether two claims speak of one thing and say different things about it."""
    shared = stems(claim) & stems(other)
    if not shared:
        return False
    denied = bool(_NOT.search(claim)) is not bool(_NOT.search(other))
    return denied or similarity(stems(claim), stems(other)) < _SAME_CLAIM


def _advice(told: list[Told]) -> list[dict[str, str]]:
    found = []
    for one in told:
        if one.same_person and (phrase := advice_of(one.answer, one.advising)):
            found.append({"advice": phrase, **_followed(one.answer), "at": one.pointer, "said": one.answer})
    return found[:MOST_ADVICE]


def advice_of(answer: str, advising: bool = True) -> str:
    """Give the advice in an answer as something one does: "reading two reports"; nothing when there is none."""
    first = one_line(clean(_PARTS.split(answer.strip())[0])).rstrip(".!;, ")
    bare = _ADVISED.sub("", _FILLER.sub("", first))
    named = bare != _FILLER.sub("", first)
    text = _REASON.sub("", _TO_DO.sub("", bare)).strip()
    head, _, rest = text.partition(" ")
    doing = head.lower() if head.lower().endswith("ing") else _doing(head.lower())
    if not (advising or named) or not doing or not rest:
        return ""
    phrase = f"{doing} {rest}"
    unfit = is_hostile(phrase) or is_private(phrase) or _SOMEBODY_ELSE.search(phrase) or _NOT.search(phrase)
    return "" if unfit or len(tokens(phrase)) > _MOST_WORDS else phrase


def _doing(base: str) -> str:
    if base in _PLAIN_VERBS:
        return _PLAIN_VERBS[base]
    return next((verb.gerund for verb in lexicons().verbs.values() if verb.base == base), "")


def _followed(answer: str) -> dict[str, str]:
    """Find what the seeker did with the advice: a later sentence that begins with "I"."""
    for part in _PARTS.split(answer.strip())[1:]:
        did = _DID.match(one_line(clean(part)).rstrip(".!;, "))
        if did and len(tokens(did[1])) <= 2 * _MOST_WORDS:
            action, _, result = re.sub(r",\s+(?:and|but)\s+", "\0", did[1], count=1).partition("\0")
            return {"action": action, "result": result} if result else {"action": action}
    return {}
