"""Backups: how they are named, verified and rotated; made through SQLite's own backup, never by copying a live file."""

import hashlib
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from askwell.domain.errors import DatabaseError
from askwell.storage import folder, sqlite

KEPT_BY_DAY = 7
KEPT_BEFORE = 3
BETWEEN = timedelta(days=1)
CLOCK_SLACK = timedelta(days=1)
_STAMP = re.compile(r"(\d{8}T\d{6}\d{6})-(.+)\.db")
_PIECE = 1 << 20


def name_of(now: datetime, reason: str) -> str:
    """Name a backup so that names sort by time and say why it was made."""
    return f"{now:%Y%m%dT%H%M%S%f}-{reason}.db"


def made_at(backup: Path) -> datetime | None:
    """Read from its name when a backup was made; None for a file that Askwell did not name."""
    found = _STAMP.fullmatch(backup.name)
    return datetime.strptime(found.group(1), "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC) if found else None


def digest_file(backup: Path) -> Path:
    """Give the file that holds the digest of a backup."""
    return backup.with_name(backup.name + ".sha256")


def write_backup(database: Path, target: Path) -> None:
    """Write a verified copy of a live database, with its digest beside it.

    Raises:
        DatabaseError: The copy could not be made or is not sound; nothing is left under its name.
    """
    sqlite.copy_database(database, target)
    try:
        folder.write_private(digest_file(target), file_digest(target))
    except OSError as error:
        target.unlink(missing_ok=True)
        raise sqlite.explain_file(error, "The backup could not be finished, so it was not kept.") from error


def file_digest(path: Path) -> str:
    """Digest a file."""
    summed = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            summed.update(piece)
    return summed.hexdigest()


def is_as_written(backup: Path) -> bool:
    """Say whether a backup still has the bytes it was written with; one without a digest only has to be sound."""
    try:
        noted = digest_file(backup).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        noted = ""
    try:
        if noted:
            return file_digest(backup) == noted
        return not sqlite.find_faults(backup)
    except (OSError, DatabaseError):
        return False


def newest_sound(database: Path) -> Path | None:
    """Find the newest backup that is still as it was written."""
    return next((one for one in reversed(folder.list_backups(database)) if is_as_written(one)), None)


def is_due(database: Path, now: datetime) -> bool:
    """Say whether the daily backup should be made; names from a clock that ran ahead do not count."""
    days = [one for one in folder.list_backups(database) if not _is_before(one)]
    made = [moment for one in days if (moment := made_at(one))]
    return not any(now - BETWEEN < moment < now + CLOCK_SLACK for moment in made)


def rotate(database: Path, now: datetime, newest: Path) -> None:
    """Forget the oldest backups: a week of days stays, and the last three made before something was changed.

    Args:
        database: Whose backups.
        now: Aware time; what claims to be from the future is forgotten first, and nothing drives out a good one.
        newest: The one that was just made; it always stays.
    """
    kept = sorted(folder.list_backups(database), key=lambda one: _rank(one, now), reverse=True)
    days = [one for one in kept if not _is_before(one) and one != newest]
    before = [one for one in kept if _is_before(one) and one != newest]
    room = (KEPT_BY_DAY, KEPT_BEFORE - 1) if _is_before(newest) else (KEPT_BY_DAY - 1, KEPT_BEFORE)
    for old in [*days[room[0] :], *before[room[1] :]]:
        remove(old)


def remove(backup: Path) -> None:
    """Remove a backup and its digest."""
    backup.unlink(missing_ok=True)
    digest_file(backup).unlink(missing_ok=True)


def _is_before(backup: Path) -> bool:
    return "-before-" in backup.name


def _rank(backup: Path, now: datetime) -> tuple[bool, str]:
    moment = made_at(backup)
    return (moment is not None and moment < now + CLOCK_SLACK, backup.name)
