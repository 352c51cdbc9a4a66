"""People whom the user knows: rows in, values out; written through rows, so that the journal sees every step."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Select, delete, func, or_, select
from sqlalchemy.orm import Session

from askwell.domain.addresses import canonical_address
from askwell.domain.employers import employer_code
from askwell.domain.errors import QueryTooLongError
from askwell.domain.facts import fold_text
from askwell.domain.known_people import KnownPerson, Somebody, mail_key, may_be_same_person, name_key
from askwell.domain.subjects import Page
from askwell.storage.models import JournalRow, KnownPersonRow
from askwell.storage.search import MAX_CHARACTERS, MAX_WORDS

_LISTS = ("urls", "mails", "phones")
_TEXTS = ("name", "employer", "title", "location", "connected_on", "note", "source")
_AT_ONCE = 500
_BY_NAME = (KnownPersonRow.name_key, KnownPersonRow.id)


def known_value(row: KnownPersonRow) -> KnownPerson:
    """Give a row as the value that the rest of Askwell knows."""
    values: dict[str, Any] = {name: getattr(row, name) for name in _TEXTS}
    values |= {name: tuple(map(str, getattr(row, name))) for name in _LISTS}
    return KnownPerson(id=row.id, added_at=row.added_at, **values)


def store_known_people(session: Session, people: Iterable[KnownPerson]) -> int:
    """Add people, or write anew those whose ids are known; give how many rows were added or became different."""
    changed = 0
    remaining = iter(people)
    while some := list(islice(remaining, _AT_ONCE)):
        wanted = select(KnownPersonRow).where(KnownPersonRow.id.in_([person.id for person in some]))
        held = {row.id: row for row in session.scalars(wanted)}
        for person in some:
            changed += _store(session, held.get(person.id), person)
        session.flush()
    return changed


def _store(session: Session, row: KnownPersonRow | None, person: KnownPerson) -> bool:
    columns = _columns(person)
    if row is None:
        session.add(KnownPersonRow(id=person.id, added_at=person.added_at, **columns))
        return True
    different = {name: value for name, value in columns.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return bool(different)


def _columns(person: KnownPerson) -> dict[str, object]:
    columns: dict[str, object] = {name: getattr(person, name) for name in _TEXTS}
    columns |= {name: list(getattr(person, name)) for name in _LISTS}
    columns |= {"name_key": name_key(person.name), "employer_key": employer_code(person.employer)}
    texts = (person.name, person.employer, person.title, person.location, *person.mails, *person.urls)
    columns["words"] = fold_text(" ".join(texts))
    columns["page"] = next((page for url in person.urls if (page := canonical_address(url))), "")
    return columns


def find_known_person(session: Session, known_id: str) -> KnownPerson | None:
    """Find somebody by id."""
    row = session.get(KnownPersonRow, known_id)
    return None if row is None else known_value(row)


def iterate_known_people(session: Session) -> Iterator[KnownPerson]:
    """Give everybody, in a fixed order, without holding all of them."""
    wanted = select(KnownPersonRow).order_by(KnownPersonRow.id).execution_options(yield_per=_AT_ONCE)
    for row in session.scalars(wanted):
        yield known_value(row)


def list_candidates(session: Session, somebody: Somebody) -> list[KnownPerson]:
    """List the known people who have the page or the name of somebody; whether they are the same is not said."""
    alike = or_(KnownPersonRow.page.in_(somebody.pages), KnownPersonRow.name_key == name_key(somebody.name))
    found = session.scalars(select(KnownPersonRow).where(alike).order_by(KnownPersonRow.id))
    return [known_value(row) for row in found]


def list_at_employers(
    session: Session, employers: Iterable[str], *, limit: int, without: str | None = None
) -> Page[KnownPerson]:
    """List the known people whose employer is the same as one of these, newest connection first.

    Args:
        session: Open for reading.
        employers: Names; empty ones are nobody's.
        limit: Most to give.
        without: Id of somebody who does not count.
    """
    codes = {employer_code(name) for name in employers} - {""}
    wanted = select(KnownPersonRow).where(KnownPersonRow.employer_key.in_(codes))
    if without is not None:
        wanted = wanted.where(KnownPersonRow.id != without)
    order = (KnownPersonRow.connected_on.desc(), KnownPersonRow.name_key, KnownPersonRow.id)
    return _page(session, wanted, limit, 0, order) if codes else Page([], 0, limit, 0)


def list_known_people(
    session: Session, *, text: str = "", employer: str = "", limit: int = 50, offset: int = 0
) -> Page[KnownPerson]:
    """List people by name; with a text only those of whom every word of it is kept, with an employer only its people.

    Raises:
        QueryTooLongError: The text is longer than anybody types.
    """
    if len(text) > MAX_CHARACTERS:
        raise QueryTooLongError
    wanted = select(KnownPersonRow)
    if employer:
        wanted = wanted.where(KnownPersonRow.employer_key == employer_code(employer))
    # Neither half a surrogate pair nor NUL can stand in a database's text.
    for word in fold_text(text.replace("\x00", " ").encode("utf-8", "replace").decode()).split()[:MAX_WORDS]:
        wanted = wanted.where(KnownPersonRow.words.contains(word, autoescape=True))
    return _page(session, wanted, limit, offset)


def _page(
    session: Session, wanted: Select[KnownPersonRow], limit: int, offset: int, order: tuple[Any, ...] = _BY_NAME
) -> Page[KnownPerson]:
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    ordered = wanted.order_by(*order).limit(limit).offset(offset)
    return Page([known_value(row) for row in session.scalars(ordered)], total, limit, offset)


def count_known_people(session: Session) -> int:
    """Count everybody."""
    return session.scalar(select(func.count(KnownPersonRow.id))) or 0


def count_by_employer(session: Session, employers: Collection[str]) -> dict[str, int]:
    """Count the known people of each of these employers, by the name that was asked for."""
    codes = {name: employer_code(name) for name in employers}
    wanted = select(KnownPersonRow.employer_key, func.count(KnownPersonRow.id))
    wanted = wanted.where(KnownPersonRow.employer_key.in_(set(codes.values()) - {""}))
    found = {row[0]: row[1] for row in session.execute(wanted.group_by(KnownPersonRow.employer_key))}
    return {name: found.get(code, 0) for name, code in codes.items()}


def erase_known_person(session: Session, somebody: Somebody) -> int:
    """Remove everybody who is or may be one person, also from what could be undone; give how many there were.

    The rest of an action that brought in many stays undoable.
    """
    gone = {one.id for one in list_candidates(session, somebody) if may_be_same_person(one, somebody)}
    traces: set[int] = set()
    for entry in session.scalars(select(JournalRow).where(JournalRow.table == KnownPersonRow.__tablename__)):
        images = [image for image in (entry.before, entry.after) if image]
        if entry.key in gone or any(may_be_same_person(_imagined(image), somebody) for image in images):
            traces.add(entry.id)
    session.execute(delete(KnownPersonRow).where(KnownPersonRow.id.in_(gone)))
    session.execute(delete(JournalRow).where(JournalRow.id.in_(traces)))
    return len(gone)


def _imagined(image: dict[str, Any]) -> Somebody:
    pages = (canonical_address(url) for url in image.get("urls") or ())
    return Somebody(
        str(image.get("name") or ""),
        str(image.get("employer") or ""),
        frozenset(page for page in pages if page),
        frozenset(mail_key(mail) for mail in image.get("mails") or ()),
    )


def remove_known_people(session: Session, ids: Collection[str] | None = None) -> int:
    """Remove these people, or everybody; give how many."""
    wanted = select(KnownPersonRow)
    if ids is not None:
        wanted = wanted.where(KnownPersonRow.id.in_(ids))
    rows = list(session.scalars(wanted))
    for row in rows:
        session.delete(row)
    session.flush()
    return len(rows)
