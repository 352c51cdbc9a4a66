"""The start page: connecting at the very first start, the first steps while there is nobody yet, Today afterwards."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

import askwell
from askwell import context
from askwell.domain.pairings import Pairing
from askwell.domain.subjects import STAGES, SUBJECT_KINDS, Subject
from askwell.pages.frame import go, show
from askwell.pages.steps import DUE_TITLES, Due, due_step
from askwell.services import pairings, status, subjects, undo

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MOST_DUE = 8
MOST_RECENT = 8
MOST_PER_STAGE = 20

blueprint = Blueprint("home", __name__)


@dataclass(frozen=True, slots=True)
class Recent:
    """Somebody who changed lately, and what was done last."""

    subject: Subject
    change: str


def extension_folder() -> str:
    """Give the folder that a browser loads the extension from."""
    return str(Path(askwell.__file__).resolve().parents[2] / "extension")


def visiting_browser() -> str:
    """Give `firefox` or `chromium`, so that the right steps stand first."""
    return "firefox" if "firefox" in request.headers.get("User-Agent", "").lower() else "chromium"


@blueprint.get("/")
def show_home() -> ResponseReturnValue:
    """Show what to do now."""
    with context.database().reading() as session:
        counts = status.status(session)
        paired = pairings.list_pairings(session)
        if counts["people"] or counts["companies"]:
            return show(
                "today.html",
                nav="today",
                steps=_due(session, context.now()),
                recent=_recent(session),
                waiting=counts["waiting"],
                seeker_filled=counts["seeker_filled"],
                paired=bool(paired),
            )
    if not paired and "later" not in request.args:
        return go("/pair")
    return _first_steps(counts, paired)


@blueprint.get("/start")
def show_first_steps() -> ResponseReturnValue:
    """Show the first steps, also later."""
    with context.database().reading() as session:
        return _first_steps(status.status(session), pairings.list_pairings(session))


def _first_steps(counts: dict[str, object], paired: list[Pairing]) -> str:
    tried = bool(counts["people"] or counts["companies"])
    filled = bool(counts["seeker_filled"])
    return show(
        "first_run.html",
        nav="today",
        paired=bool(paired),
        browsers=[pairing.name for pairing in paired],
        tried=tried,
        seeker_filled=filled,
        done=2 * bool(paired) + tried + filled,
        extension_path=extension_folder(),
        browser=visiting_browser(),
    )


def _due(session: "Session", now: datetime) -> list[Due]:
    """Collect what is due, the most pressing first."""
    due: list[Due] = []
    for stage in DUE_TITLES:
        people = subjects.list_subjects(
            session, "person", search="", stage=stage, sort="updated", limit=MOST_PER_STAGE, offset=0
        ).items
        for person in people:
            step = due_step(person, _since(session, person), now)
            if step is not None:
                due.append(step)
        if len(due) >= MOST_DUE:
            break
    return due[:MOST_DUE]


def _since(session: "Session", person: Subject) -> datetime:
    """Find when the present stage was reached; the newest change of any kind when that is not on record."""
    label = STAGES.get(person.stage, "").lower()
    for entry in undo.history(session, person.id):
        if label and label in entry.label.lower():
            return entry.at
    return person.updated_at


def _recent(session: "Session") -> list[Recent]:
    """List who and what changed last, and how."""
    found: list[Subject] = []
    for kind in SUBJECT_KINDS:
        found += subjects.list_subjects(
            session, kind, search="", stage=None, sort="updated", limit=MOST_RECENT, offset=0
        ).items
    newest = sorted(found, key=lambda subject: subject.updated_at, reverse=True)[:MOST_RECENT]
    return [Recent(subject, _last_change(session, subject)) for subject in newest]


def _last_change(session: "Session", subject: Subject) -> str:
    return next((entry.label for entry in undo.history(session, subject.id)), "")
