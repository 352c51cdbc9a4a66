"""The database: one writer, many readers, transactions that are whole or not there; migrations and backups."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from askwell.domain.errors import (
    DatabaseBusyError,
    DatabaseDamagedError,
    DatabaseError,
    DatabaseLostError,
    DatabaseReadOnlyError,
    SchemaTooNewError,
)
from askwell.storage import backups, folder, kept_files, sqlite
from askwell.storage.schema import KNOWN_VERSIONS, SCHEMA_VERSION

CHECKED_BYTES = 64 * 1024 * 1024
"""Up to this size the whole file is checked before it is used, which takes a tenth of a second at most."""


class Database:
    """All access to what is stored.

    On SQLite every write goes through one connection, so that writers queue up here instead of failing there.
    """

    def __init__(self, path_or_url: Path | str) -> None:
        """Name the database; nothing is opened or created yet.

        Args:
            path_or_url: A file for SQLite, or an SQLAlchemy URL.
        """
        text_form = str(path_or_url)
        self.path: Path | None = None
        if isinstance(path_or_url, Path) or "://" not in text_form:
            self.path = Path(path_or_url)
            url = URL.create("sqlite", database=str(self.path))
        else:
            url = make_url(text_form)
            if url.get_backend_name() == "sqlite" and url.database:
                self.path = Path(url.database)
        self._known = {"data_dir": self.path.parent} if self.path else {}  # what sessions tell services about the place
        self.erasing_is_unfinished = False
        self._is_ours = False  # a file that was not recognised is not even closed as a database is closed
        self._turn = threading.Lock()
        self._writer = self._engine(url, writable=True)
        self._readers = self._engine(url, writable=False)

    def _engine(self, url: URL, *, writable: bool) -> Engine:
        if self.path is None:
            return create_engine(url, pool_pre_ping=True)
        engine = create_engine(
            url,
            poolclass=QueuePool,
            pool_size=1 if writable else 4,
            max_overflow=0 if writable else 12,
            pool_timeout=sqlite.BUSY_SECONDS,
            connect_args={"check_same_thread": False, "timeout": sqlite.BUSY_SECONDS},
        )
        sqlite.listen(engine, writable=writable)
        return engine

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open the one writing transaction: committed at the end, rolled back on any failure.

        Raises:
            DatabaseBusyError: Somebody else is writing for longer than five seconds.
            DatabaseError: The database cannot be written; says why and what to do.
        """
        with (
            self._my_turn(),
            self._explaining(),
            Session(self._writer, expire_on_commit=False, info=self._known) as session,
            session.begin(),
        ):
            session.connection()
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a transaction that sees one state of the database and changes nothing.

        Raises:
            DatabaseError: The database cannot be read; says why and what to do.
        """
        opened = Session(self._readers, expire_on_commit=False, autoflush=False, info=self._known)
        with self._explaining(), opened as session:
            yield session

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        if not self._turn.acquire(timeout=sqlite.BUSY_SECONDS):
            raise DatabaseBusyError
        try:
            yield
        finally:
            self._turn.release()

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except PoolTimeoutError as error:
            raise DatabaseBusyError from error
        except (DBAPIError, sqlite3.Error) as error:
            raise sqlite.explain(error) from error

    def migrate(self, now: datetime) -> None:
        """Create the schema, or bring an older one up to date after a backup; an up-to-date one costs nothing.

        Raises:
            DatabaseLostError: There was a database here before and it is gone or empty.
            DatabaseDamagedError: The file is something else.
            SchemaTooNewError: A newer program wrote it.
        """
        version = self._check_file() if self.path is not None else self._read_version()
        if version == SCHEMA_VERSION:
            self._is_ours = True
            self._check_settings()
            return
        if version is not None and version not in KNOWN_VERSIONS:
            raise SchemaTooNewError
        if version is not None and self.path is not None:
            self.backup(now, reason=f"before-{SCHEMA_VERSION}")
        # Costs a third of a second, so only those pay who need it.
        from askwell.storage.migrating import upgrade

        self._is_ours = True
        with self._my_turn(), self._explaining():
            upgrade(self._writer)
        if self.path is not None:
            folder.keep_private(self.path)
            folder.mark(self.path)
        self._check_settings()

    def create_empty(self, version: str) -> None:
        """Create an empty schema of an older version, for rows that are taken over from a backup."""
        from askwell.storage.migrating import upgrade

        if self.path is not None:
            folder.make_private_folder(self.path.parent)
        self._is_ours = True
        with self._my_turn(), self._explaining():
            upgrade(self._writer, version)

    def _check_file(self) -> str | None:
        path = self.path
        assert path is not None  # noqa: S101 - for the type checker; only called for files
        folder.make_private_folder(path.parent)
        if path.is_symlink():
            raise DatabaseDamagedError(f"{path} must be a plain file, not a link to one. Nothing was changed.")
        try:
            identity = sqlite.read_identity(path) if path.exists() and path.stat().st_size else None
        except DatabaseDamagedError as error:
            raise DatabaseDamagedError(_damaged(path)) from error
        if identity is None or identity.is_blank:
            if folder.was_here(path):
                raise DatabaseLostError(_lost(path))
            return None
        if not identity.is_ours:
            raise DatabaseDamagedError(f"{path} is not a database of Askwell. It was left untouched.")
        if not os.access(path, os.R_OK | os.W_OK):
            raise DatabaseReadOnlyError(
                f"{path} may only be read. Nothing was changed; give yourself the right to write it."
            )
        self._check_soundness(path)
        folder.keep_private(path)
        return identity.version

    def _check_soundness(self, path: Path) -> None:
        """Refuse a damaged file before anything is written to it, and a log that belongs to another database.

        After a crash there is a log; then every row is compared with the indexes, because a wrong log may fit together.
        """
        log = path.with_name(path.name + "-wal")
        has_log = log.exists() and log.stat().st_size > 0
        if not has_log and path.stat().st_size > CHECKED_BYTES:
            return
        faults = sqlite.find_faults(path, thorough=has_log)
        if not faults:
            return
        if has_log and sqlite.is_sound_without_log(path):
            raise DatabaseDamagedError(
                f"{log} does not belong to {path.name} or is damaged. Nothing was changed. Without it the database is "
                "sound: run “askwell doctor --mend”, which moves the log away."
            )
        raise DatabaseDamagedError(_damaged(path))

    def _read_version(self) -> str | None:
        with self._explaining(), self._readers.connect() as connection:
            if not connection.dialect.has_table(connection, "alembic_version"):
                return None
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()

    def _check_settings(self) -> None:
        if self.path is not None:
            with self._explaining(), self._writer.connect() as connection:
                sqlite.check_settings(connection)

    def backup(self, now: datetime, *, reason: str = "manual") -> Path:
        """Write a verified copy beside the database and forget the oldest copies.

        Raises:
            DatabaseError: The copy could not be made; nothing was changed.
        """
        if self.path is None:
            raise DatabaseError("Backups of a database server are made with that server's own tools.")
        target = folder.backups(self.path) / backups.name_of(now, reason)
        folder.make_private_folder(target.parent)
        backups.write_backup(self.path, target)
        backups.rotate(self.path, now, target)
        return target

    def forget_freed(self, now: datetime) -> bool:
        """Leave nothing of erased rows in files: empty the log, and put one new backup in the place of all older ones.

        Returns:
            False when a reader still holds an old state; then `erasing_is_unfinished`, and this is to be called again.
        """
        if self.path is None:
            return True
        self.erasing_is_unfinished = True
        with self._my_turn(), self._explaining():
            done = sqlite.truncate_log(self._writer)
        old = folder.list_backups(self.path)
        if old:
            fresh = self.backup(now, reason="after-erasing")
            old = [copy for copy in old if copy != fresh]
        for copy in old:
            backups.remove(copy)
        for rest in folder.list_set_aside(self.path):
            rest.unlink(missing_ok=True)
        kept_files.remove_files(self.path.parent)  # files that wait to be brought in may name them too
        self.erasing_is_unfinished = not done
        return done

    def rebuild_search(self) -> None:
        """Build the search index anew from the texts it stands for."""
        with self.writing() as session:
            session.execute(text("INSERT INTO search_words(search_words) VALUES ('rebuild')"))

    def settings(self) -> dict[str, object]:
        """Read the settings of the writing connection, for showing and testing them."""
        with self._my_turn(), self._writer.connect() as connection:
            return dict(sqlite.read_settings(connection))

    def close(self) -> None:
        """Close every connection; a clean file without a log is left behind when nobody else has it open."""
        self._readers.dispose()
        if self._is_ours and self.path is not None and self.path.exists() and self.path.stat().st_size:
            with suppress(DatabaseError), self._my_turn(), self._explaining():
                sqlite.truncate_log(self._writer)
        self._writer.dispose()


def _lost(path: Path) -> str:
    return (
        f"{path} is missing or empty although there was a database before. Nothing was created in its place. "
        f"{_way_back(path)} To start afresh on purpose, delete {folder.marker(path)}."
    )


def _damaged(path: Path) -> str:
    return f"{path} is damaged. It was left untouched. {_way_back(path)}"


def _way_back(path: Path) -> str:
    newest = backups.newest_sound(path)
    if newest is None:
        return "There is no sound backup in this folder; if you have one elsewhere, run: askwell restore FILE"
    return f"The newest sound backup is {newest}. To put it in place, run: askwell restore '{newest}'"
