"""The everyday words of asking: what a question may say that no fact brings, since it names nothing of anybody."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from askwell.suggesting.bank import load_bank
from askwell.suggesting.lexicons import toml_file
from askwell.suggesting.regexes import regex
from askwell.suggesting.words import content, stem

_ASKING = 4
"""A word belongs to the language of asking when this many triggers of the bank use it."""
_SLOT = regex(r"\{[^}]*\}")


@lru_cache(maxsize=1)
def asking_words() -> frozenset[str]:
    """Collect the stems that many triggers ask with, and those of the list in `asking.toml`."""
    triggers = ([*(one.pattern for one in trigger.say), *trigger.then] for trigger in load_bank())
    used = Counter(word for patterns in triggers for word in _stems(pattern.text for pattern in patterns))
    listed = _stems(toml_file("asking")["words"])
    return frozenset(listed | {word for word, count in used.items() if count >= _ASKING})


def _stems(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(stem(word) for text in texts for word in content(_SLOT.sub(" ", text)))
