"""Runs the migrations; imported only when a database is new or older than the program."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from askwell.storage import sqlite
from askwell.storage.schema import SCHEMA_VERSION

FOLDER = Path(__file__).parent / "migrations"


def upgrade(engine: Engine, version: str | None = None) -> None:
    """Bring a database to a version (the newest) in one transaction: a failure at any statement leaves it as it was."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            # Rebuilding a table drops it for a moment; references are checked by the migration's end instead.
            connection.connection.execute("PRAGMA foreign_keys=off")
        try:
            with connection.begin():
                config.attributes["connection"] = connection
                command.upgrade(config, version or SCHEMA_VERSION)
                if engine.dialect.name == "sqlite":
                    connection.exec_driver_sql(sqlite.MARK_AS_OURS)
        finally:
            if engine.dialect.name == "sqlite":
                connection.connection.execute("PRAGMA foreign_keys=on")
