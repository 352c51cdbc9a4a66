"""Sentences about a person: the role and organization they state. Only what a sentence says outright is taken."""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from askwell.parsing.dates import parse_date
from askwell.parsing.generic.names import script_of
from askwell.parsing.generic.titles import clean_title, is_head, title_score
from askwell.parsing.generic.words import load, plain, tokens, words

_SENTENCE_END = re.compile(r"(?<=[^\s.][^\s.][.!?])\s+(?=[\"“„«(]?[^\W\d_a-z])|(?<=[。！？])")
# The same for plain letters alone: it begins with the white space, which is quicker to look for.
_PLAIN_END = re.compile(r"\s(?<=[^\s.][^\s.][.!?]\s)\s*(?=[\"(]?[^\W\d_a-z])")
_ELLIPSIS = re.compile(r"\s+(?:\.\.\.|…)\s+(?=[A-Z])")
_ABBREVIATED = re.compile(
    r"(?:\b[A-Z]|\b(?:Dr|Prof|Mr|Mrs|Ms|St|Jr|Sr|Inc|Ltd|Co|Corp|vs|e\.g|i\.e|Ph\.D|z\.B|bzw|Nr|Hr|Fr|Dipl"
    r"|Ing|Mag|Sra|Dott|Ing|ca|approx|dept|univ))\.$",
    re.I,
)
_LONGEST_ABBREVIATION = 12
_CLAUSE_END = re.compile(
    r"\s(?:where|who|whose|which|that|since|for\s+(?:the\s+(?:past|last)|over|more|nearly|almost|about|\d)"
    r"|specializing|specialising|focusing|working|based|responsible|dual|received|has|"
    r"and\s+(?:has|have|is|was|he|she|they|I|also|works|leads|a\s|an\s|the\s|one\s)|"
    r"wo|welche|seit|mit|und\s+(?:ist|leitet|hat|lebt)|où|qui|dont|depuis|et\s+(?:est|a|enseigne|vit)|donde"
    r"|que|desde|y\s+(?:es|ha|vive)|"
    r"onde|e\s+(?:é|tem|vive)|dove|che|dal|waar|sinds|en\s+(?:is|woont))\b|[;:!?(]|\.(?:\s|$)|\s[–—-]\s"
)
_TRAILING = re.compile(r"(?:\s(?:in|at|for|of|and|the|a|with|im|in|bei|für|und|de|en|et|y|e|a|di|da|van|voor|en))+$")
_MAX_TITLE_WORDS = 12
DATE = r"(?:[^\W\d_]{3,12}\.?\s+)?(?:19|20)\d\d"
_TITLE_APPOSITION = re.compile(
    r"(?:As|Als|En tant que?|Como|Come)\s+(?:(?:an?|the|our|unser|unsere)\s+)?([^,]{3,60}),\s+(\S+)"
)


@dataclass(frozen=True, slots=True)
class Role:
    """What a sentence says somebody is."""

    title: str
    organization: str = ""
    start: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """How sentences of one language say what somebody is, compiled from the word list."""

    entry: dict[str, str]
    subjects: frozenset[str]
    verb: re.Pattern[str]
    at: re.Pattern[str]
    of: re.Pattern[str]
    place: re.Pattern[str]
    since: re.Pattern[str]


@cache
def languages() -> tuple[Language, ...]:
    """Return every language of the word list."""
    return tuple(_compile(entry) for entry in load("prose").values() if isinstance(entry, dict))


def _compile(entry: dict[str, str]) -> Language:
    verbs, articles = alternatives(entry["copulas"]), alternatives(entry["articles"])
    verb = rf"(?:^|[\s,]|(?<=\w)(?=['’]))(?:{verbs})(?:\s+(?:{articles})(?:(?<=')|\s)|\s)\s*(?P<role>\S.*)$"
    at, of, place = (
        re.compile(
            rf"\s(?:{alternatives(entry[key])})(?:\s+(?:the|our|der|die|das|den))?(?:(?<=['’])"
            rf"|\s+)(?=(?-i:[^\W\da-z_]|@))",
            re.I,
        )
        for key in ("at", "of", "place")
    )
    subjects = frozenset(plain(word) for word in entry["subjects"].split("|"))
    since = re.compile(rf"\s*[,(]?\s*(?:{alternatives(entry['since'])})\s+(?P<date>{DATE})\b", re.I)
    return Language(entry, subjects, re.compile(verb, re.I), at, of, place, since)


def alternatives(listed: str) -> str:
    """Write listed words as alternatives of a pattern, the longest first, with or without their accents."""
    options = sorted((option.strip() for option in listed.split("|")), key=len, reverse=True)
    return "|".join(_accented(option) for option in options)


def _accented(option: str) -> str:
    """Let a folded word match its accented spelling and either apostrophe."""
    spelled = re.escape(option).replace("\\ ", r"\s+").replace("'", "['’]")
    for plain_letter, accented in (("a", "[aàâáäã]"), ("e", "[eéèê]"), ("u", "[uüù]")):
        spelled = spelled.replace(plain_letter, accented)
    return spelled


def sentences(text: str) -> list[str]:
    """Cut text at full stops that end a sentence, leaving initials and abbreviations whole."""
    joined: list[str] = []
    if "..." in text or "…" in text:
        text = _ELLIPSIS.sub(". ", text)
    for piece in (_PLAIN_END if text.isascii() else _SENTENCE_END).split(text):
        if joined and _ABBREVIATED.search(joined[-1][-_LONGEST_ABBREVIATION:]):
            joined[-1] = f"{joined[-1]} {piece}"
        elif piece:
            joined.append(piece)
    return joined


def role_in_prose(text: str, name: str, depth: int = 2) -> Role | None:
    """Read the role of a person from the first sentences of a paragraph.

    Args:
        text: A paragraph.
        name: Who it is about; the sentence must begin with them, a pronoun, or a part of the name.
        depth: How many sentences to look at.
    """
    for sentence in sentences(text)[:depth]:
        if begins_with_subject(sentence, name):
            role = role_of_sentence(sentence)
            if role is not None:
                return role
    return _role_by_apposition(text, name)


def begins_with_subject(sentence: str, name: str) -> bool:
    """Tell whether a sentence's first words are the person, a part of their name, or a pronoun."""
    start = plain(sentence[:80])
    if any(start.startswith(plain(part)) for part in (name, *name.split()) if len(part) > 2):
        return True
    if _ADDRESSED.match(start):
        return any(plain(part) in start for part in name.split() if len(part) > 2)
    first = _APART.split(start, maxsplit=1)[0]
    return first in _first_words()


@cache
def _first_words() -> frozenset[str]:
    return _DROPPED.union(*(language.subjects for language in languages()))


_ADDRESSED = re.compile(r"(?:dr|prof|professor|mr|mrs|ms|herr|frau|m|mme|sr|sra|dott)\b")
_APART = re.compile(r"[\s’']")
# Verbs that begin a sentence about oneself or somebody just named, in languages that leave the pronoun out.
_DROPPED = frozenset(
    "soy sou sono trabajo trabalho lavoro trabaja trabalha lavora atua ejerce actualmente atualmente "
    "attualmente currently derzeit actuellement momenteel".split()
)


@lru_cache(maxsize=512)  # each name that may be the subject's asks for the same first sentences
def role_of_sentence(sentence: str) -> Role | None:
    """Read what a sentence says its subject is; the reading that names an organization wins, then the shorter title."""
    found = [role for language in languages() if (role := _role_after_verb(sentence, language)) is not None]
    found = [role for role in found if not is_membership(role)]
    return min(found, key=lambda role: (not role.organization, len(role.title)), default=None)


def is_membership(role: Role) -> bool:
    """Tell whether a sentence only says that somebody belongs to a body."""
    return plain(re.sub(r"^(?:an?|un|une|una|um|uma|ein|eine|een)\s+", "", role.title)).split()[0] in (
        "member",
        "mitglied",
        "membre",
        "miembro",
        "membro",
        "lid",
        "fellow",
    )


def _role_after_verb(sentence: str, language: Language) -> Role | None:
    match = language.verb.search(sentence)
    if match is None:
        return None
    before = language.since.match(match["role"])  # "ist seit 2018 Leiterin"
    told = match["role"][before.end() :].lstrip() if before else match["role"]
    role = split_role(told, language)
    if role is None:
        return None
    last = role.organization or role.title
    after = language.since.match(told, told.find(last) + len(last)) if last in told else None
    dated = before or after
    return replace(role, start=parse_date(dated["date"]) or "") if dated else role


def read_role(text: str) -> Role | None:
    """Read "Director of Marketing at Acme" or "Professor, University of X" as title and organization."""
    if script_of(text) not in ("latin", ""):
        return Role(clean_title(text)) if title_score(text) >= 0.5 else None
    found = [role for language in languages() if (role := split_role(text, language)) is not None]
    return min(found, key=lambda role: (not role.organization, len(role.title)), default=None)


def split_role(text: str, language: Language) -> Role | None:
    """Read what follows "is a" in one language as title and organization."""
    clause = _CLAUSE_END.split(_keep_suffix_dots(text), maxsplit=1)[0].strip(" ,")
    listed = _after_comma(clause)
    if listed is not None:
        return listed
    for match in language.at.finditer(clause):
        role = accepted_role(_before_place(clause[: match.start()], language), clause[match.end() :])
        if role is not None and not _leads_to_place(match.group(), role) and not _represents(match.group(), role):
            return role
    for match in language.of.finditer(clause):
        role = accepted_role(clause[: match.start()], clause[match.end() :])
        if role is not None and _heads_organization(role):
            return role
    return accepted_role(_before_place(clause.split(", ")[0], language), "")


def _after_comma(clause: str) -> Role | None:
    """Read "Professor of Physics, University of X": what follows the comma names an organization by its words."""
    head, comma, rest = clause.partition(", ")
    first = {plain(word).replace(".", "") for word in re.split(r",\s", rest)[0].split()}
    if (
        comma
        and rest[:1].isupper()
        and first & words("organizations", "nouns")
        and not any(is_head(word) for word in first)
    ):
        return accepted_role(head, rest)
    return None


def _represents(lead: str, role: Role) -> bool:
    """Tell whether "for" names whom somebody stands for ("Member of Parliament for the North")."""
    first = plain(role.title).split()[0]
    return plain(lead).startswith(("for", "fur", "pour", "para", "per", "voor")) and first in _REPRESENTING


_REPRESENTING = frozenset(
    "member senator representative deputy candidate delegate ambassador minister spokesperson".split()
)


def _leads_to_place(lead: str, role: Role) -> bool:
    """Tell whether a word that leads to towns as often as to firms ("en Bilbao") leads to a town here."""
    if plain(lead) not in ("en", "em", "in", "a", "na", "no"):
        return False
    found = [plain(word).replace(".", "") for word in role.organization.split()]
    return len(found) < 3 and not any(
        word in words("organizations", "nouns") or word in words("organizations", "suffixes") for word in found
    )


def _before_place(title: str, language: Language) -> str:
    match = language.place.search(title)
    return title[: match.start()] if match else title


def _heads_organization(role: Role) -> bool:
    last = plain(role.title.split()[-1])
    if not role.organization or last not in words("prose", "leading_roles"):
        return False
    first = plain(role.organization.split()[0])
    return first not in words("titles", "modifiers") or len(role.organization.split()) > 2


def accepted_role(title: str, organization: str) -> Role | None:
    """Take a title that looks like one, with the name of the organization that follows it."""
    title = _TRAILING.sub("", clean_title(re.split(r",\s|\.\.", title)[0]))
    found = tokens(title)
    if (
        not found
        or len(found) > _MAX_TITLE_WORDS
        or title_score(title) < 0.5
        or not any(is_head(word) for word in found)
    ):
        return None
    return Role(title, cut_organization(organization))


_DOT = "\u2024"


def _keep_suffix_dots(text: str) -> str:
    """Protect the dots of initials and company suffixes from being read as the sentence's end."""
    return re.sub(
        r"(?<=\b[A-Z])\.(?=\s?[A-Z]\.?)|(?<=\bInc)\.|(?<=\bLtd)\.|(?<=\bCorp)\.|(?<=\bCo)\."
        r"|(?<=\b[A-Z]\.[A-Z])\.|(?<=\be)\.(?=\s?V\.)|(?<=\be\.\sV)\.",
        _DOT,
        text,
    )


def cut_organization(text: str) -> str:
    """Cut an organization's name at the first word or sign that cannot go on with it."""
    text = _keep_suffix_dots(text)
    head, *tail = re.split(r",\s+", text, maxsplit=1)
    if tail and plain(tail[0].split()[0]).replace(_DOT, "") in words("organizations", "suffixes"):
        head = f"{head}, {tail[0].split()[0].rstrip(',')}"
    head = re.split(r"[;(]|\.\s|\.$|\s[–—|·-]\s", head, maxsplit=1)[0]
    kept: list[str] = []
    for word in head.split():
        if word == "at" and any(_UNIVERSITY.match(known) for known in kept):
            kept.append(word)
            continue
        if _YEAR.match(word) and kept and kept[-1] in _INNER:
            break
        if word[:1].islower() and word not in _INNER and not word.startswith(("d'", "l'", "d’", "l’", "dell'", "all'")):
            break
        kept.append(word)
    while kept and kept[-1].lower() in _INNER:
        kept.pop()
    return " ".join(kept).replace(_DOT, ".").strip(" ,")


_YEAR = re.compile(r"(?:19|20)\d\d\b")
_UNIVERSITY = re.compile(r"Universit|Universidad|College|School", re.I)
_INNER = frozenset(
    "of the and for de du des la le les der die das für und et y e del della di da do dos van het en &".split()
)


def _role_by_apposition(text: str, name: str) -> Role | None:
    """Read "Ann Smith, Professor of Physics, ..." and "As co-founder, Ann ..."."""
    first = next(iter(sentences(text)), "")
    match = _TITLE_APPOSITION.match(first)
    if match is not None and any(plain(match[2]) == plain(part) for part in name.split()):
        return accepted_role(match[1], "")
    if plain(first[: len(name)]) == plain(name) and first[len(name) :].lstrip()[:1] == ",":
        return read_role(first[len(name) :].lstrip(" ,"))
    return None
