"""A small client for Firefox's remote protocol: commands and answers over one socket, nothing else."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

ANSWER_SECONDS = 60.0


class MarionetteError(Exception):
    """The browser refused a command, or went away."""


class Marionette:
    """A session with one running Firefox."""

    def __init__(self, port: int) -> None:
        self._socket = self._connect(port, ANSWER_SECONDS)
        self._socket.settimeout(ANSWER_SECONDS)
        self._waiting = b""
        self._number = 0
        self._one = threading.RLock()  # answers and contexts belong to whoever asks
        self._read()  # it says hello first
        self.send("WebDriver:NewSession", {"strictFileInteractability": True})
        self.send("WebDriver:SetTimeouts", {"script": 30_000, "pageLoad": 30_000})

    @staticmethod
    def _connect(port: int, seconds: float) -> socket.socket:
        end = time.monotonic() + seconds
        while True:
            try:
                return socket.create_connection(("127.0.0.1", port), timeout=5)
            except OSError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)

    def _read(self) -> Any:
        while b":" not in self._waiting:
            self._receive()
        length, self._waiting = self._waiting.split(b":", 1)
        while len(self._waiting) < int(length):
            self._receive()
        message, self._waiting = self._waiting[: int(length)], self._waiting[int(length) :]
        return json.loads(message)

    def _receive(self) -> None:
        part = self._socket.recv(1 << 16)
        if not part:
            raise MarionetteError("the browser is gone")
        self._waiting += part

    def send(self, command: str, parameters: dict[str, Any] | None = None) -> Any:
        """Send one command and wait for its answer."""
        with self._one:
            self._number += 1
            message = json.dumps([0, self._number, command, parameters or {}]).encode()
            self._socket.sendall(str(len(message)).encode() + b":" + message)
            _, _, problem, answer = self._read()
        if problem:
            raise MarionetteError(f"{command}: {problem.get('error')}: {problem.get('message')}")
        return answer

    @contextmanager
    def chrome(self) -> Iterator[None]:
        """Speak with the browser itself instead of a page."""
        with self._one:
            self.send("Marionette:SetContext", {"value": "chrome"})
            try:
                yield
            finally:
                self.send("Marionette:SetContext", {"value": "content"})

    def run(self, script: str, *arguments: Any, sandbox: str | None = "default") -> Any:
        """Run a script whose last argument is called with the result."""
        asked = {"script": script, "args": list(arguments), "newSandbox": False, "sandbox": sandbox}
        answer = self.send("WebDriver:ExecuteAsyncScript", asked)
        return answer.get("value") if isinstance(answer, dict) else answer

    def close(self) -> None:
        """Leave the browser alone."""
        self._socket.close()
