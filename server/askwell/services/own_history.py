"""The user's own history, read from a pasted résumé or from their data export; nothing of either is kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from askwell.domain.errors import ValidationError
from askwell.domain.own_history import seeker_from_person
from askwell.domain.pages import CapturedPage
from askwell.domain.pasting import page_of_text, pasted_title
from askwell.domain.profiles import PersonFacts
from askwell.domain.questions import SeekerDocument
from askwell.domain.seekers import SEEKER_FIELDS, Seeker
from askwell.services.reading import PageReader
from askwell.services.seekers import load_seeker, write_seeker

MAX_LINE = 300
MAX_ENTRIES = 20
NOTHING_FOUND = (
    "Askwell found nothing in it for About me. Nothing was changed. Begin with your name in the first line, then "
    "paste the parts about work, education and skills with their headings."
)
_OWN_PAGE = "https://pasted.invalid/own-history"


def read_resume(reader: PageReader, text: str, *, now: datetime) -> SeekerDocument:
    """Read a pasted résumé, in the same way as pasted text about anybody.

    Raises:
        ValidationError: It does not say who it is about, or says nothing that About me asks for.
        PageTooSlowError, PageUnreadableError, ReaderBusyError: It could not be read.
    """
    page = CapturedPage(url=_OWN_PAGE, html=page_of_text(text), captured_at=now, title=pasted_title(text))
    return _found(reader.read(page).get("person"))


def read_data_export(content: bytes) -> SeekerDocument:
    """Read the export of a network, as a ZIP or as one of its tables.

    Raises:
        ArchiveUnreadableError: It is neither, is too large, or holds nothing about the user.
        ValidationError: It says nothing that About me asks for.
    """
    from askwell.parsing.archive import read_archive

    return _found(read_archive(content))


def _found(person: PersonFacts | None) -> SeekerDocument:
    seeker = seeker_from_person(person) if person else SeekerDocument()
    bare: Any = {name: _bare(value) for name, value in seeker.items()}
    found: SeekerDocument = {name: value for name, value in bare.items() if value}  # type: ignore[assignment]
    if not found:
        raise ValidationError({"text": [NOTHING_FOUND]})
    return found


def _bare(value: object) -> str | list[str]:
    """Give text as one line without control characters, not endless; lists entry by entry."""
    if isinstance(value, list):
        return [entry for entry in (_line(one) for one in value[:MAX_ENTRIES]) if entry]
    return _line(value)


def _line(value: object) -> str:
    words = "".join(letter if letter.isprintable() else " " for letter in str(value)).split()
    line = " ".join(words)
    return line if len(line) <= MAX_LINE else line[:MAX_LINE].rsplit(" ", 1)[0]


def take_history(session: Session, found: Mapping[str, Any], *, now: datetime) -> Seeker:
    """Fill in what is still empty in About me; what the user wrote stays as it is."""
    before = load_seeker(session).document
    fresh = {name: value for name, value in found.items() if name in SEEKER_FIELDS and not before.get(name)}
    return write_seeker(session, {**before, **fresh}, now=now)
