"""Changes that cross one another, a database that somebody else holds, and a question that takes too long."""

import sqlite3
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.abuse.altered_server import AlteredServer
from tests.abuse.live_server import LiveServer, Reply, database_in, profile
from tests.abuse.watching import watched

URL = "https://example.com/people/interfering"
CARD = "<li><h3>{} Example</h3><p>Bridge Engineer</p><p>Works on site since {}.</p></li>"
FIRST = "Anna Bruno Clara Dario Elif Farid Greta Hugo Irena Jonas".split()


def person(server: LiveServer, name: str) -> str:
    return str(server.capture(profile(name), f"{URL}/{uuid.uuid4()}").document["subject"]["id"])


def write(server: LiveServer, subject: str, text: str, version: int = 0) -> Reply:
    path = f"/api/v1/prospects/{subject}/note"
    return server.post(path, {"text": text}, method="PUT", If_Match=f'"{version}"')


def join(server: LiveServer, kept: str, other: str) -> Reply:
    return server.post(f"/api/v1/prospects/{kept}/join", {"other": other})


def note_of(server: LiveServer, subject: str) -> str:
    return str(server.api(f"prospects/{subject}/note").document["text"])


@pytest.mark.case("C08")
def test_an_edit_of_a_record_that_was_joined(server: LiveServer) -> None:
    kept, other = person(server, "Joina Example"), person(server, "Joinb Example")
    assert write(server, kept, "first").status == 200
    assert write(server, other, "second").status == 200
    assert join(server, kept, other).status == 200
    late = write(server, other, "third", version=1)
    assert (late.status, late.slug) == (409, "merge-conflict")
    stage = server.post(f"/api/v1/prospects/{other}", {"stage": "talked"}, method="PATCH")
    assert (stage.status, stage.slug) == (409, "merge-conflict")
    stale = write(server, kept, "fourth", version=1)
    assert (stale.status, stale.slug) == (412, "edit-conflict")
    assert stale.document["current"]["text"] == note_of(server, kept) == "first\n\nsecond"


@pytest.mark.case("C08")
def test_joins_and_edits_at_once_lose_no_note(server: LiveServer) -> None:
    for turn in range(4):
        kept, other = person(server, f"Crossa {FIRST[turn]}"), person(server, f"Crossb {FIRST[turn]}")
        write(server, kept, "first")
        acts = [
            lambda kept=kept, other=other: join(server, kept, other),
            lambda other=other: write(server, other, "second"),
            lambda kept=kept, other=other: join(server, other, kept),
        ]
        with ThreadPoolExecutor(3) as pool:
            one, edit, two = pool.map(lambda act: act(), acts)
        assert sorted(reply.status for reply in (one, two)) == [200, 409], (one, two)
        assert next(reply.slug for reply in (one, two) if reply.status == 409) == "merge-conflict"
        left = kept if one.status == 200 else other
        assert "first" in note_of(server, left)
        if edit.status == 200:
            assert "second" in note_of(server, left)
        else:
            assert edit.slug in ("merge-conflict", "edit-conflict")


@pytest.mark.case("C10", stores=True)
def test_somebody_else_holds_the_database(server: LiveServer) -> None:
    subject = person(server, "Busyb Example")
    with watched(server, unchanged=True):
        other = sqlite3.connect(database_in(server.folder), isolation_level=None)
        try:
            other.execute("BEGIN IMMEDIATE")
            reply = write(server, subject, "while it is held")
            assert server.api(f"prospects/{subject}").status == 200
        finally:
            other.execute("ROLLBACK")
            other.close()
        assert (reply.status, reply.slug) == (503, "database-busy")
        assert int(reply.headers["retry-after"]) > 0
    assert write(server, subject, "afterwards").status == 200


@pytest.mark.case("C11")
def test_many_are_added_and_taken_back_as_one(server: LiveServer) -> None:
    cards = "".join(CARD.format(name, 2000 + number) for number, name in enumerate(FIRST))
    page = (
        f"<!doctype html><html lang='en'><title>Our team</title><main><h1>Our team</h1><ul>{cards}</ul></main></html>"
    )
    capture = server.capture(page, f"{URL}/team").document
    indexes = [one["index"] for one in capture["people"]]
    assert len(indexes) == len(FIRST)
    subject = person(server, "Edita Example")
    before = server.api("prospects").document["total"]
    seen: list[int] = []
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            seen.append(server.api("prospects?limit=1").document["total"])

    def edit() -> list[int]:
        return [write(server, subject, f"text {version}", version).status for version in range(12)]

    with ThreadPoolExecutor(3) as pool:
        looking, editing = pool.submit(look), pool.submit(edit)
        try:
            for _ in range(3):
                added = server.post(f"/api/v1/captures/{capture['id']}/people", {"indexes": indexes})
                assert added.status == 201
                undone = server.post(f"/api/v1/actions/{added.document['action']['id']}/undo", {})
                assert undone.status == 200, undone.body
        finally:
            done.set()
        looking.result()
        assert set(editing.result()) == {200}
    assert set(seen) <= {before, before + len(FIRST)}, "a list was seen half added"
    assert server.api(f"prospects/{subject}/note").headers["etag"] == '"12"'


@pytest.fixture(scope="module")
def altered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AlteredServer]:
    """A server on which searching can be made to take very long."""
    live = AlteredServer(tmp_path_factory.mktemp("slow") / "data")
    live.sign_in()
    live.pair()
    yield live
    live.stop()


@pytest.mark.case("S12")
def test_a_question_to_the_database_that_takes_too_long(altered: AlteredServer) -> None:
    with watched(altered, unchanged=True):
        altered.alter(off=["quick-search"])
        start = time.monotonic()
        reply = altered.api("prospects?search=anybody")
        altered.alter(off=())
        assert (reply.status, reply.slug) == (503, "query-timeout")
        assert int(reply.headers["retry-after"]) > 0
        assert time.monotonic() - start < 12
    for _ in range(8):  # every connection of the pool is as good as before
        assert altered.api("prospects?search=anybody").status == 200
