"""People I know: listed, searched, taken out again; and the words about whom I know somewhere."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from askwell import context
from askwell.domain.errors import ValidationError
from askwell.domain.known_people import Acquaintances, KnownPerson
from askwell.pages.frame import Flash, go, show
from askwell.pages.known import spoken_date
from askwell.pages.paging import asked_offset, stretch
from askwell.services import known_people, undo

PAGE_SIZE = 50
PATH = "/known"
NAMED = 3

blueprint = Blueprint("known_people", __name__)


@blueprint.get(PATH)
def list_known_people() -> ResponseReturnValue:
    """Show the people I know, searched, or those of one employer."""
    search, employer = request.args.get("search", "").strip(), request.args.get("at", "").strip()
    with context.database().reading() as session:
        found = known_people.list_known_people(
            session, search=search, employer=employer, limit=PAGE_SIZE, offset=asked_offset()
        )
        done = undo.find_done(session, request.args.get("done", ""))
    values = {"flash": Flash(f"Done: {done.label}", done.id if done.undoable else "", PATH)} if done else {}
    return show(
        "known_people.html",
        nav="known",
        items=[(person, _when(person)) for person in found.items],
        total=found.total,
        search=search,
        employer=employer,
        filtered=bool(search or employer),
        pages=stretch(PATH, found, {"search": search, "at": employer}),
        **values,
    )


def _when(person: KnownPerson) -> str:
    return spoken_date(person.connected_on)


@blueprint.post(f"{PATH}/remove")
def remove() -> ResponseReturnValue:
    """Take somebody out of the list, or everybody."""
    ids = None if "everybody" in request.form else [_id(request.form.get("id", ""))]
    with context.database().writing() as session:
        action = known_people.remove_known_people(session, ids, now=context.now())
    return go(f"{PATH}?done={action.id}" if action else PATH)


def _id(text: str) -> str:
    """Read who is meant.

    Raises:
        ValidationError: When it is not an id.
    """
    try:
        return str(UUID(text))
    except ValueError:
        raise ValidationError({"id": ["Choose somebody from the list. Nobody was taken out."]}) from None


@dataclass(frozen=True, slots=True)
class KnowsView:
    """Whom I know around somebody, as their page says it.

    Attributes:
        since: When I connected with the person; empty when that is unknown or I do not know them.
        names: The first three, in one line.
        more: How many beyond those who are listed.
        all_path: The list of all of them.
    """

    known: bool
    since: str
    employer: str
    total: int
    names: str
    people: list[tuple[KnownPerson, str]]
    more: int
    all_path: str


def knows_view(found: Acquaintances) -> KnowsView:
    """Turn whom I know into what the page shows."""
    known = found.themselves
    first = [f"{one.name} ({one.title})" if one.title else one.name for one in found.people[:NAMED]]
    if found.total > len(first):
        first.append(f"{found.total - len(first)} more")
    return KnowsView(
        known is not None,
        _when(known) if known else "",
        *(found.employer, found.total, ", ".join(first)),
        [(one, _when(one)) for one in found.people],
        found.total - len(found.people),
        f"{PATH}?{urlencode({'at': found.employer})}",
    )
