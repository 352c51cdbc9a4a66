"""What records that may be the same are compared by: names, employers, addresses, links and mail, many at once."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from askwell.domain.addresses import canonical_address
from askwell.domain.facts import fold_text
from askwell.storage import search, subjects
from askwell.storage.models import AddressRow, FactRow, SubjectRow, ToldApartRow

MOST_NEAR = 2000
MOST_TRACING = 50
MOST_WORDS = 10
_AT_ONCE = 500
_FIELDS = {
    "/person/links/-": "links",
    "/organization/links/-": "links",
    "/organization/website": "links",
    "/person/emails/-": "mails",
    "/organization/emails/-": "mails",
    "/person/experience/-": "employers",
}


@dataclass(frozen=True, slots=True)
class Near:
    """A record that may be worth a closer look."""

    id: str
    name: str
    organization: str


@dataclass(slots=True)
class Traces:
    """What tells one record from another, beside its name; links, mail and employers as the facts say them."""

    addresses: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    mails: list[str] = field(default_factory=list)
    employers: list[str] = field(default_factory=list)


def list_told_apart(session: Session, subject_id: str) -> set[str]:
    """List the records that the user told apart from one."""
    return set(session.scalars(select(ToldApartRow.other_id).where(ToldApartRow.subject_id == subject_id)))


def list_pairs_apart(session: Session) -> set[tuple[str, str]]:
    """List all pairs that the user told apart, from both sides."""
    return {(row[0], row[1]) for row in session.execute(select(ToldApartRow.subject_id, ToldApartRow.other_id))}


def list_near(session: Session, subject: SubjectRow, words: Collection[str], employer: str) -> list[Near]:
    """List others of the same kind whose name holds one of some words, or whose employer holds a word."""
    chosen = sorted(words, key=len, reverse=True)[:MOST_WORDS]
    holds = [SubjectRow.name_key.contains(word, autoescape=True) for word in chosen if len(word) > 1]
    if employer:
        holds.append(func.lower(SubjectRow.organization).contains(employer, autoescape=True))
    if not holds:
        return []
    wanted = select(SubjectRow.id, SubjectRow.name, SubjectRow.organization).where(
        SubjectRow.kind == subject.kind, SubjectRow.id != subject.id, or_(*holds)
    )
    rows = session.execute(wanted.order_by(SubjectRow.name_key, SubjectRow.id).limit(MOST_NEAR))
    return [Near(*row) for row in rows]


def list_tracing(session: Session, subject: SubjectRow, texts: Sequence[str]) -> list[Near]:
    """List others of the same kind in whose facts one of these links or mail addresses stands, or whose page it is."""
    wanted = select(SubjectRow.id, SubjectRow.name, SubjectRow.organization)
    wanted = wanted.where(SubjectRow.kind == subject.kind, SubjectRow.id != subject.id)
    found: dict[str, Near] = {}
    for text in texts:
        owner = subjects.find_by_addresses(session, subject.kind, filter(None, [canonical_address(text)]))
        ids = search.criterion(session, " ".join(fold_text(text).split()[-MOST_WORDS:])[: search.MAX_CHARACTERS])
        meant = [SubjectRow.id == owner.id] if owner is not None else []
        meant += [SubjectRow.id.in_(ids)] if ids is not None else []
        if meant:
            rows = session.execute(wanted.where(or_(*meant)).limit(MOST_TRACING))
            found |= {row[0]: Near(*row) for row in rows}
    return list(found.values())


def iterate_people(session: Session) -> Iterator[Near]:
    """Give everybody in the list, by name."""
    wanted = select(SubjectRow.id, SubjectRow.name, SubjectRow.organization).where(SubjectRow.kind == "person")
    for row in session.execute(wanted.order_by(SubjectRow.name_key, SubjectRow.id)):
        yield Near(*row)


def load_traces(session: Session, ids: Sequence[str] | None) -> dict[str, Traces]:
    """Load what tells some records from others; None for all, where those without anything are left out."""
    found = {one: Traces() for one in ids or ()}
    for some in [None] if ids is None else [ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE)]:
        _add_traces(session, found, some)
    return found


def _add_traces(session: Session, found: dict[str, Traces], some: Sequence[str] | None) -> None:
    facts = select(FactRow.subject_id, FactRow.kind, FactRow.value).where(
        FactRow.kind.in_(_FIELDS), FactRow.state == "current"
    )
    addresses = select(AddressRow.subject_id, AddressRow.address)
    if some is not None:
        facts, addresses = (
            facts.where(FactRow.subject_id.in_(some)),
            addresses.where(AddressRow.subject_id.in_(some)),
        )
    for subject_id, kind, value in session.execute(facts.order_by(FactRow.position, FactRow.id)):
        text = value.get("organization") if isinstance(value, dict) else value
        if isinstance(text, str) and text:
            getattr(found.setdefault(subject_id, Traces()), _FIELDS[kind]).append(text)
    for subject_id, address in session.execute(addresses.order_by(AddressRow.address)):
        found.setdefault(subject_id, Traces()).addresses.append(address)
