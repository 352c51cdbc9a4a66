"""Facts in the user's own words: added, corrected, removed; no page ever overwrites them."""

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from askwell.domain.assembling import as_facts
from askwell.domain.errors import FactNotFoundError, ValidationError
from askwell.domain.fact_values import checked_value
from askwell.domain.facts import FACT_KINDS, Fact, FactKind, item_key
from askwell.domain.merging import settle_states
from askwell.domain.profiles import JsonValue
from askwell.domain.records import FactRecord
from askwell.domain.subjects import SubjectKind
from askwell.services import refreshing
from askwell.services.changing import load_for_change
from askwell.storage import captures, journal, subjects
from askwell.storage import facts as rows


def add_fact(
    session: Session, kind: SubjectKind, subject_id: str, pointer: str, value: JsonValue, *, now: datetime
) -> Fact:
    """Add a fact that the user knows.

    Args:
        session: Open for writing.
        kind: Person or organization.
        subject_id: About whom.
        pointer: Its place, such as `/person/skills/-`.
        value: Its value, as in the profile document.
        now: Aware time.

    Raises:
        SubjectNotFoundError: There is none with this id.
        ValidationError: There is no such kind of fact, or the value does not fit it.
    """
    subject = load_for_change(session, subject_id, kind)
    fact_kind = FACT_KINDS.get(pointer) or FACT_KINDS.get(f"{pointer.rpartition('/')[0]}/-")
    if fact_kind is None or fact_kind.aspect != kind:
        raise ValidationError({"pointer": ["There is no such kind of fact here."]})
    checked = checked_value(fact_kind, value)
    known = rows.load_records(session, subject_id)
    same = [one for one in known if one.place == (fact_kind.pointer, item_key(fact_kind, checked))]
    own = next((one for one in same if one.origin == "user"), None)
    if own is not None:
        return _write(session, replace(own, value=checked, state="current", last_seen=now), _added(fact_kind), now)
    record = FactRecord(
        id=str(uuid4()),
        subject_id=subject.id,
        kind=fact_kind.pointer,
        key=item_key(fact_kind, checked),
        value=checked,
        origin="user",
        state="current",
        first_seen=now,
        last_seen=now,
        supersedes=same[0].id if same else None,
    )
    return _write(session, record, _added(fact_kind), now)


def _added(kind: FactKind) -> str:
    return f"Added: {kind.label}"


def change_fact(session: Session, fact_id: str, value: JsonValue, *, now: datetime) -> Fact:
    """Put the user's own words in place of a fact.

    Raises:
        FactNotFoundError: There is none with this id.
        ValidationError: The value does not fit this kind of fact.
    """
    record = _load(session, fact_id)
    checked = checked_value(record.fact_kind, value)
    label = f"Changed: {record.fact_kind.label}"
    if record.origin == "user":
        return _write(session, replace(record, value=checked, state="current", last_seen=now), label, now)
    correction = FactRecord(
        id=str(uuid4()),
        subject_id=record.subject_id,
        kind=record.kind,
        key=record.key,
        value=checked,
        origin="user",
        state="current",
        first_seen=now,
        last_seen=now,
        was=[*record.was, {"value": record.value, "until": now.isoformat()}],
        position=record.position,
        supersedes=record.id,
    )
    return _write(session, correction, label, now)


def remove_fact(session: Session, fact_id: str, *, now: datetime) -> None:
    """Remove a fact; it is kept as removed, so that a new capture does not bring it back.

    Raises:
        FactNotFoundError: There is none with this id.
    """
    record = _load(session, fact_id)
    _write(session, replace(record, state="removed"), f"Removed: {record.fact_kind.label}", now)


def _load(session: Session, fact_id: str) -> FactRecord:
    """Load a fact; an id that the user's correction replaced leads to the correction."""
    record = rows.find_record(session, fact_id)
    if record is not None and record.state == "replaced":
        record = rows.find_correction(session, fact_id) or record
    if record is None or record.state == "removed":
        raise FactNotFoundError
    return record


def _write(session: Session, record: FactRecord, label: str, now: datetime) -> Fact:
    """Store the user's decision, and bring everything derived from facts up to date."""
    subject = subjects.load_subject_row(session, record.subject_id)
    with journal.recording(session, label, now):
        rows.store_record(session, record)
        session.flush()
        known = rows.load_records(session, subject.id)
        pages = settle_states([one for one in known if one.origin == "page"], known)
        rows.store_page_records(session, subject.id, pages)
        after = rows.load_records(session, subject.id)
        refreshing.refresh(session, subject, after, captures.list_observations(session, subject.id), now, touch=True)
    return next((fact for fact in as_facts(after) if fact.id == record.id), as_facts([record])[0])
