"""Every control of the server, each with a way to switch it off from outside while a test runs."""

from typing import Any

from tests.abuse.altered_server import is_off

SLOW = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000000) SELECT max(i) FROM n"


def make_switchable() -> None:
    """Wrap everything that can be switched off."""
    slow_search()
    fail_loudly()


def fail_loudly() -> None:
    """Let the status call fail with everything it knows in its exception when `calm` is off."""
    from flask import request

    from askwell.services import status

    real = status.status

    def counts(*given: Any, **named: Any) -> Any:
        if is_off("calm"):
            raise RuntimeError(f"{request.headers} {request.cookies}")
        return real(*given, **named)

    status.status = counts


def slow_search() -> None:
    """Let searching take very long when `quick-search` is off."""
    from sqlalchemy import text

    from askwell.storage import subjects

    real = subjects.list_subjects

    def list_subjects(session: Any, *given: Any, **named: Any) -> Any:
        if is_off("quick-search"):
            session.execute(text(SLOW)).scalar()
        return real(session, *given, **named)

    subjects.list_subjects = list_subjects
