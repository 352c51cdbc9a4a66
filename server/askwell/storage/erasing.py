"""Erasing for good: every row of a subject, and the hashes that keep somebody from coming back unwanted."""

import hashlib
import hmac
import secrets
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import CursorResult, delete, or_, select, update
from sqlalchemy.orm import Session, undefer

from askwell.domain.subjects import SubjectKind
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

_BEFORE, _ID = "before\n", "id\n"
"""What a hash stands for besides a page that is never to be stored again: older pages of it, and a record."""


def remove_subject(session: Session, subject_id: str) -> dict[str, int]:
    """Remove every row of a subject; give how many of each kind.

    Pages that are about somebody else as well (a person's page that names the employer) stay with that one.
    """
    erased = {"actions": journal.forget_subject(session, subject_id)}
    search.forget_subject(session, subject_id)
    # Pages that were never read, or understood as about nobody, may still be theirs.
    theirs = select(AddressRow.address).where(AddressRow.subject_id == subject_id)
    loose = CaptureRow.subject_id.is_(None) & CaptureRow.organization_id.is_(None) & CaptureRow.canonical.in_(theirs)
    unread = list(session.scalars(select(CaptureRow.id).where(loose)))
    session.execute(update(CaptureRow).where(CaptureRow.organization_id == subject_id).values(organization_id=None))
    session.execute(update(SubjectRow).where(SubjectRow.organization_id == subject_id).values(organization_id=None))
    tables: tuple[tuple[str, type[Row], Any], ...] = (
        ("facts", FactRow, FactRow.subject_id == subject_id),
        ("sightings", SightingRow, SightingRow.subject_id == subject_id),
        ("notes", NoteRow, NoteRow.subject_id == subject_id),
        ("questions", QuestionRow, QuestionRow.subject_id == subject_id),
        ("told_apart", ToldApartRow, or_(ToldApartRow.subject_id == subject_id, ToldApartRow.other_id == subject_id)),
        ("addresses", AddressRow, AddressRow.subject_id == subject_id),
        ("captures", CaptureRow, (CaptureRow.subject_id == subject_id) | CaptureRow.id.in_(unread)),
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
    _put_stones(session, addresses, now)


def remember(session: Session, subject_id: str, addresses: list[str], now: datetime) -> None:
    """Remember, as salted hashes only, who was erased when: older pages and backups do not bring them back."""
    _put_stones(session, [_ID + subject_id, *(_BEFORE + address for address in addresses)], now)


def _put_stones(session: Session, meant: list[str], now: datetime) -> None:
    for one in meant:
        salt = secrets.token_hex(16)
        session.add(TombstoneRow(digest=_digest(salt, one), salt=salt, at=now))
    session.flush()


def was_erased_after(session: Session, moment: datetime, *, address: str | None = None, subject_id: str = "") -> bool:
    """Say whether whose page this is, or who has this id, was erased at that moment or later."""
    meant = [*([_BEFORE + address] if address else []), *([_ID + subject_id] if subject_id else [])]
    stones = session.execute(select(TombstoneRow.digest, TombstoneRow.salt).where(TombstoneRow.at >= moment))
    return any(hmac.compare_digest(digest, _digest(salt, one)) for digest, salt in stones for one in meant)


def stays_erased(session: Session, subject_id: str, addresses: list[str], created_at: datetime) -> bool:
    """Say whether a record from a backup is one that was erased; who was captured anew afterwards is not."""
    if was_erased_after(session, datetime.min.replace(tzinfo=UTC), subject_id=subject_id):
        return True
    return any(is_buried(session, one) or was_erased_after(session, created_at, address=one) for one in addresses)


def list_all(session: Session) -> list[tuple[str, SubjectKind, datetime]]:
    """List every record: its id, its kind and since when it is there."""
    found = session.execute(select(SubjectRow.id, SubjectRow.kind, SubjectRow.created_at).order_by(SubjectRow.id))
    return [(name, "person" if kind == "person" else "organization", since) for name, kind, since in found]


def remove_loose_pages(session: Session) -> None:
    """Remove pages about nobody yet that are pages of somebody who was erased."""
    loose = CaptureRow.subject_id.is_(None) & CaptureRow.organization_id.is_(None) & CaptureRow.canonical.is_not(None)
    for page in session.scalars(select(CaptureRow).where(loose)):
        address = page.canonical
        if is_buried(session, address) or was_erased_after(session, page.captured_at, address=address):
            session.delete(page)
    session.flush()


def lift(session: Session, address: str) -> int:
    """Forget that somebody was erased, by one of their addresses; give how many traces were removed."""
    stones = session.scalars(select(TombstoneRow)).all()
    found = [one for one in stones if one.digest in {_digest(one.salt, kind + address) for kind in ("", _BEFORE)}]
    for stone in found:
        session.delete(stone)
    session.flush()
    return len(found)


def last_erasure(session: Session) -> datetime | None:
    """Give when somebody was erased last."""
    return session.scalars(select(TombstoneRow.at).order_by(TombstoneRow.at.desc()).limit(1)).first()


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
