"""Asks a public database whether any locked dependency is known to be harmful: `python3 scripts/audit.py`.

Fails only when something is found. Without a connection nothing is known, and that is what is said. Standard library
only; the asking is done by uv, which sets the project up as well.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from environment import DEV_LOCK, ensure, say

SECONDS = 60
PIN = re.compile(r"^([A-Za-z0-9_.-]+==[^\s;\\]+)\s*(;[^\\]*)?", re.MULTILINE)
PROJECT = """[project]
name = "locked"
version = "0"
requires-python = ">=3.11"
dependencies = {}
"""


def pins(lock: Path) -> list[str]:
    """Give what a lock holds, each with its exact version and where it is used."""
    return [f"{pin}{where.rstrip()}" for pin, where in PIN.findall(lock.read_text(encoding="utf-8"))]


def ask(uv: list[str], lock: Path) -> str | None:
    """Have a lock looked up; None when nobody could be asked, otherwise what was found, empty for nothing."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "pyproject.toml").write_text(PROJECT.format(json.dumps(pins(lock))), encoding="utf-8")
        command = [*uv, "audit", "--output-format", "json", "--project", folder]
        environment = {**os.environ, "UV_HTTP_RETRIES": "0", "UV_HTTP_TIMEOUT": "10"}
        try:
            asked = subprocess.run(
                command, capture_output=True, text=True, timeout=SECONDS, check=False, env=environment, cwd=folder
            )
        except subprocess.TimeoutExpired:
            return None
    return verdict(asked.returncode, asked.stdout)


def verdict(code: int, answer: str) -> str | None:
    """Tell an answer from no answer: only an answer is JSON, and only a clean one ends with 0 and lists nothing."""
    try:
        found = json.loads(answer)
    except ValueError:
        return None
    listed = isinstance(found, dict) and bool(found.get("vulnerabilities"))
    return json.dumps(found, indent=1) if code or listed else ""


def main() -> int:
    """Look up everything that is installed, for use and for development."""
    found = ask([str(ensure(DEV_LOCK)), "-m", "uv"], DEV_LOCK)
    if found is None:
        say("Dependencies were not audited: no connection to the database of known problems.")
        return 0
    say(found or f"Dependencies were audited: nothing is known against any of {len(pins(DEV_LOCK))}.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
