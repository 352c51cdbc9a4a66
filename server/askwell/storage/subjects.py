"""People and organizations: rows in, values out; lists, addresses and who belongs to whom."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import uuid4

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from askwell.domain.errors import SubjectNotFoundError
from askwell.domain.known_people import KnownPerson
from askwell.domain.subjects import Page, Subject
from askwell.storage import search
from askwell.storage.models import AddressRow, FactRow, SubjectRow

_ORDER: dict[str, tuple[Any, ...]] = {
    "updated": (SubjectRow.updated_at.desc(), SubjectRow.id),
    "created": (SubjectRow.created_at.desc(), SubjectRow.id),
    "name": (SubjectRow.name_key.asc(), SubjectRow.id),
}


def subject_value(row: SubjectRow) -> Subject:
    """Give a row as the value that the rest of Askwell knows."""
    return Subject(
        id=row.id,
        kind="person" if row.kind == "person" else "organization",
        name=row.name,
        headline=row.headline,
        organization=row.organization,
        organization_id=row.organization_id,
        location=row.location,
        stage=row.stage,
        created_at=row.created_at,
        updated_at=row.updated_at,
        last_captured_at=row.last_captured_at,
        url=row.url,
    )


def load_subject_row(session: Session, subject_id: str, kind: str | None = None) -> SubjectRow:
    """Load one row.

    Raises:
        SubjectNotFoundError: There is none, or it is of the other kind.
    """
    row = session.get(SubjectRow, subject_id)
    if row is None or (kind is not None and row.kind != kind):
        raise SubjectNotFoundError
    return row


def find_subject(session: Session, subject_id: str | None) -> Subject | None:
    """Find one subject by its id."""
    row = session.get(SubjectRow, subject_id) if subject_id else None
    return None if row is None else subject_value(row)


def find_by_addresses(session: Session, kind: str, addresses: Iterable[str]) -> SubjectRow | None:
    """Find whose page one of these canonical addresses is; the first that is known decides."""
    for address in addresses:
        found = session.scalars(select(AddressRow).where(AddressRow.digest == _digest(kind, address))).first()
        if found is not None:
            return session.get(SubjectRow, found.subject_id)
    return None


def add_address(session: Session, subject: SubjectRow, address: str) -> bool:
    """Note that an address is a page of a subject; False when it is somebody else's already."""
    digest = _digest(subject.kind, address)
    known = session.scalars(select(AddressRow).where(AddressRow.digest == digest)).first()
    if known is not None:
        return known.subject_id == subject.id
    session.add(AddressRow(id=str(uuid4()), digest=digest, address=address, subject_id=subject.id))
    session.flush()
    return True


def list_addresses(session: Session, subject_id: str) -> list[str]:
    """List the canonical addresses of a subject, in a fixed order."""
    found = select(AddressRow.address).where(AddressRow.subject_id == subject_id).order_by(AddressRow.address)
    return list(session.scalars(found))


def list_recognisable(session: Session) -> Iterator[KnownPerson]:
    """Give every person with what they are recognised by: name, employer, own pages and e-mail addresses."""
    pages, mails = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for subject_id, address in session.execute(select(AddressRow.subject_id, AddressRow.address)):
        if "#~" not in address:
            pages[subject_id].append(f"https://{address}")
    told = select(FactRow.subject_id, FactRow.value)
    told = told.where(FactRow.kind == "/person/emails/-", FactRow.state == "current")
    for subject_id, mail in session.execute(told):
        mails[subject_id].append(str(mail))
    rows = select(SubjectRow.id, SubjectRow.name, SubjectRow.organization, SubjectRow.created_at)
    for subject_id, name, employer, at in session.execute(rows.where(SubjectRow.kind == "person")):
        urls = tuple(pages[subject_id])
        yield KnownPerson(subject_id, name, at, employer=employer, urls=urls, mails=tuple(mails[subject_id]))


def _digest(kind: str, address: str) -> str:
    # Addresses may be longer than any index takes.
    return hashlib.sha256(f"{kind}\n{address}".encode()).hexdigest()


def list_employees(session: Session, organization_id: str) -> list[SubjectRow]:
    """List the people linked to an organization."""
    return list(session.scalars(select(SubjectRow).where(SubjectRow.organization_id == organization_id)))


def list_unlinked(session: Session, addresses: Sequence[str]) -> list[SubjectRow]:
    """List people whose employer's page has one of these addresses but who are not linked to an organization yet."""
    wanted = SubjectRow.employer_address.in_(addresses)
    return list(session.scalars(select(SubjectRow).where(wanted, SubjectRow.organization_id.is_(None))))


def list_subjects(
    session: Session, kind: str, *, text: str, stage: str, sort: str, limit: int, offset: int
) -> Page[Subject]:
    """List subjects of one kind.

    Args:
        session: Open for reading.
        kind: `person` or `organization`.
        text: Words to search for; empty for all.
        stage: A stage; empty for all.
        sort: `updated`, `name` or `created`.
        limit: Most items to give.
        offset: Items to leave out.
    """
    wanted = _matching(session, kind, text, stage)
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    rows = session.scalars(wanted.order_by(*_ORDER[sort]).limit(limit).offset(offset))
    return Page([subject_value(row) for row in rows], total, limit, offset)


def list_ids(session: Session, kind: str, text: str = "") -> list[str]:
    """List the ids of all subjects of one kind, by name."""
    wanted = _matching(session, kind, text, "").order_by(*_ORDER["name"])
    return [row.id for row in session.scalars(wanted)]


def _matching(session: Session, kind: str, text: str, stage: str) -> Select[SubjectRow]:
    wanted = select(SubjectRow).where(SubjectRow.kind == kind)
    if stage:
        wanted = wanted.where(SubjectRow.stage == stage)
    found = search.criterion(session, text)
    return wanted if found is None else wanted.where(SubjectRow.id.in_(found))


def count_subjects(session: Session, kind: str) -> int:
    """Count subjects of one kind."""
    return session.scalar(select(func.count()).select_from(SubjectRow).where(SubjectRow.kind == kind)) or 0
