"""Exports as a stranger's page, an impatient reader or a crash may spoil them."""

import csv
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
import vobject
from openpyxl import load_workbook

from askwell.storage.database import Database
from tests.abuse.live_server import LiveServer, profile, read_reply
from tests.exporting.hostile_texts import TEXTS
from tests.exporting.stored_crowd import NOW, fill

SERVER = Path(__file__).resolve().parents[2] / "server"
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
PLANTED = ['=HYPERLINK("http://evil.example")', "＝1+1", " =1+1", '"=1+1', "-5", "+49 170", "|cmd", "a\u2028b\ufeff"]


def exported(server: LiveServer, name: str, **body: object) -> bytes:
    reply = server.post("/api/v1/exports", {"format": name, **body})
    assert reply.status == 200, reply.body[:300]
    assert reply.headers["cache-control"] == "no-store"
    return reply.body


@pytest.fixture(scope="module")
def planted(server: LiveServer) -> list[str]:
    """People whose names and notes are what an attacker would write; gives their ids."""
    return [plant(server, text, number) for number, text in enumerate(PLANTED)]


def plant(server: LiveServer, text: str, number: int) -> str:
    """Keep a person, and put a text wherever one may be put by hand: name, headline, note."""
    name = f"Planta {'abcdefghijklmnopqrst'[number].upper()}ovic"
    kept = server.capture(profile(name), f"https://example.com/people/planta-{number}").document["subject"]["id"]
    for field in ("name", "headline"):
        answer = server.post(f"/api/v1/prospects/{kept}/facts", {"pointer": f"/person/{field}", "value": text})
        assert answer.status in (200, 201), answer.body
    answer = server.post(f"/api/v1/prospects/{kept}/note", {"text": text}, method="PUT", If_Match='"0"')
    assert answer.status == 200, answer.body
    assert server.post(f"/api/v1/prospects/{kept}", {"stage": "talked"}, method="PATCH").status == 200
    return kept


def table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.case("V01", "V03", "V04")
def test_a_table_holds_texts_and_the_raw_one_is_exact(server: LiveServer, planted: list[str]) -> None:
    safe, raw = (table(exported(server, "csv", ids=planted, raw=value)) for value in (False, True))
    note = raw[0].index("note")
    assert [row[note] for row in raw[1:]] == PLANTED
    assert [row[note].removeprefix("'") for row in safe[1:]] == [text.removeprefix("'") for text in PLANTED]
    assert not [cell for row in safe[1:] for cell in row if cell.startswith(STARTS)]


@pytest.mark.case("V05", "V08")
def test_a_workbook_has_no_formula_and_no_link(server: LiveServer, planted: list[str]) -> None:
    with zipfile.ZipFile(io.BytesIO(exported(server, "xlsx", ids=planted))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert not [
        name for name, part in parts.items() if re.search(rb"<f[ >]|<hyperlink|ddeLink", part) or "external" in name
    ]


@pytest.mark.case("V06", "V07")
def test_a_workbook_says_what_it_could_not_hold(server: LiveServer, planted: list[str]) -> None:
    text = "\x01\x0b" + "x" * 40_000
    first = server.api(f"prospects/{planted[0]}/note").document
    path = f"/api/v1/prospects/{planted[0]}/note"
    kept = server.post(path, {"text": text}, method="PUT", If_Match=f'"{first["version"]}"')
    assert kept.status == 200, kept.body
    book = load_workbook(io.BytesIO(exported(server, "xlsx", ids=planted[:1])))
    assert "cut here" in book["Notes"].cell(2, 3).value
    about = {row[0].value: row[1].value for row in book["About this file"].iter_rows()}
    assert "Notes, row 2, Text" in about
    again = {"text": PLANTED[0]}
    assert server.post(path, again, method="PUT", If_Match=f'"{kept.document["version"]}"').status == 200


@pytest.mark.case("V09", "V10")
@pytest.mark.parametrize("name", ["vcard4", "vcard3"])
def test_cards_have_the_intended_lines(server: LiveServer, planted: list[str], name: str) -> None:
    content = exported(server, name, ids=planted)
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", content)
    assert max(map(len, content.split(b"\r\n"))) <= 75
    cards = list(vobject.readComponents(content.decode()))
    assert len(cards) == len(PLANTED)
    assert "TEL" not in {line.name for card in cards for line in card.lines()}


@pytest.mark.case("V11", "V12")
@pytest.mark.parametrize("name", ["calendar", "calendar-events"])
def test_calendars_have_no_guest_and_no_alarm(server: LiveServer, planted: list[str], name: str) -> None:
    content = exported(server, name, ids=planted).decode()
    (calendar,) = vobject.readComponents(content)
    assert len([one for one in calendar.getChildren() if one.name in ("VEVENT", "VTODO")]) == 2 * len(PLANTED)
    assert not re.search(r"^(ATTENDEE|ORGANIZER|BEGIN:VALARM)", content, re.MULTILINE)
    assert set(re.findall(r"^DTSTART:(.*)\r$", content, re.MULTILINE)) <= set(re.findall(r"\d{8}T\d{6}Z", content))


@pytest.mark.case("V13")
def test_notes_show_what_was_written(server: LiveServer, planted: list[str]) -> None:
    with zipfile.ZipFile(io.BytesIO(exported(server, "markdown", ids=planted))) as archive:
        pages = [archive.read(name).decode() for name in archive.namelist()]
    assert len(pages) == len(PLANTED)
    assert all(page.count("---\n") == 2 for page in pages)


@pytest.mark.case("V14")
def test_the_document_is_json(server: LiveServer, planted: list[str]) -> None:
    content = exported(server, "json")
    document = json.loads(content.decode("utf-8"), parse_constant=pytest.fail)
    assert {item["subject"]["id"] for item in document["items"]} >= set(planted)
    rows = next(item for item in document["items"] if item["subject"]["id"] == planted[0])["rows"]
    assert {name for name, held in rows.items() if held} >= {"subjects", "facts", "notes", "captures", "addresses"}


@pytest.mark.case("V16")
@pytest.mark.parametrize(
    ("number", "name"),
    list(enumerate(["../../x", "CON", "a\r\nSet-Cookie: x", "\u202eexe.fdp", "Zoë 名", "x" * 300], start=10)),
)
def test_a_file_is_named_by_us(server: LiveServer, number: int, name: str) -> None:
    reply = server.post("/api/v1/exports", {"format": "csv", "ids": [plant(server, name, number)]})
    held = reply.headers["content-disposition"]
    plain = re.search(r'filename="([^"]*)"', held)
    assert plain
    assert re.fullmatch(r"askwell-\d{4}-\d\d-\d\d[\w-]*\.csv", plain[1], re.ASCII)
    assert len(plain[1]) < 100
    assert held.isascii()
    assert "set-cookie" not in reply.headers


def command_line(server: LiveServer, *words: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "askwell", "export", "--data-dir", str(server.folder), *words]
    return subprocess.run(command, capture_output=True, timeout=60, check=False)


@pytest.mark.case("V17")
def test_the_command_touches_nothing_that_is_there(server: LiveServer, planted: list[str], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "file")
    for name in ("file", "folder", "link"):
        assert command_line(server, "--output", str(tmp_path / name)).returncode == 1
    assert command_line(server, "--force", "--output", str(tmp_path / "folder")).returncode == 1
    assert command_line(server, "--output", str(tmp_path / "none" / "file")).returncode == 1
    assert (tmp_path / "file").read_text() == "mine"
    assert command_line(server, "--force", "--output", str(tmp_path / "file")).returncode == 0
    assert (tmp_path / "file").read_bytes().startswith(b"id,kind,")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder", "link"]


@pytest.mark.slow
@pytest.mark.case("V18")
def test_ten_thousand_people_of_one_moment(tmp_path: Path) -> None:
    database = Database(tmp_path / "data" / "askwell.db")
    database.migrate(NOW)
    fill(database, 10_000, known=2)
    database.close()
    live = LiveServer(tmp_path / "data")
    try:
        live.sign_in()
        live.pair()
        before = live.resident_megabytes()
        body = json.dumps({"format": "csv"}).encode()
        head = (
            f"POST /api/v1/exports HTTP/1.1\r\nHost: {live.host}\r\nAuthorization: Bearer {live.token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", live.port), timeout=60) as connection:
            connection.sendall(head.encode() + body)
            connection.recv(1, socket.MSG_PEEK)
            assert live.capture(profile("Latea Example"), "https://example.com/people/late").status in (201, 202)
            content = read_reply(connection).body
        assert live.resident_megabytes() - before < 100
        assert len(table(content)) == 10_001
        assert b"Latea" not in content
        assert b"Latea" in exported(live, "csv", search="latea")
    finally:
        live.stop()


@pytest.mark.case("V19")
@pytest.mark.parametrize("name", ["json", "xlsx", "markdown"])
def test_somebody_who_goes_away_leaves_nothing_open(server: LiveServer, planted: list[str], name: str) -> None:
    body = json.dumps({"format": name}).encode()
    head = (
        f"POST /api/v1/exports HTTP/1.1\r\nHost: {server.host}\r\nAuthorization: Bearer {server.token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    for _ in range(20):  # more than there are connections for readers
        with socket.create_connection(("127.0.0.1", server.port), timeout=5) as connection:
            connection.sendall(head.encode() + body)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    start = time.monotonic()
    while list(server.folder.glob(".export-*")) and time.monotonic() - start < 10:
        time.sleep(0.1)
    assert not list(server.folder.glob(".export-*"))
    assert server.alive() < 1
    assert exported(server, "csv")


@pytest.mark.case("V20")
def test_a_killed_command_leaves_the_old_file(server: LiveServer, planted: list[str], tmp_path: Path) -> None:
    target = tmp_path / "list.json"
    target.write_text("mine")
    command = [sys.executable, "-m", "askwell", "export", "--data-dir", str(server.folder), "--format", "json"]
    for wait in (0.2, 0.5, 0.8, 1.1):
        with subprocess.Popen([*command, "--force", "--output", str(target)], stderr=subprocess.DEVNULL) as process:
            time.sleep(wait)
            os.kill(process.pid, signal.SIGKILL)
        content = target.read_text(encoding="utf-8")
        assert content == "mine" or json.loads(content)["items"]


@pytest.mark.case("V23")
def test_nothing_that_runs_what_it_reads() -> None:
    forbidden = re.compile(
        r"^\s*(?:import|from) (?:pickle|marshal|shelve)\b|(?<![\w.])eval\(|yaml\.(?:load|unsafe_load|full_load)\(",
        re.MULTILINE,
    )
    for path in SERVER.rglob("*.py"):
        assert not forbidden.search(path.read_text(encoding="utf-8")), path.name


@pytest.mark.case("V21")
def test_every_format_needs_the_token(server: LiveServer) -> None:
    for known in server.api("formats").document["items"]:
        assert server.post("/api/v1/exports", {"format": known["name"]}, token="").status == 401
        assert server.request("POST", "/export", b"", Host=server.site).status in (401, 403)


@pytest.mark.case("V02")
def test_there_are_enough_hostile_texts() -> None:
    """LibreOffice opens files with all of them in tests/exporting/test_tables.py."""
    assert len(TEXTS) >= 500
