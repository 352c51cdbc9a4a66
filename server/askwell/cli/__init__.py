"""The command line: one module per command, imported only when that command runs."""

from importlib import import_module

import click

from askwell import __version__

COMMANDS = {
    "serve": "Start Askwell on this machine.",
    "parse": "Read a saved page into a profile document.",
    "suggest": "Plan questions for a profile and a seeker.",
    "doctor": "Check everything that may be broken, and say how to mend it.",
    "export": "Write your list to a file.",
    "import": "Bring people in from a file.",
    "capture": "Store a saved page and print its questions.",
    "backup": "Write a checked copy of everything.",
    "restore": "Put a backup in place, after showing what would change.",
    "erase": "Remove a person and every trace of them.",
    "reparse": "Read every stored page again with today's reader.",
    "sites": "List the sites Askwell reads specially.",
    "bank": "Check a question bank file.",
}


MODULES = {"import": "importing"}
"""Commands whose names may not be those of modules."""


class LazyGroup(click.Group):
    """A group whose commands live in `askwell.cli.<name>` as `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of one command, so that the others cost nothing."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"askwell.cli.{MODULES.get(cmd_name, cmd_name)}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup)
@click.version_option(__version__, prog_name="askwell")
def main() -> None:
    """Askwell: from a page about somebody to questions worth asking them."""
