"""Stored pages: the page itself, what the reader made of it, and whom it is about."""

import hashlib
import json
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast
from uuid import uuid4

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session, undefer

from askwell.domain.addresses import canonical_address, clean_url
from askwell.domain.captures import IncomingCapture
from askwell.domain.errors import CaptureNotFoundError, DatabaseDamagedError
from askwell.domain.observations import Observation
from askwell.domain.pages import CapturedPage
from askwell.domain.profiles import ProfileDocument
from askwell.domain.subjects import CaptureSummary
from askwell.storage.models import CaptureRow, SightingRow

_LEVEL = 6


def store_capture(session: Session, incoming: IncomingCapture, received_at: datetime) -> CaptureRow:
    """Store a page as it came, compressed, with its length and digest."""
    row = CaptureRow(
        id=incoming.id,
        url=clean_url(incoming.url),
        canonical=canonical_address(incoming.url),
        title=incoming.title,
        source=incoming.source,
        extension_version=incoming.extension_version,
        captured_at=incoming.captured_at,
        received_at=received_at,
        html=zlib.compress(incoming.html.encode(), _LEVEL),
        html_bytes=incoming.html_bytes,
        sha256=incoming.html_sha256.lower(),
        selection=incoming.selection,
        people=0,
        status="stored",
        parser_version="",
        document=None,
        problem=None,
        result=None,
        subject_id=None,
        organization_id=None,
    )
    session.add(row)
    session.flush()
    return row


def find_capture(session: Session, capture_id: str) -> CaptureRow | None:
    """Find a stored page by its id."""
    return session.get(CaptureRow, capture_id)


def load_capture(session: Session, capture_id: str) -> CaptureRow:
    """Load a stored page by its id.

    Raises:
        CaptureNotFoundError: There is none.
    """
    row = session.get(CaptureRow, capture_id)
    if row is None:
        raise CaptureNotFoundError
    return row


def captured_page(row: CaptureRow) -> CapturedPage | None:
    """Give the page as it was captured; None when its text was let go.

    Raises:
        DatabaseDamagedError: The stored bytes are not those that were stored.
    """
    if row.html is None:
        return None
    try:
        raw = zlib.decompress(row.html)
    except zlib.error as error:
        raise DatabaseDamagedError("A stored page is damaged; its facts are kept.") from error
    if hashlib.sha256(raw).hexdigest() != row.sha256:
        raise DatabaseDamagedError("A stored page is damaged; its facts are kept.")
    return CapturedPage(url=row.url, html=raw.decode(), captured_at=row.captured_at, title=row.title)


def keep_document(row: CaptureRow, document: ProfileDocument, *, keep_problem: bool = False) -> None:
    """Keep what the reader made of a page; what was wrong with the page before is forgotten unless it still holds."""
    packed = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    row.document = zlib.compress(packed.encode("utf-8", "surrogatepass"), _LEVEL)
    row.people = len(document.get("people") or [])
    row.parser_version = str((document.get("page") or {}).get("parser_version", ""))
    row.status = "read"
    if not keep_problem:
        row.problem = None


def read_document(row: CaptureRow) -> ProfileDocument | None:
    """Give what the reader made of a page; None while it was not read."""
    if row.document is None:
        return None
    return cast("ProfileDocument", json.loads(zlib.decompress(row.document).decode("utf-8", "surrogatepass")))


def list_observations(session: Session, subject_id: str) -> list[Observation]:
    """List every read page about a subject, oldest first."""
    wanted = (
        select(CaptureRow)
        .where(or_(CaptureRow.subject_id == subject_id, CaptureRow.organization_id == subject_id))
        .where(CaptureRow.status == "read")
        .order_by(CaptureRow.captured_at, CaptureRow.id)
        .options(undefer(CaptureRow.document))
    )
    found: list[Observation] = []
    for row in session.scalars(wanted):
        document = read_document(row)
        if document is not None:
            found.append(Observation(row.id, row.url, row.canonical or row.url, row.captured_at, document))
    sightings = session.scalars(select(SightingRow).where(SightingRow.subject_id == subject_id))
    found += [_sighting(row) for row in sightings]
    return sorted(found, key=lambda seen: (seen.captured_at, seen.capture_id))


def _sighting(row: SightingRow) -> Observation:
    return Observation(row.capture_id, row.url, row.source, row.captured_at, cast("ProfileDocument", row.document))


def store_sighting(session: Session, subject_id: str, seen: Observation) -> None:
    """Store what a page about others says about somebody who was picked from it."""
    session.add(
        SightingRow(
            id=str(uuid4()),
            subject_id=subject_id,
            capture_id=seen.capture_id,
            url=seen.url,
            source=seen.source,
            captured_at=seen.captured_at,
            document=dict(seen.document),
        )
    )
    session.flush()


def list_summaries(session: Session, subject_id: str) -> list[CaptureSummary]:
    """List the stored pages about a subject, newest first."""
    wanted = (
        select(CaptureRow)
        .where(or_(CaptureRow.subject_id == subject_id, CaptureRow.organization_id == subject_id))
        .order_by(CaptureRow.captured_at.desc(), CaptureRow.id)
    )
    return [CaptureSummary(row.id, row.url, row.title, row.captured_at, row.status) for row in session.scalars(wanted)]


def list_newest_changes(session: Session, subject_id: str) -> list[str]:
    """List the pointers that the newest page about a subject added or changed; none for the first page."""
    wanted = (
        select(CaptureRow.result)
        .where(or_(CaptureRow.subject_id == subject_id, CaptureRow.organization_id == subject_id))
        .order_by(CaptureRow.captured_at.desc(), CaptureRow.id)
    )
    result = session.scalars(wanted.limit(1)).first() or {}
    changes = result.get("changes", []) if result.get("outcome") == "updated" else []
    return [str(change["pointer"]) for change in changes if change.get("kind") in ("added", "changed")]


def list_waiting(session: Session, limit: int) -> list[str]:
    """List the ids of pages that were stored but not read yet, oldest first."""
    wanted = select(CaptureRow.id).where(CaptureRow.status == "stored").order_by(CaptureRow.received_at, CaptureRow.id)
    return list(session.scalars(wanted.limit(limit)))


def count_waiting(session: Session) -> int:
    """Count pages that were stored but not read yet."""
    return session.scalar(select(func.count()).where(CaptureRow.status == "stored")) or 0


def remove_page(session: Session, capture_id: str) -> None:
    """Remove a stored page and what it says about people who were picked from it."""
    session.execute(delete(SightingRow).where(SightingRow.capture_id == capture_id))
    session.execute(delete(CaptureRow).where(CaptureRow.id == capture_id))
    session.expire_all()


def forget_changes(session: Session, subject_id: str) -> None:
    """Forget what each page about a subject changed, because that quotes the pages before it."""
    mine = or_(CaptureRow.subject_id == subject_id, CaptureRow.organization_id == subject_id)
    for row in session.scalars(select(CaptureRow).where(mine)):
        if row.result and row.result.get("changes"):
            row.result = {**row.result, "changes": []}
    session.flush()


def count_pages(session: Session) -> int:
    """Count all stored pages."""
    return session.scalar(select(func.count()).select_from(CaptureRow)) or 0


def newest_arrival(session: Session) -> datetime | None:
    """Give when the last page came."""
    return session.scalars(select(CaptureRow.received_at).order_by(CaptureRow.received_at.desc()).limit(1)).first()


def iterate_ids(session: Session) -> Iterator[str]:
    """Give the ids of all stored pages, in the order of their clicks."""
    yield from session.scalars(select(CaptureRow.id).order_by(CaptureRow.captured_at, CaptureRow.id))


def problem_document(slug: str, title: str, detail: str) -> dict[str, Any]:
    """Give a problem as it is stored with a page."""
    return {"type": f"/problems/{slug}", "title": title, "detail": detail}
