"""Looks at a data folder and its database without changing a byte: for saying what is wrong with them."""

import hashlib
import os
import sqlite3
import zlib
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from askwell.storage import backups, folder, sqlite
from askwell.storage.schema import KNOWN_VERSIONS, SCHEMA_VERSION

MOST_LISTED = 5
NETWORK_KINDS = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "afs",
    "9p",
    "ceph",
    "glusterfs",
    "davfs",
    "fuse.sshfs",
    "fuse.rclone",
}
"""Kinds of file systems whose locks cannot be trusted with a database."""


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
        newest_backup: The newest one that is still as it was written.
        erasing_is_unfinished: A backup or a file set aside is older than the last erasure.
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
    search_is_sound: bool = True
    erasing_is_unfinished: bool = False

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
    newest_backup = backups.newest_sound(path)
    if not path.exists() or path.stat().st_size == 0:
        return Examination(lost=folder.was_here(path), newest_backup=newest_backup)
    try:
        with closing(sqlite.open_for_looking(path)) as connection:
            return _examine(connection, newest_backup, path)
    except sqlite3.Error as error:
        return Examination(present=True, unreadable=str(error), newest_backup=newest_backup)


def _examine(connection: sqlite3.Connection, newest_backup: Path | None, path: Path) -> Examination:
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
        search_is_sound=_search_is_sound(connection),
        erasing_is_unfinished=_erasing_is_unfinished(connection, path),
    )


def _search_is_sound(connection: sqlite3.Connection) -> bool:
    """Say whether the search index knows as many texts as there are."""
    count = "SELECT (SELECT count(*) FROM search_texts), (SELECT count(*) FROM search_words_docsize)"
    try:
        texts, known = connection.execute(count).fetchone()
    except sqlite3.Error:
        return False
    return bool(texts == known)


def _erasing_is_unfinished(connection: sqlite3.Connection, path: Path) -> bool:
    newest = connection.execute("SELECT max(at) FROM tombstones").fetchone()[0]
    if newest is None:
        return False
    erased_at = datetime.fromisoformat(newest).replace(tzinfo=UTC)
    made = [backups.made_at(one) for one in folder.list_backups(path)]
    return any(moment is None or moment < erased_at for moment in made) or bool(folder.list_set_aside(path))


def network_place(folder_path: Path, mounts: Path = Path("/proc/self/mounts")) -> str:
    """Name the kind of network share on which a folder lies; empty when it lies on this computer, or nobody knows."""
    if str(folder_path).startswith("\\\\"):
        return "network share"
    try:
        lines = [line.split(" ") for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines()]
    except OSError:
        return ""
    resolved = folder_path.absolute()
    fitting = [(len(parts[1]), parts[2]) for parts in lines if len(parts) > 2 and resolved.is_relative_to(parts[1])]
    kind = max(fitting, default=(0, ""))[1]
    return kind if kind.partition(".")[0] in NETWORK_KINDS or kind in NETWORK_KINDS else ""


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
