"""Puts together what the panel shows after a click, from what is stored."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from askwell.domain.addresses import canonical_address
from askwell.domain.assembling import as_facts
from askwell.domain.captures import (
    Candidate,
    CapturedPageSummary,
    CaptureProblem,
    CaptureResult,
    CaptureStatus,
    Change,
)
from askwell.domain.identity import person_addresses
from askwell.domain.profiles import ProfileDocument
from askwell.domain.sections import notices
from askwell.parsing.automating import may_load_rest
from askwell.services.acquaintances import acquaintances_of
from askwell.services.planning import plan_for
from askwell.services.refreshing import load_profile
from askwell.storage import captures, journal, notes, subjects
from askwell.storage.models import ActionRow, CaptureRow

_STATUSES: dict[str, CaptureStatus] = {"stored": "stored", "read": "read", "unread": "unread"}


def build_result(session: Session, capture: CaptureRow, *, now: datetime) -> CaptureResult:
    """Say what became of a stored page.

    Args:
        session: Open for reading or writing.
        capture: The stored page.
        now: Aware time; questions know what is recent.
    """
    document = captures.read_document(capture) or ProfileDocument()
    result: dict[str, Any] = capture.result or {"outcome": "nothing", "changes": []}
    about = capture.subject_id or capture.organization_id
    subject = subjects.find_subject(session, capture.subject_id)
    employer = (subject.organization_id if subject else None) or capture.organization_id
    action = journal.find_capture_action(session, capture.id)
    values: dict[str, Any] = {}
    if subject is not None and about is not None:
        row = subjects.load_subject_row(session, subject.id)
        profile, records = load_profile(session, row)
        values = {
            "sections": notices(profile.get("sections") or {}),
            "plan": plan_for(session, row, profile, minutes=None, channel=None, now=now),
            "note": notes.load_note(session, subject.id),
            "facts": as_facts(records),
        }
    organization = subjects.find_subject(session, employer)
    return CaptureResult(
        id=capture.id,
        url=capture.url,
        captured_at=capture.captured_at,
        status=_STATUSES[capture.status],
        outcome=result["outcome"],
        page=_page(capture, document),
        problem=CaptureProblem(**capture.problem) if capture.problem else None,
        subject=subject,
        organization=organization,
        acquaintances=acquaintances_of(session, subject, organization),
        changes=[Change(**change) for change in result["changes"]],
        people=candidates(session, capture, document),
        action=journal.action_value(action) if action is not None and action.undone_at is None else None,
        may_load_rest=may_load_rest(capture.url),
        **values,
    )


def undone_result(capture_id: str, action: ActionRow) -> CaptureResult:
    """Answer for a page whose capture was undone: it is not kept, and sending it again does not bring it back."""
    return CaptureResult(
        id=capture_id,
        url="",
        captured_at=action.at,
        status="read",
        outcome="nothing",
        page=CapturedPageSummary(),
        problem=CaptureProblem(
            "/problems/undone",
            "You took this page back.",
            "It was undone, so nothing of it is kept. Press the button again to save it anew.",
        ),
    )


def _page(capture: CaptureRow, document: ProfileDocument) -> CapturedPageSummary:
    page = document.get("page") or {}
    return CapturedPageSummary(
        kind=page.get("kind", "other"),
        title=page.get("title") or capture.title,
        language=page.get("language", ""),
        adapter=page.get("adapter", ""),
        reason=page.get("reason", ""),
    )


def candidates(session: Session, capture: CaptureRow, document: ProfileDocument) -> list[Candidate]:
    """List the people named on a page, each with who they are in the list already."""
    found: list[Candidate] = []
    for index, mention in enumerate(document.get("people") or []):
        url = mention.get("url") or ""
        addresses = person_addresses(url) if url and not _is_same_page(url, capture.url) else []
        known = subjects.find_by_addresses(session, "person", addresses) if addresses else None
        if known is None:
            known = subjects.find_by_addresses(session, "person", [mention_address(capture.url, mention["name"])])
        found.append(Candidate(index, mention["name"], mention.get("title") or "", url, known.id if known else None))
    return found


def _is_same_page(url: str, page: str) -> bool:
    return canonical_address(url) == canonical_address(page)


def mention_address(page: str, name: str) -> str:
    """Give the address that stands for somebody who has no page of their own on a list."""
    return f"{canonical_address(page) or page}#~{name.casefold().strip()}"
