"""Seconds from start to accepting connections, and resident memory, beside a bare Flask and waitress server."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benches.figures import Table, percentile
from environment import ROOT

BARE = """
import json, socket
from flask import Flask
from waitress import create_server
server = create_server(Flask("bare"), host="127.0.0.1", port=0)
print(json.dumps({"port": server.effective_port}), flush=True)
server.run()
"""
RUNS = 5


def measure(command: list[str]) -> tuple[float, float]:
    """Start a server, wait for its line of JSON, and return seconds until then and its memory in MB."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT) as server:
        try:
            json.loads(next(iter(server.stdout or ())))
            ready = time.perf_counter() - start
            time.sleep(1.5)  # the reader's worker process starts in the background
            return ready, resident_megabytes(server.pid)
        finally:
            server.terminate()
            server.wait(10)


def resident_megabytes(pid: int) -> float:
    """Sum the proportional memory of a process and its children, so that shared pages count once; 0 off Linux."""
    total = 0.0
    for one in [pid, *children(pid)]:
        rollup = Path(f"/proc/{one}/smaps_rollup")
        if rollup.is_file():
            line = next(line for line in rollup.read_text().splitlines() if line.startswith("Pss:"))
            total += int(line.split()[1]) / 1024
    return total


def children(pid: int) -> list[int]:
    """List the processes below a process, of every generation."""
    found: list[int] = []
    for listing in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, listing.read_text().split()):
            found += [child, *children(child)]
    return found


def main() -> int:
    """Start both servers several times in turn and print medians and bounds."""
    table = Table()
    with tempfile.TemporaryDirectory() as folder:
        ours = [sys.executable, "-m", "askwell", "serve", "--port", "0", "--no-browser", "--data-dir", folder]
        measure(ours)  # makes the database
        mine, bare = zip(*((measure(ours), measure([sys.executable, "-c", BARE])) for _ in range(RUNS)), strict=True)
    ready = [one[0] for one in mine]
    table.spread("ready after start", ready)
    table.row("ready after start, p95", percentile(ready, 0.95), "s", at_most=1.5)
    table.row("ready after start / bare Flask", sorted(ready)[RUNS // 2] / sorted(one[0] for one in bare)[RUNS // 2])
    table.row("memory, reader process included", max(one[1] for one in mine), "MB", at_most=150)
    table.row("memory / bare Flask", max(one[1] for one in mine) / max(one[1] for one in bare))
    return table.exit_code()


if __name__ == "__main__":
    sys.exit(main())
