"""Lets a paired extension read its answers where a browser did not give it the permission for this address."""

from flask import Response, g, request
from flask_cors import cross_origin

from askwell.api.guard import PREFIX

REQUEST_HEADERS = ("Authorization", "Content-Type", "Idempotency-Key", "If-Match")
ANSWER_HEADERS = ("Content-Disposition", "ETag", "Retry-After")
PREFLIGHT_SECONDS = 600


def allow_recorded_origin(answer: Response) -> Response:
    """Add the headers for exactly the origin recorded at pairing; nobody else ever gets one."""
    if not request.path.startswith(PREFIX):
        return answer
    answer.vary.add("Origin")
    origin = g.get("recorded_origin")
    if origin is None:
        return answer
    shared = cross_origin(
        origins=[origin],
        methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
        allow_headers=list(REQUEST_HEADERS),
        expose_headers=list(ANSWER_HEADERS),
        max_age=PREFLIGHT_SECONDS,
        supports_credentials=False,
        automatic_options=False,
    )
    with_headers: Response = shared(lambda: answer)()
    return with_headers
