"""Plans questions: the merged profile, the user's own side and what they did with earlier questions, put together."""

from datetime import datetime
from typing import Any, cast

from sqlalchemy.orm import Session

from askwell.domain.profiles import ProfileDocument
from askwell.domain.questions import AnsweredQuestion, Question, QuestionHistory, SeekerDocument
from askwell.services.remembering import EarlierTalks, earlier_talks, heard
from askwell.storage import captures, questions, seekers
from askwell.storage.models import QuestionRow, SubjectRow

DEFAULT_MINUTES = 20
_DULLED = 0.5
"""Each “less like this” halves the weight of the same trigger."""


def plan_for(
    session: Session,
    subject: SubjectRow,
    profile: ProfileDocument,
    *,
    minutes: int | None,
    channel: str | None,
    now: datetime,
) -> dict[str, Any]:
    """Plan questions for a subject.

    Args:
        session: Open for reading.
        subject: Whom they are for.
        profile: The merged profile.
        minutes: Length of the talk; None takes the user's own setting.
        channel: How they talk; None takes the user's own setting.
        now: Aware time.
    """
    # The engine loads word lists; only those pay who plan.
    from askwell.services.own_bank import bank_for
    from askwell.suggesting.planner import suggest_plan

    seeker = seekers.load_seeker(session).document
    rows = questions.list_question_rows(session, subject.id)
    talks = earlier_talks(session, subject, now)
    history = question_history(rows, less_like(questions.list_less_like(session)), talks)
    plan: dict[str, Any] = dict(
        suggest_plan(
            profile,
            cast("SeekerDocument", seeker),
            minutes=minutes or _whole(seeker.get("minutes")) or DEFAULT_MINUTES,
            channel=channel or seeker.get("channel") or None,
            now=now.date().isoformat(),
            history=history,
            bank=bank_for(session),
        )
    )
    plan["heard"] = heard([*plan["questions"], *plan.get("reserve", ())], talks)
    _mark_changed(plan, captures.list_newest_changes(session, subject.id))
    return _with_states(plan, {row.question_id: row for row in rows})


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) and value > 0 else None


def less_like(rows: list[QuestionRow]) -> dict[str, float]:
    """Say how much is left of each kind of question of which the user wanted fewer."""
    less: dict[str, float] = {}
    for row in rows:
        trigger = str(row.snapshot.get("trigger", ""))
        less[trigger] = less.get(trigger, 1.0) * _DULLED
    return less


def question_history(
    rows: list[QuestionRow], less: dict[str, float] | None = None, talks: EarlierTalks | None = None
) -> QuestionHistory:
    """Tell the engine what the user did with earlier questions.

    Args:
        rows: Questions about this person.
        less: What is left of the kinds of which the user wanted fewer, with anybody.
        talks: What anybody answered.
    """
    return QuestionHistory(
        kept=[row.question_id for row in rows if row.state == "kept"],
        locked=[row.question_id for row in rows if row.locked],
        dismissed=[row.question_id for row in rows if row.state == "dismissed"],
        known=[row.question_id for row in rows if row.known],
        asked=[
            AnsweredQuestion(
                id=row.question_id,
                trigger=str(row.snapshot.get("trigger", "")),
                text=row.text or str(row.snapshot.get("text", "")),
                answer=row.answer,
            )
            for row in rows
            if row.state == "asked"
        ],
        edited={row.question_id: row.text for row in rows if row.text},
        less_like=less or {},
        answers=talks.answers if talks else [],
        proposed=[row.snapshot["proposal"] for row in rows if row.snapshot.get("proposal")],
        previous=[cast("Question", row.snapshot) for row in rows],
    )


def _with_states(plan: dict[str, Any], rows: dict[str, QuestionRow]) -> dict[str, Any]:
    """Mark every question with what the user did, and keep those in the plan that the user spoke about."""
    listed = [_marked(question, rows.get(question["id"])) for question in plan["questions"]]
    present = {question["id"] for question in listed}
    listed += [
        _marked({**row.snapshot, "changed": "gone", "planned": False}, row)
        for row in rows.values()
        if row.question_id not in present and _lasts(row)
    ]
    for priority, question in enumerate(listed, start=1):
        question["priority"] = priority
    plan["questions"] = listed
    plan["reserve"] = [_marked(question, rows.get(question["id"])) for question in plan.get("reserve", [])]
    return plan


def _mark_changed(plan: dict[str, Any], pointers: list[str]) -> None:
    """Mark the questions that rest on what the newest page added or changed."""
    places = tuple(f"/profile{pointer}" for pointer in pointers)
    for question in [*plan["questions"], *plan.get("reserve", ())]:
        rests = [f"{chip['pointer']}/" for chip in question.get("evidence", ())]
        if any(at.startswith(f"{place}/") for at in rests for place in places):
            question["changed"] = "new"


def _lasts(row: QuestionRow) -> bool:
    """Say whether the user's own words or decision keep a question in sight even when the engine has better ones."""
    return row.state in {"kept", "asked", "dismissed"} or row.locked or bool(row.text) or bool(row.answer)


def _marked(question: dict[str, Any], row: QuestionRow | None) -> dict[str, Any]:
    marked = {**question, "state": "suggested", "locked": False, "edited": False, "answer": ""}
    if row is not None:
        marked |= {"state": row.state, "locked": row.locked, "edited": bool(row.text), "answer": row.answer}
        marked["text"] = row.text or marked["text"]
    return marked
