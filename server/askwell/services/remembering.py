"""What was noted in talks with anybody: told to the engine, and shown where a question rests on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from askwell.domain.questions import EarlierAnswer
from askwell.storage import questions
from askwell.storage.models import QuestionRow, SubjectRow

MOST_ANSWERS = 200
"""The newest ones; older answers say little about what to ask now."""
PLACE = "/history/answers/"


@dataclass(frozen=True, slots=True)
class EarlierTalks:
    """Answers, and whose they are, in the same order: the newest first."""

    answers: list[EarlierAnswer]
    sources: list[dict[str, str]]


def earlier_talks(session: Session, subject: SubjectRow, now: datetime) -> EarlierTalks:
    """Collect what anybody answered; of this person only what was noted before today counts as an earlier talk.

    Args:
        session: Open for reading.
        subject: Whom the next talk is with.
        now: Aware time.
    """
    found = questions.list_answered(session, MOST_ANSWERS)
    return EarlierTalks(
        [_answer(row, person, subject, now) for row, person in found], [_source(row, person) for row, person in found]
    )


def _answer(row: QuestionRow, person: SubjectRow, subject: SubjectRow, now: datetime) -> EarlierAnswer:
    same = person.id == subject.id
    return EarlierAnswer(
        trigger=str(row.snapshot.get("trigger", "")),
        category=str(row.snapshot.get("category", "")),
        text=row.text or str(row.snapshot.get("text", "")),
        answer=row.answer,
        person=person.name,
        same_person=same,
        earlier=not same or row.changed_at.date() < now.date(),
    )


def _source(row: QuestionRow, person: SubjectRow) -> dict[str, str]:
    return {"subject_id": person.id, "kind": person.kind, "name": person.name, "question_id": row.question_id}


def heard(questions_shown: Iterable[Mapping[str, Any]], talks: EarlierTalks) -> list[dict[str, str]]:
    """List the talks that questions rest on, by the pointer that their evidence carries."""
    pointers = {
        chip["pointer"]
        for question in questions_shown
        for chip in question.get("evidence", ())
        if chip["pointer"].startswith(PLACE)
    }
    places = sorted((int(pointer.removeprefix(PLACE).partition("/")[0]), pointer) for pointer in pointers)
    return [{"pointer": pointer, **talks.sources[place]} for place, pointer in places if place < len(talks.sources)]
