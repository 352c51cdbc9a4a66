"""A small client for Chromium's developer protocol over a pipe: commands, sessions, nothing else."""

import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Self

ANSWER_SECONDS = 30.0
# The browser expects its pipes on 3 and 4; a process between moves them there and steps aside.
TRAMPOLINE = """
import fcntl, os, sys
spare = [fcntl.fcntl(int(number), fcntl.F_DUPFD, 10) for number in sys.argv[1:3]]
os.dup2(spare[0], 3)
os.dup2(spare[1], 4)
os.execvp(sys.argv[3], sys.argv[3:])
"""


class DevToolsError(Exception):
    """The browser refused a command, or went away."""


class DevTools:
    """One running Chromium, spoken to through file descriptors 3 and 4."""

    def __init__(self, command: list[str], log: Path) -> None:
        to_browser, self._writing = os.pipe()
        self._reading, from_browser = os.pipe()

        moved = [sys.executable, "-c", TRAMPOLINE, str(to_browser), str(from_browser), *command]
        with log.open("ab") as written:
            self.process = subprocess.Popen(
                moved, stdout=written, stderr=written, pass_fds=(to_browser, from_browser), start_new_session=True
            )
        os.close(to_browser)
        os.close(from_browser)
        self._number = 0
        self._one = threading.Lock()
        self._answers: dict[int, queue.Queue[dict[str, Any]]] = {}
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        waiting = b""
        with os.fdopen(self._reading, "rb", buffering=0) as pipe:
            while part := pipe.read(1 << 20):
                *messages, waiting = (waiting + part).split(b"\0")
                for message in messages:
                    answer = json.loads(message)
                    if place := self._answers.get(answer.get("id", 0)):
                        place.put(answer)
        for place in self._answers.values():
            place.put({"error": {"message": "the browser is gone"}})

    def _write(self, message: bytes) -> None:
        while message:
            message = message[os.write(self._writing, message) :]

    def send(
        self,
        method: str,
        params: dict[str, Any] | None = None,
        session: str | None = None,
        wait: float = ANSWER_SECONDS,
    ) -> dict[str, Any]:
        """Send one command and wait for its answer."""
        with self._one:
            self._number += 1
            number = self._number
        message: dict[str, Any] = {"id": number, "method": method, "params": params or {}}
        if session:
            message["sessionId"] = session
        place = self._answers[number] = queue.Queue()
        with self._one:
            self._write(json.dumps(message).encode() + b"\0")
        try:
            answer = place.get(timeout=wait)
        except queue.Empty:
            raise DevToolsError(f"{method}: no answer") from None
        finally:
            del self._answers[number]
        if "error" in answer:
            raise DevToolsError(f"{method}: {answer['error']['message']}")
        return dict(answer["result"])

    def close(self) -> None:
        """End the browser in an orderly way."""
        try:
            self.send("Browser.close")
            self.process.wait(20)
        except (DevToolsError, BrokenPipeError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()
        os.close(self._writing)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
