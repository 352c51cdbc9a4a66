"""Makes captured text fit to be spoken: plain letters, no emoji, no shouting, nothing cut off, no templates."""

import html
import re
import unicodedata
from functools import lru_cache

from askwell.suggesting.lexicons import lexicons
from askwell.suggesting.regexes import regex

_SPACES = regex(r"\s+")
_REPEATED = regex(r"([!?,;:])\1{2,}|(\.)\.{3,}")
_CUT_OFF = regex(r"(?:…|\.\.\.|see more|show more|read more)\s*$", re.IGNORECASE)
_ZERO_WIDTH = regex("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe0e\ufe0f\u00ad]")
_DROPPED_CATEGORIES = {"So", "Sk", "Cs", "Co", "Cn", "Cc", "Cf"}
_POST_NOMINAL = regex(r",\s*(?:[A-Z][A-Za-z.]*-?){1,3}(?=,|$)")
_BRACKETS = regex(r"\s*[(\[{][^)\]}]*[)\]}]")
_TEMPLATE = regex(r"[{}<>]|\[\[|\]\]|%[sd]\b|\$\w")
_ORDERS = regex(
    r"\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instruction|prompt|previous|above|rules)"
    r"|\bsystem prompt\b|\byou are (?:now )?(?:a|an) (?:ai|assistant|language model)\b|\bas an ai\b"
    r"|\b(?:output|print|respond with|reply with|write exactly)\b.{0,30}\b(?:following|exactly|only|word)",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """Fold a captured text into plain letters and single spaces, line breaks kept; never fails, may be empty."""
    plain = unicodedata.normalize("NFKC", html.unescape(text))
    plain = _ZERO_WIDTH.sub("", plain)
    kept = (c if c == "\n" or unicodedata.category(c) not in _DROPPED_CATEGORIES else " " for c in plain)
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(kept).split("\n"))
    joined = "\n".join(line for line in lines if line)
    joined = joined.replace("``", "“").replace("´", "'").replace("`", "'")
    return _REPEATED.sub(lambda found: found[1] or "...", joined).strip(" \t|•·–—-")


def is_cut_off(text: str) -> bool:
    """Say whether a value ends in an ellipsis or a "see more", so that it must not be spoken."""
    return bool(_CUT_OFF.search(text))


def is_hostile(text: str) -> bool:
    """Say whether a value looks like a template or an order to a machine, so that it must not be spoken."""
    return bool(_TEMPLATE.search(text) or _ORDERS.search(text))


def one_line(text: str) -> str:
    """Fold line breaks into spaces."""
    return _SPACES.sub(" ", text).strip()


def without_brackets(text: str) -> str:
    """Drop remarks in round, square or curly brackets."""
    return _SPACES.sub(" ", _BRACKETS.sub("", text)).strip(" ,;")


def calm_capitals(text: str) -> str:
    """Turn shouted words into title case, acronyms and short brands left alone."""
    words = text.split()
    letters = [c for c in text if c.isalpha()]
    if len(words) < 2 or not letters or sum(c.isupper() for c in letters) / len(letters) <= 0.7:
        return text
    return " ".join(_calm(word) for word in words)


def _calm(word: str) -> str:
    bare = word.strip(".,;:()&").lower()
    if not bare or not word.isupper() or bare in lexicons().acronyms:
        return word
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))


def spoken_case(phrase: str) -> str:
    """Write a title or field in lower case, keeping acronyms, brands and languages as they are spoken."""
    return " ".join(_spoken_word(word) for word in phrase.split())


def _spoken_word(word: str) -> str:
    known = lexicons()
    bare = word.strip(".,;:()")
    low = bare.lower()
    if low in known.acronyms:
        return word.replace(bare, bare.upper())
    if low in known.mixed:
        return word.replace(bare, known.mixed[low])
    if low in known.proper:
        return word.replace(bare, known.proper[low])
    if re.search(r"[a-z][A-Z]|\d", bare) or "&" in bare or _is_initialism(bare):
        return word
    return "-".join(_spoken_word(part) for part in word.split("-")) if "-" in bare else word.lower()


def _is_initialism(bare: str) -> bool:
    """Take short words in capitals for initialisms unless they are plain nouns of work."""
    known = lexicons()
    return (
        bare.isupper()
        and 2 <= len(bare) <= 5
        and bare.lower() not in known.heads
        and bare.lower() not in known.family_heads
    )


def spoken_name(name: str) -> str:
    """Strip post-nominals, pronouns and brackets from a person's name."""
    bare = without_brackets(calm_capitals(one_line(clean(name))))
    return _POST_NOMINAL.sub("", bare).strip(" ,")
