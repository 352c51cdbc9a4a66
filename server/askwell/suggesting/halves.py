"""Parts a long sentence that somebody wrote about themselves into pieces that can be told alone."""

import re

from askwell.suggesting.regexes import regex
from askwell.suggesting.words import tokens

_AND_THEN = regex(
    r"^(I|We)\s+([^,;:]{8,}?),?\s+and\s+((?:had to|learned|learnt|started|began|found|now|still|[a-z]+ed)\s.{8,})$"
)
_AND_OFTEN = regex(
    r"^(.{8,}?),\s+and\s+((?:once|twice|three times) an? \w+|every \w+|most \w+|sometimes|often)\s+(I|we)\s+(.{8,})$"
)
_AND_STILL = regex(
    r"^([^,]{4,60}),\s+(?:and|but|so)\s+((?:I|we) (?:still|always|never|no longer)\s.{8,})$", re.IGNORECASE
)
_AND_I = regex(r"^((?:I|We) .{8,}?),\s+(?:and|but)\s+((?:I|we)\s.{8,})$")
_NOW_AND = regex(r"^(?:Now|Today|These days),? (?:I|we) [^,;:]{4,}?, and ((?:I|we) .{8,})$", re.IGNORECASE)
_EASY_SENTENCE = 14
_ALWAYS = ((_NOW_AND, ("{1}",)), (_AND_STILL, ("{2}",)))
_WHEN_LONG = (
    (_AND_THEN, ("{1} {2}", "{1} {3}")),
    (_AND_OFTEN, ("{1}", "{3} {4} {2}")),
    (_AND_I, ("{1}", "{2}")),
)


def halves(sentence: str) -> list[str]:
    """Part a sentence about oneself at its "and": "I came back in May and had to learn R" is told in two."""
    plain = sentence.rstrip(".")
    for pattern, told in _ALWAYS if len(tokens(sentence)) <= _EASY_SENTENCE else (*_ALWAYS, *_WHEN_LONG):
        if found := pattern.match(plain):
            return [piece.format("", *found.groups()) for piece in told]
    return [sentence]
