"""The everyday words of asking: what a question may say that no fact brings, since it names nothing of anybody."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from askwell.suggesting.bank import load_bank
from askwell.suggesting.lexicons import lexicons, toml_file
from askwell.suggesting.regexes import regex
from askwell.suggesting.words import content, number_value, stem, tokens

_ASKING = 4
"""A word belongs to the language of asking when this many triggers of the bank use it."""
_OF_SOMEBODY = frozenset("the your my our his her its their this that these those".split())
_SLOT = regex(r"\{[^}]*\}")


@lru_cache(maxsize=1)
def asking_words() -> frozenset[str]:
    """Collect the stems that many triggers ask with, and those of the list in `asking.toml`."""
    triggers = ([*(one.pattern for one in trigger.say), *trigger.then] for trigger in load_bank())
    used = Counter(word for patterns in triggers for word in _stems(pattern.text for pattern in patterns))
    listed = _stems(toml_file("asking")["words"])
    return frozenset(listed | {word for word, count in used.items() if count >= _ASKING})


@lru_cache(maxsize=1)
def people_words() -> frozenset[str]:
    """Collect the stems of words for people by what they do: singers, nurses, drivers."""
    return frozenset(map(stem, lexicons().heads))


def is_anybody(word: str, text: str) -> bool:
    """Say whether a word names people in general each time it is said: "a singer", "musicians", never "your nurses"."""
    if stem(word) not in people_words():
        return False
    said = [token.lower() for token in tokens(text)]
    before = [said[place - 1] if place else "" for place, token in enumerate(said) if token == word]
    return bool(before) and not any(one in _OF_SOMEBODY or number_value(one) for one in before)


def _stems(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(stem(word) for text in texts for word in content(_SLOT.sub(" ", text)))
