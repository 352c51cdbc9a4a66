"""Exports: everything held about the chosen people and organizations, written in one of the formats."""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import cast

from sqlalchemy.orm import Session

from askwell.domain.assembling import as_facts, assemble_values
from askwell.domain.errors import ValidationError
from askwell.domain.exports import ExportChoice, ExportFormat, ExportOptions, SubjectExport
from askwell.domain.subjects import STAGES
from askwell.exporting.exporter import Exporter, exporter_for, exporters
from askwell.exporting.plain_text import slug
from askwell.services.refreshing import load_profile
from askwell.storage import captures
from askwell.storage import exports as stored
from askwell.storage.database import Database
from askwell.storage.exports import StoredSubject
from askwell.storage.subjects import load_subject_row

_AT_ONCE = 400
_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file on its way out.

    Attributes:
        name: Safe as a file name; sorts by date.
        pieces: Must be taken to the end or closed, because it holds one state of the database until then.
    """

    name: str
    media_type: str
    pieces: Iterator[bytes]


def list_formats() -> list[ExportFormat]:
    """List the formats that can be written: tables first, as most people want them."""
    return [exporter.format for exporter in exporters().values()]


def find_format(name: str) -> ExportFormat:
    """Find a format by its name or a name that people often try.

    Raises:
        FormatNotFoundError: There is no such format.
    """
    return exporter_for(name).format


def count_chosen(session: Session, choice: ExportChoice) -> int:
    """Count whom a choice means."""
    return stored.count_chosen(session, choice)


def open_export(
    database: Database, format_name: str, choice: ExportChoice, *, raw: bool = False, now: datetime
) -> ExportFile:
    """Begin to write a file; its first piece is made here, so that a failure comes before anything is sent.

    Args:
        database: Read in one transaction of its own, which ends with the last piece or when the pieces are closed.
        format_name: As in `list_formats`.
        choice: Who is exported.
        raw: Tables exactly as they are held, for programs.
        now: Aware time, for the file's name.

    Raises:
        FormatNotFoundError: There is no such format.
        SubjectNotFoundError: One of the ids is unknown.
        ValidationError: The choice contradicts itself.
    """
    with database.reading() as session:
        name, media_type, _ = export_subjects(session, format_name, choice=choice, now=now)

    def written() -> Iterator[bytes]:
        with database.reading() as session:
            scratch = database.path.parent if database.path is not None else None
            options = ExportOptions(raw=raw, scratch=scratch)
            yield from export_subjects(session, format_name, choice=choice, options=options, now=now)[2]

    pieces = written()
    first = next(pieces, b"")
    return ExportFile(name, media_type, _after(first, pieces))


def _after(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    with closing(cast("Generator[bytes]", rest)):
        yield first
        yield from rest


def export_subjects(
    session: Session,
    format_name: str,
    *,
    ids: list[str] | None = None,
    search: str | None = None,
    choice: ExportChoice | None = None,
    options: ExportOptions | None = None,
    now: datetime,
) -> tuple[str, str, Iterator[bytes]]:
    """Write a file.

    Args:
        session: Open for reading until the last piece was taken; all pieces show one state.
        format_name: As in `list_formats`.
        ids: Only these; None for all that match `search`.
        search: Words that all must occur; None for all.
        choice: Instead of `ids` and `search`: who is exported.
        options: What the export may be told.
        now: Aware time, for the file's name.

    Returns:
        A safe file name, the media type, and the file piece by piece.

    Raises:
        FormatNotFoundError: There is no such format.
        SubjectNotFoundError: One of the ids is unknown.
        ValidationError: The choice contradicts itself.
    """
    exporter = exporter_for(format_name)
    meant = choice or ExportChoice(None if ids is None else tuple(ids), search or "")
    only = _check(session, meant)
    lossless = exporter.format.lossless
    pages = stored.iterate_loose_pages(session) if lossless and meant.is_whole else ()
    known = stored.iterate_known_rows(session) if lossless and meant.is_whole else ()
    told = replace(options or ExportOptions(), pages=pages, known_people=known)
    items = _collect(session, meant, lossless=lossless, progress=told.progress)
    return _file_name(exporter, only, now), exporter.format.media_type, _joined(exporter.render(items, told))


def _check(session: Session, choice: ExportChoice) -> str:
    """Check a choice before anything is written; give the name of the only one who is meant, if there is but one."""
    if choice.ids and choice.search:
        raise ValidationError({"ids": ["Send either ids or a search text."]})
    if choice.stage and choice.stage not in STAGES:
        raise ValidationError({"stage": ["There is no such stage."]})
    stored.count_chosen(session, choice)
    names = [load_subject_row(session, subject_id).name for subject_id in choice.ids or ()]
    session.expunge_all()
    return names[0] if len(names) == 1 else ""


def _file_name(exporter: Exporter, only: str, now: datetime) -> str:
    known = exporter.format
    parts = ["askwell", f"{now:%Y-%m-%d}", "" if known.name == known.suffix else known.name, slug(only)]
    return f"{'-'.join(part for part in parts if part)}.{known.suffix}"


def _joined(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Join small pieces, so that few writes are needed."""
    waiting = bytearray()
    with closing(cast("Generator[bytes]", pieces)):
        for piece in pieces:
            waiting += piece
            if len(waiting) >= _PIECE:
                yield bytes(waiting)
                waiting.clear()
        yield bytes(waiting)


def _collect(
    session: Session, choice: ExportChoice, *, lossless: bool, progress: Callable[[int], None] | None
) -> Iterator[SubjectExport]:
    done = 0
    for batch in _batches(stored.iterate_ids(session, choice), 1 if lossless else _AT_ONCE):
        for subject in stored.load_stored(session, batch):
            yield _everything(session, subject) if lossless else _essentials(subject)
        done += len(batch)
        if progress is not None:
            progress(done)


def _batches(ids: Iterable[str], size: int) -> Iterator[list[str]]:
    remaining = iter(ids)
    while batch := list(islice(remaining, size)):
        yield batch


def _essentials(found: StoredSubject) -> SubjectExport:
    """Give what formats for other programs take."""
    return SubjectExport(
        subject=found.subject,
        profile=assemble_values(found.records),
        facts=[],
        note=found.note,
        addresses=found.addresses,
        questions=found.questions,
        stage_changes=found.stage_changes,
    )


def _everything(session: Session, found: StoredSubject) -> SubjectExport:
    """Give what the lossless format takes."""
    subject_id = found.subject.id
    profile, records = load_profile(session, load_subject_row(session, subject_id))
    whole = SubjectExport(
        subject=found.subject,
        profile=profile,
        facts=[fact for fact in as_facts(records) if fact.subject_id == subject_id],
        note=found.note,
        addresses=found.addresses,
        captures=captures.list_summaries(session, subject_id),
        questions=found.questions,
        stage_changes=found.stage_changes,
        rows=stored.load_rows(session, subject_id),
    )
    session.expunge_all()
    return whole
