"""Everything, exactly as it is held: for programs, for moving, and for giving people what is stored about them."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from askwell.domain.exports import ExportFormat, SubjectExport

VERSION = 1
"""Grows when a reader of the former version could not read the new one."""


class JsonDocument:
    """Writes one JSON object: `{"format", "version", "items": [...]}`."""

    format = ExportFormat("json", "Everything (JSON)", "json", "application/json")

    def render(self, items: Iterable[SubjectExport]) -> Iterator[bytes]:
        """Write the head, one item at a time, and the end."""
        yield f'{{"format": "askwell-export", "version": {VERSION}, "items": ['.encode()
        separator = "\n"
        for item in items:
            yield (separator + json.dumps(document_of(item), ensure_ascii=False, allow_nan=False)).encode(
                "utf-8", "replace"
            )
            separator = ",\n"
        yield b"\n]}\n"


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
