"""A real server on a real socket inside the test's own process, with a clock that the test sets."""

import hashlib
import json
import logging
import socket
import sqlite3
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from askwell.app import create_app
from askwell.cli.serving.http_server import make_server
from askwell.cli.serving.listening import listen
from askwell.cli.serving.logs import CleanFormatter
from askwell.config import Config
from askwell.domain.clocks import Clock
from askwell.services.pairings import open_pairing
from askwell.services.reading import PageReader
from askwell.storage.database import Database
from tests.abuse.live_server import Reply, read_reply

CHROMIUM = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"
FIREFOX = "moz-extension://0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f"
KEY = bytes(range(32))
START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@dataclass
class SetClock:
    """A clock that stands until it is moved."""

    seconds: float = 0.0
    jump: timedelta = timedelta()

    def clock(self) -> Clock:
        return Clock(
            now=lambda: START + timedelta(seconds=self.seconds) + self.jump, monotonic=lambda: 1000 + self.seconds
        )


class KeptLog(logging.Handler):
    """Keeps every line as it would be written."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.setFormatter(CleanFormatter("%(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@dataclass
class Paired:
    """What an extension keeps after pairing."""

    id: str
    token: str
    server_key: str
    origin: str

    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Origin": self.origin}


@dataclass
class LocalServer:
    """One server; `request` speaks to it over its socket."""

    folder: Path
    time: SetClock = field(default_factory=SetClock)
    log: KeptLog = field(default_factory=KeptLog)

    def __post_init__(self) -> None:
        logging.getLogger().addHandler(self.log)
        self.log_level = logging.getLogger().level
        logging.getLogger().setLevel(logging.INFO)
        self.database = Database(self.folder / "askwell.db")
        self.database.migrate(START)
        self.socket = listen(0)
        self.port: int = self.socket.getsockname()[1]
        self.config = Config(self.folder, self.port)
        self.reader = PageReader()
        self.app = create_app(self.config, self.database, self.reader, self.time.clock(), key=KEY)
        self.parts = self.app.extensions["askwell"]
        self.server = make_server(self.app, self.socket, self.port)
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()
        self.host = f"127.0.0.1:{self.port}"
        self.site = f"askwell.localhost:{self.port}"
        self.own_origin = f"http://{self.site}"

    def _run(self) -> None:
        self.running = True
        while self.running:
            self.server.loop_once()

    def close(self) -> None:
        self.running = False
        self.server.pull_trigger()
        self.thread.join(5)
        self.server.stop(1)
        self.socket.close()
        self.reader.close()
        self.database.close()
        logging.getLogger().removeHandler(self.log)
        logging.getLogger().setLevel(self.log_level)

    # -- speaking -------------------------------------------------------------------------------------------------

    def send(self, raw: bytes, *, timeout: float = 10) -> Reply:
        """Send bytes as they are and read the first answer."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout) as connection:
            connection.sendall(raw)
            return read_reply(connection)

    def request(self, method: str, path: str, body: Any = None, **headers: str) -> Reply:
        """Send a proper request; header names have underscores for dashes, an empty value leaves one out."""
        lines = {"Host": self.host, "Connection": "close"}
        raw = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        if body is not None:
            lines |= {"Content-Type": "application/json", "Content-Length": str(len(raw))}
        lines |= {name.replace("_", "-"): value for name, value in headers.items()}
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
        return self.send(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode("latin-1") + raw)

    # -- being somebody -------------------------------------------------------------------------------------------

    def code(self) -> str:
        """Open a pairing page."""
        return open_pairing(self.parts.pairing_desk)

    def claim(self, code: str, origin: str = CHROMIUM, **body: Any) -> Reply:
        return self.request("POST", "/api/v1/pairings", {"code": code, "browser": "Chromium", **body}, Origin=origin)

    def pair(self, origin: str = CHROMIUM) -> Paired:
        reply = self.claim(self.code(), origin)
        assert reply.status == 201, reply.body
        found = reply.document
        return Paired(found["id"], found["token"], found["server_key"], origin)

    def sign_in(self) -> str:
        """Open a window of the dashboard; gives its cookie."""
        link = self.parts.sign_in_desk.issue_link()
        reply = self.request("GET", f"/sign-in/{link}", Host=self.site)
        assert reply.status == 303, reply.body
        return reply.headers["set-cookie"].split(";")[0]

    def csrf_token(self, cookie: str) -> str:
        session = self.parts.sign_in_desk.find(cookie.partition("=")[2])
        assert session is not None
        return str(session.csrf_token)

    # -- looking from outside -------------------------------------------------------------------------------------

    def digest(self) -> str:
        """Digest every row of every table and the names of all files."""
        summed = hashlib.sha256()
        with sqlite3.connect(f"file:{self.config.database_path}?mode=ro", uri=True) as database:
            tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
            for (table,) in tables:
                rows = database.execute(f'SELECT * FROM "{table}"').fetchall()
                summed.update(repr((table, sorted(map(repr, rows)))).encode())
        database.close()
        summed.update(repr(sorted(path.name for path in self.folder.rglob("*"))).encode())
        return summed.hexdigest()
