"""What a file that is brought in says about people, before anything is compared or stored."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from askwell.domain.actions import Action
from askwell.domain.errors import AskwellError, NotFoundError
from askwell.domain.profiles import Education, Experience

Aim = Literal["known", "list"]
"""What people of a file become: people whom the user knows, or prospects of the own list."""

TARGETS = {
    "name": "Name",
    "given_name": "First name",
    "middle_name": "Middle name",
    "family_name": "Last name",
    "employer": "Employer",
    "title": "Job title",
    "headline": "Headline",
    "mail": "E-mail",
    "phone": "Phone",
    "url": "Web address",
    "location": "Place",
    "city": "City",
    "region": "State or region",
    "country": "Country",
    "connected_on": "Connected since",
    "skill": "Skill",
    "note": "Note",
}
"""What a column may say, with the words for it."""


class ImportUnreadableError(AskwellError):
    """A file that nothing can be brought in from, or that is too large."""

    slug = "import-unreadable"
    title = "This file could not be read. Nothing was changed."


class ImportFileGoneError(NotFoundError):
    """A file that was looked at and is not kept any more."""

    title = "This file is not kept any more: files wait for an hour only. Nothing is lost; choose it once more."


@dataclass(frozen=True, slots=True)
class ImportedPerson:
    """One person as a file gives them.

    Attributes:
        line: Line, row or card of the file, counted from 1.
        name: Never empty.
        connected_on: As the file writes it.
        urls: Addresses of the web; the first is the person's own page.
    """

    line: int
    name: str
    employer: str = ""
    title: str = ""
    headline: str = ""
    urls: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    location: str = ""
    connected_on: str = ""
    note: str = ""
    skills: tuple[str, ...] = ()
    roles: tuple[Experience, ...] = ()
    education: tuple[Education, ...] = ()


@dataclass(frozen=True, slots=True)
class UnreadableEntry:
    """A line of which nothing can be made, and why, in plain words."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class ImportSource:
    """A kind of file as lists and menus show it.

    Attributes:
        aim: What its people usually are.
        lossless: Whether it restores rows exactly as they were stored.
        mapped: Whether the user says what its columns mean.
        entry: What one entry is called: line, row or card.
    """

    name: str
    label: str
    aim: Aim = "known"
    lossless: bool = False
    mapped: bool = False
    entry: str = "line"


@dataclass(frozen=True, slots=True)
class ImportField:
    """One column or property that is read, as the documentation lists it; `#` stands for any number.

    Attributes:
        part: The file or table it belongs to; empty where there is only one.
        target: A key of `TARGETS`, or words in brackets.
    """

    part: str
    name: str
    target: str


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What the user says about the columns of a table.

    Attributes:
        targets: For every column a key of `TARGETS`, or nothing.
        with_heading: Whether the first line names the columns; otherwise it is a person already.
    """

    targets: tuple[str, ...]
    with_heading: bool = True


@dataclass(frozen=True, slots=True)
class GuessedColumn:
    """One column of a table, with what it seems to say.

    Attributes:
        samples: Its first few cells that are not empty.
    """

    heading: str
    target: str
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportReading:
    """Everything that a file gives.

    Attributes:
        columns: Only for files of which the user says what columns mean.
        items: Stored rows by subject, of files that restore exactly.
        pages: Stored pages that belong to nobody in particular.
        known_people: Stored rows of people whom the user knows.
        has_own_history: Whether the file also tells about the user.
    """

    source: ImportSource
    people: Sequence[ImportedPerson] = ()
    unreadable: Sequence[UnreadableEntry] = ()
    columns: Sequence[GuessedColumn] = ()
    items: Sequence[dict[str, Any]] = field(default=(), repr=False)
    pages: Sequence[dict[str, Any]] = field(default=(), repr=False)
    known_people: Sequence[dict[str, Any]] = field(default=(), repr=False)
    has_own_history: bool = False


EntryState = Literal["new", "changed", "known", "unreadable"]
ENTRY_STATES: tuple[EntryState, ...] = ("new", "changed", "known", "unreadable")


@dataclass(frozen=True, slots=True)
class PlannedEntry:
    """What becomes of one entry of a file.

    Attributes:
        line: Where it stands in the file.
        about: Employer and title, in a few words.
        words: What changes, or why it cannot be read.
    """

    line: int
    name: str
    about: str
    state: EntryState
    words: str = ""


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What bringing a file in would do; nothing is written yet.

    Attributes:
        aim: What its people become.
        entries: All of them, in the order of the file.
        about_me: What of About me would be filled in: labels by field are the page's matter.
    """

    source: ImportSource
    aim: Aim
    entries: Sequence[PlannedEntry]
    columns: Sequence[GuessedColumn] = ()
    about_me: dict[str, Any] = field(default_factory=dict)

    @property
    def counts(self) -> dict[EntryState, int]:
        """Count the entries of each state."""
        found: dict[EntryState, int] = dict.fromkeys(ENTRY_STATES, 0)
        for entry in self.entries:
            found[entry.state] += 1
        return found

    @property
    def brings_something(self) -> bool:
        """Say whether anything would become different."""
        return bool(self.counts["new"] or self.counts["changed"] or self.about_me)


@dataclass(frozen=True, slots=True)
class ImportReceipt:
    """What bringing a file in did.

    Attributes:
        action: The one step that it can be taken back with; None when nothing became different.
    """

    source: ImportSource
    aim: Aim
    counts: dict[EntryState, int]
    action: Action | None
    filled_in: Sequence[str] = ()
