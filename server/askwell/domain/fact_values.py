"""What the user may write as a fact: the shape that its kind has in the profile document."""

import json

from askwell.domain.errors import ValidationError
from askwell.domain.facts import MAX_VALUE, FactKind
from askwell.domain.profiles import JsonValue

_NUMBERS = frozenset({"count"})
_LISTS = frozenset({"names", "requirements", "activities"})


def checked_value(kind: FactKind, value: JsonValue) -> JsonValue:
    """Give the value as it may be kept: trimmed, of the right shape, not empty.

    Raises:
        ValidationError: It is empty, too long, or no value of this kind.
    """
    if len(json.dumps(value)) > MAX_VALUE:
        raise ValidationError({"value": ["This is too long for one fact."]})
    takes_entry = bool(kind.keys and kind.keys != ("text",)) or kind.field in {"mutual_connections", "posts", "news"}
    if isinstance(value, str) and not takes_entry:
        text = value.strip()
        if text:
            return text
    elif isinstance(value, str) and value.strip():
        # One line typed for an entry is its head: a role's title, a language's name.
        return {_head(kind): value.strip()}
    elif isinstance(value, dict) and takes_entry:
        entry = {name: _checked_part(name, part) for name, part in value.items() if isinstance(name, str)}
        if any(part not in (None, "", [], False) for part in entry.values()):
            return entry
    raise ValidationError(
        {"value": [f"Write the {kind.label.lower()} down first." if value in ("", {}) else "This does not fit."]}
    )


def _head(kind: FactKind) -> str:
    return "title" if "title" in kind.keys else "role" if "role" in kind.keys else kind.keys[0] if kind.keys else "text"


def _checked_part(name: str, part: JsonValue) -> JsonValue:
    if part is None or isinstance(part, bool):
        return part
    if isinstance(part, str):
        return part.strip()
    if isinstance(part, int) and name in _NUMBERS:
        return part
    if isinstance(part, list) and name in _LISTS and all(isinstance(one, str) for one in part):
        return [one.strip() for one in part if one.strip()]
    raise ValidationError({"value": [f"“{name}” does not fit."]})
