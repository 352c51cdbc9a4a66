"""Putting a page about nobody in particular, such as an article, with the person or company it matters for."""

from datetime import datetime

from sqlalchemy.orm import Session

from askwell.domain.actions import Action
from askwell.domain.errors import ValidationError
from askwell.domain.subjects import SubjectKind
from askwell.services.changing import load_for_change
from askwell.storage import captures, journal


def attach_capture(session: Session, capture_id: str, kind: SubjectKind, subject_id: str, *, now: datetime) -> Action:
    """Keep a research page with somebody.

    Raises:
        CaptureNotFoundError: The page is not stored.
        SubjectNotFoundError: There is nobody with this id.
        ValidationError: The page is about somebody already.
    """
    capture = captures.load_capture(session, capture_id)
    subject = load_for_change(session, subject_id, kind)
    if capture.subject_id is not None:
        raise ValidationError({"id": ["This page is kept with somebody already."]})
    with journal.recording(session, f"Kept a page with {subject.name}", now) as action:
        capture.subject_id = subject.id
        subject.updated_at = now
    return journal.action_value(action)
