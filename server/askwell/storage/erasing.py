"""Erasing for good: every row of a subject, and the hashes that keep somebody from coming back unwanted."""

import hashlib
import hmac
import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, delete, or_, select, update
from sqlalchemy.orm import Session, undefer

from askwell.storage import journal, search
from askwell.storage.models import (
    AddressRow,
    CaptureRow,
    FactRow,
    NoteRow,
    QuestionRow,
    Row,
    SightingRow,
    SubjectRow,
    ToldApartRow,
    TombstoneRow,
)


def remove_subject(session: Session, subject_id: str) -> dict[str, int]:
    """Remove every row of a subject; give how many of each kind.

    Pages that are about somebody else as well (a person's page that names the employer) stay with that one.
    """
    erased = {"actions": journal.forget_subject(session, subject_id)}
    search.forget_subject(session, subject_id)
    mine = or_(CaptureRow.subject_id == subject_id, CaptureRow.organization_id == subject_id)
    pages = list(session.scalars(select(CaptureRow.id).where(mine)))
    session.execute(update(CaptureRow).where(CaptureRow.organization_id == subject_id).values(organization_id=None))
    session.execute(update(SubjectRow).where(SubjectRow.organization_id == subject_id).values(organization_id=None))
    tables: tuple[tuple[str, type[Row], Any], ...] = (
        ("facts", FactRow, FactRow.subject_id == subject_id),
        ("sightings", SightingRow, SightingRow.subject_id == subject_id),
        ("notes", NoteRow, NoteRow.subject_id == subject_id),
        ("questions", QuestionRow, QuestionRow.subject_id == subject_id),
        ("told_apart", ToldApartRow, or_(ToldApartRow.subject_id == subject_id, ToldApartRow.other_id == subject_id)),
        ("addresses", AddressRow, AddressRow.subject_id == subject_id),
        ("captures", CaptureRow, CaptureRow.id.in_(pages) & (CaptureRow.subject_id == subject_id)),
        ("subjects", SubjectRow, SubjectRow.id == subject_id),
    )
    for noun, table, wanted in tables:
        result = session.execute(delete(table).where(wanted))
        erased[noun] = result.rowcount if isinstance(result, CursorResult) else 0
    session.expire_all()
    return erased


def list_pages_with_people(session: Session) -> list[CaptureRow]:
    """List the stored pages that name several people (teams, search results), with what was read."""
    wanted = select(CaptureRow).where(CaptureRow.people > 0).options(undefer(CaptureRow.document))
    return list(session.scalars(wanted))


def list_employers(session: Session, subject_id: str) -> list[str]:
    """List the organizations about which the pages of a person say something as well."""
    wanted = select(CaptureRow.organization_id).where(CaptureRow.subject_id == subject_id)
    return [found for found in session.scalars(wanted.distinct().order_by(CaptureRow.organization_id)) if found]


def scrub(session: Session) -> None:
    """Leave nothing of removed rows in the search index."""
    search.scrub(session)


def bury(session: Session, addresses: list[str], now: datetime) -> None:
    """Remember, as salted hashes only, whose pages are not to be stored again."""
    for address in addresses:
        salt = secrets.token_hex(16)
        session.add(TombstoneRow(digest=_digest(salt, address), salt=salt, at=now))
    session.flush()


def is_buried(session: Session, address: str | None) -> bool:
    """Say whether this is a page of somebody who is not to be stored again."""
    if address is None:
        return False
    stones = session.execute(select(TombstoneRow.digest, TombstoneRow.salt))
    return any(hmac.compare_digest(digest, _digest(salt, address)) for digest, salt in stones)


def buried_among(session: Session, addresses: Collection[str]) -> set[str]:
    """Find those of many addresses that are pages of somebody who is not to be stored again."""
    stones = session.execute(select(TombstoneRow.digest, TombstoneRow.salt)).all()
    return {address for address in addresses if any(digest == _digest(salt, address) for digest, salt in stones)}


def _digest(salt: str, address: str) -> str:
    return hashlib.sha256(f"{salt}\n{address}".encode()).hexdigest()
