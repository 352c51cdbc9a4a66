"""Says whether a sentence of somebody's may be given back to them at all."""

import re

from askwell.suggesting.cleaning import is_cut_off
from askwell.suggesting.lexicons import lexicons, word_list
from askwell.suggesting.regexes import regex

_LINK = regex(r"https?://|www\.|(?:^|\s)[@#]\w|\w\.(?:com|org|net|io|co)\b", re.IGNORECASE)
_ADDRESS = regex(r"\b(?:you|your|yours|you're|you've)\b", re.IGNORECASE)
_BARRED = ("pride", "slogans", "private", "talk_offers", "hiring_lines")


def may_be_given_back(sentence: str) -> bool:
    """Say whether words may be quoted at all: no boast, nothing private, no offer, no link, nothing cut off."""
    return not _is_barred(sentence) and not (
        is_cut_off(sentence) or _LINK.search(sentence) or re.search(r"[?“”\"]", sentence)
    )


def _is_barred(sentence: str) -> bool:
    known = lexicons()
    low = f" {' '.join(word_list(sentence))} "
    return any(f" {' '.join(word_list(word))} " in low for kind in _BARRED for word in known.words[kind])


def is_speakable(body: str, sentence: str) -> bool:
    """Say whether a sentence may be retold; `body` is its part without a topic before it."""
    if _is_barred(sentence):
        return False
    shouted = sum(c.isupper() for c in body) > 0.5 * max(1, sum(c.isalpha() for c in body))
    return not (
        is_cut_off(sentence)
        or _LINK.search(sentence)
        or sentence.endswith("?")
        or shouted
        or '"' in body
        or "?" in body
        or _ADDRESS.search(body)
    )
