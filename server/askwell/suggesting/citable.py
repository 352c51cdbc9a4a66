"""Facts that a model may be shown and must cite: typed, short, named by their own words, nothing private."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from askwell.suggesting.facts import Source, items, mapping, raw_text, source, spoken
from askwell.suggesting.privacy import is_private, public_part
from askwell.suggesting.regexes import regex

MOST_FACTS, MOST_LETTERS, MOST_PIECES = 60, 300, 6
_LISTS = {
    "person": ("experience", "education", "posts", "publications", "volunteering", "skills"),
    "organization": ("news", "values", "specialties"),
}
_TEXTS = {"person": ("headline", "about"), "organization": ("name", "industry", "tagline", "about")}
_WORD = regex(r"[^\W\d_]{3,}")  # what is shorter tells nobody apart
_SENTENCE = regex(r"(?<=[.!?])\s+|\n+")
_LONG = ("/description", "/text")
_KEYS = (
    "title",
    "role",
    "organization",
    "school",
    "degree",
    "field",
    "name",
    "text",
    "description",
    "start",
    "end",
    "date",
)
_MINE = (
    "current_role", "target_role", "target_industry", "goal", "decision", "hypotheses", "skills", "skill_gaps",
    "knows_already", "degree", "past_employers",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citable:
    """One fact with the words it is made of; the id stays as long as the words stay."""

    id: str
    kind: str
    text: str
    sources: tuple[Source, ...]


def citable_facts(profile: Mapping[str, Any], seeker: Mapping[str, Any]) -> tuple[Citable, ...]:
    """List what a model may be shown of a page and of the seeker; names of people and private fields stay out."""
    found = [fact for fact in _all(profile, seeker) if fact is not None]
    return tuple({fact.id: fact for fact in found}.values())[:MOST_FACTS]


def _all(profile: Mapping[str, Any], seeker: Mapping[str, Any]) -> Iterator[Citable | None]:
    for key in _MINE:
        raw = seeker.get(key)
        entries = list(enumerate(raw)) if isinstance(raw, list) else [(None, raw)]
        for position, entry in entries[:8]:
            at = f"/seeker/{key}" if position is None else f"/seeker/{key}/{position}"
            yield _fact(f"me {key}", [(at, entry)])
    unsaid = _name_words(profile)
    for part, names in _TEXTS.items():
        for name in names:
            raw = mapping(profile.get(part)).get(name)
            yield from (_fact(f"{part} {name}", [(f"/profile/{part}/{name}", one)]) for one in _pieces(raw, unsaid))
    for part, lists in _LISTS.items():
        for name in lists:
            for position, entry in list(items(mapping(profile.get(part)), name))[:10]:
                at = f"/profile/{part}/{name}/{position}"
                yield from _of_entry(f"{part} {name}", at, entry, unsaid)


def _of_entry(kind: str, at: str, entry: object, unsaid: frozenset[str]) -> Iterator[Citable | None]:
    """Make a fact of an entry, and one more of each further piece of its long texts, with the title in front."""
    leaves = [(f"{at}/{key}", entry.get(key)) for key in _KEYS] if isinstance(entry, dict) else [(at, entry)]
    pieces = [(where, _pieces(raw, unsaid if where.endswith(_LONG) else frozenset())) for where, raw in leaves]
    first: list[tuple[str, object]] = [(where, found[0]) for where, found in pieces if found]
    yield _fact(kind, first)
    more = [(where, piece) for where, found in pieces for piece in found[1:]]
    yield from (_fact(kind, [*first[:1], piece]) for piece in more)


def _name_words(profile: Mapping[str, Any]) -> frozenset[str]:
    """Give the words of a person's name, in lower case, but for those that employers bear."""
    person = mapping(profile.get("person"))
    employers = " ".join(raw_text(mapping(row).get("organization")) for _, row in items(person, "experience"))
    return frozenset(_words(raw_text(person.get("name"))) - _words(employers))


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)}


def _pieces(raw: object, unsaid: frozenset[str]) -> list[str]:
    """Part a long text into whole sentences short enough to be a fact each; those with the person's name stay out."""
    pieces: list[str] = []
    for sentence in _SENTENCE.split(raw_text(raw)):
        if not sentence or _words(sentence) & unsaid:
            continue
        if pieces and len(pieces[-1]) + len(sentence) < MOST_LETTERS:
            pieces[-1] += f" {sentence}"
        else:
            pieces.append(sentence)
    return pieces[:MOST_PIECES]


def _fact(kind: str, leaves: list[tuple[str, object]]) -> Citable | None:
    """Make a fact of what can be spoken; what looks like an order to a machine is left out."""
    kept = [(at, raw_text(raw)[:MOST_LETTERS]) for at, raw in leaves if spoken(raw_text(raw)[:MOST_LETTERS])]
    if kind.startswith("me "):
        kept = [(at, public_part(text)) for at, text in kept]
        kept = [(at, text) for at, text in kept if text and not is_private(text)]
    text = "; ".join(spoken(raw) for _, raw in kept)
    if not text:
        return None
    digest = hashlib.sha256(json.dumps([kind, text]).encode()).hexdigest()[:8]
    return Citable(f"f{digest}", kind, text, tuple(source(at, raw) for at, raw in kept))
