"""Exports of 1,000 and 100,000 people: speed and peak memory of each format, beside a bare CSV writer."""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from askwell.storage.database import Database
from benches.figures import Table
from tests.exporting.stored_crowd import NOW, fill

FEW, MANY = 1_000, 100_000
MEMORY_RATIO = 1.3
PEOPLE_PER_SECOND = 2_000

CHILD = """
import json, sys, time
from datetime import datetime, UTC
from pathlib import Path
from askwell.domain.exports import ExportChoice
from askwell.services.exports import open_export
from askwell.storage.database import Database
database = Database(Path(sys.argv[1]))
start, busy, size = time.perf_counter(), time.process_time(), 0
with open(sys.argv[3], "wb") as file:
    for piece in open_export(database, sys.argv[2], ExportChoice(), now=datetime(2026, 3, 4, tzinfo=UTC)).pieces:
        size += file.write(piece)
taken = time.perf_counter() - start
status = Path("/proc/self/status")
lines = status.read_text().splitlines() if status.is_file() else []
peak = next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 1)
print(json.dumps({"seconds": taken, "processor": time.process_time() - busy, "bytes": size, "megabytes": peak / 1024}))
"""


def bare_csv(target: Path, number_of_people: int) -> float:
    """Write as many rows of ready texts with the csv module alone; give people a second."""
    row = ["Quarry Street Labs"] * 40
    start = time.perf_counter()
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows(row for _ in range(number_of_people))
    return number_of_people / (time.perf_counter() - start)


def measure(database: Path, format_name: str, target: Path) -> dict[str, float]:
    """Export everybody in a process of its own."""
    command = [sys.executable, "-c", CHILD, str(database), format_name, str(target)]
    answer: dict[str, float] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return answer


def main() -> int:
    """Fill two databases, then export each of them in every format that is asked for."""
    from askwell.services.exports import list_formats

    names = [known.name for known in list_formats()]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--formats", nargs="+", choices=names, default=names)
    parser.add_argument("--people", type=int, default=MANY)
    options, _ = parser.parse_known_args()
    table = Table()
    with tempfile.TemporaryDirectory() as folder:
        places = {number: Path(folder) / str(number) / "askwell.db" for number in (FEW, options.people)}
        for number, place in places.items():
            database = Database(place)
            database.migrate(NOW)
            fill(database, number)
            database.close()
        for name in options.formats:
            target = Path(folder) / "out"
            few, many = (measure(place, name, target) for place in places.values())
            rate = options.people / many["seconds"]
            table.row(f"{name}: peak memory, {FEW:,} people", few["megabytes"], "MB")
            table.row(f"{name}: peak memory, {options.people:,} people", many["megabytes"], "MB")
            table.row(f"{name}: ratio of both", many["megabytes"] / few["megabytes"], at_most=MEMORY_RATIO)
            table.row(f"{name}: size", many["bytes"] / 1e6, "MB")
            table.row(f"{name}: people a second", rate)
            table.row(f"{name}: people a second of processor time", options.people / many["processor"])
            if name == "csv":
                table.row("csv: needed rate / rate", PEOPLE_PER_SECOND / rate, at_most=1)
                table.row("csv: bare csv module / ours", bare_csv(target, options.people) / rate)
    return table.exit_code()


if __name__ == "__main__":
    sys.exit(main())
