"""How a newer value of the same fact joins an older one, so that a page which shows less takes nothing away."""

from typing import Any

from askwell.domain.profiles import JsonValue

_DATES = frozenset({"start", "end", "date", "issued", "expires"})
_ELLIPSES = ("…", "...")


def join_values(old: JsonValue, new: JsonValue, *, truncated: bool) -> JsonValue:
    """Give what is known after a newer page.

    Args:
        old: What was known.
        new: What the newer page says.
        truncated: The page says itself that it does not show this section whole.
    """
    if isinstance(old, dict) and isinstance(new, dict):
        return _join_entries(old, new, truncated=truncated)
    if isinstance(old, str) and isinstance(new, str):
        return old if _is_beginning_of(new, old, truncated=truncated) else new
    return new


def enriches(old: JsonValue, new: JsonValue) -> bool:
    """Say whether the new value only adds to the old one, so that nothing was said differently before."""
    if isinstance(old, dict) and isinstance(new, dict):
        return all(_adds(name, value, new.get(name)) for name, value in old.items())
    return isinstance(old, str) and isinstance(new, str) and _is_beginning_of(old, new, truncated=False)


def _adds(name: str, old: JsonValue, new: JsonValue) -> bool:
    if name == "current":
        return bool(old) == bool(new)
    if old in (None, "", [], {}) or old == new:
        return True
    if isinstance(old, str) and isinstance(new, str):
        return (name in _DATES and new.startswith(f"{old}-")) or _is_beginning_of(old, new, truncated=False)
    return False


def _join_entries(old: dict[str, Any], new: dict[str, Any], *, truncated: bool) -> dict[str, Any]:
    joined = dict(old)
    for name, value in new.items():
        joined[name] = _join_field(name, old.get(name), value, truncated=truncated)
    # An end and “still there” are one statement: a newer page that makes it makes it whole.
    if "end" in old and not new.get("end") and new.get("current"):
        joined["end"] = None
    return joined


def _join_field(name: str, old: JsonValue, new: JsonValue, *, truncated: bool) -> JsonValue:
    if new in (None, "", [], {}) and name != "current":
        return old
    if isinstance(old, str) and isinstance(new, str):
        if name in _DATES and old.startswith(f"{new}-"):
            return old
        if _is_beginning_of(new, old, truncated=truncated):
            return old
    return new


def _is_beginning_of(short: str, long: str, *, truncated: bool) -> bool:
    """Say whether a text is the shortened form of another."""
    bare = short.strip()
    cut = bare.endswith(_ELLIPSES)
    bare = bare.removesuffix("…").removesuffix("...").rstrip()
    return (cut or truncated) and len(bare) < len(long) and long.startswith(bare)
