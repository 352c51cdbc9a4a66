"""Ends or disturbs a piece of work at its n-th operation on the database or on a file, n = 1, 2, ... until it is done."""

import errno
import io
import os
import shutil
import signal
import sqlite3
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from askwell.storage.database import Database

FILE_OPERATIONS = ("open", "replace", "rename", "unlink", "mkdir", "rmdir", "fsync", "chmod")
_real_connect = sqlite3.connect
_real_files = {name: getattr(os, name) for name in FILE_OPERATIONS} | {"io.open": io.open}


class Steps:
    """Counts operations below a folder, and does something at the chosen one."""

    def __init__(self, folder: Path, at: int, act: Callable[[str], None]) -> None:
        self.folder, self.at, self.act = str(folder), at, act
        self.count = 0
        self.is_reached = False

    def step(self, kind: str) -> None:
        self.count += 1
        if self.count == self.at:
            self.is_reached = True
            self.act(kind)


def _counting_connect(steps: Steps) -> Callable[..., Any]:
    """Make connections whose every statement is a step."""

    class Cursor(sqlite3.Cursor):
        def execute(self, *given: Any) -> Any:
            steps.step("database")
            return super().execute(*given)

        def executemany(self, *given: Any) -> Any:
            steps.step("database")
            return super().executemany(*given)

    class Connection(sqlite3.Connection):
        def cursor(self, factory: Any = Cursor) -> Any:
            return super().cursor(factory)

        def commit(self) -> None:
            steps.step("database")
            super().commit()

        def backup(self, *given: Any, **options: Any) -> None:
            steps.step("database")
            super().backup(*given, **options)

    def connect(*given: Any, **options: Any) -> Any:
        steps.step("database")
        return _real_connect(*given, **{**options, "factory": Connection})

    return connect


def _counting(real: Callable[..., Any], steps: Steps) -> Callable[..., Any]:
    def run(path: Any, *given: Any, **options: Any) -> Any:
        if isinstance(path, int) or str(path).startswith(steps.folder):
            steps.step("file")
        return real(path, *given, **options)

    return run


@contextmanager
def watching(steps: Steps) -> Iterator[Steps]:
    """Count every statement and every file operation as a step."""
    try:
        sqlite3.connect = sqlite3.dbapi2.connect = _counting_connect(steps)
        for name in FILE_OPERATIONS:
            setattr(os, name, _counting(_real_files[name], steps))
        io.open = _counting(_real_files["io.open"], steps)  # type: ignore[assignment]
        yield steps
    finally:
        sqlite3.connect = sqlite3.dbapi2.connect = _real_connect
        for name in FILE_OPERATIONS:
            setattr(os, name, _real_files[name])
        io.open = _real_files["io.open"]


def fail(kind: str) -> None:
    """Fail as a disk does that cannot be read or written."""
    if kind == "file":
        raise OSError(errno.EIO, "Input/output error")
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR
    error.sqlite_errorname = "SQLITE_IOERR"
    raise error


def killed(work: Callable[[], object], folder: Path, at: int) -> bool:
    """Do the work in a process of its own that ends by SIGKILL at this step; False when it never got there."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        code = 3
        try:
            with watching(Steps(folder, at, lambda _: os.kill(os.getpid(), signal.SIGKILL))):
                work()
            code = 0
        except BaseException:  # noqa: BLE001 - whatever it was, the child must end here
            traceback.print_exc()
        finally:
            os._exit(code)
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.waitstatus_to_exitcode(status) == 0, "the work failed by itself"
    return False


def every_end(
    work: Callable[[Path], object], prepared: Path, at: Path, *, stride: int = 1
) -> Iterator[tuple[int, Path]]:
    """Give a copy of a prepared folder after the work on it was killed at every step, and at last when it was done."""
    number, reached = 1, True
    while reached:
        folder = at / f"end-{number}"
        shutil.copytree(prepared, folder)
        reached = killed(lambda folder=folder: work(folder), folder, number)  # type: ignore[misc]
        yield (number if reached else 0), folder
        shutil.rmtree(folder)
        number += stride


def rows_of(path: Path, *without: str) -> dict[str, list[str]]:
    """Read every row of every table, after checking that the file is sound as a whole."""
    with _real_connect(path) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        names = [name for (name,) in tables if name not in without and not name.startswith("search_words")]
        found = {name: sorted(map(repr, database.execute(f'SELECT * FROM "{name}"'))) for name in names}
        if "search_texts" in found:
            database.execute("INSERT INTO search_words(search_words) VALUES ('integrity-check')")
    database.close()
    return found


def opened(folder: Path, now: Any) -> Database:
    """Open the database of a folder as a start does."""
    database = Database(folder / "askwell.db")
    database.migrate(now)
    return database
