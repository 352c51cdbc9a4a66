"""One person out of the cells of a row: names joined, several values in a cell told apart, harmless texts."""

import re
from collections.abc import Iterable, Mapping, Sequence

from askwell.domain.imports import ImportedPerson, UnreadableEntry
from askwell.importing.limits import MOST_VALUES
from askwell.importing.texts import one_line, several_lines

NO_NAME = "There is no name in it."
Values = Mapping[str, Sequence[str]]
"""By target, the cells that say it, in the order of the columns."""

_SEVERAL = re.compile(r" ::: |[\r\n]+")
_MAILS = re.compile(r" ::: |[\r\n;,\s]+")
_MAIL = re.compile(r"[^@\s<>\"]{1,100}@[^@\s<>\"]{1,200}")
_BARE_SITE = re.compile(r"(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}(?:[/?#]\S*)?", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
_LONGEST_ADDRESS = 2_048


def person_of(line: int, values: Values) -> ImportedPerson | UnreadableEntry:
    """Make a person out of the cells of one row.

    Args:
        line: Where the row stands in its file.
        values: By target; texts as they stand in the file.
    """
    name = _first(values, "name") or " ".join(
        part for part in (_first(values, part) for part in ("given_name", "middle_name", "family_name")) if part
    )
    if not name:
        return UnreadableEntry(line, NO_NAME)
    place = _first(values, "location") or ", ".join(
        part for part in (_first(values, part) for part in ("city", "region", "country")) if part
    )
    return ImportedPerson(
        line=line,
        name=name,
        employer=_first(values, "employer"),
        title=_first(values, "title"),
        headline=_first(values, "headline"),
        urls=web_addresses(_parts(values, "url")),
        mails=mail_addresses(values.get("mail", ())),
        phones=_distinct(_parts(values, "phone")),
        location=place,
        connected_on=_first(values, "connected_on"),
        note="\n".join(text for text in map(several_lines, values.get("note", ())) if text),
        skills=_distinct(_parts(values, "skill")),
    )


def _first(values: Values, target: str) -> str:
    return next((text for text in map(one_line, values.get(target, ())) if text), "")


def _parts(values: Values, target: str) -> list[str]:
    return [one_line(part) for cell in values.get(target, ()) for part in _SEVERAL.split(cell)]


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))[:MOST_VALUES]


def mail_addresses(cells: Iterable[str]) -> tuple[str, ...]:
    """Give the e-mail addresses in cells, each once, without what surrounds them."""
    found = (_MAIL.search(part.strip().removeprefix("mailto:")) for cell in cells for part in _MAILS.split(cell))
    return _distinct(one_line(match.group()) for match in found if match)


def web_addresses(texts: Iterable[str]) -> tuple[str, ...]:
    """Give the addresses of the web among texts, each once; a bare site gets its scheme, other schemes are left out."""
    found = []
    for text in texts:
        bare = text.strip()[:_LONGEST_ADDRESS]
        if _WEB.fullmatch(bare):
            found.append(bare)
        elif _BARE_SITE.fullmatch(bare):
            found.append(f"https://{bare}")
    return _distinct(found)
