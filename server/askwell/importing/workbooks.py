"""Excel workbooks as tables, by `openpyxl`: the first sheet that holds something; formulas stay the text they are."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from askwell.domain.imports import ImportUnreadableError
from askwell.importing.archives import opened_archive, read_entry
from askwell.importing.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TABLE_BYTES
from askwell.importing.tables import Table, TableRow, too_many_rows

WORKBOOK_PART = "xl/workbook.xml"
_MOST_SHEETS = 50
_MOST_EMPTY_ROWS = 10_000


def is_workbook(archive: zipfile.ZipFile) -> bool:
    """Say whether a ZIP file is a workbook of Excel."""
    return WORKBOOK_PART in archive.namelist()


def read_workbook(content: bytes) -> Table:
    """Read the first sheet that holds something.

    Raises:
        ImportUnreadableError: It is damaged, too large, or holds what no spreadsheet program writes.
    """
    with opened_archive(content) as archive:
        _check_parts(archive)
    try:
        workbook = load_workbook(io.BytesIO(content), read_only=True, keep_links=False, keep_vba=False)
        try:
            for sheet in workbook.worksheets[:_MOST_SHEETS]:
                rows = _rows(sheet)
                if rows:
                    return Table(rows)
        finally:
            workbook.close()
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, IndexError) as problem:
        raise _damaged() from problem
    except (AttributeError, SyntaxError, OSError, ArithmeticError) as problem:
        # What the library makes of parts that are no workbook's; XML errors are syntax errors.
        raise _damaged() from problem
    raise ImportUnreadableError("This workbook is empty. Nothing was changed.")


def _damaged() -> ImportUnreadableError:
    return ImportUnreadableError(
        "This workbook is damaged or of an unusual kind. Nothing was changed. Open it in your spreadsheet program, "
        "save it as CSV, and bring that in."
    )


def _check_parts(archive: zipfile.ZipFile) -> None:
    """Refuse parts that declare entities: spreadsheet programs never do, and a few can grow without end."""
    for entry in archive.infolist():
        if not entry.filename.lower().endswith((".xml", ".rels")):
            continue
        text = read_entry(archive, entry, MOST_TABLE_BYTES)
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text or b"\0" in text:
            raise ImportUnreadableError(
                "This workbook holds declarations that no spreadsheet program writes, so it was not opened. Nothing "
                "was changed. Save the list as CSV, and bring that in."
            )


def _rows(sheet: Any) -> list[TableRow]:  # noqa: ANN401 - the library gives worksheets and chart sheets
    """Read the cells that are there; what a sheet says about its own size is not believed."""
    sheet.reset_dimensions()
    rows: list[TableRow] = []
    empty = held = 0
    for line, values in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), start=1):
        cells = [_text(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        empty = 0 if cells else empty + 1
        if cells:
            rows.append(TableRow(line, cells))
        held += len(cells)
        if len(rows) > MOST_ROWS + 1 or held > MOST_CELLS:
            raise too_many_rows()
        if empty > _MOST_EMPTY_ROWS:
            break
    return rows


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
