"""Notes: read them, and write them without overwriting another window."""

from datetime import datetime

from sqlalchemy.orm import Session

from askwell.domain.errors import EditConflictError, ValidationError
from askwell.domain.notes import MAX_NOTE, Note
from askwell.domain.subjects import SubjectKind
from askwell.services import refreshing
from askwell.services.changing import load_for_change
from askwell.storage import facts, journal, subjects
from askwell.storage import notes as rows


def load_note(session: Session, kind: SubjectKind, subject_id: str) -> Note:
    """Load the note about somebody; version 0 when nothing was written.

    Raises:
        SubjectNotFoundError: There is none with this id.
    """
    subjects.load_subject_row(session, subject_id, kind)
    return rows.load_note(session, subject_id)


def write_note(
    session: Session, kind: SubjectKind, subject_id: str, text: str, expected_version: int, *, now: datetime
) -> Note:
    """Write the whole note.

    Args:
        session: Open for writing.
        kind: Person or organization.
        subject_id: About whom.
        text: The whole text.
        expected_version: The version that the writer has read.
        now: Aware time.

    Raises:
        SubjectNotFoundError: There is none with this id.
        MergeConflictError: The record became part of another one.
        EditConflictError: Another window wrote in the meantime; carries what is stored.
        ValidationError: The text is too long.
    """
    subject = load_for_change(session, subject_id, kind)
    if len(text) > MAX_NOTE:
        raise ValidationError({"text": [f"A note may have up to {MAX_NOTE} characters. Nothing was changed."]})
    current = rows.load_note(session, subject_id)
    if current.version != expected_version:
        raise EditConflictError(current)
    if current.text == text:
        return current
    with journal.recording(session, "Wrote notes", now):
        note = rows.store_note(session, subject_id, text, now)
        subject.updated_at = now
    refreshing.reindex(session, subject, facts.load_records(session, subject_id))
    return note
