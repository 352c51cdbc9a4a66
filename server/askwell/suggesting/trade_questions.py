"""Finds questions kept in files of their own: those of one line of work, and those that follow a word."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from askwell.suggesting.bank import FOLDER, Sentences, Wording
from askwell.suggesting.patterns import read_pattern

TRADES, WORDS = FOLDER / "trades", FOLDER / "words"
SPOKEN = ("part", "duty", "did", "doing_ger", "did_inf", "thing", "one", "did_one")
"""Slots that sentences listed by word may name."""


@lru_cache(maxsize=64)
def trade_questions(trade: str) -> Mapping[str, tuple[Wording, ...]]:
    """Give the sentences of one line of work, by kind: case, judgement, between ...; empty when it has no file.

    Raises:
        BankError: when the file cannot be used.
    """
    path = TRADES / f"{trade}.toml"
    return Sentences(path) if trade and path.is_file() else {}


@lru_cache(maxsize=512)
def led_in(lead_in: str, home: str, key: str, words: bool = False) -> tuple[Wording, ...]:
    """Give the sentences of one kind of a trade, or of one word, each after a sentence with slots.

    Args:
        lead_in: what stands before each, a sentence or words with a comma; they stay as they are when it is empty.
        home: the line of work, or with `words` the file of words.
        key: the kind, or the word in its plain form.
        words: whether `home` is a file of words.
    """
    said = (word_questions(home) if words else trade_questions(home)).get(key, ())
    if not lead_in:
        return said
    return tuple(replace(one, pattern=read_pattern(_joined(lead_in, one.pattern.text))) for one in said)


def _joined(lead_in: str, ask: str) -> str:
    """Put a lead-in before a sentence; after a comma it goes on with a small letter."""
    return f"{lead_in} {ask[0].lower()}{ask[1:]}" if lead_in.endswith(",") else f"{lead_in} {ask}"


@lru_cache(maxsize=4)
def word_questions(name: str) -> Mapping[str, tuple[Wording, ...]]:
    """Give the sentences that follow what somebody does ("duties"), did ("deeds") or names ("parts"), by verb or noun.

    Raises:
        BankError: when the file cannot be used.
    """
    return Sentences(WORDS / f"{name}.toml", SPOKEN)
