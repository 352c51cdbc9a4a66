"""Picking people from a page that lists several: they become prospects in one step that can be taken back."""

from datetime import datetime

from sqlalchemy.orm import Session

from askwell.domain.actions import Action
from askwell.domain.captures import Candidate
from askwell.domain.errors import SuppressedError, ValidationError
from askwell.domain.identity import person_addresses
from askwell.domain.observations import Observation
from askwell.domain.profiles import Evidence, Experience, PersonFacts, ProfileDocument
from askwell.domain.subjects import Subject
from askwell.services import refreshing
from askwell.services.applying import new_subject
from askwell.services.results import candidates, mention_address
from askwell.storage import captures, erasing, journal, subjects
from askwell.storage.models import CaptureRow, SubjectRow


def add_people(session: Session, capture_id: str, indexes: list[int], *, now: datetime) -> tuple[list[Subject], Action]:
    """Make prospects of people who are named on a page; all of them together are one action.

    Those who are in the list already are left as they are.

    Raises:
        CaptureNotFoundError: The page is not stored.
        ValidationError: An index names nobody.
        SuppressedError: One of them was erased and is not to be stored again; nobody was added.
    """
    capture = captures.load_capture(session, capture_id)
    document = captures.read_document(capture) or ProfileDocument()
    found = candidates(session, capture, document)
    if not indexes or any(index < 0 or index >= len(found) for index in indexes):
        raise ValidationError({"indexes": ["Choose people from the list on this page."]})
    chosen = [found[index] for index in dict.fromkeys(indexes)]
    label = f"Added {chosen[0].name}" if len(chosen) == 1 else f"Added {len(chosen)} people"
    with journal.recording(session, label, now) as action:
        added = [_known_or_new(session, capture, document, candidate, now) for candidate in chosen]
    return [subjects.subject_value(row) for row in added], journal.action_value(action)


def _known_or_new(
    session: Session, capture: CaptureRow, document: ProfileDocument, candidate: Candidate, now: datetime
) -> SubjectRow:
    if candidate.saved_as:
        return subjects.load_subject_row(session, candidate.saved_as)
    own = person_addresses(candidate.url) if candidate.url else []
    mention = mention_address(capture.url, candidate.name)
    addresses = [address for address in own if address != capture.canonical] or [mention]
    # Two entries of one list may be the same person.
    row = subjects.find_by_addresses(session, "person", addresses)
    if row is not None:
        return row
    if any(erasing.is_buried(session, address) for address in addresses):
        raise SuppressedError
    row = new_subject("person", candidate.name, candidate.url or capture.url, now)
    session.add(row)
    session.flush()
    for address in dict.fromkeys([*addresses, mention]):
        subjects.add_address(session, row, address)
    seen = _sighting(document, candidate)
    captures.store_sighting(session, row.id, Observation(capture.id, capture.url, mention, capture.captured_at, seen))
    refreshing.remerge(session, row, now)
    if row.organization_id is None and capture.organization_id:
        row.organization_id = capture.organization_id
    elif row.organization_id is None and _is_about_organization(session, capture):
        row.organization_id = capture.subject_id
    session.flush()
    return row


def _is_about_organization(session: Session, capture: CaptureRow) -> bool:
    about = subjects.find_subject(session, capture.subject_id)
    return about is not None and about.kind == "organization"


def _sighting(document: ProfileDocument, candidate: Candidate) -> ProfileDocument:
    """Say what the list says about one person: the name, and the title as a role where the page names the employer."""
    organization = (document.get("organization") or {}).get("name")
    person = PersonFacts(name=candidate.name)
    proofs = document.get("evidence") or {}
    title = proofs.get(f"/people/{candidate.index}/title")
    evidence: dict[str, Evidence] = {}
    if candidate.title and organization:
        person["experience"] = [Experience(title=candidate.title, organization=organization, current=True)]
        evidence |= {"/person/experience/0/title": title} if title else {}
    elif candidate.title:
        person["headline"] = candidate.title
        evidence |= {"/person/headline": title} if title else {}
    name = proofs.get(f"/people/{candidate.index}/name") or proofs.get(f"/people/{candidate.index}")
    evidence |= {"/person/name": name} if name else {}
    return ProfileDocument(page=document.get("page") or {}, person=person, evidence=evidence)
