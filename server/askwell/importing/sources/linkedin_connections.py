"""Connections.csv of LinkedIn: people whom the user knows."""

from askwell.domain.imports import ColumnMapping, ImportField, ImportReading, ImportSource
from askwell.importing.connections import COLUMNS, is_heading, read_connections
from askwell.importing.source_file import SourceFile
from askwell.importing.tables import Table


class LinkedInConnections:
    """Reads the table as it is, or as it was saved again by a spreadsheet program."""

    source = ImportSource("linkedin", "LinkedIn connections (Connections.csv)")
    priority = 90
    fields = tuple(ImportField("", *column) for column in COLUMNS)

    def accepts(self, file: SourceFile) -> bool:
        """Say whether a heading of such a table stands somewhere near the top."""
        return file.table is not None and file.table.heading_where(is_heading) is not None

    def read(self, file: SourceFile, mapping: ColumnMapping | None) -> ImportReading:  # noqa: ARG002 - one protocol
        """Read all connections."""
        return read_connections(file.table or Table([]), self.source)


IMPORTER = LinkedInConnections()
