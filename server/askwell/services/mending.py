"""What `askwell doctor --mend` may do: only what loses nothing, and only while nobody else uses the folder."""

import os
from collections.abc import Callable
from datetime import datetime

from askwell.domain.errors import AskwellError, DatabaseError
from askwell.services.backups import finish_erasing
from askwell.services.health import Place
from askwell.storage import examining, folder, restoring, sqlite
from askwell.storage.database import Database


def mend(place: Place, *, now: datetime) -> list[str]:
    """Mend what is safe to mend; say in words what was done.

    Args:
        place: Where; must not be in use.
        now: Aware time.
    """
    if place.in_use or not place.data_dir.is_dir() or place.data_dir.is_symlink():
        return []
    done: list[str] = []
    for step in (_modes, _leftovers, _foreign_log, _contents):
        done += step(place, now)
    return done


def _modes(place: Place, _now: datetime) -> list[str]:
    mended = []
    for path in examining.open_files(place.data_dir):
        if path.lstat().st_uid == os.geteuid():
            path.chmod(folder.PRIVATE_FOLDER if path.is_dir() else folder.PRIVATE_FILE)
            mended.append(path)
    return (
        [f"{_files(len(mended))} could be opened by other users of this computer; now only by you."] if mended else []
    )


def _leftovers(place: Place, _now: datetime) -> list[str]:
    count = folder.remove_leftovers(place.database)
    return [f"Removed {_files(count)} that an interrupted program left behind."] if count else []


def _foreign_log(place: Place, now: datetime) -> list[str]:
    log = place.database.with_name(place.database.name + "-wal")
    if not (log.exists() and log.stat().st_size and place.database.exists()) or not _breaks(place):
        return []
    if not sqlite.is_sound_without_log(place.database):
        return []
    folder.make_private_folder(folder.backups(place.database))
    target = restoring.set_aside(log, now)
    log.replace(target)
    place.database.with_name(place.database.name + "-shm").unlink(missing_ok=True)
    return [f"Moved a log that did not fit the database to {target}. What stood only in it is missing now."]


def _breaks(place: Place) -> bool:
    try:
        return bool(sqlite.find_faults(place.database, thorough=True))
    except DatabaseError:
        return True


def _contents(place: Place, now: datetime) -> list[str]:
    """Mend the search index and finish an erasure, in a database that is otherwise sound and of today's schema."""
    examined = examining.examine(place.database)
    if not examined.present or examined.unreadable or examined.faults or not examined.schema_is_current:
        return []
    steps: list[Callable[[Database], str]] = []
    if not examined.search_is_sound:
        steps.append(_rebuild_search)
    if examined.erasing_is_unfinished:
        steps.append(lambda database: _finish(database, now))
    return _with_database(place, now, steps) if steps else []


def _with_database(place: Place, now: datetime, steps: list[Callable[[Database], str]]) -> list[str]:
    database = Database(place.database)
    try:
        database.migrate(now)
        return [step(database) for step in steps]
    except AskwellError as error:
        return [f"Could not go on: {error.detail}"]
    finally:
        database.close()


def _rebuild_search(database: Database) -> str:
    database.rebuild_search()
    return "The search index was built anew."


def _finish(database: Database, now: datetime) -> str:
    finish_erasing(database, now=now)
    return "An interrupted erasure was finished: older backups were replaced by a new one."


def _files(count: int) -> str:
    return "one file" if count == 1 else f"{count} files"
