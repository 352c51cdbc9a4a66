"""The data folder: private to its owner, with a mark that a database was here, the backups, and what a crash leaves."""

import os
import shutil
from pathlib import Path

from askwell.domain.errors import DatabaseReadOnlyError

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
SCRATCH = (".export-*", "*.partial", "*.partial-journal", "*.partial-wal", "*.partial-shm")
"""Names of what is only there while something is being written."""

ASIDE = "*.set-aside*"
"""Names of files that were found broken and moved away; they may hold anything."""

_SUFFIXES = ("", "-wal", "-shm", "-journal")


def make_private_folder(path: Path) -> None:
    """Create a folder that only its owner may enter; mend the mode of an existing one.

    Raises:
        DatabaseReadOnlyError: It cannot be created, or is something else.
    """
    # Files that SQLite creates by itself follow this; it also mends what was too open before.
    os.umask(0o077)
    if path.is_symlink():
        raise DatabaseReadOnlyError(
            f"The folder {path} is only a link to another one. Nothing was changed; name the folder itself with "
            "--data-dir."
        )
    try:
        path.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        if os.name == "posix" and path.stat().st_mode & 0o077:
            path.chmod(PRIVATE_FOLDER)
    except OSError as error:
        raise DatabaseReadOnlyError(
            f"The folder {path} cannot be used ({error.strerror}). Nothing was changed; check that it is "
            "a folder of yours."
        ) from error


def keep_private(database: Path) -> None:
    """Mend the modes of a database and of the files that belong to it."""
    if os.name != "posix":
        return
    for suffix in _SUFFIXES:
        path = database.with_name(database.name + suffix)
        if path.exists() and path.stat().st_mode & 0o077:
            path.chmod(PRIVATE_FILE)


def marker(database: Path) -> Path:
    """Give the file that says a database was here."""
    return database.with_name(database.name + ".exists")


def mark(database: Path) -> None:
    """Remember that a database is here, so that its loss is noticed and never papered over."""
    marker(database).touch(mode=PRIVATE_FILE)


def was_here(database: Path) -> bool:
    """Say whether there was a database before."""
    return marker(database).exists() or bool(list_backups(database))


def backups(database: Path) -> Path:
    """Give the folder of the copies."""
    return database.parent / "backups"


def list_backups(database: Path) -> list[Path]:
    """List the copies, oldest first."""
    return sorted(backups(database).glob("*.db"))


def list_leftovers(database: Path) -> list[Path]:
    """List what an interrupted export, backup or restore left behind; only true while nobody else uses the folder."""
    places = (database.parent, backups(database))
    return sorted(path for place in places for pattern in SCRATCH for path in place.glob(pattern))


def list_set_aside(database: Path) -> list[Path]:
    """List broken files that were moved away."""
    return sorted(backups(database).glob(ASIDE))


def remove_leftovers(database: Path) -> int:
    """Remove what an interrupted export, backup or restore left behind; give how many there were."""
    found = list_leftovers(database)
    for path in found:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return len(found)


def write_private(path: Path, text: str) -> None:
    """Write a small file, whole or not at all, readable by its owner only.

    Raises:
        OSError: It could not be written; what was there before is as it was.
    """
    partial = path.with_name(path.name + ".partial")
    partial.unlink(missing_ok=True)
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
