"""Restoring a backup: first as a rehearsal that shows what would change, then for good, with the present kept aside."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from askwell.domain.errors import DatabaseError
from askwell.domain.subjects import SUBJECT_KINDS
from askwell.services.erasing import erase_again
from askwell.storage import captures, examining, restoring, subjects
from askwell.storage.database import Database


@dataclass(frozen=True, slots=True)
class Holding:
    """What a database holds, in numbers."""

    people: int
    companies: int
    pages: int
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A backup that was taken over beside the present database, ready to take its place.

    Attributes:
        present: What there is now; None when it cannot be read.
        erased: How many records of the backup were erased since, and stay erased.
        damaged: How many stored pages of the backup are damaged.
        pairings: How many browsers stay connected.
    """

    file: Path
    rebuilt: Path
    database: Path
    schema: str
    present: Holding | None
    restored: Holding
    erased: int
    damaged: int
    pairings: int

    def give_up(self) -> None:
        """Leave everything as it is."""
        shutil.rmtree(self.rebuilt.parent, ignore_errors=True)

    def carry_out(self, now: datetime) -> Path | None:
        """Put the backup in place; give where the present database is kept.

        Raises:
            DatabaseError: It could not be done; nothing was changed.
        """
        return restoring.put_in_place(self.rebuilt, self.database, now)


def rehearse(file: Path, database: Path, *, now: datetime) -> Rehearsal:
    """Take a backup over beside the present database, which is not touched.

    Args:
        file: The backup.
        database: The present database; nobody else may use it meanwhile.
        now: Aware time.

    Raises:
        DatabaseError: The backup cannot be used; says why.
    """
    schema = restoring.read_version(file)
    fresh = restoring.rebuild(file, database, now)
    rebuilt = database.parent / restoring.SCRATCH / database.name
    try:
        with fresh.writing() as session:
            erased = erase_again(session, now)
        with fresh.reading() as session:
            restored = _holding(session)
        fresh.close()
        examined = examining.examine(rebuilt)
    except BaseException:
        fresh.close()
        shutil.rmtree(rebuilt.parent, ignore_errors=True)
        raise
    return Rehearsal(
        file=file,
        rebuilt=rebuilt,
        database=database,
        schema=schema,
        present=_present(database),
        restored=restored,
        erased=erased,
        damaged=len(examined.damaged_captures),
        pairings=examined.pairings,
    )


def _present(database: Path) -> Holding | None:
    """Count what there is now; a file that is not sound is not opened, because opening may change it."""
    opened = Database(database)
    try:
        if not database.exists() or database.stat().st_size == 0 or restoring.find_faults(database):
            return None
        with opened.reading() as session:
            return _holding(session)
    except DatabaseError:
        return None
    finally:
        opened.close()


def _holding(session: Session) -> Holding:
    people, companies = (subjects.count_subjects(session, kind) for kind in SUBJECT_KINDS)
    return Holding(people, companies, captures.count_pages(session), captures.newest_arrival(session))
