"""Content lines as vCard and iCalendar share them: escaped, folded at 75 octets, ended by CRLF; by `icalendar`.

Values never reach a line unescaped: whatever a page wrote, a line stays one property.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from icalendar import vText
from icalendar.parser import Contentline, Parameters

from askwell.exporting.plain_text import with_newlines

_WEB = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)
_KEPT = ":/?#[]@!$&'()*+,;=%~-._"
LONGEST_ADDRESS = 2_048


def escaped(text: str) -> str:
    """Escape a text as RFC 6350 and RFC 5545 want it."""
    safe = with_newlines(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return safe.replace("\n", "\\n")


class EscapedText(vText):
    r"""A text value; unlike its base it keeps a backslash followed by N what it is."""

    def to_ical(self) -> bytes:
        """Give the value as it stands in the file."""
        return escaped(str(self)).encode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Finished:
    """A value that is escaped already."""

    text: str

    def to_ical(self) -> bytes:
        """Give the value as it stands in the file."""
        return self.text.encode("utf-8", "replace")


def structured(parts: Iterable[str]) -> Finished:
    """Join the components of a value with several of them."""
    return Finished(";".join(escaped(part) for part in parts))


def web_address(text: str) -> Finished | None:
    """Give an address of the web, harmless on a line; None for every other kind of address."""
    bare = text.strip()
    if not _WEB.match(bare) or len(bare) > LONGEST_ADDRESS:
        return None
    return Finished(quote(bare.encode("utf-8", "replace"), safe=_KEPT))


def content_line(name: str, value: str | Finished, **parameters: str) -> bytes:
    """Write one property; names and parameters are ours, never a page's."""
    held = value if isinstance(value, Finished) else EscapedText(value)
    line: bytes = Contentline.from_parts(name, Parameters(parameters), held).to_ical()
    return line + b"\r\n"
