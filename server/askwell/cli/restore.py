"""`askwell restore`: puts a backup in the place of the database, after showing what would change."""

import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from askwell.cli.clock import SYSTEM_CLOCK
from askwell.cli.opening import data_dir_option
from askwell.config import Config, default_data_dir
from askwell.domain.errors import AskwellError, FolderInUseError

if TYPE_CHECKING:
    from askwell.services.restoring import Holding, Rehearsal


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--rehearse", is_flag=True, help="Only check the backup and show what would change.")
@click.option("--yes", is_flag=True, help="Do not ask before replacing.")
@data_dir_option
def command(file: Path, rehearse: bool, yes: bool, data_dir: Path | None) -> None:
    """Put the backup FILE in the place of your list. What is there now is kept aside.

    Whoever you erased stays erased. Browsers that are not connected now have to be connected again.
    """
    from askwell.services.restoring import rehearse as take_over
    from askwell.storage.folder import make_private_folder
    from askwell.storage.folder_lock import FolderLock

    os.umask(0o077)
    config = Config(data_dir=(data_dir or default_data_dir()).absolute())
    with ExitStack() as stack:
        try:
            make_private_folder(config.data_dir)
            lock = FolderLock(config.lock_path)
            lock.take()
            stack.callback(lock.release)
            now = SYSTEM_CLOCK.now()
            tried = take_over(file.absolute(), config.database_path, now=now)
            stack.callback(tried.give_up)
            show(tried)
            if rehearse:
                click.echo("This was a rehearsal: nothing was changed.")
                return
            if not yes:
                click.confirm("Put this backup in place?", abort=True)
            aside = tried.carry_out(now)
        except FolderInUseError as error:
            raise click.ClickException(
                "Askwell is running with this folder. Nothing was changed; end it first (Ctrl-C), then restore."
            ) from error
        except AskwellError as error:
            raise click.ClickException(error.detail) from error
    click.echo("Restored." + (f" What was there before is kept at {aside}." if aside else ""))


def show(tried: "Rehearsal") -> None:
    """Say what would change."""
    click.echo(f"{tried.file} is sound (schema {tried.schema}).")
    click.echo(f"  Now:    {described(tried.present) if tried.present else 'nothing that can be read'}")
    click.echo(f"  Backup: {described(tried.restored)}")
    if tried.erased:
        click.echo(f"  {tried.erased} of it were erased since; they stay erased.")
    if tried.damaged:
        click.echo(f"  {tried.damaged} of its pages are damaged; what was read from them is there.")
    if not tried.pairings:
        click.echo("  No browser will be connected; connect each one again afterwards.")


def described(held: "Holding") -> str:
    """Say what a database holds."""
    newest = f", the newest of {held.newest:%Y-%m-%d %H:%M} UTC" if held.newest else ""
    return f"people {held.people}, companies {held.companies}, pages {held.pages}{newest}"
