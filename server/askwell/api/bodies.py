"""Strict JSON: UTF-8, no duplicate keys, no NaN, no huge numbers, shallow, and no text that a database would mangle."""

import json
import math
import re
from typing import Any, NoReturn

from askwell.domain.refusals import MalformedJsonError

DEEPEST = 64
MOST_DIGITS = 30
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
NUL = "\0"
REPLACEMENT = "\ufffd"


def read_json(raw: bytes) -> Any:  # noqa: ANN401 - any JSON value
    """Read a request body.

    A lone surrogate becomes U+FFFD, exactly as when a browser turns its text into bytes. NUL characters are left for
    the schemas, because a captured page may hold one and is stored all the same.

    Raises:
        MalformedJsonError: For anything that two readers could understand differently.
    """
    try:
        value = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_object,
            parse_constant=_refuse_constant,
            parse_int=_whole_number,
            parse_float=_number,
        )
    except UnicodeDecodeError as error:
        raise MalformedJsonError("The body is not UTF-8.") from error
    except RecursionError as error:
        raise MalformedJsonError("The body is nested too deeply.") from error
    except ValueError as error:  # its text would repeat the body
        raise MalformedJsonError from error
    return _well_formed(value, 0)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise MalformedJsonError("A key stands twice in one object.")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise MalformedJsonError(f"{name} is not a JSON number.")


def _whole_number(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise MalformedJsonError("A number has too many digits.")
    return int(text)


def _number(text: str) -> float:
    value = float(text) if len(text) <= MOST_DIGITS else math.inf
    if not math.isfinite(value):
        raise MalformedJsonError("A number is too large or has too many digits.")
    return value


def _well_formed(value: object, depth: int) -> object:
    """Check depth and replace lone surrogates, in keys too."""
    if isinstance(value, str):
        return _encodable(value)
    if depth >= DEEPEST and isinstance(value, (dict, list)):
        raise MalformedJsonError("The body is nested too deeply.")
    if isinstance(value, dict):
        return {_encodable(key): _well_formed(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_well_formed(item, depth + 1) for item in value]
    return value


def _encodable(text: str) -> str:
    """Replace lone surrogates; trying to encode is many times faster than looking for them."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return LONE_SURROGATE.sub(REPLACEMENT, text)
    return text
