"""Askwell's own export brought back: rows exactly as they were; where somebody is known already, only what is missing.

Nothing that is here is changed by a row of the file: notes, answers, and facts in the user's own words stay.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from askwell.domain.imports import EntryState, ImportReading, ImportUnreadableError, PlannedEntry
from askwell.domain.records import page_fact_id
from askwell.services import refreshing
from askwell.services.known_imports import ERASED
from askwell.storage import captures, erasing, facts, imported_rows, subjects
from askwell.storage.imported_rows import TABLES, Image

_ADDED_TO_KNOWN = ("captures", "sightings", "facts", "notes", "question_states", "addresses")
_OWNED = "subject_id"
_TOLD_EVERY = 10


class RowImport:
    """What an export of Askwell would bring back."""

    def __init__(self, session: Session, reading: ImportReading, *, now: datetime) -> None:
        """Check every row, and find out who is here already; nothing is written.

        Raises:
            ImportUnreadableError: One of the rows is none of ours, so the whole file is refused.
        """
        self._session, self._now = session, now
        self._items = [_checked_item(number, item) for number, item in enumerate(reading.items, start=1)]
        self._pages = [_checked(0, "captures", row) for row in reading.pages]
        self._known = [_checked(0, "known_people", row) for row in reading.known_people]
        self._ids = {item["subjects"][0]["id"] for item in self._items}
        self._targets: list[str] = []
        self._missing: list[list[tuple[str, Image]]] = []
        self.entries: list[PlannedEntry] = []
        """What becomes of everybody in the file, then of loose pages and known people."""
        for number, item in enumerate(self._items, start=1):
            self._plan(number, item)
        self._loose = list(self._plan_loose())

    def _plan(self, number: int, item: dict[str, list[Image]]) -> None:
        subject = item["subjects"][0]
        about = subject["headline"] or subject["organization"]
        here = self._owner(item)
        missing: list[tuple[str, Image]] = []
        state: EntryState = "new"
        words = ""
        if erasing.buried_among(self._session, {address["address"] for address in item["addresses"]}):
            here, state, words = "", "unreadable", ERASED
        elif here is not None:
            missing = list(self._missing_rows(item, here))
            state = "changed" if missing else "known"
            words = "More pages, notes or facts of your own" if missing else ""
        self._targets.append(subject["id"] if here is None else here)
        self._missing.append(missing)
        self.entries.append(PlannedEntry(number, subject["name"], about, state, words))

    def _owner(self, item: dict[str, list[Image]]) -> str | None:
        """Give the record here that is the same: by its id, else by an address."""
        subject_id = item["subjects"][0]["id"]
        if subjects.find_subject(self._session, subject_id) is not None:
            return str(subject_id)
        owners = (imported_rows.find_owner(self._session, one["digest"]) for one in item["addresses"])
        return next((owner for owner in owners if owner), None)

    def _missing_rows(self, item: dict[str, list[Image]], here: str) -> Iterator[tuple[str, Image]]:
        """Give the rows that a record here lacks, as they fit to it."""
        mine = [one for one in facts.load_records(self._session, here) if one.origin == "user"]
        places = {place for record in mine for place in record.places}
        for table in _ADDED_TO_KNOWN:
            for image in item[table]:
                row = {**image, _OWNED: here} if image.get(_OWNED) else image
                if table == "addresses" and imported_rows.find_owner(self._session, row["digest"]):
                    continue
                if table == "facts":
                    if row["origin"] == "page" or (row["kind"], row["key"]) in places:
                        continue
                    if row["supersedes"]:
                        row = {**row, "supersedes": page_fact_id(here, row["kind"], row["key"])}
                if not imported_rows.is_stored(self._session, table, row):
                    yield table, row

    def _plan_loose(self) -> Iterator[tuple[str, Image]]:
        """Plan pages of nobody in particular and known people; their lines go on after the people and companies."""
        for table, rows in (("captures", self._pages), ("known_people", self._known)):
            for row in rows:
                stored = imported_rows.is_stored(self._session, table, row)
                name, about = (row["name"], row["employer"]) if table == "known_people" else (row["title"], row["url"])
                line = len(self.entries) + 1
                self.entries.append(PlannedEntry(line, name, about, "known" if stored else "new"))
                if not stored:
                    yield table, row

    def store(self, session: Session, progress: Callable[[int], None]) -> None:
        """Write what is missing; to be recorded as one action."""
        fresh = [
            item
            for item, entry in zip(self._items, self.entries, strict=False)
            if entry.state == "new" and item["subjects"]
        ]
        self._store_subjects(session, fresh)
        for number, item in enumerate(fresh, start=1):
            self._store_item(session, item)
            if number % _TOLD_EVERY == 0:
                progress(number)
        for table, row in self._loose:
            imported_rows.add_row(session, table, self._linked(session, row))
        session.flush()
        for item in fresh:
            self._store_distinctions(session, item)
        for target, missing in zip(self._targets, self._missing, strict=True):
            if missing:
                self._complete(session, target, missing)
        progress(len(self.entries))

    def _store_subjects(self, session: Session, fresh: list[dict[str, list[Image]]]) -> None:
        """Write records without their company first, because companies may come later in the file."""
        for item in fresh:
            imported_rows.add_row(session, "subjects", {**item["subjects"][0], "organization_id": None})
        session.flush()
        for item in fresh:
            subject = item["subjects"][0]
            employer = subjects.find_subject(session, subject["organization_id"])
            if employer is not None:
                row = subjects.load_subject_row(session, subject["id"])
                row.organization_id, row.updated_at = employer.id, subject["updated_at"]
        session.flush()

    def _store_item(self, session: Session, item: dict[str, list[Image]]) -> None:
        for table in TABLES:
            if table in ("subjects", "told_apart", "known_people"):
                continue
            for image in item[table]:
                if not imported_rows.is_stored(session, table, image):
                    imported_rows.add_row(session, table, self._linked(session, image))
        session.flush()
        row = subjects.load_subject_row(session, item["subjects"][0]["id"])
        refreshing.reindex(session, row, facts.load_records(session, row.id))

    def _linked(self, session: Session, image: Image) -> Image:
        """Leave out references to records that are neither here nor in the file."""
        names = [name for name in ("subject_id", "organization_id") if image.get(name)]
        gone = {name: None for name in names if subjects.find_subject(session, image[name]) is None}
        return {**image, **gone}

    def _store_distinctions(self, session: Session, item: dict[str, list[Image]]) -> None:
        for image in item["told_apart"]:
            other = subjects.find_subject(session, image["other_id"])
            if other is not None and not imported_rows.is_stored(session, "told_apart", image):
                imported_rows.add_row(session, "told_apart", image)
        session.flush()

    def _complete(self, session: Session, target: str, missing: list[tuple[str, Image]]) -> None:
        """Give a record what it lacks, and merge it like after a capture."""
        for table, image in missing:
            imported_rows.add_row(session, table, self._linked(session, image))
        session.flush()
        row = subjects.load_subject_row(session, target)
        refreshing.remerge(session, row, self._now)
        refreshing.refresh(
            session,
            row,
            facts.load_records(session, target),
            captures.list_observations(session, target),
            self._now,
            touch=True,
        )


def _checked_item(number: int, item: dict[str, Any]) -> dict[str, list[Image]]:
    tables = item.get("rows")
    if not isinstance(tables, dict) or not isinstance(tables.get("subjects"), list) or len(tables["subjects"]) != 1:
        raise _damaged(number, "the record itself is missing")
    found: dict[str, list[Image]] = {}
    for table in TABLES:
        rows = tables.get(table, [])
        if not isinstance(rows, list):
            raise _damaged(number, f"{table} is no list")
        found[table] = [_checked(number, table, row) for row in rows]
    subject_id = found["subjects"][0]["id"]
    owners = {row[_OWNED] for table in TABLES for row in found[table] if _OWNED in row and table != "captures"}
    if owners - {subject_id} or len({one["id"] for one in found["captures"]}) != len(found["captures"]):
        raise _damaged(number, "its rows belong to somebody else")
    return found


def _checked(number: int, table: str, row: object) -> Image:
    try:
        return imported_rows.checked_image(table, row)
    except ValueError as problem:
        raise _damaged(number, str(problem)) from problem


def _damaged(number: int, words: str) -> ImportUnreadableError:
    place = f"Entry {number}" if number else "One of the last entries"
    return ImportUnreadableError(
        f"{place} of this file is damaged ({words}). Nothing was changed. An export comes back whole or not at all; "
        "export it once more, and try again."
    )
