"""Backups as people meet them: once a day by itself, or when asked for; and finishing an erasure in them."""

from datetime import datetime
from pathlib import Path

from askwell.domain.errors import DatabaseDamagedError, DatabaseLostError, ValidationError
from askwell.domain.subjects import SUBJECT_KINDS
from askwell.storage import backups, captures, erasing, folder, seekers, sqlite, subjects
from askwell.storage.database import Database


def back_up_daily(database: Database, *, now: datetime) -> Path | None:
    """Make the backup of the day, unless there is one or nothing to keep; give where it is.

    Raises:
        DatabaseError: It could not be made; nothing was changed.
    """
    if database.path is None or not backups.is_due(database.path, now):
        return None
    return database.backup(now, reason="daily") if holds_something(database) else None


def holds_something(database: Database) -> bool:
    """Say whether there is anything that could be lost."""
    with database.reading() as session:
        counted = (subjects.count_subjects(session, kind) for kind in SUBJECT_KINDS)
        return any(counted) or captures.count_pages(session) > 0 or seekers.load_seeker(session).filled > 0


def back_up(database: Path, target: Path | None, *, now: datetime) -> Path:
    """Write a verified copy of a database that may be in use.

    Args:
        database: Its file.
        target: A file that does not exist yet; None for a place among Askwell's own backups.
        now: Aware time.

    Raises:
        ValidationError: The target exists, or its folder does not.
        DatabaseError: There is no sound database, or the copy could not be made.
    """
    if not database.exists() or database.stat().st_size == 0:
        raise DatabaseLostError(f"There is no database at {database}, so there is nothing to copy.")
    if not sqlite.read_identity(database).is_ours:
        raise DatabaseDamagedError(f"{database} is not a database of Askwell. It was left untouched.")
    if target is None:
        own = folder.backups(database) / backups.name_of(now, "manual")
        folder.make_private_folder(own.parent)
        backups.write_backup(database, own)
        backups.rotate(database, now, own)
        return own
    if target.exists() or target.is_symlink():
        raise ValidationError({"file": [f"{target} exists already. Nothing was written; choose another name."]})
    if not target.absolute().parent.is_dir():
        raise ValidationError({"file": [f"There is no folder {target.absolute().parent}. Nothing was written."]})
    backups.write_backup(database, target)
    return target


def finish_erasing(database: Database, *, now: datetime) -> bool:
    """Go on with an erasure that was interrupted or had to wait: no log and no backup may be older than it.

    Returns:
        Whether nothing is left to do.

    Raises:
        DatabaseError: It could not be done now; it is to be tried again.
    """
    if database.path is None:
        return True
    with database.reading() as session:
        erased_at = erasing.last_erasure(session)
    if erased_at is None:
        return True
    made = [backups.made_at(one) for one in folder.list_backups(database.path)]
    older = any(moment is None or moment < erased_at for moment in made) or folder.list_set_aside(database.path)
    if older or database.erasing_is_unfinished:
        return database.forget_freed(max(now, erased_at))
    return True
