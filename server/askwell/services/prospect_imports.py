"""People of a file as prospects: recognised and merged like people on captured pages; the user's own words stay."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, cast
from uuid import uuid4

from sqlalchemy.orm import Session

from askwell.domain.assembling import list_changes
from askwell.domain.employers import employer_code
from askwell.domain.facts import fold_text
from askwell.domain.imported_identity import own_pages, shared_pages, stand_in_addresses
from askwell.domain.imports import EntryState, ImportedPerson, ImportReading, PlannedEntry
from askwell.domain.known_people import KnownPeople, KnownPerson
from askwell.domain.merging import merge_page_facts
from askwell.domain.observations import Observation
from askwell.domain.profiles import Education, Experience, PersonFacts, ProfileDocument
from askwell.services import refreshing
from askwell.services.applying import new_subject
from askwell.services.known_imports import ERASED, about_person
from askwell.storage import captures, erasing, facts, notes, subjects
from askwell.storage.models import SubjectRow

_SAID = {"name", "headline", "location"}
_TOLD_EVERY = 25


class ProspectImport:
    """What a file would add to the list."""

    def __init__(self, session: Session, reading: ImportReading, *, now: datetime) -> None:
        """Recognise everybody in the file; nothing is written."""
        self._session, self._now, self._people = session, now, reading.people
        self._batch, self._source = str(uuid4()), f"file/{reading.source.name}"
        self._shared = shared_pages(reading.people)
        self._buried = erasing.buried_among(session, {one for person in reading.people for one in self._pages(person)})
        index = KnownPeople(subjects.list_recognisable(session))
        self._first_lines: dict[str, int] = {}
        self._ids: list[str] = []
        self.entries: list[PlannedEntry] = []
        """What becomes of everybody, in the order of the file."""
        for person in reading.people:
            self._ids.append(self._recognise(index, person))
        for person, subject_id in zip(reading.people, self._ids, strict=True):
            self.entries.append(self._entry(person, subject_id))

    def _pages(self, person: ImportedPerson) -> list[str]:
        return own_pages(person, self._shared)

    def _addresses(self, person: ImportedPerson) -> list[str]:
        return [*self._pages(person), *stand_in_addresses(person)]

    def _recognise(self, index: KnownPeople, person: ImportedPerson) -> str:
        """Give the id of somebody's record, or the one that it will have; empty for who is not to be stored."""
        if not self._buried.isdisjoint(self._pages(person)):
            return ""
        fresh = KnownPerson(
            id=str(uuid4()),
            name=person.name,
            added_at=self._now,
            employer=person.employer,
            urls=tuple(f"https://{page}" for page in self._pages(person)),
            mails=person.mails,
        )
        row = subjects.find_by_addresses(self._session, "person", self._addresses(person))
        found = index.find(fresh) if row is None else None
        settled = row.id if row is not None else found.id if found is not None else fresh.id
        if row is None and found is None:
            index.take(fresh)
        self._first_lines.setdefault(settled, person.line)
        return settled

    def _entry(self, person: ImportedPerson, subject_id: str) -> PlannedEntry:
        about = about_person(person)
        if not subject_id:
            return PlannedEntry(person.line, person.name, about, "unreadable", ERASED)
        first = self._first_lines[subject_id]
        if first != person.line:
            return PlannedEntry(person.line, person.name, about, "known", f"The same person as in line {first}.")
        row = self._session.get(SubjectRow, subject_id)
        if row is None:
            return PlannedEntry(person.line, person.name, about, "new")
        words = self._changes(row, person)
        state: EntryState = "changed" if words else "known"
        return PlannedEntry(person.line, person.name, about, state, "; ".join(words))

    def _changes(self, row: SubjectRow, person: ImportedPerson) -> list[str]:
        """Say what would become different with somebody, by merging without writing."""
        seen = self._observation(row, person)
        before = facts.load_records(self._session, row.id)
        pages = captures.list_observations(self._session, row.id)
        after = merge_page_facts(row.id, "person", [*pages, seen], before)
        changes = list_changes([one for one in before if one.origin == "page"], after)
        words = [f"{change.label}: {change.new}"[:120] for change in changes]
        if person.note and not notes.load_note(self._session, row.id).text:
            words.append("Note")
        return words

    def store(self, session: Session, progress: Callable[[int], None]) -> None:
        """Write everybody who is new or changed; to be recorded as one action."""
        known = {entry.line for entry in self.entries if entry.state == "known"}
        for number, (person, subject_id) in enumerate(zip(self._people, self._ids, strict=True), start=1):
            repeated = subject_id and self._first_lines[subject_id] != person.line
            if subject_id and (repeated or person.line not in known):
                self._write(session, person, subject_id, repeated=bool(repeated))
            if number % _TOLD_EVERY == 0:
                progress(number)
        progress(len(self._people))

    def _write(self, session: Session, person: ImportedPerson, subject_id: str, *, repeated: bool) -> None:
        row = session.get(SubjectRow, subject_id)
        if row is None:
            row = new_subject("person", person.name, next(iter(person.urls), ""), self._now, id=subject_id)
            session.add(row)
            session.flush()
            created = True
        else:
            created = False
            if repeated and not self._changes(row, person):
                return
        for address in self._addresses(person):
            subjects.add_address(session, row, address)
        captures.store_sighting(session, row.id, self._observation(row, person, whole=created))
        if person.note and not notes.load_note(session, row.id).text:
            notes.store_note(session, row.id, person.note, self._now)
        refreshing.remerge(session, row, self._now)

    def _observation(self, row: SubjectRow, person: ImportedPerson, *, whole: bool = False) -> Observation:
        document = document_of(person)
        if not whole:
            records = facts.load_records(self._session, row.id)
            document["person"] = _additions(document["person"] or {}, records)
        source = f"{self._source}#~{row.id}"
        return Observation(self._batch, "", source, self._now, document)


def document_of(person: ImportedPerson) -> ProfileDocument:
    """Give what a file says about somebody as a page would say it."""
    found: dict[str, Any] = {
        "name": person.name,
        "headline": person.headline,
        "location": person.location,
        "experience": [_dated(role) for role in person.roles] or _role(person),
        "education": [_dated(entry) for entry in person.education],
        "skills": list(person.skills),
        "links": list(person.urls),
        "emails": list(person.mails),
        "phones": list(person.phones),
    }
    kept = {name: value for name, value in found.items() if value}
    return ProfileDocument(page={"kind": "person", "adapter": "file"}, person=PersonFacts(**kept))  # type: ignore[typeddict-item]


def _role(person: ImportedPerson) -> list[Experience]:
    role = {"title": person.title, "organization": person.employer}
    said = {name: text for name, text in role.items() if text}
    return [Experience(**said, current=True)] if said else []  # type: ignore[typeddict-item]


def _dated(entry: Experience | Education) -> dict[str, Any]:
    """Give an entry with dates as profiles have them; words that are no dates are left out."""
    from askwell.parsing.dates import parse_date

    plain: dict[str, Any] = dict(entry)
    dates = {name: parse_date(str(plain[name])[:40]) for name in ("start", "end") if plain.get(name)}
    kept = {name: value for name, value in plain.items() if name not in ("start", "end")}
    return kept | {name: date for name, date in dates.items() if date}


def _additions(person: PersonFacts, records: Iterable[Any]) -> PersonFacts:
    """Leave out what somebody's own pages say already, so that an address book never overwrites them."""
    shown = [one for one in records if one.state in ("current", "replaced")]
    held = {one.kind.split("/")[2] for one in shown} & _SAID
    roles = [one.value for one in shown if one.kind == "/person/experience/-" and isinstance(one.value, dict)]
    plain: dict[str, Any] = {name: value for name, value in person.items() if name not in held}
    fresh = [role for role in person.get("experience") or [] if not any(_same_role(role, one) for one in roles)]
    if "experience" in plain:
        plain["experience"] = fresh
    return cast("PersonFacts", {name: value for name, value in plain.items() if value})


def _same_role(new: Experience, old: dict[str, Any]) -> bool:
    title = fold_text(new.get("title") or "")
    at_same = employer_code(new.get("organization") or "") == employer_code(str(old.get("organization") or ""))
    return at_same and (not title or title == fold_text(str(old.get("title") or "")))
