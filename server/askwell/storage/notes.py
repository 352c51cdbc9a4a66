"""Notes: rows in, values out."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from askwell.domain.notes import Note
from askwell.storage.models import NoteRow


def load_note(session: Session, subject_id: str) -> Note:
    """Load the note of a subject; version 0 when nothing was written."""
    row = session.get(NoteRow, subject_id)
    return Note() if row is None else Note(row.text, row.version, row.updated_at)


def store_note(session: Session, subject_id: str, text: str, now: datetime) -> Note:
    """Store a note as its next version."""
    row = session.get(NoteRow, subject_id)
    if row is None:
        row = NoteRow(subject_id=subject_id, text=text, version=1, updated_at=now)
        session.add(row)
    else:
        row.text, row.version, row.updated_at = text, row.version + 1, now
    session.flush()
    return Note(row.text, row.version, row.updated_at)


def remove_note(session: Session, subject_id: str) -> None:
    """Remove the note of a subject for good."""
    session.execute(delete(NoteRow).where(NoteRow.subject_id == subject_id))
    session.expire_all()
