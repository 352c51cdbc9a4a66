"""Whom the seeker knows at an employer, and whether somebody is known already."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from askwell.domain.known_people import Acquaintances, KnownPerson, Somebody, mail_key, same_person
from askwell.domain.records import FactRecord
from askwell.domain.subjects import Subject
from askwell.storage import facts, known_people, subjects
from askwell.storage.models import SubjectRow

MOST_SHOWN = 12


def acquaintances_of(session: Session, subject: Subject | None, organization: Subject | None) -> Acquaintances:
    """Say whom the seeker knows at a company or at the employer of a person, and whether they know the person.

    Args:
        session: Open for reading.
        subject: The person or company; None on a page about many.
        organization: The employer's or company's own record, if there is one.
    """
    if not known_people.count_known_people(session):
        return Acquaintances()
    person = subject if subject is not None and subject.kind == "person" else None
    company = organization if person is not None or subject is None else subject
    names = [person.organization if person else "", company.name if company else ""]
    themselves = _find_known(session, person) if person else None
    there = known_people.list_at_employers(
        session, names, limit=MOST_SHOWN, without=themselves.id if themselves else None
    )
    employer = next((name for name in names if name), "")
    return Acquaintances(employer, there.total, there.items, themselves)


def _find_known(session: Session, person: Subject) -> KnownPerson | None:
    row = subjects.load_subject_row(session, person.id)
    addresses = subjects.list_addresses(session, person.id)
    somebody = compared(row, addresses, facts.load_records(session, person.id))
    found = known_people.list_candidates(session, somebody)
    return next((known for known in found if same_person(known, somebody)), None)


def compared(row: SubjectRow, addresses: Iterable[str], records: Iterable[FactRecord]) -> Somebody:
    """Give a person in the form in which they are compared with the people whom the seeker knows."""
    mails = [str(one.value) for one in records if one.kind == "/person/emails/-" and one.state == "current"]
    own = (address for address in addresses if "#~" not in address)
    return Somebody(row.name, row.organization, frozenset(own), frozenset(mail_key(mail) for mail in mails))
