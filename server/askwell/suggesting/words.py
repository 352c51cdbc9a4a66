"""Small English: tokens, stems, plurals, articles and number words, by rule and without any reading of pages."""

import re
from functools import lru_cache

from askwell.suggesting.regexes import regex

TOKEN = regex(r"[\w'’&+#.-]*\w")
_SENTENCE_END = regex(r"(?<=[.!?])\s+(?=[\"“‘'(]?[A-Z0-9])")
_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_TENS = {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100}
NUMBER_VALUES: dict[str, int] = {word: value for value, word in enumerate(_NUMBERS)} | _TENS

STOP = frozenset(
    "a an and are as at be been before but by did do does doing for from had has have how i if in into is it its "
    "like me "
    "most much my of on or one our out own said so some someone than that the their them then there these they this "
    "those "
    "to was were what when where which while who why will with work would you your i'm i've i'd i'll you're you've "
    "not no "
    "about after again all also am any because between both can could each even ever every here him his her she he "
    "just "
    "let more never now off once only other over same should such too under until up us very we well yet".split()
)
"""Words that carry no content when two sentences are compared."""

_IRREGULAR = {
    "person": "people",
    "child": "children",
    "man": "men",
    "woman": "women",
    "foreman": "foremen",
    "staff": "staff",
    "midwife": "midwives",
    "chief of staff": "chiefs of staff",
    "analysis": "analyses",
}
_UNCOUNTED_ENDINGS = ("ss",)
_VOWEL_LETTERS = frozenset("AEFHILMNORSX")
_VOWEL_SOUND = regex(r"^(?:hour|honest|honou?r|heir|8|11|18)", re.IGNORECASE)
_CONSONANT_SOUND = regex(
    r"^(?:eu|ew|one\b|once|one-|uni(?!n)|use|usu|util|ubi|ura|ukr|u-|uk\b|us\b|ux|ui)", re.IGNORECASE
)


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[str, ...]:
    """Split a sentence into words, keeping joined forms such as R&D, C++ and step-down whole."""
    return tuple(TOKEN.findall(text))


def sentences(text: str) -> list[str]:
    """Split text at full stops and line breaks, in order."""
    parts: list[str] = []
    for line in text.splitlines():
        parts.extend(piece.strip() for piece in _SENTENCE_END.split(line) if piece.strip())
    return parts


PLAIN_STOP = frozenset(
    "a an and are as at be been before but by did do does doing for from had has have how i if in into is it its like "
    "me most much my of on or one our out own said so some someone than that the their them then there these they "
    "this those to was were what when where which while who why will with work would you your".split()
)
"""The few words that do not count when two questions are compared with each other."""


@lru_cache(maxsize=4096)
def spoken_words(text: str) -> frozenset[str]:
    """Name the words of a question that count when it is compared with another."""
    return frozenset(word.lower().strip("'’.") for word in tokens(text)) - PLAIN_STOP


@lru_cache(maxsize=4096)
def content(text: str) -> frozenset[str]:
    """Name the words of a text that carry content, in lower case."""
    return frozenset(word.lower().strip("'’.") for word in tokens(text)) - STOP


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Cut a word down to a rough common beginning, so that teach, teaches and teaching meet."""
    low = word.lower().strip("'’.-")
    low = re.sub(r"['’]s$", "", low)
    for ending in ("ations", "ation", "ments", "ment", "ings", "ing", "ies", "ers", "er", "ed", "es", "s", "e", "y"):
        if low.endswith(ending) and len(low) - len(ending) >= 4:
            return low[: -len(ending)]
    return low


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """Give the stems of the content words of a text."""
    return frozenset(stem(word) for word in content(text))


def similarity(left: frozenset[str], right: frozenset[str]) -> float:
    """Compare two sets of words: shared over all."""
    shared = len(left & right)
    return shared / max(1, len(left) + len(right) - shared)


def sounds_like_vowel(phrase: str) -> bool:
    """Say whether "an" goes before a phrase, judging letters by how they are spoken."""
    first = re.split(r"[\s/]", phrase.lstrip("“\"'‘("), maxsplit=1)[0]
    if not first:
        return False
    if _VOWEL_SOUND.match(first):
        return not re.match(r"^(?:1[18]\d|1[18],|11\d)", first)
    head = re.split(r"[&.\-]", first, maxsplit=1)[0] or first
    spelled = head.isupper() and (
        len(head) == 1 or "&" in first or not re.search(r"[AEIOUY]", head[1:3]) or len(head) <= 3
    )
    spelled = spelled or (len(head) >= 3 and head[:2].isupper() and not head.isupper())
    if spelled and head.upper() not in _SAID_AS_WORDS:
        return head[0] in _VOWEL_LETTERS
    if _CONSONANT_SOUND.match(first):
        return False
    return first[0].lower() in "aeiou"


_SAID_AS_WORDS = {"NATO", "NASA", "SAP", "CAD", "BIM", "RAF", "FIFA", "SCADA", "LEED", "SWOT", "SQL"}


def with_article(phrase: str) -> str:
    """Put a or an in front of a phrase."""
    return f"{'an' if sounds_like_vowel(phrase) else 'a'} {phrase}"


def cap_first(text: str) -> str:
    """Make the first letter a capital and leave the rest alone; brands such as iOS keep theirs."""
    if re.match(r"^[a-z][A-Z]", text):
        return text
    return text[:1].upper() + text[1:]


_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_DECADES = ("twenty", "thirty", "forty", "fifty")


def spelled(number: int) -> str:
    """Write a number up to 59 in words, as a stretch of years is said."""
    if number < len(_NUMBERS):
        return number_word(number)
    if number < 20:
        return _TEENS[number - 13]
    if number >= 60:
        return str(number)
    decade, rest = _DECADES[number // 10 - 2], number % 10
    return f"{decade}-{_NUMBERS[rest]}" if rest else decade


def number_word(number: int) -> str:
    """Write numbers up to twelve as words, larger ones in digits."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def plural(noun: str) -> str:
    """Give the plural of a noun phrase whose last word is its head (or the word before "of")."""
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    head, of, tail = noun.partition(" of ")
    if of:
        return plural(head) + of + tail
    start, _, last = noun.rpartition(" ")
    lead = f"{start} " if start else ""
    if last in _IRREGULAR:
        return lead + _IRREGULAR[last]
    if re.search(r"(?:s|x|z|ch|sh)$", last):
        return lead + last + "es"
    if re.search(r"[^aeiou]y$", last):
        return lead + last[:-1] + "ies"
    return lead + last + "s"


def number_value(word: str) -> int | None:
    """Read a number written as a word or in digits."""
    low = word.lower().replace(",", "")
    if low.isdecimal():
        return int(low) if len(low) < 9 else None
    return NUMBER_VALUES.get(low)


def word_count(text: str) -> int:
    """Count the words of a sentence."""
    return len(tokens(text))


_COMMON = frozenset().union(
    *map(stems, "patients clients customers users students teams staff writing design management plans".split()),
    *map(stems, "process development services products projects business data people".split()),
)
"""What so many lines of work speak of that it alone joins nothing."""


def telling(shared: frozenset[str]) -> frozenset[str]:
    """Leave out of shared stems what joins nothing alone; two of them join all the same."""
    return shared if len(shared) > 1 else shared - _COMMON


def is_about(wanted: str, told: str, generic: frozenset[str]) -> bool:
    """Say whether something told is about a skill: by its last word or a telling one, not by "patient" alone."""
    shared = (stems(wanted) & stems(told)) - generic
    return bool(telling(shared) or shared & stems(wanted.rsplit(maxsplit=1)[-1]))
