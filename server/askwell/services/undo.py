"""Taking back what was done, exactly."""

from datetime import datetime

from sqlalchemy.orm import Session

from askwell.domain.errors import ActionNotFoundError
from askwell.domain.subjects import HistoryEntry
from askwell.services import refreshing
from askwell.storage import facts, journal, subjects


def undo_action(session: Session, action_id: str, *, now: datetime) -> str:
    """Give every row the state it had before an action.

    Returns:
        What was undone, in words.

    Raises:
        ActionNotFoundError: There is none with this id, or it is too old.
        CannotUndoError: Something newer rests on it; nothing is changed.
    """
    action = journal.load_action(session, action_id)
    label = action.label
    for subject_id in journal.undo(session, action, now):
        if subjects.find_subject(session, subject_id) is not None:
            row = subjects.load_subject_row(session, subject_id)
            refreshing.reindex(session, row, facts.load_records(session, subject_id))
    return label


def history(session: Session, subject_id: str) -> list[HistoryEntry]:
    """List what the user did with somebody, newest first."""
    return journal.list_history(session, subject_id)


def find_done(session: Session, action_id: str) -> HistoryEntry | None:
    """Find something that was done, unless it was undone or is too long ago."""
    try:
        action = journal.load_action(session, action_id)
    except ActionNotFoundError:
        return None
    undoable = journal.can_undo(session, action)
    return None if action.undone_at else HistoryEntry(action.id, action.label, action.at, undoable)
