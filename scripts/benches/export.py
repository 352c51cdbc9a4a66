"""Exports of 1,000 and 100,000 people: speed and peak memory of each format, beside a bare CSV writer."""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from askwell.domain.facts import FACT_KINDS, fold_text, item_key
from askwell.storage.database import Database
from askwell.storage.models import FactRow, NoteRow, QuestionRow, SubjectRow
from benches.figures import Table

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
FEW, MANY = 1_000, 100_000
MEMORY_RATIO = 1.3
PEOPLE_PER_SECOND = 2_000
AT_ONCE = 2_000
NAMES = ("Ada", "Bela", "Chidi", "Dora", "Emre", "Fatima", "Goran", "Hana")

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


def facts_of(subject_id: str, name: str, number: int) -> Iterator[dict[str, Any]]:
    """Give the facts of one invented person: name, headline, place, three roles, a school, five skills, contacts."""
    roles = [
        {
            "title": f"Analyst {n}",
            "organization": f"Quarry Street Labs {number % 997 + n}",
            "start": f"{2020 - n}-03",
            "end": None if n == 0 else f"{2021 - n}-02",
            "current": n == 0,
            "description": "Built the tables that the planning of every week rests on.",
        }
        for n in range(3)
    ]
    values: list[tuple[str, Any]] = [
        ("/person/name", name),
        ("/person/headline", f"Analyst at Quarry Street Labs {number % 997}"),
        ("/person/location", "York, England"),
        *(("/person/experience/-", role) for role in roles),
        ("/person/education/-", {"school": "Tidal Institute", "degree": "BSc", "field": "Biology", "start": "2012"}),
        *(("/person/skills/-", f"Skill {number % 50 + n}") for n in range(5)),
        ("/person/emails/-", f"person{number}@example.com"),
        ("/person/links/-", f"https://example.com/people/{number}"),
    ]
    for position, (kind, value) in enumerate(values):
        key = item_key(FACT_KINDS[kind], value)
        yield {
            "id": str(uuid.uuid5(uuid.NAMESPACE_OID, f"{subject_id}{kind}{key}")),
            "subject_id": subject_id,
            "kind": kind,
            "key": key,
            "serial": "",
            "value": value,
            "origin": "page",
            "state": "current",
            "evidence": {"": {"raw": str(value)[:80], "where": "main > p", "method": "heuristic", "confidence": 0.8}},
            "capture_id": None,
            "url": f"https://example.com/people/{number}",
            "first_seen": NOW,
            "last_seen": NOW,
            "until": None,
            "was": [],
            "position": position,
            "supersedes": None,
        }


def fill(database: Database, number_of_people: int) -> None:
    """Write invented people straight into the tables; capturing as many pages would take hours."""
    for first in range(0, number_of_people, AT_ONCE):
        subjects, facts, notes, questions = [], [], [], []
        for number in range(first, min(first + AT_ONCE, number_of_people)):
            name = f"{NAMES[number % len(NAMES)]} Example {number}"
            subject_id = str(uuid.uuid5(uuid.NAMESPACE_OID, name))
            subjects.append(subject_row(subject_id, name, number))
            facts += facts_of(subject_id, name, number)
            notes.append(
                {"subject_id": subject_id, "text": f"Met at meeting {number}.", "version": 1, "updated_at": NOW}
            )
            questions.append(question_row(subject_id))
        with database.writing() as session:
            for model, rows in ((SubjectRow, subjects), (FactRow, facts), (NoteRow, notes), (QuestionRow, questions)):
                session.execute(insert(model), rows)


def subject_row(subject_id: str, name: str, number: int) -> dict[str, Any]:
    """Give the row of one person."""
    return {
        "id": subject_id,
        "kind": "person",
        "name": name,
        "name_key": fold_text(name),
        "headline": f"Analyst at Quarry Street Labs {number % 997}",
        "organization": f"Quarry Street Labs {number % 997}",
        "organization_id": None,
        "employer_address": "",
        "location": "York, England",
        "stage": "found",
        "url": f"https://example.com/people/{number}",
        "created_at": NOW,
        "updated_at": NOW + timedelta(seconds=number),
        "last_captured_at": NOW,
    }


def question_row(subject_id: str) -> dict[str, Any]:
    """Give the row of one answered question."""
    return {
        "subject_id": subject_id,
        "question_id": "q1",
        "state": "asked",
        "text": None,
        "answer": "By hand, at first.",
        "locked": False,
        "known": False,
        "less_like_this": False,
        "snapshot": {"id": "q1", "text": "How did you learn it?"},
        "changed_at": NOW,
    }


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
