"""Bringing in 10,000 connections: reading, matching, writing, a second time, and taking all of it back."""

import argparse
import csv
import io
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from askwell.services import importing
from askwell.services.undo import undo_action
from askwell.storage.database import Database
from benches.figures import Table

NOW = datetime(2026, 3, 4, tzinfo=UTC)
PEOPLE = 10_000
MOST_SECONDS = 20
HEADER = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
GIVEN = "Ada Bob Cleo Dana Edda Finn Gita Hugo Ines Jona Kofi Lena Milo Nora Omar Pia Quin Rosa Sami Tara".split()
FAMILY = "Example Sample Holloway Brandt Okafor Ruiz Lindqvist Meyer Tanaka Novak Silva Haddad Kim Moreau Rossi".split()
FORMS = ("", ", Inc.", " GmbH", " Ltd", " LLC")


def connections(number: int) -> bytes:
    """Write the table that a network mails; one in a hundred stands in it twice."""
    text = io.StringIO(newline="")
    text.write('Notes:\n"When exporting your connection data, some e-mail addresses may be missing."\n\n')
    rows = csv.writer(text)
    rows.writerow(HEADER)
    for place in range(number):
        who = place - 1 if place % 100 == 99 else place
        given, family = GIVEN[who % len(GIVEN)], FAMILY[who // 7 % len(FAMILY)]
        company = f"Works {who % 900}{FORMS[who % len(FORMS)]}"
        mail = f"p{who}@example.com" if who % 20 == 0 else ""
        url = f"https://www.linkedin.com/in/{given}-{family}-{who}".lower()
        rows.writerow([given, family, url, mail, company, f"Engineer {who % 40}", f"{who % 28 + 1:02d} Mar 2021"])
    return text.getvalue().encode()


def main() -> int:
    """Bring the same file in twice, then undo."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    options, _ = parser.parse_known_args()
    content, table = connections(options.people), Table()
    told: list[int] = []
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "askwell.db")
        database.migrate(NOW)
        first, receipt = bring_in(database, content, told)
        second, again = bring_in(database, content, told)
        start = time.perf_counter()
        with database.writing() as session:
            undo_action(session, receipt.action.id if receipt.action else "", now=NOW)
        undone = time.perf_counter() - start
        database.close()
    table.row(f"{options.people:,} connections, first time", sum(first), "s", at_most=MOST_SECONDS)
    for name, seconds in zip(("reading the file", "looking at it first", "writing it"), first, strict=True):
        table.row(f"  {name}", seconds, "s")
    table.row("bare csv and sqlite3, without matching or undo", bare(content), "s")
    table.row("a second time", sum(second), "s")
    table.row("second time / first time", sum(second) / sum(first), at_most=1)
    table.row("people brought in", receipt.counts["new"])
    table.row("people added the second time", again.counts["new"] + again.counts["changed"], at_most=0)
    table.row("taking all of it back", undone, "s", at_most=MOST_SECONDS)
    table.row("steps of progress told", len(told))
    return table.exit_code()


def bare(content: bytes) -> float:
    """Store the same rows with the standard library alone, as a script of ten lines would."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, closing(sqlite3.connect(Path(folder) / "bare.db")) as bare_database:
        rows = [row for row in csv.reader(io.StringIO(content.decode(), newline="")) if len(row) == len(HEADER)]
        with bare_database:
            bare_database.execute(f"CREATE TABLE people ({', '.join(name.replace(' ', '_') for name in HEADER)})")
            bare_database.executemany("INSERT INTO people VALUES (?, ?, ?, ?, ?, ?, ?)", rows[1:])
    return time.perf_counter() - start


def bring_in(database: Database, content: bytes, told: list[int]) -> tuple[list[float], importing.ImportReceipt]:
    """Read, look, and write, as the page does; give the seconds of each."""
    marks = [time.perf_counter()]
    reading = importing.read_file(content, "Connections.csv")
    marks.append(time.perf_counter())
    with database.reading() as session:
        importing.preview_import(session, reading, now=NOW)
    marks.append(time.perf_counter())
    with database.writing() as session:
        receipt = importing.bring_in(session, reading, now=NOW, progress=told.append)
    marks.append(time.perf_counter())
    return [after - before for before, after in pairwise(marks)], receipt


if __name__ == "__main__":
    sys.exit(main())
