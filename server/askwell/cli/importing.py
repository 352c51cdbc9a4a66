"""`askwell import`: brings people in from a file."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from askwell.cli.clock import SYSTEM_CLOCK
from askwell.cli.opening import data_dir_option, opened

if TYPE_CHECKING:
    from collections.abc import Callable

    from askwell.domain.imports import Aim, ImportPreview, ImportReading, ImportReceipt
    from askwell.storage.database import Database

MOST_BYTES = 256 * 1024 * 1024
MOST_SHOWN = 20
LONG = 500
"""From how many entries on a bar shows how far things are."""


@click.command("import")
@click.argument("file", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--as", "aim", type=click.Choice(["known", "list"]), help="People you know, or prospects of your list.")
@click.option(
    "--column", "columns", multiple=True, metavar="HEADING=MEANING", help="What a column says, such as Who=name."
)
@click.option("--about-me", is_flag=True, help="Also fill in what is empty in About me, from a LinkedIn data export.")
@click.option("--look", is_flag=True, help="Only say what would change.")
@click.option("--yes", is_flag=True, help="Bring in without asking.")
@click.option("--undo", "action_id", help="Take back what was brought in, by the number that was printed then.")
@data_dir_option
def command(file: Path | None, action_id: str | None, data_dir: Path | None, **options: Any) -> None:  # noqa: ANN401 - click's
    """Bring people in from FILE: CSV, Excel, vCard, a LinkedIn data export or Askwell's own JSON."""
    if (file is None) == (action_id is None):
        raise click.UsageError("Name a file to bring in, or --undo and a number.")
    with opened(data_dir) as database:
        if action_id is not None:
            _take_back(database, action_id)
        elif file is not None:
            _bring_in_file(database, file, Wishes(**options))


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line says beside the file; see its options."""

    aim: "Aim | None"
    columns: tuple[str, ...]
    about_me: bool
    look: bool
    yes: bool


def _take_back(database: "Database", action_id: str) -> None:
    from askwell.services.undo import undo_action

    with database.writing() as session:
        label = undo_action(session, action_id, now=SYSTEM_CLOCK.now())
    click.echo(f"Undone: {label}")


def _bring_in_file(database: "Database", file: Path, wishes: Wishes) -> None:
    from askwell.services import importing

    if file.stat().st_size > MOST_BYTES:
        raise click.ClickException(f"{file} is larger than {MOST_BYTES // 2**20} MB. Nothing was changed; split it.")
    content = file.read_bytes()
    reading = _read(content, file.name, wishes.columns)
    own = importing.find_own_history(reading, content) if wishes.about_me else {}
    with database.reading() as session:
        preview = importing.preview_import(session, reading, wishes.aim, own=own, now=SYSTEM_CLOCK.now())
    _say(preview)
    if wishes.look or not preview.brings_something:
        return
    if not wishes.yes and not click.confirm("Bring them in?", err=True):
        return
    receipt = _write(database, reading, wishes.aim, own, total=len(preview.entries))
    if receipt.action is not None:
        click.echo(f"{receipt.action.label}. To take it back: askwell import --undo {receipt.action.id}")


def _read(content: bytes, name: str, columns: tuple[str, ...]) -> "ImportReading":
    from askwell.domain.imports import TARGETS, ColumnMapping
    from askwell.services import importing

    reading = importing.read_file(content, name)
    if columns:
        said = dict(column.rpartition("=")[::2] for column in columns)
        unknown = set(said.values()) - TARGETS.keys()
        if unknown:
            raise click.UsageError(f"A column can say: {', '.join(TARGETS)}. Not: {', '.join(sorted(unknown))}.")
        mapped = importing.read_file(content, name, ColumnMapping(()))
        targets = tuple(said.get(column.heading, "") for column in mapped.columns)
        reading = importing.read_file(content, name, ColumnMapping(targets))
    if reading.columns and not reading.people and not reading.unreadable:
        headings = ", ".join(column.heading or "(empty)" for column in reading.columns)
        raise click.ClickException(
            f"Say which column holds the names, such as --column “{reading.columns[0].heading}=name”. "
            f"The columns are: {headings}. Nothing was changed."
        )
    return reading


def _say(preview: "ImportPreview") -> None:
    counts = preview.counts
    click.echo(
        f"{preview.source.label}: {counts['new']:,} new, {counts['changed']:,} changed, {counts['known']:,} already "
        f"known, {counts['unreadable']:,} cannot be read."
    )
    lost = [entry for entry in preview.entries if entry.state == "unreadable"]
    for entry in lost[:MOST_SHOWN]:
        click.echo(
            f"  {preview.source.entry} {entry.line}: {' '.join(part for part in (entry.name, entry.words) if part)}"
        )
    if len(lost) > MOST_SHOWN:
        click.echo(f"  and {len(lost) - MOST_SHOWN:,} more")


def _write(
    database: "Database", reading: "ImportReading", aim: "Aim | None", own: dict[str, object], *, total: int
) -> "ImportReceipt":
    from askwell.services import importing

    with _bar(total) as report, database.writing() as session:
        return importing.bring_in(session, reading, aim, own=own, now=SYSTEM_CLOCK.now(), progress=report)


@contextmanager
def _bar(total: int) -> Iterator["Callable[[int], None]"]:
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task("Bringing in", total=total, visible=total >= LONG and console.is_terminal)
        yield lambda done: bar.update(task, completed=done)
