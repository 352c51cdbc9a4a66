"""`askwell export`: writes your list to a file."""

import os
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import click

from askwell.cli.clock import SYSTEM_CLOCK
from askwell.cli.opening import data_dir_option, opened


@click.command("export")
@click.option("--format", "format_name", default="csv", show_default=True, help="csv, json, ...")
@click.option("--output", type=click.Path(path_type=Path), help="File to write; the terminal otherwise.")
@click.option("--search", default="", help="Only those that contain all of these words.")
@click.option("--force", is_flag=True, help="Replace an existing file.")
@data_dir_option
def command(format_name: str, output: Path | None, search: str, force: bool, data_dir: Path | None) -> None:
    """Write your list to a file. What you wrote about yourself is not part of it."""
    from askwell.services.exports import export_subjects

    if output is not None and (output.is_symlink() or output.exists()) and not (force and output.is_file()):
        raise click.ClickException(f"{output} exists already. Nothing was written; choose another name or add --force.")
    with opened(data_dir) as database, database.reading() as session:
        _, _, pieces = export_subjects(session, format_name, search=search, now=SYSTEM_CLOCK.now())
        if output is None:
            for piece in pieces:
                sys.stdout.buffer.write(piece)
        else:
            _write_whole(output, pieces)
    if output is not None:
        click.echo(f"Written to {output}.", err=True)


def _write_whole(output: Path, pieces: Iterable[bytes]) -> None:
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
        Path(partial).replace(output)
    except OSError as error:
        raise click.ClickException(
            f"{output} could not be written ({error.strerror}). It was left as it was."
        ) from error
    finally:
        with suppress(FileNotFoundError):
            Path(partial).unlink()
