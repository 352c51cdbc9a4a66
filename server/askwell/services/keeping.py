"""How long things are kept: old pages are let go of by themselves, people never; both as the user chose."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from askwell.domain.addresses import canonical_address
from askwell.domain.errors import UrlNotAllowedError
from askwell.domain.keeping import Keeping
from askwell.domain.subjects import Page, Subject
from askwell.storage import backups, erasing, folder
from askwell.storage import keeping as rows
from askwell.storage.database import Database

MOST_SUGGESTED = 20


@dataclass(frozen=True, slots=True)
class Kept:
    """What takes room, and what could go.

    Attributes:
        pages: How many pages are kept as they were captured.
        page_bytes: What they take, packed.
        database_bytes: The whole database file.
        free_bytes: Room on the disk.
        backups: Names and times of the backups, newest first.
        people: Whom the user never wrote to.
    """

    pages: int
    page_bytes: int
    database_bytes: int
    free_bytes: int
    backups: list[tuple[str, datetime | None]]
    people: Page[Subject]


def load_choice(data_dir: Path) -> Keeping:
    """Read how long things are kept."""
    return rows.load_keeping(data_dir)[0]


def choose(data_dir: Path, chosen: Keeping) -> None:
    """Change how long things are kept; nothing is removed before the next day's round.

    Raises:
        DatabaseError: The folder cannot be written.
    """
    rows.store_keeping(data_dir, chosen, rows.load_keeping(data_dir)[1])


def let_go(database: Database, *, now: datetime) -> int:
    """Let go of pages that are older than was chosen; give how many. A clock that jumped removes nothing.

    Raises:
        DatabaseError: The database or its folder cannot be written.
    """
    if database.path is None:
        return 0
    chosen, rounds = rows.load_keeping(database.path.parent)
    following, may_remove = rounds.next(now)
    rows.store_keeping(database.path.parent, chosen, following)
    if not may_remove or not chosen.page_days:
        return 0
    with database.writing() as session:
        return rows.let_go_of_pages(session, now - timedelta(days=chosen.page_days))


def look(session: Session, path: Path, chosen: Keeping, *, now: datetime) -> Kept:
    """Look at what is kept.

    Args:
        session: Open for reading.
        path: The database file.
        chosen: How long things are kept.
        now: Aware time.
    """
    pages, page_bytes = rows.count_kept_pages(session)
    people: Page[Subject] = Page([], 0, MOST_SUGGESTED, 0)
    if chosen.people_days:
        people = rows.list_never_contacted(session, now - timedelta(days=chosen.people_days), MOST_SUGGESTED)
    return Kept(
        pages=pages,
        page_bytes=page_bytes,
        database_bytes=path.stat().st_size,
        free_bytes=shutil.disk_usage(path.parent).free,
        backups=[(one.name, backups.made_at(one)) for one in reversed(folder.list_backups(path))],
        people=people,
    )


def let_come_back(session: Session, url: str) -> int:
    """Forget that the person with this page was erased, so that they may be stored again; give how many traces went.

    Raises:
        UrlNotAllowedError: It is no address of a web page.
    """
    written = url.strip()
    address = canonical_address(written if "://" in written else f"https://{written}")
    if address is None or len(written.split()) != 1:
        raise UrlNotAllowedError("Write the address of the page, as it stands in the browser.")
    return erasing.lift(session, address)
