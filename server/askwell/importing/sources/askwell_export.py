"""Askwell's own JSON export: rows exactly as they were stored; whether they fit is settled where rows are known."""

import json
from typing import Any

from askwell.domain.imports import ColumnMapping, ImportField, ImportReading, ImportSource, ImportUnreadableError
from askwell.importing.limits import MOST_LISTED
from askwell.importing.source_file import SourceFile

FORMAT = "askwell-export"
VERSIONS = (1,)
_LISTS = ("items", "pages", "known_people")


class AskwellExport:
    """Reads what `askwell export --format json` writes."""

    source = ImportSource("askwell", "Askwell’s own export (JSON)", "list", lossless=True, entry="entry")
    priority = 110
    fields = (
        ImportField("file", "format", "(must be “askwell-export”)"),
        ImportField("file", "version", "(must be 1)"),
        ImportField("file", "items", "(people and companies)"),
        ImportField("file", "pages", "(stored pages that belong to nobody in particular)"),
        ImportField("file", "known_people", "(people you know)"),
        ImportField("item", "rows", "(every stored row, by table)"),
    )

    def accepts(self, file: SourceFile) -> bool:
        """Say whether it is JSON."""
        return file.shape == "document"

    def read(self, file: SourceFile, mapping: ColumnMapping | None) -> ImportReading:  # noqa: ARG002 - one protocol
        """Read all rows.

        Raises:
            ImportUnreadableError: It is damaged, another program's, or a newer Askwell's.
        """
        try:
            document = json.loads(file.text, parse_constant=_no_number)
        except (ValueError, RecursionError) as problem:
            raise ImportUnreadableError(
                "This JSON file is damaged or was cut off. Nothing was changed. Export it once more, and try again."
            ) from problem
        if not isinstance(document, dict) or document.get("format") != FORMAT:
            raise ImportUnreadableError(
                "This JSON file is not an export of Askwell. Nothing was changed. Save the list as CSV, and bring that "
                "in."
            )
        if document.get("version") not in VERSIONS:
            raise ImportUnreadableError(
                "A newer Askwell wrote this file. Nothing was changed. Update Askwell, then bring it in."
            )
        items, pages, known = (_entries(document, name) for name in _LISTS)
        return ImportReading(self.source, items=items, pages=pages, known_people=known)


def _no_number(word: str) -> float:
    raise ValueError(word)


def _entries(document: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = document.get(name, [])
    if not isinstance(found, list) or len(found) > MOST_LISTED or any(not isinstance(one, dict) for one in found):
        raise ImportUnreadableError(
            f"The part “{name}” of this file is damaged or far too long. Nothing was changed. Export it once more, and "
            "try again."
        )
    return found


IMPORTER = AskwellExport()
