"""Every control of the server, each with a way to switch it off from outside while a test runs.

The names are those of `tests/abuse/test_switching_off.py`, which says what each control is and which case fails without it.
"""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from tests.abuse.altered_server import is_off

SLOW = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000000) SELECT max(i) FROM n"
NO_LIMIT = 1 << 40
NOTHING: Callable[..., None] = lambda *_, **__: None  # noqa: E731 - a name for what is done instead


def make_switchable() -> None:
    """Wrap everything that can be switched off."""
    for group in (edge, guard, dashboard, bodies, headers, pairing, capturing, storage, failures):
        group()


def instead(owner: Any, name: str, control: str, other: Callable[..., Any]) -> None:
    """Let another function answer in the place of one while a control is off."""
    real = getattr(owner, name)

    def answer(*given: Any, **named: Any) -> Any:
        return (other if is_off(control) else real)(*given, **named)

    setattr(owner, name, answer)


# What is checked before a request is routed


def edge() -> None:
    from waitress.adjustments import Adjustments

    from askwell.api import edge, operations
    from askwell.cli.serving import http_server

    instead(edge.Edge, "_check_host", "host", NOTHING)
    instead(edge, "check_media_type", "json-only", NOTHING)
    framing = edge.check_framing

    def check_framing(head: Any) -> None:
        left = dict(head.headers)
        if is_off("framing"):
            left.pop("TRANSFER_ENCODING", None)
        if is_off("no-compression"):
            left.pop("CONTENT_ENCODING", None)
        if is_off("sizes") and left.get("CONTENT_LENGTH", "").isdigit():
            left["CONTENT_LENGTH"] = "0"
        framing(replace(head, headers=left))

    edge.check_framing = check_framing
    line = edge.check_line

    def check_line(head: Any) -> None:
        line(replace(head, query="" if is_off("no-token-in-address") else head.query))

    edge.check_line = check_line

    class Limits(Adjustments):  # type: ignore[misc]
        max_request_body_size = property(
            lambda it: NO_LIMIT if is_off("sizes") else it.__dict__["max_request_body_size"],
            lambda it, value: it.__dict__.__setitem__("max_request_body_size", value),
        )

    http_server.Adjustments = Limits
    instead(operations, "respond", "problems-as-json", operations.respond)


# Who may use the API


def guard() -> None:
    from flask import g, request

    from askwell import app, context
    from askwell.api import guard
    from askwell.domain.refusals import CrossSiteRequestError, TokenMissingError
    from askwell.services import pairings

    instead(guard, "comes_from_elsewhere", "fetch-site", lambda _: False)
    instead(app, "comes_from_elsewhere", "fetch-site", lambda _: False)
    instead(guard.FailureGate, "note", "guessing", NOTHING)

    def check_site_only() -> None:
        if g.recorded_origin is None and guard.comes_from_elsewhere(request.headers.get("Sec-Fetch-Site")):
            raise CrossSiteRequestError

    instead(guard, "check_site_and_origin", "origin", check_site_only)
    real = guard.authenticate

    def authenticate(session: Any) -> Any:
        if is_off("token"):
            return pairings.list_pairings(session)[0]
        name = f"askwell_{context.config().port}"
        if is_off("one-credential") and name in request.cookies:
            header = request.headers.get("Authorization", "").partition(" ")[2]
            return pairings.find_pairing_by_token(session, header, now=context.now())
        if is_off("no-cookie-for-the-api") and "Authorization" not in request.headers:
            if context.sign_in_desk().find(request.cookies.get(name)) is None:
                raise TokenMissingError
            return pairings.list_pairings(session)[0]
        return real(session)

    guard.authenticate = authenticate
    shared = app.allow_recorded_origin

    def allow_origin(answer: Any) -> Any:
        if is_off("no-cors") and "Origin" in request.headers:
            g.recorded_origin = request.headers["Origin"]
        return shared(answer)

    app.allow_recorded_origin = allow_origin


# Who may use the dashboard


def dashboard() -> None:
    from flask import Response

    from askwell.pages import session
    from askwell.services import signing_in

    instead(session, "comes_from_elsewhere", "fetch-site", lambda _: False)
    instead(session, "check_origin", "dashboard-origin", NOTHING)
    instead(session, "check_form", "form-secret", NOTHING)
    instead(signing_in.SignInDesk, "_remember_use", "one-time-link", NOTHING)
    redeem = signing_in.SignInDesk.redeem

    def redeem_late(desk: Any, link: str) -> Any:
        signing_in.LINK_SECONDS = NO_LIMIT if is_off("link-minute") else 60
        return redeem(desk, link)

    signing_in.SignInDesk.redeem = redeem_late  # type: ignore[method-assign]
    find = signing_in.SignInDesk.find
    anybody = signing_in.DashboardSession("x", "x")
    signing_in.SignInDesk.find = lambda desk, cookie: (  # type: ignore[method-assign]
        find(desk, cookie) or (anybody if is_off("session") else None)
    )
    set_cookie = Response.set_cookie

    def set_open_cookie(answer: Any, *given: Any, **named: Any) -> None:
        if is_off("strict-cookie"):
            named.pop("samesite", None)
            named.pop("httponly", None)
        set_cookie(answer, *given, **named)

    Response.set_cookie = set_open_cookie  # type: ignore[method-assign]


# What a body may hold


def bodies() -> None:
    from askwell.api import operations
    from askwell.domain import captures
    from askwell.services import capturing

    instead(operations, "read_json", "strict-json", json.loads)
    instead(operations, "load", "schemas", lambda _kind, values, **__: values)
    instead(captures.IncomingCapture, "verify", "length-and-digest", NOTHING)
    instead(capturing, "_find_answer", "idempotency", NOTHING)


# What every answer carries


def headers() -> None:
    from askwell import app
    from askwell.api import edge, problems

    real = edge.headers_for

    def headers_for(media_type: str) -> dict[str, str]:
        return {name: value for name, value in real(media_type).items() if not is_off(f"header {name}")}

    edge.headers_for = app.headers_for = headers_for
    plain = edge.refusal_headers

    def refusal_headers(given: Any) -> list[tuple[str, str]]:
        pairs = plain(given)
        return [(name, "text/html") if name == "Content-Type" and is_off("problems-as-json") else (name, value)
                for name, value in pairs]  # fmt: skip

    edge.refusal_headers = refusal_headers
    from askwell.cli.serving import http_server

    http_server.refusal_headers = refusal_headers
    body = problems.Problem.document
    problems.Problem.document = lambda it: {} if is_off("problem-types") else body(it)  # type: ignore[method-assign]
    escaping()


def escaping() -> None:
    """Templates are compiled once, so what was compiled is thrown away whenever the switch moves."""
    from flask import Flask

    create = Flask.create_jinja_environment
    Flask.select_jinja_autoescape = lambda _, __: not is_off("escaping")  # type: ignore[method-assign]

    def create_environment(app: Any) -> Any:
        made = create(app)
        load, was = made.get_template, [False]

        def get_template(*given: Any, **named: Any) -> Any:
            if was[0] != is_off("escaping"):
                was[0] = not was[0]
                made.cache.clear()
            return load(*given, **named)

        made.get_template = get_template
        return made

    Flask.create_jinja_environment = create_environment  # type: ignore[method-assign]


# Pairing


def pairing() -> None:
    from askwell.services import keys, pairings

    desk = pairings.PairingDesk
    take, forget = desk.take, desk._forget_old
    desk._forget_old = lambda it: None if is_off("code-minutes") else forget(it)  # type: ignore[method-assign]

    def take_any_number(it: Any, code: str) -> None:
        it._wrong = 0 if is_off("five-tries") else it._wrong
        was_open = dict(it._open)
        take(it, code)
        if is_off("code-once"):
            it._open = was_open

    desk.take = take_any_number  # type: ignore[method-assign]
    instead(pairings, "is_extension_origin", "extensions-only", lambda _: True)
    from askwell.api import guard

    instead(guard, "is_extension_origin", "extensions-only", lambda _: True)
    digest = keys.digest
    keys.digest = lambda secret: secret if is_off("digests") and secret.startswith("askw_t_") else digest(secret)


# From a page to the disk


def capturing() -> None:
    from askwell.services import capturing, reading
    from askwell.services.results import undone_result
    from askwell.storage.journal import ActionRow

    real = capturing.capture_page

    def read_first(database: Any, reader: Any, incoming: Any, *, now: Any) -> Any:
        """Read before anything is stored, and give up when that fails."""
        from askwell.domain.pages import CapturedPage

        try:
            reader.read(CapturedPage(url=incoming.url, html=incoming.html, captured_at=incoming.captured_at))
        except reading.AskwellError:
            return undone_result(incoming.id, ActionRow(id="x", number=0, label="", at=now)), True
        return real(database, reader, incoming, now=now)

    instead(capturing, "capture_page", "stored-first", read_first)
    worker = reading.PageReader.read

    def read_here(reader: Any, page: Any) -> Any:
        if not is_off("reading-apart"):
            return worker(reader, page)
        from askwell.parsing import document
        from askwell.parsing.reader import parse_page

        document.check_limits = NOTHING
        return parse_page(page)

    reading.PageReader.read = read_here  # type: ignore[method-assign]


# The database


def storage() -> None:
    from sqlalchemy import create_engine, text
    from sqlalchemy.orm import Session
    from sqlalchemy.pool import NullPool

    from askwell.domain.errors import QueryTooLongError
    from askwell.storage import reading_limit, search, subjects
    from askwell.storage.database import Database

    real = Database.writing

    @contextmanager
    def writing(database: Any) -> Iterator[Any]:
        """Write as a program without this control does: any number of writers, each beginning as a reader."""
        if not is_off("one-writer"):
            with real(database) as session:
                yield session
            return
        engine = create_engine(database._writer.url, poolclass=NullPool, connect_args={"timeout": 0.05})
        opened = Session(engine, expire_on_commit=False, info=database._known)
        with database._explaining(), opened as session, session.begin():
            yield session

    Database.writing = writing  # type: ignore[method-assign]
    listing = subjects.list_subjects

    def list_subjects(session: Any, *given: Any, **named: Any) -> Any:
        if is_off("quick-search"):
            reading_limit.READING_SECONDS = 1e9 if is_off("query-time") else 2.0
            session.execute(text(SLOW)).scalar()
        return listing(session, *given, **named)

    subjects.list_subjects = list_subjects
    criterion = search.criterion

    def search_anything(session: Any, words: str) -> Any:
        try:
            return criterion(session, words)
        except QueryTooLongError:
            if is_off("search-limits"):
                return criterion(session, words[:100].split(" ", 1)[0])
            raise

    search.criterion = search_anything


# Failures and logs


def failures() -> None:
    from flask import request

    from askwell.cli.serving import logs
    from askwell.services import status

    real = status.status

    def counts(*given: Any, **named: Any) -> Any:
        if is_off("calm"):
            raise RuntimeError(f"{request.headers} {request.cookies}")
        return real(*given, **named)

    status.status = counts
    instead(logs, "clean", "clean-logs", str)
    instead(logs.CleanFormatter, "formatException", "clean-logs", logging.Formatter.formatException)
