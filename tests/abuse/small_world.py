"""A few invented people in a data folder, captured without a server, and a reader that needs no process."""

import hashlib
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from askwell.domain.captures import IncomingCapture
from askwell.domain.pages import CapturedPage
from askwell.parsing.reader import parse_page
from askwell.services.capturing import capture_page
from askwell.services.reading import PageReader
from askwell.storage.database import Database
from askwell.storage.secret_file import load_key
from tests.abuse.live_server import profile

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


class DirectReader(PageReader):
    """Reads in the same process."""

    def __init__(self) -> None:
        super().__init__(workers=0)

    def read(self, page: CapturedPage) -> Any:
        return parse_page(page)


def incoming(name: str, *, day: float = 0, html: str = "", **facts: Any) -> IncomingCapture:
    """Make a page about somebody, always with the same id for the same page."""
    text = html or profile(name, **facts)
    raw = text.encode()
    address = f"https://example.com/people/{name.replace(' ', '-').lower()}"
    return IncomingCapture(
        id=str(uuid5(NAMESPACE_URL, f"{address} {text} {day}")),
        url=address,
        title=name,
        captured_at=NOW + timedelta(days=day),
        html=text,
        html_bytes=len(raw),
        html_sha256=hashlib.sha256(raw).hexdigest(),
    )


def capture(database: Database, name: str, *, day: float = 0, **facts: Any) -> str:
    """Capture a page about somebody; give the id of the record."""
    page = incoming(name, day=day, **facts)
    result, _ = capture_page(database, DirectReader(), page, now=NOW + timedelta(days=day))
    assert result.subject is not None, name
    return result.subject.id


def people_folder(folder: Path, *names: str) -> Path:
    """Make a data folder with these people in it, closed cleanly."""
    database = Database(folder / "askwell.db")
    database.migrate(NOW)
    for name in names:
        capture(database, name)
    database.close()
    load_key(folder / "secret.key")
    return folder


def names_in(database: Database) -> list[str]:
    """List the names of everybody."""
    from askwell.services.subjects import list_subjects

    with database.reading() as session:
        return sorted(one.name for one in list_subjects(session, "person", limit=200).items)


def bytes_with(folder: Path, *words: str) -> dict[str, list[str]]:
    """Say which files hold which of these words, in any of the forms in which they may be stored."""
    found: dict[str, list[str]] = {}
    for path in (path for path in folder.rglob("*") if path.is_file()):
        with suppress(FileNotFoundError):
            raw = path.read_bytes()
            for word in words:
                forms = {
                    word.encode(),
                    word.lower().encode(),
                    word.encode("utf-16-le"),
                    word.replace(" ", "-").encode(),
                }
                if any(form in raw for form in forms):
                    found.setdefault(word, []).append(str(path.relative_to(folder)))
    return found
