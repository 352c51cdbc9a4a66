"""`askwell reparse`: reads every stored page again with today's reader."""

from pathlib import Path

import click

from askwell.cli.clock import SYSTEM_CLOCK
from askwell.cli.opening import data_dir_option, opened

WORKERS = 2


@click.command("reparse")
@click.option("--dry-run", is_flag=True, help="Only show what would become different.")
@click.option("--quiet", is_flag=True, help="Only print the last line.")
@data_dir_option
def command(dry_run: bool, quiet: bool, data_dir: Path | None) -> None:
    """Read every stored page again with today's reader, and merge what is different.

    What you wrote or removed yourself stays as it is.
    """
    from rich.console import Console
    from rich.progress import track

    from askwell.services.reading import PageReader
    from askwell.services.reparsing import count_pages, reread_pages

    progress = Console(stderr=True)
    changed = unread = 0
    with opened(data_dir) as database:
        total = count_pages(database)
        reader = PageReader(workers=WORKERS, wait_seconds=60.0)
        try:
            pages = reread_pages(database, reader, now=SYSTEM_CLOCK.now(), workers=WORKERS, apply=not dry_run)
            for page in track(pages, "Reading pages again", total=total, console=progress, disable=quiet):
                changed += bool(page.changes)
                unread += bool(page.problem)
                if not quiet:
                    _show(page.name or page.url, [f"{one.label}: {one.old} → {one.new}" for one in page.changes])
                    _show(page.name or page.url or page.capture_id, [page.problem] if page.problem else [])
        finally:
            reader.close()
    would = "would change" if dry_run else "changed"
    click.echo(f"{total} pages read again: {changed} {would} something, {unread} left as they were.")


def _show(name: str, lines: list[str]) -> None:
    for line in lines:
        click.echo(f"{name}: {line}")
