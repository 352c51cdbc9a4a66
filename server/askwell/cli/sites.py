"""`askwell sites`: which sites have a reader of their own."""

import click

from askwell.parsing.registry import list_adapters


@click.command("sites")
def command() -> None:
    """List the sites Askwell reads specially; every other page is read by the general reader."""
    for adapter in list_adapters():
        hosts = ", ".join(adapter.hosts) or "known by its marks"
        click.echo(f"{adapter.name:16} {hosts}")
