"""How long things are kept: the user's choice in a small file, and what is older than that."""

import json
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from askwell.domain.keeping import PAGE_DAYS, PEOPLE_DAYS, Keeping, Rounds
from askwell.domain.subjects import Page, Subject
from askwell.storage.folder import write_private
from askwell.storage.models import CaptureRow, SubjectRow
from askwell.storage.sqlite import explain_file
from askwell.storage.subjects import subject_value

FILE = "keeping.json"
NOT_WRITTEN_TO = ("found", "preparing")


def load_keeping(folder: Path) -> tuple[Keeping, Rounds]:
    """Read the choice; what is missing or damaged counts as never chosen, and then nothing is removed for a day."""
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
        chosen = Keeping(int(found["page_days"]), int(found["people_days"]))
        rounds = Rounds(_moment(found.get("last")), _moment(found.get("held_until")))
    except (OSError, ValueError, KeyError, TypeError):
        return Keeping(), Rounds()
    is_known = chosen.page_days in PAGE_DAYS and chosen.people_days in PEOPLE_DAYS
    return (chosen, rounds) if is_known else (Keeping(), Rounds())


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def store_keeping(folder: Path, chosen: Keeping, rounds: Rounds) -> None:
    """Write the choice.

    Raises:
        DatabaseError: The folder cannot be written; the choice is as it was.
    """
    moments = {"last": rounds.last, "held_until": rounds.held_until}
    document = {"page_days": chosen.page_days, "people_days": chosen.people_days}
    written = document | {name: moment.isoformat() if moment else None for name, moment in moments.items()}
    try:
        write_private(folder / FILE, json.dumps(written))
    except OSError as error:
        raise explain_file(error, "This choice could not be saved. Nothing was changed.") from error


def let_go_of_pages(session: Session, before: datetime) -> int:
    """Let go of the text of pages of which nothing was captured since; what was read from them stays."""
    recent = select(SubjectRow.id).where(SubjectRow.last_captured_at >= before)
    mine = func.coalesce(CaptureRow.subject_id, CaptureRow.organization_id)
    old = (
        CaptureRow.html.is_not(None)
        & (CaptureRow.status == "read")
        & (CaptureRow.received_at < before)
        & (mine.is_(None) | mine.not_in(recent))
    )
    found = list(session.scalars(select(CaptureRow.id).where(old)))
    for start in range(0, len(found), 500):
        some = CaptureRow.id.in_(found[start : start + 500])
        session.execute(update(CaptureRow).where(some).values(html=None, selection=""))
    return len(found)


def list_never_contacted(session: Session, before: datetime, limit: int) -> Page[Subject]:
    """List people whom the user never wrote to and of whom nothing changed since, the oldest first."""
    wanted = select(SubjectRow).where(
        SubjectRow.kind == "person", SubjectRow.stage.in_(NOT_WRITTEN_TO), SubjectRow.updated_at < before
    )
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    rows = session.scalars(wanted.order_by(SubjectRow.updated_at, SubjectRow.id).limit(limit))
    return Page([subject_value(row) for row in rows], total, limit, 0)


def count_kept_pages(session: Session) -> tuple[int, int]:
    """Count the pages whose text is kept, and the bytes it takes."""
    size = func.coalesce(func.sum(func.length(CaptureRow.html)), 0)
    number, taken = session.execute(select(func.count(), size).where(CaptureRow.html.is_not(None))).one()
    return int(number), int(taken)
