"""The ZIP file of a LinkedIn data export: the connections in it; what it says about the user is read elsewhere."""

from askwell.domain.imports import ColumnMapping, ImportField, ImportReading, ImportSource, ImportUnreadableError
from askwell.importing.archives import opened_archive, read_entry
from askwell.importing.connections import COLUMNS, is_heading, read_connections
from askwell.importing.limits import MOST_TABLE_BYTES
from askwell.importing.source_file import SourceFile
from askwell.importing.tables import Table, read_csv
from askwell.importing.texts import decode

_CONNECTIONS = "connections.csv"
_OWN_TABLES = {
    "profile.csv": ("First Name", "Last Name", "Headline", "Summary", "Geo Location"),
    "positions.csv": ("Company Name", "Title", "Description", "Location", "Started On", "Finished On"),
    "education.csv": ("School Name", "Degree Name", "Notes", "Activities", "Start Date", "End Date"),
    "skills.csv": ("Name",),
}
"""Tables about the user, with the columns that About me is filled in from."""


class LinkedInArchive:
    """Reads the connections out of the whole export."""

    source = ImportSource("linkedin-archive", "LinkedIn data export (ZIP)")
    priority = 80
    fields = (
        *(ImportField("Connections.csv", *column) for column in COLUMNS),
        *(
            ImportField(name.capitalize(), column, "(About me)")
            for name, columns in _OWN_TABLES.items()
            for column in columns
        ),
    )

    def accepts(self, file: SourceFile) -> bool:
        """Say whether it is a ZIP file that is no workbook."""
        return file.shape == "archive"

    def read(self, file: SourceFile, mapping: ColumnMapping | None) -> ImportReading:  # noqa: ARG002 - one protocol
        """Read the connections, and see whether there is something about the user.

        Raises:
            ImportUnreadableError: Neither is in it.
        """
        with opened_archive(file.content) as archive:
            entries = {entry.filename.rsplit("/", 1)[-1].lower(): entry for entry in archive.infolist()}
            own = bool(_OWN_TABLES.keys() & entries.keys())
            table: Table | None = None
            if _CONNECTIONS in entries:
                table = read_csv(decode(read_entry(archive, entries[_CONNECTIONS], MOST_TABLE_BYTES)))
        if table is None or table.heading_where(is_heading) is None:
            if not own:
                raise ImportUnreadableError(
                    "There are no connections in this ZIP file, and nothing about you. Nothing was changed. Choose the "
                    "ZIP file from LinkedIn’s mail, or unpack another one and choose a file out of it."
                )
            return ImportReading(self.source, has_own_history=True)
        found = read_connections(table, self.source)
        return ImportReading(self.source, found.people, found.unreadable, has_own_history=own)


IMPORTER = LinkedInArchive()
