"""How much there is, for the panel's first look."""

from typing import Any

from sqlalchemy.orm import Session

from askwell.storage import captures, seekers, subjects


def status(session: Session) -> dict[str, Any]:
    """Count people, companies and pages that wait to be read."""
    return {
        "people": subjects.count_subjects(session, "person"),
        "companies": subjects.count_subjects(session, "organization"),
        "waiting": captures.count_waiting(session),
        "seeker_filled": seekers.load_seeker(session).filled > 0,
    }
