"""Reads the user's own history from the data export that a professional network mails them; nothing about others.

The export is a ZIP of CSV files, of which Profile, Positions, Education and Skills are read; any one of them may also
be given alone. Columns are found by their names in the header row, wherever that row stands, because exports put notes
above it. Sizes are bounded before anything is unpacked, since a small file can unpack to a huge one.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from askwell.domain.errors import AskwellError
from askwell.domain.profiles import PersonFacts
from askwell.parsing.decoding import decode_page

MAX_ARCHIVE_BYTES = 50 * 1024 * 1024
MAX_FILE_BYTES = 5 * 1024 * 1024
MAX_ROWS = 2_000
MAX_PREAMBLE_ROWS = 20
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
DATE = re.compile(r"(?:(?P<month>[A-Za-z]{3})[a-z]*\.? )?(?P<year>\d{4})$")


class ArchiveUnreadableError(AskwellError):
    """A file that is no such export, or one that is too large."""

    slug = "archive-unreadable"
    title = "This file could not be read as your own data export."


def read_archive(content: bytes) -> PersonFacts:
    """Read an export, as a ZIP or as one of its CSV files.

    Raises:
        ArchiveUnreadableError: It is neither, it is too large, or it holds nothing about the user.
    """
    person: PersonFacts = {}
    for header, rows in _tables(content):
        for needed, take in READERS:
            if needed <= header:
                take(person, rows)
                break
    if not person:
        raise ArchiveUnreadableError(
            "There is no profile, position, education or skill in this file. Nothing was changed. Choose the ZIP file "
            "from the mail with your data export, or one of its files: Profile.csv, Positions.csv, Education.csv, "
            "Skills.csv."
        )
    return person


def _tables(content: bytes) -> Iterator[tuple[frozenset[str], list[dict[str, str]]]]:
    """Give every CSV table inside as its header's names and its rows."""
    if len(content) > MAX_ARCHIVE_BYTES:
        raise ArchiveUnreadableError(f"The file is larger than {MAX_ARCHIVE_BYTES // 2**20} MB. Nothing was changed.")
    if not content.startswith(b"PK"):
        yield _table(content)
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            # One file of each name, so that a thousand copies cannot keep the reader busy.
            named = {entry.filename.rsplit("/", 1)[-1].lower(): entry for entry in archive.infolist()}
            for name in sorted(FILES & named.keys()):
                entry = named[name]
                if entry.file_size <= MAX_FILE_BYTES:
                    with archive.open(entry) as file:
                        # The size that an archive declares may be a lie, so reading stops by itself too.
                        yield _table(file.read(MAX_FILE_BYTES))
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, EOFError, ValueError) as problem:
        raise ArchiveUnreadableError(
            f"The ZIP file is damaged or locked ({problem}). Nothing was changed."
        ) from problem


def _table(content: bytes) -> tuple[frozenset[str], list[dict[str, str]]]:
    lines = csv.reader(io.StringIO(decode_page(content[:MAX_FILE_BYTES]).lstrip("\ufeff")))
    try:
        rows = [[cell.strip() for cell in row] for row, _ in zip(lines, range(MAX_ROWS), strict=False)]
    except csv.Error as problem:
        raise ArchiveUnreadableError(f"The table is damaged ({problem}). Nothing was changed.") from problem
    for number, row in enumerate(rows[:MAX_PREAMBLE_ROWS]):
        header = frozenset(row)
        if any(needed <= header for needed, _ in READERS):
            return header, [dict(zip(row, values, strict=False)) for values in rows[number + 1 :] if any(values)]
    return frozenset(), []


def _take_profile(person: PersonFacts, rows: list[dict[str, str]]) -> None:
    for row in rows[:1]:
        name = " ".join(part for part in (row.get("First Name"), row.get("Last Name")) if part)
        found = {
            "name": name,
            "headline": row.get("Headline"),
            "about": row.get("Summary"),
            "location": row.get("Geo Location"),
        }
        person.update({key: value for key, value in found.items() if value})  # type: ignore[typeddict-item]


def _take_positions(person: PersonFacts, rows: list[dict[str, str]]) -> None:
    person["experience"] = [
        _record(
            title=row.get("Title"),
            organization=row.get("Company Name"),
            description=row.get("Description"),
            location=row.get("Location"),
            start=_date(row.get("Started On")),
            end=_date(row.get("Finished On")),
            current=not row.get("Finished On"),
        )
        for row in rows
        if row.get("Title") or row.get("Company Name")
    ]


def _take_education(person: PersonFacts, rows: list[dict[str, str]]) -> None:
    person["education"] = [
        _record(
            school=row.get("School Name"),
            degree=row.get("Degree Name"),
            field=row.get("Notes"),
            activities=row.get("Activities"),
            start=_date(row.get("Start Date")),
            end=_date(row.get("End Date")),
        )
        for row in rows
        if row.get("School Name")
    ]


def _take_skills(person: PersonFacts, rows: list[dict[str, str]]) -> None:
    person["skills"] = [row["Name"] for row in rows if row.get("Name")]


def _record(**values: Any) -> Any:  # noqa: ANN401 - one writer for several kinds of record
    return {key: value for key, value in values.items() if value not in (None, "")}


def _date(text: str | None) -> str | None:
    """Turn "Apr 2019" or "2019" into the contract's form; anything else is left out rather than guessed."""
    found = DATE.match(text.strip()) if text else None
    if not found:
        return None
    month = (found["month"] or "").lower()
    return f"{found['year']}-{MONTHS.index(month) + 1:02d}" if month in MONTHS else found["year"]


Reader = Callable[[PersonFacts, list[dict[str, str]]], None]
FILES = frozenset({"profile.csv", "positions.csv", "education.csv", "skills.csv"})
# The most particular header first: every table is known by columns that no other table has together.
READERS: tuple[tuple[frozenset[str], Reader], ...] = (
    (frozenset({"Company Name", "Title", "Started On"}), _take_positions),
    (frozenset({"School Name", "Degree Name"}), _take_education),
    (frozenset({"First Name", "Last Name", "Headline"}), _take_profile),
    (frozenset({"Name"}), _take_skills),
)
