"""One side of a choice, as a seeker wrote it: cut to what can be said in a breath, and what kind of words it is."""

import re

from askwell.suggesting.address import gerund_of
from askwell.suggesting.lexicons import lexicons, word_list
from askwell.suggesting.regexes import regex
from askwell.suggesting.words import with_article

_ARTICLED = frozenset("a an the my this that another more further one".split())
_FIELDS = frozenset(
    "industry academia research consulting teaching freelancing product law medicine nursing".split()
) | {"site work", "office work", "in-house work", "agency work", "contract work"}
_ONLY_ONE = frozenset(
    "public sector|private sector|civil service|third sector|voluntary sector|army|navy|air force|police|nhs|public "
    "side|client side|council|"
    "government|military|charity sector|city|countryside|private side".split("|")
)
_DEGREES = frozenset(
    "msc ma mba bsc ba phd master's masters bachelor's doctorate diploma certificate apprenticeship "
    "residency traineeship postdoc".split()
)
_INNER = regex(r"\b(?:if|whether|we|should|because|since|although|i|i'm|i'd|my boss)\b", re.IGNORECASE)
_WHEN = regex(r"\s+(?:at|by|before|after|from) the (?:end|start|beginning|middle) of .*$", re.IGNORECASE)
_EXTRA = (
    regex(
        r",?\s+(?:(?:that|which|while|when|if|as|because|where|since|though|until|before|after)\s+)?"
        r"(?:i|we)(?:'m|'ve|'d| am| was| have| had| would| could| already)\b.*$",
        re.IGNORECASE,
    ),
    regex(r",?\s+as an? (?:first |next )?(?:step|way|bridge|stepping stone|start|route)\b.*$", re.IGNORECASE),
    regex(
        r",?\s+(?:while|because|so (?:that|i|we)|in order to|instead of|rather than|on top of|"
        r"with (?:only|just|nothing but)|where (?:i|we)|around my|alongside|even (?:if|though)|unless|until)\b.*$",
        re.IGNORECASE,
    ),
    regex(r",?\s+to (?:see|find out|learn|qualify|gain|get|build|test|check|be able)\b.*$", re.IGNORECASE),
)
_BESIDES = regex(r",?\s+and\s+(?:then\s+)?([a-z]+)\b.*$", re.IGNORECASE)
_IDLE = regex(r"^(?:just|simply|instead|rather|maybe|perhaps|possibly|else|try and)\s+", re.IGNORECASE)
_FIRST = regex(r"^(?:at )?first,?\s+(\w.*?)(?:\s+first)?$", re.IGNORECASE)
_EASY, _LONGEST, _LEAST = 7, 13, 2
_LONGEST_PAIR = 21


def brief(side: str) -> str:
    """Leave out of a long side what explains it, its date and what comes on top; "first ask" becomes "ask first"."""
    side = _IDLE.sub("", side.strip(" ,"))
    first = _FIRST.match(side)
    side = first[1] if first and is_action(first[1]) else side
    for extra in (_WHEN, *_EXTRA):
        if len(side.split()) > _EASY or has_clause(side):
            shorter = extra.sub("", side)
            side = shorter if len(shorter.split()) >= _LEAST else side
    found = _BESIDES.search(side)
    if found and len(side.split()) > _LONGEST and is_action(found[1]):
        side = side[: found.start()]
    return f"{side} first" if first and not side.endswith("first") and is_action(side) else side


def fitted(sides: list[str]) -> list[str]:
    """Cut what comes on top from the longest sides until all of them together can be said."""
    for side in sorted(sides, key=lambda one: -len(one.split())):
        found = _BESIDES.search(side)
        if sum(len(one.split()) for one in sides) > _LONGEST_PAIR and found and is_action(found[1]):
            sides = [side[: found.start()] if one == side else one for one in sides]
    return sides


_VERB_OF = {
    "do": "degree mba msc ma phd master's masters diploma certificate course bootcamp apprenticeship internship "
    "traineeship placement training conversion residency postdoc",
    "take": "job role post position offer seat",
    "make": "move switch step change transfer",
}


def acted(side: str) -> str:
    """Say a thing as something to do beside another act: "do a full-time MBA"; empty when no verb is sure."""
    head = word_list(re.split(r"\s+(?:at|in|with|for|of|on|from|to)\s+", side)[0] or side)[-1:]
    verb = next((verb for verb, things in _VERB_OF.items() if head and head[0] in things.split()), "")
    return f"{verb} {with_noun_article(side[:1].lower() + side[1:])}" if verb else ""


def sides_fit(*sides: str) -> bool:
    """Say whether the sides of a choice can be said as they are: short, without clauses of their own."""
    return sum(len(side.split()) for side in sides) <= _LONGEST_PAIR and all(map(_fits, sides))


def _fits(side: str) -> bool:
    return 1 <= len(side.split()) <= _LONGEST and not has_clause(side) and not re.search(r"[?!:;]|\bor\b", side)


def has_clause(text: str) -> bool:
    """Say whether words hold a clause or a speaker of their own, which no frame can carry."""
    return bool(_INNER.search(text))


def is_action(side: str) -> bool:
    """Say whether a side is something to do ("take a course"), not a thing or a place."""
    words = word_list(side)
    known = lexicons()
    if not words or "-" in side.split(maxsplit=1)[0]:
        return False
    base = known.verb_forms.get(words[0])
    noun_like = (
        len(words) > 1
        and words[1] in {"in", "at", "with", "for", "or"}
        and words[0] in {"work", "study", "research", "design"}
    )
    return not noun_like and (
        words[0] in known.words["base_verbs"]
        or bool(base and base.base == words[0] and words[0] not in {"lead", "study", "cut"})
    )


def as_noun(action: str) -> str:
    """Turn "stay in nursing" into "staying in nursing", so that it can stand after a preposition."""
    first, _, rest = action.partition(" ")
    if first.lower() == "keep" and rest.split(" ", maxsplit=1)[0].endswith("ing"):
        return f"carrying on {rest}"
    if first.lower() in {"start", "begin"} and rest.split(" ", maxsplit=1)[0].endswith("ing"):
        return rest
    return f"{gerund_of(first.lower())} {rest}".strip()


def placed(left: str, right: str) -> bool:
    """Say whether the right side only names another place: "a placement in A or on B"."""
    prepositions = {"in", "on", "at", "with"}
    return word_list(right)[0] in prepositions and bool(prepositions & set(word_list(left)[1:]))


def with_noun_article(side: str) -> str:
    """Give a noun phrase its article; plural, mass and named things keep none; an unknown bare noun stays as it is."""
    words = word_list(side)
    if not words or words[0] in _ARTICLED or words[0].endswith("ing"):
        return side
    if side.lower() in _ONLY_ONE:
        return f"the {side}"
    head = re.split(r"\s+(?:at|in|with|for|of|on|from|to)\s+", side)[0].split()[-1].lower().strip(",")
    known = lexicons()
    counted = head in known.words["count_nouns"] | _DEGREES or head in known.heads or head in known.family_heads
    return with_article(side) if counted else side


def stands_alone(side: str) -> bool:
    """Say whether a noun phrase can be spoken as it is: with an article, a plural, a name, a field."""
    words = word_list(side)
    known = lexicons()
    if words[0] in _ARTICLED or words[0].endswith("ing") or side[:1].isupper():
        return True
    head = re.split(r"\s+(?:at|in|with|for|of|on|from|to)\s+", side)[0].split()[-1].lower()
    if side.lower() in _FIELDS:
        return True
    fields = {family.label for family in known.families.values()} | {sector.label for sector in known.sectors.values()}
    return (
        head.endswith(("s", "ing", "ics"))
        or side.lower() in fields
        or head in known.words.get("mass", frozenset())
        or bool(known.family_of(f"{side} specialist"))
    )
