"""What the API says when the database cannot be used: its own problem each, nothing changed, well again afterwards."""

import sqlite3
from collections.abc import Iterator

import pytest

from askwell.storage import sqlite
from tests.abuse.live_server import Reply, capture_body, profile
from tests.server.local_server import LocalServer, Paired


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, fresh: LocalServer) -> Iterator[LocalServer]:
    """A server that waits a moment only for a busy database."""
    with fresh.database._writer.connect() as connection:
        connection.connection.execute("PRAGMA busy_timeout=300")  # type: ignore[attr-defined]
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.3)
    yield fresh


def write(server: LocalServer, mine: Paired) -> Reply:
    return server.request("PUT", "/api/v1/seeker", {"goal": "Learn"}, **mine.headers())


def capture(server: LocalServer, mine: Paired, size: int = 0) -> Reply:
    body = capture_body(profile("Ada Example", body=f"<!--{'x y z' * size}-->"), "https://example.com/ada")
    return server.request("POST", "/api/v1/captures", body, Idempotency_Key=body["id"], **mine.headers())


def pragma(server: LocalServer, statement: str) -> None:
    connection = server.database._writer.raw_connection()
    connection.cursor().execute(f"PRAGMA {statement}").fetchall()
    connection.close()


@pytest.mark.case("K17")
def test_a_database_that_another_program_holds(quick: LocalServer) -> None:
    mine = quick.pair()
    other = sqlite3.connect(quick.config.database_path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    before = quick.digest()
    for reply in (write(quick, mine), capture(quick, mine)):
        assert (reply.status, reply.slug) == (503, "database-busy")
        assert int(reply.headers["retry-after"]) > 0
    assert quick.request("GET", "/api/v1/prospects", **mine.headers()).status == 200, "reading goes on"
    assert quick.digest() == before
    other.execute("ROLLBACK")
    other.close()
    assert write(quick, mine).status == 200


@pytest.mark.case("K08")
def test_a_full_disk(fresh: LocalServer) -> None:
    mine = fresh.pair()
    assert capture(fresh, mine).status == 201
    before = fresh.digest()
    pragma(fresh, "max_page_count=1")  # the smallest it may be is what is there
    reply = next(reply for reply in (capture(fresh, mine, 200_000) for _ in range(20)) if reply.status != 201)
    assert (reply.status, reply.slug) == (507, "storage-full")
    assert fresh.request("GET", "/api/v1/prospects", **mine.headers()).status == 200
    pragma(fresh, "max_page_count=1000000")
    assert capture(fresh, mine).status == 201
    assert fresh.digest() != before


def test_a_database_that_may_not_be_written(fresh: LocalServer) -> None:
    mine = fresh.pair()
    before = fresh.digest()
    pragma(fresh, "query_only=on")
    for reply in (write(fresh, mine), capture(fresh, mine)):
        assert (reply.status, reply.slug) == (503, "database-readonly")
    assert fresh.digest() == before
    pragma(fresh, "query_only=off")
    assert write(fresh, mine).status == 200


def test_a_damaged_database(fresh: LocalServer) -> None:
    mine = fresh.pair()
    capture(fresh, mine)
    pragma(fresh, "wal_checkpoint(TRUNCATE)")
    fresh.database._readers.dispose()
    fresh.database._writer.dispose()
    path = fresh.config.database_path
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    reply = fresh.request("GET", "/api/v1/prospects", **mine.headers())
    assert (reply.status, reply.slug) == (503, "database-error")
    assert "askwell doctor" in reply.document["detail"] or "backup" in reply.document["detail"]
    fresh.database._readers.dispose()
    path.write_bytes(whole)
    assert fresh.request("GET", "/api/v1/prospects", **mine.headers()).status == 200


def test_a_page_that_tells_of_a_busy_database(quick: LocalServer) -> None:
    cookie = quick.sign_in()
    secret = quick.csrf_token(cookie)
    other = sqlite3.connect(quick.config.database_path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    reply = quick.request(
        "POST",
        "/me",
        f"csrf_token={secret}&goal=Learn".encode(),
        Host=quick.site,
        Origin=quick.own_origin,
        Cookie=cookie,
        Accept="text/html",
        Content_Type="application/x-www-form-urlencoded",
    )
    other.execute("ROLLBACK")
    other.close()
    assert reply.status == 503
    assert b"Nothing is lost." in reply.body
