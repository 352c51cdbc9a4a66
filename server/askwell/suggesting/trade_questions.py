"""Reads the questions of one line of work, each from its own file in `suggesting/bank/trades/`, when needed."""

from collections.abc import Mapping
from functools import lru_cache

from askwell.suggesting.bank import FOLDER, Wording, read_sentences

TRADES = FOLDER / "trades"


@lru_cache(maxsize=64)
def trade_questions(trade: str) -> Mapping[str, tuple[Wording, ...]]:
    """Read the sentences of one line of work, by kind: case, judgement, between ...; empty when it has no file.

    Raises:
        BankError: when the file cannot be used.
    """
    path = TRADES / f"{trade}.toml"
    return read_sentences(path) if trade and path.is_file() else {}
