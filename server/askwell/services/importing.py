"""Bringing in people from files of other programs: looked at first, then written as one step that can be taken back."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session

from askwell.domain.errors import AskwellError
from askwell.domain.imports import (
    Aim,
    ColumnMapping,
    ImportPreview,
    ImportReading,
    ImportReceipt,
    PlannedEntry,
    UnreadableEntry,
)
from askwell.domain.seekers import SEEKER_FIELDS
from askwell.domain.subjects import HistoryEntry
from askwell.services import own_history, seekers
from askwell.services.known_imports import KnownImport
from askwell.services.prospect_imports import ProspectImport
from askwell.services.row_imports import RowImport
from askwell.storage import journal
from askwell.storage import seekers as seeker_rows

LABEL = "Brought in"
MOST_BATCHES = 10


class Plan(Protocol):
    """What a file would do, and how it is done."""

    @property
    def entries(self) -> list[PlannedEntry]:
        """Say for every entry of the file what becomes of it."""

    def store(self, session: Session, progress: Callable[[int], None]) -> None:
        """Write it."""


def read_file(content: bytes, name: str = "", mapping: ColumnMapping | None = None) -> ImportReading:
    """Read a file of any known kind; nothing is compared or written.

    Raises:
        ImportUnreadableError: It is of no known kind, empty, damaged or too large.
    """
    from askwell.importing.importer import read_file as read

    return read(content, name, mapping)


def find_own_history(reading: ImportReading, content: bytes) -> dict[str, Any]:
    """Give what a file tells about the user themselves; empty when it tells nothing."""
    if not reading.has_own_history:
        return {}
    try:
        return dict(own_history.read_data_export(content))
    except AskwellError:
        return {}


def preview_import(
    session: Session,
    reading: ImportReading,
    aim: Aim | None = None,
    *,
    own: dict[str, Any] | None = None,
    now: datetime,
) -> ImportPreview:
    """Say what bringing a file in would do.

    Args:
        session: Open for reading.
        reading: What the file gives.
        aim: What its people become; None for what people of such files usually are.
        own: What the file tells about the user.
        now: Aware time.

    Raises:
        ImportUnreadableError: A file that restores rows holds one that is none of ours.
    """
    meant = aim or reading.source.aim
    entries = _entries(_plan(session, reading, meant, now), reading)
    return ImportPreview(reading.source, meant, entries, reading.columns, _fresh_history(session, own))


def bring_in(
    session: Session,
    reading: ImportReading,
    aim: Aim | None = None,
    *,
    own: dict[str, Any] | None = None,
    now: datetime,
    progress: Callable[[int], None] | None = None,
) -> ImportReceipt:
    """Write what a file brings, as one action; all of it or nothing.

    Args:
        session: Open for writing.
        reading: What the file gives.
        aim: As in `preview_import`.
        own: What the file tells about the user; only what is empty in About me is filled in.
        now: Aware time.
        progress: Told how many entries are done, now and then.

    Raises:
        ImportUnreadableError: A file that restores rows holds one that is none of ours.
    """
    meant = aim or reading.source.aim
    plan = _plan(session, reading, meant, now)
    preview = ImportPreview(reading.source, meant, _entries(plan, reading), (), _fresh_history(session, own))
    if not preview.brings_something:
        return ImportReceipt(reading.source, meant, preview.counts, None)
    with journal.recording(session, _label(preview), now) as action:
        plan.store(session, progress or _silent)
        if preview.about_me:
            before = seekers.load_seeker(session).document
            seeker_rows.store_seeker(session, {**before, **preview.about_me}, now)
    return ImportReceipt(
        reading.source, meant, preview.counts, journal.action_value(action), tuple(sorted(preview.about_me))
    )


def _silent(done: int) -> None:
    """Tell nobody."""


def _plan(session: Session, reading: ImportReading, aim: Aim, now: datetime) -> Plan:
    if reading.source.lossless:
        return RowImport(session, reading, now=now)
    if aim == "list":
        return ProspectImport(session, reading, now=now)
    return KnownImport(session, reading, now=now)


def _entries(plan: Plan, reading: ImportReading) -> list[PlannedEntry]:
    lost = [_lost(entry) for entry in reading.unreadable]
    return sorted([*plan.entries, *lost], key=lambda entry: entry.line)


def _lost(entry: UnreadableEntry) -> PlannedEntry:
    return PlannedEntry(entry.line, "", "", "unreadable", entry.reason)


def _fresh_history(session: Session, own: dict[str, Any] | None) -> dict[str, Any]:
    """Give what About me does not say yet; what the user wrote stays."""
    if not own:
        return {}
    written = seekers.load_seeker(session).document
    return {name: value for name, value in own.items() if name in SEEKER_FIELDS and value and not written.get(name)}


def _label(preview: ImportPreview) -> str:
    new, changed = preview.counts["new"], preview.counts["changed"]
    people = {1: "1 person"}.get(new + changed, f"{new + changed:,} people")
    return f"{LABEL} {people}" if new + changed else f"{LABEL} About me"


def list_batches(session: Session) -> list[HistoryEntry]:
    """List what was brought in lately, newest first; whether it can still be undone shows when it is tried."""
    return journal.list_labelled(session, LABEL, MOST_BATCHES)
