"""A real database file, and a reader that takes the document from the page itself, so that each test says what was read."""

import hashlib
import json
import shutil
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from askwell.domain.captures import IncomingCapture
from askwell.domain.errors import PageUnreadableError
from askwell.services.reading import PageReader
from askwell.storage.database import Database

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


class ScriptedReader(PageReader):
    """Reads what the test wrote; starts no process."""

    def __init__(self):
        super().__init__(workers=0)
        self.pages = 0

    def read(self, page):
        self.pages += 1
        if page.html.startswith("unreadable"):
            raise PageUnreadableError
        return json.loads(page.html)


def person_page(person, *, kind="person", organization=None, people=(), sections=None, evidence=None, **page):
    return {
        "page": {"kind": kind, "title": "A page", "language": "en", "parser_version": "1", **page},
        "person": person,
        "organization": organization,
        "people": list(people),
        "sections": sections or {},
        "evidence": evidence or {},
    }


def incoming(document, *, url="https://example.com/people/ada", day=0, capture_id=None, html=None):
    text = html or json.dumps(document)
    raw = text.encode()
    return IncomingCapture(
        id=capture_id or str(uuid4()),
        url=url,
        title="A tab",
        captured_at=NOW + timedelta(days=day),
        html=text,
        html_bytes=len(raw),
        html_sha256=hashlib.sha256(raw).hexdigest(),
    )


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    """Migrate once; a copy is quicker than a migration."""
    fresh = Database(tmp_path_factory.mktemp("empty") / "askwell.db")
    fresh.migrate(NOW)
    fresh.close()
    return fresh.path


@pytest.fixture
def database(tmp_path, empty):
    shutil.copytree(empty.parent, tmp_path / "askwell")
    opened = Database(tmp_path / "askwell" / "askwell.db")
    opened.migrate(NOW)
    yield opened
    opened.close()


@pytest.fixture
def reader():
    return ScriptedReader()


@pytest.fixture
def page():
    return person_page


@pytest.fixture
def sent():
    return incoming


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def capture(database, reader):
    """Capture a document and give what became of it."""

    def run(document, **options):
        from askwell.services.capturing import capture_page

        return capture_page(database, reader, incoming(document, **options), now=NOW)[0]

    return run


@pytest.fixture(autouse=True)
def quick_plans(monkeypatch):
    """Plan one question per skill, so that tests see what the engine was told; the engine has its own tests."""
    import sys
    import types

    def suggest_plan(profile, seeker, *, minutes, channel, now, history, bank=None):
        skills = (profile.get("person") or {}).get("skills") or []
        questions = [
            {
                "id": f"q-{skill}",
                "text": f"How did you learn {skill}?",
                "trigger": "skill",
                "priority": rank,
                "evidence": [{"pointer": f"/profile/person/skills/{rank - 1}", "snippet": skill}],
            }
            for rank, skill in enumerate(skills, start=1)
            if f"q-{skill}" not in history["dismissed"]
        ]
        return {"questions": questions[:3], "reserve": questions[3:], "minutes": minutes, "channel": channel}

    stub = types.ModuleType("askwell.suggesting.planner")
    stub.suggest_plan = suggest_plan
    monkeypatch.setitem(sys.modules, "askwell.suggesting.planner", stub)


def table_digest(database, *, without=("actions", "journal", "search_texts", "captures_html")):
    """Give every row of every table as text, for comparing two moments."""
    from sqlalchemy import text

    from askwell.storage.models import Row

    with database.reading() as session:
        return {
            table.name: sorted(repr(tuple(row)) for row in session.execute(text(f"SELECT * FROM {table.name}")))
            for table in Row.metadata.sorted_tables
            if table.name not in without
        }


@pytest.fixture
def digest(database):
    return lambda **options: table_digest(database, **options)
