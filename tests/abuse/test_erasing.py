"""Erased to the byte, in every file of the folder, and not brought back by a backup, an old page or a crash."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from askwell.domain.errors import SuppressedError
from askwell.services import backups, erasing_parts, keeping, notes, restoring
from askwell.services.capturing import capture_page
from askwell.services.erasing import erase
from askwell.services.facts import add_fact
from askwell.services.subjects import load_subject
from askwell.storage import folder as folders
from askwell.storage import kept_files
from askwell.storage.database import Database
from tests.abuse.interrupting import opened, rows_of
from tests.abuse.live_server import LiveServer, profile
from tests.abuse.small_world import NOW, DirectReader, bytes_with, capture, incoming, names_in

ADA, BOB = "Adaline Quillfeather", "Bobina Thistledown"
PLANTED = [f"Zq{word}zq" for word in "role employer note mine answer about team reply page selection".split()]
LATER = NOW + timedelta(days=2)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = opened(tmp_path / "data", NOW)
    yield made
    made.close()


def plant(database: Database) -> str:
    """Put somebody with an unusual word of every kind into the list."""
    body = f"<p>{'Zqpagezq ' * 300}</p><section><h2>About</h2><p>I wrote Zqaboutzq all day.</p></section>"
    ada = capture(database, ADA, role="Zqrolezq maker", employer="Zqemployerzq Works", body=body)
    capture(database, BOB)
    with database.writing() as session:
        notes.write_note(session, "person", ada, "Zqnotezq first", 0, now=NOW)
        notes.write_note(session, "person", ada, "Zqnotezq second", 1, now=NOW)
        add_fact(session, "person", ada, "/person/skills/-", "Zqminezq", now=NOW)
    database.backup(NOW, reason="daily")
    return ada


def packed_pieces(database: Database, subject_id: str) -> list[bytes]:
    """Give a piece out of the middle of every packed page of somebody, as it stands in the file."""
    wanted = text("SELECT html, document FROM captures WHERE subject_id = :id")
    with database.reading() as session:
        blobs = [blob for row in session.execute(wanted, {"id": subject_id}) for blob in row if blob]
    return [blob[len(blob) // 2 : len(blob) // 2 + 24] for blob in blobs]


def raw(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.mark.case("R01")
def test_not_one_byte_is_left_anywhere(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    ada = plant(database)
    (folder / "backups" / "20260101T000000000000-askwell.db.set-aside").write_bytes(b"Quillfeather")
    kept_files.keep_file(folder, b"name,employer\nAdaline Quillfeather,Zqemployerzq", NOW)
    pieces = packed_pieces(database, ada)
    assert pieces
    assert all(piece in raw(folder) for piece in pieces)
    assert bytes_with(folder, "Quillfeather", "Zqnotezq", "Zqminezq", "Zqrolezq")
    receipt = erase(database, "person", ada, now=LATER, forever=True)
    assert not receipt.pending
    assert receipt.erased["captures"] == 1
    assert bytes_with(folder, "Quillfeather", "quillfeather", *PLANTED) == {}
    assert not any(piece in raw(folder) for piece in pieces)
    assert len(folders.list_backups(folder / "askwell.db")) == 1
    assert names_in(database) == [BOB]
    database.close()
    assert bytes_with(folder, "Quillfeather", *PLANTED) == {}


@pytest.mark.case("R02")
def test_a_reader_of_the_old_state_delays_the_last_bytes_and_they_go_by_themselves(tmp_path: Path) -> None:
    import sqlite3

    live = LiveServer(tmp_path / "data")
    live.sign_in()
    live.pair()
    subject = live.capture(profile(ADA, role="Zqrolezq"), "https://example.com/quill").document["subject"]["id"]
    other = sqlite3.connect(tmp_path / "data" / "askwell.db", isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM subjects").fetchone()
    reply = live.post(f"/api/v1/prospects/{subject}", b"", method="DELETE")
    assert (reply.status, reply.document["pending"]) == (202, True)
    assert live.api(f"prospects/{subject}").status == 404
    other.execute("COMMIT")
    other.close()
    assert live.stop() == 0
    assert bytes_with(tmp_path / "data", "Quillfeather", "Zqrolezq") == {}


@pytest.mark.case("R02", "K05")
def test_what_a_crash_left_of_an_erasure_is_finished_by_the_next_start(database: Database, tmp_path: Path) -> None:
    ada = plant(database)
    database.forget_freed = lambda _: False  # type: ignore[method-assign] - the crash comes before files are cleaned
    assert erase(database, "person", ada, now=LATER, forever=False).pending
    del database.forget_freed
    database.close()
    assert bytes_with(tmp_path / "data", "Quillfeather")
    live = LiveServer(tmp_path / "data")
    assert bytes_with(tmp_path / "data", "Quillfeather") == {}
    live.stop()


@pytest.mark.case("R03")
def test_one_note_one_fact_and_one_page_go_alone(database: Database, tmp_path: Path) -> None:
    folder, ada = tmp_path / "data", plant(database)
    capture(database, ADA, day=1, role="Second role", employer="Other Works")
    with database.reading() as session:
        detail = load_subject(session, "person", ada)
    own = next(fact for fact in detail.facts if fact.text == "Zqminezq")
    erasing_parts.erase_fact(database, "person", ada, own.id, now=LATER)
    assert bytes_with(folder, "Zqminezq") == {}
    assert bytes_with(folder, "Zqnotezq", "Zqrolezq")
    erasing_parts.erase_note(database, "person", ada, now=LATER)
    assert bytes_with(folder, "Zqnotezq") == {}
    erasing_parts.erase_page(database, "person", ada, detail.captures[-1].id, now=LATER)
    assert bytes_with(folder, "Zqrolezq", "Zqaboutzq", "Zqpagezq") == {}
    with database.reading() as session:
        left = load_subject(session, "person", ada)
    assert left.subject.name == ADA
    assert "Second role" in json.dumps(left.profile)
    assert len(left.captures) == 1
    assert BOB in names_in(database)
    rows_of(folder / "askwell.db")


@pytest.mark.case("R03")
def test_a_whole_list_goes_with_its_folder(tmp_path: Path) -> None:
    """There are no projects: one folder is one list, and nothing of it is anywhere else."""
    import shutil
    import tempfile

    before = set(Path(tempfile.gettempdir()).glob("*askwell*"))
    made = opened(tmp_path / "one" / "data", NOW)
    plant(made)
    made.close()
    shutil.rmtree(tmp_path / "one" / "data")
    assert bytes_with(tmp_path, "Quillfeather") == {}
    assert set(Path(tempfile.gettempdir()).glob("*askwell*")) == before


@pytest.mark.case("R04", "M11")
def test_an_old_page_does_not_bring_them_back_a_fresh_click_does(database: Database) -> None:
    ada = plant(database)
    waiting = incoming(ADA, day=1, role="Waited in the outbox")
    erase(database, "person", ada, now=LATER, forever=False)
    with pytest.raises(SuppressedError, match="capture it anew"):
        capture_page(database, DirectReader(), waiting, now=LATER)
    assert names_in(database) == [BOB]
    capture(database, ADA, day=3)
    assert names_in(database) == [ADA, BOB]


@pytest.mark.case("R04", "M11")
def test_who_was_erased_does_not_come_back_with_a_backup(database: Database, tmp_path: Path) -> None:
    ada = plant(database)
    database.close()
    path, copy = tmp_path / "data" / "askwell.db", tmp_path / "copy.db"
    backups.back_up(path, copy, now=NOW)
    erase(database, "person", ada, now=LATER, forever=False)
    database.close()
    rehearsal = restoring.rehearse(copy, path, now=LATER)
    assert (rehearsal.erased, rehearsal.restored.people) == (1, 1)
    rehearsal.carry_out(LATER)
    assert bytes_with(tmp_path / "data", "Quillfeather", *PLANTED) == {}
    with Database(path).reading() as session:
        assert session.execute(text("SELECT count(*) FROM subjects WHERE kind = 'person'")).scalar() == 1


@pytest.mark.case("R04", "M11")
def test_not_even_when_the_database_that_knew_it_is_lost(database: Database, tmp_path: Path) -> None:
    ada = plant(database)
    database.close()
    path, copy = tmp_path / "data" / "askwell.db", tmp_path / "copy.db"
    backups.back_up(path, copy, now=NOW)
    erase(database, "person", ada, now=LATER, forever=True)
    database.close()
    path.write_bytes(b"")
    rehearsal = restoring.rehearse(copy, path, now=LATER)
    assert (rehearsal.erased, rehearsal.present) == (1, None)
    rehearsal.carry_out(LATER)
    assert bytes_with(tmp_path / "data", "Quillfeather", *PLANTED) == {}


@pytest.mark.case("R04")
def test_the_wish_never_to_store_somebody_can_be_taken_back(database: Database) -> None:
    ada = plant(database)
    erase(database, "person", ada, now=LATER, forever=True)
    with pytest.raises(SuppressedError):
        capture(database, ADA, day=5)
    with database.writing() as session:
        assert keeping.let_come_back(session, "https://example.com/people/nobody-example") == 0
        assert keeping.let_come_back(session, incoming(ADA).url) == 2
    capture(database, ADA, day=5)
    assert names_in(database) == [ADA, BOB]


@pytest.mark.case("R01")
def test_the_command_erases_as_well(tmp_path: Path) -> None:
    made = opened(tmp_path / "data", NOW)
    plant(made)
    made.close()
    command = [sys.executable, "-m", "askwell", "erase", ADA, "--yes", "--data-dir", str(tmp_path / "data")]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    assert said.startswith("Erased for good:")
    assert bytes_with(tmp_path / "data", "Quillfeather", *PLANTED) == {}
