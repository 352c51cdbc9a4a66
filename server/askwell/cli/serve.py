"""`askwell serve`: starts Askwell on this machine."""

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import click

from askwell.config import FIRST_PORT, LOOPBACK, Config, default_data_dir
from askwell.domain.errors import AskwellError, FolderInUseError

EXIT_CODES = {
    "port-in-use": 3,
    "data-dir-locked": 4,
    "database-error": 5,
    "database-busy": 5,
    "schema-too-new": 6,
    "database-readonly": 7,
    "storage-full": 7,
    "secret-unusable": 8,
}
"""What other programs can tell a failed start by; 1 is anything else, 2 a wrong option."""


ENDINGS = (
    "Ends with 0 when told to stop, 2 for a wrong option, 3 when the port is taken, 4 when another Askwell has the "
    "folder, 5 when the database is damaged or lost, 6 when a newer Askwell wrote it, 7 when the folder cannot be "
    "written, 8 when the key file cannot be used."
)


def say(text: str) -> None:
    """Tell the person at the terminal something; standard output is for programs."""
    click.echo(text, err=True)


def only_this_machine(_context: click.Context, _option: click.Parameter, value: str) -> str:
    """Refuse to listen where others could connect."""
    if value != LOOPBACK:
        raise click.BadParameter(
            f"Askwell listens on {LOOPBACK} only, because anybody in your network could read your notes otherwise. "
            "Sharing one Askwell in a team needs its team mode (encryption and users), which has to be asked for "
            "on purpose and is not part of this version."
        )
    return value


@click.command(epilog=ENDINGS)
@click.option("--port", type=click.IntRange(0, 65535), help=f"Exactly this port; 0 takes any. [{FIRST_PORT} or next]")
@click.option(
    "--data-dir",
    type=click.Path(path_type=Path, file_okay=False, readable=False),
    help="Folder for everything Askwell keeps.",
)
@click.option("--no-browser", is_flag=True, help="Do not open the dashboard.")
@click.option("--host", default=LOOPBACK, hidden=True, callback=only_this_machine)
def command(port: int | None, data_dir: Path | None, no_browser: bool, host: str) -> None:
    """Start Askwell on this machine.

    When it accepts connections it prints one line of JSON: {"url", "dashboard", "pid"}.
    """
    os.umask(0o077)
    config = Config(data_dir=(data_dir or default_data_dir()).absolute(), host=host)
    try:
        run(config, port, no_browser=no_browser)
    except FolderInUseError as error:
        say(point_to_the_other(config, error, no_browser=no_browser))
        sys.exit(EXIT_CODES[error.slug])
    except AskwellError as error:
        say(f"Askwell did not start. {error.detail}")
        sys.exit(EXIT_CODES.get(error.slug, 1))


def run(config: Config, port: int | None, *, no_browser: bool) -> None:
    """Serve until told to stop."""
    from askwell.cli.serving.running import end_when_told, open_window, running

    end_when_told()
    with running(config, port, say) as here:
        ready = {"url": here.config.api_url, "dashboard": here.sign_in_link, "pid": os.getpid()}
        if port is None and here.config.port != FIRST_PORT:
            say(f"Port {FIRST_PORT} is taken by another program, so Askwell uses {here.config.port}.")
        say(f"Askwell is ready: open {here.sign_in_link}\nThe link works once, within a minute. Ctrl-C ends Askwell.")
        click.echo(json.dumps(ready))
        if not no_browser:
            open_window(here.sign_in_link)
        here.housekeeping.start()
        here.server.loop()


def point_to_the_other(config: Config, error: FolderInUseError, *, no_browser: bool) -> str:
    """Say which process has the folder, and give its owner a way into the running dashboard."""
    from askwell.cli.serving.running import open_window, sign_in_address
    from askwell.storage.folder_lock import holder
    from askwell.storage.secret_file import load_key

    other = holder(config.lock_path)
    text = f"{error.detail} (process {other.get('pid', 'unknown')}, folder {config.data_dir}). Nothing was changed."
    port = other.get("port")
    if port is None or not config.secret_path.exists():
        return text
    link = sign_in_address(replace(config, port=port), load_key(config.secret_path)[0])
    if not no_browser:
        open_window(link)
    return f"{text}\nIts dashboard opens with this, once, within a minute:\n  {link}"
