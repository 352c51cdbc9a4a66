"""One line per person or organization, for programs that read tables; pages cannot plant formulas in it.

RFC 4180 in UTF-8. A cell that a spreadsheet program would calculate gets an apostrophe in front unless the raw table is
asked for; the lossless format is JSON.
"""

from collections.abc import Iterable, Iterator

from askwell.domain.exports import ExportField, ExportFormat, ExportOptions, SubjectExport
from askwell.exporting.cells import csv_file
from askwell.exporting.exporter import PLAIN
from askwell.exporting.flat_table import FLAT_COLUMNS


class CsvTable:
    """Writes a table."""

    format = ExportFormat(
        "csv", "Table (CSV)", "csv", "text/csv; charset=utf-8", "one row per person; read by nearly every program"
    )
    fields = tuple(ExportField("", column.name, column.source) for column in FLAT_COLUMNS)

    def render(self, items: Iterable[SubjectExport], options: ExportOptions = PLAIN) -> Iterator[bytes]:
        """Write the heading, then one line each."""
        return csv_file(FLAT_COLUMNS, items, raw=options.raw)


EXPORTER = CsvTable()
