"""The small values that signals are made of, and careful reading of documents whose shape nobody guarantees."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from askwell.suggesting.cleaning import clean, is_cut_off, is_hostile, one_line

Trait = str | int | float | bool
Source = tuple[str, str]
"""A JSON pointer into the profile or the seeker, and the captured words found there."""

OWN_SIDE = ("/seeker", "/history")
"""Where pointers to the seeker's own words begin: About me, and the notes of earlier talks."""
_LONGEST_SNIPPET = 240


@dataclass(frozen=True, slots=True)
class Value:
    """Words ready to be spoken, where they come from, and how sure the reading is."""

    text: str
    sources: tuple[Source, ...] = ()
    sure: float = 1.0

    @property
    def mine(self) -> bool:
        """Say whether the words come from the seeker."""
        return any(pointer.startswith(OWN_SIDE) for pointer, _ in self.sources)


@dataclass(frozen=True, slots=True)
class Binding:
    """One occurrence of a signal: its slots, its traits, the facts it rests on, and sources that no slot speaks.

    `facts` are short keys that name what is reused when two questions rest on the same thing.
    """

    slots: Mapping[str, Value] = field(default_factory=dict)
    traits: Mapping[str, Trait] = field(default_factory=dict)
    facts: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    sure: float = 1.0
    worth: float = 0.0


def binding(
    facts: str | tuple[str, ...],
    slots: Mapping[str, Value | None],
    traits: Mapping[str, Trait | None] | None = None,
    sure: float = 1.0,
    sources: tuple[Source, ...] = (),
    worth: float = 0.0,
) -> Binding:
    """Build a binding, leaving out slots and traits that are empty."""
    kept = {name: value for name, value in slots.items() if value is not None and value.text}
    lowest = min([value.sure for value in kept.values()], default=1.0)
    known = {name: trait for name, trait in (traits or {}).items() if trait is not None}
    keys = (facts,) if isinstance(facts, str) else facts
    return Binding(kept, known, keys, sources, min(sure, lowest), worth)


def mapping(node: object) -> Mapping[str, Any]:
    """Give a mapping, empty when the document holds something else there."""
    return node if isinstance(node, Mapping) else {}


def raw_text(node: object) -> str:
    """Give text as captured; numbers become text, everything else nothing."""
    if isinstance(node, str):
        return node
    return str(node) if isinstance(node, int) and not isinstance(node, bool) else ""


def spoken(node: object) -> str:
    """Give one clean line, empty when it is cut off, hostile or no text."""
    text = one_line(clean(raw_text(node)))
    return "" if is_cut_off(raw_text(node).strip()) or is_hostile(text) or len(text) > 300 else text


def items(node: object, key: str) -> Iterator[tuple[int, Any]]:
    """List the entries of a list with their positions; text alone counts as a list of one."""
    found = mapping(node).get(key)
    if isinstance(found, list):
        yield from enumerate(found)


def named_items(node: object, key: str, *names: str) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """List (pointer tail, clean name, entry) of a list whose entries are texts or mappings with one of the names."""
    for position, entry in items(node, key):
        if isinstance(entry, str):
            if text := spoken(entry):
                yield f"{key}/{position}", text, {}
            continue
        for name in names:
            if text := spoken(mapping(entry).get(name)):
                yield f"{key}/{position}/{name}", text, mapping(entry)
                break


def source(pointer: str, raw: object) -> Source:
    """Pair a pointer with the words captured there, shortened at a word."""
    text = raw_text(raw).strip()
    if len(text) <= _LONGEST_SNIPPET:
        return pointer, text
    return pointer, text[:_LONGEST_SNIPPET].rsplit(" ", 1)[0]


def value(text: str, *sources: Source, sure: float = 1.0) -> Value | None:
    """Make a value, or nothing when there are no words."""
    return Value(text, sources, sure) if text else None
