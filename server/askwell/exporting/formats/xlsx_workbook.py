"""A workbook with one sheet per noun: typed columns, a heading that stays, filters; texts are never formulas or links.

Rows go to the workbook's own temporary files as they come, so a long list needs no more memory than a short one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from askwell.domain.exports import ExportField, ExportFormat, ExportOptions, SubjectExport
from askwell.exporting.columns import Cell, Table
from askwell.exporting.exporter import PLAIN
from askwell.exporting.noun_tables import COMPANIES, EDUCATION, JOBS, NOTES, PEOPLE, QUESTIONS, STEPS
from askwell.exporting.plain_text import count_hidden, with_newlines
from askwell.exporting.spooling import pieces_of, scratch_folder

TABLES = (PEOPLE, COMPANIES, JOBS, EDUCATION, NOTES, QUESTIONS, STEPS)
MOST_CHARACTERS = 32_767
"""What a cell holds, counted as Excel does."""

MOST_ROWS = 1_048_576
MOST_LISTED = 1_000
CUT = " [cut here: this cell is full, the whole text is in the export as JSON]"
FIRST_YEAR = 1900
_SETTINGS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
_WIDTH = 22


@dataclass(slots=True)
class Report:
    """What could not be written as it is.

    Attributes:
        hidden: How many control characters were replaced.
        cut: Sheet and row of cells that were too small.
    """

    hidden: int = 0
    cut: list[str] = field(default_factory=list)
    cut_cells: int = 0

    def note_cut(self, place: str) -> None:
        """Note a cell that was too small; only the first thousand by name."""
        self.cut_cells += 1
        if len(self.cut) < MOST_LISTED:
            self.cut.append(place)


class Sheet:
    """One table on as many sheets as it needs."""

    def __init__(self, book: Any, table: Table, formats: dict[str, Any], report: Report) -> None:  # noqa: ANN401 - XlsxWriter's workbook
        """Begin with the heading."""
        self._book, self._table, self._formats, self._report = book, table, formats, report
        self._number = 0
        self._begin()

    def _begin(self) -> None:
        self._number += 1
        self.name = self._table.name if self._number == 1 else f"{self._table.name} {self._number}"
        self._sheet = self._book.add_worksheet(self.name)
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_column(0, len(self._table.columns) - 1, _WIDTH)
        for place, column in enumerate(self._table.columns):
            self._sheet.write_string(0, place, column.name, self._formats["heading"])
        self._row = 1

    def write(self, cells: list[Cell]) -> None:
        """Write one row, on the next sheet when this one is full."""
        if self._row >= MOST_ROWS:
            self.finish()
            self._begin()
        for place, cell in enumerate(cells):
            self._write_cell(place, cell)
        self._row += 1

    def _write_cell(self, place: int, cell: Cell) -> None:
        if isinstance(cell, datetime) and cell.year >= FIRST_YEAR:
            self._sheet.write_datetime(self._row, place, cell.replace(tzinfo=None), self._formats["time"])
        elif isinstance(cell, int):
            self._sheet.write_number(self._row, place, cell)
        elif cell:
            text = cell.isoformat() if isinstance(cell, datetime) else cell
            self._sheet.write_string(self._row, place, self._fitting(text, place), self._formats["text"])

    def _fitting(self, text: str, place: int) -> str:
        self._report.hidden += count_hidden(text)
        clean = with_newlines(text)
        if clean.startswith("<r>") and clean.endswith("</r>"):
            # XlsxWriter takes such a text for markup of its own and would write it as it is.
            clean += " "
        if _length(clean) <= MOST_CHARACTERS:
            return clean
        self._report.note_cut(f"{self.name}, row {self._row + 1}, {self._table.columns[place].name}")
        room = (MOST_CHARACTERS - len(CUT)) * 2
        return clean.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + CUT

    def finish(self) -> None:
        """Put filters over what was written."""
        self._sheet.autofilter(0, 0, max(self._row - 1, 0), len(self._table.columns) - 1)


def _length(text: str) -> int:
    # Excel counts characters beyond the first plane twice.
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


class XlsxWorkbook:
    """Writes a workbook."""

    format = ExportFormat(
        "xlsx",
        "Workbook (Excel, LibreOffice)",
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "a sheet each for people, companies, jobs, notes and questions",
        binary=True,
    )
    fields = (
        *(one for table in TABLES for one in table.fields),
        ExportField("About this file", "What", "(what this line counts)"),
        ExportField("About this file", "How many", "(people, companies, replaced characters, cut cells)"),
    )

    def render(self, items: Iterable[SubjectExport], options: ExportOptions = PLAIN) -> Iterator[bytes]:
        """Write all rows, then give the finished file piece by piece."""
        # Takes a tenth of a second that other formats need not pay for.
        from xlsxwriter import Workbook

        with scratch_folder(options.scratch) as folder:
            path = folder / "list.xlsx"
            book = Workbook(str(path), {**_SETTINGS, "tmpdir": str(folder)})
            yield from _fill(book, items)
            book.close()
            with path.open("rb") as file:
                yield from pieces_of(file)


def _fill(book: Any, items: Iterable[SubjectExport]) -> Iterator[bytes]:  # noqa: ANN401 - XlsxWriter's workbook
    formats = {
        "heading": book.add_format({"bold": True, "bottom": 1, "valign": "top"}),
        "text": book.add_format({"valign": "top", "num_format": "@"}),
        "time": book.add_format({"valign": "top", "num_format": "yyyy-mm-dd hh:mm:ss"}),
    }
    report, counts = Report(), {"person": 0, "organization": 0}
    sheets = {table.name: Sheet(book, table, formats, report) for table in TABLES}
    for item in items:
        counts[item.subject.kind] += 1
        for table in TABLES:
            for row in table.rows(item):
                sheets[table.name].write(row)
        yield b""
    for sheet in sheets.values():
        sheet.finish()
    _write_report(book, report, counts, formats)


def _write_report(book: Any, report: Report, counts: dict[str, int], formats: dict[str, Any]) -> None:  # noqa: ANN401 - XlsxWriter's workbook
    sheet = book.add_worksheet("About this file")
    sheet.set_column(0, 0, 3 * _WIDTH)
    lines: list[tuple[str, int | str]] = [
        ("People", counts["person"]),
        ("Companies", counts["organization"]),
        ("Control characters shown as \ufffd", report.hidden),
        ("Cells that were too small for their text (marked; the export as JSON has it whole)", report.cut_cells),
        *((place, "") for place in report.cut),
    ]
    sheet.write_row(0, 0, ("What", "How many"), formats["heading"])
    for row, (what, number) in enumerate(lines, start=1):
        sheet.write_string(row, 0, what)
        if number != "":
            sheet.write_number(row, 1, number)
    times = len(lines) + 1
    sheet.write_string(times, 0, "All times are UTC.")


EXPORTER = XlsxWorkbook()
