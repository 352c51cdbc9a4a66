"""Short spoken names: what a title, an employer or a group of people is called in a sentence."""

import re
from dataclasses import dataclass
from functools import lru_cache

from askwell.suggesting.cleaning import (
    calm_capitals,
    clean,
    is_cut_off,
    is_hostile,
    one_line,
    spoken_case,
    without_brackets,
)
from askwell.suggesting.lexicons import lexicons, word_list
from askwell.suggesting.regexes import regex
from askwell.suggesting.words import plural

_OWNERS = frozenset("owner founder co-founder co-owner partner proprietor".split())
_CHIEFS = frozenset("ceo cto cfo coo president chairman chair director managing director managing partner".split())
_TITLE_CUT = regex(r"\s*(?:\||•|·|;|\s[-–—]+\s|/|,|\s@\s?|\bat\b|\bfor\b|\bwith\b)\s*", re.IGNORECASE)
_RANK_FIRST = frozenset("senior sr sr. junior jr jr. principal staff acting interim ii iii iv".split())
_RANK_LAST = regex(r"\s+(?:I{1,3}|IV|V|[1-5]|L[1-9])$")
_BARE_RANKS = frozenset("manager lead specialist officer coordinator analyst engineer consultant associate".split())
_RANK_AND_FIELD = regex(
    r"^((?:Senior |Executive )?(?:VP|SVP|EVP|Vice President|Director|"
    r"Head)) (?!of\b)([A-Z][a-z]\w+(?: [A-Z]?[a-z]\w+)?)$"
)
_KEEPS_STAFF = frozenset("nurse sergeant writer sister accountant attorney".split())
_NO_FIELD = frozenset(
    "registered certified licensed chartered staff charge lead chief deputy assistant associate trainee graduate "
    "senior junior "
    "principal apprentice head freelance self-employed full-time part-time temporary interim acting regional "
    "national local "
    "global district area group executive managing general qualified professional independent vice sr jr "
    "night day line sous commis master".split()
)
_RANKS = frozenset(
    "director president manager head lead officer chief partner supervisor coordinator vp svp evp".split()
)
_ALONE = frozenset(
    "founder co-founder owner partner director ceo cto cfo coo president consultant teacher nurse".split()
)
_WEAK_FIELDS = frozenset(
    "programme program project product account accounts talent area branch store shift team process case service "
    "customer client site office "
    "technical contract member people partner portfolio brand content growth development delivery community change "
    "field factory plant "
    "transformation strategy innovation business postdoctoral doctoral commercial digital creative general "
    "executive management system systems care line unit".split()
)
_TAKES_THE = regex(
    r"^(?:(?:University|Municipality|Department|Ministry|Office|Institute|City|County|Bank|Museum|Society|Centre|Center|College|School|State|"
    r"Faculty|Council|Board|Church|Hospital) (?:of|for)\b|NHS\b|BBC\b|UN\b|EU\b|United Nations\b|National |Federal |"
    r"Royal )"
)
_LATER = regex(r"^.*,\s*(?:and\s+)?(?:later|then|now)\s+(?=\w)", re.IGNORECASE)
_GUESS = 0.7
_SURE = 0.8
_SETTING = regex(r"\s+(?:in|on|at|for|with)\s+(?:an?|the|my|our|one|two|three|several)\s.*$", re.IGNORECASE)
_WORK_NOUNS = frozenset({"tax", "payroll", "pensions", "customs"})
_THING = regex(
    r"\b(?:turbine|crane|lift|boiler|train|truck|bus|ship|boat|engine|machine|vehicle|aircraft|tram|roof|harbou?r|port|deck|sea|ocean)$",
    re.IGNORECASE,
)
_ORG_CUT = regex(r"\s*(?:\||•|·|;|\s[-–—]+\s|,\s+(?=(?:an?|the)\s))\s*")


@dataclass(frozen=True, slots=True)
class Role:
    """A title read: how to say it, what work it is, and how high it stands."""

    title: str
    short: str
    field: str
    family: str
    group: str
    sure: float
    level: int
    person: str
    people: str


NO_ROLE = Role("", "", "", "", "", 0.0, 2, "", "")


LOOSE_FAMILIES = frozenset(
    {"project_management", "general_management", "operations", "strategy", "business_analysis", "administration"}
)
_PLAIN_RANKS = frozenset("senior junior lead chief deputy assistant principal head global interim acting sr jr".split())


def left_over(title: str) -> bool:
    """Say whether a title says more than its known phrase: a programme lead for vaccines is no ordinary one."""
    known = lexicons().titles.find_all(title)
    longest = known[0][0] if known else 0
    words = [word for word in word_list(title) if word not in _PLAIN_RANKS]
    return len(words) > longest


def _wordy(title: str) -> bool:
    """Say whether a title has words of its own beside its ranks: a chief serendipity officer."""
    words = [word for word in word_list(title) if word not in _PLAIN_RANKS | _RANKS | _OWNERS | _CHIEFS]
    return len(words) > 0 and len(word_list(title)) > 2


_ACCOUNT = regex(
    r"^(?:(?:senior|junior|group|lead) )?account (?:executive|manager|director|supervisor|handler)\b", re.IGNORECASE
)
_AGENCY = regex(r"\b(?:pr|public relations|communications?|comms|publicity)\b", re.IGNORECASE)


@lru_cache(maxsize=2048)
def read_role(title: str, at: str = "") -> Role:
    """Read a title; parts that no rule settles stay empty.

    Args:
        title: as it stands on the page.
        at: the employer, which settles what an "account executive" does: sales, or work with the press.
    """
    plain = calm_capitals(one_line(clean(title)))
    if not plain or is_cut_off(plain) or is_hostile(plain) or len(plain) > 120:
        return NO_ROLE
    plain = without_brackets(plain)
    plain = _LATER.sub("", _SETTING.sub("", plain) or plain)
    known = lexicons()
    at_agency = _ACCOUNT.match(plain) and _AGENCY.search(f"{title} {at}")
    found = ("communications", _SURE) if at_agency else known.family_of(plain)
    family = known.families[found[0]] if found and (found[1] >= _SURE or not _wordy(plain)) else None
    short = _role_short(plain)
    field = _field(plain, short)
    branded = len(field.split()) == 1 and field[:1].isupper() and not field.isupper()
    weak = not field or branded or field in _WEAK_FIELDS or field.split()[-1].lower() in known.words["no_field"]
    loose = found is not None and (
        (found[0] in LOOSE_FAMILIES and left_over(plain)) or (found[1] <= _GUESS and _wordy(plain))
    )
    field = ("" if loose or family is None else family.label) if weak else field
    person = _person(short, family.person if family else "")
    return Role(
        title=plain,
        short=short,
        field=field,
        family=found[0] if found else "",
        group=known.families[found[0]].group if found else "",
        sure=found[1] if found else 0.0,
        level=known.level_of(plain),
        person=person,
        people=(family.people if family and person == family.person else plural(person)) if person else "",
    )


def _is_head(word: str) -> bool:
    known = lexicons()
    low = word.lower().strip(".")
    if low in known.heads or low in known.family_heads or low in _ALONE or low in _RANKS:
        return True
    return low.endswith("s") and (low[:-1] in known.heads or low[:-1] in known.family_heads)


def _role_short(plain: str) -> str:
    parts = [part for part in _TITLE_CUT.split(plain) if part]
    parts = [part if _is_head(part.split()[-1]) else _RANK_AND_FIELD.sub(r"\1 of \2", part) for part in parts]
    chosen = next((said for part in parts[:2] for said in _and_parts(part) if _has_head(said)), "") or _known_title(
        parts
    )
    if len(parts) > 1 and chosen.split()[-1:] and chosen.split()[-1].lower() in _BARE_RANKS and _only_rank(chosen):
        chosen = (
            f"{parts[1]} {chosen.split()[-1]}"
            if lexicons().family_of(f"{parts[1]} specialist") and len(parts[1].split()) <= 2
            else chosen
        )
    words = _RANK_LAST.sub("", chosen).split()
    while len(words) > 1 and words[0].lower() in _RANK_FIRST:
        bare = len(words) == 2 and words[1].lower() in _BARE_RANKS | {"developer", "designer"}
        if bare or (words[0].lower() == "staff" and words[1].lower() in _KEEPS_STAFF):
            break
        words = words[1:]
    said = spoken_case(" ".join(words))
    if said in {"vp", "VP"}:
        said = "vice president"
    said = re.sub(r"^(?:VP|vp)\b", "vice president", said)
    if said.endswith(" crew"):
        said = f"{said} member"
    return _trimmed(said)


def _only_rank(phrase: str) -> bool:
    return all(word.lower().strip(".") in _RANK_FIRST | _BARE_RANKS | _RANKS for word in phrase.split())


def _known_title(parts: list[str]) -> str:
    """Take a title whose head noun is no rank but whose kind of work is known as a whole."""
    first = parts[0] if parts else ""
    found = lexicons().family_of(first) if 1 <= len(first.split()) <= 4 else None
    return first if found and found[1] >= 0.9 and re.fullmatch(r"[A-Za-z][A-Za-z' -]+", first) else ""


def _and_parts(part: str) -> list[str]:
    """Offer the piece before "&" first ("Founder & CEO"), the whole when that piece has no head noun."""
    pieces = re.split(r"\s+(?:&|\+|and)\s+", part)
    if len(pieces) == 1:
        return pieces
    if pieces[-1].lower() in _OWNERS and lexicons().family_of(pieces[0]):
        return pieces[:-1]
    if pieces[0].lower() in _OWNERS and _has_head(pieces[1]) and pieces[1].lower() not in _CHIEFS:
        return pieces[1:]
    return [pieces[0], " and ".join(pieces), *pieces[1:]] if _has_head(pieces[0]) else [" and ".join(pieces)]


def _head_of(phrase: str) -> str:
    before = re.split(r"\s+(?:of|in|to|on)\s+", phrase, maxsplit=1)[0]
    words = before.split()
    return words[-1] if words else ""


def _has_head(phrase: str) -> bool:
    return _is_head(_head_of(phrase)) and not (
        len(phrase.split()) == 1 and phrase.lower() in {"head", "lead", "chief", "officer"}
    )


def _trimmed(said: str) -> str:
    words = said.split()
    if len(words) <= 4:
        return said
    if " of " in said:
        head = said.split(" of ", maxsplit=1)[0]
        return head if len(head.split()) <= 3 else ""
    words = words[-4:]
    while words and words[0] in {"and", "of", "the", "for", "in", "&"}:
        words = words[1:]
    return " ".join(words)


def _field(plain: str, short: str) -> str:
    after_of = re.search(r"\bof\s+([^,|/]+)", plain, re.IGNORECASE)
    head = _head_of(short).lower()
    if after_of and head in _RANKS | {"president"}:
        return _small_field(after_of[1])
    parts = [part for part in _TITLE_CUT.split(plain) if part]
    ranked = head in _RANKS and len(parts) > 1 and _only_rank(_RANK_LAST.sub("", parts[0]))
    if ranked and not _has_head(parts[1]) and lexicons().family_of(f"{parts[1]} specialist"):
        return _small_field(parts[1])
    return _composed_field(short, head)


def _small_field(text: str) -> str:
    said = spoken_case(re.sub(r"\s+&\s+", " and ", re.split(r"\s+(?:for|at|in|across)\s+|\s[-–—]\s", text)[0])).strip(
        " ."
    )
    words = said.split()
    return said if 1 <= len(words) <= 4 and not re.search(r"\d", said) else ""


def _composed_field(short: str, head: str) -> str:
    known = lexicons()
    entry = known.heads.get(head)
    words = re.split(r"\s+(?:in|to|on)\s+", short, maxsplit=1)[0].split()
    if entry is None:
        science = re.sub(r"(olog|ograph|iatr|onom)(?:ist|er)$", r"\1y", head)
        return science if science != head and " of " not in short else ""
    if not words or " of " in short:
        return ""
    modifiers = [word for word in words[:-1] if word.lower() not in _NO_FIELD]
    if entry.field and not (modifiers and modifiers[-1].lower() in entry.bare):
        return " ".join([*modifiers, entry.field])
    settled = " ".join(modifiers)
    found = known.family_of(short)
    if settled in _WORK_NOUNS:
        return f"{settled} work"
    plain = settled and found and found[1] > _GUESS and not _is_head(modifiers[-1]) and not _THING.search(settled)
    return settled if plain else ""


def _person(short: str, family_person: str) -> str:
    head = _head_of(short)
    entry = lexicons().heads.get(head.lower())
    if not short:
        return ""
    if head.lower() in _RANKS | {"president", "master"}:
        return short if len(short.split()) <= 3 else family_person
    if entry and not entry.generic and " of " not in short:
        return head
    if family_person and entry and entry.generic and entry.field and head.lower() != "worker":
        return family_person
    return short if len(short.split()) <= 3 else family_person


_NO_NAME = regex(r"^(?:various|several|multiple|different|diverse|many)\b", re.IGNORECASE)


@lru_cache(maxsize=2048)
def organization_short(name: str, neighbours: frozenset[str] = frozenset()) -> str:
    """Say an employer's or school's name without legal and soft endings; empty when it cannot be said.

    Args:
        name: the name as captured.
        neighbours: words that must not be left alone (places and other names of the same page), in lower case.
    """
    plain = calm_capitals(one_line(clean(name)))
    if not plain or is_cut_off(plain) or is_hostile(plain):
        return ""
    plain = _ORG_CUT.split(without_brackets(plain))[0].strip(" ,")
    if _NO_NAME.match(plain):
        return ""
    plain = _without_ending(plain, "legal_suffixes", frozenset())
    short = _without_ending(plain, "soft_tails", neighbours)
    if not re.search(r"[^\W\d_]", short) or len(short.split()) > 7 or len(short) > 60:
        return ""
    if short.lower() in lexicons().organizations["self_words"]:
        return ""
    return f"the {short}" if _TAKES_THE.match(short) else short


def _without_ending(name: str, kind: str, neighbours: frozenset[str]) -> str:
    known = lexicons()
    low = name.lower()
    for ending in known.organizations[kind]:
        if not low.endswith(f" {ending}") and not low.endswith(f",{ending}"):
            continue
        rest = name[: -len(ending)].rstrip(" ,.")
        words = word_list(rest)
        if kind == "soft_tails":
            ordinary = known.organizations["ordinary"]
            bare = [word for word in words if word not in ordinary]
            weak = not bare or all(word in neighbours for word in bare) or rest.endswith(("&", " and", " of"))
            if weak or rest.lower() in known.regions or rest.lower() in known.countries or len(rest) < 3:
                return name
            if re.search(r"\b(?:of|for)\b", rest):
                return name
        return rest or name
    return name


def is_own_business(name: str) -> bool:
    """Say whether an employer's name only says that somebody works for themselves."""
    low = one_line(clean(name)).lower()
    return any(word in low for word in lexicons().organizations["self_words"])
