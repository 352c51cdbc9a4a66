"""One line per person or organization, for spreadsheets; pages cannot plant formulas in it.

RFC 4180, UTF-8 with a byte order mark, without which spreadsheet programs misread accents. A cell that a spreadsheet
program would calculate gets an apostrophe in front; the lossless format is JSON.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from askwell.domain.exports import ExportFormat, SubjectExport
from askwell.domain.facts import value_text
from askwell.domain.subjects import STAGES

_FORMULA = re.compile("[\\s\"']*[=+\\-@|%\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""What spreadsheet programs take for the beginning of a formula, also behind spaces and quotes and in full width."""

_LISTS = ("experience", "education", "skills", "languages", "certifications")
_CONTACTS = ("emails", "phones", "links")
COLUMNS = (
    *("id", "kind", "name", "headline", "organization", "location", "stage"),
    *(*_LISTS, "about", *_CONTACTS, "industry", "size", "website"),
    *("note", "questions", "url", "created_at", "updated_at", "last_captured_at"),
)


class CsvTable:
    """Writes a table."""

    format = ExportFormat("csv", "Table (CSV)", "csv", "text/csv; charset=utf-8")

    def render(self, items: Iterable[SubjectExport]) -> Iterator[bytes]:
        """Write the heading, then one line each."""
        yield b"\xef\xbb\xbf" + _line(COLUMNS)
        for item in items:
            cells = _cells(item)
            yield _line([neutral(cells.get(column, "")) for column in COLUMNS])


def neutral(text: str) -> str:
    """Give a cell's text so that no spreadsheet program calculates it."""
    clean = text.replace("\0", "\ufffd")
    return f"'{clean}" if _FORMULA.match(clean) else clean


def _line(cells: Iterable[str]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue().encode("utf-8", "replace")


def _cells(item: SubjectExport) -> dict[str, str]:
    subject = item.subject
    part: dict[str, Any] = dict(item.profile.get(subject.kind) or {})
    cells = {name: _listed(part.get(name)) for name in (*_LISTS, *_CONTACTS)}
    cells |= {name: value_text(part.get(name)) for name in ("about", "industry", "size", "website")}
    cells |= {name: str(getattr(subject, name)) for name in ("id", "kind", "name", "headline", "organization")}
    times = ((name, getattr(subject, name)) for name in ("created_at", "updated_at", "last_captured_at"))
    cells |= {name: at.isoformat().replace("+00:00", "Z") if at else "" for name, at in times}
    return cells | {
        "location": subject.location,
        "stage": STAGES.get(subject.stage, subject.stage),
        "note": item.note.text,
        "questions": "\n".join(_question(question) for question in item.questions if question["state"] != "dismissed"),
        "url": subject.url,
    }


def _listed(values: list[Any] | None) -> str:
    return "\n".join(value_text(value) for value in values or [])


def _question(question: dict[str, Any]) -> str:
    return f"{question['text']} {question['answer']}".strip()


EXPORTER = CsvTable()
