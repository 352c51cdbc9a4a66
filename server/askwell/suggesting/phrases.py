"""Reads a line without a verb as parts of somebody's work that can be named: "Weekly visits to four preschools"."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from askwell.suggesting.clauses import clause
from askwell.suggesting.cleaning import calm_capitals, is_cut_off, is_hostile, one_line, without_brackets
from askwell.suggesting.gates import content_problems, form_problems
from askwell.suggesting.lexicons import lexicons, toml_file
from askwell.suggesting.regexes import regex
from askwell.suggesting.words import number_value, tokens

_KINDS = ("occasion", "made", "activity")
_LEAD = regex(
    r"^(?:(?:mostly|mainly|chiefly|largely)|"
    r"(?:also |mainly |mostly |currently )?(?:responsible|accountable) for|in charge of|"
    r"(?:my )?(?:main )?(?:tasks|duties|responsibilities)(?: include| included)?:?|work(?:ing)? on|"
    r"including|focus(?:ed|ing)? on)\s+",
    re.IGNORECASE,
)
_LINK = regex(r"https?://|www\.|@\w|#\w|\w\.(?:com|org|net|io)\b|[|%:;/“”\"]|\s[-–—]\s", re.IGNORECASE)
_MONEY = regex(
    r"[$€£¥]|\b(?:revenue|sales target|profit|salary|salaries|million|billion|turnover|p&l)\b", re.IGNORECASE
)
_FINITE = regex(
    r"\b(?:is|are|was|were|has|had|have|been|led|did|does|do|I|we|We|they|it|It|you|You|not|no|No|never|currently|incl|etc|"
    r"various|hoc|also|then|when|while|who|which|that|where|because|so|but|if)\b"
)
_TAIL = regex(
    r"\s+(?:of|for|in|on|at|with|from|to|into|across|between|by|about|after|before|during|per|under|within|around|"
    r"through|against|among|over|using|via|without|once|twice|three times|every|each)\s",
    re.IGNORECASE,
)
_THE = regex(r"^(?:the|all|our|my)\s+", re.IGNORECASE)
_LOOSE = regex(r"(?:,|\s+and|,\s+and)\s+(?:an?\s|[^,]*%).*$", re.IGNORECASE)
_TIME = regex(r"\s+(?:for|in|during|since|from|until) (?:the (?:first|last|past)\b.*|\d{4}.*)$", re.IGNORECASE)
_DANGLING = regex(r"\b(?:and|or|of|the|a|an|in|to|for|with|by|at|on|from|our|new|per)$|&$", re.IGNORECASE)
_AND = regex(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*", re.IGNORECASE)
_ENDING = regex(r"(?:tion|sion|ment|ance|ence|ship|ing|graphy|logy|sis)$")
_LOAD = regex(
    r"^(?:an?\s+)?((?:[a-z-]+\s)?([a-z]+))\s+of\s+((?:about |around |some |over |up to )?(\d[\d,]*|[a-z]+)\s+"
    r"(?:[a-z-]+\s)?[a-z-]+s|\d[\d,]*\s+(?:people|staff|children))$",
    re.IGNORECASE,
)
_PLAIN = regex(r"[A-Z][a-z'’]+(?:-[a-z]+)*")
_DETERMINERS = frozenset("the my our a an this these those all some any every each both no".split())
_MOST_WORDS, _MOST_ITEM, _MOST_SHARED = 13, 4, 3
_NO_ACTIVITY = frozenset(
    "rotation segment department environment apartment equipment government garment station section region "
    "portion audience building clothing ceiling evening morning science residence experience presence "
    "competence intelligence nothing something everything anything division mission vision passion pension "
    "position association organisation organization institution foundation leadership membership relationship "
    "population generation".split()
)
_ACTIVITIES = frozenset({"building", "work"})  # alone; many buildings are things made
_ABOUT = frozenset("about around some over roughly nearly almost".split())
_LIKE_NOUNS = frozenset("put cut let shut hit quit sat won lost made".split())
_ONLY_MANY = frozenset(
    "contract group programme program activity project door window roof wall "
    "account road book map label kitchen bread wine beer cheese house".split()
)
_RHYTHMS = frozenset(
    "daily weekly monthly yearly quarterly hourly nightly early friendly family supply assembly".split()
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Parts of somebody's work, said after "part of your work is"; `kind` and `noun` tell what one asks next.

    `kind` is occasion, made, activity or load; `noun` the singular of the first thing named; `counted` whether a number
    stands before it.
    """

    text: str
    kind: str
    noun: str
    counted: bool = False


@cache
def _nouns() -> dict[str, str]:
    listed = toml_file("phrases")
    return {noun: kind for kind in _KINDS[::-1] for noun in listed[kind].split()}


@cache
def _listed(kind: str) -> frozenset[str]:
    return frozenset(toml_file("phrases")[kind].split())


@lru_cache(maxsize=4096)
def phrase(fragment: str) -> Phrase | None:
    """Read one statement of a description; nothing when it has a verb, names nothing known or would sound broken."""
    text = _LEAD.sub("", without_brackets(calm_capitals(one_line(fragment))))
    text = _THE.sub("", _TIME.sub("", _LOOSE.sub("", text)).strip(" .,"))
    told = clause(fragment, True)
    if (
        not text
        or told is not None
        or is_cut_off(fragment)
        or is_hostile(text)
        or _LINK.search(text)
        or _MONEY.search(text)
    ):
        return None
    if found := _load(text):
        return found
    if _FINITE.search(text):
        return None
    found = _listed_apart(text) or _whole_phrase(text)
    return found if found and not form_problems(found.text) and not _DANGLING.search(found.text) else None


def _listed_apart(text: str) -> Phrase | None:
    """Read "night shifts on a ward, toolbox talks, drills": a list whose first member has a tail of its own."""
    pieces = [piece.strip() for piece in text.split(", ")]
    tail = _TAIL.search(text)
    if len(pieces) < 2 or not tail or tail.start() > len(pieces[0]) or not pieces[1][:1].islower():
        return None
    found = [one for piece in pieces if (one := _whole_phrase(piece)) and not one.text.startswith("the ")][:3]
    named = [(one.text, one.kind, one.noun) for one in found]
    return _built(named, "") if named and len(tokens(" ".join(one.text for one in found))) <= _MOST_WORDS else None


def _whole_phrase(text: str) -> Phrase | None:
    tail = _TAIL.search(text)
    head, rest = (text[: tail.start()], text[tail.start() :]) if tail else (text, "")
    named, whole = _items(head)
    kept = _short_tail(rest, len(tokens(head))) if whole else ""
    found = _built(named, kept) if named and kept is not None else None
    if found and kept and content_problems(found.text):
        found = _built(named, "")
    return found


def _load(text: str) -> Phrase | None:
    found = _LOAD.match(text)
    if not found or found[2].lower() not in _listed("load"):
        return None
    number = found[4]
    if number and number_value(number) is None:
        return None
    return Phrase(f"a {found[1].lower()} of {found[3]}", "load", found[2].lower(), counted=True)


def _short_tail(rest: str, used: int) -> str | None:
    """Cut what follows the things named to what can be said in one breath; nothing when it would end in the air."""
    rest = re.sub(r",\s+(?![^,]*\band\b).*$", "", rest) if ", " in rest and " and " not in rest else rest
    while used + len(tokens(rest)) > _MOST_WORDS:
        places = [found.start() for found in _TAIL.finditer(rest)]
        if len(places) < 2:
            return "" if places else None
        rest = rest[: places[-1]]
    words = rest.split()
    known = lexicons()
    if words[:1] == ["to"] and len(words) > 1 and words[1].lower() in {*known.verb_forms, "work"}:
        return None
    told = any(word.lower().strip(",") in known.verbs and not word.lower().endswith("ed") for word in words)
    return None if told or _DANGLING.search(rest) else rest


def _items(head: str) -> tuple[list[tuple[str, str, str]], bool]:
    """Part "line checks, swabs and night shifts" into (words, kind, noun); say whether the last one is among them."""
    pieces = [piece.strip(" ,") for piece in _AND.split(head.strip(" ,"))]
    named = [_item(piece, place) for place, piece in enumerate(pieces)]
    if (
        named[0] is None
        and " and " in head
        and "," not in head
        and len(pieces) <= _MOST_SHARED
        and (shared := _item(head.strip(" ,"), 0, _AND))
    ):
        return [shared], True
    if named[0] is None:
        return [], False
    return [one for one in named if one is not None][:3], named[-1] is not None and len(pieces) <= 3


def _item(raw: str, place: int, shared: re.Pattern[str] | None = None) -> tuple[str, str, str] | None:
    """Read one thing named; with `shared`, several words joined before one noun: "drainage and culvert design"."""
    words = raw.split()
    about = words[0].lower() if len(words) > 2 and words[0].lower() in _ABOUT else ""
    words = words[1:] if about else words
    counted = bool(words) and number_value(words[0]) is not None
    if about and not counted:
        return None
    bare = words[1:] if counted else words
    longest = _MOST_ITEM + 2 if shared else _MOST_ITEM
    if not bare or len(bare) > longest or _DETERMINERS & {word.lower() for word in bare} or not _starts_well(bare):
        return None
    last = bare[-1].lower()
    kind, noun = _kind_of(last)
    if not kind or (counted and noun == last) or not all(re.fullmatch(r"[\w'’.+-]+,?", word) for word in bare):
        return None
    single = noun == last and kind != "activity"
    if single and (place or noun in _ONLY_MANY):
        return None
    said = f"{about} {' '.join(words)}".strip() if counted else _lowered(raw)
    return (f"the {said}" if single else _small_number(said), kind, noun)


def _small_number(said: str) -> str:
    return f"{said[0].lower()}{said[1:]}" if said.split(maxsplit=1)[0].lower() in {"two", "three"} else said


def _starts_well(words: list[str]) -> bool:
    """Say whether a phrase opens with a noun or what describes one, and not with an act."""
    first = words[0].lower()
    known = lexicons()
    alone = len(words) == 1
    if first in known.verbs and known.verbs[first].base != first and first not in _listed("adjectives"):
        return False
    if first in _LIKE_NOUNS or first == "work" or (words[0].lower(), words[-1].lower()) == ("reporting", "reporting"):
        return False
    if first.endswith("ed") and first not in _listed("adjectives"):
        return False
    form = known.verb_forms.get(first)
    if form is not None and form.base == first:
        return alone or first in _listed("nouns_too")
    return (
        not re.search(r"(?:ise|ize|ify)$", first)
        and (not first.endswith("ly") or first in _RHYTHMS)
        and first not in known.verb_never
    )


def _kind_of(last: str) -> tuple[str, str]:
    """Give the kind and the singular of a last word; nothing when it is in no list and ends like no activity."""
    nouns = _nouns()
    if last == "operations":
        return "activity", last
    for single in _singulars(last):
        if nouns.get(single) in {"occasion", "made"}:
            return nouns[single], single
    if (
        nouns.get(last) == "activity"
        or last in {"building", "work"}
        or (_ENDING.search(last) and last not in _NO_ACTIVITY and len(last) > 6)
    ):
        return "activity", last
    if nouns.get(last) in {"occasion", "made"}:
        return nouns[last], last
    return "", ""


def _singulars(word: str) -> list[str]:
    if not word.endswith("s") or word.endswith("ss"):
        return []
    found = [word[:-1]]
    if word.endswith("ies"):
        found.append(f"{word[:-3]}y")
    if word.endswith("es"):
        found.append(word[:-2])
    return found


def _lowered(said: str) -> str:
    first, _, others = said.partition(" ")
    known = lexicons()
    low = first.rstrip(",").lower()
    if not _PLAIN.fullmatch(first.rstrip(",")) or low in known.proper or low in known.acronyms:
        return said
    return f"{first.lower()} {others}".strip()


def _built(named: list[tuple[str, str, str]], rest: str) -> Phrase | None:
    words = [said for said, _, _ in named]
    listed = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
    bare = named[0][1] == "activity" and len(words) == 1 and rest.startswith(" of ")
    text = f"{'the ' if bare else ''}{listed}{rest}".strip()
    bare_count = len(words) == 1 and named[0][1] == "occasion" and " " not in words[0] and re.match(r" of \d", rest)
    whole = len(tokens(text)) >= 2 and not bare_count and not re.search(r"\b(?:my|our|me|us)\b", text)
    counted = any(number_value(word) is not None for word in text.split()[:2])
    listed_first = next((one for one in named if one[2] in _nouns()), named[0])
    return Phrase(text, listed_first[1], listed_first[2], counted) if whole else None
