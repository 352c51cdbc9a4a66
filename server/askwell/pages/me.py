"""About me: the form in which the user says what they do, aim for and must decide."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from askwell import context
from askwell.pages import seeker_form
from askwell.pages.frame import go, show
from askwell.pages.plans import CATEGORIES
from askwell.services import seekers, turned_down

blueprint = Blueprint("me", __name__)


@blueprint.get("/me")
def show_me() -> ResponseReturnValue:
    """Show the form as it was filled in last."""
    with context.database().reading() as session:
        document = seekers.load_seeker(session).document
        fewer = turned_down.list_turned_down(session)
    return show(
        "me.html",
        nav="me",
        values=seeker_form.values_of(document),
        four=seeker_form.FOUR,
        groups=seeker_form.groups_for(document),
        fewer=fewer,
        categories=CATEGORIES,
    )


@blueprint.post("/me")
def write_me() -> ResponseReturnValue:
    """Save the form."""
    with context.database().writing() as session:
        document = seeker_form.document_of(request.form, seekers.load_seeker(session).document)
        seekers.write_seeker(session, document, now=context.now())
    return go("/me?said=saved")


@blueprint.post("/me/fewer")
def give_back() -> ResponseReturnValue:
    """Let one kind of question, or all of them, count in full again."""
    chosen = request.form.get("trigger", "")
    with context.database().writing() as session:
        turned_down.give_back(session, frozenset({chosen}) if chosen else None, now=context.now())
    return go("/me?said=saved#fewer")
