"""Everything, exactly as it is held: for programs, for moving, and for giving people what is stored about them."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from askwell.domain.exports import ExportField, ExportFormat, ExportOptions, SubjectExport
from askwell.exporting.exporter import PLAIN

VERSION = 1
"""Grows when a reader of the former version could not read the new one."""

_FIELDS = {
    "subject": "name, stage, employer and times, as lists show them",
    "profile": "the merged profile document",
    "facts": "every fact with its source, also those no longer shown",
    "note": "what the user wrote",
    "addresses": "canonical addresses of its pages",
    "captures": "its stored pages, without their text",
    "questions": "what the user did with questions",
    "stage_changes": "when the stage was changed",
    "rows": "the stored rows by table, for restoring them exactly",
}


class JsonDocument:
    """Writes one JSON object: `{"format", "version", "items": [...], "pages": [...], "known_people": [...]}`."""

    format = ExportFormat(
        "json", "Everything (JSON)", "json", "application/json", "everything, exactly; for programs", lossless=True
    )
    fields = (
        ExportField("file", "format", "(always “askwell-export”)"),
        ExportField("file", "version", "(always 1)"),
        ExportField("file", "items", "(one entry per person or organization)"),
        ExportField("file", "pages", "(stored pages that belong to nobody in particular, when everything is exported)"),
        ExportField("file", "known_people", "(rows of the people you know, when everything is exported)"),
        *(ExportField("item", name, name) for name in _FIELDS),
    )

    def render(self, items: Iterable[SubjectExport], options: ExportOptions = PLAIN) -> Iterator[bytes]:
        """Write the head, one item at a time, the pages of nobody in particular, the known people, and the end."""
        yield f'{{"format": "askwell-export", "version": {VERSION}, "items": ['.encode()
        yield from _entries(document_of(item) for item in items)
        yield b'\n], "pages": ['
        yield from _entries(options.pages)
        yield b'\n], "known_people": ['
        yield from _entries(options.known_people)
        yield b"\n]}\n"


def _entries(documents: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    separator = "\n"
    for document in documents:
        text = separator + json.dumps(_plain(document), ensure_ascii=False, allow_nan=False)
        yield text.encode("utf-8", "replace")
        separator = ",\n"


def document_of(item: SubjectExport) -> dict[str, Any]:
    """Give one person or organization as plain JSON values."""
    document: dict[str, Any] = _plain(asdict(item))
    return document


def _plain(value: Any) -> Any:  # noqa: ANN401 - any JSON value or time
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, list) else value


EXPORTER = JsonDocument()
