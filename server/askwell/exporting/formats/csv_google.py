"""A table that Google Contacts takes in, under the header that it writes itself since 2024."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from askwell.domain.exports import ExportField, ExportFormat, ExportOptions, SubjectExport
from askwell.exporting.cells import csv_file
from askwell.exporting.columns import Cell, Column, list_or_nothing, nth, title_of, web_links
from askwell.exporting.exporter import PLAIN
from askwell.exporting.person_names import family_name, given_name

SEPARATOR = " ::: "
_EMPTY = "(empty)"
_NAMES = (
    Column("First Name", "person_name", given_name),
    Column("Middle Name", _EMPTY),
    Column("Last Name", "person_name", family_name),
    *(Column(f"Phonetic {part} Name", _EMPTY) for part in ("First", "Middle", "Last")),
    *(Column(name, _EMPTY) for name in ("Name Prefix", "Name Suffix", "Nickname", "File As")),
    Column("Organization Name", "company_name"),
    Column("Organization Title", "profile.experience", title_of),
    Column("Organization Department", _EMPTY),
    Column("Birthday", _EMPTY),
    Column("Notes", "note.text"),
    Column("Photo", _EMPTY),
    Column("Labels", "(always “Askwell ::: * myContacts”)", lambda _: f"Askwell{SEPARATOR}* myContacts"),
)


def _numbered(
    label: str, source: str, word: str, most: int, of: Callable[[list[Any] | None], list[Any]] = list_or_nothing
) -> tuple[Column, ...]:
    """Give the columns of a value that a person may have several of; the last pair takes all the rest."""
    found: list[Column] = []
    for place in range(most):
        last = SEPARATOR if place == most - 1 else ""

        def marked(values: list[Any] | None, place: int = place) -> Cell:
            return word if len(of(values)) > place else ""

        found.append(Column(f"{label} {place + 1} - Label", source, marked))
        found.append(Column(f"{label} {place + 1} - Value", source, nth(place, rest=last, of=of)))
    return tuple(found)


COLUMNS = (
    *_NAMES,
    *_numbered("E-mail", "profile.emails", "Work", 3),
    *_numbered("Phone", "profile.phones", "Work", 3),
    Column("Address 1 - Label", "subject.location", lambda place: "Work" if place else ""),
    Column("Address 1 - Formatted", "subject.location"),
    *_numbered("Website", "profile.links", "Profile", 3, of=web_links),
)


class CsvForGoogle:
    """Writes a table of contacts; a company is a contact without a name of a person."""

    format = ExportFormat(
        "google", "Google Contacts (CSV)", "csv", "text/csv; charset=utf-8", "for contacts.google.com, Import"
    )
    fields = tuple(ExportField("", column.name, column.source) for column in COLUMNS)

    def render(self, items: Iterable[SubjectExport], options: ExportOptions = PLAIN) -> Iterator[bytes]:
        """Write the heading, then one line each."""
        return csv_file(COLUMNS, items, raw=options.raw, dials=True)


EXPORTER = CsvForGoogle()
