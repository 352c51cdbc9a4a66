"""What an importer is, and which ones there are: every module in `sources` that has an `IMPORTER`."""

import pkgutil
from functools import cache
from importlib import import_module
from typing import Protocol

from askwell.domain.imports import ColumnMapping, ImportField, ImportReading, ImportSource, ImportUnreadableError
from askwell.importing import sources
from askwell.importing.source_file import SourceFile


class Importer(Protocol):
    """Reads people out of one kind of file.

    Attributes:
        priority: Who is asked first; the most particular kinds have the largest number.
        fields: Every column or property that is read, with what it becomes.
    """

    source: ImportSource
    priority: int
    fields: tuple[ImportField, ...]

    def accepts(self, file: SourceFile) -> bool:
        """Say whether this is such a file."""

    def read(self, file: SourceFile, mapping: ColumnMapping | None) -> ImportReading:
        """Read everything that the file gives.

        Args:
            file: Accepted.
            mapping: What the user says about columns; None for what their headings say.

        Raises:
            ImportUnreadableError: Nothing can be made of it, or it is too large.
        """


@cache
def importers() -> dict[str, Importer]:
    """Give every importer by its name, in the order in which they are asked.

    Raises:
        ValueError: A module has no `IMPORTER`.
    """
    found: list[Importer] = []
    for module in pkgutil.iter_modules(sources.__path__):
        importer: Importer | None = getattr(import_module(f"{sources.__name__}.{module.name}"), "IMPORTER", None)
        if importer is None:
            raise ValueError(f"The import source {module.name} has no IMPORTER.")
        found.append(importer)
    found.sort(key=lambda one: (-one.priority, one.source.name))
    return {importer.source.name: importer for importer in found}


def read_file(content: bytes, name: str = "", mapping: ColumnMapping | None = None) -> ImportReading:
    """Read a file of any known kind; its name is only a hint.

    Args:
        content: The whole file.
        name: What it is called.
        mapping: What the user says about the columns of a table; then it is read as a table, whatever it looks like.

    Raises:
        ImportUnreadableError: It is of no known kind, empty, damaged or too large.
    """
    file = SourceFile(content, name)
    for importer in importers().values():
        if (mapping is None or importer.source.mapped) and importer.accepts(file):
            return importer.read(file, mapping)
    raise ImportUnreadableError(
        "Askwell found no people in this file. Nothing was changed. It reads tables (CSV, Excel .xlsx), address books "
        "(vCard .vcf), the ZIP file of a LinkedIn data export, and its own JSON export."
    )
