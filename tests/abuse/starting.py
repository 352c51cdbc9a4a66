"""Starts of `askwell` that are expected to end by themselves, and what they say."""

import ctypes
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

NOBODY = 65534
DROP_FROM_BOUNDS, OVERRIDE_MODES, OVERRIDE_READING = 24, 1, 2  # prctl(2), capabilities(7)


def run(*words: str | Path, **options: Any) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end."""
    command = [sys.executable, "-m", "askwell", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, **options)


def start(folder: Path, *words: str, port: int = 0, **options: Any) -> "subprocess.CompletedProcess[str]":
    """Run a start that is expected to fail."""
    return run("serve", "--no-browser", "--port", str(port), "--data-dir", folder, *words, **options)


def refused(folder: Path, code: int, *says: str, **options: Any) -> str:
    """Check that a start fails with this code and these words, in plain words and without changing a file."""
    before = contents(folder)
    ended = start(folder, **options)
    assert ended.returncode == code, (ended.returncode, ended.stderr)
    assert ended.stdout == ""
    for words in says:
        assert words in ended.stderr, ended.stderr
    assert "Traceback" not in ended.stderr
    after = contents(folder)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert not changed, changed
    return ended.stderr


def contents(folder: Path) -> Mapping[str, bytes]:
    """Read every file but logs and what SQLite makes anew at every opening."""
    if not folder.is_dir():
        return {}
    passing = ("-shm", ".log", ".lock")
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(passing))
    found = {str(path.relative_to(folder)): path.read_bytes() for path in files}
    return {name: content for name, content in found.items() if content or not name.endswith("-wal")}


def bound_by_modes() -> dict[str, Any]:
    """Give what makes a started program obey file modes, which an administrator's programs need not."""
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return {}
    system = ctypes.CDLL(None)

    def drop() -> None:
        for power in (OVERRIDE_MODES, OVERRIDE_READING):
            system.prctl(DROP_FROM_BOUNDS, power, 0, 0, 0)

    return {"preexec_fn": drop}
