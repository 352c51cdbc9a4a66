"""Facts that a model may be shown and must cite: typed, short, named by their own words, nothing private."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from askwell.suggesting.facts import Source, items, mapping, raw_text, source, spoken
from askwell.suggesting.privacy import is_private

MOST_FACTS, MOST_LETTERS = 40, 300
_LISTS = {
    "person": ("experience", "education", "posts", "publications", "volunteering", "skills"),
    "organization": ("news", "values", "specialties"),
}
_TEXTS = {"person": ("headline",), "organization": ("name", "industry", "tagline", "about")}
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
    for part, names in _TEXTS.items():
        yield from (
            _fact(f"{part} {name}", [(f"/profile/{part}/{name}", mapping(profile.get(part)).get(name))])
            for name in names
        )
    for part, lists in _LISTS.items():
        for name in lists:
            for position, entry in list(items(mapping(profile.get(part)), name))[:10]:
                at = f"/profile/{part}/{name}/{position}"
                leaves = (
                    [(f"{at}/{key}", entry.get(key)) for key in _KEYS] if isinstance(entry, dict) else [(at, entry)]
                )
                yield _fact(f"{part} {name}", leaves)


def _fact(kind: str, leaves: list[tuple[str, object]]) -> Citable | None:
    """Make a fact of what can be spoken; what looks like an order to a machine is left out."""
    kept = [(at, raw_text(raw)[:MOST_LETTERS]) for at, raw in leaves if spoken(raw_text(raw)[:MOST_LETTERS])]
    if kind.startswith("me "):
        kept = [(at, text) for at, text in kept if not is_private(text)]
    text = "; ".join(spoken(raw) for _, raw in kept)
    if not text:
        return None
    digest = hashlib.sha256(json.dumps([kind, text]).encode()).hexdigest()[:8]
    return Citable(f"f{digest}", kind, text, tuple(source(at, raw) for at, raw in kept))
