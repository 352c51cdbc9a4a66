"""Merges pages about one subject: every page in the order of its click, the user's own words above all of them.

The result depends only on the set of pages and on what the user decided, never on the order in which pages arrived.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from askwell.domain.facts import FACT_KINDS, FactKind, FactState, item_key, renamed_key
from askwell.domain.observations import Observation, Reading, complete_sections, readings
from askwell.domain.profiles import Evidence, JsonValue
from askwell.domain.records import FactRecord, page_fact_id
from askwell.domain.values import enriches, join_values


@dataclass(slots=True)
class _Entry:
    """One fact while pages are being read into it; `sources` says for each source whether it still shows it."""

    kind: FactKind
    base: str
    key: str
    value: Any
    evidence: dict[str, Evidence]
    capture_id: str
    url: str
    first_seen: datetime
    last_seen: datetime
    until: datetime | None = None
    was: list[dict[str, Any]] = field(default_factory=list)
    sources: dict[str, bool] = field(default_factory=dict)


def merge_page_facts(
    subject_id: str, aspect: str, observations: Iterable[Observation], known: Iterable[FactRecord]
) -> list[FactRecord]:
    """Give every fact that pages say about a subject, as it should be kept.

    Args:
        subject_id: Whose facts they are.
        aspect: `person` or `organization`.
        observations: All read pages about the subject, in any order.
        known: What is kept now; only what the user wrote or removed counts.
    """
    kept = list(known)
    removed = {record.place: record for record in kept if record.origin == "page" and record.state == "removed"}
    own = {place for record in kept if record.origin == "user" for place in record.places}
    merged: list[FactRecord] = []
    for position, entry in enumerate(fold(observations, aspect)):
        place = (entry.kind.pointer, entry.key)
        natural = (entry.kind.pointer, item_key(entry.kind, entry.value))
        state: FactState = "vanished" if entry.until else "current"
        if place in removed:
            state = "removed"
        elif place in own or natural in own:
            state = "replaced"
        merged.append(_record(subject_id, entry, state, position))
    present = {record.place for record in merged}
    return merged + [record for place, record in removed.items() if place not in present]


def _record(subject_id: str, entry: _Entry, state: FactState, position: int) -> FactRecord:
    return FactRecord(
        id=page_fact_id(subject_id, entry.kind.pointer, entry.key),
        subject_id=subject_id,
        kind=entry.kind.pointer,
        key=entry.key,
        value=entry.value,
        origin="page",
        state=state,
        first_seen=entry.first_seen,
        last_seen=entry.last_seen,
        evidence=entry.evidence,
        capture_id=entry.capture_id,
        url=entry.url,
        until=entry.until,
        was=entry.was,
        position=position,
    )


def fold(observations: Iterable[Observation], aspect: str) -> list[_Entry]:
    """Read all pages into entries, oldest page first; entries come in the order in which a profile shows them."""
    kinds = {pointer: kind for pointer, kind in FACT_KINDS.items() if kind.aspect == aspect}
    entries: dict[str, list[_Entry]] = {pointer: [] for pointer in kinds}
    for page in sorted(observations, key=lambda seen: (seen.captured_at, seen.capture_id)):
        complete = complete_sections(page.document)
        found: dict[str, list[Reading]] = {pointer: [] for pointer in kinds}
        for reading in readings(page.document, aspect):
            found[reading.kind.pointer].append(reading)
        for pointer, kind in kinds.items():
            if found[pointer] or kind.section in complete:
                entries[pointer] = _read_kind(entries[pointer], found[pointer], page, whole=kind.section in complete)
    return [entry for pointer in kinds for entry in entries[pointer]]


def _read_kind(known: list[_Entry], found: list[Reading], page: Observation, *, whole: bool) -> list[_Entry]:
    """Read the values of one kind from one page; what the page shows comes first, in its order."""
    matches = _match(known, found, page.source, whole=whole)
    shown: list[_Entry] = []
    for reading in found:
        entry = matches.get(id(reading))
        if entry is None:
            entry = _begin(reading, page, [*known, *shown])
        else:
            _update(entry, reading, page)
        if not any(entry is one for one in shown):
            shown.append(entry)
    rest = [entry for entry in known if not any(entry is one for one in shown)]
    if whole:
        for entry in rest:
            _miss(entry, page)
    return shown + rest


def _match(known: list[_Entry], found: list[Reading], source: str, *, whole: bool) -> dict[int, _Entry]:
    """Find for each value the entry it continues, by its key, then (on a whole section) by what survives an edit."""
    free = list(known)
    matches: dict[int, _Entry] = {}
    for reading in found:
        base = item_key(reading.kind, reading.value)
        same = [entry for entry in free if entry.base == base]
        entry = next((one for one in same if _starts_alike(one.value, reading.value)), None)
        if entry is not None:
            matches[id(reading)] = entry
            free.remove(entry)
    if not whole:
        return matches
    for reading in found:
        key = renamed_key(reading.kind, reading.value)
        edited = [one for one in free if key and one.sources.get(source) and renamed_key(one.kind, one.value) == key]
        if id(reading) not in matches and len(edited) == 1:
            matches[id(reading)] = edited[0]
            free.remove(edited[0])
    return matches


def _starts_alike(old: JsonValue, new: JsonValue) -> bool:
    """Tell two stints in the same role apart; a date that one page lacks or gives less precisely says nothing."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return True
    before, after = str(old.get("start") or ""), str(new.get("start") or "")
    return before.startswith(after) or after.startswith(before)


def _begin(reading: Reading, page: Observation, others: list[_Entry]) -> _Entry:
    base = item_key(reading.kind, reading.value)
    key, number = base, 2
    taken = {entry.key for entry in others if entry.kind is reading.kind}
    if key in taken and isinstance(reading.value, dict) and reading.value.get("start"):
        key = f"{base}|{reading.value['start']}"
    while key in taken:
        key, number = f"{base}#{number}", number + 1
    return _Entry(
        kind=reading.kind,
        base=base,
        key=key,
        value=reading.value,
        evidence=reading.evidence,
        capture_id=page.capture_id,
        url=page.url,
        first_seen=page.captured_at,
        last_seen=page.captured_at,
        sources={page.source: True},
    )


def _update(entry: _Entry, reading: Reading, page: Observation) -> None:
    """Join a newer value to an entry; the words that prove a value stay those of the page that shows it."""
    entry.last_seen, entry.until = page.captured_at, None
    entry.sources[page.source] = True
    truncated = (page.document.get("sections") or {}).get(entry.kind.section, {}).get("state") == "truncated"
    value = join_values(entry.value, reading.value, truncated=truncated)
    if value == entry.value and value != reading.value and not isinstance(value, dict):
        return
    if value != entry.value and not enriches(entry.value, value):
        entry.was = [*entry.was, {"value": entry.value, "until": page.captured_at.isoformat()}]
    if value == reading.value:
        entry.evidence = reading.evidence
    else:
        older = {place: Evidence(**{"capture": entry.capture_id, **proof}) for place, proof in entry.evidence.items()}
        entry.evidence = {**older, **reading.evidence}
    entry.value, entry.capture_id, entry.url = value, page.capture_id, page.url
    if entry.kind.is_list:
        entry.base = item_key(entry.kind, value)


def _miss(entry: _Entry, page: Observation) -> None:
    """Note that a source which showed this fact shows its section whole without it."""
    if entry.sources.get(page.source):
        entry.sources[page.source] = False
        if not any(entry.sources.values()) and entry.until is None:
            entry.until = page.captured_at


def settle_states(merged: Iterable[FactRecord], known: Iterable[FactRecord]) -> list[FactRecord]:
    """Give page facts their state again after the user wrote, changed or removed something."""
    own = {place for record in known if record.origin == "user" for place in record.places}
    return [_settled(record, own) for record in merged]


def _settled(record: FactRecord, own: set[tuple[str, str]]) -> FactRecord:
    if record.state == "removed":
        return record
    if record.place in own or (record.kind, item_key(record.fact_kind, record.value)) in own:
        return replace(record, state="replaced")
    return replace(record, state="vanished" if record.until else "current")
