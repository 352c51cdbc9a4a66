"""Erasing a part of what is kept about somebody: one page, the note, or one fact in the user's own words."""

from datetime import datetime

from sqlalchemy.orm import Session

from askwell.domain.errors import CaptureNotFoundError, FactNotFoundError, ValidationError
from askwell.domain.subjects import ErasureReceipt, SubjectKind
from askwell.services import refreshing
from askwell.storage import captures, erasing, facts, journal, notes, subjects
from askwell.storage.database import Database


def erase_page(
    database: Database, kind: SubjectKind, subject_id: str, capture_id: str, *, now: datetime
) -> ErasureReceipt:
    """Erase one kept page and what only it said; the history goes as well, because it quotes the page.

    Raises:
        SubjectNotFoundError: There is nobody with this id.
        CaptureNotFoundError: The page is not one about them.
    """
    with database.writing() as session:
        row = subjects.load_subject_row(session, subject_id, kind)
        if capture_id not in {page.id for page in captures.list_summaries(session, subject_id)}:
            raise CaptureNotFoundError
        capture = captures.load_capture(session, capture_id)
        about = [one for one in (capture.subject_id, capture.organization_id) if one]
        captures.remove_page(session, capture_id)
        for one in about:
            journal.forget_subject(session, one)
            facts.forget_pages(session, one)
            captures.forget_changes(session, one)
            refreshing.remerge(session, row if one == subject_id else subjects.load_subject_row(session, one), now)
        _conclude(session, capture_id, now)
    return ErasureReceipt({"captures": 1}, pending=not database.forget_freed(now))


def erase_note(database: Database, kind: SubjectKind, subject_id: str, *, now: datetime) -> ErasureReceipt:
    """Erase what the user wrote about somebody, with all its earlier versions.

    Raises:
        SubjectNotFoundError: There is nobody with this id.
    """
    with database.writing() as session:
        row = subjects.load_subject_row(session, subject_id, kind)
        notes.remove_note(session, subject_id)
        journal.forget_subject(session, subject_id)
        refreshing.reindex(session, row, facts.load_records(session, subject_id))
        _conclude(session, subject_id + "note", now)
    return ErasureReceipt({"notes": 1}, pending=not database.forget_freed(now))


def erase_fact(
    database: Database, kind: SubjectKind, subject_id: str, fact_id: str, *, now: datetime
) -> ErasureReceipt:
    """Erase one fact that the user wrote, also from the history.

    Raises:
        SubjectNotFoundError: There is nobody with this id.
        FactNotFoundError: The fact is not there any more.
        ValidationError: A page says it, so that page has to be erased.
    """
    with database.writing() as session:
        row = subjects.load_subject_row(session, subject_id, kind)
        record = facts.find_record(session, fact_id)
        if record is None or record.subject_id != subject_id:
            raise FactNotFoundError
        if record.origin != "user":
            raise ValidationError({"fact": ["A kept page says this. Erase the page, and it goes with it."]})
        facts.remove_record(session, fact_id)
        journal.forget_subject(session, subject_id)
        refreshing.remerge(session, row, now)
        _conclude(session, fact_id, now)
    return ErasureReceipt({"facts": 1}, pending=not database.forget_freed(now))


def _conclude(session: Session, what: str, now: datetime) -> None:
    """Leave a trace without words, by which older backups are known to hold too much; and clean the index."""
    erasing.remember(session, what, [], now)
    erasing.scrub(session)
