"""Puts kept facts together again: the merged profile, and each fact with its place in it."""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol, cast

from askwell.domain.captures import Change
from askwell.domain.facts import FACT_KINDS, Fact, main_evidence, value_text
from askwell.domain.observations import Observation
from askwell.domain.profiles import Evidence, PageFacts, PageKind, ProfileDocument
from askwell.domain.records import FactRecord
from askwell.domain.sections import merge_sections

_ORDER = {pointer: index for index, pointer in enumerate(FACT_KINDS)}


class PlacedFact(Protocol):
    """What is needed of a kept fact to give it its place; its times need only compare."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def value(self) -> Any: ...  # noqa: ANN401, D102
    @property
    def origin(self) -> str: ...  # noqa: D102
    @property
    def state(self) -> str: ...  # noqa: D102
    @property
    def first_seen(self) -> Any: ...  # noqa: ANN401, D102
    @property
    def last_seen(self) -> Any: ...  # noqa: ANN401, D102
    @property
    def position(self) -> int: ...  # noqa: D102
    @property
    def supersedes(self) -> str | None: ...  # noqa: D102


def assemble_profile(records: Iterable[FactRecord], observations: Iterable[Observation]) -> ProfileDocument:
    """Build the merged profile of everything that is current.

    Args:
        records: Kept facts of a person, of an organization, or of both.
        observations: The pages behind them; they add what sections are still incomplete.
    """
    kept = list(records)
    places = place_facts(kept)
    parts: dict[str, dict[str, Any]] = {}
    evidence: dict[str, Evidence] = {}
    counts: dict[str, int] = {}
    for record in sorted((one for one in kept if one.id in places), key=lambda one: _rank(places[one.id])):
        kind, pointer = record.fact_kind, places[record.id]
        part = parts.setdefault(kind.aspect, {})
        if kind.is_list:
            part.setdefault(kind.field, []).append(record.value)
            counts[kind.section] = counts.get(kind.section, 0) + 1
        else:
            part[kind.field] = record.value
        for below, proof in record.evidence.items():
            evidence[pointer + below] = _proof(proof, record)
    pages = sorted(observations, key=lambda page: (page.captured_at, page.capture_id))
    return ProfileDocument(
        page=_page(pages, "person" if "person" in parts else "organization"),
        person=cast("Any", parts.get("person")),
        organization=cast("Any", parts.get("organization")),
        people=[],
        sections=merge_sections((page.document.get("sections") or {} for page in pages), counts),
        evidence=evidence,
    )


def _proof(proof: Evidence, record: FactRecord) -> Evidence:
    return (
        proof
        if "capture" in proof or record.capture_id is None
        else Evidence(**{**proof, "capture": record.capture_id})
    )


def _page(pages: list[Observation], kind: PageKind) -> PageFacts:
    """Describe the newest page that says something about the subject itself, and not only names it."""
    about = [page for page in pages if page.document.get("person") or page.document.get("organization")]
    if not about:
        return PageFacts(kind=kind)
    newest = about[-1]
    return PageFacts(**{**(newest.document.get("page") or {}), "url": newest.url, "kind": kind})


def _rank(pointer: str) -> tuple[str, int]:
    head, _, tail = pointer.rpartition("/")
    return (head, int(tail)) if tail.isdecimal() else (pointer, 0)


def place_facts(records: Iterable[PlacedFact]) -> dict[str, str]:
    """Give the place in the merged profile of every current fact, by its id."""
    places: dict[str, str] = {}
    for pointer, current in _current_facts(records):
        base = pointer.removesuffix("-")
        if base == pointer:
            places[current[0].id] = pointer
        else:
            places |= {record.id: f"{base}{index}" for index, record in enumerate(current)}
    return places


def assemble_values(records: Iterable[PlacedFact]) -> ProfileDocument:
    """Build the values of the merged profile alone, without sources and sections: what tables and cards are made of."""
    parts: dict[str, Any] = {}
    for pointer, current in _current_facts(records):
        _, aspect, field, *several = pointer.split("/")
        values = [record.value for record in current]
        parts.setdefault(aspect, {})[field] = values if several else values[0]
    return cast("ProfileDocument", parts)


def _current_facts(records: Iterable[PlacedFact]) -> Iterator[tuple[str, list[PlacedFact]]]:
    """Give the current facts of every kind that has any, in the order in which they are shown."""
    kept = list(records)
    by_kind: dict[str, list[PlacedFact]] = {}
    for record in kept:
        if record.state == "current":
            by_kind.setdefault(record.kind, []).append(record)
    for pointer in sorted(by_kind, key=_ORDER.__getitem__):
        current = by_kind[pointer]
        if len(current) == 1:
            yield pointer, current
        elif FACT_KINDS[pointer].is_list:
            yield pointer, _in_order(current, kept)
        else:
            yield pointer, [_newest_words(current)]


def _newest_words(records: list[PlacedFact]) -> PlacedFact:
    """Prefer the user's words, then the newest page's."""
    return max(records, key=lambda record: (record.origin == "user", record.last_seen, record.id))


def _in_order(records: list[PlacedFact], everything: list[PlacedFact]) -> list[PlacedFact]:
    """Order entries as the page does; a correction stands where the page's words stood, an addition by its start."""
    if all(record.origin == "page" for record in records):
        return sorted(records, key=lambda record: (record.position, record.id))
    positions = {record.id: record.position for record in everything}
    ordered = [record for record in records if record.origin == "page" or record.supersedes in positions]
    ordered.sort(key=lambda record: (positions[record.supersedes or record.id], record.id))
    additions = [record for record in records if not any(record is one for one in ordered)]
    for record in sorted(additions, key=lambda one: (one.first_seen, one.id)):
        ordered.insert(_slot(record, ordered), record)
    return ordered


def _slot(record: PlacedFact, ordered: list[PlacedFact]) -> int:
    start = _start(record)
    if start:
        for index, other in enumerate(ordered):
            if _start(other) and _start(other) <= start:
                return index
    return len(ordered)


def _start(record: PlacedFact) -> str:
    return str(record.value.get("start") or "") if isinstance(record.value, dict) else ""


def as_facts(records: Iterable[FactRecord]) -> list[Fact]:
    """Give kept facts as people see them: in the order of the profile, what the user's words replaced left out."""
    kept = list(records)
    places = place_facts(kept)
    shown = [record for record in kept if record.state != "replaced"]
    shown.sort(
        key=lambda one: (_ORDER[one.kind], one.id not in places, _rank(places.get(one.id, ""))[1], one.position, one.id)
    )
    return [_fact(record, places.get(record.id)) for record in shown]


def _fact(record: FactRecord, pointer: str | None) -> Fact:
    kind = record.fact_kind
    proof = main_evidence(record.evidence)
    return Fact(
        id=record.id,
        subject_id=record.subject_id,
        pointer=pointer or kind.pointer.removesuffix("/-"),
        section=kind.section or "top",
        label=kind.label,
        value=record.value,
        text=value_text(record.value),
        origin=record.origin,
        state=record.state,
        raw=proof.get("raw", ""),
        where=proof.get("where", ""),
        method=proof.get("method", ""),
        confidence=proof.get("confidence"),
        url=record.url,
        captured_at=record.last_seen,
        capture_id=record.capture_id,
        was=record.was,
    )


def list_changes(before: Iterable[FactRecord], after: Iterable[FactRecord]) -> list[Change]:
    """Say what became different between two states of the same subject."""
    old = {record.id: record for record in before}
    kept = list(after)
    places = place_facts(kept)
    changes: list[Change] = []
    for record in kept:
        change = _change(old.get(record.id), record, places.get(record.id))
        if change is not None:
            changes.append(change)
    return changes


def _change(old: FactRecord | None, new: FactRecord, pointer: str | None) -> Change | None:
    kind, text = new.fact_kind, value_text(new.value)
    base = kind.pointer.removesuffix("/-")
    was_current = old is not None and old.state == "current"
    if new.state == "current" and not was_current:
        return Change(pointer or base, kind.label, "added", "", text)
    if old is not None and was_current and new.state == "vanished":
        return Change(base, kind.label, "vanished", value_text(old.value), "")
    if old is not None and was_current and new.state == "current" and old.value != new.value:
        return Change(pointer or base, kind.label, "changed", value_text(old.value), text)
    return None
