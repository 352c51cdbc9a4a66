"""Pages of every kind that Askwell knows, stored and then read again: today's reader finds what it found."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.abuse.live_server import LiveServer
from tests.parsing.site_fixtures import site_cases

EVERY = 6
"""One of so many pages is stored; the rest of them are read twice in the reader's own tests."""


@pytest.mark.case("P25")
def test_reading_stored_pages_again_changes_nothing(tmp_path: Path) -> None:
    live = LiveServer(tmp_path / "data")
    live.sign_in()
    live.pair()
    names = set()
    for number, case in enumerate(site_cases()):
        if number % EVERY == 0:
            page = case.page()
            reply = live.capture(page.html, page.url or f"https://example.com/{number}", title=page.title)
            assert reply.status == 201, f"{case.name}: {reply.body[:200]!r}"
            names.add(case.name)
    assert live.stop() == 0
    command = [sys.executable, "-m", "askwell", "reparse", "--dry-run", "--data-dir", str(live.folder)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=dict(os.environ))
    assert ended.returncode == 0, ended.stderr
    assert f"{len(names)} pages read again: 0 would change something" in ended.stdout, ended.stdout[-3000:]
