"""`askwell reparse` over 1,000 stored pages, made from the project's fixtures under invented addresses."""

import argparse
import hashlib
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
import zlib
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from uuid import UUID

from benches.figures import Table

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures" / "sites"
MOMENT = datetime(2026, 1, 15, 12, tzinfo=UTC)
BOUND_SECONDS = 60.0


def main() -> int:
    """Store the pages as an older reader left them, read them all again, and say how long that took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--folder", type=Path, help="saved pages to store instead of the fixtures")
    options = parser.parse_args()
    table = Table()
    with tempfile.TemporaryDirectory() as folder:
        size = store(Path(folder), sources(options.folder), options.pages)
        table.row(f"{options.pages} pages, HTML altogether", size / 1e6, "MB")
        for name, changed in (("every page was read by an older reader", True), ("nothing is different", False)):
            if changed:
                age(Path(folder))
            before = computing()
            taken, said = reparse(Path(folder))
            print(f"   {said}")
            table.row(f"   computing, {name}", computing() - before, "s CPU")
            table.row(f"askwell reparse, {name}", taken, "s", at_most=BOUND_SECONDS * options.pages / 1000)
    return table.exit_code()


def sources(folder: Path | None) -> list[tuple[str, str]]:
    """Give address and text of every page; one that does not name its address gets an invented one."""
    found = []
    for path in sorted((folder or FIXTURES).rglob("*.html")):
        html = path.read_text(encoding="utf-8", errors="replace")
        address = re.search(r"url: (\S+)", html[:400])
        found.append((address.group(1) if address else f"https://example.com/people/{path.stem}", html))
    return found


def store(folder: Path, pages: list[tuple[str, str]], count: int) -> int:
    """Capture pages as the server does, each under an address of its own; give their size in bytes."""
    from askwell.domain.captures import IncomingCapture
    from askwell.services.capturing import capture_page
    from askwell.services.reading import PageReader
    from askwell.storage.database import Database

    database = Database(folder / "askwell.db")
    database.migrate(MOMENT)
    reader = PageReader(workers=1, wait_seconds=60.0)
    size = 0
    for number, (url, html) in enumerate(islice(cycle(pages), count)):
        raw = html.encode("utf-8", "replace")
        size += len(raw)
        capture_page(
            database,
            reader,
            IncomingCapture(
                id=str(UUID(int=number + 1)),
                url=another_address(url, number),
                title="",
                captured_at=MOMENT + timedelta(minutes=number),
                html=raw.decode(),
                html_bytes=len(raw),
                html_sha256=hashlib.sha256(raw).hexdigest(),
            ),
            now=MOMENT,
        )
    reader.close()
    database.close()
    return size


def another_address(url: str, number: int) -> str:
    """Change the last part of the path, so that every round of the fixtures is about other people."""
    base, mark, rest = re.match(r"([^?#]*)([?#]?)(.*)", url, re.DOTALL).groups()
    return f"{base.rstrip('/')}-{number}{mark}{rest}"


def age(folder: Path) -> None:
    """Let every stored reading miss something, as if an older reader had made it."""
    from askwell.services import refreshing
    from askwell.storage.database import Database
    from askwell.storage.models import CaptureRow, SubjectRow

    database = Database(folder / "askwell.db")
    with database.writing() as session:
        for row in session.query(CaptureRow):
            if row.document is None:
                continue
            document = json.loads(zlib.decompress(row.document))
            for part in ("person", "organization"):
                values = document.get(part) or {}
                for field in [name for name, value in values.items() if isinstance(value, list)][:1]:
                    values[field] = values[field][:-1]
                values.pop("about", None)
            row.document = zlib.compress(json.dumps(document).encode(), 6)
        session.flush()
        for subject in list(session.query(SubjectRow)):
            refreshing.remerge(session, subject, MOMENT)
    database.close()


def computing() -> float:
    """Give the processor seconds of all commands so far, which do not depend on who else is busy."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def reparse(folder: Path) -> tuple[float, str]:
    """Run the command as a user does; give its seconds and its last line."""
    command = [sys.executable, "-m", "askwell", "reparse", "--quiet", "--data-dir", str(folder)]
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ})
    return time.perf_counter() - started, done.stdout.strip().splitlines()[-1]


if __name__ == "__main__":
    sys.exit(main())
