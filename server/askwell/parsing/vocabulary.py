"""Words by which pages are understood in many languages, loaded once from the lists in `words/`."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from askwell.parsing.text import compare_key, fold

_COUNT = re.compile(r"\s*[(（]?\s*\d[\d.,\s]*\+?\s*[)）]?\s*$")
_OWNED = re.compile(r"(.{3,40}?) (?:de|von|di|van|da|do|of|af|av) .{2,40}$")
_LONGEST_BUTTON = 40
_QUOTES = str.maketrans({"’": "'", "`": "'", "´": "'"})


@lru_cache(maxsize=2048)
def word_key(text: str) -> str:
    """Return the form under which a word of the lists and of a page are the same."""
    return compare_key(fold(text).translate(_QUOTES)).strip(" .:;…'")


@cache
def word_list(name: str) -> dict[str, Any]:
    """Load one list file (`dates`, `profile`, `organization`)."""
    text = files("askwell.parsing").joinpath("words", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def words(name: str, table: str, entry: str) -> frozenset[str]:
    """Return the comparable words of one entry."""
    return frozenset(word_key(word) for word in word_list(name)[table][entry])


@cache
def _by_word(name: str, table: str) -> dict[str, str]:
    """Map every word of a table to its entry; the first entry that names a word keeps it."""
    found: dict[str, str] = {}
    for entry, listed in word_list(name)[table].items():
        for word in listed:
            found.setdefault(word_key(word), entry)
    return found


def has_part(text: str, entry: str) -> bool:
    """Tell whether a text holds one of the word parts of an entry (`mutual`, `both`, `reposted`, ...)."""
    lowered = f" {fold(text).casefold()} "
    return any(part in lowered for part in word_list("relations")["parts"][entry])


def section_of(heading: str) -> str:
    """Name the profile section that a heading opens (`experience`, `others`, ...), or nothing."""
    return _named(heading, "profile", "headings")


def organization_section_of(heading: str) -> str:
    """Name the part of an organization page that a heading opens, or nothing."""
    return _named(heading, "organization", "headings")


def organization_field_of(label: str) -> str:
    """Name the organization fact that a label announces (`industry`, `founded`, ...), or nothing."""
    return _by_word("organization", "labels").get(word_key(label), "")


def label_of(text: str) -> str:
    """Name what a label before a value announces (`title`, `dates`, `location`, ...), or nothing."""
    entry = _by_word("profile", "items").get(word_key(text), "")
    return entry.removeprefix("label_") if entry.startswith("label_") else ""


def split_label(text: str) -> tuple[str, str]:
    """Split "Grade: Distinction" into what the label announces and the value; the label is empty when unknown."""
    head, mark, rest = text.partition(":") if ":" in text[:60] else text.partition("：")
    if mark and rest.strip():
        announced = label_of(head)
        if announced:
            return announced, rest.strip()
    return "", text


def is_employment_type(text: str) -> bool:
    """Tell whether a text is nothing but a kind of employment."""
    return word_key(text) in words("profile", "items", "employment_types")


def work_mode_of(text: str) -> str:
    """Name the way of working that a text says (`Remote`, `Hybrid`, `On-site`), or nothing."""
    key = word_key(text)
    for entry, name in (("remote", "Remote"), ("hybrid", "Hybrid"), ("on_site", "On-site")):
        if key in words("profile", "items", entry):
            return name
    return ""


def is_more_button(text: str) -> bool:
    """Tell whether a text only asks to show the rest ("…see more")."""
    return len(text) <= _LONGEST_BUTTON and _is_more(text)


@lru_cache(maxsize=2048)  # the same button stands under every entry of a page
def _is_more(text: str) -> bool:
    return word_key(text) in words("profile", "items", "more") or fold(text) in {"…", "..."}


@lru_cache(maxsize=2048)
def asks_for_rest(text: str) -> bool:
    """Tell whether a text asks for the rest of a list ("Show all 8 experiences", "See 11+")."""
    tokens = word_key(text).split()
    if not tokens or len(tokens) > 9:
        return False
    known = words("profile", "items", "show_all")
    if " ".join(tokens) in known:
        return len(tokens) > 1 or not tokens[0].isascii()
    if any(" ".join(tokens[:size]) in known for size in (2, 3) if size < len(tokens)):
        return True
    return tokens[0] in known and any(token[0].isdigit() for token in tokens[1:3])


def without_count(text: str) -> str:
    """Drop a number at the end of a heading ("Locations (3)")."""
    return text if text[-1:].isalpha() else _COUNT.sub("", text) or text


def _heading_forms(key: str) -> Iterator[str]:
    """Yield a heading as written, then without whose it is ("Ada's Experience") and without a second subject."""
    yield key
    _, mark, rest = key.rpartition(" s ")
    if mark:
        yield rest
    tokens = key.split()
    joints = words("relations", "words", "joints")
    joint = next((number for number, token in enumerate(tokens) if number and token in joints), None)
    if joint:
        yield " ".join(tokens[:joint])
    owner = _OWNED.match(key)
    if owner:
        yield owner.group(1)


def _named(heading: str, name: str, table: str) -> str:
    key = word_key(without_count(heading))
    if not key or len(key) > 80:
        return ""
    found = _by_word(name, table)
    for form in _heading_forms(key):
        if form in found:
            return found[form]
    openings = words(name, table, "others") | (words(name, table, "people") if name == "organization" else frozenset())
    tokens = key.split(" ")
    starts = (" ".join(tokens[:size]) for size in range(1, len(tokens)))
    return found.get(next((start for start in starts if start in openings), ""), "")
