"""Reads questions kept in files of their own, when needed: those of one line of work, and those that follow a verb."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from askwell.suggesting.bank import FOLDER, Wording, read_sentences
from askwell.suggesting.patterns import read_pattern

TRADES, VERBS = FOLDER / "trades", FOLDER / "verbs"
SPOKEN = ("duty", "did", "doing_ger", "did_inf", "thing", "one", "did_one")
"""Slots that sentences listed by verb may name."""


@lru_cache(maxsize=256)
def trade_questions(trade: str, lead_in: str = "") -> Mapping[str, tuple[Wording, ...]]:
    """Read the sentences of one line of work, by kind: case, judgement, between ...; empty when it has no file.

    Args:
        trade: the name of its file.
        lead_in: a sentence with slots, put before each of them.

    Raises:
        BankError: when the file cannot be used.
    """
    path = TRADES / f"{trade}.toml"
    if lead_in:
        return {kind: tuple(_after(lead_in, one) for one in said) for kind, said in trade_questions(trade).items()}
    return read_sentences(path) if trade and path.is_file() else {}


def _after(lead_in: str, wording: Wording) -> Wording:
    return replace(wording, pattern=read_pattern(f"{lead_in} {wording.pattern.text}"))


@lru_cache(maxsize=4)
def verb_questions(name: str) -> Mapping[str, tuple[Wording, ...]]:
    """Read the sentences that follow what somebody does ("duties") or did ("deeds"), by verb in its base form.

    Raises:
        BankError: when the file cannot be used.
    """
    path = VERBS / f"{name}.toml"
    return read_sentences(path, SPOKEN) if path.is_file() else {}
