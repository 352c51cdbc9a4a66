"""The coach's own bank files: `bank/*.toml` in the data folder, read again when one of them changes."""

import logging
from functools import lru_cache
from pathlib import Path

from sqlalchemy.orm import Session

from askwell.suggesting.bank import BankError, Trigger, load_bank, merged, read_bank

FOLDER = "bank"
log = logging.getLogger("askwell.bank")


def bank_for(session: Session) -> tuple[Trigger, ...] | None:
    """Give the triggers to plan with: None for the built-in ones alone.

    A file that cannot be used is left out and named in the log with its line and reason; the others count.
    `askwell bank check FILE` says the same to the coach.
    """
    folder: Path | None = session.info.get("data_dir")
    if folder is None or not (folder / FOLDER).is_dir():
        return None
    files = tuple((path, path.stat().st_mtime_ns) for path in sorted((folder / FOLDER).glob("*.toml")))
    return _read(files) if files else None


@lru_cache(maxsize=2)
def _read(files: tuple[tuple[Path, int], ...]) -> tuple[Trigger, ...]:
    banks = [load_bank()]
    for path, _ in files:
        try:
            banks.append(read_bank(path))
        except (BankError, OSError) as problem:
            log.warning("A bank file of your own is left out: %s", problem)
    return merged(banks)
