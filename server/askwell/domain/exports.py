"""What an export says about one person or organization; exporters see nothing else."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from askwell.domain.facts import Fact
from askwell.domain.notes import Note
from askwell.domain.profiles import ProfileDocument
from askwell.domain.subjects import CaptureSummary, Subject, SubjectKind


@dataclass(frozen=True, slots=True)
class StageChange:
    """When the user noted that things have come further with somebody."""

    stage: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SubjectExport:
    """Everything held about one person or organization; nothing about the user themselves.

    Formats for other programs get `subject`, `profile`, `note`, `addresses`, `questions` and `stage_changes`; the
    rest is for the lossless format alone.

    Attributes:
        profile: The merged profile; in the lossless format for a person with what is known about the employer.
        facts: Every fact of its own, also those no longer shown.
        questions: What the user did with questions, oldest first.
        stage_changes: Oldest first, as far back as actions are remembered.
        rows: The rows as they are stored, by table, for restoring them exactly.
    """

    subject: Subject
    profile: ProfileDocument
    facts: list[Fact]
    note: Note
    addresses: list[str] = field(default_factory=list)
    captures: list[CaptureSummary] = field(default_factory=list)
    questions: list[dict[str, Any]] = field(default_factory=list)
    stage_changes: list[StageChange] = field(default_factory=list)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def part(self) -> dict[str, Any]:
        """Give the part of the profile that is about this kind of subject."""
        found = self.profile.get("person") if self.subject.kind == "person" else self.profile.get("organization")
        return dict(found or {})

    @property
    def person_name(self) -> str:
        """Give the name of a person; empty for a company."""
        return self.subject.name if self.subject.kind == "person" else ""

    @property
    def company_name(self) -> str:
        """Give the name of the employer, or of the company itself."""
        return self.subject.organization if self.subject.kind == "person" else self.subject.name


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format as lists and menus show it.

    Attributes:
        hint: For whom it is, in a few words.
        lossless: Whether it takes every row as it is stored.
        binary: Whether a terminal cannot show it.
    """

    name: str
    label: str
    suffix: str
    media_type: str
    hint: str = ""
    lossless: bool = False
    binary: bool = False


@dataclass(frozen=True, slots=True)
class ExportField:
    """One column or property of a format, as the documentation lists it.

    Attributes:
        part: The table or kind of entry it belongs to; empty where there is only one.
        source: Where its value comes from: a path into `SubjectExport`, or words in brackets for what no field gives.
    """

    part: str
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What an export may be told.

    Attributes:
        raw: Tables exactly as they are held, for programs; nothing is made safe for spreadsheet programs.
        scratch: Private folder for pieces that are put together at the end; None for the system's own.
        pages: Stored pages that belong to nobody in particular; only the lossless format writes them.
        known_people: Rows of the people whom the seeker knows; only the lossless format writes them.
        progress: Told how many are done, now and then.
    """

    raw: bool = False
    scratch: Path | None = None
    pages: Iterable[dict[str, Any]] = ()
    known_people: Iterable[dict[str, Any]] = ()
    progress: Callable[[int], None] | None = None


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """Who is exported: these ids, or all that match; everybody when nothing is said.

    Attributes:
        search: Words that all must occur.
        kind: Only people or only organizations.
        stage: Only those of this stage.
    """

    ids: tuple[str, ...] | None = None
    search: str = ""
    kind: SubjectKind | None = None
    stage: str = ""

    @property
    def is_whole(self) -> bool:
        """Say whether nobody is left out."""
        return self.ids is None and not self.search and self.kind is None and not self.stage


def content_disposition(filename: str) -> str:
    """Give the header that has a browser save a file under this name (RFC 6266)."""
    plain = "".join(
        letter if letter.isascii() and (letter.isalnum() or letter in "-_.") else "-" for letter in filename
    )
    return f"attachment; filename*=UTF-8''{quote(filename, safe='')}; filename=\"{plain}\""
