"""Says what a decision or a belief of the seeker is about, so that a question can be made for just that."""

import re
from functools import lru_cache

from askwell.suggesting.decisions import Decision
from askwell.suggesting.kinds import kinds_named
from askwell.suggesting.lexicons import lexicons, word_list

_COMPARES = re.compile(
    r"\b(?:more|less|fewer|better|worse|faster|slower|rather|sooner|easier|harder|\w+er)\s.*\bthan\b"
    r"(?! (?:they|people|you|I|it|we|he|she|most|ever|before|expected|many)\b)|\bbeats?\b|"
    r"\bcounts? for (?:more|less)\b|\bfirst\b.*\bsecond\b",
    re.IGNORECASE,
)
_OF_ME = re.compile(r"(?:I|my|we|our)\b", re.IGNORECASE)
_WORRY = re.compile(
    r"^(?:I|my|we)\b(?!.*\bnot too\b).*\b"
    r"(?:too|not|never|no longer|won't|can't|can’t|late|old|against|alone|lose|fail)\b|"
    r"\bagainst me\b|\btoo \w+ for me\b|\b(?:nobody|no one) (?:will|would|wants|hires|takes)\b|\bfiltered out\b|"
    r"\b(?:am|is|be|being|I'm) too (?:old|late|young|slow)\b",
    re.IGNORECASE,
)
_WORRIED = ("I worry that", "I'm afraid that", "It worries me that")
_LEAD = re.compile(r"\b(?:I've been assuming|My guess is) that\b")
_ENDS_SUBJECT = frozenset("that who which whose in at from with without of for on to".split())
_MOST_SUBJECT = 3


def choice_theme(decision: Decision) -> str:
    """Name what a decision is about: beside, study, own, leave, order, places, fields or step.

    `places` are two kinds of employer, `fields` any other two things to pick from, `step` a post or an offer to take.
    """
    if named := _named(decision.deciding, "choice"):
        return named
    if decision.kind in {"stay", "leave"}:
        return "leave"
    if decision.order:
        return "order"
    if decision.kind == "pick":
        return "places" if kinds_named(decision.opt_a) or kinds_named(decision.opt_b) else "fields"
    return "step"


def belief_theme(belief: str) -> str:
    """Name what a belief is about: self (what will become of me), credential, norm, barrier, compare or plain."""
    if _OF_ME.match(belief):
        return "self"
    return _named(belief, "belief") or ("compare" if _COMPARES.search(belief) else "plain")


def with_lead(said: str, place: int, belief: str) -> str:
    """Open a belief as it is held: a worry as a worry, and the third of several not like the first two.

    Args:
        said: the question.
        place: which of the seeker's beliefs it is about, from 0.
        belief: its words.
    """
    worry = _WORRIED[place % len(_WORRIED)] if _WORRY.search(belief) else ""
    lead = worry or ("I've always thought that" if place > 1 else "")
    return _LEAD.sub(lead, said) if lead else said


@lru_cache(maxsize=256)
def belief_subject(belief: str) -> str:
    """Give the people or places that a belief speaks about ("recruiters", "small firms"); empty when there are none."""
    known = lexicons()
    words = belief.split()
    for end, word in enumerate(words[: _MOST_SUBJECT + 1]):
        low = word.lower().strip(",")
        if low in _ENDS_SUBJECT or not re.fullmatch(r"[A-Za-z'’-]+", low):
            return ""
        if low in known.parties and end < _MOST_SUBJECT:
            following = words[end + 1].lower() if end + 1 < len(words) else ""
            return "" if following in known.parties else " ".join(words[: end + 1])
    return ""


@lru_cache(maxsize=256)
def _named(text: str, kind: str) -> str:
    padded = f" {' '.join(word_list(text))} "
    themes = lexicons().themes[kind]
    return next(
        (name for name, phrases in themes.items() if any(f" {' '.join(word_list(one))} " in padded for one in phrases)),
        "",
    )
