"""Content lines of address books, by `icalendar`: unfolded, split into name, parameters and value; vCard 2.1 mended."""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass

from icalendar.parser import Contentline

_NAME = re.compile(r"(?:(?P<group>[A-Za-z0-9-]{1,40})\.)?(?P<name>[A-Za-z0-9-]{1,60})(?=[;:])")
_SPLIT = re.compile(r"((?:\\.|[^\\;])*)(?:;|$)", re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_LONGEST_LINE = 40_000


@dataclass(frozen=True, slots=True)
class CardLine:
    """One property of a card.

    Attributes:
        group: What ties it to others, in lower case (`item1`); may be empty.
        name: In upper case.
        value: As it stands, still escaped.
    """

    group: str
    name: str
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """Give the value as a text."""
        return unescaped(self.value)

    @property
    def parts(self) -> list[str]:
        """Give the components of a value with several of them."""
        return [unescaped(part) for part in _SPLIT.findall(self.value)[:12]]

    @property
    def is_preferred(self) -> bool:
        """Say whether it stands before others of its name."""
        return "PREF" in self.parameters or "pref" in self.parameters.get("TYPE", "").lower()


def unescaped(text: str) -> str:
    """Take the backslashes away that RFC 6350 asks for."""
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Give the logical lines with the numbers of their first physical lines; quoted-printable ones are joined too."""
    held, start = "", 0
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        soft = held.endswith("=") and "QUOTED-PRINTABLE" in held[:200].upper()
        if held and (soft or line[:1] in (" ", "\t")):
            if len(held) < _LONGEST_LINE:
                held = held[:-1] + line if soft else held + line[1:]
            continue
        if held.strip():
            yield start, held
        held, start = line, number
    if held.strip():
        yield start, held


def card_line(text: str, wanted: frozenset[str]) -> CardLine | None:
    """Read one logical line; None when it is of a name that is not wanted, or no property at all."""
    found = _NAME.match(text.lstrip())
    if found is None or found["name"].upper() not in wanted:
        return None
    try:
        _, parameters, value = Contentline(_with_named_parameters(text.lstrip()[:_LONGEST_LINE])).raw_parts()  # type: ignore[no-untyped-call]
    except ValueError:
        return None
    plain = {str(name).upper(): _joined(held) for name, held in parameters.items()}
    if plain.get("ENCODING", "").upper() in ("QUOTED-PRINTABLE", "Q"):
        value = _printable(value, plain.get("CHARSET", "utf-8"))
    return CardLine((found["group"] or "").lower(), found["name"].upper(), plain, value)


def _joined(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _with_named_parameters(text: str) -> str:
    """Name bare parameters, as vCard 2.1 writes them (`TEL;HOME:`)."""
    head, colon, value = text.partition(":")
    if ";" not in head or '"' in head:
        return text
    name, *parameters = head.split(";")
    named = [one if "=" in one else f"{_bare_name(one)}={one}" for one in parameters if one]
    return ";".join([name, *named]) + colon + value


def _bare_name(word: str) -> str:
    return "ENCODING" if word.upper() in ("QUOTED-PRINTABLE", "BASE64") else "TYPE"


def _printable(value: str, charset: str) -> str:
    content = quopri.decodestring(value.encode("utf-8", "replace"))
    try:
        return content.decode(charset, errors="replace")
    except LookupError:
        return content.decode("utf-8", errors="replace")
