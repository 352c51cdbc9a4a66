"""Reads a belief and a goal in the seeker's own words; refuses rather than repairs."""

import re
from functools import lru_cache

from askwell.suggesting.address import gerund_of
from askwell.suggesting.cleaning import is_cut_off, is_hostile
from askwell.suggesting.lexicons import lexicons, word_list
from askwell.suggesting.privacy import is_private, private_trim
from askwell.suggesting.regexes import regex
from askwell.suggesting.words import tokens

_ME = frozenset({"I", "I'm", "I'd", "I'll", "I've", "I’m", "I’d", "I’ll", "I’ve"})


def lowered_start(text: str) -> str:
    """Write the first word small unless it is "I", a name, a brand or an acronym."""
    first, _, rest = text.partition(" ")
    known = lexicons()
    if first in _ME or first.lower() in known.acronyms or re.search(r"^[A-Z]{2,}|[a-z][A-Z]|\d", first):
        return text
    if first[:1].isupper() and rest[:1].isupper() and first.lower() not in known.words["base_verbs"]:
        return text
    return f"{first[:1].lower()}{first[1:]} {rest}".strip()


_HYPOTHESIS_LEAD = regex(
    r"^(?:(?:i|we)\s+(?:think|believe|assume|suspect|guess|feel|have heard|hear)|my (?:guess|belief|hunch|"
    r"theory) is|(?:i am |i'm |i’m )?(?:afraid|worried|sure)|(?:i )?(?:worry|fear)|maybe|perhaps|probably|it seems|"
    r"(?=that i\b))"
    r"\s*(?:that\s+|,\s*)?",
    re.IGNORECASE,
)
_OVER = regex(r"^([\w'’ -]{3,40}?)\s+(?:over|>|beats?)\s+([\w'’ -]{3,40})$", re.IGNORECASE)
_HYPOTHESIS_LONGEST = 19
_WHOLE = {"re": "are", "ve": "have"}
_OPENS = frozenset(
    "where when once if that than what until unless before after because as how while who whom which".split()
)
_GOES_ON = re.compile(
    r"\s+(?:already|never|always|really|still|only|also|can|cannot|can't|will|won't|would|could|may|might|must|should|are|"
    r"have|do|don't|get|need|want|go|left|lose|know|see|stop|start|become)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=256)
def read_hypothesis(raw: str) -> str:
    """Read one belief as a clause that follows "I've been assuming that"; empty when it is none."""
    text = _HYPOTHESIS_LEAD.sub("", private_trim(raw)).strip(" .!")
    if not text or "?" in raw or is_cut_off(raw) or is_hostile(text) or is_private(text):
        return ""
    text = lowered_start(text)
    text = re.sub(r"\byou['’](re|ve)\b", lambda found: f"you {_WHOLE[found[1].lower()]}", text, flags=re.IGNORECASE)
    if (found := _OVER.match(text)) and not _finite(text):
        text = f"{found[1].strip()} counts for more than {found[2].strip()}"
    if len(tokens(text)) > _HYPOTHESIS_LONGEST:
        text = re.split(r",?\s+(?:because|since|so|although|even though|which)\s+|[,;:]\s", text)[0]
    if len(tokens(text)) > _HYPOTHESIS_LONGEST or len(tokens(text)) < 3 or not _finite(text):
        return ""
    return _people_for_you(text)


def _finite(text: str) -> bool:
    known = lexicons()
    words = word_list(text)
    if re.match(r"(?:i|it|there|that|they|we)['’](?:s|d|m|ll|re)\b|i am\b", text, re.IGNORECASE):
        return True
    for index, word in enumerate(words[1:], 1):
        if word in known.words["finite"] or (
            re.sub(r"(?:es|s)$", "", word) in known.words["base_verbs"] and word.endswith("s")
        ):
            return True
        form = (
            known.verb_forms.get(word)
            or known.verb_forms.get(re.sub(r"s$", "", word))
            or known.verb_forms.get(re.sub(r"es$", "", word))
        )
        plural_subject = words[index - 1] != "to" and any(
            before.endswith("s") or before in {"people", "i", "you", "we", "they"} for before in words[:index]
        )
        if form and (
            word == form.past
            or (word != form.base and not word.endswith("ing"))
            or (plural_subject and word == form.base)
        ):
            return True
    return False


def _people_for_you(text: str) -> str:
    """Say "people" for the first "you" that means anybody, and "they" or "them" for those after it."""
    first = True

    def other(found: re.Match[str]) -> str:
        nonlocal first
        before = (re.findall(r"[\w'’]+", text[: found.start()]) or [""])[-1].lower()
        name = "people" if first else "they" if before in _OPENS or _GOES_ON.match(text[found.end() :]) else "them"
        first = False
        return name

    said = re.sub(r"\byou\b", other, text, flags=re.IGNORECASE)
    return re.sub(r"\byour(?:self)?\b", "their", said, flags=re.IGNORECASE)


_AIMS = frozenset(
    "choose find learn understand decide compare plan see test check explore work figure sort map weigh".split()
)


@lru_cache(maxsize=256)
def read_aim(raw: str) -> str:
    """Read a goal as words that follow "I'd like to"; empty when it is no plain imperative."""
    text = private_trim(raw).strip(" .")
    words = text.split()
    unfit = re.search(
        r"\b(?:and|jobs?|hire|hired|internship|worth it|realistic)\b|^find (?:steady |some |a )?work\b",
        text,
        re.IGNORECASE,
    )
    if not words or len(words) > 10 or unfit or is_private(text) or is_hostile(text):
        return ""
    return f"{words[0].lower()} {' '.join(words[1:])}" if words[0].lower() in _AIMS else ""


_WISH = regex(
    r"^(?:find out|understand|know|see|learn|check|work out|figure out) (?:whether|what|how|which|where|if) .+$",
    re.IGNORECASE,
)
_WISH_KINDS = (
    ("between", r"\bwhether .+ or (?!not\b).+"),
    ("daily", r"\ball day\b|\bday to day\b|\bordinary (?:day|week)\b|\b(?:is|are|looks?|feels?) (?:really )?like\b"),
    ("loss", r"\b(?:giv(?:e|ing) up|miss|los(?:e|ing))\b"),
    ("whether", r"\b(?:whether|if) "),
)
_LONGEST_WISH = 16


@lru_cache(maxsize=256)
def read_wish(raw: str) -> tuple[str, str]:
    """Read a goal that is a question of its own as words after "I'd like to", and its kind; both empty when it is none.

    Kinds: between (whether one thing or another), daily (what the work is like), loss, whether, and other.
    """
    text = private_trim(raw).strip(" .")
    if not _WISH.match(text) or len(text.split()) > _LONGEST_WISH or is_private(text) or is_hostile(text):
        return "", ""
    kind = next((name for name, pattern in _WISH_KINDS if re.search(pattern, text, re.IGNORECASE)), "other")
    return f"{text[0].lower()}{text[1:]}", kind


def read_goal(raw: str) -> str:
    """Turn "Choose the order of steps" into "choosing the order of steps"; empty when it is no plain imperative."""
    first, _, rest = read_aim(raw).partition(" ")
    return f"{gerund_of(first)} {rest}" if first else ""


_GOALS = (
    ("discovery", r"\b(?:customer|discovery|problem|validate|start-?up idea|market need)\b"),
    ("return", r"\b(?:return|re-?entry|back in|come back|go back)\b"),
    (
        "evaluate",
        r"\b(?:culture|this company|this employer|whether .* place|evaluate|size before|what .* is like at)\b",
    ),
    ("plan_skills", r"\b(?:skill|learn first|what to learn|prepare|portfolio|build first|study)\b"),
    ("break_in", r"\b(?:break in|get in|get into|enter|start(?:ing)? out|first job|land|realistic|move is)\b"),
    ("choose", r"\b(?:choose|decide|pick|which|compare|whether)\b"),
)


def goal_kind(goal: str, stage: str, decided: bool) -> str:
    """Sort a goal into one of the seven kinds that weigh categories."""
    low = goal.lower()
    for kind, pattern in _GOALS:
        if re.search(pattern, low):
            return kind
    by_stage = {"returning": "return", "career_changer": "break_in", "founder": "discovery", "executive": "evaluate"}
    return "choose" if decided else by_stage.get(stage, "explore")
