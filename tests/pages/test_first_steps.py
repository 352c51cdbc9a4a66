"""The very first start, the first steps, and pairing."""

import re
from datetime import timedelta

import pytest

from askwell import context
from askwell.services import pairings

ORIGIN = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"


def pair(app, code):
    with app.app_context(), context.database().writing() as session:
        return pairings.claim_pairing(
            session, context.pairing_desk(), code=code, origin=ORIGIN, name="Test browser", now=context.now()
        )


def code_on(page):
    found = re.search(r'<main[^>]* data-askwell-pairing="([0-9A-Z]{8})"', page)
    assert found
    return found.group(1)


def test_the_very_first_start_opens_the_pairing_page(window):
    answer = window.get("/")
    assert answer.status_code == 303
    assert answer.location == "/pair"
    page = window.page("/")
    assert "Welcome to Askwell" in page
    code = code_on(page)
    assert f"<span>{code[:4]}</span> <span>{code[4:]}</span>" in page


def test_the_pairing_page_notices_that_a_browser_was_paired(window, app, time):
    page = window.page("/pair")
    since = re.search(r'data-since="([^"]+)"', page).group(1)
    state = window.get("/pair/state", query_string={"since": since}).json
    assert state == {"paired": False, "name": "", "open": True}
    time.pass_by(timedelta(seconds=5))
    pair(app, code_on(page))
    state = window.get("/pair/state", query_string={"since": since}).json
    assert state == {"paired": True, "name": "Test browser", "open": True}


def test_the_pairing_page_says_when_its_code_is_too_old(window, time):
    since = re.search(r'data-since="([^"]+)"', window.page("/pair")).group(1)
    time.pass_by(timedelta(minutes=3))
    assert window.get("/pair/state", query_string={"since": since}).json["open"] is False
    assert window.get("/pair/state", query_string={"since": "yesterday"}).status_code == 200


def test_ticks_show_what_is_done(window, app):
    assert "0 of 4 steps done" in window.page("/start")
    pair(app, code_on(window.page("/pair")))
    page = window.page("/")
    assert "2 of 4 steps done" in page
    assert "Connected: Test browser." in page
    window.send("/me", current_role="Teacher")
    assert "3 of 4 steps done" in window.page("/start")


@pytest.mark.parametrize(
    ("agent", "first"),
    [("Mozilla/5.0 (X11; Linux) Firefox/140.0", "Firefox"), ("Mozilla/5.0 Chrome/141.0", "Chrome, Edge")],
)
def test_the_steps_for_this_browser_are_open(window, agent, first):
    page = window.client.get(
        "/start", base_url="http://askwell.localhost:8765", headers={"User-Agent": agent}
    ).get_data(as_text=True)
    opened = re.findall(r'<details class="fold" open>\s*<summary>([^<]+)', page)
    assert len(opened) == 1
    assert opened[0].startswith(first)


def test_the_folder_of_the_extension_can_be_copied(window):
    page = window.page("/start")
    assert re.search(r'<code class="code" id="chrome-path">[^<]+extension</code>', page)


def test_a_browser_can_be_disconnected(window, app):
    paired = pair(app, code_on(window.page("/pair")))
    assert "Test browser" in window.page("/browsers")
    answer = window.send(f"/browsers/{paired.pairing.id}/revoke")
    page = answer.get_data(as_text=True)
    assert "can no longer read or add anything" in page
    assert "Test browser" not in page
    assert window.send(f"/browsers/{paired.pairing.id}/revoke").status_code == 404
