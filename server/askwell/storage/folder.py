"""The data folder: private to its owner, with a mark that a database was here, and the backups."""

import os
from pathlib import Path

from askwell.domain.errors import DatabaseReadOnlyError

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
_SUFFIXES = ("", "-wal", "-shm", "-journal")


def make_private_folder(path: Path) -> None:
    """Create a folder that only its owner may enter; mend the mode of an existing one.

    Raises:
        DatabaseReadOnlyError: It cannot be created, or is something else.
    """
    # Files that SQLite creates by itself follow this; it also mends what was too open before.
    os.umask(0o077)
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
