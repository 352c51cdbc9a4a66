"""The journal: what each action did to every row, so that it can be taken back exactly.

Recording hooks into the session, so no use case can forget it; it sees changes made through rows, not through bulk
statements, and leaves out what rows load only on demand (stored pages).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, event, func, inspect, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from askwell.domain.actions import Action
from askwell.domain.errors import ActionNotFoundError, CannotUndoError
from askwell.domain.subjects import HistoryEntry
from askwell.storage import search
from askwell.storage.models import JOURNALED, ActionRow, CaptureRow, JournalRow, Row, SightingRow, SubjectRow, UtcTime

_AT_ONCE = 500
KEPT_ACTIONS = 100
SHOWN_ACTIONS = 20
MOST_CHECKED = 1_000
_TABLES: dict[str, type[Row]] = {row.__tablename__: row for row in JOURNALED}
_DRIFTING = {("subjects", "updated_at"), ("subjects", "last_captured_at")}
"""Columns that later actions may move without resting on what is undone."""


@dataclass(slots=True)
class _Trace:
    """One row while an action goes on; `row` is None when it was removed."""

    before: dict[str, Any] | None
    row: Row | None


@dataclass(slots=True)
class _Recorder:
    traces: dict[tuple[str, str], _Trace] = field(default_factory=dict)

    def note(self, row: Row, before: dict[str, Any] | None, *, gone: bool = False) -> None:
        trace = self.traces.setdefault(_key(row), _Trace(before, row))
        trace.row = None if gone else row

    def before_flush(self, session: Session, _context: object, _instances: object) -> None:
        for row in session.new:
            if isinstance(row, JOURNALED):
                self.note(row, None)
        for row in session.dirty:
            if isinstance(row, JOURNALED) and session.is_modified(row):
                self.note(row, _committed(row))
        for row in session.deleted:
            if isinstance(row, JOURNALED):
                self.note(row, _committed(row), gone=True)


@contextmanager
def recording(session: Session, label: str, now: datetime, *, capture: CaptureRow | None = None) -> Iterator[ActionRow]:
    """Record everything that happens to rows in here as one action.

    Args:
        session: Open for writing.
        label: What the action does, in words that read well after “Undo”; may be set later on the row.
        now: Aware time.
        capture: The page that is being merged; undoing the action removes it as well.
    """
    action = ActionRow(id=str(uuid4()), label=label, at=now, capture_id=capture.id if capture else None)
    session.add(action)
    session.flush()
    recorder = _Recorder()
    if capture is not None:
        recorder.note(capture, None)
    event.listen(session, "before_flush", recorder.before_flush)
    try:
        yield action
        session.flush()
    finally:
        event.remove(session, "before_flush", recorder.before_flush)
    for (table, key), trace in recorder.traces.items():
        _store(session, action, table, key, trace)
    _forget_old(session, action.number)
    session.flush()


def action_value(row: ActionRow) -> Action:
    """Give an action as the value that the rest of Askwell knows."""
    return Action(row.id, row.label)


def drop_if_empty(session: Session, action: ActionRow) -> None:
    """Forget an action that changed no row after all."""
    if not _entries(session, action):
        session.delete(action)
        session.flush()


def _store(session: Session, action: ActionRow, table: str, key: str, trace: _Trace) -> None:
    before, after = trace.before, None if trace.row is None else _image(trace.row)
    if before == after:
        return
    subject = _subject_of(after or before or {}, table)
    if before is not None and after is not None:
        changed = [name for name in after if before[name] != after[name]]
        before, after = {name: before[name] for name in changed}, {name: after[name] for name in changed}
    session.add(
        JournalRow(action_number=action.number, table=table, key=key, subject_id=subject, before=before, after=after)
    )


def _forget_old(session: Session, newest: int) -> None:
    old = newest - KEPT_ACTIONS
    session.execute(delete(JournalRow).where(JournalRow.action_number <= old))
    # An undone capture is remembered, without words, so that a late second sending does not bring it back.
    session.execute(delete(ActionRow).where(ActionRow.number <= old, ActionRow.undone_at.is_(None)))
    session.execute(update(ActionRow).where(ActionRow.number <= old).values(label=""))


def _columns(row: Row | type[Row]) -> list[str]:
    return [
        column.key
        for column in inspect(row if isinstance(row, type) else type(row)).column_attrs
        if not column.deferred
    ]


def _key(row: Row) -> tuple[str, str]:
    identity = inspect(type(row)).primary_key_from_instance(row)
    return row.__tablename__, "\n".join(str(part) for part in identity)


def _image(row: Row) -> dict[str, Any]:
    return {name: _plain(getattr(row, name)) for name in _columns(row)}


def _committed(row: Row) -> dict[str, Any]:
    state = inspect(row)
    image = {}
    for name in _columns(row):
        history = state.attrs[name].history
        image[name] = _plain(history.deleted[0] if history.deleted else getattr(row, name))
    return image


def _plain(value: Any) -> Any:  # noqa: ANN401 - any column's value
    return value.isoformat() if isinstance(value, datetime) else value


def _restored(model: type[Row], name: str, value: Any) -> Any:  # noqa: ANN401 - any column's value
    column = inspect(model).column_attrs[name].columns[0]
    return datetime.fromisoformat(value) if isinstance(column.type, UtcTime) and value is not None else value


def _subject_of(image: dict[str, Any], table: str) -> str | None:
    found = image.get("id") if table == SubjectRow.__tablename__ else image.get("subject_id")
    return found if isinstance(found, str) else None


def find_capture_action(session: Session, capture_id: str) -> ActionRow | None:
    """Find the action that merged a page, undone or not."""
    return session.scalars(select(ActionRow).where(ActionRow.capture_id == capture_id)).first()


def load_action(session: Session, action_id: str) -> ActionRow:
    """Load an action.

    Raises:
        ActionNotFoundError: There is none, or it is too old.
    """
    row = session.scalars(select(ActionRow).where(ActionRow.id == action_id)).first()
    if row is None:
        raise ActionNotFoundError
    return row


def _entries(session: Session, action: ActionRow) -> list[JournalRow]:
    order = {name: index for index, name in enumerate(_TABLES)}
    found = session.scalars(select(JournalRow).where(JournalRow.action_number == action.number))
    return sorted(found, key=lambda entry: (order[entry.table], entry.id))


def can_undo(session: Session, action: ActionRow) -> bool:
    """Say whether every row is still as the action left it."""
    entries = _entries(session, action)
    if action.undone_at is not None or not entries:
        return False
    rows = _current_rows(session, entries)
    if not all(_is_unchanged(rows[entry.table, entry.key], entry) for entry in entries):
        return False
    pages = [entry.key for entry in entries if entry.table == CaptureRow.__tablename__ and entry.before is None]
    own = [entry.key for entry in entries if entry.table == SightingRow.__tablename__ and entry.before is None]
    picked = select(SightingRow.id).where(SightingRow.capture_id.in_(pages), SightingRow.id.not_in(own)).limit(1)
    return not pages or session.scalars(picked).first() is None


def _current_rows(session: Session, entries: list[JournalRow]) -> dict[tuple[str, str], Row | None]:
    """Load the rows of an action as they are now, many at once; None for those that are not there."""
    rows: dict[tuple[str, str], Row | None] = {}
    keys: dict[str, list[str]] = {}
    for entry in entries:
        model = _TABLES[entry.table]
        if [key.type.python_type for key in inspect(model).primary_key] == [str]:
            keys.setdefault(entry.table, []).append(entry.key)
            rows[entry.table, entry.key] = None
        else:
            rows[entry.table, entry.key] = session.get(model, _identity(entry))
    for table, wanted in keys.items():
        (column,) = inspect(_TABLES[table]).primary_key
        for start in range(0, len(wanted), _AT_ONCE):
            some = select(_TABLES[table]).where(column.in_(wanted[start : start + _AT_ONCE]))
            rows |= {_key(row): row for row in session.scalars(some)}
    return rows


def _is_unchanged(row: Row | None, entry: JournalRow) -> bool:
    if row is None or entry.after is None:
        return row is None and entry.after is None
    names = [name for name in entry.after if (entry.table, name) not in _DRIFTING]
    return all(_plain(getattr(row, name)) == entry.after[name] for name in names)


def _identity(entry: JournalRow) -> Any:  # noqa: ANN401 - one key or a tuple of them, as the mapper wants it
    parts = entry.key.split("\n")
    keys = inspect(_TABLES[entry.table]).primary_key
    typed = tuple(key.type.python_type(part) for key, part in zip(keys, parts, strict=True))
    return typed[0] if len(typed) == 1 else typed


def undo(session: Session, action: ActionRow, now: datetime) -> set[str]:
    """Give every row the state it had before the action.

    Returns:
        The subjects concerned that are still there.

    Raises:
        CannotUndoError: Something newer rests on it; nothing is changed.
    """
    if not can_undo(session, action):
        raise CannotUndoError
    entries = _entries(session, action)
    subjects = {entry.subject_id for entry in entries if entry.subject_id}
    gone = {entry.key for entry in entries if entry.table == "subjects" and entry.before is None}
    try:
        _restore(session, entries, gone)
    except IntegrityError as error:
        raise CannotUndoError from error
    session.execute(delete(JournalRow).where(JournalRow.action_number == action.number))
    action.undone_at, action.label = now, ""
    session.flush()
    return subjects - gone


def _restore(session: Session, entries: list[JournalRow], gone: set[str]) -> None:
    rows = _current_rows(session, entries)
    for table, held in groupby(entries, key=lambda entry: entry.table):
        for entry in held:
            if entry.before is not None:
                _put_back(session, rows[table, entry.key], entry)
                if table == SubjectRow.__tablename__:
                    # People refer to their company.
                    session.flush()
        session.flush()
    for subject_id in gone:
        search.forget_subject(session, subject_id)
    session.execute(
        update(SubjectRow).where(SubjectRow.id.in_(gone)).values(organization_id=None),
        execution_options={"synchronize_session": "fetch"},
    )
    for table, made in groupby(reversed(entries), key=lambda entry: entry.table):
        for entry in made:
            if entry.before is None:
                session.delete(rows[table, entry.key])
        session.flush()


def _put_back(session: Session, row: Row | None, entry: JournalRow) -> None:
    model, before = _TABLES[entry.table], entry.before or {}
    values = {name: _restored(model, name, value) for name, value in before.items()}
    if row is None:
        session.add(model(**values))
        return
    for name, value in values.items():
        # A later action may have moved it on; then its time stands.
        if (entry.table, name) not in _DRIFTING or _plain(getattr(row, name)) == (entry.after or {}).get(name):
            setattr(row, name, value)


def list_history(session: Session, subject_id: str) -> list[HistoryEntry]:
    """List what the user did with a subject, newest first."""
    touched = select(JournalRow.action_number).where(JournalRow.subject_id == subject_id)
    wanted = select(ActionRow).where(ActionRow.number.in_(touched)).order_by(ActionRow.number.desc())
    rows = session.scalars(wanted.limit(SHOWN_ACTIONS))
    return [HistoryEntry(row.id, row.label, row.at, _is_short(session, row) and can_undo(session, row)) for row in rows]


def _is_short(session: Session, action: ActionRow) -> bool:
    """Say whether an action is about one record: long ones are undone where they were begun, and slow to check."""
    count = select(func.count(JournalRow.id)).where(JournalRow.action_number == action.number)
    return (session.scalar(count) or 0) <= MOST_CHECKED


def list_labelled(session: Session, beginning: str, limit: int) -> list[HistoryEntry]:
    """List actions whose label begins with these words, newest first; without trying whether they can be undone."""
    alike = select(ActionRow).where(ActionRow.label.startswith(beginning, autoescape=True))
    rows = session.scalars(alike.where(ActionRow.undone_at.is_(None)).order_by(ActionRow.number.desc()).limit(limit))
    return [HistoryEntry(row.id, row.label, row.at, undoable=True) for row in rows]


def forget_subject(session: Session, subject_id: str) -> int:
    """Remove every action that touched a subject or a record that was joined into it; give how many."""
    numbers: set[int] = set()
    waiting, seen = [subject_id], {subject_id}
    while waiting:
        touched = select(JournalRow.action_number).where(JournalRow.subject_id == waiting.pop()).distinct()
        numbers |= set(session.scalars(touched))
        joined = select(JournalRow.key).where(
            JournalRow.action_number.in_(numbers), JournalRow.table == "subjects", JournalRow.after.is_(None)
        )
        fresh = set(session.scalars(joined)) - seen
        seen |= fresh
        waiting += sorted(fresh)
    session.execute(delete(JournalRow).where(JournalRow.action_number.in_(numbers)))
    session.execute(delete(ActionRow).where(ActionRow.number.in_(numbers)))
    return len(numbers)
