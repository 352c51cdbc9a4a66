"""The real server that ends itself by SIGKILL at a named step of a capture, and rounds of killing it.

Run as a program it is `askwell` itself, patched from outside; the product knows nothing of it.
"""

import importlib
import json
import os
import random
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import Any

from tests.abuse.live_server import LiveServer, capture_body, database_in, profile

ARMED = "ASKWELL_TEST_KILL"
POINTS: Mapping[str, tuple[str, str, str]] = {
    "before storing": ("askwell.services.capturing", "_store", "before"),
    "stored, not committed": ("askwell.services.capturing", "_store", "after"),
    "committed, not read": ("askwell.services.capturing", "_read_and_apply", "before"),
    "read, not merged": ("askwell.services.capturing", "apply_page", "before"),
    "what was read is kept": ("askwell.storage.captures", "keep_document", "after"),
    "subject made": ("askwell.services.applying", "_find_or_create", "after"),
    "facts merged": ("askwell.services.refreshing", "remerge", "after"),
    "found by search": ("askwell.storage.search", "index_subject", "after"),
    "merged, not committed": ("askwell.services.capturing", "apply_page", "after"),
    "committed, not planned": ("askwell.services.capturing", "build_result", "before"),
    "planned, not answered": ("askwell.services.capturing", "capture_page", "after"),
}
"""Steps of a capture: the module, the function, and whether the end comes before or after it."""


class KillableServer(LiveServer):
    """A server that a test may tell at which step it ends."""

    program = (str(Path(__file__)),)

    def __init__(self, folder: Path) -> None:
        self.armed = folder.parent / f"{folder.name}.kill-at"
        self.armed.unlink(missing_ok=True)
        root = str(Path(__file__).resolve().parents[2])
        paths = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH", "")])])
        super().__init__(folder, environment={**os.environ, ARMED: str(self.armed), "PYTHONPATH": paths})

    def kill_at(self, point: str) -> None:
        """End at this step, the next time it is reached."""
        self.armed.write_text(point, encoding="utf-8")

    def kill_now(self) -> None:
        """End at once, as when the power fails."""
        self.process.send_signal(signal.SIGKILL)

    def wait_until_dead(self) -> None:
        """Wait for the end and let go of the pipe."""
        try:
            assert self.process.wait(20) == -signal.SIGKILL
        finally:
            self.process.kill()
        if self.process.stdout:
            self.process.stdout.close()


def install_points() -> None:
    """Patch every step so that it can be the last."""
    armed = Path(os.environ[ARMED])

    def reached(point: str) -> None:
        if armed.exists() and armed.read_text(encoding="utf-8") == point:
            os.kill(os.getpid(), signal.SIGKILL)

    for point, (module_name, name, when) in POINTS.items():
        module = importlib.import_module(module_name)
        setattr(module, name, _wrapped(getattr(module, name), point, when, reached))


def _wrapped(function: Callable[..., Any], point: str, when: str, reached: Callable[[str], None]) -> Callable[..., Any]:
    @wraps(function)
    def run(*args: Any, **options: Any) -> Any:
        if when == "before":
            reached(point)
        result = function(*args, **options)
        if when == "after":
            reached(point)
        return result

    return run


def name_of(number: int) -> str:
    """Invent a name for a number."""
    letters = "".join("BDFGKLMNRT"[int(digit)].lower() + "a" for digit in f"{number:03d}")
    return f"Killa Example-{letters.capitalize()}"


def role_of(name: str) -> str:
    """Invent a role that nobody else has."""
    return f"Keeper of {name.rsplit(maxsplit=1)[-1]}"


@dataclass
class Tally:
    """What many rounds of killing came to."""

    rounds: int = 0
    acknowledged: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    half_written: list[str] = field(default_factory=list)
    records_per_item: dict[int, int] = field(default_factory=dict)
    seen_whole: set[str] = field(default_factory=set)


class KillRounds:
    """Sends captures as an extension does, kills the server meanwhile, and looks what is there afterwards."""

    AT_ONCE = 3

    def __init__(self, folder: Path, *, seed: int = 5) -> None:
        self.folder = folder
        self.random = random.Random(seed)
        self.outbox: dict[str, dict[str, Any]] = {}
        self.sent: dict[str, dict[str, Any]] = {}
        self.tally = Tally()
        first = LiveServer(folder)
        first.sign_in()
        first.pair()
        self.token = first.token
        first.stop()

    def start(self) -> KillableServer:
        server = KillableServer(self.folder)
        server.token = self.token
        return server

    def round(self, point: str) -> None:
        """Start, look, hand over what waited, and end at a step; an empty step is a random moment."""
        server = self.start()
        self.look(server)
        self.deliver(server)
        for number in range(self.AT_ONCE):
            name = name_of(self.tally.rounds * self.AT_ONCE + number)
            body = capture_body(profile(name, role=role_of(name)), f"https://example.com/k/{name.replace(' ', '-')}")
            self.outbox[body["id"]] = self.sent[body["id"]] = body | {"name": name}
        if point:
            server.kill_at(point)
        with ThreadPoolExecutor(self.AT_ONCE) as pool:
            answers = [pool.submit(self.send, server, body) for body in list(self.outbox.values())]
            if not point:
                time.sleep(self.random.uniform(0.0, 0.25))
                server.kill_now()
            for answer in answers:
                answer.result()
        server.wait_until_dead()
        self.tally.rounds += 1

    def send(self, server: LiveServer, body: dict[str, Any]) -> None:
        """Send one page; only an answer takes it out of the outbox."""
        page = {key: value for key, value in body.items() if key != "name"}
        try:
            reply = server.post("/api/v1/captures", page, Idempotency_Key=str(body["id"]))
        except OSError:
            return
        if reply.status in (200, 201, 202):
            self.tally.acknowledged.add(body["id"])
            self.outbox.pop(body["id"], None)

    def deliver(self, server: LiveServer) -> None:
        for body in list(self.outbox.values()):
            self.send(server, body)

    def look(self, server: LiveServer) -> None:
        """Compare what is shown with what was sent: everything acknowledged is there, everything shown is whole."""
        for capture_id in self.tally.acknowledged - self.tally.lost:
            if capture_id in self.tally.seen_whole:
                continue
            reply = server.api(f"captures/{capture_id}")
            if reply.status != 200:
                self.tally.lost.add(capture_id)
            elif reply.document["status"] == "read":
                self.tally.seen_whole.add(capture_id)
        for subject in server.api("prospects?limit=200&sort=created").document["items"][: 2 * self.AT_ONCE]:
            detail = server.api(f"prospects/{subject['id']}").document
            texts = json.dumps(detail["profile"])
            whole = role_of(subject["name"]) in texts and "Tidal Institute" in texts and detail["captures"]
            if not whole or subject["name"] not in {body["name"] for body in self.sent.values()}:
                self.tally.half_written.append(subject["name"])

    def finish(self) -> Tally:
        """Let the outbox drain, and count the records of every page that was ever sent."""
        server = self.start()
        self.look(server)
        self.deliver(server)
        deadline = time.monotonic() + 60
        while server.api("status").document["waiting"] and time.monotonic() < deadline:
            time.sleep(0.2)
        self.look(server)
        assert server.stop() == 0
        with sqlite3.connect(f"file:{database_in(self.folder)}?mode=ro", uri=True) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []
            for body in self.sent.values():
                wanted = "SELECT count(*) FROM subjects WHERE kind = 'person' AND name = ?"
                records = database.execute(wanted, (body["name"],)).fetchone()[0]
                pages = database.execute("SELECT count(*) FROM captures WHERE id = ?", (body["id"],)).fetchone()[0]
                found = records if pages == records else -1
                self.tally.records_per_item[found] = self.tally.records_per_item.get(found, 0) + 1
        database.close()
        with sqlite3.connect(database_in(self.folder)) as database:
            database.execute("INSERT INTO search_words(search_words) VALUES ('integrity-check')")
        database.close()
        return self.tally


if __name__ == "__main__":
    from askwell.cli import main

    install_points()
    sys.exit(main())
