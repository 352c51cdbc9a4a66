"""Wordings as data: text with slots, optional pieces and modifiers, and how they become a sentence."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from askwell.suggesting.facts import Value
from askwell.suggesting.lexicons import lexicons
from askwell.suggesting.regexes import regex
from askwell.suggesting.words import cap_first, number_value, with_article

_SLOT = regex(r"\{([a-z_]+)((?:\|[a-z]+)*)\}")
_PIECE = regex(r"\[([^\[\]]*)\]")
_SENTENCE_START = regex(r"(?:^|[.?!]\s+[“]?|^[“])$")
MODIFIERS = frozenset({"a", "cap", "learn", "that", "the"})
_DETERMINED = regex(
    r"^(?:an?|the|this|that|these|those|my|your|our|their|his|her|its|one|some|any|each|every)\s", re.IGNORECASE
)


_DONE_DAILY = frozenset("shifts nights weekends".split())
_DONE_WITH_OTHERS = frozenset(
    "contradicting disappointing confronting interrupting refusing rejecting shift night".split()
)
_AFTER_DOING = frozenset("with without in on at for to a an the my under across alone people teams others".split())


class PatternError(ValueError):
    """A wording that cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place to fill, with its modifiers."""

    name: str
    modifiers: tuple[str, ...]


Part = str | Slot


@dataclass(frozen=True, slots=True)
class Pattern:
    """A wording split into pieces; a piece is required or left out when one of its slots is empty."""

    text: str
    pieces: tuple[tuple[bool, tuple[Part, ...]], ...]
    slots: frozenset[str]
    required: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A sentence and the values it speaks, by slot."""

    text: str
    used: tuple[tuple[str, Value], ...]


@lru_cache(maxsize=8192)
def read_pattern(text: str) -> Pattern:
    """Split a wording into literal text, slots and optional pieces.

    Raises:
        PatternError: on unbalanced braces or brackets and unknown modifiers.
    """
    pieces: list[tuple[bool, tuple[Part, ...]]] = []
    position = 0
    for found in _PIECE.finditer(text):
        pieces.append((True, _parts(text[position : found.start()])))
        pieces.append((False, _parts(found[1])))
        position = found.end()
    pieces.append((True, _parts(text[position:])))
    names = [(needed, part.name) for needed, parts in pieces for part in parts if isinstance(part, Slot)]
    return Pattern(
        text,
        tuple(piece for piece in pieces if piece[1]),
        frozenset(name for _, name in names),
        frozenset(name for needed, name in names if needed),
    )


def _parts(text: str) -> tuple[Part, ...]:
    parts: list[Part] = []
    position = 0
    for found in _SLOT.finditer(text):
        modifiers = tuple(found[2].split("|")[1:])
        unknown = set(modifiers) - MODIFIERS
        if unknown:
            message = f"unknown modifier |{min(unknown)} in {text!r}"
            raise PatternError(message)
        parts.extend((text[position : found.start()], Slot(found[1], modifiers)))
        position = found.end()
    parts.append(text[position:])
    literal = "".join(part for part in parts if isinstance(part, str))
    if re.search(r"[{}\[\]]", literal):
        message = f"unbalanced braces or brackets in {text!r}"
        raise PatternError(message)
    return tuple(part for part in parts if part != "")


def render(pattern: Pattern, slots: Mapping[str, Value]) -> Rendered | None:
    """Fill a wording; nothing when a required slot is empty or a modifier does not fit."""
    if not pattern.required <= slots.keys():
        return None
    said = ""
    used: list[tuple[str, Value]] = []
    for needed, parts in pattern.pieces:
        if not needed and not all(isinstance(part, str) or part.name in slots for part in parts):
            continue
        for part in parts:
            if isinstance(part, str):
                said += part
                continue
            filled = _modified(slots[part.name].text, part.modifiers)
            if filled is None:
                return None
            said += cap_first(filled) if _SENTENCE_START.search(said) else filled
            used.append((part.name, slots[part.name]))
    return Rendered(cap_first(said.strip()), tuple(used))


def _modified(text: str, modifiers: tuple[str, ...]) -> str | None:
    for modifier in modifiers:
        if modifier == "cap":
            text = cap_first(text)
        elif _DETERMINED.match(text) and modifier in {"a", "the"}:
            return None
        elif modifier == "a":
            text = with_article(text)
        elif modifier == "the":
            text = f"the {text}"
        elif modifier == "that":
            text = _pointed(text)
        elif modifier == "learn":
            text = _to_learn(text)
    return text


def _to_learn(text: str) -> str:
    """Say how one comes by a thing that is missing: learn SQL, get site experience, get used to leading people."""
    words = text.lower().split()
    doing = words[0].endswith("ing") and len(words) > 1
    if words[0] == "being" or words[-1] in _DONE_DAILY or (doing and words[1] in _AFTER_DOING):
        return f"get used to {text}"
    verb = lexicons().verb_forms.get(words[0])
    if verb and verb.gerund == words[0] and doing:
        return f"learn to {verb.base} {text.split(maxsplit=1)[1]}"
    if words[0] in _DONE_WITH_OTHERS:
        return f"get used to {text}"
    return f"get {text}" if words[-1] in lexicons().words["gained"] else f"learn {text}"


def _pointed(text: str) -> str:
    """Point at something named before: those three contracts, that project."""
    first, _, rest = text.partition(" ")
    if first.lower() in {"a", "an", "the", "one"}:
        return f"that {rest}"
    number = number_value(first)
    many = (number is not None and number > 1) or (text.endswith("s") and not text.endswith("ss"))
    return f"those {text}" if many else f"that {text}"
