"""Ended or disturbed at every single operation of everything that writes: all of it is done, or nothing."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from askwell.domain.errors import AskwellError
from askwell.services import backups, capturing, joining, notes, restoring, subjects
from askwell.services.erasing import erase
from askwell.storage import folder as folders
from askwell.storage import notes as stored_notes
from askwell.storage.database import Database
from tests.abuse.interrupting import Steps, every_end, fail, opened, rows_of, watching
from tests.abuse.small_world import NOW, DirectReader, bytes_with, capture, incoming, names_in, people_folder

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
LATER = NOW + timedelta(hours=1)
ADA, BOB = "Adaline Quillfeather", "Bobina Thistledown"


@pytest.fixture(autouse=True)
def no_plans(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planning only reads; leaving it out makes these many runs quick."""
    from askwell.suggesting import planner

    empty = {"questions": [], "reserve": [], "minutes": 20, "channel": "call"}
    monkeypatch.setattr(planner, "suggest_plan", lambda *_, **__: dict(empty))


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two people, and a backup that holds both."""
    folder = people_folder(tmp_path_factory.mktemp("prepared") / "data", ADA, BOB)
    database = opened(folder, NOW)
    database.backup(NOW, reason="daily")
    database.close()
    return folder


@pytest.fixture
def people(prepared: Path) -> dict[str, str]:
    database = opened(prepared, NOW)
    with database.reading() as session:
        found = {one.name: one.id for one in subjects.list_subjects(session, "person").items}
    database.close()
    return found


def on_database(work: Callable[[Database], object]) -> Callable[[Path], None]:
    def run(folder: Path) -> None:
        database = opened(folder, LATER)
        work(database)
        database.close()

    return run


def send(database: Database) -> None:
    page = replace(incoming("Cyra Example-Moss", role="Glassblower"), source="click")
    capturing.capture_page(database, DirectReader(), page, now=LATER)


def ends(work: Callable[[Path], object], prepared: Path, at: Path, *, stride: int = 1) -> Iterator[tuple[int, Path]]:
    count = 0
    for number, folder in every_end(work, prepared, at, stride=stride):
        count += stride
        yield number, folder
    assert count > 10, "the work has more steps than that"


@pytest.mark.case("K01", "K05")
def test_a_capture_is_stored_whole_or_not_at_all_and_sending_it_again_gives_one(prepared: Path, tmp_path: Path) -> None:
    for _, folder in ends(on_database(send), prepared, tmp_path, stride=4):
        rows = rows_of(folder / "askwell.db")
        assert len(rows["captures"]) in (2, 3)
        database = opened(folder, LATER)
        send(database)
        assert names_in(database) == [ADA, BOB, "Cyra Example-Moss"]
        database.close()
        rows = rows_of(folder / "askwell.db")
        assert (len(rows["captures"]), sum("Cyra" in row for row in rows["subjects"])) == (3, 1)


@pytest.mark.case("K05", "R01")
def test_somebody_is_erased_to_the_last_byte_or_still_there(
    prepared: Path, people: dict[str, str], tmp_path: Path
) -> None:
    work = on_database(lambda database: erase(database, "person", people[ADA], now=LATER, forever=False))
    for _, folder in ends(work, prepared, tmp_path, stride=2):
        database = opened(folder, LATER)
        folders.remove_leftovers(database.path)
        backups.finish_erasing(database, now=LATER)
        left = names_in(database)
        database.close()
        rows_of(folder / "askwell.db")
        assert left in ([ADA, BOB], [BOB])
        if ADA not in left:
            assert bytes_with(folder, "Quillfeather") == {}


@pytest.mark.case("K05")
def test_two_records_are_joined_or_as_they_were(prepared: Path, people: dict[str, str], tmp_path: Path) -> None:
    def join(database: Database) -> None:
        with database.writing() as session:
            joining.join_subjects(session, "person", people[ADA], people[BOB], now=LATER)

    before = rows_of(prepared / "askwell.db")
    for number, folder in ends(on_database(join), prepared, tmp_path):
        rows = rows_of(folder / "askwell.db")
        assert rows == before or (len(rows["subjects"]) == len(before["subjects"]) - 1 and rows["captures"]), number


@pytest.mark.case("K05", "M05")
def test_a_backup_is_whole_or_not_there(prepared: Path, tmp_path: Path) -> None:
    work = on_database(lambda database: database.backup(LATER))
    for number, folder in ends(work, prepared, tmp_path):
        copies = folders.list_backups(folder / "askwell.db")
        assert len(copies) in ((1, 2) if number else (2,))
        for copy in copies:
            assert rows_of(copy) == rows_of(folder / "askwell.db")
        folders.remove_leftovers(folder / "askwell.db")
        assert {path.suffix for path in (folder / "backups").iterdir()} <= {".db", ".sha256"}


@pytest.mark.case("K05", "M08")
def test_a_restore_is_done_or_everything_is_as_it_was(prepared: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    backups.back_up(prepared / "askwell.db", copy, now=NOW)
    changed = tmp_path / "changed"
    shutil.copytree(prepared, changed)
    database = opened(changed, LATER)
    capture(database, "Dorothea Example-Fenn", day=1)
    database.close()

    def work(folder: Path) -> None:
        restoring.rehearse(copy, folder / "askwell.db", now=LATER).carry_out(LATER)

    states = set()
    for number, folder in ends(work, changed, tmp_path, stride=6):
        folders.remove_leftovers(folder / "askwell.db")
        database = opened(folder, LATER)
        states.add(tuple(names_in(database)))
        database.close()
        assert (tuple(names_in(database)) == (ADA, BOB)) >= (number == 0)
        database.close()
    assert states == {(ADA, BOB), (ADA, BOB, "Dorothea Example-Fenn")}


@pytest.mark.case("K05")
def test_a_key_is_renewed_or_the_old_one_works(prepared: Path, tmp_path: Path) -> None:
    from askwell.domain.pairings import Pairing
    from askwell.services import keys, pairings
    from askwell.storage import pairings as rows

    before = tmp_path / "paired"
    shutil.copytree(prepared, before)
    database = opened(before, NOW)
    token = keys.make_secret(keys.TOKEN_PREFIX)
    pairing = Pairing(str(uuid4()), "Chromium", "chrome-extension://x", NOW, None)
    with database.writing() as session:
        rows.store_pairing(session, pairing, keys.digest(token))
    database.close()

    def renew(database: Database) -> None:
        with database.writing() as session:
            pairings.renew_token(session, pairing, token, now=LATER)

    for number, folder in ends(on_database(renew), before, tmp_path):
        after = rows_of(folder / "askwell.db")["pairings"]
        assert len(after) == 1
        assert keys.digest(token) in after[0], number


def faults(work: Callable[[Path], object], prepared: Path, at: Path) -> Iterator[Path]:
    """Give the folder after each operation of the work failed once."""
    number, reached = 1, True
    while reached:
        folder = at / f"fault-{number}"
        shutil.copytree(prepared, folder)
        steps = Steps(folder, number, fail)
        with watching(steps):
            try:
                work(folder)
            except (AskwellError, OSError) as error:
                assert steps.is_reached, error
        reached = steps.is_reached
        yield folder
        shutil.rmtree(folder)
        number += 1
    assert number > 10


@pytest.mark.case("K10")
@pytest.mark.parametrize("name", ["capture", "note", "erase", "backup"])
def test_when_any_operation_fails_the_rest_is_whole(
    prepared: Path, people: dict[str, str], tmp_path: Path, name: str
) -> None:
    def write(database: Database) -> None:
        with database.writing() as session:
            version = stored_notes.load_note(session, people[BOB]).version
            notes.write_note(session, "person", people[BOB], "A note", version, now=LATER)

    work: dict[str, Callable[[Database], object]] = {
        "capture": send,
        "note": write,
        "erase": lambda database: erase(database, "person", people[ADA], now=LATER, forever=False),
        "backup": lambda database: database.backup(LATER),
    }
    for folder in faults(on_database(work[name]), prepared, tmp_path):
        rows_of(folder / "askwell.db")
        database = opened(folder, LATER)
        assert BOB in names_in(database)
        if name == "erase":
            backups.finish_erasing(database, now=LATER)
        elif name != "capture" or int(folder.name.rpartition("-")[2]) % 8 == 0:
            work[name](database)
        database.close()
        for copy in folders.list_backups(folder / "askwell.db"):
            rows_of(copy)
