"""Tables of any program: rows of cells with the number of their line, and where the heading stands."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice

from askwell.domain.imports import ImportUnreadableError, UnreadableEntry
from askwell.importing.headings import looks_like_heading
from askwell.importing.limits import MOST_CELLS, MOST_COLUMNS, MOST_PREAMBLE, MOST_ROWS
from askwell.importing.texts import one_line

_DELIMITERS = ",;\t|"
_SNIFFED_ROWS = 60
_SNIFFED_CHARACTERS = 200_000


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table; cells are texts, formulas included."""

    line: int
    cells: list[str]


@dataclass
class Table:
    """All rows of a table.

    Attributes:
        unreadable: Lines that are no row at all.
    """

    rows: list[TableRow]
    unreadable: list[UnreadableEntry] = field(default_factory=list)

    @cached_property
    def first_rows(self) -> list[list[str]]:
        """Give the rows among which a heading may stand, as plain texts."""
        return [[one_line(cell) for cell in row.cells] for row in self.rows[:MOST_PREAMBLE]]

    def heading_where(self, fits: Callable[[Sequence[str]], bool]) -> int | None:
        """Find the place of the first row that fits as a heading; notes of any length may stand above it."""
        return next((place for place, cells in enumerate(self.first_rows) if fits(cells)), None)


def read_csv(text: str) -> Table:
    """Read a table of text; its separator is found by trying.

    Raises:
        ImportUnreadableError: It has more lines than are read.
    """
    lines = text.replace("\0", "\ufffd")
    delimiter = ""
    if lines[:4].lower() == "sep=" and lines[4:5] in _DELIMITERS:
        # Excel's own note about the separator.
        delimiter = lines[4]
    table, held = Table([]), 0
    for entry in _records(lines, delimiter or _sniff(lines)):
        if isinstance(entry, UnreadableEntry):
            table.unreadable.append(entry)
        elif any(cell.strip() for cell in entry.cells):
            table.rows.append(entry)
            held += len(entry.cells)
        if len(table.rows) + len(table.unreadable) > MOST_ROWS + MOST_PREAMBLE or held > MOST_CELLS:
            raise too_many_rows()
    return table


def too_many_rows() -> ImportUnreadableError:
    """Say that a table is longer than any list of people."""
    return ImportUnreadableError(
        f"This table is too long: Askwell reads {MOST_ROWS:,} lines at once. Nothing was changed. Split it into "
        "several files, and bring them in one after the other."
    )


def _records(text: str, delimiter: str) -> Iterator[TableRow | UnreadableEntry]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield UnreadableEntry(line, "A cell goes on and on; a quotation mark may be missing before its end.")
        else:
            yield TableRow(line, cells[:MOST_COLUMNS])


def _sniff(text: str) -> str:
    """Find the separator that gives a known heading, else the most cells in rows of equal width."""
    sample = text[:_SNIFFED_CHARACTERS]
    return max(_DELIMITERS, key=lambda delimiter: _fitness(sample, delimiter))


def _fitness(sample: str, delimiter: str) -> tuple[bool, float]:
    entries = (entry for entry in _records(sample, delimiter) if isinstance(entry, TableRow))
    rows = list(islice(entries, _SNIFFED_ROWS))
    widths = [len(row.cells) for row in rows]
    usual = max(set(widths), key=lambda width: (widths.count(width) * (width > 1), width), default=0)
    even = widths.count(usual) / len(widths) * min(usual, 20) if usual > 1 else 0
    return any(looks_like_heading(row.cells) for row in rows), even


def shown_rows(rows: Iterable[TableRow]) -> Iterator[TableRow]:
    """Give rows, as long as there are not too many.

    Raises:
        ImportUnreadableError: There are more than are read.
    """
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise too_many_rows()
        yield row
