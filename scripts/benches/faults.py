"""Killed again and again while it captures, and kept busy by half-open uploads: what is lost, and who has to wait."""

import argparse
import socket
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benches.capture import timed
from benches.figures import Table
from tests.abuse.killable_server import POINTS, KillRounds
from tests.abuse.live_server import LiveServer, capture_body, profile

ROUNDS = 200
HALF_OPEN = 60
HANDS = 16
BOUND_MS = 100


def main() -> int:
    """Kill the server at every step in turn and at random moments; then hold many uploads open and time the others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--seed", type=int, default=5, help="another one kills at other random moments")
    options, _ = parser.parse_known_args()
    table = Table()
    with tempfile.TemporaryDirectory() as folder:
        kill(table, Path(folder) / "killed", options.rounds, options.seed)
        hold_open(table, Path(folder) / "held")
    return table.exit_code()


def kill(table: Table, folder: Path, count: int, seed: int) -> None:
    """Kill at a named step in every other round, and at a random moment in the others."""
    rounds = KillRounds(folder, seed=seed)
    steps = list(POINTS)
    for number in range(count):
        rounds.round(steps[number // 2 % len(steps)] if number % 2 else "")
    tally = rounds.finish()
    print(f"{tally.rounds} rounds of SIGKILL, {len(rounds.sent)} captures, {len(tally.acknowledged)} acknowledged")
    table.row("acknowledged captures lost", len(tally.lost), at_most=0)
    table.row("half-written records shown", len(tally.half_written), at_most=0)
    once = tally.records_per_item.get(1, 0)
    table.row("items of the outbox with exactly one record", once)
    table.row("items with none, or more than one", len(rounds.sent) - once, at_most=0)


def hold_open(table: Table, folder: Path) -> None:
    """Time ordinary requests while uploads stand half-open and many hands capture one page."""
    live = LiveServer(folder)
    live.sign_in()
    live.pair()
    live.capture(profile("Busya Example-Kale"), "https://example.com/warm")
    page = profile("Busya Example-Lark")
    head = f"POST /api/v1/captures HTTP/1.1\r\nHost: {live.host}\r\nAuthorization: Bearer {live.token}\r\n"
    head += "Content-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{"
    held = [socket.create_connection(("127.0.0.1", live.port), timeout=10) for _ in range(HALF_OPEN)]
    for connection in held:
        connection.sendall(head.encode())
    waits = [timed(lambda: live.api("status"))[0] for _ in range(50)]
    table.spread(f"other requests beside {HALF_OPEN} half-open uploads", waits)
    table.row("the slowest of them", max(waits) * 1000, "ms", at_most=BOUND_MS)
    waits, statuses = beside_captures(live, page)
    table.spread(f"and beside {HANDS} captures of one page", waits)
    table.row("the slowest of them", max(waits) * 1000, "ms", at_most=BOUND_MS)
    print(f"answers to the {HANDS} captures: {sorted(statuses)}")
    for connection in held:
        connection.close()
    found = live.api("prospects").document["total"]
    table.row("prospects of that page", found - 1, at_most=1)
    live.stop()


def beside_captures(live: LiveServer, page: str) -> tuple[list[float], list[int]]:
    """Send one page many times at once, and time other requests until all are answered."""
    waits: list[float] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            waits.append(timed(lambda: live.api("status"))[0])

    asking = threading.Thread(target=ask)
    asking.start()
    with ThreadPoolExecutor(HANDS) as pool:
        bodies = [capture_body(page, "https://example.com/one") for _ in range(HANDS)]
        send = [pool.submit(live.post, "/api/v1/captures", body, Idempotency_Key=body["id"]) for body in bodies]
        statuses = [one.result().status for one in send]
    done.set()
    asking.join()
    return waits, statuses


if __name__ == "__main__":
    sys.exit(main())
