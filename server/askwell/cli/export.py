"""`askwell export`: writes your list to a file."""

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from askwell.cli.clock import SYSTEM_CLOCK
from askwell.cli.opening import data_dir_option, opened

if TYPE_CHECKING:
    from askwell.domain.exports import ExportChoice
    from askwell.storage.database import Database

FORMATS = "csv, json, xlsx, airtable, calendar, calendar-events, excel, google, hubspot, markdown, vcard3, vcard4"
"""Named here so that help costs no import of exporters; a test compares."""

LONG = 500
"""From how many people on a bar shows how far things are."""


@click.command("export")
@click.option("--format", "format_name", default="csv", show_default=True, help=f"One of: {FORMATS}.")
@click.option("--output", type=click.Path(path_type=Path), help="File to write; the terminal otherwise.")
@click.option("--search", default="", help="Only those that contain all of these words.")
@click.option("--id", "ids", multiple=True, help="Only this one; may be given several times.")
@click.option("--raw", is_flag=True, help="Tables exactly as they are held, for programs; not for spreadsheets.")
@click.option("--force", is_flag=True, help="Replace an existing file.")
@data_dir_option
def command(
    format_name: str,
    output: Path | None,
    search: str,
    ids: tuple[str, ...],
    raw: bool,
    force: bool,
    data_dir: Path | None,
) -> None:
    """Write your list to a file. What you wrote about yourself is not part of it."""
    from askwell.domain.exports import ExportChoice

    if output is not None and (output.is_symlink() or output.exists()) and not (force and output.is_file()):
        raise click.ClickException(f"{output} exists already. Nothing was written; choose another name or add --force.")
    with opened(data_dir) as database:
        choice = ExportChoice(ids=ids or None, search=search)
        with _pieces(database, format_name, choice, raw=raw, to_terminal=output is None) as pieces:
            if output is None:
                _print_out(pieces)
            else:
                _write_whole(output, pieces, replace=force)
    if output is not None:
        click.echo(f"Written to {output}.", err=True)


@contextmanager
def _pieces(
    database: "Database", format_name: str, choice: "ExportChoice", *, raw: bool, to_terminal: bool
) -> Iterator[Iterable[bytes]]:
    """Open the file that is to be written, with a bar for long lists."""
    from rich.console import Console
    from rich.progress import Progress

    from askwell.domain.exports import ExportOptions
    from askwell.services.exports import count_chosen, export_subjects, find_format

    if to_terminal and find_format(format_name).binary and sys.stdout.isatty():
        raise click.ClickException(f"A terminal cannot show {format_name}. Add --output and the name of a file.")
    console = Console(stderr=True)
    with database.reading() as session, Progress(console=console, transient=True) as bar:
        total = count_chosen(session, choice)
        task = bar.add_task("Writing", total=total, visible=total >= LONG and console.is_terminal)

        def report(done: int) -> None:
            bar.update(task, completed=done)

        scratch = database.path.parent if database.path else None
        options = ExportOptions(raw=raw, scratch=scratch, progress=report)
        now = SYSTEM_CLOCK.now()
        yield export_subjects(session, format_name, choice=choice, options=options, now=now)[2]


def _print_out(pieces: Iterable[bytes]) -> None:
    """Write to standard output; who stops reading early has what they wanted."""
    try:
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Nothing may be written to it at the end of the process either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write_whole(output: Path, pieces: Iterable[bytes], *, replace: bool) -> None:
    """Write a file that is whole or not there, readable by its owner only."""
    try:
        descriptor, partial = tempfile.mkstemp(dir=output.absolute().parent, prefix=".askwell-", suffix=".partial")
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written ({error.strerror}). Nothing was changed.") from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        _put_in_place(Path(partial), output, replace=replace)
    except OSError as error:
        raise click.ClickException(
            f"{output} could not be written ({error.strerror}). It was left as it was."
        ) from error
    finally:
        with suppress(FileNotFoundError):
            Path(partial).unlink()


def _put_in_place(partial: Path, output: Path, *, replace: bool) -> None:
    """Give the finished file its name; without leave to replace, not even a file that appeared in the meantime."""
    if replace:
        partial.replace(output)
        return
    try:
        output.hardlink_to(partial)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems know no second names.
        if output.is_symlink() or output.exists():
            raise
        partial.replace(output)
