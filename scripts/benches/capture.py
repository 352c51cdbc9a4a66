"""One capture request, beside a POST of the same bytes that the same server only reads and refuses, and by stage."""

import argparse
import json
import sys
import tempfile
import time
import uuid
from pathlib import Path

from benches.figures import Table, percentile
from tests.abuse.live_server import LiveServer, Reply, capture_body, profile

RUNS = 50
ROWS = 1_500


def large_page(number: int) -> str:
    """Write a page about an invented person with a long tail of ordinary content, about 250 KB as it travels."""
    roles = "".join(
        f"<li><h3>Analyst {n}</h3><p>Quarry Street Labs {n}</p><p>Jan {2000 + n} - Dec {2000 + n}</p></li>"
        for n in range(12)
    )
    filler = "".join(
        f'<div class="row"><p>Paragraph {n} of an ordinary page, <b>with markup</b> in it.</p></div>'
        for n in range(ROWS)
    )
    body = f"<section><h2>Experience</h2><ul>{roles}</ul></section><section>{filler}</section>"
    return profile(f"Bencha Example {number}", body=body)


def timed(send: "object") -> tuple[float, Reply]:
    """Send a request and give the seconds it took with its answer."""
    start = time.perf_counter()
    reply: Reply = send()  # type: ignore[operator]
    return time.perf_counter() - start, reply


def main() -> int:
    """Send captures and empty posts in turn and print medians, percentiles and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    options, _ = parser.parse_known_args()
    with tempfile.TemporaryDirectory() as folder:
        server = LiveServer(Path(folder) / "data")
        try:
            server.sign_in()
            server.pair()
            return measure(server, options.runs)
        finally:
            server.stop()


def measure(server: LiveServer, runs: int) -> int:
    """Measure against a running server."""
    table = Table()
    captures, empty, read = [], [], 0
    for number in range(runs + 3):
        body = capture_body(large_page(number), f"https://example.com/people/bench-{number}")
        raw = json.dumps(body).encode()
        name = str(uuid.uuid4())
        nothing = timed(
            lambda raw=raw, name=name: server.post("/api/v1/captures", b"[" + raw[1:-1] + b"]", Idempotency_Key=name)
        )
        full = timed(lambda raw=raw, body=body: server.post("/api/v1/captures", raw, Idempotency_Key=body["id"]))
        if number >= 3:  # the first ones start the reader and fill caches
            captures.append(full[0])
            empty.append(nothing[0])
            read += full[1].document.get("status") == "read"
    print(f"{runs} captures of {len(raw) / 1000:.0f} KB, {read} read and planned in the same request")
    table.spread("capture: stored, read, merged, planned", captures)
    table.spread("the same bytes refused", empty)
    table.row("capture / refused, medians", percentile(captures, 0.5) / percentile(empty, 0.5))
    table.row("capture, p95", percentile(captures, 0.95) * 1000, "ms", at_most=700)
    return table.exit_code()


if __name__ == "__main__":
    sys.exit(main())
