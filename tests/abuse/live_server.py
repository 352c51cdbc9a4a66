"""A real server in a process of its own, signed in and paired the way people do it, and a client for raw bytes."""

import hashlib
import http.client
import json
import re
import socket
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

EXTENSION = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"
VOLATILE_COLUMNS = {("pairings", "last_used_at")}


@dataclass
class Reply:
    """What came back over the socket; status 0 when the connection was closed without an answer."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def document(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found

    @property
    def slug(self) -> str:
        """The last part of the problem's type."""
        return str(self.document.get("type", "")).rsplit("/", 1)[-1] if self.body.startswith(b"{") else ""


class LiveServer:
    """One running server with its data folder, one paired extension and one signed-in dashboard."""

    program: Sequence[str] = ("-m", "askwell")

    def __init__(self, folder: Path, *options: str, environment: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        command = [sys.executable, *self.program, "serve", "--no-browser", "--data-dir", str(folder)]
        command += options if "--port" in options else ("--port", "0", *options)
        self.log = folder.parent / f"{folder.name}.stderr"
        with self.log.open("ab") as errors:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, env=environment)
        line = self.process.stdout.readline() if self.process.stdout else b""
        if not line:
            raise RuntimeError(f"the server did not start: {self.log.read_text()[-2000:]}")
        self.started: dict[str, Any] = json.loads(line)
        self.port = urlsplit(self.started["url"]).port or 0
        self.host = f"127.0.0.1:{self.port}"
        self.site = f"askwell.localhost:{self.port}"
        self.token = self.pairing_id = self.server_key = self.cookie = self.csrf = ""

    # -- being a person -------------------------------------------------------------------------------------------

    def sign_in(self, link: str = "") -> None:
        """Open the one-time link and keep the session cookie and its CSRF token."""
        address = urlsplit(link or self.started["dashboard"])
        reply = self.get(f"{address.path}?{address.query}" if address.query else address.path, Host=self.site)
        self.cookie = reply.headers["set-cookie"].split(";")[0]
        page = self.page("/me")
        self.csrf = found(r'name="csrf_token" value="([^"]+)"', page.body)

    def page(self, path: str, **headers: str) -> Reply:
        """Get a dashboard page with the session."""
        return self.get(path, Host=self.site, Cookie=self.cookie, **headers)

    def open_pairing(self) -> str:
        """Open the pairing page and read its code."""
        return found(r'data-askwell-pairing="([^"]+)"', self.page("/pair").body)

    def pair(self, origin: str = EXTENSION, name: str = "Chromium on Linux") -> Reply:
        """Pair an extension; the first one becomes this client's own."""
        body = {"code": self.open_pairing(), "browser": name}
        reply = self.post("/api/v1/pairings", body, token="", Origin=origin)
        if reply.status == 201 and not self.token:
            self.token = reply.document["token"]
            self.pairing_id, self.server_key = reply.document["id"], reply.document["server_key"]
        return reply

    # -- being a program ------------------------------------------------------------------------------------------

    def get(self, path: str, *, token: str = "", **headers: str) -> Reply:
        return self.request("GET", path, None, token=token, **headers)

    def api(self, path: str, **headers: str) -> Reply:
        """Get an API address as the paired extension."""
        return self.get(f"/api/v1/{path}", token=self.token, **headers)

    def post(self, path: str, body: object, *, token: str | None = None, method: str = "POST", **headers: str) -> Reply:
        """Send JSON as the paired extension."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", "Origin": EXTENSION, **headers}
        return self.request(method, path, raw, token=self.token if token is None else token, **headers)

    def request(self, method: str, path: str, body: bytes | None, *, token: str = "", **headers: str) -> Reply:
        """Send a well-formed request. Header names are given with underscores for dashes; an empty one is left out."""
        lines = {"Host": self.host, "Connection": "close"}
        if token:
            lines["Authorization"] = f"Bearer {token}"
        if body is not None:
            lines["Content-Length"] = str(len(body))
        lines |= {name.replace("_", "-"): value for name, value in headers.items()}
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
        return self.send(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode("latin-1") + (body or b""))

    def send(self, raw: bytes, *, timeout: float = 15, close_early: bool = False) -> Reply:
        """Send bytes as they are and read the first answer."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout) as connection:
            try:
                connection.sendall(raw)
                if close_early:
                    connection.shutdown(socket.SHUT_WR)
                return read_reply(connection)
            except (ConnectionError, TimeoutError):
                return Reply()

    def capture(self, html: str, url: str, **changes: Any) -> Reply:
        """Capture a page as the extension does."""
        body = capture_body(html, url) | changes
        return self.post("/api/v1/captures", body, Idempotency_Key=str(body["id"]))

    # -- looking from outside -------------------------------------------------------------------------------------

    def alive(self) -> float:
        """Ask something that needs the token; returns the seconds it took."""
        start = time.monotonic()
        assert self.api("status").status == 200
        return time.monotonic() - start

    def digest(self) -> str:
        """Digest every row of every table and the names of the files in the data folder."""
        summed = hashlib.sha256()
        with sqlite3.connect(f"file:{database_in(self.folder)}?mode=ro", uri=True) as database:
            names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
            for (table,) in names:
                columns = [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]
                kept = [f'"{column}"' for column in columns if (table, column) not in VOLATILE_COLUMNS]
                rows = database.execute(f'SELECT {", ".join(kept)} FROM "{table}"').fetchall()
                summed.update(repr((table, sorted(map(repr, rows)))).encode())
        database.close()
        summed.update(repr(sorted(path.name for path in self.folder.rglob("*") if "log" not in path.name)).encode())
        return summed.hexdigest()

    def logged(self) -> str:
        """Everything the server wrote: its log files and its standard error."""
        files = [self.log, *(path for path in self.folder.rglob("*") if path.is_file() and ".log" in path.name)]
        return "\n".join(path.read_text(errors="replace") for path in files)

    def resident_megabytes(self) -> float:
        """Resident memory of the server's own process (0 where the system does not tell)."""
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.is_file():
            return 0.0
        return int(found(r"VmRSS:\s+(\d+)", status.read_bytes())) / 1024

    def stop(self) -> int:
        """Ask the server to end and return its exit code."""
        self.process.terminate()
        try:
            code = self.process.wait(15)
        finally:
            self.process.kill()
            if self.process.stdout:
                self.process.stdout.close()
        return code


def read_reply(connection: socket.socket) -> Reply:
    """Read one HTTP answer; anything that is none counts as a closed connection."""
    answer = http.client.HTTPResponse(connection)
    try:
        answer.begin()
        return Reply(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    except (http.client.HTTPException, ConnectionError, TimeoutError):
        return Reply()
    finally:
        answer.close()


def capture_body(html: str, url: str) -> dict[str, Any]:
    """Give the body of a capture as the extension makes it."""
    raw = html.encode("utf-8", "surrogatepass")
    return {
        "id": str(uuid.uuid4()),
        "url": url,
        "title": "A page",
        "captured_at": datetime.now(tz=UTC).isoformat().replace("+00:00", "Z"),
        "html": html,
        "html_bytes": len(raw),
        "html_sha256": hashlib.sha256(raw).hexdigest(),
        "source": "click",
    }


def profile(name: str, *, role: str = "Marine Biologist", employer: str = "Tidal Institute", body: str = "") -> str:
    """Write a small page about an invented person."""
    facts = {
        "@context": "https://schema.org",
        "@type": "Person",
        "name": name,
        "jobTitle": role,
        "worksFor": {"@type": "Organization", "name": employer},
    }
    return (
        f'<!doctype html><html lang="en"><head><title>{name}</title>'
        f'<script type="application/ld+json">{json.dumps(facts)}</script></head>'
        f"<body><main><h1>{name}</h1><p>{role} at {employer}</p>{body}</main></body></html>"
    )


def database_in(folder: Path) -> Path:
    """Find the database in a data folder."""
    return next(path for path in sorted(folder.iterdir()) if path.suffix in (".db", ".sqlite", ".sqlite3"))


def found(pattern: str, body: bytes) -> str:
    """Give the first group of a pattern in a page."""
    match = re.search(pattern, body.decode("utf-8", "replace"))
    assert match, f"{pattern} is not in {body[:400]!r}"
    return match.group(1)
