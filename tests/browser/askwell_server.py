"""The real Askwell, started and ended as often as a test likes, on one data folder and one port."""

import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.parse
from pathlib import Path
from typing import Any

from tests.browser.firefox import free_port


class AskwellServer:
    """One Askwell.

    Attributes:
        begun: When it was last started, by the monotonic clock.
        dashboard: The one-time link that opens the dashboard signed in; new after every start.
    """

    def __init__(self, folder: Path, port: int = 0) -> None:
        self.folder = folder
        self.log = folder.with_suffix(".log")
        self.port = port or free_port()
        self.dashboard = ""
        self.begun = 0.0
        self._ending = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Begin to start, without waiting for it."""
        command = [sys.executable, "-m", "askwell", "serve", "--port", str(self.port), "--no-browser"]
        self.begun = time.monotonic()
        with self._ending, self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--data-dir", str(self.folder)], stdout=subprocess.PIPE, stderr=log, env={**os.environ}
            )

    def start(self) -> None:
        """Start and wait until it accepts connections."""
        if not self.process:
            self.begin()
        line = self.process.stdout.readline() if self.process and self.process.stdout else b""
        assert line, f"Askwell has not started: {self.log.read_text()[-2000:]}"
        self.dashboard = json.loads(line)["dashboard"]

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        self._end("terminate")

    def kill(self) -> None:
        """End it without a word."""
        self._end("kill")

    def _end(self, how: str) -> None:
        with self._ending:
            process, self.process = self.process, None
            if process:
                getattr(process, how)()
                process.wait(20)
                if process.stdout:
                    process.stdout.close()

    @property
    def site(self) -> str:
        """The address of the dashboard."""
        return f"http://askwell.localhost:{self.port}"

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Read from its database, beside it."""
        [path] = self.folder.glob("*.db") or self.folder.glob("*.sqlite*")
        address = f"file:{urllib.parse.quote(str(path))}?mode=ro"
        with sqlite3.connect(address, uri=True, timeout=5) as connection:
            found = connection.execute(query).fetchall()
        connection.close()
        return found

    def change(self, statement: str) -> None:
        """Write into its database, beside it."""
        [path] = self.folder.glob("*.db") or self.folder.glob("*.sqlite*")
        with sqlite3.connect(path, timeout=5) as connection:
            connection.execute(statement)
        connection.close()

    def everything(self) -> bytes:
        """Every byte it has written: data folder and log."""
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        return b"".join(path.read_bytes() for path in [*files, self.log])
