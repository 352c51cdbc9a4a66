"""`askwell parse`: saved pages to profile documents, without network or database."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from askwell.domain.errors import AskwellError
from askwell.domain.pages import CapturedPage
from askwell.parsing.decoding import decode_page
from askwell.parsing.json_ld import Json
from askwell.parsing.reader import parse_page


@click.command("parse")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--url", help="The address the page was saved from.")
@click.option("--captured-at", help="When it was saved, as ISO 8601; the file's own time otherwise.")
@click.option(
    "--batch",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='A JSON list of {"file", "url", "captured_at"}; one line of JSON per entry, in order.',
)
def command(file: Path | None, url: str | None, captured_at: str | None, batch: Path | None) -> None:
    """Read a saved page into a profile document."""
    if batch is not None:
        for entry in _entries(batch):
            click.echo(json.dumps(_answer(entry), ensure_ascii=False))
        return
    if file is None or not url:
        raise click.UsageError("Give a saved page and its address: askwell parse FILE --url https://...")
    try:
        document = parse_page(_load(file, url, captured_at))
    except (AskwellError, OSError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))


def _entries(batch: Path) -> list[Any]:
    try:
        entries = json.loads(batch.read_text(encoding="utf-8"))
    except ValueError as error:
        raise click.ClickException(f"{batch} is not a JSON list: {error}") from error
    if not isinstance(entries, list):
        raise click.ClickException(f'{batch} must hold a JSON list of {{"file", "url"}} entries.')
    return entries


def _answer(entry: Json) -> dict[str, Any]:
    """Read one entry of a batch; whatever goes wrong becomes its problem and the batch goes on."""
    name = entry.get("file") if isinstance(entry, dict) else None
    try:
        page = _load(Path(entry["file"]), entry["url"], entry.get("captured_at"))
        return {"file": name, "document": parse_page(page)}
    except AskwellError as error:
        return {"file": name, "problem": {"type": error.slug, "title": error.title, "detail": error.detail}}
    except Exception as error:  # noqa: BLE001 - one page that breaks the reader must not stop the others
        detail = f"{type(error).__name__}: {error}"
        return {
            "file": name,
            "problem": {"type": "unreadable-page", "title": "This page could not be read.", "detail": detail},
        }


def _load(file: Path, url: str, captured_at: str | None) -> CapturedPage:
    return CapturedPage(url=url, html=decode_page(file.read_bytes()), captured_at=_time(file, captured_at))


def _time(file: Path, captured_at: str | None) -> datetime:
    if captured_at:
        time = datetime.fromisoformat(captured_at)
        return time if time.tzinfo else time.replace(tzinfo=UTC)
    return datetime.fromtimestamp(file.stat().st_mtime, tz=UTC)
