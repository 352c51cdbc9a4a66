"""`askwell capture`: stores a saved page and prints its questions."""

import hashlib
from pathlib import Path
from typing import Any
from uuid import uuid4

import click

from askwell.cli.clock import SYSTEM_CLOCK
from askwell.cli.opening import data_dir_option, opened
from askwell.domain.captures import CaptureResult, IncomingCapture

OUTCOMES = {
    "created": "Saved",
    "updated": "Updated",
    "known": "Already known, nothing new",
    "candidates": "People on this page",
    "research": "Kept as research",
    "nothing": "Nothing found",
}


@click.command("capture")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--url", required=True, help="Address at which the page was saved.")
@data_dir_option
def command(file: Path, url: str, data_dir: Path | None) -> None:
    """Store a saved page and print what became of it, with its questions."""
    from askwell.parsing.decoding import decode_page
    from askwell.services.capturing import capture_page
    from askwell.services.reading import PageReader

    html = decode_page(file.read_bytes())
    raw = html.encode("utf-8", "replace")
    now = SYSTEM_CLOCK.now()
    incoming = IncomingCapture(
        id=str(uuid4()),
        url=url,
        title=file.stem,
        captured_at=now,
        html=raw.decode(),
        html_bytes=len(raw),
        html_sha256=hashlib.sha256(raw).hexdigest(),
        source="file",
    )
    with opened(data_dir) as database:
        reader = PageReader(seconds=10.0)
        try:
            result, _ = capture_page(database, reader, incoming, now=now)
        finally:
            reader.close()
    show(result)


def show(result: CaptureResult) -> None:
    """Print what became of a page."""
    about = f": {result.subject.name}" if result.subject else ""
    click.secho(f"{OUTCOMES[result.outcome]}{about}", bold=True)
    if result.problem:
        click.echo(f"{result.problem.title} {result.problem.detail}")
    for change in result.changes:
        click.echo(f"  {change.label}: {' → '.join(part for part in (change.old, change.new) if part)} ({change.kind})")
    for person in result.people:
        click.echo(f"  {person.name}{f', {person.title}' if person.title else ''}")
    for section in result.sections:
        click.echo(f"  {section.hint}")
    for question in (result.plan or {}).get("questions", []):
        _show_question(question)


def _show_question(question: dict[str, Any]) -> None:
    click.echo(f"\n{question['priority']}. {question['text']}")
    click.secho(f"   {question.get('why', '')}", dim=True)
    for follow_up in question.get("follow_ups", []):
        click.echo(f"   – {follow_up}")
