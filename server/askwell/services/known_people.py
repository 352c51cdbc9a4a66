"""People whom the seeker knows: brought in, listed, taken out again; every change can be undone exactly."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from askwell.domain.actions import Action
from askwell.domain.errors import SubjectNotFoundError
from askwell.domain.known_people import KnownPerson
from askwell.domain.subjects import MAX_PAGE, Page
from askwell.storage import erasing, journal
from askwell.storage import known_people as rows


def store_known_people(session: Session, people: Sequence[KnownPerson], label: str, *, now: datetime) -> Action | None:
    """Add people and write anew those whose ids are known, as one action; None when nothing became different.

    Whoever was erased for good and is not to be stored again is left out.

    Args:
        session: Open for writing.
        people: Whom; who is the same as whom was settled before (`KnownPeople.find`).
        label: What the action does, in words that read well after “Undo”.
        now: Aware time.
    """
    buried = erasing.buried_among(session, {page for person in people for page in person.pages})
    with journal.recording(session, label, now) as action:
        changed = rows.store_known_people(session, [person for person in people if not person.pages & buried])
    if not changed:
        journal.drop_if_empty(session, action)
        return None
    return journal.action_value(action)


def list_known_people(
    session: Session, *, search: str = "", employer: str = "", limit: int = 50, offset: int = 0
) -> Page[KnownPerson]:
    """List known people by name.

    Args:
        session: Open for reading.
        search: Words that all must occur in what is kept about them.
        employer: Only those who work there, by any way of writing its name.
        limit: Most items to give.
        offset: Items to leave out.

    Raises:
        QueryTooLongError: The search text is longer than anybody types.
    """
    limit, offset = max(1, min(limit, MAX_PAGE)), max(0, offset)
    return rows.list_known_people(session, text=search, employer=employer, limit=limit, offset=offset)


def remove_known_people(session: Session, ids: Collection[str] | None, *, now: datetime) -> Action | None:
    """Take these people out, or everybody; None when there was nobody.

    Raises:
        SubjectNotFoundError: One of them is not there (any more).
    """
    label = "Took out the people you know" if ids is None else "Took out somebody you know"
    with journal.recording(session, label, now) as action:
        removed = rows.remove_known_people(session, ids)
        if ids is not None and removed < len(set(ids)):
            raise SubjectNotFoundError
    if not removed:
        journal.drop_if_empty(session, action)
        return None
    return journal.action_value(action)
