"""People and organizations: lists, everything about one, the stage, and erasing for good."""

from datetime import datetime

from sqlalchemy.orm import Session

from askwell.domain.assembling import as_facts
from askwell.domain.errors import ValidationError
from askwell.domain.sections import notices
from askwell.domain.subjects import (
    MAX_PAGE,
    SORTS,
    STAGES,
    ErasureReceipt,
    Page,
    Subject,
    SubjectDetail,
    SubjectKind,
)
from askwell.services import erasing, refreshing
from askwell.services.acquaintances import acquaintances_of
from askwell.services.changing import load_for_change
from askwell.storage import captures, journal, notes
from askwell.storage import subjects as rows
from askwell.storage.database import Database


def list_subjects(
    session: Session,
    kind: SubjectKind,
    *,
    search: str = "",
    stage: str | None = None,
    sort: str = "updated",
    limit: int = 50,
    offset: int = 0,
) -> Page[Subject]:
    """List people or organizations.

    Args:
        session: Open for reading.
        kind: Which of both.
        search: Words that all must occur in names, facts or notes.
        stage: Only those of this stage.
        sort: One of `SORTS`.
        limit: Most items to give, up to `MAX_PAGE`.
        offset: Items to leave out.

    Raises:
        ValidationError: The sort or stage does not exist, or the search text is too long.
    """
    if sort not in SORTS:
        raise ValidationError({"sort": ["Sort by " + ", ".join(SORTS) + "."]})
    if stage and stage not in STAGES:
        raise ValidationError({"stage": ["There is no such stage."]})
    limit, offset = max(1, min(limit, MAX_PAGE)), max(0, offset)
    return rows.list_subjects(session, kind, text=search, stage=stage or "", sort=sort, limit=limit, offset=offset)


def load_subject(session: Session, kind: SubjectKind, subject_id: str) -> SubjectDetail:
    """Load everything known about one person or organization.

    Raises:
        SubjectNotFoundError: There is none with this id.
    """
    row = rows.load_subject_row(session, subject_id, kind)
    profile, records = refreshing.load_profile(session, row)
    subject, organization = rows.subject_value(row), rows.find_subject(session, row.organization_id)
    return SubjectDetail(
        subject=subject,
        profile=profile,
        facts=as_facts(records),
        sections=notices(profile.get("sections") or {}),
        note=notes.load_note(session, row.id),
        captures=captures.list_summaries(session, row.id),
        history=journal.list_history(session, row.id),
        organization=organization,
        acquaintances=acquaintances_of(session, subject, organization),
    )


def change_stage(session: Session, kind: SubjectKind, subject_id: str, stage: str, *, now: datetime) -> Subject:
    """Note how far things have come with somebody.

    Raises:
        SubjectNotFoundError: There is none with this id.
        ValidationError: There is no such stage.
    """
    row = load_for_change(session, subject_id, kind)
    if stage not in STAGES:
        raise ValidationError({"stage": ["There is no such stage."]})
    if row.stage != stage:
        with journal.recording(session, f"Stage: {STAGES[stage]}", now):
            row.stage, row.updated_at = stage, now
    return rows.subject_value(row)


def erase_subject(
    database: Database, kind: SubjectKind, subject_id: str, *, now: datetime, forever: bool = False
) -> ErasureReceipt:
    """Erase somebody for good, with every trace in the data folder.

    Args:
        database: Where they are; this opens its own transaction.
        kind: Which of both.
        subject_id: Who.
        now: Aware time.
        forever: Keep salted hashes of their addresses, so that they are not stored again.

    Raises:
        SubjectNotFoundError: There is none with this id.
    """
    return erasing.erase(database, kind, subject_id, now=now, forever=forever)
