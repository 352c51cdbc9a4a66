"""About me: the form in which the user says what they do, aim for and must decide."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from askwell import context
from askwell.pages import seeker_form
from askwell.pages.frame import go, show
from askwell.services import seekers

blueprint = Blueprint("me", __name__)


@blueprint.get("/me")
def show_me() -> ResponseReturnValue:
    """Show the form as it was filled in last."""
    with context.database().reading() as session:
        document = seekers.load_seeker(session).document
    return show(
        "me.html",
        nav="me",
        values=seeker_form.values_of(document),
        four=seeker_form.FOUR,
        groups=seeker_form.groups_for(document),
    )


@blueprint.post("/me")
def write_me() -> ResponseReturnValue:
    """Save the form."""
    with context.database().writing() as session:
        document = seeker_form.document_of(request.form, seekers.load_seeker(session).document)
        seekers.write_seeker(session, document, now=context.now())
    return go("/me?said=saved")
