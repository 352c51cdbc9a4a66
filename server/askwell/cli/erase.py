"""`askwell erase`: removes somebody and every trace of them."""

import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import click

from askwell.cli.clock import SYSTEM_CLOCK
from askwell.cli.opening import data_dir_option, opened
from askwell.domain.facts import fold_text
from askwell.domain.subjects import SUBJECT_KINDS, Subject

if TYPE_CHECKING:
    from askwell.storage.database import Database


WORDS = {
    "facts": ("fact", "facts"),
    "captures": ("kept page", "kept pages"),
    "notes": ("note", "notes"),
    "questions": ("question", "questions"),
    "lists": ("list that named them", "lists that named them"),
    "actions": ("step of history", "steps of history"),
}


@click.command("erase")
@click.argument("name_or_id")
@click.option("--yes", is_flag=True, help="Do not ask before erasing.")
@click.option("--forever", is_flag=True, help="Also refuse to store their pages again.")
@data_dir_option
def command(name_or_id: str, yes: bool, forever: bool, data_dir: Path | None) -> None:
    """Remove a person or company and every trace of them, in backups too. This cannot be undone."""
    from askwell.services.subjects import erase_subject

    with opened(data_dir) as database:
        subject = _only_one(name_or_id, _find(database, name_or_id))
        if not yes:
            click.confirm(f"Erase {_described(subject)} for good?", abort=True)
        receipt = erase_subject(database, subject.kind, subject.id, now=SYSTEM_CLOCK.now(), forever=forever)
    said = [_counted(number, *WORDS[noun]) for noun, number in receipt.erased.items() if noun in WORDS]
    click.echo(f"Erased for good{': ' if said else ''}{', '.join(said)}. Backups were written anew without them.")
    if receipt.pending:
        click.echo("Another program still reads the old state; the last bytes go when Askwell is closed.")


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _find(database: "Database", name_or_id: str) -> list[Subject]:
    from askwell.storage import subjects

    with database.reading() as session:
        if _is_id(name_or_id):
            found = subjects.find_subject(session, name_or_id.lower())
            return [found] if found else []
        ids = [one for kind in SUBJECT_KINDS for one in subjects.list_ids(session, kind)]
        everybody = (subjects.find_subject(session, one) for one in ids)
        return [one for one in everybody if one and fold_text(one.name) == fold_text(name_or_id)]


def _is_id(text: str) -> bool:
    try:
        return bool(uuid.UUID(text))
    except ValueError:
        return False


def _only_one(asked: str, found: list[Subject]) -> Subject:
    if not found:
        raise click.ClickException(f"Nobody called “{asked}” is in your list. Nothing was erased.")
    if len(found) > 1:
        lines = "\n".join(f"  {one.id}  {_described(one)}" for one in found)
        raise click.ClickException(f"Several are called “{asked}”. Nothing was erased; name one by its id:\n{lines}")
    return found[0]


def _described(subject: Subject) -> str:
    return ", ".join(part for part in (subject.name, subject.headline or subject.organization, subject.url) if part)
