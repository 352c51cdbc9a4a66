"""A page on its way in, and what became of it."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from askwell.domain.actions import Action
from askwell.domain.errors import BodyMismatchError, PageEmptyError, UrlNotAllowedError
from askwell.domain.facts import Fact
from askwell.domain.known_people import Acquaintances
from askwell.domain.notes import Note
from askwell.domain.sections import SectionNotice
from askwell.domain.subjects import Subject

CaptureStatus = Literal["stored", "read", "unread"]
CaptureOutcome = Literal["created", "updated", "known", "candidates", "research", "nothing"]
ChangeKind = Literal["added", "changed", "vanished"]
MAX_URL_BYTES = 2048
MAX_TITLE = 1000


@dataclass(frozen=True, slots=True)
class IncomingCapture:
    """A page as the browser sent it.

    Attributes:
        id: UUID made at click time; sending it again changes nothing.
        html_bytes: Length of the UTF-8 text as the sender counted it.
        html_sha256: Hex digest of the UTF-8 text as the sender computed it.
        source: How it came: click, menu, refresh, paste or file.
    """

    id: str
    url: str
    title: str
    captured_at: datetime
    html: str
    html_bytes: int
    html_sha256: str
    selection: str = ""
    source: str = "click"
    extension_version: str = ""

    def verify(self) -> None:
        """Check that this is a web page and that it arrived whole.

        Raises:
            UrlNotAllowedError: The address is not http or https, or too long.
            PageEmptyError: There is no text.
            BodyMismatchError: Length or digest differ from what the sender said.
        """
        if not self.url.lower().startswith(("http://", "https://")) or not _is_text(self.url):
            raise UrlNotAllowedError
        if len(self.url.encode()) > MAX_URL_BYTES:
            raise UrlNotAllowedError(f"The address is longer than {MAX_URL_BYTES} bytes.")
        if not (_is_text(self.html) and _is_text(self.title) and _is_text(self.selection)):
            raise BodyMismatchError("html")
        raw = self.html.encode()
        if len(raw) != self.html_bytes:
            raise BodyMismatchError("html_bytes")
        if hashlib.sha256(raw).hexdigest() != self.html_sha256.lower():
            raise BodyMismatchError("html_sha256")
        if not self.html.strip():
            raise PageEmptyError


def _is_text(text: str) -> bool:
    """Say whether a text can be written down; half a surrogate pair cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Change:
    """One difference that a page made.

    Attributes:
        pointer: Place in the merged profile.
        label: The kind of fact, in words ("Role").
        old: Text before; empty for something added.
        new: Text after; empty for something that vanished.
    """

    pointer: str
    label: str
    kind: ChangeKind
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person named on a team, search or staff page.

    Attributes:
        saved_as: Id of the prospect they already are, if any.
    """

    index: int
    name: str
    title: str
    url: str
    saved_as: str | None = None


@dataclass(frozen=True, slots=True)
class CapturedPageSummary:
    """What the page was read as."""

    kind: str = "other"
    title: str = ""
    language: str = ""
    adapter: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CaptureProblem:
    """Why a page could not be read, or why it is a wall."""

    type: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class CaptureResult:
    """Everything the panel shows after a click.

    Attributes:
        may_load_rest: Whether the extension may offer to open the rest of this page; not where a site forbids it.
    """

    id: str
    url: str
    captured_at: datetime
    status: CaptureStatus
    outcome: CaptureOutcome
    page: CapturedPageSummary
    problem: CaptureProblem | None = None
    subject: Subject | None = None
    organization: Subject | None = None
    changes: list[Change] = field(default_factory=list)
    sections: list[SectionNotice] = field(default_factory=list)
    people: list[Candidate] = field(default_factory=list)
    plan: dict[str, Any] | None = None
    note: Note | None = None
    facts: list[Fact] = field(default_factory=list)
    action: Action | None = None
    may_load_rest: bool = False
    acquaintances: Acquaintances = field(default_factory=Acquaintances)
