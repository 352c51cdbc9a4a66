"""The date that a line shows, wherever it stands in it; reads one line at a time."""

import re

from askwell.parsing.dates import parse_date
from askwell.parsing.generic.lines import Line

_WRITTEN = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+)?[^\W\d_]{3,12}\.?,?\s+(?:de\s+)?|[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+|\d{1,2}[./]\d{1,2}[./])(?:19|20)\d\d\b"
    r"|\b(?:19|20)\d\d-\d\d(?:-\d\d)?\b"
)
_TAIL = re.compile(r"[\s,(–|·-]*$")


def date_on(line: Line) -> str | None:
    """Return the date of a line: of its time element, else the first one written out, else a bare month or year."""
    for segment in line.segments:
        if segment.tag == "time":
            date = parse_date(segment.node.attributes.get("datetime") or "") or parse_date(segment.text)
            if date:
                return date[:10]
    written = _WRITTEN.search(line.text)
    return parse_date(written.group()) if written else parse_date(line.text)


def without_date(text: str) -> str:
    """Drop a written date at the end of a text."""
    found = list(_WRITTEN.finditer(text))
    if found and len(text) - found[-1].end() <= 1:
        return _TAIL.sub("", text[: found[-1].start()])
    return text
