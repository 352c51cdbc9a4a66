"""Conditions of bank files: `trait`, `not trait`, `trait is word`, `trait in a, b`, `trait < 5`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from askwell.suggesting.facts import Trait
from askwell.suggesting.regexes import regex

_FORM = regex(r"^(not\s+)?([a-z_]+)(?:\s+(is not|is|not in|in|<=|>=|<|>)\s+(.+))?$")
_ORDER: dict[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
}


class ConditionError(ValueError):
    """A condition that cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One test of one trait."""

    text: str
    trait: str
    holds: Callable[[Trait | None], bool]


@lru_cache(maxsize=2048)
def read_condition(text: str) -> Condition:
    """Read one condition.

    Raises:
        ConditionError: when the form is unknown.
    """
    found = _FORM.match(text.strip())
    if not found or (found[1] and found[3]):
        message = (
            f"cannot read the condition {text!r}: write a trait, not trait, trait is word, trait in a, b or trait < 5"
        )
        raise ConditionError(message)
    trait, operator, right = found[2], found[3], (found[4] or "").strip()
    if operator is None:
        wanted = not found[1]
        return Condition(text, trait, lambda value: bool(value) is wanted)
    if operator in _ORDER:
        return Condition(text, trait, _comparison(text, operator, right))
    words = frozenset(word.strip() for word in right.split(","))
    positive = operator in {"is", "in"}
    return Condition(text, trait, lambda value: (_word(value) in words) is positive)


def _comparison(text: str, operator: str, right: str) -> Callable[[Trait | None], bool]:
    try:
        limit = float(right)
    except ValueError:
        message = f"cannot read the condition {text!r}: {right!r} is no number"
        raise ConditionError(message) from None
    compare = _ORDER[operator]
    return lambda value: isinstance(value, int | float) and compare(float(value), limit)


def _word(value: Trait | None) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def hold(conditions: tuple[Condition, ...], traits: Mapping[str, Trait]) -> bool:
    """Say whether all conditions hold."""
    return all(condition.holds(traits.get(condition.trait)) for condition in conditions)
