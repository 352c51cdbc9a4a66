"""Names of people as they are compared: spellings, order, initials, short forms, second family names, generations.

A name may be read in more than one way ("Ruiz, Ana", "Robert (Bob) Smith"); two names may be one person's when one
reading of each fits. Letters of the Cyrillic and Greek alphabets are read as Latin ones.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise, product

from askwell.domain.facts import fold_text
from askwell.domain.given_names import forms_by_name

TITLES = frozenset(
    """
    dr prof professor mr mrs ms mx miss sir dame lord lady rev reverend herr frau hr fr ing dipl mag don dona sra srta
    mme mlle mons dott dottssa ir mgr drs capt lt col gen sgt cdr eng arq lic rer nat
    """.split()
)
DEGREES = frozenset(
    """
    phd md mba msc bsc meng dphil mphil llm llb cpa cfa pmp esq edd jd rn cissp shrm acca dds mpa mph bcom beng ph
    """.split()
)
AROUND_NAMES = TITLES | DEGREES
"""What stands around a name and is no part of it."""

_CAPITALS = re.compile(r"(?<=[a-z\u00df-\u017f.,)])\s+(?:M\.?A|B\.?A|M\.?S|B\.?S|P\.?E|C\.?A|M\.?Ed|Ph\.?\s?D)\b\.?")
"""Degrees that are names in small letters: “Jack Ma”, “Ana Ruiz MA”."""

_JUNIOR, _SENIOR = re.compile(r"\bjun\.", re.I), re.compile(r"\bsen\.", re.I)
_FOR_HONOUR = re.compile(r"\bh\.\s?c\.", re.I)
YOUNGER, ELDER = "younger", "elder"
GENERATIONS = dict.fromkeys(("jr", "jnr", "junior", "filho", "hijo", "fils"), YOUNGER)
GENERATIONS |= dict.fromkeys(("sr", "snr", "senior", "pai", "padre", "pere"), ELDER)
GENERATIONS |= {"ii": "second", "iii": "third", "iv": "fourth"}
PARTICLES = frozenset(
    "van von der den de del la las los di da dos du le el al bin ibn ben ter zu y e af av und".split()
)
BORN = frozenset("nee ne geb geborene born formerly ehemals".split())
PRONOUNS = frozenset("she her hers he him his they them theirs sie ihr er ihm ella elle il ze zir xe".split())
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ə": "e"}
)
_CYRILLIC = dict(zip("абвгдезиклмнопрстуфыэіј", "abvgdeziklmnoprstufieii", strict=True))
_CYRILLIC |= {"ж": "zh", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia", "є": "ie"}
_CYRILLIC |= {"ґ": "g", "ъ": "", "ь": "", "љ": "l", "њ": "n", "ћ": "c", "ђ": "d", "џ": "dz"}
_GREEK = dict(zip("αβγδεζηικλμνοπρσςτυφω", "avgdeziiklmnoprsstifo", strict=True))
_GREEK |= {"θ": "th", "ξ": "ks", "χ": "h", "ψ": "ps"}
_ALPHABETS = str.maketrans({**_CYRILLIC, **_GREEK})
_SOUNDS = (
    *(("tsch", "ch"), ("tch", "ch"), ("sch", "sh"), ("chr", "kr"), ("kh", "h"), ("ph", "f"), ("ck", "k"), ("th", "t")),
    *(("x", "ks"), ("dj", "j")),
    *(("ou", "u"), ("ae", "a"), ("oe", "o"), ("ue", "u"), ("w", "v"), ("q", "k"), ("j", "i"), ("y", "i")),
)
_BRACKETS = re.compile(r"\(([^)]*)\)|\[([^]]*)\]|[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]")
_DOUBLED = re.compile(r"(.)\1+")
MOST_WORDS = 8
MOST_PARTS = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a name.

    Attributes:
        words: Folded, without titles and particles; may be empty.
        forms: The same words as they sound, in which spellings of one word are equal.
        spelled: The forms with particles, for names that are written in one word elsewhere.
        generation: Which of several of one name in a family; empty when the name does not say.
    """

    words: tuple[str, ...]
    forms: tuple[str, ...]
    spelled: tuple[str, ...]
    generation: str


def name_words(name: str) -> list[str]:
    """Give the folded words of a name without titles and degrees, the given name first."""
    head, _, tail = _plain(name).partition(",")
    words = fold_text(head).split()
    if len(words) == 1 and tail.strip() and not _is_decoration(head, tail):
        words = [*fold_text(tail).split(), *words]
    return [word for word in words if word not in AROUND_NAMES and word not in GENERATIONS] or words


def _plain(name: str) -> str:
    """Leave out degrees that only capital letters tell from names, and write out generations that only a dot does."""
    name = _JUNIOR.sub("junior", _SENIOR.sub("senior", name))
    return _CAPITALS.sub(" ", _FOR_HONOUR.sub(" ", name.replace("\x00", " ")))


def _is_decoration(head: str, tail: str) -> bool:
    """Say whether what stands behind a comma is degrees and posts rather than a given name."""
    words = fold_text(tail).split()
    known = all(word in AROUND_NAMES or word in GENERATIONS for word in words)
    return known or (tail.strip().isupper() and not head.strip().isupper())


@lru_cache(maxsize=50_000)
def readings(name: str) -> tuple[Reading, ...]:
    """Give every way to read a name, the plainest first."""
    variants = dict.fromkeys(_without_commas(text) for text in _without_brackets(_plain(name)))
    found = dict.fromkeys(_reading(words) for group in variants for words in group)
    return tuple(reading for reading in found if reading.words)


def _without_brackets(name: str) -> list[str]:
    """Leave out what stands in brackets or quotes, keep it in place, or let it stand for the word before."""
    match = _BRACKETS.search(name)
    if match is None:
        return [name]
    inside = next(group for group in match.groups() if group is not None)
    before, after = name[: match.start()], _BRACKETS.sub(" ", name[match.end() :])
    texts = [f"{before} {after}"]
    if not set(fold_text(inside).split()) & PRONOUNS:
        texts.append(f"{before} {inside} {after}")
        texts.append(f"{before.strip().rpartition(' ')[0]} {inside} {after}")
    return texts


def _without_commas(text: str) -> tuple[str, ...]:
    """Turn “Ruiz, Ana” round, and leave out what else stands behind a comma."""
    head, _, tail = text.partition(",")
    if not tail.strip() or _is_decoration(head, tail):
        return (f"{head} {tail if set(fold_text(tail).split()) & set(GENERATIONS) else ''}",)
    turned = f"{tail.partition(',')[0]} {head}"
    return (turned,) if len(fold_text(head).split()) == 1 else (head, turned)


def _reading(text: str) -> Reading:
    raw = fold_text(text).split()[:MOST_WORDS]
    generation = next((GENERATIONS[word] for word in raw[1:] if word in GENERATIONS), "")
    words = [word for place, word in enumerate(raw) if place == 0 or word not in GENERATIONS]
    while len(words) > 1 and words[0] in TITLES:
        words.pop(0)
    words = [word for word in words if word not in DEGREES and word not in BORN] or words
    spelled = tuple(sound(word) for word in words)
    inner = [word for word in words[1:-1] if word not in PARTICLES]
    words = [*words[:1], *inner, *words[1:][-1:]]
    if len(words) > 2 and words[0] in PARTICLES and words[0] not in {"ben", "al", "e", "y"}:
        words = words[1:]
    letters = [word for word in words if any(map(str.isalpha, word))] or [word for word in raw if word.isalpha()]
    return Reading(tuple(letters), tuple(sound(word) for word in letters), spelled, generation)


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """Give the form in which spellings of one word are equal: Müller and Mueller, Sergey and Сергей, Ana and Anna."""
    text = fold_text(word.translate(_LETTERS)).replace("ου", "u").translate(_ALPHABETS).translate(_LETTERS)
    text = "".join(letter for letter in unicodedata.normalize("NFKD", text) if letter.isalnum())
    for written, said in _SOUNDS:
        text = text.replace(written, said)
    text = re.sub(r"(?<=[aeiou])h$", "", re.sub(r"c(?!h)", "k", text))
    text = re.sub(r"(?<=.)z", "s", re.sub(r"^mak(?=[bdfghklmnpqrtv])", "mk", text))
    text = text.removeprefix("i") if text.startswith("ie") else text
    return _DOUBLED.sub(r"\1", text) or word


def _short_forms() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for full, forms in forms_by_name().items():
        for form in forms:
            found.setdefault(sound(form), set()).add(sound(full))
    return {form: frozenset({form, *fulls}) for form, fulls in found.items()}


_FULLS = _short_forms()


def may_be_one_name(one: str, other: str) -> bool:
    """Tell whether two names may be one person's: spelling, order, initials, short forms and added names aside."""
    return any(_fit(mine, theirs) for mine, theirs in product(readings(one), readings(other)))


def given_names_agree(one: str, other: str) -> bool:
    """Tell whether two people may be called the same, whatever their family names."""
    pairs = product(readings(one), readings(other))
    return any(
        mine.generation == theirs.generation and _agree(mine, 0, theirs, place)
        for mine, theirs in pairs
        for place in (0, len(theirs.words) - 1)
        if len(mine.words[0]) > 1 and len(theirs.words[place]) > 1
    )


def _fit(mine: Reading, theirs: Reading) -> bool:
    if mine.generation and theirs.generation and mine.generation != theirs.generation:
        return False
    if len(mine.words) > 1 and sorted(mine.forms) == sorted(theirs.forms):
        return True
    if _joined(mine.spelled) & _joined(theirs.spelled):
        return True
    short, long = sorted((mine, theirs), key=lambda reading: len(reading.words))
    return len(short.words) > 1 and any(
        _extends(one, other) for one, other in product(_turned(short), _turned(long)) if one is short or other is long
    )


def _joined(forms: tuple[str, ...]) -> set[tuple[str, ...]]:
    """Give the name with neighbouring words written as one, in every way and order: “Min-jun Kim”, “Kim Minjun”."""
    places = range(1, len(forms))
    if len(forms) > MOST_PARTS:
        return set()
    found = set()
    for count in range(len(forms)):
        for cuts in combinations(places, count):
            edges = (0, *cuts, len(forms))
            parts = ("".join(forms[start:end]) for start, end in pairwise(edges))
            found.add(tuple(sorted(_DOUBLED.sub(r"\1", part) for part in parts)))
    return found


def _turned(reading: Reading) -> tuple[Reading, ...]:
    """Give a reading as it is, and with the family name that stood first at the end."""
    words, forms = reading.words, reading.forms
    return (reading, Reading((*words[1:], words[0]), (*forms[1:], forms[0]), reading.spelled, reading.generation))


def _extends(short: Reading, long: Reading) -> bool:
    """Tell whether a longer name is the shorter one with further names, or with initials written out."""
    if not _agree(short, 0, long, 0):
        return False
    initial = len(short.words[0]) == 1 or len(long.words[0]) == 1
    place, last, full = 1, len(short.words) - 1, False
    for number in range(1, last + 1):
        fits = [spot for spot in range(place, len(long.words)) if _same_word(short, number, long, spot)]
        if not fits:
            return False
        whole = [spot for spot in fits if short.forms[number] == long.forms[spot] and len(short.words[number]) > 1]
        if number == last and not whole and fits[-1] != len(long.words) - 1:
            return False
        full = full or bool(whole)
        place = (whole or fits)[0] + 1
    return full or not initial


def _agree(mine: Reading, here: int, theirs: Reading, there: int) -> bool:
    """Compare two given names: spellings, initials and short forms."""
    if _same_word(mine, here, theirs, there):
        return True
    one, other = mine.forms[here], theirs.forms[there]
    return bool(_FULLS.get(one, frozenset({one})) & _FULLS.get(other, frozenset({other})))


def _same_word(mine: Reading, here: int, theirs: Reading, there: int) -> bool:
    """Compare two words of names; an initial stands for any word that begins with it."""
    if mine.forms[here] == theirs.forms[there]:
        return True
    shorter, longer = sorted((mine.words[here], theirs.words[there]), key=len)
    letter = (
        len(shorter) == 1 and len(longer) > 0 and unicodedata.name(shorter, "").startswith(("LATIN", "CYR", "GREEK"))
    )
    return letter and (longer.startswith(shorter) or sound(longer).startswith(sound(shorter)))
