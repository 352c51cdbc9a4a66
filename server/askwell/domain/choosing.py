"""Choosing between two values where a profile holds one: the choice is the user's word, and no word is lost by it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal
from uuid import uuid4

from askwell.domain.assembling import place_facts
from askwell.domain.records import FactRecord, page_fact_id

Side = Literal["this", "other"]
SIDES: tuple[Side, ...] = ("this", "other")


def single_records(records: Iterable[FactRecord]) -> dict[str, FactRecord]:
    """Give the value that is shown for every place that holds one, by pointer."""
    kept = list(records)
    places = place_facts(kept)
    return {record.kind: record for record in kept if record.id in places and not record.fact_kind.is_list}


def chosen_record(wanted: FactRecord, words: Sequence[FactRecord], now: datetime) -> FactRecord:
    """Give the user's record that shows the chosen value.

    Args:
        wanted: The value that was chosen, from a page or in the user's words.
        words: What the user wrote in this place before; those words are kept as earlier values.
        now: Aware time of the choice.
    """
    base = words[-1] if words else _first_word(wanted, now)
    earlier = [past for record in words for past in record.was]
    earlier += [{"value": one.value, "until": now.isoformat()} for one in words if one.value != wanted.value]
    return replace(base, value=wanted.value, state="current", last_seen=now, was=earlier if words else base.was)


def _first_word(wanted: FactRecord, now: datetime) -> FactRecord:
    return FactRecord(
        id=str(uuid4()),
        subject_id=wanted.subject_id,
        kind=wanted.kind,
        key=wanted.key,
        value=wanted.value,
        origin="user",
        state="current",
        first_seen=now,
        last_seen=now,
        position=wanted.position,
        supersedes=page_fact_id(wanted.subject_id, wanted.kind, wanted.key),
    )
