"""Interrupts a statement that keeps the machine busy for longer than anybody waits; SQLite only."""

import sqlite3
import time
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection

READING_SECONDS = 2.0
"""Longest work on one question to the database; what is read piece by piece, as exports are, takes its time."""

_STEPS = 1_000_000
_MOST_PER_STEPS = 0.1


def limit_reading(engine: Engine) -> None:
    """Interrupt a statement that keeps the machine busy for too long.

    Only its own work counts: whoever takes the rows one by one may take breaks between them.
    """

    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, record: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own record
        def is_too_long() -> bool:
            now = time.monotonic()
            record.info["worked"] = record.info.get("worked", 0.0) + min(
                now - record.info.get("seen", now), _MOST_PER_STEPS
            )
            record.info["seen"] = now
            return bool(record.info["worked"] > record.info.get("may_work", READING_SECONDS))

        connection.set_progress_handler(is_too_long, _STEPS)

    @event.listens_for(engine, "before_cursor_execute")
    def _begin(connection: Connection, *about: Any) -> None:  # noqa: ANN401 - cursor, statement, parameters, context, many
        context = about[3]
        streamed = context is not None and "yield_per" in context.execution_options
        may_work = float("inf") if streamed else READING_SECONDS
        connection.info.update(worked=0.0, seen=time.monotonic(), may_work=may_work)
