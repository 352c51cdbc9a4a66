"""Reads what one piece of somebody's work is called: who inspects 400 kitchens a year works on a kitchen."""

import re
from dataclasses import dataclass
from functools import lru_cache

from askwell.suggesting.lexicons import lexicons
from askwell.suggesting.regexes import regex
from askwell.suggesting.words import number_value

_ENDS = frozenset(
    "of for in on at to from with by who that which whose into across about around under over after before a an per "
    "every each while when where as during through against between near and or".split()
)
_ABOUT = frozenset("about around some over roughly nearly almost up more than all".split())
_NO_SINGULAR = regex(
    r"(?:[^s]ss|us|is|ics|textiles|goods|clothes|logistics|sales|premises|news|series|species|means|works|savings|"
    r"earnings|headquarters|analytics|savings|outdoors|services|operations|accounts|systems|dishes|stores|projects|"
    r"children|teams)$",
    re.IGNORECASE,
)
_PEOPLE = {"people": "person", "men": "man", "women": "woman"}
_LONGEST = 3


@dataclass(frozen=True, slots=True)
class One:
    """One piece of work: "kitchen", with the verb in the past ("inspected")."""

    noun: str
    past: str
    people: bool


@lru_cache(maxsize=2048)
def work_of(do: str) -> str:
    """Name the sort of work a clause in the base form tells; empty when its verb is in no list."""
    words = do.lower().split()
    known = lexicons().works
    return known.get(" ".join(words[:2])) or known.get(words[0] if words else "", "")


@lru_cache(maxsize=2048)
def verb_of(do: str) -> str:
    """Name the verb of a clause in the base form, a particle joined to it: "set_up"; empty when it is in no list."""
    words = do.lower().split()
    forms = lexicons().verb_forms
    two = " ".join(words[:2])
    if len(words) > 2 and two in forms:
        return two.replace(" ", "_")
    return words[0] if words and words[0] in forms else ""


@lru_cache(maxsize=2048)
def one_of(do: str) -> One | None:
    """Read "inspect 400 kitchens a year" as a kitchen that was inspected; nothing when the object is not plainly many.

    Args:
        do: a clause in the base form.
    """
    words = do.split()
    forms = lexicons().verb_forms
    size = 2 if " ".join(words[:2]).lower() in forms else 1
    verb = forms.get(" ".join(words[:size]).lower())
    if verb is None or not verb.past:
        return None
    noun = _singular(_object(words[size:]))
    return One(noun, verb.past, _is_person(noun)) if noun else None


@lru_cache(maxsize=2048)
def thing_of(do: str) -> str:
    """Name the one thing that a clause in the base form is about, without its article: "radio system"."""
    words = do.split()
    forms = lexicons().verb_forms
    size = 2 if " ".join(words[:2]).lower() in forms else 1
    if forms.get(" ".join(words[:size]).lower()) is None or words[size : size + 1] not in (["the"], ["a"], ["an"]):
        return ""
    found = _object(words[size + 1 :])
    plain = found and all(word.isascii() and word.replace("-", "").isalpha() for word in found)
    return " ".join(found) if plain and not any(word[:1].isupper() for word in found) else ""


def _object(words: list[str]) -> list[str]:
    rest = [word.strip(",.") for word in words]
    while rest and (rest[0].lower() in _ABOUT or number_value(rest[0]) is not None):
        rest = rest[1:]
    found: list[str] = []
    for word in rest:
        if word.lower() in _ENDS:
            break
        found.append(word)
    return found if 1 <= len(found) <= _LONGEST and "," not in " ".join(words[: len(found)]) else []


def _singular(noun: list[str]) -> str:
    if not noun or noun[0].lower() in {"the", "our", "your", "my", "their", "its"} or noun[0][:1].isupper():
        return ""
    last = noun[-1].lower()
    if last in _PEOPLE:
        single = _PEOPLE[last]
    elif not last.endswith("s") or _NO_SINGULAR.search(last) or len(last) < 4:
        return ""
    elif last.endswith("ies"):
        single = f"{last[:-3]}y"
    elif re.search(r"(?:ch|sh|x|z|ss)es$", last):
        single = last[:-2]
    else:
        single = last[:-1]
    return " ".join([*noun[:-1], single])


def _is_person(noun: str) -> bool:
    known = lexicons()
    last = noun.rsplit(" ", maxsplit=1)[-1]
    people = {
        "person",
        "man",
        "woman",
        "patient",
        "pupil",
        "student",
        "candidate",
        "client",
        "apprentice",
        "trainee",
        "volunteer",
    }
    return last in people or last in known.heads or last in known.family_heads
