"""`askwell backup`: writes a verified copy of everything, also while Askwell runs."""

import os
from pathlib import Path

import click

from askwell.cli.clock import SYSTEM_CLOCK
from askwell.cli.opening import data_dir_option
from askwell.config import Config, default_data_dir
from askwell.domain.errors import AskwellError


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@data_dir_option
def command(file: Path | None, data_dir: Path | None) -> None:
    """Write a copy of everything to FILE, or beside the database when no FILE is named.

    Askwell may be running. Whoever has the copy can read all of it: keep it where only you get at it.
    """
    from askwell.services.backups import back_up

    os.umask(0o077)
    config = Config(data_dir=(data_dir or default_data_dir()).absolute())
    try:
        written = back_up(config.database_path, file, now=SYSTEM_CLOCK.now())
    except AskwellError as error:
        raise click.ClickException(error.detail) from error
    click.echo(f"Written to {written} and checked. To put it back one day: askwell restore '{written}'")
