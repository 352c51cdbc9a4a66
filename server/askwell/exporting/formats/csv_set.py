"""Tables joined by stable ids, for Airtable, Notion and other tools that link records: a ZIP with one CSV per noun."""

import zipfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from io import BufferedRandom

from askwell.domain.exports import ExportFormat, ExportOptions, SubjectExport
from askwell.exporting.cells import CsvLines, csv_heading
from askwell.exporting.exporter import PLAIN
from askwell.exporting.noun_tables import COMPANIES, EDUCATION, JOBS, NOTES, PEOPLE, QUESTIONS, STEPS
from askwell.exporting.spooling import ArchiveStream, pieces_of, scratch_folder, zipped

TABLES = (PEOPLE, COMPANIES, NOTES, QUESTIONS, JOBS, EDUCATION, STEPS)


class CsvSet:
    """Writes the tables side by side, then packs them."""

    format = ExportFormat(
        "airtable",
        "Airtable or Notion (ZIP of tables)",
        "zip",
        "application/zip",
        "people, companies, notes and questions, joined by ids",
        binary=True,
    )
    fields = tuple(field for table in TABLES for field in table.fields)

    def render(self, items: Iterable[SubjectExport], options: ExportOptions = PLAIN) -> Iterator[bytes]:
        """Write every table into a file of its own, then one after the other into the archive."""
        with scratch_folder(options.scratch) as folder, ExitStack() as open_files:
            files = [open_files.enter_context((folder / table.name).open("w+b")) for table in TABLES]
            for table, file in zip(TABLES, files, strict=True):
                file.write(csv_heading(table.columns))
            lines = CsvLines(raw=options.raw)
            for item in items:
                for table, file in zip(TABLES, files, strict=True):
                    file.writelines(lines.line(row) for row in table.rows(item))
                yield b""
            yield from _packed({table.name: file for table, file in zip(TABLES, files, strict=True)})


def _packed(files: dict[str, BufferedRandom]) -> Iterator[bytes]:
    stream = ArchiveStream()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, file in files.items():
            file.seek(0)
            with archive.open(zipped(f"{name.lower()}.csv"), "w", force_zip64=True) as entry:
                for piece in pieces_of(file):
                    entry.write(piece)
                    yield stream.take()
    yield stream.take()


EXPORTER = CsvSet()
