"""Signals of words that say much and cannot be retold: they are given back between quotation marks, as they stand."""

import re
from collections.abc import Iterator

from askwell.suggesting.career import is_foreign
from askwell.suggesting.case import Case
from askwell.suggesting.claims import claims
from askwell.suggesting.cleaning import clean, is_hostile
from askwell.suggesting.dates import read_date
from askwell.suggesting.facts import Binding, Trait, Value, binding, items, mapping, raw_text
from askwell.suggesting.regexes import regex
from askwell.suggesting.speakable import may_be_given_back
from askwell.suggesting.words import sentences, tokens

_LEAST, _MOST, _LONGEST_ABOUT = 5, 18, 20_000
_PALE = regex(
    r"^(?:experienced|passionate|seasoned|skilled|motivated|dedicated|certified|qualified|creative|a |an |with |over |"
    r"more than|currently|based|specialis|specializ|results|detail|team player|open to|"
    r"looking|happy|contact|view|see|email|thank)|"
    r"\b(?:years of|experience in|experienced in|specialist in|expert in|responsible for|services|solutions|"
    r"clients include)\b",
    re.IGNORECASE,
)
_POINTS = regex(r"^(?:it|that|this|they|here|there|he|she|these|those|so|and|but|or|which|then)\b", re.IGNORECASE)
_OF_SELF = regex(r"\b(?:I|I'm|my|we|our)\b", re.IGNORECASE)
_TENSION = regex(
    r"\b(?:not|no|never|nobody|nothing|none|only|but|by accident|fewer|less|more|than|without|instead|half|still|first|"
    r"then|again|hardest|slower|faster)\b|n't\b",
    re.IGNORECASE,
)


def excerpt(case: Case) -> Iterator[Binding]:
    """Find short posts, and lines of an about text with a tension in them, that no other reading retells."""
    if not case.foreign:
        yield from _of_posts(case)
        yield from _of_about(case)


def _of_posts(case: Case) -> Iterator[Binding]:
    for position, entry in items(case.person, "posts"):
        node = mapping(entry)
        raw = raw_text(node.get("text"))
        if raw_text(node.get("kind")).lower() in {"repost", "comment"} or is_foreign(raw) or claims(raw):
            continue
        when = read_date(node.get("date"))
        ago = case.now.month - when.month if when and case.now else None
        if words := _first_words(raw):
            yield _bound(f"posts/{position}/text", words, "You wrote", {"source": "post", "months_ago": ago})


def _of_about(case: Case) -> Iterator[Binding]:
    raw = raw_text(case.person.get("about"))
    read = claims(raw) if len(raw) < _LONGEST_ABOUT else ()
    for sentence in sentences(clean(raw)):
        retold = any(one.sentence.rstrip(".!") in sentence for one in read)
        if (
            not retold
            and not _POINTS.match(sentence)
            and _TENSION.search(sentence)
            and not _PALE.search(sentence)
            and (words := _whole(sentence, raw))
        ):
            yield _bound("about", words, "Your page says", {"source": "about", "of_self": bool(_OF_SELF.search(words))})


def _bound(place: str, words: str, you_said: str, traits: dict[str, Trait | None]) -> Binding:
    held = (f"/profile/person/{place}", words)
    slots = {"excerpt": Value(words, (held,)), "you_said": Value(you_said, (held,))}
    return binding(f"claim:{words[:40]}", slots, traits)


def _first_words(raw: str) -> str:
    """Take as many whole sentences from the start of a post as can be said in one breath."""
    said = ""
    for sentence in sentences(clean(raw)):
        longer = f"{said} {sentence}".strip()
        if len(tokens(longer)) > _MOST:
            break
        said = longer
    return _whole(said, raw)


def _whole(said: str, raw: str) -> str:
    """Give words back without their last full stop when they stand like that on the page and can be said aloud."""
    fits = _LEAST <= len(tokens(said)) <= _MOST and said in raw and not is_hostile(said)
    return said.rstrip(".") if fits and may_be_given_back(said) else ""
