"""Looks at a data folder and its database without changing a byte: for saying what is wrong with them."""

import hashlib
import os
import sqlite3
import zlib
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from askwell.storage import folder, sqlite
from askwell.storage.schema import KNOWN_VERSIONS, SCHEMA_VERSION

MOST_LISTED = 5


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found in a database file.

    Attributes:
        present: False when there is none yet.
        lost: It is gone or empty although there was one before.
        unreadable: Why it could not be opened; empty when it could.
        faults: What SQLite's own check says; empty when the structure is sound.
        version: The schema it has, if any.
        damaged_captures: Ids of stored pages whose bytes are not those that were stored.
        newest: When something was stored last.
    """

    present: bool = False
    lost: bool = False
    unreadable: str = ""
    faults: list[str] = field(default_factory=list)
    version: str | None = None
    captures: int = 0
    damaged_captures: list[str] = field(default_factory=list)
    pairings: int = 0
    newest: datetime | None = None
    newest_backup: Path | None = None

    @property
    def schema_is_known(self) -> bool:
        """Say whether this program can use the schema, after an upgrade if need be."""
        return self.version is None or self.version in KNOWN_VERSIONS

    @property
    def schema_is_current(self) -> bool:
        """Say whether the schema is this program's own."""
        return self.version == SCHEMA_VERSION


def examine(path: Path) -> Examination:
    """Examine a database file, and every stored page in it."""
    copies = folder.list_backups(path)
    newest_backup = copies[-1] if copies else None
    if not path.exists() or path.stat().st_size == 0:
        return Examination(lost=folder.was_here(path), newest_backup=newest_backup)
    try:
        with closing(sqlite3.connect(_address(path), uri=True, timeout=5)) as connection:
            return _examine(connection, newest_backup)
    except sqlite3.Error as error:
        return Examination(present=True, unreadable=str(error), newest_backup=newest_backup)


def _address(path: Path) -> str:
    """Open for reading; a database that nobody has open is read as it lies there, so that no file appears beside it."""
    in_use = path.with_name(path.name + "-wal").exists()
    return f"{path.absolute().as_uri()}?mode=ro" + ("" if in_use else "&immutable=1")


def _examine(connection: sqlite3.Connection, newest_backup: Path | None) -> Examination:
    connection.execute("PRAGMA trusted_schema=off").close()
    faults = [row[0] for row in connection.execute(f"PRAGMA quick_check({MOST_LISTED})") if row[0] != "ok"]
    faults += [f"a row of {row[0]} points to nothing" for row in connection.execute("PRAGMA foreign_key_check")]
    if connection.execute("PRAGMA application_id").fetchone()[0] != sqlite.APPLICATION_ID:
        faults.append("this is not a database of Askwell")
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"alembic_version", "captures", "pairings"} <= tables:
        return Examination(present=True, faults=faults[:MOST_LISTED], newest_backup=newest_backup)
    version = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    newest = connection.execute("SELECT max(received_at) FROM captures").fetchone()[0]
    return Examination(
        present=True,
        faults=faults[:MOST_LISTED],
        version=version[0] if version else None,
        captures=connection.execute("SELECT count(*) FROM captures").fetchone()[0],
        damaged_captures=_damaged(connection),
        pairings=connection.execute("SELECT count(*) FROM pairings").fetchone()[0],
        newest=datetime.fromisoformat(newest).replace(tzinfo=UTC) if newest else None,
        newest_backup=newest_backup,
    )


def _damaged(connection: sqlite3.Connection) -> list[str]:
    """List pages whose bytes differ from their digest: flipped bits that SQLite itself does not notice."""
    found = []
    for name, packed, digest in connection.execute("SELECT id, html, sha256 FROM captures WHERE html IS NOT NULL"):
        try:
            sound = hashlib.sha256(zlib.decompress(packed)).hexdigest() == digest
        except zlib.error:
            sound = False
        if not sound:
            found.append(str(name))
    return found


def open_files(data_dir: Path) -> list[Path]:
    """List what other users of this computer could read or change; nothing on systems without modes."""
    if os.name != "posix":
        return []
    everything = [data_dir, *data_dir.rglob("*")]
    return [path for path in everything if not path.is_symlink() and path.lstat().st_mode & 0o077]


def foreign_files(data_dir: Path) -> list[Path]:
    """List what belongs to another user."""
    if os.name != "posix":
        return []
    return [path for path in (data_dir, *data_dir.rglob("*")) if path.lstat().st_uid != os.geteuid()]
