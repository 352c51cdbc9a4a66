"""The user's own side: read it and write it."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from askwell.domain.seekers import Seeker
from askwell.storage import journal
from askwell.storage import seekers as rows


def load_seeker(session: Session) -> Seeker:
    """Load what the user told about themselves; empty when nothing."""
    return rows.load_seeker(session)


def write_seeker(session: Session, document: dict[str, Any], *, now: datetime) -> Seeker:
    """Store the whole document in place of the former one; empty fields are left out."""
    kept = {name: value for name, value in document.items() if name != "filled" and value not in (None, "", [], {})}
    if rows.load_seeker(session).document == kept:
        return rows.load_seeker(session)
    with journal.recording(session, "Changed About me", now):
        return rows.store_seeker(session, kept, now)
