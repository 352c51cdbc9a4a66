"""Below SQLite: what is synced before an answer, power cuts between syncs, and reads, writes and syncs that fail."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.abuse.disk_shim import Disk, below_sqlite, library, replay
from tests.abuse.interrupting import opened, rows_of
from tests.abuse.live_server import capture_body, profile
from tests.abuse.small_world import NOW, names_in
from tests.server.local_server import LocalServer, Paired

NATIVE = library()
pytestmark = pytest.mark.skipif(NATIVE is None, reason="SQLite's own library cannot be reached from outside")
NAMES = [f"Busya Example-{one}" for one in "Kale Lark Moor Nash".split()]


@pytest.fixture
def disk() -> Iterator[Disk]:
    with below_sqlite(NATIVE) as found:
        yield found


@pytest.fixture
def local(disk: Disk, tmp_path: Path) -> Iterator[LocalServer]:
    server = LocalServer(tmp_path / "data")
    yield server
    disk.arm(0)
    server.close()


def send(local: LocalServer, mine: Paired, body: dict[str, Any]) -> int:
    reply = local.request("POST", "/api/v1/captures", body, Idempotency_Key=body["id"], **mine.headers())
    assert reply.status in (200, 201, 202, 503), reply.body
    if reply.status == 503:
        assert reply.slug in ("database-error", "database-busy", "database-readonly", "reader-busy"), reply.slug
    return reply.status


def page(name: str) -> dict[str, Any]:
    return capture_body(profile(name), f"https://example.com/{name.replace(' ', '-')}")


@pytest.mark.case("K02")
def test_every_acknowledged_capture_was_synced(disk: Disk, local: LocalServer) -> None:
    mine = local.pair()
    for name in NAMES:
        disk.operations.clear()
        assert send(local, mine, page(name)) == 201
        synced = [number for number, one in enumerate(disk.operations) if one[0] == "sync"]
        written = [
            number for number, one in enumerate(disk.operations) if one[0] == "write" and one[1].endswith("-wal")
        ]
        assert synced
        assert written
        assert max(synced) > max(written), "something of the log was not synced before the answer"


@pytest.mark.case("K03")
def test_after_a_power_cut_between_any_two_syncs_everything_acknowledged_is_there(
    disk: Disk, local: LocalServer, tmp_path: Path
) -> None:
    mine = local.pair()
    acknowledged: list[tuple[int, str]] = []
    for name in NAMES:
        assert send(local, mine, page(name)) == 201
        acknowledged.append((len(disk.operations), name))
    operations = list(disk.operations)
    cuts = [number for number, one in enumerate(operations) if one[0] == "sync"]
    assert len(cuts) > 8
    for cut in cuts:
        folder = tmp_path / f"cut-{cut}"
        folder.mkdir(mode=0o700)
        # What was synced is there; of what came after it, half a write may be.
        replay(operations[: cut + 1], folder, wanted=lambda name: name in ("askwell.db", "askwell.db-wal"))
        torn = next(
            (one for one in operations[cut + 1 :] if one[0] == "write" and one[1].startswith("askwell.db")), None
        )
        if torn is not None:
            kind, name, place, content = torn
            half = [(kind, name, place, content[: len(content) // 2])]
            replay(half if name.endswith("-wal") else [], folder, wanted=bool)
        path = folder / "askwell.db"
        if not path.exists() or not (folder / "askwell.db-wal").exists() or not has_tables(path):
            assert not [name for number, name in acknowledged if number <= cut + 1]
            continue
        database = opened(folder, NOW)
        there = names_in(database)
        database.close()
        assert [name for number, name in acknowledged if number <= cut + 1 and name not in there] == []
        rows_of(path)


def has_tables(path: Path) -> bool:
    with sqlite3.connect(path) as database:
        count = database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    database.close()
    return bool(count)


@pytest.mark.case("K10")
def test_when_the_nth_read_write_or_sync_fails_the_answer_is_a_503_and_nothing_is_wrong_afterwards(
    disk: Disk, local: LocalServer
) -> None:
    mine = local.pair()
    number, reached, refused = 1, True, 0
    while reached and number < 200:
        body = page(f"Busya Example-{'Kale Lark Moor Nash Oaks Pell'.split()[number % 6]}")
        disk.arm(number)
        refused += send(local, mine, body) == 503
        reached = disk.is_reached
        disk.arm(0)
        assert send(local, mine, body) in (200, 201)
        assert local.request("GET", f"/api/v1/captures/{body['id']}", **mine.headers()).document["status"] == "read"
        number += 1 if number < 40 else 3
    assert refused > 3
    local.database._writer.dispose()
    local.database._readers.dispose()
    rows_of(local.config.database_path)
    assert not [line for line in local.log.lines if "unexpected" in line]
