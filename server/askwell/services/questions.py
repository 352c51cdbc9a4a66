"""Questions about somebody: the plan, and what the user does with single questions."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from askwell.domain.errors import QuestionNotFoundError, ValidationError
from askwell.domain.subjects import SubjectKind
from askwell.services.changing import load_for_change
from askwell.services.planning import plan_for
from askwell.services.refreshing import load_profile
from askwell.storage import journal, subjects
from askwell.storage import questions as rows
from askwell.storage.models import QuestionRow, SubjectRow

STATES = ("suggested", "kept", "asked", "dismissed")
_FIELDS = ("state", "text", "answer", "locked", "known", "less_like_this")
_LABELS = {
    "known": "Knew this already",
    "less_like_this": "Fewer questions like this",
    "answer": "Wrote an answer",
    "text": "Reworded a question",
    "locked": "Pinned a question",
}
_STATE_LABELS = {
    "kept": "Kept a question",
    "asked": "Asked a question",
    "dismissed": "Put a question aside",
    "suggested": "Took a question back",
}


def load_plan(
    session: Session,
    kind: SubjectKind,
    subject_id: str,
    *,
    minutes: int | None = None,
    channel: str | None = None,
    now: datetime,
) -> dict[str, Any]:
    """Plan questions for somebody; every question says what the user did with it.

    Raises:
        SubjectNotFoundError: There is none with this id.
    """
    subject = subjects.load_subject_row(session, subject_id, kind)
    return _plan(session, subject, minutes, channel, now)


def _plan(
    session: Session, subject: SubjectRow, minutes: int | None, channel: str | None, now: datetime
) -> dict[str, Any]:
    profile, _ = load_profile(session, subject)
    return plan_for(session, subject, profile, minutes=minutes, channel=channel, now=now)


def change_question(
    session: Session, kind: SubjectKind, subject_id: str, question_id: str, change: dict[str, Any], *, now: datetime
) -> dict[str, Any]:
    """Keep, reword, answer, pin or put aside a question, then plan again.

    Args:
        session: Open for writing.
        kind: Person or organization.
        subject_id: For whom the question is.
        question_id: Which question.
        change: Any of `state`, `text`, `answer`, `locked`, `known`, `less_like_this`.
        now: Aware time.

    Raises:
        SubjectNotFoundError: There is none with this id.
        QuestionNotFoundError: The plan has no such question.
        ValidationError: Nothing, or nothing known, is to be changed.
    """
    wanted = {name: change[name] for name in _FIELDS if change.get(name) is not None}
    if not wanted or wanted.get("state", "kept") not in STATES:
        raise ValidationError({"state": ["Say what should become of the question."]})
    subject = load_for_change(session, subject_id, kind)
    with journal.recording(session, _label(wanted), now):
        _apply(_row(session, subject, question_id, now), wanted, now)
    return _plan(session, subject, None, None, now)


def _label(change: dict[str, Any]) -> str:
    if "state" in change:
        return _STATE_LABELS[change["state"]]
    return next((label for name, label in _LABELS.items() if name in change), "Changed a question")


def _row(session: Session, subject: SubjectRow, question_id: str, now: datetime) -> QuestionRow:
    known = rows.find_question_row(session, subject.id, question_id)
    if known is not None:
        return known
    plan = _plan(session, subject, None, None, now)
    shown = next((one for one in [*plan["questions"], *plan["reserve"]] if one["id"] == question_id), None)
    if shown is None:
        raise QuestionNotFoundError
    return rows.add_question_row(session, subject.id, shown, now)


def _apply(row: QuestionRow, change: dict[str, Any], now: datetime) -> None:
    for name, value in change.items():
        if name == "text":
            text = " ".join(str(value).split())
            row.text = None if text in ("", row.snapshot.get("text")) else text
        else:
            setattr(row, name, value)
    row.changed_at = now


def swap_question(
    session: Session, kind: SubjectKind, subject_id: str, question_id: str, *, now: datetime
) -> dict[str, Any]:
    """Put a question aside and the next best one in its place.

    Raises:
        SubjectNotFoundError: There is none with this id.
        QuestionNotFoundError: The plan has no such question.
    """
    subject = load_for_change(session, subject_id, kind)
    before = [question["id"] for question in _plan(session, subject, None, None, now)["questions"]]
    with journal.recording(session, "Swapped a question", now):
        _apply(_row(session, subject, question_id, now), {"state": "dismissed"}, now)
    plan = _plan(session, subject, None, None, now)
    return _in_place(plan, before, question_id)


def _in_place(plan: dict[str, Any], before: list[str], question_id: str) -> dict[str, Any]:
    """Show what is new where the swapped question stood."""
    questions = plan["questions"]
    fresh = [one for one in questions if one["id"] not in before and one["state"] != "dismissed"]
    if fresh and question_id in before:
        questions.remove(fresh[0])
        questions.insert(min(before.index(question_id), len(questions)), fresh[0])
        for priority, question in enumerate(questions, start=1):
            question["priority"] = priority
    return plan
