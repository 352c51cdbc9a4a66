"""One prospect and one seeker, read once: what every signal looks at, and the slots that every wording may use."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, TypeVar, cast

from askwell.suggesting.career import Row, is_foreign, is_unpaid, read_rows
from askwell.suggesting.claims import Claim, claims
from askwell.suggesting.cleaning import clean, is_hostile
from askwell.suggesting.dates import When, read_date
from askwell.suggesting.facts import Source, Trait, Value, items, mapping, raw_text, source, spoken, value
from askwell.suggesting.lexicons import lexicons, word_list
from askwell.suggesting.organization import Organization, read_organization
from askwell.suggesting.regexes import regex
from askwell.suggesting.seeker import My, read_seeker
from askwell.suggesting.slots import always_slots
from askwell.suggesting.stints import Stint, main_stints, read_stints
from askwell.suggesting.themes import choice_theme
from askwell.suggesting.words import stems

_FOUNDER = regex(r"\b(?:founder|co-?founder|founding partner)\b", re.IGNORECASE)
_OWNER = regex(r"\bowner\b", re.IGNORECASE)
_RECRUITER = regex(r"\b(?:recruit\w*|talent acquisition|talent partner|sourcer|headhunter)\b", re.IGNORECASE)
_ACADEMIC = regex(
    r"\b(?:professor|lecturer|postdoc\w*|phd|doctoral|research fellow|reader in|dean|principal investigator)\b",
    re.IGNORECASE,
)
_PUSHED = regex(
    r"\b(?:desk|paper|newspaper|newsroom|company|firm|plant|factory|mill|mine|pit|office|department|unit|ward|team|studio|"
    r"shop|store|branch|school|yard|site|centre|center|theatre|programme|program|project|employer|agency|bank|post|"
    r"position|role)"
    r"(?:\s\w+){0,4}?\s(?:(?:was|were|got|had been|has been) "
    r"(?:closed|shut|wound up|dissolved|disbanded|cut|axed|discontinued)|"
    r"folded|went under|went bust|went bankrupt|shut down|closed its doors|closed down)\b|"
    r"\bmade redundant\b|\bredundancy\b|(?:^|[.;]\s)(?:closed|shut|closed down|shut down|wound up) in \d{4}\b",
    re.IGNORECASE,
)
"""A post that ended without being asked: nobody is then asked what tipped it."""
_CONSULTANT = regex(r"\b(?:consultant|freelance\w*|contractor|adviser|advisor)\b", re.IGNORECASE)

_HEADLINE_PARTS = regex(r"\s*(?:[|•·–—/;]|\s-\s|\bat\b|@)\s*")


@dataclass(frozen=True, slots=True)
class Said:
    """One claim of the prospect with where and when it was made."""

    claim: Claim
    kind: str
    source: Source
    months_ago: int | None
    year: Value | None


Found = TypeVar("Found")


def remembered(look: Callable[["Case"], Iterable[Found]]) -> Callable[["Case"], tuple[Found, ...]]:
    """Let a look at a case run once per case, however many signals ask for it."""

    @wraps(look)
    def once(case: "Case") -> tuple[Found, ...]:
        if look not in case.seen:
            case.seen[look] = tuple(look(case))
        return cast("tuple[Found, ...]", case.seen[look])

    return once


@dataclass
class Case:
    """Everything known for one plan; built once, never changed."""

    profile: Mapping[str, Any]
    seeker: Mapping[str, Any]
    now: When | None
    channel: str
    history: Mapping[str, Any] = field(default_factory=dict)
    seen: dict[object, tuple[object, ...]] = field(default_factory=dict)

    @cached_property
    def person(self) -> Mapping[str, Any]:
        """The person part of the profile, empty on an organization page."""
        return mapping(self.profile.get("person"))

    @cached_property
    def seed(self) -> int:
        """A number of this prospect's own, so that two people do not always hear the same of several good wordings."""
        name = f"{spoken(self.person.get('name'))}|{spoken(self.organization.raw.get('name'))}"
        return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16)

    @cached_property
    def foreign(self) -> bool:
        """Whether the page speaks another language than the questions."""
        language = spoken(mapping(self.profile.get("page")).get("language")).lower()[:2]
        if language and language != "en":
            return True
        texts = [raw_text(self.person.get("about")), raw_text(self.organization.raw.get("about"))]
        texts += [raw_text(mapping(entry).get("description")) for _, entry in items(self.person, "experience")]
        return is_foreign(clean(" ".join(text for text in texts if text)[:4000]))

    @cached_property
    def organization(self) -> Organization:
        """The organization part of the profile."""
        return read_organization(mapping(self.profile.get("organization")), self.now)

    @cached_property
    def my(self) -> My:
        """The seeker, read."""
        return read_seeker(self.seeker, self.now)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The posts, oldest first."""
        return read_rows(self.person, self.organization.raw, self.foreign)

    @cached_property
    def stints(self) -> tuple[Stint, ...]:
        """The posts merged by employer, oldest first."""
        return read_stints(self.rows)

    @cached_property
    def main_stints(self) -> tuple[Stint, ...]:
        """The employers that followed each other, without seats held on the side."""
        return main_stints(self.stints, self.now)

    @cached_property
    def current(self) -> Row | None:
        """The present post: the running one that the headline names first, else the newest with the highest rank."""
        running = [row for row in self.rows if row.current]
        if not running:
            return self.rows[-1] if self.rows and self.rows[-1].end is None else None
        named = [row for row in running if row.title] or running
        return max(
            named,
            key=lambda row: (
                row.form != "entry" and not is_unpaid(row),
                self._heads(row),
                row.start.month if row.start else 0,
                row.role.level,
                -row.index,
            ),
        )

    def _heads(self, row: Row) -> tuple[int, int]:
        """Rank a post by where the headline names it, then by how fully: people name first what they mainly are."""
        parts = _HEADLINE_PARTS.split(raw_text(self.person.get("headline")))
        named = stems(row.role.title)
        found = ((-place, len(stems(part) & named)) for place, part in enumerate(parts) if stems(part) & named)
        return next(found, (-len(parts), 0))

    @cached_property
    def is_person(self) -> bool:
        """Whether the page is about a person."""
        return bool(self.person)

    @cached_property
    def prospect_type(self) -> str:
        """The kind of person, which shifts what is asked."""
        row = self.current
        if not self.is_person:
            return "organization"
        title = row.role.title if row else spoken(self.person.get("headline"))
        if _FOUNDER.search(title) or (_OWNER.search(title) and (row is None or row.band is None or row.band <= 2)):
            return "founder"
        tests = ((_RECRUITER, "recruiter"), (_ACADEMIC, "academic"))
        for pattern, kind in tests:
            if pattern.search(title):
                return kind
        return self._type_by_rank(row, title)

    def _type_by_rank(self, row: Row | None, title: str) -> str:
        if row is None:
            return "peer"
        if row.role.level >= 6:
            return "executive"
        if row.role.group == "trades" and row.role.level <= 4:
            return "trade"
        if row.form == "self" or (_CONSULTANT.search(title) and row.role.level <= 4):
            return "consultant"
        if row.role.level >= 4:
            return "lead"
        return "public" if row.side == "public" else "peer"

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """Every claim in posts, about text, headline and titles of talks, in page order."""
        found: list[Said] = []
        if self.foreign:
            return ()
        for position, entry in items(self.person, "posts"):
            kind = spoken(mapping(entry).get("kind")).lower()
            if kind in {"repost", "comment"}:
                continue
            found += self._claims_at(entry, f"/profile/person/posts/{position}", "text", "post")
        for name in ("about", "headline"):
            found += self._claims_at(self.person, "/profile/person", name, name)
        for position, entry in items(self.person, "publications"):
            found += self._claims_at(
                entry,
                f"/profile/person/publications/{position}",
                "title",
                spoken(mapping(entry).get("kind")).lower() or "paper",
            )
        return tuple(found)

    def _claims_at(self, entry: object, pointer: str, key: str, kind: str) -> list[Said]:
        raw = raw_text(mapping(entry).get(key))
        if not raw or len(raw) > 20_000 or is_foreign(raw) or is_hostile(clean(raw)):
            return []
        when = read_date(mapping(entry).get("date"))
        ago = self.now.month - when.month if when and self.now else None
        year = value(str(when.year), source(f"{pointer}/date", mapping(entry).get("date"))) if when else None
        title = key == "title"
        return [
            Said(
                claim,
                kind,
                (f"{pointer}/{key}", claim.sentence if claim.sentence in raw else source("", raw)[1]),
                ago,
                year,
            )
            for claim in claims(raw, title)
            if kind != "headline" or claim.kind == "identity"
        ]

    @cached_property
    def sparse(self) -> bool:
        """Whether the page gives so little that only a few honest questions can be asked."""
        texts = (
            sum(len(row.statements) > 0 for row in self.rows)
            + bool(spoken(self.person.get("about")))
            + bool(list(items(self.person, "posts")))
        )
        facts = (
            len(self.rows)
            + texts * 2
            + len(list(items(self.person, "education")))
            + (3 if len(list(items(self.person, "skills"))) > 2 else 0)
        )
        facts += (
            len(self.organization.news) * 2
            + len(list(items(self.organization.raw, "values")))
            + 2 * bool(list(items(self.organization.raw, "specialties")))
        )
        return facts <= 3

    @cached_property
    def generic_stems(self) -> frozenset[str]:
        """Stems too common to tie two facts together."""
        return frozenset(part for word in lexicons().words["generic"] for part in stems(word))

    @cached_property
    def title_stems(self) -> frozenset[str]:
        """Stems of the titles on both sides, which tie nothing together either."""
        texts = [row.role.title for row in self.rows] + [self.my.target.title, self.my.role.title]
        return frozenset().union(*(stems(text) for text in texts if text))

    def linked(self, mine: str, theirs: str) -> bool:
        """Say whether two texts share a rare stem or a field of meaning."""
        shared = (stems(mine) & stems(theirs)) - self.generic_stems - self.title_stems
        known = lexicons()
        return bool(shared) or bool(known.topic_fields(mine) & known.topic_fields(theirs))

    @cached_property
    def name_words(self) -> frozenset[str]:
        """Words of every place and employer, none of which names a school by itself."""
        names = (
            [row.org.text for row in self.rows if row.org]
            + [row.place for row in self.rows]
            + [spoken(self.person.get("location"))]
        )
        return frozenset(word for name in names for word in word_list(name))

    @cached_property
    def slots(self) -> dict[str, Value]:
        """The slots that every wording may use."""
        return always_slots(self)

    @cached_property
    def traits(self) -> dict[str, Trait]:
        """The traits that every condition may test."""
        row = self.current
        total = self.now.month - self.rows[0].start.month if self.rows and self.rows[0].start and self.now else None
        found: dict[str, Trait | None] = {
            "stage": self.my.stage or None,
            "channel": self.channel,
            "goal": self.my.goal,
            "kind": "person" if self.is_person else "organization",
            "prospect_type": self.prospect_type,
            "level": row.role.level if row else None,
            "my_level": self.my.role.level if self.my.role.short else None,
            "sparse": self.sparse,
            "language": "foreign" if self.foreign else "en",
            "has_me": not self.my.empty,
            "former_me": self.my.former,
            "pushed": self._pushed,
            "has_stake": bool(self.my.decision or self.my.hypotheses),
            "choice": choice_theme(self.my.decision) if self.my.decision else None,
            "years_total": total // 12 if total is not None else None,
            **self._nearness(),
        }
        return {name: trait for name, trait in found.items() if trait is not None}

    @cached_property
    def _pushed(self) -> bool:
        """Whether the page tells of a post that was closed under this person."""
        told = [mapping(entry).get("description") for _, entry in items(self.person, "experience")]
        return any(_PUSHED.search(raw_text(text)) for text in (self.person.get("about"), *told))

    def _nearness(self) -> dict[str, Trait | None]:
        """Say how near their kinds of work are to the seeker's own and to the seeker's aim."""
        row, mine, target = self.current, self.my.role, self.my.target
        people = {held.role.person for held in self.rows[:-1] if held.role.person}
        here = row.role if row else None
        return {
            "new_aim": bool(target.short)
            and (mine.short != target.short)
            and (
                mine.family != target.family
                or mine.level < target.level
                or mine.person != target.person
                or self.my.student
                or self.my.stage == "career_changer"
            ),
            "changing": bool(target.family) and (self.my.student or target.family != mine.family),
            "in_target": bool(here and target.family) and here is not None and here.family == target.family,
            "in_mine": bool(here and mine.family) and here is not None and here.family == mine.family,
            "was_mine": bool(mine.person) and mine.person in people,
            "near_me": bool(here and mine.group) and here is not None and here.group == mine.group,
        }
