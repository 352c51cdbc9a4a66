"""One server per data folder: a lock of the operating system, which ends with the process that holds it."""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

from askwell.domain.errors import DatabaseReadOnlyError, FolderInUseError
from askwell.storage.folder import PRIVATE_FILE

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> None:
        file.seek(1 << 20)  # beyond the text, which others may read
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FolderLock:
    """Holds a data folder for one process, and tells others who holds it."""

    def __init__(self, path: Path) -> None:
        """Name the lock file; nothing is taken yet."""
        self._path = path
        self._file: IO[str] | None = None
        self._folder: os.stat_result | None = None

    def take(self) -> None:
        """Take the folder.

        Raises:
            FolderInUseError: Another process has it; `holder` says which.
            DatabaseReadOnlyError: The folder cannot be written.
        """
        file = self._open()
        try:
            _lock(file)
            current = self._path.exists() and os.path.samestat(self._path.stat(), os.fstat(file.fileno()))
        except OSError as error:
            file.close()
            raise FolderInUseError from error
        if not current:  # its last holder removed it between our opening and locking
            file.close()
            self.take()
            return
        self._file = file
        self._folder = self._path.parent.lstat()
        self.write(port=None)

    def confirm(self) -> None:
        """Check that the folder is still the one that was taken, and was not exchanged meanwhile.

        Raises:
            DatabaseReadOnlyError: Another folder or a link stands in its place.
        """
        if self._folder is None or not os.path.samestat(self._folder, self._path.parent.lstat()):
            raise DatabaseReadOnlyError(
                f"The folder {self._path.parent} was exchanged for another one while Askwell was starting. "
                "Check who can write beside it, then start again."
            )

    def _open(self) -> IO[str]:
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), PRIVATE_FILE)
        except OSError as error:
            raise DatabaseReadOnlyError(
                f"{self._path} cannot be written ({error.strerror}). Nothing was changed; "
                "check the folder's permissions."
            ) from error
        return os.fdopen(handle, "r+", encoding="utf-8")

    def write(self, port: int | None) -> None:
        """Say who holds the folder and where it listens."""
        if self._file is not None:
            self._file.seek(0)
            self._file.truncate()
            json.dump({"pid": os.getpid(), "port": port}, self._file)
            self._file.flush()

    def release(self) -> None:
        """Give the folder back."""
        if self._file is not None:
            with suppress(PermissionError):  # Windows keeps the name of an open file
                self._path.unlink(missing_ok=True)
            self._file.close()
            self._file = None


def holder(path: Path) -> dict[str, int | None]:
    """Read which process holds a folder and its port; empty when nothing readable is there."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: found.get(name) for name in ("pid", "port") if isinstance(found.get(name), int)}


def is_held(path: Path) -> bool:
    """Say whether a running process holds a folder; nothing is changed."""
    try:
        with path.open("r+", encoding="utf-8") as file:
            _lock(file)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False
