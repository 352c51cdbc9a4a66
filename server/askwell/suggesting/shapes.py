"""Reads the statements of a description that have no verb to retell: teams, remits, partners, first hires."""

import re
from dataclasses import dataclass
from functools import lru_cache

from askwell.suggesting.address import second_person
from askwell.suggesting.cleaning import calm_capitals, is_cut_off, is_hostile, one_line, spoken_case
from askwell.suggesting.lexicons import lexicons
from askwell.suggesting.regexes import regex
from askwell.suggesting.words import number_value, number_word, with_article

_NUMBER = r"(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty)"
_PEOPLE = (
    r"(?:staff|people|reports|employees|colleagues|engineers|developers|designers|analysts|nurses|teachers|drivers|technicians|"
    r"consultants|researchers|volunteers|cooks|chefs|lawyers|editors|recruiters|planners|specialists|electricians|fitters|carers|"
    r"porters|clerks|officers|students|apprentices|assistants|managers|team members|direct reports|scientists|"
    r"advisers|advisors|tutors|buyers|accountants|associates|agents|mechanics|trainers|midwives|pharmacists|coordinators)"
)
_FIRST_HIRE = regex(r"\bfirst\s+((?:[A-Za-z&/-]+\s+){0,3}?)(?:hire|employee)\b", re.IGNORECASE)
_GROUP_OF = regex(
    rf"\b((?:[a-z-]+\s+)?(?:team|rotation|crew|group|squad|brigade|desk|unit|section|department))\s+of\s+(?:about\s+|around\s+|some\s+)?({_NUMBER})\b",
    re.IGNORECASE,
)
_HEADS = regex(
    rf"\b({_NUMBER})(?:-person|-strong)?\s+((?:[a-z-]+\s+(?:and\s+[a-z-]+\s+)?){{0,3}}?{_PEOPLE})\b", re.IGNORECASE
)
_PERSON_TEAM = regex(
    rf"\b({_NUMBER})-(?:person|strong|member|man)\s+(team|crew|unit|practice|department|squad)", re.IGNORECASE
)
_ACROSS = regex(
    rf"\b(?:across|in|for|over|covering|spanning)\s+({_NUMBER})\s+((?:[a-z-]+\s+){{0,2}}?[a-z-]+s)\b", re.IGNORECASE
)
_COUNT = regex(rf"^({_NUMBER})\s+((?:[A-Za-z-]+\s+){{0,3}}[a-z-]+s)$", re.IGNORECASE)
_PARTNER = regex(
    r"^(?:partner(?:ed|ing)?|work(?:ed|ing)?(?:\s+(?:closely|alongside|side by side|daily))?|liais(?:e|ed|ing)|"
    r"collaborat(?:e|ed|ing)|"
    r"co-?ordinat(?:e|ed|ing)|team(?:ed)? up)\s+(?:closely\s+)?(?:with|alongside)?\s*(.+)$",
    re.IGNORECASE,
)
_PARTNER_END = regex(r"\s+(?:to|on|in|for|at|across|during|when|so|about|over|around)\b.*$|[,;(].*$", re.IGNORECASE)
_TURNABOUT = regex(
    r"^([A-Z][a-z]+) (.{4,60}?)(?:, | )(?:(?<=, )|and |but |then |and then )([a-z]+) "
    r"((?:\w+ ){1,5}(?:again|back|after all|anyway)(?: .{2,20})?)$"
)
_RANK = regex(r"^(?:direct(?:ly)? )?reporting (?:directly )?(?:in)?to\b", re.IGNORECASE)
_PLANNED = regex(
    r"^(?:planned|scheduled|guided|supported|applied) (?:maintenance|works|outages|tours|walks|living|research)\b",
    re.IGNORECASE,
)
_BRIDGE = regex(
    rf"^({_NUMBER}\s+(?:short\s+|fixed-term\s+|temporary\s+|freelance\s+|part-time\s+)?(?:contracts|projects|placements|assignments|engagements))\b",
    re.IGNORECASE,
)
_LEADS = regex(
    r"\b(?:reports|manag|supervis|led|lead|leading|head|oversee|oversaw|run|ran)\b|\bmanag|\bsupervis|\breports\b",
    re.IGNORECASE,
)
_COUNTED_PEOPLE = frozenset(
    "pupils patients residents members handlers users customers clients children learners candidates guests "
    "passengers tenants "
    "subscribers followers readers players viewers beds seats covers calls tickets orders items cases "
    "requests tons tonnes".split()
)
_DETERMINERS = frozenset(
    "a an the this that these those my our your his her its their all both each every some any no".split()
)
_LONGEST_LED = 20
_NOT_UNITS = frozenset(
    "years months weeks days hours minutes times percent points dollars euros pounds ways steps roles titles "
    "projects grades "
    "others series phases quarters levels classes seconds things terms words pages".split()
)


@dataclass(frozen=True, slots=True)
class Team:
    """How many people: "eleven staff", "eleven", "an on-call rotation of five"."""

    headcount: str
    head_n: str
    team_np: str
    size: int
    leads: bool


@dataclass(frozen=True, slots=True)
class Scope:
    """How many places or things: "seven hospitals" and whether people lead across them."""

    scope: str
    count_np: str
    size: int


@dataclass(frozen=True, slots=True)
class Partners:
    """The people a post works with: all of them, and one group with "the"."""

    partners: str
    partner_one: str


def _usable(fragment: str) -> str:
    text = calm_capitals(one_line(fragment))
    return "" if is_cut_off(text) or is_hostile(text) else text


def _said(number: str) -> tuple[str, int]:
    value = number_value(number) or 0
    return (number_word(value) if value <= 12 else number.lower()), value


@lru_cache(maxsize=2048)
def first_hire(fragment: str) -> str | None:
    """Read "First SRE hire" as "SRE"; an empty string when the field is not named."""
    text = _usable(fragment)
    if found := _FIRST_HIRE.search(text):
        noun = re.sub(r"^(?:full-time|paid|ever|non-founder)\s*", "", found[1].strip(), flags=re.IGNORECASE)
        return spoken_case(noun) if len(noun.split()) <= 3 else ""
    return None


_FIRST_PERSON = regex(
    r"^(?:the\s+)?first\s+((?:[\w-]+\s+){0,2}[a-z-]+)\s+(?:in|at|of) the "
    r"(?:company|firm|organi[sz]ation|team|business)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=2048)
def first_of_kind(fragment: str) -> str | None:
    """Read "First lawyer in the company" as "lawyer"."""
    found = _FIRST_PERSON.match(_usable(fragment))
    if not found:
        return None
    noun = spoken_case(found[1])
    return noun if _is_group(noun) else None


_SERVED = regex(
    r"(?:(?<!responsible )(?<!accountable )\bfor|\btaught|"
    r"\b(?:train|recruit|hir|teach|onboard|interview|serv|advis|treat)\w*(?: of)?)\s+"
    r"(?:about |over |some |around |up to )?$",
    re.IGNORECASE,
)
"""What stands before people who are served, not led: courses for 3,200 nurses, training of 45 drivers."""
_EACH_YEAR = regex(r"^\s*(?:(?:a|per|each|every) (?:year|month|week|season|term)\b|annually\b)", re.IGNORECASE)


@lru_cache(maxsize=2048)
def team(fragment: str) -> Team | None:
    """Read the size of a team, rotation or staff."""
    text = _usable(fragment)
    leads = bool(_LEADS.search(text))
    if found := _GROUP_OF.search(text):
        said, size = _said(found[2])
        noun = spoken_case(found[1])
        first = noun.split()[0]
        if (
            first
            in {
                "a",
                "an",
                "the",
                "our",
                "my",
                "in",
                "of",
                "small",
                "large",
                "leading",
                "managing",
                "led",
                "lead",
                "manage",
                "with",
            }
            or first in lexicons().verb_forms
        ):
            noun = " ".join(noun.split()[1:])
        unit = noun.split()[-1]
        return (
            Team(f"a {unit} of {said}", said, with_article(f"{noun} of {said}"), size, leads)
            if 2 <= size <= 5000
            else None
        )
    if found := _PERSON_TEAM.search(text):
        said, size = _said(found[1])
        return (
            Team(f"a {found[2].lower()} of {said}", said, f"a {found[2].lower()} of {said}", size, leads)
            if size >= 2
            else None
        )
    if re.match(rf"^{_NUMBER}\s+[\w-]+,\s", text, re.IGNORECASE):
        return None
    heads = (
        hit
        for hit in _HEADS.finditer(text)
        if not _SERVED.search(text[: hit.start()]) and not _EACH_YEAR.match(text[hit.end() :])
    )
    if found := max(heads, key=lambda hit: number_value(hit[1]) or 0, default=None):
        said, size = _said(found[1])
        noun = re.sub(r"^(?:direct and indirect|direct|indirect|full-time|part-time)\s+", "", spoken_case(found[2]))
        if size < 2 or (noun.split()[-1] in {"students", "volunteers"} and not leads):
            return None
        plain_people = noun in {"staff", "people", "employees", "reports", "team members", "colleagues"}
        return Team(f"{said} {noun}", said, "" if plain_people else f"a team of {said} {noun}", size, leads)
    return None


@lru_cache(maxsize=2048)
def scope(fragment: str) -> Scope | None:
    """Read how many units a remit spans, as in "across seven hospitals" or "two electric routes"."""
    text = _usable(fragment)
    for pattern in (_ACROSS, _COUNT):
        if found := pattern.search(text):
            said, size = _said(found[1])
            noun = spoken_case(found[2])
            last = noun.split()[-1]
            if (
                size >= 2
                and last not in _COUNTED_PEOPLE
                and not _is_group(last)
                and last not in _NOT_UNITS
                and not re.search(_PEOPLE, last)
                and last not in lexicons().verb_forms
            ):
                return Scope(f"{said} {noun}", f"{said} {noun}", size)
    return None


@lru_cache(maxsize=2048)
def partners(fragment: str) -> Partners | None:
    """Read the people somebody works with."""
    text = _usable(fragment)
    found = _PARTNER.match(text)
    if not found or not re.search(r"\b(?:with|alongside)\b", text[: found.end(0)], re.IGNORECASE):
        return None
    rest = re.sub(r"^(?:closely\s+)?(?:with|alongside)\s+", "", found[1], flags=re.IGNORECASE)
    rest = _PARTNER_END.sub("", rest).strip(" .")
    named = [piece.strip() for piece in re.split(r"\s+and\s+|\s*&\s*|,\s*", rest) if piece.strip()]
    people = [piece for piece in named if _is_group(piece)]
    if not people or len(people) != len(named) or len(rest.split()) > 9:
        return None
    said = spoken_case(rest)
    return Partners(
        said if _counted(said) else f"the {said}" if not _led_by_the(said) else said, _with_the(spoken_case(people[0]))
    )


def _is_group(piece: str) -> bool:
    known = lexicons()
    last = piece.rsplit(maxsplit=1)[-1].lower().strip(".")
    single = re.sub(r"s$", "", last)
    people = bool(re.fullmatch(_PEOPLE, last)) or single in known.heads or single in known.family_heads
    return people or last in {
        "team",
        "teams",
        "department",
        "departments",
        "board",
        "clinicians",
        "families",
        "suppliers",
        "growers",
        "customers",
        "unions",
        "contractors",
        "surgeons",
        "doctors",
        "physicians",
        "farmers",
        "parents",
    }


def _counted(said: str) -> bool:
    return number_value(said.split(maxsplit=1)[0]) is not None


def _led_by_the(said: str) -> bool:
    return said.split(maxsplit=1)[0] in {"the", "our", "a", "an", "my"}


def _with_the(piece: str) -> str:
    words = piece.split()
    while words and (
        words[0].lower() in {"the", "our", "a", "an", "my", "all", "both", "several"}
        or number_value(words[0]) is not None
    ):
        words = words[1:]
    return f"the {' '.join(words)}" if words else ""


_LED_TO = regex(
    r"^(?:(?:my|our) )?((?:[a-z]+ ){0,2}?(?:research|work|study|review|analysis|survey|pilot|campaign|report|audit|"
    r"project|findings|interviews|complaint|idea|proposal)"
    r"(?: (?:on|of|into|about|with|for|among|in) .{3,60}?)?) (?:that )?"
    r"(led to|resulted in|ended in|brought about) (.{4,70})$",
    re.IGNORECASE,
)


@lru_cache(maxsize=2048)
def led_to(fragment: str) -> str | None:
    """Read "Research on the rent form led to removing 11 of its 46 questions" as what their research led to."""
    found = _LED_TO.match(_usable(fragment).rstrip("."))
    if not found or len(found[0].split()) > _LONGEST_LED:
        return None
    return second_person(f"your {found[1][0].lower()}{found[1][1:]} {found[2].lower()} {found[3]}")


@lru_cache(maxsize=2048)
def turnabout(fragment: str) -> str | None:
    """Read "Put checks into the nightly run, took half of them out again" as what was done and taken back."""
    found = _TURNABOUT.match(_usable(fragment).rstrip("."))
    if not found or not all(_is_past(found[place].lower()) for place in (1, 3)):
        return None
    return second_person(f"you {found[1].lower()} {found[2]} and {found[3]} {found[4]}")


def _is_past(word: str) -> bool:
    known = lexicons()
    return word in known.verbs or word in known.words["told"] or word in {"put", "set", "cut", "let"}


@lru_cache(maxsize=2048)
def bridge(fragment: str) -> str | None:
    """Read "Three short contracts for ..." as "three short contracts"."""
    found = _BRIDGE.match(_usable(fragment))
    return found[1].lower() if found else None


def is_listing(text: str) -> bool:
    """Say whether a line in -ing names things rather than tells an act: "Fitting clinics and training for staff"."""
    if _RANK.match(text) or _PLANNED.match(text) or re.match(r"^\w+ing of ", text):
        return True
    first, _, rest = text.partition(" ")
    if first.lower() in lexicons().words["noun_first"] and re.match(r"^\w+s(?: and| for| with| on| in| at|,|$)", rest):
        return True
    listed = re.match(r"^(?:\w+[ -]){0,2}\w+s (?:and|for|with|on|in|at) ", f"{rest} ") or rest.endswith("s")
    return first.endswith(",") or (first.lower() in lexicons().words["ing_nouns"] and bool(listed))


def names_somebody(words: list[str]) -> bool:
    """Say whether what follows a verb without an article is a person: "budget holder" is a title."""
    known = lexicons()
    last = words[-1].lower().strip(",.")
    bare = words[0].lower() not in _DETERMINERS and number_value(words[0]) is None and not words[0][0].isdigit()
    return bare and (last == "holder" or last in known.heads or last in known.family_heads)
