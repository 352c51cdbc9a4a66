"""Connecting browsers: the page with the one-time code, noticing that it worked, and taking a browser away again."""

from uuid import UUID

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from askwell import context
from askwell.pages.frame import go, show
from askwell.pages.home import extension_folder, visiting_browser
from askwell.pages.wording import exact, parse_moment
from askwell.services import pairings, status

blueprint = Blueprint("pairing", __name__)


@blueprint.get("/pair")
def show_pairing() -> ResponseReturnValue:
    """Show a fresh code; a click on the Askwell button on this page pairs the browser."""
    code = pairings.open_pairing(context.pairing_desk())
    with context.database().reading() as session:
        counts = status.status(session)
        first = not pairings.list_pairings(session) and not counts["people"] and not counts["companies"]
    return show(
        "pair.html",
        nav="browsers",
        code=code,
        first=first,
        since=exact(context.now()),
        minutes_left=f"{pairings.CODE_SECONDS // 60} minutes",
        extension_path=extension_folder(),
        browser=visiting_browser(),
    )


@blueprint.get("/pair/state")
def show_state() -> ResponseReturnValue:
    """Tell the waiting page whether a browser was paired since it was opened, and whether its code is still good."""
    try:
        since = parse_moment(request.args.get("since", ""))
    except ValueError:
        since = context.now()
    with context.database().reading() as session:
        fresh = [pairing for pairing in pairings.list_pairings(session) if pairing.created_at >= since]
    age = (context.now() - since).total_seconds()
    return jsonify(
        {"paired": bool(fresh), "name": fresh[-1].name if fresh else "", "open": age < pairings.CODE_SECONDS}
    )


@blueprint.get("/browsers")
def list_browsers() -> ResponseReturnValue:
    """List the connected browsers."""
    with context.database().reading() as session:
        paired = pairings.list_pairings(session)
    return show("browsers.html", nav="browsers", pairings=paired)


@blueprint.post("/browsers/<uuid:pairing_id>/revoke")
def revoke(pairing_id: UUID) -> ResponseReturnValue:
    """Take a browser's access away."""
    with context.database().writing() as session:
        pairings.revoke_pairing(session, str(pairing_id))
    return go("/browsers?said=disconnected")
