"""Taking over a backup: only rows are taken, into tables of our own making, because the file may be hostile."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

import sqlalchemy
from sqlalchemy.dialects import sqlite as sqlite_dialect

from askwell.domain.errors import DatabaseDamagedError, DatabaseError, SchemaTooNewError
from askwell.storage import backups, folder, sqlite
from askwell.storage.database import Database
from askwell.storage.schema import KNOWN_VERSIONS

SCRATCH = "restoring.partial"
_HEADER = b"SQLite format 3\0"
_AT_ONCE = 500
_DIALECT = sqlite_dialect.dialect()
_OWN = {"alembic_version", "search_words"}
_READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_PRAGMA}
_KEPT = ("tombstones", "pairings")
"""Tables of which the present rows count: who was erased stays erased, and a browser sent away stays away."""


def read_version(file: Path) -> str:
    """Examine a backup without changing or trusting it; give its schema version.

    Raises:
        DatabaseDamagedError: It is no sound backup of Askwell; says why.
        SchemaTooNewError: A newer Askwell wrote it.
    """
    if not file.is_file() or file.stat().st_size == 0:
        raise DatabaseDamagedError(f"{file} is missing or empty. Nothing was changed; choose another backup.")
    with file.open("rb") as opened:
        if opened.read(len(_HEADER)) != _HEADER:
            raise DatabaseDamagedError(
                f"{file} is not a database; if it is packed or encrypted, unpack it first. Nothing was changed."
            )
    if backups.digest_file(file).exists() and not backups.is_as_written(file):
        raise DatabaseDamagedError(f"{file} is not as it was written; it is damaged. Nothing was changed.")
    with _reading(file) as source:
        return _check(file, source)


@contextmanager
def _reading(file: Path) -> Iterator[sqlite3.Connection]:
    """Open a foreign file for reading only, with everything off that could make it do something."""
    try:
        with closing(sqlite.open_for_looking(file)) as source:
            source.execute("PRAGMA trusted_schema=off").close()
            source.execute("PRAGMA cell_size_check=on").close()
            yield source
    except sqlite3.Error as error:
        text = f"{file} is damaged ({error}). Nothing was changed; choose another backup."
        raise DatabaseDamagedError(text) from error


def _check(file: Path, source: sqlite3.Connection) -> str:
    if source.execute("PRAGMA application_id").fetchone()[0] != sqlite.APPLICATION_ID:
        raise DatabaseDamagedError(f"{file} is not a backup of Askwell. Nothing was changed.")
    objects = source.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master").fetchall()
    strange = [f"{kind} {name}" for kind, name, _ in objects if kind not in {"table", "index"}]
    if strange:
        raise DatabaseDamagedError(f"{file} holds what no backup of Askwell holds ({strange[0]}). Nothing was changed.")
    if "alembic_version" not in {name for kind, name, _ in objects if kind == "table"}:
        raise DatabaseDamagedError(f"{file} is not a whole backup of Askwell. Nothing was changed.")
    versions = [row[0] for row in source.execute("SELECT version_num FROM alembic_version").fetchall()]
    if len(versions) != 1 or versions[0] not in KNOWN_VERSIONS:
        raise SchemaTooNewError(f"A newer Askwell wrote {file}. Nothing was changed; please update Askwell first.")
    faults = [row[0] for row in source.execute("PRAGMA quick_check(3)") if row[0] != "ok"]
    if faults:
        raise DatabaseDamagedError(f"{file} is damaged ({faults[0]}). Nothing was changed; choose another backup.")
    return str(versions[0])


def rebuild(file: Path, present: Path, now: datetime) -> Database:
    """Build a new database of today's schema beside the present one, from the rows of a backup.

    Args:
        file: The backup, which `read_version` accepted.
        present: The database that will be replaced; who was erased and which browsers are paired is taken from there.
        now: Aware time.

    Raises:
        DatabaseError: The backup does not fit; nothing was changed.
    """
    scratch = present.parent / SCRATCH
    shutil.rmtree(scratch, ignore_errors=True)
    version = read_version(file)
    fresh = Database(scratch / present.name)
    try:
        fresh.create_empty(version)
        fresh.close()
        with _reading(file) as source, closing(sqlite3.connect(scratch / present.name)) as target:
            _take_over(file, source, target)
        folder.mark(scratch / present.name)
        fresh.migrate(now)
        with closing(sqlite3.connect(scratch / present.name)) as target:
            _keep_present(present, target)
    except BaseException:
        fresh.close()
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    return fresh


def _take_over(file: Path, source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    wanted = _plain_tables(target)
    unknown = set(_plain_tables(source)) - set(wanted) - {"sqlite_stat1", "sqlite_sequence"}
    if unknown:
        raise DatabaseDamagedError(f"{file} holds tables that Askwell does not know. Nothing was changed.")
    target.execute("PRAGMA foreign_keys=off").close()
    source.set_authorizer(_only_reading)
    with target:
        for table in wanted:
            columns = _columns(target, table)
            if set(_columns(source, table)) != set(columns):
                raise DatabaseDamagedError(f"{file} has other columns than Askwell makes. Nothing was changed.")
            taking, putting = _statements(table, columns)
            rows = source.execute(taking)
            while some := rows.fetchmany(_AT_ONCE):
                target.executemany(putting, some)
        target.execute("INSERT INTO search_words(search_words) VALUES ('rebuild')")
    if target.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise DatabaseDamagedError(f"{file} is damaged: a row of it points to nothing. Nothing was changed.")


def _statements(table: str, columns: list[str], *, only_new: bool = False) -> tuple[str, str]:
    """Write the statements that take all rows of a table and put them in, or only those that are not there yet."""
    wide = sqlalchemy.table(table, *(sqlalchemy.column(name) for name in columns))
    putting = wide.insert().prefix_with("OR IGNORE") if only_new else wide.insert()
    return str(wide.select().compile(dialect=_DIALECT)), str(putting.compile(dialect=_DIALECT))


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """List the columns that hold values of their own; one that is computed gets a name that fits none."""
    return [f"computed {row[1]}" if row[6] else row[1] for row in connection.execute(f'PRAGMA table_xinfo("{table}")')]


def _plain_tables(connection: sqlite3.Connection) -> list[str]:
    """List the tables with rows of their own: not the search index and what belongs to it."""
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return [name for name in names if name not in _OWN and not name.startswith("search_words_")]


def _only_reading(action: int, *_: object) -> int:
    """Let a foreign file be read and nothing of it be run: no function that it may name in a column of its own."""
    return sqlite3.SQLITE_OK if action in _READING else sqlite3.SQLITE_DENY


def _keep_present(present: Path, target: sqlite3.Connection) -> None:
    with target:
        target.execute("DELETE FROM pairings")
        for source in (present, *reversed(folder.list_backups(present))):
            for table in _KEPT if source == present else ("tombstones",):
                _copy_rows(source, target, table)


def _copy_rows(source: Path, target: sqlite3.Connection, table: str) -> None:
    """Copy what is not there yet; from a file that is too broken to be read nothing comes."""
    columns = [row[1] for row in target.execute(f'PRAGMA table_info("{table}")')]
    taking, putting = _statements(table, columns, only_new=True)
    if not source.is_file() or source.stat().st_size == 0:
        return
    with suppress(DatabaseError), _reading(source) as opened:
        target.executemany(putting, opened.execute(taking).fetchall())


def put_in_place(rebuilt: Path, present: Path, now: datetime) -> Path | None:
    """Let a rebuilt database take the place of the present one, which is kept aside.

    Returns:
        Where the present one is now: a backup, or as it was when it is broken; None when there was none.

    Raises:
        DatabaseError: It could not be kept aside; nothing was changed.
    """
    try:
        aside = _keep_aside(present, now)
        rebuilt.replace(present)
        folder.mark(present)
        folder.keep_private(present)
        shutil.rmtree(rebuilt.parent, ignore_errors=True)
        _sync_folder(present.parent)
    except OSError as error:
        raise sqlite.explain_file(error, f"{present} could not be replaced. It was left as it was.") from error
    return aside


def _keep_aside(present: Path, now: datetime) -> Path | None:
    if not present.exists() or present.stat().st_size == 0:
        _log_of(present).unlink(missing_ok=True)
        return None
    folder.make_private_folder(folder.backups(present))
    if not find_faults(present):
        target = folder.backups(present) / backups.name_of(now, "before-restore")
        backups.write_backup(present, target)
        backups.rotate(present, now, target)
        with closing(sqlite3.connect(present)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    else:
        target = set_aside(present, now)
        _log_of(target).unlink(missing_ok=True)
        if _log_of(present).exists():
            _log_of(present).replace(_log_of(target))
        present.rename(target)
    for suffix in ("-wal", "-shm"):
        present.with_name(present.name + suffix).unlink(missing_ok=True)
    return target


def find_faults(present: Path) -> list[str]:
    """Say what is wrong with the present database and its log; whatever keeps it from being read counts."""
    try:
        return sqlite.find_faults(present, thorough=True)
    except DatabaseError as error:
        return [error.detail]


def set_aside(path: Path, now: datetime) -> Path:
    """Name the place to which a broken file of the data folder is moved."""
    return path.parent / "backups" / f"{now:%Y%m%dT%H%M%S%f}-{path.name}.set-aside"


def _log_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def _sync_folder(path: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
