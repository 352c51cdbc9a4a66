"""Two records of the same person or company: suggested, joined when the user says so, and taken apart again by undo."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from askwell.domain.actions import Action
from askwell.domain.employers import same_employer
from askwell.domain.errors import ValidationError
from askwell.domain.merging import merge_page_facts
from askwell.domain.records import FactRecord, page_fact_id
from askwell.domain.subjects import STAGES, Subject, SubjectKind
from askwell.services import refreshing
from askwell.storage import captures, facts, joining, journal, notes, subjects
from askwell.storage.models import SubjectRow


@dataclass(frozen=True, slots=True)
class Similar:
    """Somebody who may be the same; only the user can tell.

    Attributes:
        reason: `name_and_employer` or `name`.
    """

    subject: Subject
    reason: Literal["name_and_employer", "name"]


def find_similar(session: Session, kind: SubjectKind, subject_id: str) -> list[Similar]:
    """Find records with the same name, those with the same employer first; nothing is joined by itself.

    Raises:
        SubjectNotFoundError: There is none with this id.
    """
    row = subjects.load_subject_row(session, subject_id, kind)
    found = [_similar(row, other) for other in joining.list_namesakes(session, row)]
    return sorted(found, key=lambda one: (one.reason == "name", one.subject.name, one.subject.id))


def _similar(row: SubjectRow, other: SubjectRow) -> Similar:
    together = bool(row.organization) and same_employer(row.organization, other.organization)
    return Similar(subjects.subject_value(other), "name_and_employer" if together else "name")


def join_subjects(
    session: Session, kind: SubjectKind, kept_id: str, other_id: str, *, now: datetime
) -> tuple[Subject, Action]:
    """Join two records into the first; pages, addresses, notes, answers and the user's own facts of both are kept.

    Undoing the action gives both back, row for row.

    Raises:
        SubjectNotFoundError: One of them does not exist.
        ValidationError: They are the same record.
    """
    if kept_id == other_id:
        raise ValidationError({"other": ["Choose another record to join with."]})
    kept = subjects.load_subject_row(session, kept_id, kind)
    other = subjects.load_subject_row(session, other_id, kind)
    with journal.recording(session, f"Joined two records of {kept.name}", now) as action:
        known = [_adopted(record, kept_id) for record in facts.load_records(session, other_id)]
        known += facts.load_records(session, kept_id)
        joining.move_pages(session, other_id, kept_id)
        joining.move_questions(session, other_id, kept_id)
        _join_notes(session, kept_id, other_id, now)
        _join_columns(kept, other)
        joining.remove_emptied(session, other)
        _merge(session, kept, known, now)
    return subjects.subject_value(kept), journal.action_value(action)


def _adopted(record: FactRecord, subject_id: str) -> FactRecord:
    """Give a fact of the other record as one of the kept record."""
    place = page_fact_id(subject_id, record.kind, record.key)
    if record.origin == "page":
        return replace(record, id=place, subject_id=subject_id)
    return replace(record, subject_id=subject_id, supersedes=place if record.supersedes else None)


def _merge(session: Session, kept: SubjectRow, known: list[FactRecord], now: datetime) -> None:
    observations = captures.list_observations(session, kept.id)
    merged = merge_page_facts(kept.id, kept.kind, observations, known)
    facts.store_page_records(session, kept.id, merged)
    own = [record for record in known if record.origin == "user"]
    for record in own:
        facts.store_record(session, record)
    if observations:
        kept.last_captured_at = observations[-1].captured_at
    refreshing.refresh(session, kept, [*merged, *own], observations, now, touch=True)


def _join_notes(session: Session, kept_id: str, other_id: str, now: datetime) -> None:
    texts = [notes.load_note(session, kept_id).text, notes.load_note(session, other_id).text]
    joined = "\n\n".join(text for text in texts if text.strip())
    if joined and joined != texts[0]:
        notes.store_note(session, kept_id, joined, now)


def _join_columns(kept: SubjectRow, other: SubjectRow) -> None:
    stages = list(STAGES)
    kept.stage = max(kept.stage, other.stage, key=stages.index)
    kept.created_at = min(kept.created_at, other.created_at)
    kept.organization_id = kept.organization_id or other.organization_id
    kept.url = kept.url or other.url
