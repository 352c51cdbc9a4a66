"""What the user did with questions: rows in, values out."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from askwell.storage.models import QuestionRow, SubjectRow


def list_question_rows(session: Session, subject_id: str) -> list[QuestionRow]:
    """List what the user did with the questions about a subject, in the order in which they did it."""
    wanted = select(QuestionRow).where(QuestionRow.subject_id == subject_id)
    return list(session.scalars(wanted.order_by(QuestionRow.changed_at, QuestionRow.question_id)))


def list_answered(session: Session, limit: int) -> list[tuple[QuestionRow, SubjectRow]]:
    """List the questions that anybody answered, the newest first, each with who it was."""
    wanted = (
        select(QuestionRow, SubjectRow)
        .join(SubjectRow, SubjectRow.id == QuestionRow.subject_id)
        .where(QuestionRow.state == "asked", QuestionRow.answer != "")
        .order_by(QuestionRow.changed_at.desc(), QuestionRow.subject_id, QuestionRow.question_id)
        .limit(limit)
    )
    return [(row, subject) for row, subject in session.execute(wanted)]


def list_less_like(session: Session) -> list[QuestionRow]:
    """List the questions of which the user wanted fewer, of anybody, the oldest first."""
    wanted = select(QuestionRow).where(QuestionRow.less_like_this.is_(True))
    return list(
        session.scalars(wanted.order_by(QuestionRow.changed_at, QuestionRow.subject_id, QuestionRow.question_id))
    )


def find_question_row(session: Session, subject_id: str, question_id: str) -> QuestionRow | None:
    """Find what the user did with one question."""
    return session.get(QuestionRow, (subject_id, question_id))


def add_question_row(session: Session, subject_id: str, question: dict[str, Any], now: datetime) -> QuestionRow:
    """Begin to remember one question as it was shown."""
    row = QuestionRow(
        subject_id=subject_id,
        question_id=str(question["id"]),
        state="suggested",
        text=None,
        answer="",
        locked=False,
        known=False,
        less_like_this=False,
        snapshot=question,
        changed_at=now,
    )
    session.add(row)
    return row
