"""Reads stored pages again with today's reader; what is different goes through the same merge as a fresh capture."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from askwell.domain.captures import Change
from askwell.domain.errors import AskwellError, CaptureNotFoundError
from askwell.domain.profiles import ProfileDocument
from askwell.services import refreshing
from askwell.services.applying import apply_page
from askwell.services.reading import PageReader
from askwell.storage import captures, subjects
from askwell.storage.database import Database
from askwell.storage.models import CaptureRow


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


def count_pages(database: Database) -> int:
    """Count the stored pages."""
    with database.reading() as session:
        return sum(1 for _ in captures.iterate_ids(session))


def reread_pages(
    database: Database, reader: PageReader, *, now: datetime, workers: int = 2, apply: bool = True
) -> Iterator[Reread]:
    """Read every stored page again, oldest first; give each as it is done.

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
        for capture_id, document in zip(ids, pool.map(lambda one: _read(database, reader, one), ids), strict=True):
            if isinstance(document, AskwellError):
                yield Reread(capture_id, "", problem=document.title)
            else:
                yield _store(database, capture_id, document, now, apply=apply)


def _read(database: Database, reader: PageReader, capture_id: str) -> ProfileDocument | AskwellError:
    try:
        with database.reading() as session:
            page = captures.captured_page(captures.load_capture(session, capture_id))
        return CaptureNotFoundError("The page itself was let go.") if page is None else reader.read(page)
    except AskwellError as error:
        return error


class _OnlyShownError(Exception):
    """Ends a transaction that is not to be kept."""


def _store(database: Database, capture_id: str, document: ProfileDocument, now: datetime, *, apply: bool) -> Reread:
    result = Reread(capture_id, "")
    try:
        with database.writing() as session:
            result = _merge(session, captures.load_capture(session, capture_id), document, now)
            if not apply:
                raise _OnlyShownError
    except _OnlyShownError:
        pass
    except CaptureNotFoundError as error:
        return Reread(capture_id, "", problem=error.title)
    return result


def _merge(session: Session, capture: CaptureRow, document: ProfileDocument, now: datetime) -> Reread:
    before = captures.read_document(capture)
    if before is not None and _facts_of(before) == _facts_of(document):
        captures.keep_document(capture, document, keep_problem=True)
        return Reread(capture.id, capture.url, name=_name(session, capture))
    about = [subject for subject in (capture.subject_id, capture.organization_id) if subject]
    if not about:
        apply_page(session, capture, document, now)
        return Reread(capture.id, capture.url, name=_name(session, capture))
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
