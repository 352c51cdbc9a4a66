"""Reads what the seeker already knows: as a clause, as a noun phrase, and its kind."""

import re
from dataclasses import dataclass

from askwell.suggesting.facts import Source, Value, raw_text, source, value
from askwell.suggesting.lexicons import lexicons, word_list
from askwell.suggesting.privacy import is_private, private_trim, public_part
from askwell.suggesting.regexes import regex
from askwell.suggesting.words import tokens

_KNOWN_EVENT = regex(
    r"\b(?:happened|moved|merged|opened|launched|migrated|introduced|changed|started|began|closed|took over|"
    r"switched)\b",
    re.IGNORECASE,
)
_KNOWN_NEWS = regex(
    r"\b(?:raised|bought|acquired|hired|sold|expanded|won|lost|grew|doubled|halved|cut|signed|announced|named|appointed|"
    r"rebranded|replaced)\b",
    re.IGNORECASE,
)
_KNOWN_RULE = regex(r"\b(?:needs?|requires?|must|asks? for|takes?|has to|have to|demands?)\b", re.IGNORECASE)


@dataclass(slots=True)
class Known:
    """A fact the seeker already has: as a clause, as a noun phrase, and its kind (event, rule, news, fact)."""

    clause: Value | None
    np: Value | None
    kind: str
    raw: str


def public_source(pointer: str, raw: object) -> Source:
    """Point at what the seeker wrote, showing only the part that names nothing private."""
    text = raw_text(raw)
    return source(pointer, public_part(text) if is_private(text) or "(" in text else text)


def read_known(text: str, pointer: str) -> Known | None:
    """Read one known fact; nothing when it is private or empty."""
    bare = private_trim(text)
    if not bare or is_private(bare):
        return None
    held = public_source(pointer, text)
    small = bare if re.match(r"^(?:[A-Z]{2,}|[A-Z]\w+ [A-Z])", bare) else f"{bare[0].lower()}{bare[1:]}"
    small = re.sub(r"^i (?:know|read|have read|saw) (?:that )?", "", small, flags=re.IGNORECASE)
    conjuncts = re.match(r"^(.+?) (?:exists|exist) and (.+)$", small)
    small = f"{conjuncts[1]} {conjuncts[2]}" if conjuncts else small
    kinds = (("event", _KNOWN_EVENT), ("rule", _KNOWN_RULE), ("news", _KNOWN_NEWS))
    kind = next((name for name, pattern in kinds if pattern.search(small)), "fact")
    wh = re.match(r"^(?:what|how|which|where|who|why|when)\b", small)
    is_clause = not wh and 3 <= len(tokens(small)) <= 14 and bool(_finite_after(small))
    subject = re.split(rf"\s+(?={_KNOWN_EVENT.pattern}|{_KNOWN_RULE.pattern})", small)[0] if is_clause else ""
    np = small if not is_clause and not wh and small.startswith("the ") and len(tokens(small)) <= 5 else subject
    np_value = value(np, held) if np.startswith("the ") else None
    return Known(value(small, held) if is_clause else None, np_value, kind, small)


def _finite_after(text: str) -> bool:
    known = lexicons()
    words = word_list(text)[1:]
    if _KNOWN_EVENT.search(text) or _KNOWN_RULE.search(text):
        return True
    return any(word in known.words["finite"] or word in known.verbs for word in words)
