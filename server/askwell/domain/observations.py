"""Pages as witnesses: what one capture said about one subject, taken apart into single values."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from askwell.domain.facts import FACT_KINDS, FactKind
from askwell.domain.profiles import Evidence, JsonValue, ProfileDocument


@dataclass(frozen=True, slots=True)
class Observation:
    """One read page about one subject.

    Attributes:
        source: Canonical address; a section that is complete here speaks only for facts from the same source.
        document: What the reader made of the page.
    """

    capture_id: str
    url: str
    source: str
    captured_at: datetime
    document: ProfileDocument


@dataclass(frozen=True, slots=True)
class Reading:
    """One value on one page.

    Attributes:
        evidence: By pointer relative to the value; the empty pointer is the value itself.
    """

    kind: FactKind
    value: Any
    evidence: dict[str, Evidence]


def readings(document: ProfileDocument, aspect: str) -> list[Reading]:
    """Take a document apart into values, in the order of the page.

    Args:
        document: A read page.
        aspect: `person` or `organization`: whose values are wanted.
    """
    part: Any = document.get(aspect)
    if not isinstance(part, dict):
        return []
    evidence = document.get("evidence") or {}
    found: list[Reading] = []
    for kind in FACT_KINDS.values():
        if kind.aspect != aspect:
            continue
        value = part.get(kind.field)
        if kind.is_list:
            found += _entries(kind, value, evidence)
        elif not _is_empty(value):
            found.append(Reading(kind, value, _below(evidence, kind.pointer)))
    return found


def _entries(kind: FactKind, values: JsonValue, evidence: dict[str, Evidence]) -> list[Reading]:
    if not isinstance(values, list):
        return []
    base = kind.pointer.removesuffix("-")
    return [
        Reading(kind, value, _below(evidence, f"{base}{index}"))
        for index, value in enumerate(values)
        if not _is_empty(value)
    ]


def _below(evidence: dict[str, Evidence], pointer: str) -> dict[str, Evidence]:
    return {
        place.removeprefix(pointer): Evidence(**proof)
        for place, proof in evidence.items()
        if place == pointer or place.startswith(f"{pointer}/")
    }


def _is_empty(value: JsonValue) -> bool:
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, dict):
        return all(part in (None, "", [], {}) for part in value.values())
    return value in (None, [], {})


def complete_sections(document: ProfileDocument) -> set[str]:
    """Name the sections that the page shows whole; only these can make a fact vanish."""
    return {name for name, section in (document.get("sections") or {}).items() if section.get("state") == "complete"}
