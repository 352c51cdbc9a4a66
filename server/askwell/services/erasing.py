"""Erasing for good: the rows, what was derived from them, and the bytes they leave behind in files."""

from datetime import datetime

from sqlalchemy.orm import Session

from askwell.domain.addresses import canonical_address
from askwell.domain.facts import fold_text
from askwell.domain.profiles import PersonMention, ProfileDocument
from askwell.domain.subjects import ErasureReceipt, SubjectKind
from askwell.services import refreshing
from askwell.services.acquaintances import compared
from askwell.services.import_files import remove_all_uploads
from askwell.storage import captures, facts, known_people, notes, subjects
from askwell.storage import erasing as rows
from askwell.storage.database import Database
from askwell.storage.models import CaptureRow, SubjectRow


def erase(database: Database, kind: SubjectKind, subject_id: str, *, now: datetime, forever: bool) -> ErasureReceipt:
    """Erase somebody: rows first, then what is left of them in the log and in backups.

    Raises:
        SubjectNotFoundError: There is none with this id.
    """
    with database.writing() as session:
        erased = _erase_rows(session, kind, subject_id, now=now, forever=forever)
        rows.scrub(session)
    if database.path is not None:
        # A file that waits to be brought in may name them too.
        remove_all_uploads(database.path.parent)
    done = database.forget_freed(now)
    return ErasureReceipt({noun: number for noun, number in erased.items() if number}, pending=not done)


def _erase_rows(
    session: Session, kind: SubjectKind, subject_id: str, *, now: datetime, forever: bool
) -> dict[str, int]:
    subject = subjects.load_subject_row(session, subject_id, kind)
    addresses = subjects.list_addresses(session, subject_id)
    employers = {*rows.list_employers(session, subject_id), subject.organization_id} - {None, subject_id}
    name = subject.name
    somebody = compared(subject, addresses, facts.load_records(session, subject_id))
    rows.remember(session, subject_id, addresses, now)
    if forever:
        rows.bury(session, addresses, now)
    erased = rows.remove_subject(session, subject_id)
    if kind == "person":
        erased["known_people"] = known_people.erase_known_person(session, somebody)
        erased["lists"] = _leave_lists(session, name, set(addresses))
    for employer in sorted(filter(None, employers)):
        _settle_employer(session, employer, erased, now)
    return erased


def erase_again(session: Session, now: datetime) -> int:
    """Erase everybody who was erased before and came back with a backup; give how many records that were."""
    gone = 0
    for subject_id, kind, created_at in rows.list_all(session):
        addresses = subjects.list_addresses(session, subject_id)
        if rows.stays_erased(session, subject_id, addresses, created_at) and subjects.find_subject(session, subject_id):
            _erase_rows(session, kind, subject_id, now=now, forever=False)
            gone += 1
    rows.remove_loose_pages(session)
    rows.scrub(session)
    return gone


def _leave_lists(session: Session, name: str, addresses: set[str]) -> int:
    """Let go of stored pages about others that name the erased person; what was read of the others stays."""
    changed = 0
    for page in rows.list_pages_with_people(session):
        document = captures.read_document(page) or ProfileDocument()
        people = document.get("people") or []
        kept = [mention for mention in people if not _is_meant(mention, fold_text(name), addresses)]
        if len(kept) != len(people):
            _rewrite(page, document, kept)
            changed += 1
    session.flush()
    return changed


def _is_meant(mention: PersonMention, name: str, addresses: set[str]) -> bool:
    return fold_text(mention["name"]) == name or canonical_address(mention.get("url") or "") in addresses


def _rewrite(page: CaptureRow, document: ProfileDocument, kept: list[PersonMention]) -> None:
    proofs = {
        place: proof for place, proof in (document.get("evidence") or {}).items() if not place.startswith("/people")
    }
    captures.keep_document(page, ProfileDocument(**{**document, "people": kept, "evidence": proofs}))
    page.html = None
    page.selection = ""


def _settle_employer(session: Session, employer_id: str, erased: dict[str, int], now: datetime) -> None:
    """Take back what only the erased pages said about the employer; erase a record that nothing else rests on."""
    employer = subjects.load_subject_row(session, employer_id)
    if _is_orphan(session, employer):
        for noun, number in rows.remove_subject(session, employer_id).items():
            erased[noun] = erased.get(noun, 0) + number
        return
    refreshing.remerge(session, employer, now)


def _is_orphan(session: Session, organization: SubjectRow) -> bool:
    own_words = any(record.origin == "user" for record in facts.load_records(session, organization.id))
    return not (
        own_words
        or notes.load_note(session, organization.id).version
        or captures.list_observations(session, organization.id)
        or subjects.list_employees(session, organization.id)
    )
