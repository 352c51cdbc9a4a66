"""The user's own side: at most one row."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from askwell.domain.seekers import Seeker
from askwell.storage.models import SeekerRow

_ONLY = 1


def load_seeker(session: Session) -> Seeker:
    """Load what the user told about themselves; empty when nothing."""
    row = session.get(SeekerRow, _ONLY)
    return Seeker() if row is None else Seeker(row.document, row.updated_at)


def store_seeker(session: Session, document: dict[str, Any], now: datetime) -> Seeker:
    """Store the whole document in place of the former one."""
    row = session.get(SeekerRow, _ONLY)
    if row is None:
        session.add(SeekerRow(id=_ONLY, document=document, updated_at=now))
    else:
        row.document, row.updated_at = document, now
    session.flush()
    return Seeker(document, now)
