"""Brings everything derived up to date after facts have changed: states, display columns, links, search."""

from datetime import datetime

from sqlalchemy.orm import Session

from askwell.domain.addresses import canonical_address
from askwell.domain.assembling import as_facts, assemble_profile, list_changes
from askwell.domain.captures import Change
from askwell.domain.employers import same_employer
from askwell.domain.facts import fold_text
from askwell.domain.merging import merge_page_facts
from askwell.domain.observations import Observation
from askwell.domain.profiles import ProfileDocument
from askwell.domain.records import FactRecord
from askwell.storage import captures, facts, notes, search, subjects
from askwell.storage.models import SubjectRow


def remerge(session: Session, subject: SubjectRow, now: datetime) -> list[Change]:
    """Merge all pages about a subject anew; give what became different."""
    before = facts.load_records(session, subject.id)
    observations = captures.list_observations(session, subject.id)
    merged = merge_page_facts(subject.id, subject.kind, observations, before)
    own = [record for record in before if record.origin == "user"]
    facts.store_page_records(session, subject.id, merged)
    after = [*merged, *own]
    if observations:
        subject.last_captured_at = observations[-1].captured_at
    changes = list_changes(before, after)
    refresh(session, subject, after, observations, now, touch=bool(changes))
    return changes


def refresh(
    session: Session,
    subject: SubjectRow,
    records: list[FactRecord],
    observations: list[Observation],
    now: datetime,
    *,
    touch: bool,
) -> None:
    """Bring the display columns, the link to the employer and the search index up to date.

    Args:
        session: Open for writing.
        subject: Whose facts these are.
        records: All facts, as they are kept now.
        observations: The pages behind them.
        now: Aware time of the change.
        touch: Whether this counts as a change of the subject.
    """
    profile = assemble_profile(records, observations)
    former = subject.organization
    _show(subject, profile)
    if touch:
        subject.updated_at = now
    session.flush()
    if subject.kind == "person":
        _link_employer(session, subject, former)
    reindex(session, subject, records)


def _show(subject: SubjectRow, profile: ProfileDocument) -> None:
    part = profile.get("person") if subject.kind == "person" else profile.get("organization")
    values = dict(part or {})
    subject.name = str(values.get("name") or subject.name)
    subject.name_key = fold_text(subject.name)
    if subject.kind == "person":
        role = _current_role(values)
        subject.headline = str(values.get("headline") or "")
        subject.organization = str(role.get("organization") or "")
        subject.employer_address = canonical_address(str(role.get("organization_url") or "")) or ""
        subject.location = str(values.get("location") or "")
    else:
        subject.headline = str(values.get("tagline") or values.get("industry") or "")
        locations = values.get("locations")
        first = locations[0] if isinstance(locations, list) and locations else ""
        subject.location = str(values.get("headquarters") or first)


def _current_role(values: dict[str, object]) -> dict[str, object]:
    roles = values.get("experience")
    if not isinstance(roles, list):
        return {}
    return next((role for role in roles if isinstance(role, dict) and (role.get("current") or not role.get("end"))), {})


def _link_employer(session: Session, person: SubjectRow, former: str) -> None:
    """Link a person to the organization whose page their current role names, and no longer to one that they left."""
    address = person.employer_address
    found = subjects.find_by_addresses(session, "organization", [address]) if address else None
    if found is not None:
        person.organization_id = found.id
    elif former and not same_employer(former, person.organization):
        person.organization_id = None
    session.flush()


def reindex(session: Session, subject: SubjectRow, records: list[FactRecord]) -> None:
    """Make a subject findable by its name, facts and note."""
    words = [fact.text for fact in as_facts(records) if fact.state == "current"]
    note = notes.load_note(session, subject.id)
    search.index_subject(session, subject.id, [subject.name, subject.headline, subject.organization, *words, note.text])


def load_profile(session: Session, subject: SubjectRow) -> tuple[ProfileDocument, list[FactRecord]]:
    """Load the merged profile of a subject, for a person together with what is known about the employer."""
    records = facts.load_records(session, subject.id)
    observations = captures.list_observations(session, subject.id)
    if subject.kind == "person" and subject.organization_id:
        records += facts.load_records(session, subject.organization_id)
    return assemble_profile(records, observations), records
