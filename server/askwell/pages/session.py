"""Who may see the dashboard: one-time sign-in links, the session cookie, and the secret in every form.

The pages never take a pairing token, and the API never takes this cookie.
"""

import hmac
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Blueprint, Flask, Response, g, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from askwell import context
from askwell.domain.origins import comes_from_elsewhere, is_opening_a_page
from askwell.domain.refusals import (
    CrossSiteRequestError,
    CsrfTokenInvalidError,
    OriginNotAllowedError,
    SignedOutError,
)
from askwell.services.signing_in import DashboardSession, safe_next

P = ParamSpec("P")
READING = frozenset({"GET", "HEAD"})
blueprint = Blueprint("session", __name__)


def cookie_name() -> str:
    """Name the cookie after the port, because cookies do not know ports."""
    return f"askwell_{context.config().port}"


def current_session() -> DashboardSession | None:
    """Give the session of this request, or None when the window is not signed in."""
    if "dashboard_session" not in g:
        g.dashboard_session = context.sign_in_desk().find(request.cookies.get(cookie_name()))
    session: DashboardSession | None = g.dashboard_session
    return session


def csrf_token() -> str:
    """Give what forms of this session carry as `csrf_token`; templates call it."""
    session = current_session()
    return session.csrf_token if session else ""


def check_origin() -> None:
    """Refuse what another site, another port or another program's page asked for.

    Raises:
        CrossSiteRequestError: When the browser says so.
        OriginNotAllowedError: When a change does not come from this dashboard exactly.
    """
    opening = is_opening_a_page(
        request.method, request.headers.get("Sec-Fetch-Mode"), request.headers.get("Sec-Fetch-Dest")
    )
    if comes_from_elsewhere(request.headers.get("Sec-Fetch-Site")) and not opening:
        raise CrossSiteRequestError
    own = context.config().dashboard_url
    origin = request.headers.get("Origin")
    if origin != own and (origin is not None or request.method not in READING):
        raise OriginNotAllowedError


def check_form() -> None:
    """Refuse a change that does not carry the secret of its session.

    Raises:
        CsrfTokenInvalidError: When neither the field `csrf_token` nor the header `X-CSRF-Token` is this session's.
    """
    given = request.headers.get("X-CSRF-Token") or request.form.get("csrf_token", "")
    if not hmac.compare_digest(given.encode(), csrf_token().encode()) or not given:
        raise CsrfTokenInvalidError


def guard() -> ResponseReturnValue | None:
    """Check one request for a page: origin, session, form secret, in this order.

    Raises:
        SignedOutError: When no session belongs to the request.
    """
    check_origin()
    if current_session() is None:
        if comes_from_elsewhere(request.headers.get("Sec-Fetch-Site")):
            # A strict cookie stays away when another site opens the page; one step of our own brings it along.
            return render_template("signed_out.html", continue_to=safe_next(request.full_path.rstrip("?")))
        raise SignedOutError
    if request.method not in READING:
        check_form()
    return None


def protect(pages: Blueprint) -> None:
    """Make every page of a blueprint require a session."""
    pages.before_request(guard)


def require_session(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Make one view require a session."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        refused = guard()
        return refused if refused is not None else view(*args, **kwargs)

    return guarded


@blueprint.route("/sign-in/<link>", methods=["GET"])
def sign_in(link: str) -> ResponseReturnValue:
    """Open a session with a one-time link; a look ahead (HEAD, prefetch) does not use it up."""
    check_origin()
    if request.method == "HEAD" or "prefetch" in request.headers.get("Sec-Purpose", ""):
        return Response(status=204)
    cookie, path = context.sign_in_desk().redeem(link)
    answer = make_response(redirect(path, code=303))
    answer.set_cookie(cookie_name(), cookie, httponly=True, samesite="Strict", path="/")
    return answer


@blueprint.post("/sign-out")
@require_session
def sign_out() -> ResponseReturnValue:
    """End this session, or all of them when the form says `everywhere`."""
    session = current_session()
    desk = context.sign_in_desk()
    if request.form.get("everywhere"):
        desk.sign_out_everywhere()
    elif session is not None:
        desk.sign_out(session)
    answer = make_response(render_template("signed_out.html", continue_to=None))
    answer.delete_cookie(cookie_name(), path="/", httponly=True, samesite="Strict")
    return answer


def register_session(app: Flask) -> None:
    """Add signing in and out, and give templates the form secret."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals["csrf_token"] = csrf_token
