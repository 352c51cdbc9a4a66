"""Word lists of the generic reader (names, titles, headings, labels, walls), loaded once from `words/*.toml`."""

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "words"
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ı": "i", "’": "'", "‘": "'"})
_EDGES = ' \t\n:;,.!?*•·–—-|>»«"“”„()[]'
_AT_NAME = re.compile(r"\s(?:at|bei|chez|presso|bij|hos)\s")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_COUNT = re.compile(r"\s*[(（]\d+[)）]\s*$")
MAX_PHRASE_WORDS = 8


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Fold to lower case without accents and edge punctuation, as the lists are written."""
    if text.isascii():
        return " ".join(text.lower().split()).strip(_EDGES)
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(unicodedata.normalize("NFKC", bare).split()).strip(_EDGES)


def tokens(text: str) -> list[str]:
    """List the words of a text, hyphenated ones whole."""
    return _WORD.findall(text)


@cache
def load(name: str) -> dict[str, Any]:
    """Read one list file."""
    with (_FOLDER / f"{name}.toml").open("rb") as stream:
        return tomllib.load(stream)


@cache
def words(file: str, *keys: str) -> frozenset[str]:
    """Return the words of one list (or of all lists of a table), split at white space."""
    return frozenset(word for text in _texts(file, keys) for word in text.split())


@cache
def phrases(file: str, *keys: str) -> frozenset[str]:
    """Return the phrases of one list, split at bars and line ends, folded."""
    found = (plain(phrase) for text in _texts(file, keys) for phrase in re.split(r"[|\n]", text))
    return frozenset(phrase for phrase in found if phrase)


def _texts(file: str, keys: tuple[str, ...]) -> list[str]:
    value: Any = load(file)
    for key in keys:
        value = value[key]
    return [value] if isinstance(value, str) else [text for text in value.values() if isinstance(text, str)]


@cache
def _headings() -> dict[str, tuple[str, ...]]:
    """Map every heading phrase to the sections it may open, in the order of the file."""
    found: dict[str, list[str]] = {}
    for section in load("headings"):
        if section == "more_links":
            continue
        for phrase in phrases("headings", section):
            found.setdefault(phrase, []).append(section)
    return {phrase: tuple(sections) for phrase, sections in found.items()}


@cache
def _labels(group: str) -> dict[str, str]:
    return {phrase: field for field in load("labels")[group] for phrase in phrases("labels", group, field)}


@lru_cache(maxsize=4096)
def sections_of(heading: str) -> tuple[str, ...]:
    """Name the sections a heading may open: it is a listed phrase, or begins or ends with one.

    A heading that only contains a phrase counts when it stays short; "Our values in practice" opens values.
    """
    known = _headings()
    text = plain(_COUNT.sub("", heading))
    exact = known.get(text) or known.get(_AT_NAME.split(text, maxsplit=1)[0])
    if exact is not None:
        return exact
    parts = text.split()
    if not 1 < len(parts) <= MAX_PHRASE_WORDS:
        return ()
    owned = parts[-2].endswith(("'s", "s'"))
    for size in range(len(parts) - 1, 0, -1):
        for piece, alone in ((parts[:size], len(parts) <= 2), (parts[-size:], len(parts) <= 2 or owned)):
            found = known.get(" ".join(piece).strip(_EDGES + "&"))
            if found is not None and (size > 1 or alone):
                return found
    return ()


def is_heading_phrase(text: str) -> bool:
    """Tell whether a text is, to the word, a listed heading."""
    folded = plain(_COUNT.sub("", text))
    return folded in _headings() or (_AT_NAME.split(folded, maxsplit=1)[0] in _headings() and len(folded.split()) <= 6)


@lru_cache(maxsize=4096)
def label_field(group: str, text: str) -> str:
    """Name the field that a label stands for, or nothing; `group` is organization, person or contact."""
    return _labels(group).get(plain(text), "")


def is_any_label(text: str) -> bool:
    """Tell whether a text is a label of any kind."""
    return any(label_field(group, text) for group in ("organization", "person", "contact", "other"))
