"""Earlier roles that sentences about a person tell of; only those whose organization the sentence names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from askwell.parsing.dates import parse_date
from askwell.parsing.generic.prose import (
    DATE,
    Language,
    Role,
    accepted_role,
    alternatives,
    cut_organization,
    is_membership,
    languages,
    sentences,
    split_role,
)
from askwell.parsing.generic.words import plain

_MOST = 6
_YEAR = r"(?:19|20)\d\d"
_SPAN = re.compile(
    rf"[^;]{{0,40}}?\b(?P<start>{_YEAR})\s*(?:[-–—]|to|until|till|and|bis|und|à|et|al?|hasta|y|até|e|tot|en)\s*(?P<end>{_YEAR})\b"
)
# "was appointed professor": said of a moment, not of a post that is over.
_MOMENT = re.compile(r"\w+ed\b")


@dataclass(frozen=True, slots=True)
class ToldRole:
    """A role that is over, or that somebody took up at a time.

    Attributes:
        role: Title and organization.
        start: When it began, or nothing.
        end: When it ended, or nothing.
        over: Whether the sentence says that it is over.
    """

    role: Role
    start: str = ""
    end: str = ""
    over: bool = True


@dataclass(frozen=True, slots=True)
class _Patterns:
    language: Language
    past: re.Pattern[str]
    joined: re.Pattern[str] | None
    until: re.Pattern[str]


@cache
def _patterns() -> tuple[_Patterns, ...]:
    return tuple(_compile(language) for language in languages())


def _compile(language: Language) -> _Patterns:
    entry = language.entry
    subject = alternatives(entry["subjects"])
    opening = (
        rf"^(?:(?P<earlier>{alternatives(entry['earlier'])})\s*,?\s+)?"
        rf"(?:(?:{alternatives(entry['in_year'])})\s+(?P<year>{DATE}),?\s+)?(?:(?P<subject>{subject})(?:\s+|['’]))?"
    )
    articles = rf"(?:(?:{alternatives(entry['articles'])})(?:\s+|(?<=['’])))?"
    past = re.compile(rf"{opening}(?:{alternatives(entry['past'])})\s+{articles}(?P<role>\S.*)$", re.I)
    joined = None
    if entry["joined"]:
        joined = re.compile(
            rf"{opening}(?:{alternatives(entry['joined'])})\s+(?P<organization>[^,;.]{{2,60}}?)"
            rf"\s+(?:{alternatives(entry['joined_as'])})\s+{articles}(?P<role>\S.*)$",
            re.I,
        )
    until = re.compile(rf"\b(?:{alternatives(entry['until'])})\s+(?P<end>{DATE})\b", re.I)
    return _Patterns(language, past, joined, until)


def told_roles(text: str, name: str) -> Iterator[ToldRole]:
    """Yield the earlier roles that the sentences of a paragraph about a person tell of."""
    found = 0
    for sentence in sentences(text):
        for number, clause in enumerate(re.split(r"\s*;\s+", sentence)):
            told = _told_in(clause.strip(), name, opens=number == 0)
            if told is not None and found < _MOST:
                found += 1
                yield told


def _told_in(clause: str, name: str, *, opens: bool) -> ToldRole | None:
    """Read one clause; it must begin with the person, or with a word for what was before."""
    rest = _after_name(clause, name) if opens else None
    for patterns in _patterns():
        match = patterns.past.match(rest or clause)
        if match is not None and (rest or match["subject"] or match["earlier"]):
            role = None if _MOMENT.match(match["role"]) else split_role(match["role"], patterns.language)
            if role is not None and role.organization and not is_membership(role):
                return _dated(role, match, patterns)
        match = patterns.joined.match(rest or clause) if patterns.joined is not None else None
        if match is not None and (rest or match["subject"] or match["earlier"]):
            told = _joined(match, patterns)
            if told is not None:
                return told
    return None


def _after_name(clause: str, name: str) -> str | None:
    """Return what follows the person's name (or a part of it) at the beginning of a clause."""
    for part in (name, *name.split()):
        if len(part) > 2 and plain(clause[: len(part)]) == plain(part) and clause[len(part) : len(part) + 1] == " ":
            return clause[len(part) :].strip()
    return None


def _joined(match: re.Match[str], patterns: _Patterns) -> ToldRole | None:
    organization = match["organization"].strip()
    if not organization[:1].isupper() or cut_organization(organization) != organization:
        return None
    title = re.split(r"[,;.]|\s(?:and|und|et|y|e|en|where|before)\s", match["role"], maxsplit=1)[0]
    role = accepted_role(title, organization)
    if role is None or is_membership(role):
        return None
    end = patterns.until.search(match["role"])
    start = parse_date(match["year"]) if match["year"] else None
    return ToldRole(role, start or "", (parse_date(end["end"]) or "") if end else "", over=end is not None)


def _dated(role: Role, match: re.Match[str], patterns: _Patterns) -> ToldRole:
    """Take the years that follow the organization's name."""
    text = match["role"]
    tail = text[text.find(role.organization) + len(role.organization) :] if role.organization in text else ""
    span = _SPAN.match(tail)
    if span is not None:
        return ToldRole(role, span["start"], span["end"])
    end = patterns.until.search(tail)
    start = parse_date(match["year"]) if match["year"] and end is not None else None
    return ToldRole(role, start or "", (parse_date(end["end"]) or "") if end else "")
