"""Facts: rows in, records out."""

from collections.abc import Iterable
from dataclasses import fields

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from askwell.domain.records import FactRecord
from askwell.storage.models import FactRow

_FIELDS = tuple(field.name for field in fields(FactRecord))


def _record(row: FactRow) -> FactRecord:
    return FactRecord(**{name: getattr(row, name) for name in _FIELDS})


def load_records(session: Session, subject_id: str) -> list[FactRecord]:
    """Load every fact of a subject, also those that are no longer shown."""
    rows = session.scalars(
        select(FactRow).where(FactRow.subject_id == subject_id).order_by(FactRow.position, FactRow.id)
    )
    return [_record(row) for row in rows]


def find_record(session: Session, fact_id: str) -> FactRecord | None:
    """Find one fact by its id."""
    row = session.get(FactRow, fact_id)
    return None if row is None else _record(row)


def find_correction(session: Session, fact_id: str) -> FactRecord | None:
    """Find what the user wrote in place of a page's fact."""
    row = session.scalars(select(FactRow).where(FactRow.supersedes == fact_id)).first()
    return None if row is None else _record(row)


def remove_record(session: Session, fact_id: str) -> None:
    """Remove one fact for good."""
    session.execute(delete(FactRow).where(FactRow.id == fact_id))
    session.expire_all()


def forget_pages(session: Session, subject_id: str) -> None:
    """Remove what pages said, also where the user's own facts tell what stood there before."""
    mine = FactRow.subject_id == subject_id
    session.execute(delete(FactRow).where(mine, FactRow.origin == "page"))
    for row in session.scalars(select(FactRow).where(mine)):
        row.was = []
    session.flush()
    session.expire_all()


def store_record(session: Session, record: FactRecord) -> None:
    """Store one fact as it is given, new or changed; an unchanged one costs no write."""
    row = session.get(FactRow, record.id)
    if row is None:
        session.add(_row(record))
    else:
        _bring_up_to_date(row, record)


def store_page_records(session: Session, subject_id: str, records: Iterable[FactRecord]) -> None:
    """Make the page's facts of a subject exactly these; what the user wrote is not touched."""
    wanted = {record.id: record for record in records if record.origin == "page"}
    kept = session.scalars(select(FactRow).where(FactRow.subject_id == subject_id, FactRow.origin == "page"))
    known = {row.id: row for row in kept}
    for row in known.values():
        if row.id not in wanted:
            session.delete(row)
    for record in wanted.values():
        if record.id in known:
            _bring_up_to_date(known[record.id], record)
        else:
            session.add(_row(record))
    session.flush()


def _bring_up_to_date(row: FactRow, record: FactRecord) -> None:
    for name in _FIELDS:
        if getattr(row, name) != getattr(record, name):
            setattr(row, name, getattr(record, name))


def _row(record: FactRecord) -> FactRow:
    # Pages say one thing per place; the user may add several of a kind, so each counts by itself.
    serial = "" if record.origin == "page" else record.id
    return FactRow(serial=serial, **{name: getattr(record, name) for name in _FIELDS})
