"""The table of connections of LinkedIn, alone or in an archive; its heading is found by its columns.

Columns as LinkedIn writes them (First Name, Last Name, URL, Email Address, Company, Position, Connected On), below
notes of any length or none; older files lack URL. Other languages: `words/headings.toml`.
"""

from collections.abc import Sequence

from askwell.domain.imports import ImportReading, ImportSource
from askwell.importing.headings import guessed_targets
from askwell.importing.named_columns import read_rows
from askwell.importing.tables import Table

COLUMNS = (
    ("First Name", "given_name"),
    ("Last Name", "family_name"),
    ("URL", "url"),
    ("Email Address", "mail"),
    ("Company", "employer"),
    ("Position", "title"),
    ("Connected On", "connected_on"),
)


def is_heading(cells: Sequence[str]) -> bool:
    """Say whether a row is the heading of such a table."""
    return {"given_name", "family_name", "connected_on"} <= set(guessed_targets(cells))


def read_connections(table: Table, source: ImportSource) -> ImportReading:
    """Read all rows below the heading; what stands above it are notes."""
    place = table.heading_where(is_heading) or 0
    return read_rows(table, place, guessed_targets(table.rows[place].cells), source)
