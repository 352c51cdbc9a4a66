"""Weighs how much a sentence of somebody's is worth giving back to them."""

import re

from askwell.suggesting.claims import Claim
from askwell.suggesting.regexes import regex
from askwell.suggesting.sentence_shapes import shape_of
from askwell.suggesting.words import stems, tokens

_CONTRAST = regex(
    r"\b(?:not|never|more than|less than|before|without|only|cost|because|rather than|instead|but)\b", re.IGNORECASE
)
_KIND_WORTH = {
    "event": 3.0,
    "standard": 3.0,
    "equation": 2.5,
    "habit": 2.5,
    "turn": 2.5,
    "shift": 3.0,
    "view": 2.0,
    "told": 0.5,
    "identity": 1.5,
    "remit": 0.0,
}


def worth(claim: Claim, source: str, months_ago: int | None, wanted: frozenset[str]) -> float:
    """Weigh how much a claim is worth quoting to somebody who wants to know about `wanted` (stems)."""
    count = len(tokens(claim.sentence))
    shared = len(stems(claim.sentence) & wanted)
    return (
        _KIND_WORTH[claim.kind]
        + (1.0 if _CONTRAST.search(claim.sentence) else 0.0)
        + 1.5 * min(1.0, shared / 2)
        + (1.0 if shape_of(claim.reported) else 0.0)
        + (1.0 if 5 <= count <= 14 else 0.0)
        + (1.0 if source in {"post", "talk"} else 0.0)
        + (0.5 if months_ago is not None and months_ago <= 12 else 0.0)
    )
