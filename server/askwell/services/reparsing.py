"""Reads stored pages again with today's reader; what is different goes through the same merge as a fresh capture."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from sqlalchemy.orm import Session

from askwell.domain.captures import Change
from askwell.domain.errors import AskwellError, CaptureNotFoundError
from askwell.domain.profiles import ProfileDocument
from askwell.services import refreshing
from askwell.services.applying import apply_page
from askwell.services.reading import PageReader
from askwell.storage import captures, journal, subjects
from askwell.storage.database import Database
from askwell.storage.models import CaptureRow

BATCH = 40
"""Pages stored in one transaction: few enough that somebody who saves a page meanwhile does not wait."""


@dataclass(frozen=True, slots=True)
class Reread:
    """One stored page read again.

    Attributes:
        name: Whom it is about; empty when nobody.
        changes: What became different.
        problem: Why it was left as it was; empty when it was not.
    """

    capture_id: str
    url: str
    name: str = ""
    changes: list[Change] = field(default_factory=list)
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What today's reader made of a page.

    Attributes:
        is_known: It is word for word what is stored.
    """

    capture_id: str
    document: ProfileDocument | None = None
    is_known: bool = False
    problem: str = ""


def count_pages(database: Database) -> int:
    """Count the stored pages."""
    with database.reading() as session:
        return sum(1 for _ in captures.iterate_ids(session))


def reread_pages(
    database: Database, reader: PageReader, *, now: datetime, workers: int = 2, apply: bool = True
) -> Iterator[Reread]:
    """Read every stored page again, oldest first; give each once its changes are safe on disk.

    Pages are stored in batches. The changes of a batch are one action that can be undone; undoing leaves what was read,
    so the next page about somebody brings it back.

    Args:
        database: Where the pages are; this opens its own transactions.
        reader: With as many processes as `workers`.
        now: Aware time.
        workers: Pages read at once.
        apply: Store what is different; False only shows it.
    """
    with database.reading() as session:
        ids = list(captures.iterate_ids(session))
    with ThreadPoolExecutor(workers) as pool:
        read = pool.map(lambda one: _read(database, reader, one), ids)
        while batch := list(islice(read, BATCH)):
            yield from _store(database, batch, now) if apply else _show(database, batch, now)


def _read(database: Database, reader: PageReader, capture_id: str) -> _Reading:
    try:
        with database.reading() as session:
            capture = captures.load_capture(session, capture_id)
            page, before = captures.captured_page(capture), captures.read_document(capture)
        if page is None:
            return _Reading(capture_id, problem="The page itself was let go.")
        document = reader.read(page)
        return _Reading(capture_id, document, is_known=before == document)
    except AskwellError as error:
        return _Reading(capture_id, problem=error.title)


def _store(database: Database, batch: list[_Reading], now: datetime) -> list[Reread]:
    """Store the readings of a batch in one transaction; without differences there is none."""
    if all(one.document is None or one.is_known for one in batch):
        return _unchanged(database, batch)
    with database.writing() as session:
        # Pages about nobody yet become actions of their own, as fresh captures do.
        fresh = {one.capture_id for one in batch if not _is_about_somebody(session, one)}
        known = [one for one in batch if one.capture_id not in fresh]
        label = "Read a page again" if len(known) == 1 else f"Read {len(known)} pages again"
        with journal.recording(session, label, now) as action:
            done = {one.capture_id: _merge(session, one, now) for one in known}
        journal.drop_if_empty(session, action)
        done |= {one.capture_id: _merge(session, one, now) for one in batch if one.capture_id in fresh}
        return [done[one.capture_id] for one in batch]


def _unchanged(database: Database, batch: list[_Reading]) -> list[Reread]:
    with database.reading() as session:
        return [_as_it_was(session, one) for one in batch]


class _OnlyShownError(Exception):
    """Ends a transaction that is not to be kept."""


def _show(database: Database, batch: list[_Reading], now: datetime) -> list[Reread]:
    """Say what storing each reading by itself would change, and keep nothing of it."""
    shown: list[Reread] = []
    for one in batch:
        try:
            with database.writing() as session:
                shown.append(_merge(session, one, now))
                raise _OnlyShownError
        except _OnlyShownError:
            continue
    return shown


def _is_about_somebody(session: Session, one: _Reading) -> bool:
    capture = captures.find_capture(session, one.capture_id)
    return capture is not None and bool(capture.subject_id or capture.organization_id)


def _as_it_was(session: Session, one: _Reading) -> Reread:
    capture = captures.find_capture(session, one.capture_id)
    if capture is None:
        return Reread(one.capture_id, "", problem=CaptureNotFoundError.title)
    return Reread(one.capture_id, capture.url, _name(session, capture), problem=one.problem)


def _merge(session: Session, one: _Reading, now: datetime) -> Reread:
    capture, document = captures.find_capture(session, one.capture_id), one.document
    if capture is None or document is None or one.is_known:
        return _as_it_was(session, one)
    before = captures.read_document(capture)
    if before is not None and _facts_of(before) == _facts_of(document):
        captures.keep_document(capture, document, keep_problem=True)
        return _as_it_was(session, one)
    about = [subject for subject in (capture.subject_id, capture.organization_id) if subject]
    if not about:
        apply_page(session, capture, document, now)
        return _as_it_was(session, one)
    for part in ("person", "organization"):
        if before is not None and before.get(part) and not document.get(part):
            return Reread(capture.id, capture.url, _name(session, capture), problem="Today's reader finds nobody here.")
    captures.keep_document(capture, document)
    session.flush()
    changes: list[Change] = []
    for subject_id in about:
        changes += refreshing.remerge(session, subjects.load_subject_row(session, subject_id), now)
    return Reread(capture.id, capture.url, _name(session, capture), changes)


def _facts_of(document: ProfileDocument) -> dict[str, object]:
    """Give a document without what differs only because another reader wrote it."""
    page = {name: value for name, value in (document.get("page") or {}).items() if name != "parser_version"}
    return {**document, "page": page}


def _name(session: Session, capture: CaptureRow) -> str:
    subject = subjects.find_subject(session, capture.subject_id or capture.organization_id)
    return subject.name if subject else ""
