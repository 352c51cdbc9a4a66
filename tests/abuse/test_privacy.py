"""What is kept, how long, about whom, and what never gets into files, logs and addresses."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from askwell.domain.addresses import clean_url
from askwell.domain.errors import ValidationError
from askwell.domain.keeping import Keeping, Rounds, checked_keeping
from askwell.services import keeping
from askwell.services.subjects import change_stage, load_subject
from askwell.storage import keeping as stored
from askwell.storage.database import Database
from tests.abuse.interrupting import opened
from tests.abuse.live_server import LiveServer, profile
from tests.abuse.small_world import NOW, bytes_with, capture, names_in
from tests.abuse.starting import start
from tests.quiet.sitecustomize import JOURNAL

ROOT = Path(__file__).resolve().parents[2]
ADA, BOB, CYRA = "Adaline Quillfeather", "Bobina Thistledown", "Cyra Example-Moss"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = opened(tmp_path / "data", NOW)
    yield made
    made.close()


def day_by_day(database: Database, first: float, last: float) -> int:
    """Let days pass as on a computer that is used every week; give how many pages were let go of."""
    days = [*range(int(first), int(last), 9), int(last)]
    return sum(keeping.let_go(database, now=NOW + timedelta(days=day)) for day in days)


@pytest.mark.case("R05")
def test_old_pages_go_on_schedule_and_everything_written_stays(database: Database, tmp_path: Path) -> None:
    marker = "Zqraw" + "zq" * 3
    ada = capture(database, ADA, body=f"<p>{marker}</p>")
    bob = capture(database, BOB)
    capture(database, BOB, day=170, role="Second role")
    with database.reading() as session:
        before = load_subject(session, "person", ada)
    assert day_by_day(database, 0, 179) == 0
    assert day_by_day(database, 180, 183) == 1
    with database.reading() as session:
        after = load_subject(session, "person", ada)
        kept = keeping.look(session, tmp_path / "data" / "askwell.db", Keeping(), now=NOW + timedelta(days=183))
    assert after.facts == before.facts
    assert after.note == before.note
    assert kept.pages == 2, "somebody who was captured lately keeps all pages"
    assert bob in {one.id for one in [*kept.people.items, load(database, bob)]}
    assert day_by_day(database, 184, 360) == 2
    assert names_in(database) == [ADA, BOB]


def load(database: Database, subject_id: str):
    with database.reading() as session:
        return load_subject(session, "person", subject_id).subject


@pytest.mark.case("R05", "K23")
@pytest.mark.parametrize("years", [1, 12, -56])
def test_a_clock_that_jumps_removes_nothing(database: Database, years: int) -> None:
    capture(database, ADA)
    day_by_day(database, 0, 5)
    jumped = NOW + timedelta(days=5 + 365 * years)
    for minutes in range(0, 600, 60):
        assert keeping.let_go(database, now=jumped + timedelta(minutes=minutes)) == 0
    assert day_by_day(database, 6, 30) == 0
    with database.reading() as session:
        assert stored.count_kept_pages(session)[0] == 1


@pytest.mark.case("R05")
def test_how_long_is_the_users_choice(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    capture(database, ADA)
    keeping.choose(folder, checked_keeping("0", "180"))
    assert day_by_day(database, 0, 400) == 0
    keeping.choose(folder, checked_keeping("30", "180"))
    assert day_by_day(database, 401, 402) == 1
    assert keeping.load_choice(folder) == Keeping(30, 180)
    for wrong in (("7", "180"), ("x", "180"), ("30", "-1"), ("9" * 40, "180")):
        with pytest.raises(ValidationError):
            checked_keeping(*wrong)
    (folder / "keeping.json").write_text("{", encoding="utf-8")
    assert stored.load_keeping(folder) == (Keeping(), Rounds())


@pytest.mark.case("R05")
def test_people_one_never_wrote_to_are_suggested_and_never_removed(database: Database, tmp_path: Path) -> None:
    capture(database, ADA)
    bob = capture(database, BOB)
    with database.writing() as session:
        change_stage(session, "person", bob, "asked", now=NOW)
    path = tmp_path / "data" / "askwell.db"
    with database.reading() as session:
        early = keeping.look(session, path, Keeping(), now=NOW + timedelta(days=300))
        late = keeping.look(session, path, Keeping(), now=NOW + timedelta(days=400))
        never = keeping.look(session, path, Keeping(people_days=0), now=NOW + timedelta(days=4000))
    assert [one.name for one in early.people.items] == []
    assert [one.name for one in late.people.items] == [ADA]
    assert never.people.items == []
    day_by_day(database, 0, 800)
    assert names_in(database) == [ADA, BOB]


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    server = LiveServer(tmp_path_factory.mktemp("privacy") / "data")
    server.sign_in()
    server.pair()
    yield server
    server.stop()


@pytest.mark.case("R05")
def test_the_page_shows_and_changes_it(live: LiveServer) -> None:
    assert b"Keep the pages themselves for" in live.page("/keeping").body
    body = f"csrf_token={live.csrf}&page_days=90&people_days=730".encode()
    form = {"Host": live.site, "Origin": f"http://{live.site}", "Cookie": live.cookie}
    form |= {"Content_Type": "application/x-www-form-urlencoded", "Accept": "text/html"}
    assert live.request("POST", "/keeping", body, **form).status == 303
    assert b'<option value="90" selected>' in live.page("/keeping").body
    assert live.request("POST", "/keeping", body.replace(b"=90", b"=91"), **form).status == 422
    lifted = f"csrf_token={live.csrf}&address=https://example.com/nobody".encode()
    reply = live.request("POST", "/keeping/come-back", lifted, **form)
    assert "never_erased" in reply.headers["location"]


@pytest.mark.case("R06")
def test_what_is_held_about_one_person_is_all_of_it_and_nothing_about_others(live: LiveServer) -> None:
    ada = live.capture(profile(ADA, role="Zqrole", employer="Zqworks"), "https://example.com/ada").document["subject"][
        "id"
    ]
    live.capture(profile(BOB, role="Other role", employer="Other works"), "https://example.com/bob")
    live.post(f"/api/v1/prospects/{ada}/note", {"text": "Zqnote"}, method="PUT", If_Match='"0"')
    reply = live.post("/api/v1/exports", {"format": "json", "ids": [ada]})
    assert reply.status == 200, reply.body
    text = reply.body.decode()
    for word in (ADA, "Zqrole", "Zqworks", "Zqnote", "https://example.com/ada"):
        assert word in text
    for word in (BOB, "Other role", "Other works", "https://example.com/bob"):
        assert word not in text


@pytest.mark.case("R09")
def test_failures_say_nothing_about_people_and_there_is_no_debug_mode(live: LiveServer, tmp_path: Path) -> None:
    live.capture(
        "<p>Zqsecretpage</p>" + profile("Zq Example-Moss") + "\x00" * 9,
        "https://example.com/zqsecret?mail=zq@example.com",
    )
    live.get("/people/Zqsecretpath", Host=live.site, Cookie=live.cookie)
    live.post("/api/v1/captures", b"{Zqsecretbroken", Idempotency_Key="Zqsecretkey")
    live.api("prospects?search=Zqsecretsearch")
    logged = live.logged()
    assert "Zqsecret" not in logged
    assert "zq@example.com" not in logged
    for option in ("--debug", "--reload"):
        assert start(tmp_path / "data", option).returncode == 2
    for path in ("/console", "/?__debugger__=yes&cmd=resource&f=debugger.js", "/api/v1/?__debugger__=yes"):
        assert b"Werkzeug" not in live.get(path, Host=live.site, Cookie=live.cookie).body
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "server").rglob("*.py"))
    assert not re.search(r"debug\s*=\s*True|DebuggedApplication|run_simple", sources)


@pytest.mark.case("R10")
def test_a_log_has_one_line_per_event(live: LiveServer) -> None:
    before = len(live.logged().splitlines())
    live.get("/people/%0aFORGED%1b[31m", Host=live.site, Cookie=live.cookie, User_Agent="a\x1b[2Jb")
    live.capture(profile("Logga Example-Moss"), "https://example.com/%0d%0aFORGED", title="x\r\nFORGED \x1b[31m")
    written = live.logged()
    assert "FORGED" not in written
    assert "\x1b" not in written
    lines = [line for line in written.splitlines()[before:] if line.strip()]
    assert all(re.match(r"\d{4}-\d\d-\d\d ", line) for line in lines)


@pytest.mark.case("R11", "R12")
def test_a_whole_visit_asks_nobody_outside(live: LiveServer) -> None:
    journal = Path(os.environ[JOURNAL])
    before = journal.read_text(encoding="utf-8") if journal.exists() else ""
    linked = '<img src="http://192.0.2.1/a.png"><link rel="icon" href="http://192.0.2.1/i.ico">'
    subject = live.capture(profile("Linka Example-Moss", body=linked), "https://example.com/linka").document["subject"][
        "id"
    ]
    for path in (
        "/",
        "/people",
        f"/people/{subject}",
        f"/people/{subject}/brief",
        "/keeping",
        "/settings",
        "/privacy",
        "/add",
    ):
        page = live.page(path)
        assert page.status == 200, path
        outside = re.findall(rb'(?:src|href|action)="(https?://[^"]+)"', page.body)
        assert not [one for one in outside if b"src=" in one]
        assert not re.findall(rb'(?:src|srcset|data|poster)="(?:https?:)?//', page.body)
        assert not re.findall(rb'<link[^>]+href="(?:https?:)?//', page.body)
    after = journal.read_text(encoding="utf-8") if journal.exists() else ""
    assert after == before


@pytest.mark.case("R12")
def test_nothing_is_fetched_from_anywhere_by_itself() -> None:
    shipped = [*(ROOT / "server" / "askwell" / "pages").rglob("*"), *(ROOT / "extension").rglob("*")]
    texts = {
        path: path.read_text(encoding="utf-8") for path in shipped if path.suffix in {".css", ".js", ".html", ".json"}
    }
    for path, text in texts.items():
        loads = re.findall(r"(?:url\(|@import\s|src=|srcset=|importScripts\()[\"']?(?:https?:)?//[^\s\"')]+", text)
        assert not loads, path
    manifest = json.loads((ROOT / "extension" / "manifest.json").read_text(encoding="utf-8"))
    assert "update_url" not in manifest
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "server").rglob("*.py")).lower()
    for word in ("telemetry", "gravatar", "sentry_sdk", "googleapis"):
        assert not re.search(rf"\b{word}\b", sources), word


@pytest.mark.case("R13")
@pytest.mark.parametrize(
    "name", ["sid", "PHPSESSID", "jsessionid", "token", "access_token", "session", "email", "api_key", "sig"]
)
def test_secrets_in_addresses_are_not_stored(live: LiveServer, name: str) -> None:
    url = f"https://example.com/r13/{name}?{name}=Zqsecretvalue&page=2#part"
    assert "Zqsecretvalue" not in clean_url(url)
    assert "page=2" in clean_url(url)
    assert "Zqpass" not in clean_url("https://user:Zqpass@example.com/x")
    live.capture(profile(f"Secreta Example-{name.title().replace('_', '')}"), url)
    assert bytes_with(live.folder, "Zqsecretvalue") == {}


@pytest.mark.case("R15")
def test_other_people_on_a_page_are_not_stored(live: LiveServer) -> None:
    others = (
        "<section><h2>People also viewed</h2><ul><li>Otto Zqother</li><li>Olga Zqother</li></ul></section>"
        "<section><h2>Comments</h2><article><h3>Oskar Zqother</h3><p>Great work, congratulations!</p></article></section>"
        "<aside><h3>More profiles for you</h3><a href='/x'>Orla Zqother</a></aside>"
    )
    before = live.api("prospects?limit=1").document["total"]
    reply = live.capture(profile("Solita Example-Moss", body=others), "https://example.com/solita").document
    assert live.api("prospects?limit=1").document["total"] == before + 1
    assert "Zqother" not in json.dumps(live.api(f"prospects/{reply['subject']['id']}").document["facts"])
    assert live.api("prospects?search=Zqother").document["total"] == 0


@pytest.mark.case("R16")
def test_belief_health_and_politics_become_neither_facts_nor_questions(live: LiveServer) -> None:
    hints = (
        "<section><h2>About</h2><p>I am a Catholic and a member of the trade union. I live with diabetes. "
        "As a gay man I vote for the green party. I design bridges for rivers.</p></section>"
    )
    reply = live.capture(profile("Sensa Example-Moss", body=hints), "https://example.com/sensa").document
    subject = live.api(f"prospects/{reply['subject']['id']}").document["subject"]
    shown = json.dumps([subject, [one["text"] for one in reply["plan"]["questions"]]]).lower()
    for word in ("catholic", "union", "diabetes", "gay", "green party"):
        assert word not in shown, word


@pytest.mark.case("R07")
def test_after_a_full_visit_every_file_is_private(live: LiveServer) -> None:
    command = [sys.executable, "-m", "askwell", "export", "--output", str(live.folder / "list.csv")]
    subprocess.run([*command, "--data-dir", str(live.folder)], check=True, capture_output=True, umask=0o000)
    subprocess.run([sys.executable, "-m", "askwell", "backup", "--data-dir", str(live.folder)], check=True, capture_output=True, umask=0o022)  # fmt: skip
    paths = [live.folder, *live.folder.rglob("*")]
    assert {path.name for path in paths} >= {
        "askwell.db-wal",
        "askwell.db-shm",
        "askwell.lock",
        "askwell.log",
        "list.csv",
    }
    assert [path.name for path in paths if path.stat().st_mode & 0o077] == []


@pytest.mark.case("R08")
def test_a_large_page_stays_in_the_data_folder(live: LiveServer, tmp_path: Path) -> None:
    import tempfile

    before = set(Path(tempfile.gettempdir()).glob("tmp*"))
    html = profile("Weita Example-Moss", body="<p>" + "Zqlarge " * 120_000 + "</p>")
    assert live.capture(html, "https://example.com/weita").status in (201, 202)
    new = set(Path(tempfile.gettempdir()).glob("tmp*")) - before
    assert not [path for path in new if path.is_file() and b"Zqlarge" in path.read_bytes()]
    with sqlite3.connect(f"file:{live.folder / 'askwell.db'}?mode=ro", uri=True) as database:
        assert database.execute("SELECT max(html_bytes) FROM captures").fetchone()[0] > 900_000
    database.close()
