"""Bytes of tables and cards to text, and texts of cells to values; nothing in them is ever calculated."""

import re

from askwell.domain.imports import ImportUnreadableError
from askwell.importing.limits import MOST_CELL

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE = 4_096
_FEW = 8
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff]")
_TRIGGER = re.compile("'([\\s\"'\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]*"
                      "[=+\\-@|%\t\r\n\uff1d\uff0b\uff0d\uff20])")  # fmt: skip
"""An apostrophe that our tables put before what a spreadsheet program would calculate."""


def decode(content: bytes) -> str:
    """Decode a table or card: byte order mark, then UTF-8, then UTF-16 by its NULs, then Windows' western letters.

    Raises:
        ImportUnreadableError: It is no text.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    sample = content[:_SAMPLE]
    if sample.count(0) * 3 > len(sample):
        return content.decode("utf-16-be" if sample[:1] == b"\0" else "utf-16-le", errors="replace")
    if _looks_binary(sample):
        raise ImportUnreadableError(
            "This is not a table or an address book: it holds no text. Nothing was changed. Choose a CSV, Excel "
            "(.xlsx), vCard (.vcf), JSON or ZIP file."
        )
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _looks_binary(sample: bytes) -> bool:
    unseen = sum(byte < 9 or 13 < byte < 32 for byte in sample)
    return unseen > _FEW and unseen * 20 > len(sample)


def one_line(text: str) -> str:
    """Give a cell's text as one line without control characters, not endless."""
    return " ".join(_UNSEEN.sub(" ", _without_guard(text[: MOST_CELL * 2])).split())[:MOST_CELL]


def several_lines(text: str) -> str:
    """Give a cell's text with its line breaks, without other control characters, not endless."""
    plain = _without_guard(text[: MOST_CELL * 2]).replace("\r\n", "\n").replace("\r", "\n")
    return _UNSEEN.sub(" ", plain).strip()[:MOST_CELL]


def _without_guard(text: str) -> str:
    return _TRIGGER.sub(r"\1", text, count=1) if text.startswith("'") else text
