"""Turns a line about past or present work into a clause said to the person who did it; refuses rather than repairs."""

import re
from dataclasses import dataclass
from functools import lru_cache

from askwell.suggesting.cleaning import calm_capitals, clean, is_cut_off, is_hostile, one_line
from askwell.suggesting.lexicons import Verb, lexicons
from askwell.suggesting.regexes import regex
from askwell.suggesting.shapes import is_listing, names_somebody
from askwell.suggesting.words import number_value, number_word, tokens

_LONGEST = 14
_EASY = 9
_FRAGMENT = regex(
    r"(?<=[^\d\W][.!?])\s+(?=[A-Z0-9\"“])|(?<=[\d%)][.!?])\s+(?=[A-Z])|;\s*|\n+|\s[•·▪◦*]\s|\s[-–—]\s(?=[A-Z])"
)
_LEAD = regex(r"^(?:[-–—•·▪◦*✓>]\s*)+")
_OPENERS = regex(r"^(?:(?:I|we|also|then|where I|in this role,? I|here I|[A-Za-z]+ly)\s+)+(?=[A-Za-z])", re.IGNORECASE)
_TAIL = regex(
    r"\s*(?:;|:\s|\s[-–—]\s|\(|\||,?\s+(?:which|resulting in|leading to|while|as well as|in order to|so that|thereby|"
    r"thus|including|[a-z]+ (?:down|up) (?:from|by)|"
    r"such as|ensuring|allowing|enabling|helping|whilst|along with|in addition to|e\.g\.)\b|,\s+(?:a|an|the)\s).*$",
    re.IGNORECASE,
)
_SECOND_FINITE = regex(
    r"(?<!that )(?<!who )(?<!which )\b(?:led|brought|gave|took|went|became|showed|began|saw|grew|fell|rose|was|were|"
    r"is|are|has|had)\b",
    re.IGNORECASE,
)
_SIDE_REMARKS = (
    regex(r"\s+(?:in|since|during)\s+(?:early\s+|late\s+|mid-?\s*)?\d{4}$", re.IGNORECASE),
    regex(
        r"\s+(?:ahead of|after|before|during|within|across|throughout|among|under)\b(?!.*\bto\b.*\d).*$", re.IGNORECASE
    ),
    regex(r"(\bto\s+\S+(?:\s+\S+){0,2}?)\s+(?:for|in|at|with|on|across|within|over|by)\s+.*$", re.IGNORECASE),
    regex(r"\s+(?:for|in|at|with|on)\s+[^,]*$", re.IGNORECASE),
    regex(r",.*$"),
)
_LATELY = regex(r"\s+for the (?:last|past)\b.*$", re.IGNORECASE)
_BY_DOING = regex(
    r"\s+(?:by|through(?!(?:\s[\w-]+){1,4}\s(?:recall|merger|audits?|inspections?|closure|strike|flood|fire|takeover|move)\b)|via|"
    r"using)\s+(?!\d).*$",
    re.IGNORECASE,
)
_FROM_TO = regex(r"\bfrom\s+((?:(?!\bfrom\b).)+?)\s+to\s+(.+)$", re.IGNORECASE)
_LINK = regex(r"\bw/|\s\+\s|https?://|www\.|@\w|#\w|\w\.(?:com|org|net|io)\b", re.IGNORECASE)
_DETERMINERS = frozenset(
    "a an the this that these those my our your his her its their all both each every some any no several many most "
    "more two one new-hire another half dozens hundreds thousands".split()
)
_PREPOSITIONS = frozenset(
    "on in at to for with as from into through up over across down out off between against towards about".split()
)
_ADJECTIVES = frozenset(
    "experienced dedicated certified skilled motivated detailed accomplished seasoned licensed qualified based located "
    "interested retired talented focused oriented committed advanced limited related mixed varied combined associated "
    "assigned required involved tasked promoted awarded named exceeded proven united".split()
)
_HEAD_END = _PREPOSITIONS | frozenset("of and by that when after before & within during".split())
_SMALL_NUMBER = regex(
    r"(?<![\d.,%£$€:/-])\b(?:[2-9]|1[0-2])\b(?=\s+[a-z])(?!\s+(?:percent|per|pm|am|to|million|km|mg|kg|hours?)\b)"
)
_QUANTITY = regex(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b")
_MOVED_BY = regex(r"\bby\s+(?:about\s+|over\s+)?\d|\b(?:halved|doubled|tripled)\b")
_DATED = regex(
    r"\b(?:in|since|during) (?:\d{4}|the (?:first|last))\b|\b(?:over|within|in) \w+ (?:days|weeks|months|years)\b|"
    r"\blast year\b|"
    r"\b(?:after|before|ahead of) the\b",
    re.IGNORECASE,
)
_POSSESSIVES = frozenset({"their", "its", "his", "her"})
_BY_NUMBER = regex(r"\bby\s+\d")
_PARTICLES = frozenset("up over out down off back in on".split())
_MASS = frozenset(
    "access accounting advice agriculture analytics assistance billing bookkeeping care cash coding compliance "
    "content cooking cover coverage data delivery demand design downtime electricity energy engineering equipment "
    "evidence feedback finance food freight funding growth guidance hardware health help housing information "
    "infrastructure inventory knowledge learning literacy logistics machinery maintenance management marketing "
    "material money music nursing onboarding output overtime payroll planning power procurement production "
    "progress purchasing quality recruitment reporting research retention rework safety scheduling scrap security "
    "software staff staffing stock storage strategy supply support teaching testing throughput time traffic "
    "training transport travel triage turnover waste water work workflow energy absence attendance conversion "
    "churn usage spending waiting".split()
)
_DEVERBAL = regex(
    r"(?:tion|sion|ment|design|redesign|launch|rollout|roll-out|move|build|rebuild|switch|start-up|set-up|overhaul|review|"
    r"delivery|transfer|closure|opening|merger|purchase|sale|analysis|search|response|upgrade|refit)$"
)
_WITHOUT_OBJECT = regex(r"(?:you|yourself|with covid)\b|(?:in|since|until|during|by) \d{4}\b", re.IGNORECASE)
_MONEY = regex(
    r"[$€£¥]|\b(?:revenue|sales|profit|margin|turnover of|budget|salary|ARR|MRR|million|billion)\b", re.IGNORECASE
)
_PERSONS = {
    "i": "you",
    "we": "you",
    "my": "your",
    "our": "your",
    "me": "you",
    "us": "you",
    "myself": "yourself",
    "ourselves": "yourselves",
    "mine": "yours",
    "ours": "yours",
}
_LOWERING = frozenset("cut reduced halved lowered trimmed slashed decreased shrank downsized eliminated".split())


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing done, in the forms that sentences need; `metric` and its ends only when a number moved."""

    did: str
    doing: str
    do: str
    kind: str
    tense: str
    numbered: bool
    metric: str = ""
    before: str = ""
    after: str = ""


def fragments(text: str) -> list[str]:
    """Split a description into its statements, in order."""
    parts = (_LEAD.sub("", part).strip(" .,\t") for part in _FRAGMENT.split(clean(text)) if part)
    return [part for part in parts if part]


@lru_cache(maxsize=4096)
def clause(fragment: str, current: bool) -> Clause | None:
    """Retell one statement as "you ..."; nothing when it does not parse cleanly.

    Args:
        fragment: one statement from a description.
        current: whether it belongs to a present post, where base and -ing forms are allowed.
    """
    text = calm_capitals(one_line(fragment).partition(" and am ")[0])
    if is_cut_off(text) or is_hostile(text) or _LINK.search(text) or '"' in text or "“" in text:
        return None
    opened = None if _is_title(text) else _opened(text)
    if opened is None:
        return None
    verb, tense, rest = opened
    if is_listing(text):
        return None
    if not _tense_fits(verb, tense, rest, current) or (tense != "past" and _SECOND_FINITE.search(rest)):
        return None
    rest = _shortened(rest)
    rest = _second_person(rest)
    rest = _determined(rest, verb)
    if not rest or _WITHOUT_OBJECT.match(rest) or not _fit(verb, rest):
        return None
    return _built(verb, tense, rest)


_DOER = regex(r"(?:er|or|ist|ian|ant|ent|eer|ect|nurse|chef|man|woman|guide)$")
_SEATS = frozenset("lead head chair coach partner cook nurse host deputy mentor guide tutor judge".split())


def _is_title(text: str) -> bool:
    """Say whether a line opens with a title: "Lead designer of courses" tells no act, "Lead designers" does."""
    first, *rest = text.lower().split()[:4] or [""]
    if first not in _SEATS or not rest:
        return False
    if rest[0] == "of" or (rest[0] == "for" and first != "cook"):
        return True
    known = lexicons()
    for word in rest:
        if word in _DETERMINERS or word in _HEAD_END:
            return False
        bare = word.strip(",.")
        if _DOER.search(bare) and (bare in known.heads or bare in known.family_heads):
            return True
        if word.endswith(","):
            return False
    return False


_MOVED = regex(
    r"^((?:[\w'’-]+\s+){0,5}[\w'’-]+)\s+(?:fell|dropped|rose|grew|went|increased|declined|went down|went up|climbed|"
    r"shrank|came down)\s+"
    r"from\s+(\S+(?:\s\S+){0,3}?)\s+to\s+(\S+(?:\s\S+){0,3})$",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def moved_number(fragment: str) -> tuple[str, str, str] | None:
    """Read "Repeat violations fell from 31 to 19 percent" as a sentence without a doer, and its two ends."""
    text = calm_capitals(one_line(fragment).partition(" and am ")[0]).rstrip(".")
    found = _MOVED.match(text)
    if (
        not found
        or is_hostile(text)
        or _MONEY.search(text)
        or not re.search(r"\d|\b(?:one|two|three|four|five|six|ten|half)\b", found[2])
    ):
        return None
    subject = _lowered(re.sub(r"^(?:our|my|the)\s+", "the ", found[1], flags=re.IGNORECASE))
    if any(f" {word} " in f" {subject.lower()} " for word in lexicons().unfit | lexicons().people_objects):
        return None
    return f"{subject} went from {found[2]} to {found[3]}", found[2], found[3]


def _opened(text: str) -> tuple[Verb, str, str] | None:
    """Split a statement into its verb, the verb's tense and the rest."""
    known = lexicons()
    words = _OPENERS.sub("", text).split()
    if len(words) < 2:
        return None
    first = words[0].strip(",").lower()
    if len(words) > 3 and words[1].lower() in {"and", "&"} and words[2].lower() in known.verbs:
        words, first = words[2:], words[2].lower()
    if first == "helped":
        return _helped(words)
    if first in known.verb_never:
        return None
    phrasal = len(words) > 2 and (words[1].lower() in _PARTICLES or f"{first} {words[1].lower()}" in known.verb_forms)
    particle = words[1].lower() if phrasal else ""
    first = known.verb_rename.get(first, first)
    for form, used in ((f"{first} {particle}", 2), (first, 1)):
        for tense, spoken in _tenses(form):
            if spoken is not None:
                return spoken, tense, " ".join(words[used:])
    return _regular(first, words)


def _helped(words: list[str]) -> tuple[Verb, str, str] | None:
    """Read "Helped cut ..." and "Helped to cut ..." as one verb."""
    rest = words[2:] if words[1].lower() == "to" else words[1:]
    inner = lexicons().verb_forms.get(rest[0].lower()) if len(rest) > 1 else None
    if inner is None or inner.base != rest[0].lower():
        return None
    base = inner.base
    return Verb(f"helped {base}", f"help {base}", f"helping {base}", inner.kind), "past", " ".join(rest[1:])


def _regular(first: str, words: list[str]) -> tuple[Verb, str, str] | None:
    """Take an unlisted regular past form when what follows is plainly its object; only the past is then spoken."""
    object_first = words[1].lower().strip(",")
    plain = object_first in _DETERMINERS or number_value(object_first) is not None or _is_plural(object_first)
    if re.fullmatch(r"[a-z]{3,}ed", first) and first not in _ADJECTIVES and plain and " " not in first:
        return Verb(first, "", "", "do"), "past", " ".join(words[1:])
    return None


def _tenses(form: str) -> list[tuple[str, Verb | None]]:
    known = lexicons()
    past = known.verbs.get(form)
    other = known.verb_forms.get(form)
    third = known.verb_forms.get(re.sub(r"(?:s|es)$", "", form)) if form.endswith("s") else None
    gerund = other if other and other.gerund == form else None
    base = other if other and other.base == form else third if third and third.base + "s" == form else None
    return [("past", past), ("doing", gerund), ("present", base)]


def _tense_fits(verb: Verb, tense: str, rest: str, current: bool) -> bool:
    if tense == "present" and rest.lower().startswith(("to ", "of ")):  # "weekly visits to four schools" are things
        return False
    if tense == "past" and verb.past == verb.base and current:
        return bool(_FROM_TO.search(rest) or _BY_NUMBER.search(rest) or _DATED.search(rest))
    return tense == "past" or current


def _shortened(rest: str) -> str:
    """Cut side remarks and second statements off, keeping a from ... to pair whole."""
    text = _without_second_verb(_LATELY.sub("", _TAIL.sub("", f" {rest}")).strip(" ,."))
    if len(text.split()) >= _LONGEST or not re.search(r"\bby\s+\d", text):
        text = _BY_DOING.sub("", text)
    kept = _FROM_TO.search(text)
    for cut in _SIDE_REMARKS:
        shorter = cut.sub(lambda found: found[1] if found.lastindex else "", text)
        whole = _FROM_TO.search(shorter) if kept else len(shorter.split()) >= 2
        if len(text.split()) > _EASY and whole and not re.search(r"\b(?:and|or|of|the|a)$", shorter):
            text = shorter
    return text


def _without_second_verb(text: str) -> str:
    known = lexicons()
    for found in re.finditer(r"(?:,\s*(?:and\s+)?|\s+and\s+|\s+&\s+)([A-Za-z]+)\b", text):
        word = found[1].lower()
        if word in known.verbs or word in known.verb_rename or (word.endswith("ing") and word in known.verb_forms):
            follows = text[found.end() :].split()
            nominal = bool(follows) and follows[0].lower() in {"of", "and"}
            if follows and not nominal:
                return text[: found.start()]
    return text


def _second_person(rest: str) -> str:
    words: list[str] = []
    for word in rest.split():
        bare = word.strip(".,").lower()
        loose = bare in _POSSESSIVES and not any(said[0].islower() and said.endswith("s") for said in words)
        person = word.lower().replace(bare, _PERSONS[bare]) if bare in _PERSONS else word
        words.append("the" if loose else person)
    return " ".join(words)


def _determined(rest: str, verb: Verb) -> str:
    """Supply the article that bullets leave out; an empty answer refuses the clause."""
    words = rest.split()
    if not words:
        return ""
    head_at = _head_position(words)
    head = words[head_at].lower().strip(",.")
    if words[0].lower() in {"and", "or"} or (verb.kind != "outcome" and names_somebody(words[: head_at + 1])):
        return ""
    named = words[0][:1].isupper() and words[head_at][:1].isupper() and not words[0].isupper()
    if _settled(words) or (not _has_of(words, head_at) and (_is_plural(head) or head in _MASS or head.endswith("ing"))):
        return _lowered(rest)
    if _is_plural(head) and not (_DEVERBAL.search(head) or head in _MASS):
        return _lowered(rest)
    moved = verb.kind == "outcome" and (_FROM_TO.search(rest) or _BY_NUMBER.search(rest))
    followed = len(words) > head_at + 1 and words[head_at + 1].lower() in {"of", "for", "between"}
    if named and not _has_of(words, head_at) and not moved:
        return rest
    return f"the {_lowered(rest)}" if moved or followed else ""


def _settled(words: list[str]) -> bool:
    """Say whether a phrase needs no article: it has one, starts with a number, a preposition or an -ing form."""
    first = words[0].lower().strip(",")
    told = first in _DETERMINERS | _PREPOSITIONS | {"you", "your"} or number_value(first) is not None
    doing = first.endswith("ing") and len(first) > 4 and len(words) > 1
    return told or doing or first[0].isdigit() or not first[0].isalnum()


def _head_position(words: list[str]) -> int:
    """Find the head noun: the last word before the first preposition, comma or "and"."""
    for index, word in enumerate(words):
        if index and word.lower() in _HEAD_END:
            return index - 1
        if word.endswith(","):
            return index
    return len(words) - 1


def _has_of(words: list[str], head_at: int) -> bool:
    return len(words) > head_at + 1 and words[head_at + 1].lower() == "of"


def _is_plural(word: str) -> bool:
    return bool(re.search(r"(?:[^siu]s|ies|people|children|men|women|staff|data|criteria)$", word)) and word not in {
        "news",
        "class",
    }


def _lowered(rest: str) -> str:
    """Write the first word small unless it is a name, brand or acronym."""
    first, _, others = rest.partition(" ")
    known = lexicons()
    low = first.lower().strip(",.")
    if first.isupper() or re.search(r"[a-z][A-Z]|\d", first) or low in known.proper or low in known.acronyms:
        return rest
    return f"{first[:1].lower()}{first[1:]} {others}".strip()


def _fit(verb: Verb, rest: str) -> bool:
    known = lexicons()
    words = [word.lower().strip(",.") for word in rest.split()]
    low = f" {' '.join(words)} "
    if any(f" {word} " in low for word in known.unfit) or _MONEY.search(rest):
        return False
    head = words[_head_position(rest.split())]
    if verb.past in _LOWERING and (head in known.people_objects or words[0] in known.people_objects):
        return False
    numbers = sum(any(c.isdigit() for c in word) for word in words)
    loose = (_PREPOSITIONS - {"up", "out", "down", "off", "over"}) | {"and", "the", "a", "of", "by", "or", "to"}
    dangling = words[-1] in loose
    return numbers <= 3 and len(words) < _LONGEST and not dangling and len(words) >= 1 and not rest.endswith(":")


def _built(verb: Verb, tense: str, rest: str) -> Clause:
    rest = rest if _FROM_TO.search(rest) else _SMALL_NUMBER.sub(lambda found: number_word(int(found[0])), rest)
    spoken = {"past": verb.past, "doing": f"are {verb.gerund}", "present": verb.base}[tense]
    metric = before = after = ""
    found = _FROM_TO.search(rest)
    numbered = bool(found and _QUANTITY.search(found[1]))
    if found and numbered and tense == "past" and verb.kind == "outcome":
        subject = rest[: found.start()].strip()
        before, after = found[1], found[2]
        metric = f"{subject} went from {before} to {after}" if subject and len(tokens(after)) <= 3 else ""
    by_number = bool(_MOVED_BY.search(f"{verb.past} {rest}"))
    return Clause(
        did=f"you {spoken} {rest}",
        doing=f"{verb.gerund} {rest}" if verb.gerund else "",
        do=f"{verb.base} {rest}" if verb.base else "",
        kind=verb.kind,
        tense=tense,
        numbered=numbered or by_number,
        metric=metric,
        before=before,
        after=after,
    )
