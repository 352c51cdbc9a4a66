"""Finds questions kept in files of their own: those of one line of work, and those that follow a verb."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from askwell.suggesting.bank import FOLDER, Sentences, Wording
from askwell.suggesting.patterns import read_pattern

TRADES, VERBS = FOLDER / "trades", FOLDER / "verbs"
SPOKEN = ("duty", "did", "doing_ger", "did_inf", "thing", "one", "did_one")
"""Slots that sentences listed by verb may name."""


@lru_cache(maxsize=64)
def trade_questions(trade: str) -> Mapping[str, tuple[Wording, ...]]:
    """Give the sentences of one line of work, by kind: case, judgement, between ...; empty when it has no file.

    Raises:
        BankError: when the file cannot be used.
    """
    path = TRADES / f"{trade}.toml"
    return Sentences(path) if trade and path.is_file() else {}


@lru_cache(maxsize=256)
def led_in(lead_in: str, trade: str, kind: str) -> tuple[Wording, ...]:
    """Give the sentences of one kind, each after a sentence with slots; as they are when that is empty."""
    said = trade_questions(trade).get(kind, ())
    if not lead_in:
        return said
    return tuple(replace(one, pattern=read_pattern(f"{lead_in} {one.pattern.text}")) for one in said)


@lru_cache(maxsize=4)
def verb_questions(name: str) -> Mapping[str, tuple[Wording, ...]]:
    """Give the sentences that follow what somebody does ("duties") or did ("deeds"), by verb in its base form.

    Raises:
        BankError: when the file cannot be used.
    """
    return Sentences(VERBS / f"{name}.toml", SPOKEN)
