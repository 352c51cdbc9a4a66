"""`askwell doctor`: checks everything that may be broken, and says how to mend it."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from askwell.cli.clock import SYSTEM_CLOCK
from askwell.cli.serving.listening import is_free
from askwell.config import FIRST_PORT, LAST_PORT, Config, default_data_dir
from askwell.services.health import Check, Place, check_everything
from askwell.services.mending import mend
from askwell.storage.folder_lock import is_held


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Write the result for programs.")
@click.option("--mend", "mending", is_flag=True, help="First mend what can be mended without losing anything.")
@click.option("--data-dir", type=click.Path(path_type=Path), help="Folder to look at.")
def command(as_json: bool, mending: bool, data_dir: Path | None) -> None:
    """Check everything that may be broken, and say how to mend it.

    Ends with 0 only when all is well. Changes nothing, unless told to mend.
    """
    config = Config(data_dir=(data_dir or default_data_dir()).absolute())
    place = Place(
        data_dir=config.data_dir,
        database=config.database_path,
        secret=config.secret_path,
        lock=config.lock_path,
        port=FIRST_PORT,
        free_ports=[port for port in range(FIRST_PORT, LAST_PORT + 1) if is_free(port)],
        in_use=is_held(config.lock_path),
    )
    mended = mend(place, now=SYSTEM_CLOCK.now()) if mending else []
    checks = check_everything(place, now=SYSTEM_CLOCK.now())
    if as_json:
        click.echo(json.dumps({"checks": [asdict(check) for check in checks]}, ensure_ascii=False))
    else:
        for line in mended:
            click.echo(f"{click.style('+++', fg='green')} {line}")
        for check in checks:
            show(check)
        wrong = sum(1 for check in checks if not check.ok)
        click.echo("All is well." if not wrong else f"{wrong} of {len(checks)} checks need you.")
    sys.exit(0 if all(check.ok for check in checks) else 1)


def show(check: Check) -> None:
    """Write one check, with what to do when it failed."""
    mark = click.style("ok ", fg="green") if check.ok else click.style("!! ", fg="red", bold=True)
    click.echo(f"{mark} {check.name:13} {check.detail}")
    if check.fix:
        click.echo(f"{'':17} What to do: {check.fix}")
