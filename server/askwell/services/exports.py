"""Exports: everything held about the chosen people and organizations, written in one of the formats."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from askwell.domain.assembling import as_facts
from askwell.domain.exports import ExportFormat, SubjectExport
from askwell.exporting.exporter import exporter_for, exporters
from askwell.services.refreshing import load_profile
from askwell.storage import captures, notes, questions, subjects


def list_formats() -> list[ExportFormat]:
    """List the formats that can be written, by name."""
    return [exporter.format for exporter in exporters().values()]


def export_subjects(
    session: Session, format_name: str, *, ids: list[str] | None = None, search: str | None = None, now: datetime
) -> tuple[str, str, Iterator[bytes]]:
    """Write a file.

    Args:
        session: Open for reading until the last piece was taken; all pieces show one state.
        format_name: As in `list_formats`.
        ids: Only these; None for all that match `search`.
        search: Words that all must occur; None for all.
        now: Aware time, for the file's name.

    Returns:
        A safe file name, the media type, and the file piece by piece.

    Raises:
        FormatNotFoundError: There is no such format.
        SubjectNotFoundError: One of the ids is unknown.
    """
    exporter = exporter_for(format_name)
    chosen = ids if ids is not None else _matching(session, search or "")
    for subject_id in ids or []:
        subjects.load_subject_row(session, subject_id)
    name = f"askwell-{now:%Y-%m-%d}.{exporter.format.suffix}"
    return name, exporter.format.media_type, exporter.render(_collect(session, chosen))


def _matching(session: Session, search: str) -> list[str]:
    return subjects.list_ids(session, "person", search) + subjects.list_ids(session, "organization", search)


def _collect(session: Session, ids: list[str]) -> Iterator[SubjectExport]:
    for subject_id in ids:
        row = subjects.load_subject_row(session, subject_id)
        profile, records = load_profile(session, row)
        yield SubjectExport(
            subject=subjects.subject_value(row),
            profile=profile,
            facts=[fact for fact in as_facts(records) if fact.subject_id == subject_id],
            note=notes.load_note(session, subject_id),
            addresses=subjects.list_addresses(session, subject_id),
            captures=captures.list_summaries(session, subject_id),
            questions=[
                {
                    "id": question.question_id,
                    "text": question.text or question.snapshot.get("text", ""),
                    "state": question.state,
                    "answer": question.answer,
                    "changed_at": question.changed_at,
                }
                for question in questions.list_question_rows(session, subject_id)
            ],
        )
        session.expunge_all()
