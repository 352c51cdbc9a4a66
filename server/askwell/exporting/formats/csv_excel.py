"""The plain table as Excel opens it by double-click: with a byte order mark, without which it misreads accents."""

from collections.abc import Iterable, Iterator

from askwell.domain.exports import ExportField, ExportFormat, ExportOptions, SubjectExport
from askwell.exporting.cells import csv_file
from askwell.exporting.exporter import PLAIN
from askwell.exporting.flat_table import FLAT_COLUMNS


class CsvForExcel:
    """Writes a table."""

    format = ExportFormat(
        "excel", "Table for Excel (CSV)", "csv", "text/csv; charset=utf-8", "the same, with accents as Excel wants them"
    )  # fmt: skip
    fields = tuple(ExportField("", column.name, column.source) for column in FLAT_COLUMNS)

    def render(self, items: Iterable[SubjectExport], options: ExportOptions = PLAIN) -> Iterator[bytes]:
        """Write the mark and the heading, then one line each."""
        return csv_file(FLAT_COLUMNS, items, raw=options.raw, mark=True)


EXPORTER = CsvForExcel()
