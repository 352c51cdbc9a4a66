"""Reads for exports: who is meant, and everything about many subjects at once, so that long lists stay quick."""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, String, and_, func, inspect, or_, select, type_coerce
from sqlalchemy.orm import Session

from askwell.domain.assembling import PlacedFact
from askwell.domain.exports import ExportChoice, StageChange
from askwell.domain.notes import Note
from askwell.domain.subjects import SUBJECT_KINDS, Subject
from askwell.storage import search
from askwell.storage.models import (
    JOURNALED,
    ActionRow,
    AddressRow,
    CaptureRow,
    FactRow,
    JournalRow,
    KnownPersonRow,
    NoteRow,
    QuestionRow,
    Row,
    SubjectRow,
)

_OWN_ROWS: list[type[Row]] = [
    model for model in JOURNALED if "subject_id" in model.__table__.columns and model is not CaptureRow
]
_SUBJECT_FIELDS = tuple(one.name for one in fields(Subject))
_FACT_COLUMNS = (
    *(FactRow.id, FactRow.kind, FactRow.value, FactRow.origin, FactRow.state, FactRow.position, FactRow.supersedes),
    # As text they compare just as well, and need not be read.
    type_coerce(FactRow.first_seen, String).label("first_seen"),
    type_coerce(FactRow.last_seen, String).label("last_seen"),
)
_QUESTION_COLUMNS = (
    *(QuestionRow.subject_id, QuestionRow.question_id, QuestionRow.text, QuestionRow.snapshot, QuestionRow.state),
    *(QuestionRow.answer, QuestionRow.changed_at),
)
_AT_ONCE = 500


@dataclass(slots=True)
class StoredSubject:
    """What is stored about one subject, without its pages and without where facts came from."""

    subject: Subject
    records: list[PlacedFact] = field(default_factory=list)
    note: Note = field(default_factory=Note)
    addresses: list[str] = field(default_factory=list)
    questions: list[dict[str, Any]] = field(default_factory=list)
    stage_changes: list[StageChange] = field(default_factory=list)


def iterate_ids(session: Session, choice: ExportChoice) -> Iterator[str]:
    """Give the ids of all that a choice means: people by name, then organizations by name."""
    if choice.ids is not None:
        yield from choice.ids
        return
    for kind in SUBJECT_KINDS:
        if choice.kind in (None, kind):
            wanted = select(SubjectRow.id).where(_meant(session, choice, kind))
            wanted = wanted.order_by(SubjectRow.name_key, SubjectRow.id).execution_options(yield_per=_AT_ONCE)
            yield from session.scalars(wanted)


def count_chosen(session: Session, choice: ExportChoice) -> int:
    """Count whom a choice means."""
    if choice.ids is not None:
        return len(choice.ids)
    kinds = [kind for kind in SUBJECT_KINDS if choice.kind in (None, kind)]
    counts = [session.scalar(select(func.count(SubjectRow.id)).where(_meant(session, choice, kind))) for kind in kinds]
    return sum(number or 0 for number in counts)


def _meant(session: Session, choice: ExportChoice, kind: str) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [SubjectRow.kind == kind]
    if choice.stage:
        conditions.append(SubjectRow.stage == choice.stage)
    found = search.criterion(session, choice.search)
    if found is not None:
        conditions.append(SubjectRow.id.in_(found))
    return and_(*conditions)


def load_stored(session: Session, ids: Sequence[str]) -> list[StoredSubject]:
    """Load many subjects at once, in the order of their ids; those that do not exist are left out."""
    columns = [getattr(SubjectRow, name) for name in _SUBJECT_FIELDS]
    rows = session.execute(select(*columns).where(SubjectRow.id.in_(ids)))
    found = {row[0]: StoredSubject(Subject(*row)) for row in rows}
    _add_records(session, found)
    _add_words(session, found)
    _add_stages(session, found)
    return [found[one] for one in ids if one in found]


def _add_records(session: Session, found: dict[str, StoredSubject]) -> None:
    wanted = select(FactRow.subject_id, *_FACT_COLUMNS).where(FactRow.subject_id.in_(found))
    for row in session.execute(wanted.order_by(FactRow.position, FactRow.id)):
        found[row[0]].records.append(cast("PlacedFact", row))


def _add_words(session: Session, found: dict[str, StoredSubject]) -> None:
    notes = select(NoteRow.subject_id, NoteRow.text, NoteRow.version, NoteRow.updated_at)
    for subject_id, text, version, at in session.execute(notes.where(NoteRow.subject_id.in_(found))):
        found[subject_id].note = Note(text, version, at)
    addresses = select(AddressRow.subject_id, AddressRow.address).where(AddressRow.subject_id.in_(found))
    for subject_id, address in session.execute(addresses.order_by(AddressRow.address)):
        found[subject_id].addresses.append(address)
    questions = select(*_QUESTION_COLUMNS).where(QuestionRow.subject_id.in_(found))
    for row in session.execute(questions.order_by(QuestionRow.changed_at, QuestionRow.question_id)):
        found[row.subject_id].questions.append(
            {
                "id": row.question_id,
                "text": row.text or row.snapshot.get("text", ""),
                "state": row.state,
                "answer": row.answer,
                "changed_at": row.changed_at,
            }
        )


def _add_stages(session: Session, found: dict[str, StoredSubject]) -> None:
    wanted: Select[Any] = (
        select(JournalRow.key, JournalRow.after, ActionRow.at)
        .join(ActionRow, ActionRow.number == JournalRow.action_number)
        .where(JournalRow.table == SubjectRow.__tablename__, JournalRow.key.in_(found))
        .where(JournalRow.before.is_not(None), JournalRow.after.is_not(None), ActionRow.undone_at.is_(None))
        .order_by(ActionRow.number, JournalRow.id)
    )
    for key, after, at in session.execute(wanted):
        if "stage" in after:
            found[key].stage_changes.append(StageChange(after["stage"], at))


def load_rows(session: Session, subject_id: str) -> dict[str, list[dict[str, Any]]]:
    """Load every row about one subject as it is stored, by table; a page stands with the person it is about."""
    pages = or_(
        CaptureRow.subject_id == subject_id,
        and_(CaptureRow.subject_id.is_(None), CaptureRow.organization_id == subject_id),
    )
    rows = {SubjectRow.__tablename__: _images(session, SubjectRow, SubjectRow.id == subject_id)}
    for model in _OWN_ROWS:
        rows[model.__tablename__] = _images(session, model, model.__table__.c.subject_id == subject_id)
    rows[CaptureRow.__tablename__] = _images(session, CaptureRow, pages)
    return rows


def iterate_loose_pages(session: Session) -> Iterator[dict[str, Any]]:
    """Give the rows of stored pages that belong to nobody: lists of people, articles, pages that were not read yet."""
    loose = and_(CaptureRow.subject_id.is_(None), CaptureRow.organization_id.is_(None))
    ids = list(session.scalars(select(CaptureRow.id).where(loose).order_by(CaptureRow.id)))
    for capture_id in ids:
        yield from _images(session, CaptureRow, CaptureRow.id == capture_id)


def iterate_known_rows(session: Session) -> Iterator[dict[str, Any]]:
    """Give the rows of the people whom the user knows."""
    table = KnownPersonRow.__table__
    found = session.execute(select(table).order_by(table.c.id).execution_options(yield_per=_AT_ONCE))
    for row in found:
        yield {name: _plain(value) for name, value in row._mapping.items()}


def _images(session: Session, model: type[Row], condition: ColumnElement[bool]) -> list[dict[str, Any]]:
    table = model.__table__
    found = session.execute(select(table).where(condition).order_by(*inspect(model).primary_key))
    return [{name: _plain(value) for name, value in row._mapping.items()} for row in found]


def _plain(value: Any) -> Any:  # noqa: ANN401 - any column's value
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value
