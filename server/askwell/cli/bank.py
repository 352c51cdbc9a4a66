"""`askwell bank`: checks a question bank file and lists the signals that bank files may use."""

from pathlib import Path

import click


@click.group("bank")
def command() -> None:
    """Check question bank files, and see what they may use."""


@command.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Say what is wrong in bank FILES, with the line; exits 1 when anything is."""
    from askwell.suggesting.bank_check import check_file

    wrong = 0
    for path in files:
        findings = check_file(path)
        wrong += len(findings)
        for finding in findings:
            click.echo(f"{path}:{finding.line}: {finding.trigger + ': ' if finding.trigger else ''}{finding.reason}")
        if not findings:
            click.echo(f"{path}: all is well.")
    if wrong:
        raise SystemExit(1)


@command.command("signals")
def signals() -> None:
    """List every signal with its slots and traits."""
    from askwell.suggesting.signals.catalogue import CATALOGUE

    theme = ""
    for entry in CATALOGUE.values():
        if entry.theme != theme:
            theme = entry.theme
            click.echo(f"\n{theme.upper()}")
        slots = " ".join(f"{{{slot}}}" for slot in sorted(entry.slots))
        click.echo(
            f"  {entry.name}: {entry.meaning}\n"
            f"      {slots or 'no slots'}\n"
            f"      traits: {' '.join(sorted(entry.traits)) or 'none'}"
        )
