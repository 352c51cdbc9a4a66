"""The dashboard over real services and a real database in a temporary folder, and a browser that never runs scripts."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from askwell import context
from askwell.app import create_app
from askwell.config import Config
from askwell.domain.clocks import Clock
from askwell.domain.errors import PageUnreadableError
from askwell.domain.pages import CapturedPage
from askwell.domain.profiles import Evidence, ProfileDocument
from askwell.services.reading import PageReader
from askwell.storage.database import Database

PORT = 8765
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SITE = f"http://askwell.localhost:{PORT}"
START = datetime(2025, 10, 8, 9, 30, tzinfo=UTC)


@dataclass
class Time:
    """A clock that stands still until it is moved."""

    now: datetime = START
    seconds: float = 0.0

    def pass_by(self, span: timedelta) -> None:
        """Move on; sessions last through a day or two, as when somebody keeps looking."""
        self.now += span
        self.seconds += min(span.total_seconds(), 3600)


@dataclass
class Window:
    """One signed-in window: follows links and sends forms with their secret."""

    client: FlaskClient
    app: Flask
    time: Time
    headers: dict[str, str] = field(default_factory=lambda: {"Accept": "text/html", "Origin": SITE})

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.client.get(path, base_url=SITE, headers={"Accept": "text/html"}, **more)

    def page(self, path: str) -> str:
        answer = self.get(path, follow_redirects=True)
        assert answer.status_code == 200, answer.get_data(as_text=True)[:2000]
        return answer.get_data(as_text=True)

    @property
    def secret(self) -> str:
        found = re.search(r'name="csrf_token" value="(askw_c_[^"]+)"', self.page("/add"))
        assert found
        return found.group(1)

    def send(self, path: str, *, follow: bool = True, accept: str = "text/html", **form: Any) -> TestResponse:
        data = {"csrf_token": self.secret, **form}
        headers = {**self.headers, "Accept": accept}
        return self.client.post(path, base_url=SITE, headers=headers, data=data, follow_redirects=follow)

    def upload(self, raw: bytes, name: str, url: str = "") -> TestResponse:
        """Hand over a file, encoded as browsers do it."""
        edge = "----of-the-parts"
        parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
                 for key, value in (("csrf_token", self.secret), ("file_url", url))]  # fmt: skip
        parts.append(f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n')
        body = "".join(parts).encode() + raw + f"\r\n--{edge}--\r\n".encode()
        kind = f"multipart/form-data; boundary={edge}"
        return self.client.post(
            "/add/file", base_url=SITE, headers=self.headers, data=body, content_type=kind, follow_redirects=True
        )

    def read(self, url: str) -> str:
        """Hand over a page by its address; give the address of the page in the dashboard that it led to."""
        self.time.pass_by(timedelta(seconds=1))  # nobody captures two pages in the same instant
        answer = self.send("/add/text", follow=False, text=f"Text of {url}", url=url)
        assert answer.status_code == 303, answer.get_data(as_text=True)[:2000]
        return answer.location.partition("?")[0]


class Shelf(PageReader):
    """Gives the document that a test put there for an address, instead of reading the page."""

    def __init__(self) -> None:
        super().__init__(workers=0)
        self.documents: dict[str, ProfileDocument] = {}

    def read(self, page: CapturedPage) -> ProfileDocument:
        found = self.documents.get(page.url)
        if found is None:
            raise PageUnreadableError
        return found


def document_about(url: str, **person: Any) -> ProfileDocument:
    """Make a profile document of one person, each fact with the words it stands on."""
    evidence: dict[str, Evidence] = {}
    for name, value in person.items():
        entries = enumerate(value) if isinstance(value, list) else [("", value)]
        for place, entry in entries:
            pointer = f"/person/{name}" + (f"/{place}" if place != "" else "")
            raw = " · ".join(map(str, entry.values())) if isinstance(entry, dict) else str(entry)
            evidence[pointer] = Evidence(raw=raw, where="main", method="heuristic", confidence=0.9)
    page = {"url": url, "kind": "person", "title": person.get("name", ""), "language": "en", "adapter": "test"}
    return cast("ProfileDocument", {"page": page, "person": person, "people": [], "sections": {}, "evidence": evidence})


MAREN = "https://profiles.example.org/maren"
MAREN_FACTS: dict[str, Any] = {
    "name": "Maren Holloway",
    "headline": "I build courses that work at four in the morning",
    "location": "Columbus, Ohio",
    "about": "I taught biology for seven years before I noticed that I liked the lessons more than the marking.",
    "experience": [
        {"title": "Senior Learning Designer", "organization": "Tidewell Health", "start": "2021-03", "current": True,
         "description": "Moved the assessments from quizzes to simulations."},
        {"title": "Designer, contracts", "organization": "Self-employed", "start": "2019", "end": "2021"},
        {"title": "Biology Teacher", "organization": "Brandt High School", "start": "2012", "end": "2019"},
    ],
    "education": [{"school": "University of Brandt", "degree": "BSc", "field": "Biology", "start": "2008", "end": "2012"}],
    "skills": ["Assessment writing", "Storyboards", "xAPI"],
    "languages": [{"name": "English"}, {"name": "Spanish", "level": "working"}],
}  # fmt: skip


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture(scope="session")
def reader() -> Iterator[PageReader]:
    worker = PageReader()
    yield worker
    worker.close()


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def app(tmp_path: Path, shelf: Shelf, time: Time) -> Iterator[Flask]:
    config = Config(data_dir=tmp_path, port=PORT)
    database = Database(config.database_path)
    database.migrate(time.now)
    clock = Clock(lambda: time.now, lambda: time.seconds)
    yield create_app(config, database, shelf, clock, key=b"k" * 32)
    database.close()


@pytest.fixture
def window(app: Flask, time: Time) -> Window:
    client = app.test_client()
    with app.app_context():
        link = context.sign_in_desk().issue_link("/start")
    answer = client.get(f"/sign-in/{link}", base_url=SITE)
    assert answer.status_code == 303
    return Window(client, app, time)


@pytest.fixture
def person(window: Window, shelf: Shelf) -> str:
    """The address of somebody's page in the dashboard."""
    shelf.documents[MAREN] = document_about(MAREN, **MAREN_FACTS)
    return window.read(MAREN)


class Outline(HTMLParser):
    """Checks nesting, and collects what is needed to judge a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.labels: set[str] = set()
        self.fields: list[tuple[dict[str, str], bool]] = []
        self.headings: list[int] = []
        self.tags: list[str] = []
        self.problems: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        self.ids += [given["id"]] if "id" in given else []
        if tag == "label":
            self.labels.add(given.get("for", ""))
        if tag in {"input", "select", "textarea"} and given.get("type") != "hidden" and "hidden" not in given:
            self.fields.append((given, "label" in self.open))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.problems += foreign_parts(tag, given)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> closes nothing")


def foreign_parts(tag: str, given: dict[str, str]) -> list[str]:
    """Find what no page may carry: inline code and style, frames, anything from elsewhere."""
    found = [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
    leads = [given.get(name, "").strip().lower() for name in ("href", "src", "action", "formaction", "xlink:href")]
    found += [f"{tag} {address}" for address in leads if address.startswith(("javascript:", "data:", "vbscript:"))]
    if tag in {"style", "iframe", "object", "embed", "base"}:
        found.append(tag)
    if tag == "script" and not given.get("src", "").startswith("/static/"):
        found.append("inline script")
    loaded = [given.get(name, "/") for name in ("src", "href") if tag in {"script", "link", "img"}]
    return found + [
        f"{tag} from elsewhere" for address in loaded if not address.startswith("/static/") and address != "/"
    ]


@pytest.fixture
def judge() -> Callable[[str], Outline]:
    """Checks that a page is whole, names its parts, and carries no code of its own."""

    def judged(page: str) -> Outline:
        outline = Outline()
        outline.feed(page)
        outline.close()
        assert not outline.problems
        assert not outline.open, "every element is closed"
        assert len(outline.ids) == len(set(outline.ids)), "every id is there once"
        assert outline.headings.count(1) == 1
        steps = zip(outline.headings, outline.headings[1:], strict=False)
        assert all(after - before <= 1 for before, after in steps), f"a level is skipped: {outline.headings}"
        assert outline.tags.count("main") == 1
        assert 'lang="en"' in page
        for given, inside_label in outline.fields:
            named = inside_label or given.get("id") in outline.labels or given.get("aria-label")
            assert named, f"a field without a name: {given}"
        return outline

    return judged
