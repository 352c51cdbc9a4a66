"""People who may be twice in the list: every pair with the reason, to compare or to tell apart."""

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from askwell import context
from askwell.domain.errors import ValidationError
from askwell.domain.subjects import Subject
from askwell.pages.frame import Flash, go, show
from askwell.pages.same import reason_words
from askwell.services import joining, similar, undo

PATH = "/people/twice"
MOST_PAIRS = 100

blueprint = Blueprint("twice", __name__)


@dataclass(frozen=True, slots=True)
class PairView:
    """Two who may be one, and why."""

    one: Subject
    other: Subject
    why: str


@blueprint.get(PATH)
def list_pairs() -> ResponseReturnValue:
    """Show the pairs, the strongest reasons first."""
    with context.database().reading() as session:
        pairs = similar.list_similar(session, MOST_PAIRS)
        done = undo.find_done(session, request.args.get("done", ""))
    values = {"flash": Flash(f"Done: {done.label}", done.id if done.undoable else "", PATH)} if done else {}
    views = [PairView(pair.one, pair.other, reason_words(pair.one, pair.other, pair.reason)) for pair in pairs]
    return show("twice.html", nav="people", pairs=views, most=MOST_PAIRS, **values)


@blueprint.post(f"{PATH}/apart")
def tell_apart() -> ResponseReturnValue:
    """Remember that two are not the same; they are not shown again."""
    with context.database().writing() as session:
        action = joining.tell_apart(session, "person", _id("one"), _id("other"), now=context.now())
    return go(f"{PATH}?done={action.id}")


def _id(name: str) -> str:
    """Read one of the two.

    Raises:
        ValidationError: When it is not an id.
    """
    try:
        return str(UUID(request.form.get(name, "")))
    except ValueError:
        raise ValidationError({name: ["Choose a pair from the list. Nothing was changed."]}) from None
