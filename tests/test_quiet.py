"""The tests' own guard against connections that leave this machine: it would notice, in every process."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.quiet import sitecustomize as quiet

AWAY = "198.51.100.7"  # RFC 5737: documentation only
TRY = "import socket\ntry:\n    socket.create_connection(({!r}, 80), timeout=5)\nexcept OSError as refused:\n    print(refused)"


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A journal of this test's own: what is tried here on purpose is no leak."""
    path = tmp_path / "tried"
    monkeypatch.setenv(quiet.JOURNAL, str(path))
    return path


@pytest.mark.parametrize("host", [AWAY, "example.com", "2001:db8::1"])
def test_a_connection_away_is_refused_and_written_down(journal: Path, host: str) -> None:
    with pytest.raises(ConnectionRefusedError, match="allow no connection"):
        socket.create_connection((host, 80), timeout=5)
    assert host in journal.read_text()


def test_a_datagram_away_is_refused(journal: Path) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender, pytest.raises(ConnectionRefusedError):
        sender.sendto(b"x", (AWAY, 53))
    assert AWAY in journal.read_text()


def test_processes_that_tests_start_are_guarded_too(journal: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", TRY.format(AWAY)], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    assert "allow no connection" in ended.stdout
    assert AWAY in journal.read_text()


def test_this_machine_may_be_spoken_to(journal: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening, socket.create_connection(listening.getsockname()):
        assert not journal.exists()
