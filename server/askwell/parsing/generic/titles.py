"""Job titles: whether a short line is one, and how to cut it clean; never looks at markup."""

import re
from functools import cache, lru_cache

from askwell.parsing.generic.names import script_of
from askwell.parsing.generic.words import plain, tokens, words

MAX_TITLE = 140
MAX_WORDS = 16
_CONTACT = re.compile(r"@|https?:|www\.|\b\d{3,}\b|\d[\d ()./-]{6,}|[!?]")
_GENDERED = re.compile(
    r"(?:[:*/_·•.]|\(-?)-?(?:in|innen|e|ne|rice|trice|euse|ère|iere|r|n|a|as|o|os|ra|ora|essa)\)?(?=\W|$)", re.I
)
# "Member for 9 years" counts time; it names no work.
_SPAN = re.compile(r"\b\d+\+?\s*(?:years?|yrs?|months?|days?|Jahren?|ans|años|anos|anni|jaar|år)\b", re.I)
_SENTENCE = re.compile(
    r"^(?:I|I'm|I’m|We|He|She|They|It|You|Our|My|Ich|Wir|Er|Je|Nous|Il|Elle|Yo|Ella|Eu|Ele|Io|Lui|Lei|Ik|Wij|Hij|Zij)\s"
    r"|\s(?:is|was|has|have|are|were|will|can|joined|earned|received|ist|war|hat|sind|est|était|a été|sont"
    r"|es|fue|son|é|foi|è|stato|zijn|heeft)\s"
)
_TAIL = re.compile(r"[\s,;:|·•–—-]+$")
_HEAD = re.compile(r"^[\s,;:|·•–—\-/]+")
_TITLE_ACRONYMS = frozenset(
    "CEO CTO CFO COO CMO CIO CPO CRO CSO CISO CHRO CDO CLO CCO CAO EVP SVP AVP VP GM PDG VD".split()
)


@cache
def _heads() -> frozenset[str]:
    return words("titles", "heads")


@cache
def _endings() -> tuple[str, ...]:
    return tuple(words("titles", "endings"))


@cache
def _modifiers() -> frozenset[str]:
    return words("titles", "modifiers")


@cache
def _pieces(script: str) -> tuple[str, ...]:
    scripts = {"han": ("han", "japanese"), "kana": ("japanese", "han")}.get(script, (script,))
    return tuple(
        sorted({piece for name in scripts for piece in words("titles", "scripts", name)}, key=len, reverse=True)
    )


def is_head(word: str) -> bool:
    """Tell whether a word alone can be a job title."""
    folded = plain(word)
    if folded in _heads():
        return True
    last = folded.rsplit("-", 1)[-1]
    return last in _heads() or (len(folded) > 7 and folded.endswith(_endings()))


@lru_cache(maxsize=8192)
def title_score(text: str) -> float:
    """Return how much a short text looks like a job title, from 0 to 1."""
    text = clean_title(text)
    if not text or len(text) > MAX_TITLE or _CONTACT.search(text) or _SPAN.search(text):
        return 0.0
    script = script_of(text)
    if script not in ("latin", ""):
        return _score_other_script(text, script)
    found = tokens(_GENDERED.sub("", text))
    if not found or len(found) > MAX_WORDS or _SENTENCE.search(text):
        return 0.0
    return _score_latin(found, text)


def _score_latin(found: list[str], text: str) -> float:
    heads = [place for place, word in enumerate(found) if is_head(word) or word in _TITLE_ACRONYMS]
    if not heads:
        return 0.0
    if len(found) == 1:
        return 0.75 if plain(found[0]) not in _WEAK_ALONE else 0.4
    colour = sum(1 for word in found if plain(word) in _modifiers() or plain(word) in _heads())
    score = 0.55 + 0.3 * colour / len(found)
    if heads[-1] == len(found) - 1 or heads[0] <= 1:
        score += 0.15
    if len(found) > 9:
        score -= 0.2
    if text.endswith(".") and len(found) > 5:
        score -= 0.3
    return max(0.0, min(score, 1.0))


# Heads that are just as often plain words, sections or roles on a page.
_WEAK_ALONE = frozenset(
    "member members student author lead head expert volunteer user host partner partners agent guide "
    "scholar reader poster team staff chef model associate assistant seller".split()
)


def _score_other_script(text: str, script: str) -> float:
    if len(text) > (40 if script in ("han", "kana", "hangul") else 90):
        return 0.0
    folded = plain(text)
    for piece in _pieces(script) if script in _KNOWN_SCRIPTS else ():
        if piece in text or plain(piece) in folded.split() or (len(piece) > 4 and plain(piece) in folded):
            return 0.8
    return 0.0


_KNOWN_SCRIPTS = frozenset(("han", "kana", "hangul", "cyrillic", "greek", "arabic", "hebrew", "devanagari"))


def is_title(text: str) -> bool:
    """Tell whether a short text is a job title."""
    return title_score(text) >= 0.5


def clean_title(text: str) -> str:
    """Cut separators and brackets around a title."""
    text = _TAIL.sub("", _HEAD.sub("", " ".join(text.split())))
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text = text[1:-1].strip()
    return text
