"""The working life on a page: rows in order of time, each with its work, rank, employer, size and statements."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from askwell.suggesting.clauses import Clause, clause, fragments
from askwell.suggesting.cleaning import clean, is_hostile, one_line
from askwell.suggesting.dates import When, read_date
from askwell.suggesting.facts import Source, Value, items, mapping, raw_text, source, spoken, value
from askwell.suggesting.lexicons import lexicons, word_list
from askwell.suggesting.names import NO_ROLE, Role, is_own_business, organization_short, read_role
from askwell.suggesting.regexes import regex

_BANDS = (10, 50, 200, 500, 1000, 5000, 10000)
_ENTRY = regex(
    r"\b(?:intern|internship|trainee|apprentice|working student|co-op|placement|work experience|student assistant)\b",
    re.IGNORECASE,
)
_FOREIGN = regex(
    r"\b(?:der|die|das|und|mit|für|von|bei|ich|wir|seit|auf|le|la|les|des|une|et|dans|pour|avec|chez|depuis|el|los|las|una|con|para|desde|"
    r"het|een|voor|met|bij|och|att|som|med|på|di|che|nel|della|per|em|uma|ao|jest|oraz|dla|się)\b",
    re.IGNORECASE,
)
_ENGLISH = regex(r"\b(?:the|and|of|to|in|for|with|at|on|from|we|i|my|our|is|are|a|an)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a description, with its clause when it can be retold."""

    text: str
    source: Source
    clause: Clause | None


@dataclass(frozen=True, slots=True)
class Row:
    """One post; `order` counts from the oldest, `index` is its place on the page."""

    index: int
    order: int
    role: Role
    title: Value | None
    field: Value | None
    org: Value | None
    org_key: str
    sector: str
    side: str
    band: int | None
    start: When | None
    end: When | None
    current: bool
    form: str
    place: str
    pointer: str
    statements: tuple[Statement, ...]
    raw: Mapping[str, Any]

    def at(self, key: str) -> Source:
        """Point at one field of this row."""
        return source(f"{self.pointer}/{key}", self.raw.get(key))

    @property
    def year(self) -> Value | None:
        """The year in which this post began."""
        return value(str(self.start.year), self.at("start")) if self.start else None

    @property
    def end_year(self) -> Value | None:
        """The year in which this post ended."""
        return value(str(self.end.year), self.at("end")) if self.end else None

    def months(self, now: When | None) -> int | None:
        """Count the months of this post, to now when it still runs."""
        last = self.end or (now if self.current else None)
        return last.month - self.start.month if self.start and last and last.month >= self.start.month else None


def is_foreign(text: str) -> bool:
    """Say whether a text is plainly not English, judged by its little words or its script."""
    letters = [c for c in text if c.isalpha()]
    if letters and sum(ord(c) > 0x24F for c in letters) / len(letters) > 0.3:
        return True
    foreign, english = len(_FOREIGN.findall(text)), len(_ENGLISH.findall(text))
    return foreign >= 2 and foreign > english


def is_english_title(short: str) -> bool:
    """Say whether a title on a page in another language is plainly an English one."""
    words = short.split()
    known = lexicons()
    english = known.heads.keys() | {part for family in known.families.values() for part in family.person.split()}
    return bool(words) and short.isascii() and all(word.lower() in english for word in words)


def size_band(text: object) -> int | None:
    """Sort "201-500", "10,001+" or "11 employees" into one of eight bands, smallest 0."""
    numbers = [
        int(found.replace(",", "").replace(".", "")) for found in re.findall(r"\d[\d,.]*\d|\d", raw_text(text))[:2]
    ]
    if not numbers:
        return None
    size = numbers[-1] + 1 if "+" in raw_text(text) else numbers[-1]
    return sum(size > limit for limit in _BANDS)


@lru_cache(maxsize=1024)
def sector_of(text: str) -> str:
    """Find the industry that a label or a name tells; empty when none."""
    return lexicons().sector_words.find(text) or ""


@lru_cache(maxsize=1024)
def side_of(name: str, sector: str) -> str:
    """Sort an employer into business, public, charity or academy; empty when nothing tells."""
    known = lexicons()
    if known.names_any("school_words", name):
        return (
            "academy"
            if re.search(r"universit|college|institute|polytechnic|hochschule", name, re.IGNORECASE)
            else "school"
        )
    for kind, side in (("charity_words", "charity"), ("public_words", "public"), ("service_words", "service")):
        if known.names_any(kind, name):
            return side
    return known.sectors[sector].side if sector in known.sectors else ""


def form_of(entry: Mapping[str, Any], title: str, org: str) -> str:
    """Tell the form of work: self, entry, contract or plain."""
    kind = raw_text(entry.get("employment_type")).lower()
    if is_own_business(org) or re.search(r"freelanc|self.employed", kind) or re.match(r"freelance\b", title.lower()):
        return "self"
    if _ENTRY.search(title) or re.search(r"intern|apprentic|trainee", kind):
        return "entry"
    contract = re.search(r"contract|temporary|part.time|seasonal", kind) or re.search(
        r"\b(?:contractor|temp)\b", title.lower()
    )
    return "contract" if contract else "plain"


_UNPAID = regex(r"\bvolunteer|\bpro bono\b|\btrustee\b|\bboard member\b|\bunpaid\b|\bhonorary\b", re.IGNORECASE)


def is_unpaid(row: Row) -> bool:
    """Say whether a post is held beside the work somebody lives on."""
    named = (raw_text(row.raw.get(key)) for key in ("title", "organization", "employment_type"))
    return bool(_UNPAID.search(" ".join(named)))


_PAUSE = regex(
    r"^(?:career[- ](?:break|pause|gap)|sabbatical|gap year|(?:parental|maternity|paternity|family|medical|sick|"
    r"compassionate|caring) leave|(?:full[- ]time|stay[- ]at[- ]home) (?:parent|mother|father|mum|mom|dad|carer|"
    r"caregiver)|homemaker|travell?ing(?: the world)?$|time off$|on a break)\b",
    re.IGNORECASE,
)
"""Entries that tell a pause: nobody is asked about them unless they speak of it themselves."""


def read_rows(person: Mapping[str, Any], organization: Mapping[str, Any], foreign: bool) -> tuple[Row, ...]:
    """Read the experience list, oldest first; a headline "title at employer" stands in for an empty list."""
    neighbours = _neighbours(person)
    rows = []
    for index, entry in items(person, "experience"):
        row = _read_row(index, mapping(entry), neighbours, foreign)
        if row is not None:
            rows.append(row)
    if not rows and (row := _headline_row(person, organization, neighbours, foreign)):
        rows = [row]
    rows = [_with_organization(row, organization) for row in rows]
    rows = _with_shared_sizes(rows)
    ordered = sorted(rows, key=lambda row: (row.start.month if row.start else 10**6 - row.index, -row.index))
    if any(row.start is None for row in rows):
        ordered = sorted(rows, key=lambda row: -row.index)
    return tuple(replace(row, order=order) for order, row in enumerate(ordered))


def _neighbours(person: Mapping[str, Any]) -> frozenset[str]:
    places = [raw_text(person.get("location"))] + [
        raw_text(mapping(entry).get("location")) for _, entry in items(person, "experience")
    ]
    return frozenset(word for place in places for word in word_list(place))


def _read_row(index: int, entry: Mapping[str, Any], neighbours: frozenset[str], foreign: bool) -> Row | None:
    pointer = f"/profile/person/experience/{index}"
    title, org = spoken(entry.get("title")), spoken(entry.get("organization"))
    if (not title and not org) or _PAUSE.match(title) or (_PAUSE.match(org) and not title):
        return None
    role = read_role(title, org)
    if foreign and not is_english_title(role.short):
        role = replace(role, short="", person="", people="") if role.sure >= 0.9 else NO_ROLE
    start, end = read_date(entry.get("start")), read_date(entry.get("end"))
    current = bool(entry.get("current")) or (
        end is None and start is not None and raw_text(entry.get("end")) in {"", "null"}
    )
    current = current and end is None
    sector = sector_of(org) if org else ""
    return Row(
        index=index,
        order=0,
        role=role,
        title=value(role.short, source(f"{pointer}/title", entry.get("title"))),
        field=value(role.field, source(f"{pointer}/title", entry.get("title")), sure=max(role.sure, 0.7)),
        org=value(organization_short(org, neighbours), source(f"{pointer}/organization", entry.get("organization"))),
        org_key=" ".join(word_list(organization_short(org) or org)),
        sector=sector,
        side=side_of(org, sector),
        band=size_band(entry.get("organization_size")),
        start=start,
        end=end,
        current=current,
        form=form_of(entry, title, org),
        place=spoken(entry.get("location")),
        pointer=pointer,
        statements=_statements(entry, pointer, current, foreign),
        raw=entry,
    )


def _statements(entry: Mapping[str, Any], pointer: str, current: bool, foreign: bool) -> tuple[Statement, ...]:
    raw = raw_text(entry.get("description"))
    if is_hostile(clean(raw)):
        # What follows an order to a machine is part of it, however harmless each sentence looks alone.
        return ()
    if not raw or foreign or len(raw) > 20_000 or is_foreign(raw):
        return ()
    folded = clean(raw)
    cut_off = bool(re.search(r"(?:…|\.\.\.|see more)\s*$", raw.strip(), re.IGNORECASE))
    parts = fragments(folded)
    parts = parts[:-1] if cut_off else parts
    return tuple(
        Statement(part, (f"{pointer}/description", _found_in(part, raw)), clause(part, current)) for part in parts[:40]
    )


def _found_in(part: str, raw: str) -> str:
    """Give the captured words of a statement; the start of the whole text when folding has changed them."""
    return part if part in one_line(raw) and part in raw else source("", raw)[1]


_HEADLINE = regex(r"^(.{2,80}?)\s+(?:at|@|chez|bei)\s+([^|•·]{2,60}?)(?:\s*[|•·,–—].*|\s-\s.*)?$", re.IGNORECASE)


def _headline_row(
    person: Mapping[str, Any], organization: Mapping[str, Any], neighbours: frozenset[str], foreign: bool
) -> Row | None:
    headline = spoken(person.get("headline"))
    if not headline:
        return None
    found = _HEADLINE.match(headline)
    title = found[1] if found else re.split(r"\s*(?:[|•·]|\s[-–—]\s|,\s)", headline)[0]
    role = read_role(title)
    if (
        not role.short
        or (foreign and not is_english_title(role.short))
        or len(title.split()) > 6
        or (not found and role.sure < 0.8)
    ):
        return None
    org = found[2] if found else ""
    held = source("/profile/person/headline", person.get("headline"))
    org_value = value(organization_short(org, neighbours), held) if org else _organization_value(organization)
    sector = sector_of(org)
    return Row(
        index=0,
        order=0,
        role=role,
        title=value(role.short, held, sure=0.9),
        field=value(role.field, held, sure=0.8),
        org=org_value,
        org_key=" ".join(word_list(org_value.text)) if org_value else "",
        sector=sector,
        side=side_of(org, sector),
        band=None,
        start=None,
        end=None,
        current=True,
        form=form_of({}, title, org),
        place="",
        pointer="/profile/person",
        statements=(),
        raw={},
    )


def _organization_value(organization: Mapping[str, Any]) -> Value | None:
    name = spoken(organization.get("name"))
    return (
        value(organization_short(name), source("/profile/organization/name", organization.get("name")))
        if name
        else None
    )


def _with_organization(row: Row, organization: Mapping[str, Any]) -> Row:
    """Give a row the size and industry of the organization on the same page when the names agree."""
    name = spoken(organization.get("name"))
    if not name or not row.org_key or not row.current:
        return row
    key = " ".join(word_list(organization_short(name) or name))
    if key != row.org_key and not key.startswith(f"{row.org_key} ") and not row.org_key.startswith(f"{key} "):
        return row
    industry = spoken(organization.get("industry"))
    sector = sector_of(industry) or row.sector or sector_of(name)
    side = side_of(name, sector) or row.side
    kind = raw_text(organization.get("type")).lower()
    side = (
        "charity"
        if re.search(r"non.?profit|charit", kind)
        else "public"
        if re.search(r"public (?:sector|body)|government", kind)
        else side
    )
    band = row.band if row.band is not None else size_band(organization.get("size"))
    return replace(row, sector=sector, side=side, band=band)


def _with_shared_sizes(rows: list[Row]) -> list[Row]:
    """Spread a size or industry known for one post to the others at the same employer."""
    bands = {row.org_key: row.band for row in rows if row.band is not None and row.org_key}
    sectors = {row.org_key: (row.sector, row.side) for row in rows if row.sector and row.org_key}
    spread = []
    for row in rows:
        sector, side = sectors.get(row.org_key, (row.sector, row.side))
        band = row.band if row.band is not None else bands.get(row.org_key)
        spread.append(replace(row, band=band, sector=row.sector or sector, side=row.side or side))
    return spread
