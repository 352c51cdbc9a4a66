"""Proof by switching off: without a control at least one case fails; a control without such a case would not be tested.

The cases are those of this folder, called on a server on which the control, and nothing else, is switched off.
"""

import copy
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from askwell.api.headers import ALWAYS
from askwell.domain.errors import DatabaseError
from askwell.storage import sqlite
from askwell.storage.database import Database
from tests.abuse import (
    test_altered_time,
    test_concurrency,
    test_encoding,
    test_framing,
    test_host,
    test_hostile_pages,
    test_markup,
    test_origin,
    test_search,
    test_secrets,
    test_token,
)
from tests.abuse.altered_server import AlteredServer
from tests.abuse.live_server import capture_body, profile
from tests.abuse.watching import watched
from tests.case_report import load_cases

CASES = load_cases()
Case = Callable[[AlteredServer], object]


@dataclass(frozen=True)
class Switch:
    """One control.

    Attributes:
        name: What `controls.py` calls it.
        what: What it is, in words.
        case: The case that fails without it.
        run: That case.
        more: What else must be switched off for the control to be the last one left, or must be set for the case.
    """

    name: str
    what: str
    case: str
    run: Case
    more: tuple[str, ...] = ()


def gigabytes(server: AlteredServer) -> None:
    raw = test_framing.head(server, "Content-Length: 10000000000") + b"{}     "
    assert server.send(raw, timeout=1).status == 413


def another_pairing(server: AlteredServer) -> None:
    """A browser is paired, and no secret of it may stand in the database."""
    mine = copy.copy(server)
    mine.token = server.pair(test_token.OTHER, "Firefox").document["token"]
    try:
        test_token.test_only_digests_are_stored(mine)
    finally:
        for one in server.api("pairings").document["items"]:
            if one["origin"] == test_token.OTHER:
                server.post(f"/api/v1/pairings/{one['id']}", b"", method="DELETE")


def code_twice(server: AlteredServer) -> None:
    code = server.open_pairing()
    answers = [test_token.claim(server, code)[0] for _ in range(2)]
    assert answers == [201, 403]


def late_link(server: AlteredServer) -> None:
    test_altered_time.test_a_sign_in_link_after_a_minute(server)


def page_without_a_session(server: AlteredServer) -> None:
    reply = server.get("/people", Host=server.site)
    assert reply.status == 403


def cookie_for_the_api(server: AlteredServer) -> None:
    assert server.get("/api/v1/prospects", Cookie=server.cookie).status == 401


def million_elements(server: AlteredServer) -> None:
    """A page that takes long to read: the server must go on answering, and must not grow."""
    reply = server.capture(test_hostile_pages.page("<i>x</i>" * 250_000), f"{test_hostile_pages.URL}/switched-off")
    assert reply.document["problem"]["type"].endswith("page-too-complex")


def unreadable(server: AlteredServer) -> None:
    """A page on which the reader gives up is kept all the same."""
    body = capture_body(test_hostile_pages.page("<i>x</i>" * 130_000), f"{test_hostile_pages.URL}/{uuid.uuid4()}")
    assert server.post("/api/v1/captures", body, Idempotency_Key=body["id"]).status == 201
    assert server.api(f"captures/{body['id']}").status == 200


def many_writers(server: AlteredServer) -> None:
    for _ in range(3 if "one-writer" in server.off else 1):
        test_concurrency.test_writers_and_readers_together(server)


def hostile_names(server: AlteredServer) -> None:
    subject = server.capture(profile("Escapa Example"), f"{test_markup.URL}/escaping").document["subject"]["id"]
    version = server.api(f"prospects/{subject}/note").headers["etag"]
    note = {"text": test_markup.PAYLOADS[1]}
    written = server.post(f"/api/v1/prospects/{subject}/note", note, method="PUT", If_Match=version)
    shown = server.page(f"/people/{subject}")
    if written.status != 200 or b"onerror" not in shown.body:
        pytest.fail(f"the note is not shown: {written.status} {shown.status} {server.logged()[-900:]}")
    page = test_markup.Elements(shown.body)
    assert not [tag for tag, attributes in page.found if test_markup.EXECUTABLE & set(attributes)]


def slow_question(server: AlteredServer) -> None:
    """Like the case, but with the clock of this test: whoever asks waits no longer than that."""
    raw = f"GET /api/v1/prospects HTTP/1.1\r\nHost: {server.host}\r\nAuthorization: Bearer {server.token}\r\n\r\n"
    reply = server.send(raw.encode(), timeout=3.5)
    assert (reply.status, reply.slug) == (503, "query-timeout")


def talks_in_its_sleep(server: AlteredServer) -> None:
    assert server.api("status").status == 500
    time.sleep(0.1)
    assert server.token not in server.logged()


def stranger(server: AlteredServer) -> None:
    test_origin.test_an_origin_that_was_not_paired_is_refused(server, "http://evil.example")


SWITCHES = [
    Switch("host", "exact Host and port, before routing", "H01", lambda s: test_host.test_a_foreign_name_is_refused(s, f"evil.example:{s.port}")),
    Switch("framing", "one way to announce a body", "F06", test_secrets.test_a_whole_capture_that_is_announced_in_two_ways),
    Switch("no-compression", "no compressed bodies", "F09", lambda s: test_framing.test_a_compressed_body(s, "gzip")),
    Switch("sizes", "limit of a body, before it is read", "F08", gigabytes),
    Switch("no-token-in-address", "no token in an address", "T07", lambda s: test_token.test_a_token_in_the_address(s, "token")),
    Switch("fetch-site", "Sec-Fetch-Site", "O12", lambda s: test_origin.test_another_site_with_a_token(s, "cross-site")),
    Switch("origin", "the origin recorded at pairing, and no other", "O01", stranger),
    Switch("no-cors", "no CORS header for anybody else", "O27", lambda s: test_origin.test_no_route_reflects_a_foreign_origin(s, method="GET", path="/api/v1/prospects")),
    Switch("token", "bearer token on every call", "T01", test_token.test_no_token),
    Switch("one-credential", "token or cookie, never both", "O22", test_origin.test_a_token_and_a_cookie_together),
    Switch("no-cookie-for-the-api", "the cookie does not open the API", "O23", cookie_for_the_api),
    Switch("digests", "tokens are stored as digests", "T16", another_pairing),
    Switch("guessing", "too many refused tokens", "T22", test_token.test_a_flood_of_guesses_locks_nobody_out),
    Switch("session", "a session for every page", "O31", page_without_a_session),
    Switch("one-time-link", "a sign-in link works once", "T21", test_token.test_a_sign_in_link_opens_once),
    Switch("link-minute", "a sign-in link works for a minute", "T21", late_link),
    Switch("strict-cookie", "HttpOnly and SameSite=Strict", "O13", test_secrets.test_the_cookie_is_nobody_elses),
    Switch("form-secret", "the secret in every form", "O16", lambda s: test_origin.test_a_form_without_its_token(s, "wrong")),
    Switch("dashboard-origin", "the dashboard's own origin for every change", "O15", test_origin.test_a_form_without_an_origin),
    Switch("json-only", "application/json only", "O18", lambda s: test_origin.test_anything_but_json(s, "text/plain")),
    Switch("strict-json", "no NaN, no key twice, no depth", "E10", lambda s: test_encoding.test_what_is_no_json(s, b"[" * 100_000)),
    Switch("schemas", "every field checked", "E12", test_encoding.test_fields_that_do_not_fit),
    Switch("length-and-digest", "a page is the one that was sent", "F04", test_secrets.test_a_page_that_is_not_the_one_that_was_sent),
    Switch("idempotency", "one id, one capture", "C02", test_concurrency.test_one_click_sent_sixteen_times),
    Switch("one-writer", "one writer, which takes the lock when it begins", "C09", many_writers),
    Switch("stored-first", "a page is stored before it is read", "P21", unreadable),
    Switch("reading-apart", "limits before reading, and a process of its own", "P04", million_elements),
    Switch("search-limits", "length of a search", "S04", lambda s: test_search.test_a_search_that_is_too_long(s, "a" * 5_000)),
    Switch("query-time", "two seconds for a question to the database", "S12", slow_question, ("quick-search",)),
    Switch("problem-types", "problem documents with a type", "T01", test_token.test_no_token),
    Switch("problems-as-json", "errors are problem+json", "H01", lambda s: test_host.test_a_foreign_name_is_refused(s, "evil.example")),
    Switch("escaping", "every word is escaped", "X01", hostile_names),
    Switch("code-once", "a pairing code works once", "T13", code_twice),
    Switch("code-minutes", "a pairing code works two minutes", "T12", test_altered_time.test_the_right_code_comes_too_late),
    Switch("five-tries", "five tries at a pairing code", "T11", test_token.test_guessing_the_code),
    Switch("extensions-only", "only extensions are paired", "T14", lambda s: test_token.test_a_page_cannot_pair(s, "http://evil.example")),
    *(Switch(f"header {name}", f"{name} on every answer", "X14", test_markup.test_every_answer_carries_the_protective_headers)
      for name in (*ALWAYS, "Content-Security-Policy", "Referrer-Policy")),
    # The last one: what it has written stays in the log.
    Switch("clean-logs", "no secret in a log", "T17", talks_in_its_sleep, ("calm",)),
]  # fmt: skip


@pytest.fixture(scope="module")
def altered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AlteredServer]:
    """A server on which every control can be switched off."""
    live = AlteredServer(tmp_path_factory.mktemp("switches") / "data")
    live.sign_in()
    live.pair()
    yield live
    live.stop()


def run(server: AlteredServer, switch: Switch) -> None:
    """Run a case as the rules of this folder ask."""
    expected = CASES[switch.case]["expected"]
    careful = "NOCHANGE" in expected and not switch.more
    if switch.more:
        switch.run(server)
        return
    with watched(server, unchanged=careful and switch.name not in {"stored-first", "reading-apart"}):
        switch.run(server)


@pytest.mark.parametrize("switch", SWITCHES, ids=lambda one: f"{one.name}-{one.case}")
def test_without_the_control_the_case_fails(altered: AlteredServer, switch: Switch) -> None:
    altered.alter(off=switch.more)
    run(altered, switch)
    altered.alter(off=[switch.name, *switch.more])
    try:
        with pytest.raises(Exception):  # noqa: B017 - a case fails in many ways: wrong status, wrong shape, no answer
            run(altered, switch)
    finally:
        altered.alter(off=())


SETTINGS = {"journal_mode": "delete", "synchronous": "normal", "secure_delete": "off"}


@pytest.mark.parametrize("name", SETTINGS)
def test_without_its_settings_the_database_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setitem(sqlite._SETTINGS, name, SETTINGS[name])
    database = Database(tmp_path / "askwell.db")
    with pytest.raises(DatabaseError, match=name):
        database.migrate(datetime(2026, 1, 2, tzinfo=UTC))
    database.close()


def test_the_document_lists_every_control_with_its_case() -> None:
    listed = (Path(__file__).resolve().parents[2] / "docs" / "security.md").read_text(encoding="utf-8")
    wanted = [f"| {switch.what} | {switch.case} |" for switch in SWITCHES]
    assert [line for line in wanted if line not in listed] == []
