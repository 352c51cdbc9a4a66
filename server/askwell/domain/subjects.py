"""People and organizations as they are listed, and everything known about one of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Literal, TypeVar

from askwell.domain.facts import Fact
from askwell.domain.known_people import Acquaintances
from askwell.domain.notes import Note
from askwell.domain.profiles import ProfileDocument
from askwell.domain.sections import SectionNotice

SubjectKind = Literal["person", "organization"]
SUBJECT_KINDS: tuple[SubjectKind, ...] = ("person", "organization")

STAGES = {
    "found": "Found",
    "preparing": "Preparing",
    "asked": "Wrote to them",
    "scheduled": "Date set",
    "talked": "Talked",
    "thanked": "Thanked",
    "kept_in_touch": "Keeping in touch",
}
"""How far the seeker has come with somebody, in order, with the words for it."""

SORTS = ("updated", "name", "created")
MAX_PAGE = 200

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """One stretch of a longer list.

    Attributes:
        items: At most `limit` values.
        total: How many there are altogether.
    """

    items: list[Item]
    total: int
    limit: int
    offset: int


@dataclass(frozen=True, slots=True)
class Subject:
    """A person or an organization as a list shows it.

    Attributes:
        organization: Name of the current employer; empty for organizations.
        organization_id: The employer's own record, when there is one.
        stage: A key of `STAGES`.
        url: The first address it was captured from; may be empty.
    """

    id: str
    kind: SubjectKind
    name: str
    headline: str
    organization: str
    organization_id: str | None
    location: str
    stage: str
    created_at: datetime
    updated_at: datetime
    last_captured_at: datetime | None
    url: str


@dataclass(frozen=True, slots=True)
class CaptureSummary:
    """A stored page in a person's list of pages."""

    id: str
    url: str
    title: str
    captured_at: datetime
    status: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """Something the user did; `id` is the action's."""

    id: str
    label: str
    at: datetime
    undoable: bool


@dataclass(frozen=True, slots=True)
class SubjectDetail:
    """Everything known about one person or organization.

    Attributes:
        profile: The merged profile document that questions are planned from.
        facts: Its facts; for a person followed by those of the employer.
        sections: Only the sections that no page showed whole.
    """

    subject: Subject
    profile: ProfileDocument
    facts: list[Fact]
    sections: list[SectionNotice]
    note: Note
    captures: list[CaptureSummary]
    history: list[HistoryEntry]
    organization: Subject | None
    acquaintances: Acquaintances


@dataclass(frozen=True, slots=True)
class ErasureReceipt:
    """What was erased for good.

    Attributes:
        erased: Number of removed rows by noun (`facts`, `captures`, `notes`, ...).
        pending: True while another program still reads the old state; finished by the next start.
    """

    erased: dict[str, int]
    pending: bool = False

    def as_document(self) -> dict[str, Any]:
        """Give the receipt as the API shows it."""
        return {"erased": dict(self.erased), "pending": self.pending}
