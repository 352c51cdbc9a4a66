"""Any other table: what its columns say is guessed by their headings, and the user corrects it."""

from collections.abc import Sequence

from askwell.domain.imports import (
    TARGETS,
    ColumnMapping,
    GuessedColumn,
    ImportField,
    ImportReading,
    ImportSource,
)
from askwell.importing.headings import guessed_targets, looks_like_heading, names_people
from askwell.importing.named_columns import read_rows
from askwell.importing.source_file import SourceFile
from askwell.importing.tables import Table
from askwell.importing.texts import one_line

_SAMPLES = 3
_LOOKED_AT = 50
_SHOWN = 120


class AnyTable:
    """Reads CSV files and workbooks of any program."""

    source = ImportSource("table", "Table (CSV or Excel)", mapped=True)
    priority = 0
    fields = tuple(ImportField("", f"({words})", target) for target, words in TARGETS.items())

    def accepts(self, file: SourceFile) -> bool:
        """Say whether it has rows of several cells."""
        return file.table is not None and any(len(row.cells) > 1 for row in file.table.rows[:_LOOKED_AT])

    def read(self, file: SourceFile, mapping: ColumnMapping | None) -> ImportReading:
        """Read everybody, as the headings or the user say."""
        table = file.table or Table([])
        place = _heading_place(table)
        width = max(len(row.cells) for row in table.rows[place : place + _LOOKED_AT])
        headings = [one_line(cell) for cell in table.rows[place].cells]
        headings += [""] * (width - len(headings))
        with_heading = mapping.with_heading if mapping else any(guessed_targets(headings))
        targets = _targets(headings, mapping)
        found = read_rows(table, place if with_heading else place - 1, targets, self.source)
        columns = _columns(table, place, headings, targets)
        if not names_people(targets):
            # Nobody can be told apart yet: first it must be said which column holds names.
            return ImportReading(self.source, columns=columns)
        return ImportReading(self.source, found.people, found.unreadable, columns)


def _heading_place(table: Table) -> int:
    known = table.heading_where(looks_like_heading)
    if known is not None:
        return known
    widths = [len(row.cells) for row in table.rows[:_LOOKED_AT]]
    return widths.index(max(widths))


def _targets(headings: Sequence[str], mapping: ColumnMapping | None) -> list[str]:
    if mapping is None:
        return guessed_targets(headings)
    said = [target if target in TARGETS else "" for target in mapping.targets[: len(headings)]]
    return said + [""] * (len(headings) - len(said))


def _columns(table: Table, place: int, headings: Sequence[str], targets: Sequence[str]) -> list[GuessedColumn]:
    rows = table.rows[place + 1 : place + 1 + _LOOKED_AT]
    found = []
    for number, (heading, target) in enumerate(zip(headings, targets, strict=True)):
        cells = (one_line(row.cells[number])[:_SHOWN] for row in rows if number < len(row.cells))
        found.append(GuessedColumn(heading, target, tuple([cell for cell in cells if cell][:_SAMPLES])))
    return found


IMPORTER = AnyTable()
