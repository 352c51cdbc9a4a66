"""Tables whose columns are known by their names: the part that every such importer shares."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from askwell.domain.imports import (
    ColumnMapping,
    ImportedPerson,
    ImportField,
    ImportReading,
    ImportSource,
    UnreadableEntry,
)
from askwell.importing.headings import by_fields, heading_key
from askwell.importing.people import person_of
from askwell.importing.source_file import SourceFile
from askwell.importing.tables import Table, TableRow, shown_rows

Fits = Callable[[frozenset[str]], bool]
"""Says whether the keys of a row's cells are the heading of such a table."""


def people_of(rows: Iterable[TableRow], targets: Sequence[str]) -> tuple[list[ImportedPerson], list[UnreadableEntry]]:
    """Read rows of which it is known what every column says; empty rows are left out."""
    people: list[ImportedPerson] = []
    unreadable: list[UnreadableEntry] = []
    for row in shown_rows(rows):
        values: dict[str, list[str]] = {}
        for target, cell in zip(targets, row.cells, strict=False):
            if target and cell.strip():
                values.setdefault(target, []).append(cell)
        if not values:
            continue
        person = person_of(row.line, values)
        if isinstance(person, UnreadableEntry):
            unreadable.append(person)
        else:
            people.append(person)
    return people, unreadable


def read_rows(table: Table, place: int, targets: Sequence[str], source: ImportSource) -> ImportReading:
    """Read the rows below a heading; what stands above it are notes.

    Args:
        table: All rows.
        place: The heading's; -1 when there is none.
        targets: What every column says.
        source: As menus show it.
    """
    people, unreadable = people_of(table.rows[place + 1 :], targets)
    above = table.rows[place].line if place >= 0 else 0
    lost = [entry for entry in table.unreadable if entry.line > above]
    return ImportReading(source, people, sorted([*unreadable, *lost], key=lambda entry: entry.line))


class NamedTable:
    """Reads tables of one program by the names of its columns."""

    def __init__(self, source: ImportSource, priority: int, columns: Iterable[tuple[str, str]], fits: Fits) -> None:
        """Say what is read.

        Args:
            source: As menus show it.
            priority: As importers have it.
            columns: Names with what they say; `#` stands for any number.
            fits: Whether the keys of a row's cells are the heading.
        """
        self.source, self.priority, self._fits = source, priority, fits
        self.fields = tuple(ImportField("", *column) for column in columns)
        self._targets: Mapping[str, str] = by_fields(self.fields)

    def _place(self, file: SourceFile) -> int | None:
        if file.table is None:
            return None
        return file.table.heading_where(lambda cells: self._fits(frozenset(map(heading_key, cells))))

    def accepts(self, file: SourceFile) -> bool:
        """Say whether its heading stands somewhere near the top."""
        return self._place(file) is not None

    def read(self, file: SourceFile, mapping: ColumnMapping | None) -> ImportReading:  # noqa: ARG002 - one protocol
        """Read everybody in it."""
        table, place = file.table or Table([]), self._place(file) or 0
        targets = [self._targets.get(heading_key(cell), "") for cell in table.rows[place].cells]
        return read_rows(table, place, targets, self.source)
