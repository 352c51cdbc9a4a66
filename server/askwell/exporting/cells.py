"""Cells and lines of CSV files (RFC 4180) that no spreadsheet program calculates."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from askwell.domain.exports import SubjectExport
from askwell.exporting.columns import Cell, Column, getter
from askwell.exporting.plain_text import visible

_FORMULA = re.compile("[\\s\"'\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]*"
                      "[=+\\-@|%\t\r\n\uff1d\uff0b\uff0d\uff20]")  # fmt: skip
"""What spreadsheet programs take for the beginning of a formula, also behind spaces, quotes and characters without
width, and in full width."""

_PHONE = re.compile(r"\+[0-9][0-9 ().\-/]{4,30}")


def neutral(text: str) -> str:
    """Give a cell's text so that no spreadsheet program calculates it and no terminal obeys it."""
    if text[:1].isalnum() and text.isprintable():
        return text
    clean = visible(text)
    return f"'{clean}" if _FORMULA.match(clean) else clean


def phone_number(text: str) -> str:
    """Give a plain international number without anything that could be calculated; other texts as they are."""
    return "+" + re.sub(r"\D", "", text) if _PHONE.fullmatch(text) else text


def cell_text(cell: Cell) -> str:
    """Write a cell as text; times in UTC."""
    if isinstance(cell, datetime):
        return cell.isoformat().replace("+00:00", "Z")
    return "" if cell is None else str(cell)


class CsvLines:
    """Writes lines, every cell in quotes."""

    def __init__(self, *, raw: bool, phones: Sequence[int] = ()) -> None:
        """Begin without a heading.

        Args:
            raw: Write texts exactly as they are.
            phones: Places of cells for programs that dial: a plain number gets no apostrophe there.
        """
        self._raw, self._phones = raw, frozenset(() if raw else phones)
        self._written: list[str] = []
        self._writer = csv.writer(self, lineterminator="\r\n", quoting=csv.QUOTE_ALL)

    def write(self, line: str) -> None:
        """Take a line from the writer of the library."""
        self._written.append(line)

    def line(self, cells: Iterable[Cell]) -> bytes:
        """Give one line."""
        texts = [cell if isinstance(cell, str) else cell_text(cell) for cell in cells]
        if self._phones:
            texts = [self._safe(place, text) for place, text in enumerate(texts)]
        elif not self._raw:
            texts = [text and neutral(text) for text in texts]
        self._writer.writerow(texts)
        return self._written.pop().encode("utf-8", "replace")

    def _safe(self, place: int, text: str) -> str:
        if place in self._phones and _PHONE.fullmatch(text):
            return phone_number(text)
        return neutral(text)


def csv_heading(columns: Sequence[Column]) -> bytes:
    """Write the first line; the names are ours and need no care."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(column.name for column in columns)
    return buffer.getvalue().encode()


def csv_file(
    columns: Sequence[Column], items: Iterable[SubjectExport], *, raw: bool, mark: bool = False, dials: bool = False
) -> Iterator[bytes]:
    """Write a table with one line per subject.

    Args:
        columns: Its columns.
        items: Who stands in it.
        raw: Write texts exactly as they are.
        mark: Begin with a byte order mark, without which Excel misreads accents.
        dials: The file is for a program that dials, so plain phone numbers stay what they are.
    """
    phones = [place for place, column in enumerate(columns) if column.source == "profile.phones"] if dials else []
    yield (b"\xef\xbb\xbf" if mark else b"") + csv_heading(columns)
    lines = CsvLines(raw=raw, phones=phones)
    shaped = [(getter(column.source), column.shape) for column in columns]
    for item in items:
        part = item.part
        yield lines.line([shape(get(item, part, None)) for get, shape in shaped])
