"""From a click to an answer: store the page for good, read it apart, then merge what it says."""

import logging
import threading
from datetime import datetime

from sqlalchemy.orm import Session

from askwell.domain.captures import CaptureResult, IncomingCapture
from askwell.domain.errors import (
    AskwellError,
    CaptureNotFoundError,
    IdempotencyKeyReusedError,
    ReaderBusyError,
    SuppressedError,
)
from askwell.domain.identity import person_addresses
from askwell.domain.pages import CapturedPage
from askwell.domain.profiles import ProfileDocument
from askwell.services.applying import apply_page
from askwell.services.picking import add_people
from askwell.services.reading import PageReader
from askwell.services.results import build_result, undone_result
from askwell.storage import captures, erasing, journal
from askwell.storage.database import Database
from askwell.storage.models import CaptureRow

__all__ = ["add_people", "capture_page", "find_capture", "read_waiting"]

log = logging.getLogger("askwell.captures")

_planning = threading.Lock()

_OLDER_THAN_ERASING = (
    "You erased this person after this page was captured, so it was not stored. "
    "If you want them back, open their page and capture it anew."
)


def capture_page(
    database: Database, reader: PageReader, incoming: IncomingCapture, *, now: datetime
) -> tuple[CaptureResult, bool]:
    """Store a page durably, then read it and merge what it says.

    Sending the same page with the same id again changes nothing and gives the same answer.

    Args:
        database: Where it goes; this opens its own transactions.
        reader: The processes that read pages.
        incoming: The page as it was sent.
        now: Aware time.

    Returns:
        What became of it, and whether it was new.

    Raises:
        ValidationError: It is no web page, is empty, or did not arrive whole; nothing was stored.
        IdempotencyKeyReusedError: Another page came with this id before; nothing was stored.
        SuppressedError: It is about somebody who is not to be stored again; nothing was stored.
    """
    incoming.verify()
    with reader.turn(incoming.id):
        with database.reading() as session:
            answered = _find_answer(session, incoming, now)
        if answered is not None:
            return answered, False
        with database.writing() as session:
            _store(session, incoming, now)
        return _read_and_apply(database, reader, incoming.id, now), True


def _find_answer(session: Session, incoming: IncomingCapture, now: datetime) -> CaptureResult | None:
    action = journal.find_capture_action(session, incoming.id)
    if action is not None and action.undone_at is not None:
        return undone_result(incoming.id, action)
    known = captures.find_capture(session, incoming.id)
    if known is None:
        return None
    if known.sha256 != incoming.html_sha256.lower():
        raise IdempotencyKeyReusedError
    return None if known.status == "stored" else build_result(session, known, now=now)


def _store(session: Session, incoming: IncomingCapture, now: datetime) -> None:
    if captures.find_capture(session, incoming.id) is not None:
        return
    for address in person_addresses(incoming.url):
        if erasing.is_buried(session, address):
            raise SuppressedError
        if erasing.was_erased_after(session, incoming.captured_at, address=address):
            raise SuppressedError(_OLDER_THAN_ERASING)
    captures.store_capture(session, incoming, now)


def _read_and_apply(database: Database, reader: PageReader, capture_id: str, now: datetime) -> CaptureResult:
    with database.reading() as session:
        page = captures.captured_page(captures.load_capture(session, capture_id))
    if page is None:
        raise CaptureNotFoundError
    document, problem = _read(reader, page)
    with database.writing() as session:
        capture = captures.load_capture(session, capture_id)
        if capture.status != "read":
            if document is not None:
                apply_page(session, capture, document, now)
            elif not isinstance(problem, ReaderBusyError):
                _keep_problem(capture, problem)
    # Planning takes a while; nobody has to wait with writing for it. It keeps one processor busy, so that several
    # plans at once would be no quicker, and would only keep all other requests waiting for their turn.
    with _planning, database.reading() as session:
        return build_result(session, captures.load_capture(session, capture_id), now=now)


def _read(reader: PageReader, page: CapturedPage) -> tuple[ProfileDocument | None, AskwellError | None]:
    try:
        return reader.read(page), None
    except AskwellError as error:
        log.warning("a page stays unread: %s", error.slug)
        return None, error


def _keep_problem(capture: CaptureRow, problem: AskwellError | None) -> None:
    if problem is not None:
        capture.status = "unread"
        capture.problem = captures.problem_document(problem.slug, problem.title, problem.detail)


def read_waiting(database: Database, reader: PageReader, *, now: datetime, limit: int = 50) -> int:
    """Read pages that were stored but not read yet, after a crash or while the reader was busy.

    Returns:
        How many were worked on.
    """
    with database.reading() as session:
        waiting = captures.list_waiting(session, limit)
    for capture_id in waiting:
        with reader.turn(capture_id):
            try:
                _read_and_apply(database, reader, capture_id, now)
            except CaptureNotFoundError:
                # Erased while it was waiting.
                continue
    return len(waiting)


def find_capture(session: Session, capture_id: str, *, now: datetime | None = None) -> CaptureResult:
    """Say what became of a page that was sent before.

    Args:
        session: Open for reading.
        capture_id: Its id.
        now: Aware time; None takes the time at which it came.

    Raises:
        CaptureNotFoundError: It was never stored, or is erased.
    """
    action = journal.find_capture_action(session, capture_id)
    if action is not None and action.undone_at is not None:
        return undone_result(capture_id, action)
    row = captures.load_capture(session, capture_id)
    return build_result(session, row, now=now or row.received_at)
