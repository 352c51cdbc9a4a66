"""`askwell suggest`: plans questions for a profile and a seeker, one or a list of them."""

import json
from pathlib import Path
from typing import Any

import click


def _document(given: object, folder: Path) -> Any:  # noqa: ANN401 - as above
    """Take a document given inline or as a path, read beside the list it stands in."""
    if not isinstance(given, str):
        return given if isinstance(given, dict) else {}
    return _mapping(_read(folder / given))


def _mapping(document: object) -> Any:  # noqa: ANN401 - the documents are checked by the engine, part by part
    return document if isinstance(document, dict) else {}


def _read(path: Path) -> object:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        message = f"{path} cannot be read ({error.strerror}). Nothing was changed; check the path and run it again."
    except ValueError as error:
        message = f"{path} is not JSON ({error}). Nothing was changed; check the file and run the command again."
    raise click.ClickException(message)


def _number(entry: dict[str, Any], key: str, common: int | None) -> int | None:
    given = entry.get(key)
    return given if isinstance(given, int) and not isinstance(given, bool) else common


def _text(entry: dict[str, Any], key: str, common: str | None) -> str | None:
    given = entry.get(key)
    return given if isinstance(given, str) else common


def _entries(path: Path) -> list[dict[str, Any]]:
    listed = _read(path)
    return [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []


@click.command("suggest")
@click.option(
    "--profile", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A profile document (JSON)."
)
@click.option(
    "--seeker", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A seeker document (JSON)."
)
@click.option("--minutes", type=click.IntRange(1, 240), help="Length of the talk; plans exist for 8 to 60.")
@click.option("--channel", help="message, email, phone, video or in_person.")
@click.option("--now", help="The date that counts as today; the date of the capture by default.")
@click.option(
    "--batch",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A JSON list of {id, profile, seeker}.",
)
def command(
    profile: Path | None,
    seeker: Path | None,
    minutes: int | None,
    channel: str | None,
    now: str | None,
    batch: Path | None,
) -> None:
    """Plan questions; writes a question plan as JSON, with --batch one line per entry."""
    from askwell.suggesting import suggest_plan

    if batch is not None:
        for entry in _entries(batch):
            plan = suggest_plan(
                _document(entry.get("profile"), batch.parent),
                _document(entry.get("seeker"), batch.parent),
                minutes=_number(entry, "minutes", minutes),
                channel=_text(entry, "channel", channel),
                now=_text(entry, "now", now),
            )
            click.echo(json.dumps({"id": entry.get("id"), "plan": plan}, ensure_ascii=False))
        return
    if profile is None:
        message = "Name a profile document with --profile, or a list with --batch."
        raise click.UsageError(message)
    plan = suggest_plan(
        _mapping(_read(profile)), _mapping(_read(seeker)) if seeker else {}, minutes=minutes, channel=channel, now=now
    )
    click.echo(json.dumps(plan, ensure_ascii=False, indent=1))
