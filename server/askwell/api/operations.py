"""Calls of the API: what each takes and gives, so that reading, checking, answering and describing share one source."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, wraps
from typing import Any
from uuid import UUID

import marshmallow
from flask import Response, request
from marshmallow import Schema

from askwell.api.bodies import read_json
from askwell.api.edge import MOST_BODY_BYTES
from askwell.domain.errors import ValidationError
from askwell.domain.refusals import BodyIncompleteError, BodyTooLargeError

JSON = "application/json"
DESCRIPTION = "described_operation"
FIELD_NAME = re.compile(r"[a-z][A-Za-z0-9_]{0,39}|[0-9]{1,6}|/[a-z_/-]{1,59}")
"""What the name of a field looks like; anything else in its place may be something that was never meant to be sent."""

SMALL_BODY_BYTES = 1024 * 1024
"""Limit for everything but captures: a body of many small values costs far more memory than its bytes."""


@dataclass(frozen=True, slots=True)
class HeaderParameter:
    """A request header that a call reads."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One call, as described to programs.

    Attributes:
        summary: What it does, in one line.
        answers: Schema by status; None for an answer without JSON.
        needs_token: False for the few calls that work before pairing.
        media_type: What a successful answer is.
        most_bytes: Limit of the body.
    """

    summary: str
    answers: Mapping[int, type[Schema] | None]
    body: type[Schema] | None = None
    body_optional: bool = False
    query: type[Schema] | None = None
    headers: tuple[HeaderParameter, ...] = ()
    needs_token: bool = True
    media_type: str = JSON
    most_bytes: int = SMALL_BODY_BYTES

    @property
    def default_status(self) -> int:
        """Give the status of an ordinary answer."""
        return next(iter(self.answers))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a view gives when a plain value is not enough."""

    value: Any
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)


def operation(described: Operation) -> Callable[[Callable[..., object]], Callable[..., Response]]:
    """Make a function a call of the API.

    The function gets its path arguments as text, `body` and `query` as loaded dictionaries where the call has them,
    and returns a value to dump, an `Answer`, or a finished response.
    """

    def decorate(view: Callable[..., object]) -> Callable[..., Response]:
        @wraps(view)
        def answered(**arguments: object) -> Response:
            given = {name: str(value) if isinstance(value, UUID) else value for name, value in arguments.items()}
            if described.query is not None:
                given["query"] = load(described.query, request.args.to_dict(flat=True), drop_unknown=True)
            if described.body is not None:
                given["body"] = load(described.body, read_body(described))
            return respond(described, view(**given))

        setattr(answered, DESCRIPTION, described)
        return answered

    return decorate


def read_body(described: Operation) -> object:
    """Read the request's JSON.

    Raises:
        RefusalError: When it is too large, broke off, or is not JSON.
    """
    length = request.content_length or 0
    if length > min(described.most_bytes, MOST_BODY_BYTES):
        raise BodyTooLargeError(f"The limit here is {described.most_bytes // 1024} KiB. Nothing was stored.")
    raw = request.get_data(cache=False)
    if len(raw) != length:
        raise BodyIncompleteError
    return {} if not raw and described.body_optional else read_json(raw)


@cache
def schema_of(kind: type[Schema], *, drop_unknown: bool = False) -> Schema:
    """Give the one instance of a schema; they hold no state."""
    return kind(unknown=marshmallow.EXCLUDE) if drop_unknown else kind()


def load(kind: type[Schema], values: object, *, drop_unknown: bool = False) -> dict[str, Any]:
    """Check values against a schema.

    Raises:
        ValidationError: With messages by field path; they never repeat the values.
    """
    if not isinstance(values, dict):
        raise ValidationError({"body": ["This must be an object."]})
    try:
        loaded: dict[str, Any] = schema_of(kind, drop_unknown=drop_unknown).load(values)
    except marshmallow.ValidationError as error:
        raise ValidationError(flatten(error.messages), "Some fields are not what Askwell expects.") from None
    return loaded


def flatten(messages: object, path: str = "") -> dict[str, list[str]]:
    """Turn nested messages into one list per field path, cut to lengths that cannot carry a page or a secret back."""
    if isinstance(messages, dict):
        found: dict[str, list[str]] = {}
        for key, value in messages.items():
            name = str(key) if FIELD_NAME.fullmatch(str(key)) else "(unknown)"
            found.update(flatten(value, f"{path}.{name}".strip(".")))
        return found
    listed = messages if isinstance(messages, list) else [messages]
    return {path: [str(message)[:200] for message in listed]}


def respond(described: Operation, result: object) -> Response:
    """Turn what a view returned into a response."""
    if isinstance(result, Response):
        return result
    answer = result if isinstance(result, Answer) else Answer(result, described.default_status)
    schema = described.answers[answer.status]
    if schema is None:
        return Response(status=answer.status, headers=dict(answer.headers))
    body = json.dumps(schema_of(schema).dump(answer.value), ensure_ascii=False, separators=(",", ":"))
    response = Response(body.encode("utf-8", "replace"), status=answer.status, content_type=JSON)
    response.headers.update(answer.headers)
    return response
