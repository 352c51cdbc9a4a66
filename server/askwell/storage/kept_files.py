"""Files that wait to be brought in while they are looked at: private, few, gone after an hour or at the next start."""

import os
import re
import secrets
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from askwell.domain.errors import DatabaseReadOnlyError
from askwell.domain.imports import ImportFileGoneError
from askwell.storage.folder import PRIVATE_FILE, PRIVATE_FOLDER

LIFETIME = timedelta(hours=1)
MOST_FILES = 5
_NAME = re.compile(r"[0-9a-f]{32}")


def _folder(data_dir: Path) -> Path:
    return data_dir / "incoming"


def _place(data_dir: Path, token: str) -> Path:
    if not _NAME.fullmatch(token):
        raise ImportFileGoneError
    return _folder(data_dir) / token


def _progress_place(data_dir: Path, token: str) -> Path:
    return _place(data_dir, token).with_suffix(".progress")


def keep_file(data_dir: Path, content: bytes, now: datetime) -> str:
    """Keep a file; give the word by which it is found again.

    Raises:
        DatabaseReadOnlyError: The folder cannot be written.
    """
    token = secrets.token_hex(16)
    place = _place(data_dir, token)
    try:
        place.parent.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.utime(place, (now.timestamp(), now.timestamp()))
    except OSError as error:
        raise DatabaseReadOnlyError from error
    _remove_all_but(data_dir, MOST_FILES)
    return token


def _remove_all_but(data_dir: Path, number: int) -> None:
    kept = sorted((path.stat().st_mtime, path.name) for path in _folder(data_dir).iterdir() if not path.suffix)
    for _, name in kept[: max(0, len(kept) - number)]:
        remove_file(data_dir, name)


def read_file(data_dir: Path, token: str) -> bytes:
    """Read a kept file.

    Raises:
        ImportFileGoneError: It is not there (any more).
    """
    place = _place(data_dir, token)
    try:
        return place.read_bytes()
    except OSError as error:
        raise ImportFileGoneError from error


def remove_file(data_dir: Path, token: str) -> None:
    """Remove a kept file, and how far it was brought in."""
    for place in (_place(data_dir, token), _progress_place(data_dir, token)):
        with suppress(OSError):
            place.unlink()


def remove_files(data_dir: Path, before: datetime | None = None) -> int:
    """Remove the files that were kept before a moment, or all of them; give how many."""
    removed = 0
    with suppress(OSError):
        for path in list(_folder(data_dir).iterdir()):
            if before is None or path.stat().st_mtime < before.timestamp():
                path.unlink()
                removed += 1
    return removed


def note_progress(data_dir: Path, token: str, done: int) -> None:
    """Note how many entries of a file are done; that it cannot be noted disturbs nothing."""
    place = _progress_place(data_dir, token)
    with suppress(OSError):
        partial = place.with_suffix(".partial")
        partial.write_text(str(done), encoding="ascii")
        partial.replace(place)


def read_progress(data_dir: Path, token: str) -> int:
    """Read how many entries of a file are done; 0 when nothing is noted."""
    try:
        return int(_progress_place(data_dir, token).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0
