"""Turns words that somebody said of themselves into words said to them."""

import re

from askwell.suggesting.lexicons import lexicons
from askwell.suggesting.regexes import regex

_SHIFT = (
    (r"\bI am\b|\bwe are\b", "you are"),
    (r"(?<=\band )am\b|(?<=\bbut )am\b|(?<=\bwho )am\b", "are"),
    (r"\bI'm\b|\bwe're\b", "you're"),
    (r"\bI was\b", "you were"),
    (r"\bI've\b|\bwe've\b", "you've"),
    (r"\bI'd\b|\bwe'd\b", "you'd"),
    (r"\bI'll\b|\bwe'll\b", "you'll"),
    (r"\bI\b|\bwe\b|\bme\b|\bus\b", "you"),
    (r"\bmy\b|\bour\b", "your"),
    (r"\bmyself\b|\bourselves\b", "yourself"),
    (r"\bmine\b|\bours\b", "yours"),
)
_SHIFTS = tuple((regex(pattern, re.IGNORECASE), said) for pattern, said in _SHIFT)
_US = regex(r"\bUS\b")


def second_person(text: str) -> str:
    """Turn I and we into you, my and our into your; "US" the country is left alone."""
    said = _US.sub("\0", text)
    for pattern, replacement in _SHIFTS:
        said = pattern.sub(replacement, said)
    return said.replace("\0", "US")


def gerund_of(verb: str) -> str:
    """Give the -ing form of a base verb, from the word list or by rule."""
    known = lexicons().verb_forms.get(verb)
    if known:
        return known.gerund
    if re.search(r"[^eyo]e$", verb):
        return f"{verb[:-1]}ing"
    return f"{verb}{verb[-1]}ing" if re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", verb) else f"{verb}ing"
