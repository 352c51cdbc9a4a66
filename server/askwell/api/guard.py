"""Who may use the API: checks of site, Origin and pairing token, in this order, before anything is routed."""

import logging
import threading
from collections import deque
from typing import TYPE_CHECKING

from flask import Response, g, request
from flask.typing import ResponseReturnValue

from askwell import context
from askwell.domain.errors import DatabaseError
from askwell.domain.origins import comes_from_elsewhere, is_extension_origin
from askwell.domain.pairings import Pairing
from askwell.domain.refusals import (
    AmbiguousCredentialsError,
    CrossSiteRequestError,
    OriginNotAllowedError,
    TokenExpiredError,
    TokenInvalidError,
    TokenMissingError,
    TooManyRefusalsError,
)
from askwell.services import pairings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PREFIX = "/api/"
OPEN_ENDPOINTS = frozenset({"api.create_pairing", "api.create_proof"})
"""Calls without a token: each checks who is asking in its own way."""

MOST_FAILURES = 300
FAILURE_WINDOW_SECONDS = 10.0


log = logging.getLogger("askwell.api")


class FailureGate:
    """Counts refused tokens; a valid token is never counted, so nobody can be locked out by a guesser."""

    def __init__(self) -> None:
        """Begin with nothing counted."""
        self._times: deque[float] = deque()
        self._lock = threading.Lock()

    def note(self, at: float) -> None:
        """Note one refusal.

        Raises:
            TooManyRefusalsError: When there were too many lately.
        """
        with self._lock:
            while self._times and at - self._times[0] > FAILURE_WINDOW_SECONDS:
                self._times.popleft()
            if len(self._times) >= MOST_FAILURES:
                raise TooManyRefusalsError
            self._times.append(at)


def check_api_request(gate: FailureGate) -> ResponseReturnValue | None:
    """Let a request for the API pass, answer a preflight, or refuse.

    Raises:
        RefusalError: The first thing that is wrong.
    """
    with context.database().reading() as session:
        origin = request.headers.get("Origin")
        g.recorded_origin = origin if origin in pairings.recorded_origins(session) else None
        if request.method == "OPTIONS":
            return answer_preflight()
        check_site_and_origin()
        if request.endpoint in OPEN_ENDPOINTS:
            return None
        try:
            g.pairing = authenticate(session)
        except (TokenMissingError, TokenInvalidError, TokenExpiredError, AmbiguousCredentialsError):
            gate.note(context.clock().monotonic())
            raise
    return None


def answer_preflight() -> ResponseReturnValue:
    """Answer a browser's question whether a paired extension may ask; nobody else gets an answer.

    Raises:
        OriginNotAllowedError: For every other origin.
    """
    if g.recorded_origin is None:
        raise OriginNotAllowedError
    return Response(status=204)


def check_site_and_origin() -> None:
    """Refuse other sites and unknown origins.

    A recorded extension may ask from its own site: a browser that was not given the permission for this address
    calls that cross-site. Before pairing, an extension's origin is known by its form only.

    Raises:
        CrossSiteRequestError: When the browser says that another site asks.
        OriginNotAllowedError: When the Origin is not one that was paired.
    """
    if g.recorded_origin is not None:
        return
    if comes_from_elsewhere(request.headers.get("Sec-Fetch-Site")):
        raise CrossSiteRequestError
    origin = request.headers.get("Origin")
    pairing_now = request.endpoint == "api.create_pairing" and origin is not None and is_extension_origin(origin)
    if origin is not None and not pairing_now:
        raise OriginNotAllowedError


def authenticate(session: "Session") -> Pairing:
    """Find the pairing of the request's token.

    Raises:
        TokenMissingError: When there is none.
        TokenInvalidError: When it is unknown, revoked, or another browser's.
        TokenExpiredError: When it was not used for too long.
        AmbiguousCredentialsError: When a dashboard cookie came along.
    """
    header = request.headers.get("Authorization")
    if header is None:
        raise TokenMissingError
    if f"askwell_{context.config().port}" in request.cookies:
        raise AmbiguousCredentialsError
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.isascii():
        raise TokenInvalidError
    pairing = pairings.find_pairing_by_token(session, token, now=context.now())
    if pairing is None or (g.recorded_origin is not None and pairing.origin != g.recorded_origin):
        raise TokenInvalidError
    return pairing


def current_pairing() -> Pairing:
    """Give the pairing that asks."""
    pairing: Pairing = g.pairing
    return pairing


def note_use(answer: Response) -> Response:
    """Remember when a browser was here last; only with a change that succeeded, so that refusals leave no trace."""
    pairing: Pairing | None = g.get("pairing")
    if pairing is None or answer.status_code >= 400 or request.method in {"GET", "HEAD"}:
        return answer
    if pairings.needs_touch(pairing, context.now()):
        try:
            with context.database().writing() as session:
                pairings.touch_pairing(session, pairing.id, now=context.now())
        except DatabaseError as error:
            log.warning("could not note the use of a pairing: %s", error.slug)
    return answer
