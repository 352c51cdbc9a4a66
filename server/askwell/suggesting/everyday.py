"""The everyday words of asking: what a question may say that no fact brings, since it names nothing of anybody."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from askwell.suggesting.bank import load_bank
from askwell.suggesting.lexicons import lexicons, toml_file
from askwell.suggesting.regexes import regex
from askwell.suggesting.trade_questions import TRADES, trade_questions
from askwell.suggesting.words import content, stem

_TRIGGERS, _LINES_OF_WORK = 4, 6
"""A word belongs to everyday asking when this many triggers, or questions of this many lines of work, use it."""
_SLOT = regex(r"\{[^}]*\}")


@lru_cache(maxsize=1)
def asking_words() -> frozenset[str]:
    """Collect the stems that many triggers or many lines of work ask with, and those of the list in `words.toml`."""
    triggers = ([*(one.pattern for one in trigger.say), *trigger.then] for trigger in load_bank())
    by_trigger = Counter(word for patterns in triggers for word in _words(pattern.text for pattern in patterns))
    trades = (trade_questions(path.stem).values() for path in sorted(TRADES.glob("*.toml")))
    by_trade = Counter(word for kinds in trades for word in _words(one.pattern.text for kind in kinds for one in kind))
    common = {word for word, count in by_trade.items() if count >= _LINES_OF_WORK} - _telling()
    listed = _words(lexicons().words["asking"])
    return frozenset(common | listed | {word for word, count in by_trigger.items() if count >= _TRIGGERS})


def _telling() -> frozenset[str]:
    """Collect the stems that tell what somebody is, or where they work: never brought along by a question."""
    phrases = (phrase for entry in toml_file("sectors")["sector"].values() for phrase in entry["words"])
    return _words([*toml_file("heads")["head"], *(phrase for phrase in phrases if " " not in phrase)])


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(stem(word) for text in texts for word in content(_SLOT.sub(" ", text)))
