"""Moving the rows of one record to another, through rows, so that the journal sees every step."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from askwell.storage import search
from askwell.storage.models import (
    AddressRow,
    CaptureRow,
    FactRow,
    JournalRow,
    NoteRow,
    QuestionRow,
    SightingRow,
    SubjectRow,
    ToldApartRow,
)


def tell_apart(session: Session, one: str, other: str, at: datetime) -> None:
    """Remember that two records are not the same."""
    for mine, theirs in ((one, other), (other, one)):
        if session.get(ToldApartRow, (mine, theirs)) is None:
            session.add(ToldApartRow(subject_id=mine, other_id=theirs, at=at))
    session.flush()


def was_joined(session: Session, subject_id: str) -> bool:
    """Say whether a record that is not there became part of another one; undoing that forgets it."""
    removed = select(JournalRow.id).where(
        JournalRow.table == SubjectRow.__tablename__, JournalRow.key == subject_id, JournalRow.after.is_(None)
    )
    return session.scalars(removed.limit(1)).first() is not None


def move_distinctions(session: Session, source: str, target: str) -> None:
    """Let the user's word that somebody is another hold for the record that the first was joined into."""
    mine = or_(ToldApartRow.subject_id == source, ToldApartRow.other_id == source)
    for row in list(session.scalars(select(ToldApartRow).where(mine))):
        third = row.other_id if row.subject_id == source else row.subject_id
        session.delete(row)
        session.flush()
        if third != target:
            tell_apart(session, target, third, row.at)


def move_pages(session: Session, source: str, target: str) -> None:
    """Move pages, sightings and addresses, and everybody who works there."""
    for address in session.scalars(select(AddressRow).where(AddressRow.subject_id == source)):
        address.subject_id = target
    for sighting in session.scalars(select(SightingRow).where(SightingRow.subject_id == source)):
        sighting.subject_id = target
    mine = or_(CaptureRow.subject_id == source, CaptureRow.organization_id == source)
    for page in session.scalars(select(CaptureRow).where(mine)):
        page.subject_id = target if page.subject_id == source else page.subject_id
        page.organization_id = target if page.organization_id == source else page.organization_id
    for person in session.scalars(select(SubjectRow).where(SubjectRow.organization_id == source)):
        person.organization_id = target
    session.flush()


def move_questions(session: Session, source: str, target: str) -> None:
    """Move what the user did with questions; of two answers to one question both are kept."""
    known = {
        row.question_id: row for row in session.scalars(select(QuestionRow).where(QuestionRow.subject_id == target))
    }
    for row in list(session.scalars(select(QuestionRow).where(QuestionRow.subject_id == source))):
        there = known.get(row.question_id)
        if there is None:
            names = [column.key for column in QuestionRow.__table__.columns if column.key != "subject_id"]
            session.add(QuestionRow(subject_id=target, **{name: getattr(row, name) for name in names}))
        elif row.answer and row.answer != there.answer:
            there.answer = f"{there.answer}\n\n{row.answer}".strip()
        session.delete(row)
    session.flush()


def remove_emptied(session: Session, subject: SubjectRow) -> None:
    """Remove a record of which everything was moved."""
    search.forget_subject(session, subject.id)
    for fact in list(session.scalars(select(FactRow).where(FactRow.subject_id == subject.id))):
        session.delete(fact)
    note = session.get(NoteRow, subject.id)
    if note is not None:
        session.delete(note)
    session.flush()
    session.delete(subject)
    session.flush()
