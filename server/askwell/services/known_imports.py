"""People of a file as people whom the user knows: who is new, who changed, who is known already; then written."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from askwell.domain.imported_identity import own_pages, shared_pages
from askwell.domain.imports import EntryState, ImportedPerson, ImportReading, PlannedEntry
from askwell.domain.known_people import KnownPeople, KnownPerson, Somebody, updated
from askwell.storage import erasing, known_people

AT_ONCE = 500
ERASED = "You erased this person and chose not to store them again."
_SHOWN = (("name", "Name"), ("employer", "Employer"), ("title", "Job title"), ("location", "Place"), ("note", "Note"))
_COUNTED = (("urls", "web address"), ("mails", "e-mail address"), ("phones", "phone number"))
_SHORT = 80


class KnownImport:
    """What a file would add to the people whom the user knows."""

    def __init__(self, session: Session, reading: ImportReading, *, now: datetime) -> None:
        """Compare everybody in the file with everybody known; nothing is written."""
        known = list(known_people.iterate_known_people(session))
        self._before = {person.id: person for person in known}
        self._after: dict[str, KnownPerson] = {}
        self._lines: dict[int, tuple[str, int]] = {}
        self._source, self._now = reading.source.name, now
        index, shared = KnownPeople(known), shared_pages(reading.people)
        pages = [own_pages(person, shared) for person in reading.people]
        buried = erasing.buried_among(session, {page for own in pages for page in own})
        first_lines: dict[str, int] = {}
        for person, own in zip(reading.people, pages, strict=True):
            if not buried.isdisjoint(own):
                continue
            settled = self._settle(index, person, frozenset(own))
            self._lines[id(person)] = (settled, first_lines.setdefault(settled, person.line))
        self._people = reading.people

    def _settle(self, index: KnownPeople, person: ImportedPerson, pages: frozenset[str]) -> str:
        fresh = self._known(person)
        found = index.find(Somebody(fresh.name, fresh.employer, pages, fresh.mail_keys))
        settled = fresh if found is None else updated(found, fresh)
        self._after[settled.id] = settled
        index.take(settled)
        return settled.id

    def _known(self, person: ImportedPerson) -> KnownPerson:
        # Reading dates costs the server's start more than an import.
        from askwell.parsing.dates import parse_date

        return KnownPerson(
            id=str(uuid4()),
            name=person.name,
            added_at=self._now,
            employer=person.employer,
            title=person.title or person.headline,
            urls=person.urls,
            mails=person.mails,
            phones=person.phones,
            location=person.location,
            connected_on=parse_date(person.connected_on[:40]) or "",
            note=person.note,
            source=self._source,
        )

    @property
    def entries(self) -> list[PlannedEntry]:
        """Say for everybody in the file what becomes of them, in its order."""
        return [self._entry(person) for person in self._people]

    def _entry(self, person: ImportedPerson) -> PlannedEntry:
        about = about_person(person)
        settled, first_line = self._lines.get(id(person), ("", 0))
        if not settled:
            return PlannedEntry(person.line, person.name, about, "unreadable", ERASED)
        if first_line != person.line:
            words = f"The same person as in line {first_line}."
            return PlannedEntry(person.line, person.name, about, "known", words)
        before, after = self._before.get(settled), self._after[settled]
        state: EntryState = "new" if before is None else "known" if before == after else "changed"
        words = differences(before, after) if before is not None else ""
        return PlannedEntry(person.line, person.name, about, state, words)

    def store(self, session: Session, progress: Callable[[int], None]) -> None:
        """Write everybody who is new or changed; to be recorded as one action."""
        wanted = [person for person in self._after.values() if self._before.get(person.id) != person]
        for start in range(0, len(wanted), AT_ONCE):
            known_people.store_known_people(session, wanted[start : start + AT_ONCE])
            progress(min(start + AT_ONCE, len(wanted)))
        progress(len(self._people))


def about_person(person: ImportedPerson) -> str:
    """Say in a few words who somebody is."""
    words = ", ".join(part for part in (person.title or person.headline, person.employer) if part)
    return words or next(iter(person.mails), "")


def differences(before: KnownPerson, after: KnownPerson) -> str:
    """Say what becomes different, in one line."""
    found = []
    for name, label in _SHOWN:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            found.append(f"{label}: {_short(old)} → {_short(new)}" if old else f"{label}: {_short(new)}")
    for name, label in _COUNTED:
        more = _more(getattr(before, name), getattr(after, name))
        if more:
            found.append(f"{more} more {label}{'es' if label.endswith('s') and more > 1 else 's' if more > 1 else ''}")
    if not found and replace(before, connected_on=after.connected_on) == after and before != after:
        found.append(f"Connected since {after.connected_on}")
    return "; ".join(found)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[:_SHORT].rstrip()} …"


def _more(before: Sequence[str], after: Sequence[str]) -> int:
    return len(set(after) - set(before))
