"""What an export says about one person or organization; exporters see nothing else."""

from dataclasses import dataclass, field
from typing import Any

from askwell.domain.facts import Fact
from askwell.domain.notes import Note
from askwell.domain.profiles import ProfileDocument
from askwell.domain.subjects import CaptureSummary, Subject


@dataclass(frozen=True, slots=True)
class SubjectExport:
    """Everything held about one person or organization; nothing about the user themselves.

    Attributes:
        profile: The merged profile; for a person with what is known about the employer.
        facts: Every fact of its own, also those no longer shown.
        questions: What the user did with questions, oldest first.
    """

    subject: Subject
    profile: ProfileDocument
    facts: list[Fact]
    note: Note
    addresses: list[str] = field(default_factory=list)
    captures: list[CaptureSummary] = field(default_factory=list)
    questions: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format as lists and menus show it."""

    name: str
    label: str
    suffix: str
    media_type: str
