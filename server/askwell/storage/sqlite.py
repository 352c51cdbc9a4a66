"""Everything that is particular to SQLite: settings, backup, erasure of freed bytes, its words for what went wrong."""

import errno
import hashlib
import sqlite3
import sys
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Select, event, literal_column, select
from sqlalchemy import table as quoted_table
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from askwell.domain.errors import (
    DatabaseBusyError,
    DatabaseDamagedError,
    DatabaseError,
    DatabaseReadOnlyError,
    QueryTimeoutError,
    StorageFullError,
)
from askwell.storage.reading_limit import limit_reading

APPLICATION_ID = 0x41736B77
MARK_AS_OURS = f"PRAGMA application_id={APPLICATION_ID}"
BUSY_SECONDS = 5.0
SAFE_VERSION = (3, 51, 3)
"""Older ones can damage a database when two connections reset the log at once; we checkpoint on one connection only."""

_SETTINGS = {
    "journal_mode": "wal",
    "synchronous": "full",
    "foreign_keys": "on",
    "secure_delete": "on",
    "busy_timeout": str(int(BUSY_SECONDS * 1000)),
    "trusted_schema": "off",
    "temp_store": "memory",
    "cache_size": "-4096",
}
_EXPECTED = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "busy_timeout": int(BUSY_SECONDS * 1000),
}


def prepare_connection(connection: sqlite3.Connection, *, writable: bool) -> None:
    """Give a fresh connection the settings that durability and erasure rest on."""
    connection.isolation_level = None
    for name, value in _SETTINGS.items():
        connection.execute(f"PRAGMA {name}={value}").close()
    if sys.platform == "darwin":
        connection.execute("PRAGMA fullfsync=on").close()
        connection.execute("PRAGMA checkpoint_fullfsync=on").close()
    if not writable:
        connection.execute("PRAGMA query_only=on").close()


def listen(engine: Engine, *, writable: bool) -> None:
    """Apply the settings to every connection of an engine, and begin its transactions the right way.

    A writer takes the lock when it begins: one that first reads and then writes fails under concurrency.
    """
    begin = "BEGIN IMMEDIATE" if writable else "BEGIN"
    if not writable:
        limit_reading(engine)

    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own record
        prepare_connection(connection, writable=writable)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


def read_settings(connection: Connection) -> dict[str, Any]:
    """Read the settings that matter, as the connection really has them."""
    return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in _EXPECTED}


def check_settings(connection: Connection) -> None:
    """Refuse to work with a connection that would lose or keep what it must not.

    Raises:
        DatabaseError: A setting did not take.
    """
    seen = read_settings(connection)
    wrong = [name for name, value in _EXPECTED.items() if seen[name] != value]
    if wrong:
        raise DatabaseError(f"The database does not accept its settings ({', '.join(wrong)}). Nothing was changed.")


def explain(error: DBAPIError | sqlite3.Error) -> DatabaseError:
    """Turn SQLite's words into ours."""
    original = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(original, "sqlite_errorcode", 0) & 0xFF
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return DatabaseBusyError()
    if code == sqlite3.SQLITE_INTERRUPT:
        return QueryTimeoutError()
    if code == sqlite3.SQLITE_FULL:
        return StorageFullError()
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
        return DatabaseReadOnlyError()
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return DatabaseDamagedError()
    return DatabaseError()


def explain_file(error: OSError, otherwise: str) -> DatabaseError:
    """Turn the system's words about a file into ours; `otherwise` is what to say when it is nothing particular."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return StorageFullError()
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return DatabaseReadOnlyError()
    return DatabaseError(otherwise)


def copy_database(source: Path, target: Path) -> None:
    """Write a consistent copy of a live database, readable by its owner only, under its name only when it is whole.

    Raises:
        DatabaseError: The copy could not be made, is not sound, or does not hold the same rows.
    """
    partial = target.with_name(target.name + ".partial")
    try:
        partial.unlink(missing_ok=True)
        partial.touch(mode=0o600)
        with closing(_open_for_reading(source)) as live, closing(sqlite3.connect(partial)) as copy:
            live.isolation_level = None
            live.execute("BEGIN").close()
            held = content_digest(live)
            live.backup(copy)
            copy.execute("PRAGMA journal_mode=delete").close()
            sound = copy.execute("PRAGMA quick_check").fetchone() == ("ok",) and content_digest(copy) == held
        if not sound:
            raise DatabaseDamagedError("The copy of the database is not sound, so it was not kept.")
        partial.replace(target)
    except sqlite3.Error as error:
        raise explain(error) from error
    except OSError as error:
        raise explain_file(error, "The database could not be copied. Nothing was changed.") from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def content_digest(connection: sqlite3.Connection) -> str:
    """Digest every row of every table in the order of the file."""
    summed = hashlib.sha256()
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    ).fetchall()
    for (table,) in tables:
        summed.update(f"\n{table}\n".encode())
        every_row: Select[Any] = select(literal_column("*")).select_from(quoted_table(table))
        for row in connection.execute(str(every_row.compile(dialect=sqlite.dialect()))):
            for value in row:
                summed.update(value if isinstance(value, bytes) else repr(value).encode("utf-8", "surrogatepass"))
                summed.update(b"\0")
    return summed.hexdigest()


def find_faults(path: Path, *, thorough: bool = False) -> list[str]:
    """Say what SQLite's own check finds wrong in a file, without changing a byte; empty when it is sound.

    Args:
        path: The database; a log beside it counts.
        thorough: Also compare every row with the indexes, which takes longer.

    Raises:
        DatabaseError: It cannot be read now, for a reason that says nothing about the file.
    """
    check = "integrity_check" if thorough else "quick_check"
    try:
        with closing(open_for_looking(path)) as connection:
            connection.execute("PRAGMA trusted_schema=off").close()
            faults = [row[0] for row in connection.execute(f"PRAGMA {check}(5)") if row[0] != "ok"]
            if thorough and not faults:
                faults = [
                    f"a row of {row[0]} points to nothing" for row in connection.execute("PRAGMA foreign_key_check")
                ]
    except sqlite3.Error as error:
        explained = explain(error)
        if not isinstance(explained, DatabaseDamagedError):
            raise explained from error
        faults = [str(error)]
    return faults[:5]


def is_sound_without_log(path: Path) -> bool:
    """Say whether a file alone, as if there were no log beside it, is sound."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)) as connection:
            return bool(connection.execute("PRAGMA quick_check").fetchone() == ("ok",))
    except sqlite3.Error:
        return False


def _open_for_reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)


def open_for_looking(path: Path) -> sqlite3.Connection:
    """Open for reading; a file that nobody has open is read as it lies there, so that no file appears beside it."""
    alone = "" if path.with_name(path.name + "-wal").exists() else "&immutable=1"
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro{alone}", uri=True, timeout=BUSY_SECONDS)


@dataclass(frozen=True, slots=True)
class FileIdentity:
    """Whose file this is.

    Attributes:
        application: Application id; 0 when none was set.
        version: Schema version; None when there is none.
        tables: How many tables there are.
    """

    application: int
    version: str | None
    tables: int

    @property
    def is_blank(self) -> bool:
        """Say whether somebody only began to create a database here."""
        return self.tables == 0 and self.application == 0

    @property
    def is_ours(self) -> bool:
        """Say whether this is a database of Askwell."""
        return self.application == APPLICATION_ID and self.version is not None


def read_identity(path: Path) -> FileIdentity:
    """Read whose file this is and which schema it has, without changing a byte.

    Raises:
        DatabaseError: It is not an SQLite database, or cannot be read.
    """
    try:
        with closing(open_for_looking(path)) as connection:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            known = "alembic_version" in names
            version = connection.execute("SELECT version_num FROM alembic_version").fetchone() if known else None
    except sqlite3.Error as error:
        raise explain(error) from error
    return FileIdentity(application, version[0] if version else None, len(names))


def truncate_log(engine: Engine) -> bool:
    """Move everything from the log into the file and empty the log; say whether nothing of it is left.

    False means that a reader still looks at an old state.
    """
    # On the driver's own connection, because SQLite refuses to empty the log inside a transaction.
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        row = cursor.fetchone()
        cursor.close()
    finally:
        connection.close()
    return row is not None and row[0] == 0
