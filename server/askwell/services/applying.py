"""What a read page means: whom it is about, which facts it brings, and what else became of it."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from askwell.domain.captures import CaptureOutcome, Change
from askwell.domain.employers import employer_key
from askwell.domain.facts import fold_text
from askwell.domain.identity import is_real_organization, organization_addresses, person_addresses
from askwell.domain.profiles import ProfileDocument
from askwell.services import refreshing
from askwell.storage import captures, journal, subjects
from askwell.storage.models import ActionRow, CaptureRow, SubjectRow

_WORDS: dict[str, tuple[str, str]] = {
    "wall": (
        "This page only asks to sign in or to prove something.",
        "There is nothing about a person or company on it. Open the page itself, then press the button again.",
    ),
    "other": (
        "No person or company was found on this page.",
        "The page is kept. Open the page of one person or company, or select the part about them, and capture that.",
    ),
}


def apply_page(session: Session, capture: CaptureRow, document: ProfileDocument, now: datetime) -> None:
    """Store what a page says; everything it changes is one action.

    Args:
        session: Open for writing.
        capture: The stored page.
        document: What the reader made of it.
        now: Aware time.
    """
    captures.keep_document(capture, document)
    page = document.get("page") or {}
    kind = page.get("kind", "other")
    with journal.recording(session, "Saved a page", now, capture=capture) as action:
        if kind == "person" and (document.get("person") or {}).get("name"):
            outcome, changes = _apply_person(session, capture, document, action, now)
        elif kind == "organization" and (document.get("organization") or {}).get("name"):
            outcome, changes = _apply_organization(session, capture, document, action, now)
        elif kind == "people" and document.get("people"):
            outcome, changes = _apply_people(session, capture, document, now), []
        else:
            outcome, changes = ("research" if kind == "article" else "nothing"), []
        capture.result = {"outcome": outcome, "changes": [asdict(change) for change in changes]}
    if outcome == "nothing":
        title, detail = _WORDS["wall" if kind == "wall" else "other"]
        slug = "page-is-a-wall" if kind == "wall" else "nothing-found"
        capture.problem = captures.problem_document(slug, title, detail)
    session.flush()


def _apply_person(
    session: Session, capture: CaptureRow, document: ProfileDocument, action: ActionRow, now: datetime
) -> tuple[CaptureOutcome, list[Change]]:
    name = str((document.get("person") or {}).get("name"))
    person, created = _find_or_create(session, "person", person_addresses(capture.url), name, capture.url, now)
    capture.subject_id = person.id
    session.flush()
    changes = refreshing.remerge(session, person, now)
    changes += _apply_employer(session, capture, document, person, now)
    return _conclude(action, person, created=created, changes=changes)


def _apply_organization(
    session: Session, capture: CaptureRow, document: ProfileDocument, action: ActionRow, now: datetime
) -> tuple[CaptureOutcome, list[Change]]:
    organization, created = _organization(session, capture, document, now)
    capture.subject_id = organization.id
    session.flush()
    changes = refreshing.remerge(session, organization, now)
    _link_people(session, organization)
    return _conclude(action, organization, created=created, changes=changes)


def _apply_people(session: Session, capture: CaptureRow, document: ProfileDocument, now: datetime) -> CaptureOutcome:
    if is_real_organization(document.get("organization")):
        organization, _ = _organization(session, capture, document, now)
        capture.organization_id = organization.id
        session.flush()
        refreshing.remerge(session, organization, now)
        _link_people(session, organization)
    return "candidates"


def _conclude(
    action: ActionRow, subject: SubjectRow, *, created: bool, changes: list[Change]
) -> tuple[CaptureOutcome, list[Change]]:
    if created:
        action.label = f"Saved {subject.name}"
        return "created", []
    action.label = f"Updated {subject.name}" if changes else f"Refreshed {subject.name}"
    return ("updated" if changes else "known"), changes


def _organization(
    session: Session, capture: CaptureRow, document: ProfileDocument, now: datetime
) -> tuple[SubjectRow, bool]:
    name = str((document.get("organization") or {}).get("name"))
    addresses = organization_addresses(document, capture.url)
    return _find_or_create(session, "organization", addresses, name, capture.url, now)


def _apply_employer(
    session: Session, capture: CaptureRow, document: ProfileDocument, person: SubjectRow, now: datetime
) -> list[Change]:
    """Keep the organization that a person's page really tells about, as a record of its own."""
    organization = document.get("organization")
    if organization is None or not is_real_organization(organization):
        return []
    name = str(organization.get("name"))
    addresses = organization_addresses(document, capture.url)
    known = subjects.find_subject(session, person.organization_id)
    if known is not None and employer_key(known.name) == employer_key(name):
        row = subjects.load_subject_row(session, known.id)
        for address in addresses:
            subjects.add_address(session, row, address)
    else:
        row, _ = _find_or_create(session, "organization", addresses, name, "", now)
    capture.organization_id = row.id
    if not person.organization or employer_key(person.organization) == employer_key(name):
        person.organization_id = row.id
    session.flush()
    return refreshing.remerge(session, row, now)


def _link_people(session: Session, organization: SubjectRow) -> None:
    """Link people whose current role names a page of this organization."""
    for person in subjects.list_unlinked(session, subjects.list_addresses(session, organization.id)):
        person.organization_id = organization.id
    session.flush()


def _find_or_create(
    session: Session, kind: str, addresses: list[str], name: str, url: str, now: datetime
) -> tuple[SubjectRow, bool]:
    row = subjects.find_by_addresses(session, kind, addresses)
    created = row is None
    if row is None:
        row = new_subject(kind, name, url, now)
        session.add(row)
        session.flush()
    for address in addresses:
        subjects.add_address(session, row, address)
    return row, created


def new_subject(kind: str, name: str, url: str, now: datetime, **values: Any) -> SubjectRow:  # noqa: ANN401 - columns
    """Build the row of somebody who was not known before."""
    columns: dict[str, Any] = {
        "id": str(uuid4()),
        "kind": kind,
        "name": name,
        "name_key": fold_text(name),
        "headline": "",
        "organization": "",
        "organization_id": None,
        "employer_address": "",
        "location": "",
        "stage": "found",
        "url": url,
        "created_at": now,
        "updated_at": now,
        "last_captured_at": None,
    }
    return SubjectRow(**{**columns, **values})
