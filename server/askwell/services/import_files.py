"""Uploaded files between looking at them and bringing them in."""

from datetime import datetime
from pathlib import Path

from askwell.storage import kept_files


def keep_upload(data_dir: Path, content: bytes, *, now: datetime) -> str:
    """Keep a file for the hour in which it is looked at; give the word by which it is found again.

    Raises:
        DatabaseReadOnlyError: The data folder cannot be written.
    """
    return kept_files.keep_file(data_dir, content, now)


def read_upload(data_dir: Path, token: str) -> bytes:
    """Read a kept file.

    Raises:
        ImportFileGoneError: The hour is over, it was brought in already, or the server was started anew.
    """
    return kept_files.read_file(data_dir, token)


def remove_upload(data_dir: Path, token: str) -> None:
    """Remove a kept file."""
    kept_files.remove_file(data_dir, token)


def remove_old_uploads(data_dir: Path, *, now: datetime) -> int:
    """Remove files that nobody came back for."""
    return kept_files.remove_files(data_dir, now - kept_files.LIFETIME)


def remove_all_uploads(data_dir: Path) -> int:
    """Remove whatever a former run left."""
    return kept_files.remove_files(data_dir)


def note_progress(data_dir: Path, token: str, done: int) -> None:
    """Note how many entries are done."""
    kept_files.note_progress(data_dir, token, done)


def read_progress(data_dir: Path, token: str) -> int:
    """Read how many entries are done."""
    return kept_files.read_progress(data_dir, token)
