"""What commands that work on stored things share: the folder's option, the open database, failures in plain words."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from askwell.cli.clock import SYSTEM_CLOCK
from askwell.config import Config, default_data_dir
from askwell.domain.errors import AskwellError

if TYPE_CHECKING:
    from askwell.storage.database import Database


def data_dir_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option that names the data folder."""
    return click.option(
        "--data-dir",
        type=click.Path(path_type=Path, file_okay=False, readable=False),
        help="Folder of everything Askwell keeps.",
    )(function)


@contextmanager
def opened(data_dir: Path | None) -> Iterator["Database"]:
    """Open the database, up to date; any failure that Askwell explains ends the command with its words."""
    from askwell.storage.database import Database

    os.umask(0o077)
    config = Config(data_dir=(data_dir or default_data_dir()).absolute())
    try:
        database = Database(config.database_path)
        try:
            database.migrate(SYSTEM_CLOCK.now())
            yield database
        finally:
            database.close()
    except AskwellError as error:
        raise click.ClickException(error.detail) from error
