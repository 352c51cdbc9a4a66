"""Failures as `application/problem+json` (RFC 9457), and the only table of statuses."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from flask import Response
from werkzeug.exceptions import ClientDisconnected, HTTPException

from askwell.api.wire import write_moment
from askwell.domain.errors import AskwellError, EditConflictError, NotFoundError, ValidationError
from askwell.domain.notes import Note
from askwell.domain.refusals import (
    BodyIncompleteError,
    BodyTooLargeError,
    MalformedRequestError,
    MethodNotAllowedError,
    RefusalError,
    TooBusyError,
    UnsupportedMediaTypeError,
)

MEDIA_TYPE = "application/problem+json"
MOST_FIELD_ERRORS = 50
UNEXPECTED = "unexpected-error"

STATUSES: Mapping[str, int] = {
    "malformed-request": 400,
    "malformed-json": 400,
    "token-in-url": 400,
    "body-incomplete": 400,
    "token-missing": 401,
    "token-invalid": 401,
    "token-expired": 401,
    "ambiguous-credentials": 401,
    "cross-site-request": 403,
    "origin-not-allowed": 403,
    "csrf-token-invalid": 403,
    "link-used": 403,
    "signed-out": 403,
    "pairing-not-open": 403,
    "pairing-code-invalid": 403,
    "not-found": 404,
    "method-not-allowed": 405,
    "rotation-conflict": 409,
    "merge-conflict": 409,
    "cannot-undo": 409,
    "suppressed": 409,
    "length-required": 411,
    "edit-conflict": 412,
    "body-too-large": 413,
    "address-too-long": 414,
    "unsupported-media-type": 415,
    "unsupported-content-encoding": 415,
    "expectation-failed": 417,
    "host-not-allowed": 421,
    "validation-failed": 422,
    "url-not-allowed": 422,
    "page-empty": 422,
    "archive-unreadable": 422,
    "import-unreadable": 422,
    "page-unreadable": 422,
    "page-too-complex": 422,
    "query-too-long": 422,
    "idempotency-key-reused": 422,
    "precondition-required": 428,
    "pairing-locked": 429,
    "rate-limited": 429,
    "headers-too-large": 431,
    UNEXPECTED: 500,
    "server-busy": 503,
    "reader-busy": 503,
    "model-unavailable": 503,
    "page-too-slow": 503,
    "database-busy": 503,
    "database-readonly": 503,
    "database-error": 503,
    "database-unavailable": 503,
    "query-timeout": 503,
    "schema-too-new": 503,
    "data-dir-locked": 503,
    "storage-full": 507,
}
RETRY_SECONDS: Mapping[str, int] = {
    "database-busy": 2,
    "database-unavailable": 5,
    "query-timeout": 2,
    "storage-full": 60,
}
"""When trying again is worth it, for failures that do not say so themselves."""

log = logging.getLogger("askwell.api")


@dataclass(frozen=True, slots=True)
class Problem:
    """One failure, ready for any edge: JSON for programs, a page for people.

    Attributes:
        slug: End of the type address `/problems/<slug>`.
        status: HTTP status.
        title: The same for every occurrence.
        detail: What happened this time, and what to do.
        members: Further members of the document, such as `errors` or `current`.
        headers: Headers that belong to the status.
    """

    slug: str
    status: int
    title: str
    detail: str
    members: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """Give the problem document."""
        return {
            "type": f"/problems/{self.slug}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            **self.members,
        }

    def body(self) -> bytes:
        """Give the problem document as UTF-8 JSON."""
        return json.dumps(self.document(), ensure_ascii=True).encode("ascii")


def problem_of(error: Exception) -> Problem:
    """Turn any exception into a problem; what nobody expected says nothing about its inside."""
    if isinstance(error, ClientDisconnected):
        error = BodyIncompleteError()
    elif isinstance(error, HTTPException):
        error = _of_http(error)
    elif isinstance(error, MemoryError):
        error = TooBusyError("This computer has no memory left for it. Nothing is lost; please try again in a moment.")
    if not isinstance(error, AskwellError) or error.slug not in STATUSES:
        log.error("unexpected %s", type(error).__name__, exc_info=error)
        return Problem(
            UNEXPECTED,
            500,
            "Something went wrong inside Askwell.",
            "What was stored before is safe. The server's log says more; `askwell doctor` checks everything.",
        )
    return Problem(error.slug, STATUSES[error.slug], error.title, error.detail, _members(error), _headers(error))


def _of_http(error: HTTPException) -> AskwellError:
    """Give the failure of ours that says the same as one of the framework's."""
    code = error.code or 500
    if code == 405:
        return MethodNotAllowedError(allowed=tuple(sorted(getattr(error, "valid_methods", None) or ())))
    known: dict[int, AskwellError] = {
        404: NotFoundError(),
        413: BodyTooLargeError(),
        415: UnsupportedMediaTypeError(),
    }
    return known.get(code) or (MalformedRequestError() if code < 500 else AskwellError())


def _members(error: AskwellError) -> dict[str, Any]:
    """Collect what the failure knows beyond its text."""
    members: dict[str, Any] = {}
    if isinstance(error, EditConflictError) and isinstance(error.current, Note):
        written = error.current.updated_at
        members["current"] = {
            "text": error.current.text,
            "version": error.current.version,
            "updated_at": None if written is None else write_moment(written),
        }
    if isinstance(error, ValidationError):
        pairs = [(path, message) for path, messages in error.errors.items() for message in messages]
        members["errors"] = [{"field": path, "message": message} for path, message in pairs[:MOST_FIELD_ERRORS]]
    return members


def _headers(error: AskwellError) -> dict[str, str]:
    """Collect the headers that the status asks for."""
    headers: dict[str, str] = {}
    status = STATUSES[error.slug]
    wait = error.retry_after if isinstance(error, RefusalError) else RETRY_SECONDS.get(error.slug)
    if wait is not None:
        headers["Retry-After"] = str(wait)
    if status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="askwell"'
    if isinstance(error, MethodNotAllowedError) and error.allowed:
        headers["Allow"] = ", ".join(error.allowed)
    if error.slug == "unsupported-content-encoding":
        headers["Accept-Encoding"] = "identity"
    return headers


def json_response(problem: Problem) -> Response:
    """Answer with the problem document."""
    answer = Response(problem.body(), status=status_line(problem.status), content_type=MEDIA_TYPE)
    answer.headers.update(problem.headers)
    return answer


def status_line(status: int) -> str:
    """Give the status with its reason phrase."""
    return f"{status} {HTTPStatus(status).phrase}"
