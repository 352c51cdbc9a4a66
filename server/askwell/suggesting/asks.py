"""Takes a question apart: where the ask begins, what it opens with, how long each part is, how hard it reads."""

import re
from functools import lru_cache

from askwell.suggesting.regexes import regex
from askwell.suggesting.words import tokens

CLOSED = frozenset(
    "is are was were do does did have has had would could should can will may might am shall isn't aren't wasn't "
    "don't doesn't didn't "
    "haven't hasn't wouldn't couldn't won't can't".split()
)
WH = frozenset("what which where when who how why whose whom".split())
_COMMANDS = frozenset("tell describe walk explain share give show take name talk".split())
_POLITE = regex(r"^(?:could|would) you (?:walk|take|talk) me through\b", re.IGNORECASE)
_LEADING_WORDS = frozenset(
    "in at to from for on by with of and but so about under over among across within between".split()
)


@lru_cache(maxsize=4096)
def ask_clause(text: str) -> str:
    """Give the asking part of a question: its last sentence, from the first part that opens with an asking word."""
    sentence = re.split(r"(?<=[.!?])\s+", text.strip())[-1]
    last = re.split(r"[;:]\s+", sentence)[-1]
    sentence = last if {word.lower() for word in tokens(last)[:3]} & (WH | CLOSED) else sentence
    parts = re.split(r",\s+", sentence)
    for index, part in enumerate(parts):
        head = tokens(part)
        if head and head[0].lower() in CLOSED | WH | _COMMANDS:
            return ", ".join(parts[index:])
    return sentence


def is_polite(text: str) -> bool:
    """Say whether a question asks to be taken through something: open, although it begins like a closed one."""
    return bool(_POLITE.match(ask_clause(text)))


@lru_cache(maxsize=4096)
def opener(text: str) -> str:
    """Name the word that the ask opens with, little words in front passed over; "through" for a polite request."""
    if is_polite(text):
        return "through"
    head = [word.lower() for word in tokens(ask_clause(text))]
    for word in head[:3]:
        if word not in _LEADING_WORDS:
            return word
    return head[0] if head else ""


def is_closed_after_front(text: str) -> bool:
    """Say whether a closed ask hides behind a fronted clause: "When you moved up, did you miss the floor?"."""
    parts = re.split(r",\s+", re.split(r"(?<=[.!?])\s+", text.strip())[-1])
    heads = [(tokens(part) or ("",))[0].lower() for part in parts]
    return (
        len(heads) > 1
        and heads[0] in {"when", "where", "while", "since"}
        and bool(set(heads[1:]) & CLOSED)
        and (not set(heads[1:]) & WH)
    )


def first_words(text: str, count: int = 3) -> str:
    """Give the first words of a question, in lower case."""
    return " ".join(word.lower() for word in tokens(text)[:count])


def before_ask(text: str) -> int:
    """Count the words before the ask."""
    return len(tokens(text)) - len(tokens(ask_clause(text)))


def longest_run(text: str) -> int:
    """Count the words of the longest stretch without a pause."""
    return max((len(tokens(part)) for part in re.split(r"[,.;:?!–—]\s*", text)), default=0)


@lru_cache(maxsize=4096)
def grade(text: str) -> float:
    """Give the reading grade by sentence length and syllables (Flesch and Kincaid), with a counter of vowel groups."""
    words = tokens(text)
    stops = max(1, len(re.findall(r"[.!?]", text)))
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word.lower())))) for word in words)
    return 0.39 * len(words) / stops + 11.8 * syllables / max(1, len(words)) - 15.59


def openers_used(text: str) -> frozenset[str]:
    """Name the ways of starting that a plan should not repeat."""
    low = text.lower()
    found = {
        "deciding": bool(re.search(r"\bi'm (?:deciding|choosing)\b|\bi have to\b", low)),
        "weighing": "i'm weighing" in low,
        "assuming": "been assuming" in low,
        "guess": "my guess" in low,
        "worry": low.startswith(("i worry that", "i'm afraid that", "it worries me")),
        "thought": "always thought" in low,
        "know": low.startswith(("i know that", "i read that")),
        "wrote": low.startswith(("you wrote", "your page says", "you say", "you put")),
        "when_you": low.startswith("when you "),
        "semicolon": ";" in low,
        "through": is_polite(text),
        "you_were": low.startswith(("you were ", "you went ", "you've been ", "you have been ")),
    }
    return frozenset(name for name, hit in found.items() if hit)
