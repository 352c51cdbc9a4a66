"""What the headings of a table say: known names of columns, in several languages, as data."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from askwell.domain.facts import fold_text
from askwell.domain.imports import TARGETS, ImportField

_NUMBER = re.compile(r"\b\d+\b")
_PUNCTUATION = re.compile(r"[^\w#]+")


def heading_key(heading: str) -> str:
    """Give the form in which two writings of one heading are equal; numbers become `#`."""
    numbered = _NUMBER.sub("#", fold_text(heading.replace("#", "0")))
    return " ".join(_PUNCTUATION.sub(" ", numbered).replace("_", " ").split())


@cache
def _known() -> dict[str, str]:
    words = tomllib.loads((files("askwell.importing") / "words" / "headings.toml").read_text(encoding="utf-8"))
    unknown = words.keys() - TARGETS.keys()
    if unknown:
        raise ValueError(f"headings.toml names what no column can say: {', '.join(sorted(unknown))}")
    found: dict[str, str] = {}
    for target, names in words.items():
        for name in names:
            found.setdefault(heading_key(name), target)
    return found


def guessed_target(heading: str) -> str:
    """Guess what a column says by its heading; empty when nothing is known about it."""
    return _known().get(heading_key(heading), "")


def guessed_targets(headings: Iterable[str]) -> list[str]:
    """Guess what every column says."""
    return [guessed_target(heading) for heading in headings]


def names_people(targets: Iterable[str]) -> bool:
    """Say whether columns with these meanings tell how somebody is called."""
    return bool({"name", "given_name", "family_name"} & set(targets))


def looks_like_heading(headings: Sequence[str]) -> bool:
    """Say whether a row names columns: a name, and something else about people."""
    targets = guessed_targets(headings)
    return names_people(targets) and len({target for target in targets if target}) > 1


def by_fields(fields: Iterable[ImportField]) -> Mapping[str, str]:
    """Give the targets of a kind of file by the keys of its headings."""
    return {heading_key(field.name): field.target for field in fields if field.target in TARGETS}
