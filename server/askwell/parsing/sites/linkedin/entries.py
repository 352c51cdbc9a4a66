"""Reads the shorter lists of a profile: skills, languages, certifications, volunteering, works, awards, groups."""

import re
from collections.abc import Callable
from typing import Any

from askwell.parsing.dates import is_duration, parse_date
from askwell.parsing.evidence import Draft
from askwell.parsing.markup import Node
from askwell.parsing.sites.linkedin.experience import description_of
from askwell.parsing.sites.linkedin.lines import Line, first_labelled, lines_of_entry
from askwell.parsing.text import fold
from askwell.parsing.units import Unit
from askwell.parsing.vocabulary import label_of, split_label, word_key, word_list, words

Reader = Callable[[list[Line], Node], Any]

_YEAR = re.compile(r"(?:19|20)\d\d|\d{4}年")
_ENDORSED = re.compile(r"^\+?\d[\d.,]*\+?$|\(\d+\)$|^\d+ \w")
_MAX_SKILL = 90


def read_entry(draft: Draft, section: str, entry: Node, units: list[Unit]) -> int:
    """Offer one entry of a list and return how many were offered."""
    lines = lines_of_entry(units)
    if not lines or section not in _READERS:
        return 0
    value = _READERS[section](lines, entry)
    if not value:
        return 0
    draft.add(f"/person/{section}", value, entry, confidence=0.95, parts=_parts(value, lines))
    return 1


def read_line(draft: Draft, section: str, line: Line) -> int:
    """Offer one line as an entry of a list that has no markup of its own."""
    value = _READERS[section]([line], line.node)
    if value:
        draft.add(f"/person/{section}", value, line.node, confidence=0.85)
    return bool(value)


def _parts(value: object, lines: list[Line]) -> dict[str, Node | str | None]:
    if not isinstance(value, dict):
        return {}
    return {key: line.node for key, text in value.items() for line in lines[:3] if text and line.text == text}


def _skill(lines: list[Line], _entry: Node) -> str:
    """Take the first line that is a name: counts of endorsements may stand before it."""
    texts = (re.sub(r"\s*\(\d+\)$", "", line.text) for line in lines[:3])
    text = next((text for text in texts if not _ENDORSED.match(text)), "")
    return text if len(text) <= _MAX_SKILL else ""


def _language(lines: list[Line], _entry: Node) -> dict[str, Any]:
    name, level = lines[0].text, lines[1].text if len(lines) > 1 else ""
    if not level:
        name, _, level = name.partition(" – ")
    return {"name": name, "level": level} if len(name) <= 60 else {}


def _certification(lines: list[Line], _entry: Node) -> dict[str, Any]:
    item: dict[str, Any] = {"name": lines[0].text}
    for line in lines[1:]:
        item |= {key: value for key, value in _validity(line).items() if value and not item.get(key)}
    issuer = next(iter(lines[1:2]), None)
    if issuer is not None and not _is_credential(issuer) and not (_says_dates(issuer) and len(issuer.parts) < 2):
        item["issuer"] = _without_issuer_label(issuer.text)
    return item


def _validity(line: Line) -> dict[str, str | None]:
    """Read when something was issued and when it expires from one line, whatever words say so."""
    if not _says_dates(line):
        return {}
    announced = _find_words(line.text, "label_expires")
    if line.label == "expires":
        return {"expires": parse_date(line.text)}
    if announced >= 0:
        return {"issued": parse_date(line.text[:announced]), "expires": parse_date(line.text[announced:])}
    period = line.range
    if period is not None:
        return {"issued": period.start, "expires": period.end if period.end != period.start else None}
    dates = [date for part in line.parts if (date := parse_date(part))]
    return {"issued": dates[0] if dates else None, "expires": dates[1] if len(dates) > 1 else None}


def _find_words(text: str, entry: str) -> int:
    """Return where the first of the words of an entry stands in a text, or -1."""
    lowered = text.casefold()
    found = [lowered.find(word.casefold()) for word in word_list("profile")["items"][entry]]
    return min((at for at in found if at >= 0), default=-1)


def _says_dates(line: Line) -> bool:
    """Tell whether a line is about dates: a range, or a date after a label or as a part."""
    if line.label in {"issued", "expires", "dates"}:
        return True
    if not _YEAR.search(line.text) or _is_credential(line):
        return False
    return line.range is not None or any(_is_dated(part) for part in line.parts)


def _is_dated(part: str) -> bool:
    words = part.split()
    return len(words) <= 7 and parse_date(part) is not None


def _is_credential(line: Line) -> bool:
    announced = split_label(line.text)[0] or label_of(line.text)
    return announced == "credential" or _starts_with(line.text, "label_credential")


def _starts_with(text: str, entry: str) -> bool:
    key = word_key(text)
    return any(key == word or key.startswith(word + " ") for word in words("profile", "items", entry))


def _without_issuer_label(text: str) -> str:
    """Drop "Issued by" and the like."""
    for word in sorted(word_list("profile")["items"]["label_issuer"], key=len, reverse=True):
        if text.casefold().startswith(word.casefold() + " "):
            return fold(text[len(word) :].lstrip(" :"))
    return text


def _volunteering(lines: list[Line], entry: Node) -> dict[str, Any]:
    at = next((number for number, line in enumerate(lines) if number and line.range), None)
    names = [line for line in lines[: at or 2] if not line.is_duration]
    if not names or (at is None and len(names) < 2):
        return {}
    role = first_labelled(lines, "title") or next(line for line in names)
    organization = first_labelled(lines, "organization") or next((line for line in names if line is not role), None)
    item: dict[str, Any] = {"role": role.text, "organization": organization.text if organization else ""}
    period = lines[at].range if at is not None else None
    if period is not None:
        item |= {"start": period.start, "end": period.end}
    known = {id(role), id(organization)}
    after = [line for number, line in enumerate(lines) if number > (at or 0) and id(line) not in known]
    long = [line for line in after if len(line.text) > 60 or len(line.unit.lines) > 1]
    item["description"] = description_of(entry, long)
    return item


def _work(name: str) -> Reader:
    """Make a reader of things with a name, a date and words about them."""

    def read(lines: list[Line], entry: Node) -> dict[str, Any]:
        item: dict[str, Any] = {name: lines[0].text}
        dated = next((line for line in lines[1:] if _YEAR.search(line.text) and len(line.text) < 160), None)
        if dated is not None:
            period = dated.range
            item["date"] = period.start if period else _last_date(dated)
        rest = [line for line in lines[1:] if line is not dated and not is_duration(line.text)]
        texts = [line for line in rest if split_label(line.text)[0] not in {"associated", "skills"} and not line.label]
        texts = [line for line in texts if not _starts_with(line.text, "label_associated")]
        if name == "name":
            item["description"] = description_of(entry, texts)
        return item

    return read


def _last_date(line: Line) -> str | None:
    dates = [date for part in line.parts if (date := parse_date(part))]
    return dates[-1] if dates else None


def _award(lines: list[Line], entry: Node) -> dict[str, Any]:
    item: dict[str, Any] = {"name": lines[0].text}
    rest = lines[1:]
    dated = next((line for line in rest if _says_dates(line)), None)
    if dated is not None:
        item["date"] = _last_date(dated)
        issuer = next((part for part in dated.parts if not _is_dated(part)), "")
        item["issuer"] = _without_issuer_label(issuer)
        rest = [line for line in rest if line is not dated]
    if not item.get("issuer"):
        line = next((line for line in rest if _may_be_issuer(line, lines, dated)), None)
        if line is not None:
            item["issuer"] = _without_issuer_label(line.text)
            rest = [other for other in rest if other is not line]
    item["description"] = description_of(entry, rest)
    return item


def _may_be_issuer(line: Line, lines: list[Line], dated: Line | None) -> bool:
    if len(line.text) >= 120 or len(line.unit.lines) > 1:
        return False
    return dated is None or _before(lines, line, dated) or _starts_with(line.text, "label_issuer")


def _before(lines: list[Line], one: Line, other: Line) -> bool:
    return next(line for line in lines if line is one or line is other) is one


def _course(lines: list[Line], _entry: Node) -> str:
    return lines[0].text if len(lines[0].text) <= 160 else ""


def _group(lines: list[Line], entry: Node) -> str:
    return lines[0].text if entry.css_first('a[href*="/groups/"], a[href*="gid="]') is not None else ""


_READERS: dict[str, Reader] = {
    "skills": _skill,
    "languages": _language,
    "certifications": _certification,
    "volunteering": _volunteering,
    "publications": _work("title"),
    "patents": _work("title"),
    "projects": _work("name"),
    "awards": _award,
    "courses": _course,
    "groups": _group,
}
READABLE = frozenset(_READERS)
