"""Whom a page is about: names that several parts of the page agree on, weighed; no person rather than a wrong one."""

import re
from dataclasses import dataclass, field

from askwell.parsing.evidence import Place
from askwell.parsing.generic.cues import CueReader, Signs
from askwell.parsing.generic.items import ARTICLE_TYPES, ORGANIZATION_TYPES, PRACTICE_TYPES, THING_TYPES, Item, Value
from askwell.parsing.generic.lines import Line
from askwell.parsing.generic.mentions import leading_name
from askwell.parsing.generic.names import NameReading, read_name
from askwell.parsing.generic.prose import role_of_sentence, sentences
from askwell.parsing.generic.title_names import name_beside_handle, names_in_titles
from askwell.parsing.generic.titles import title_score
from askwell.parsing.generic.view import View
from askwell.parsing.markup import text_of
from askwell.parsing.text import compare_key, host_of

_LIFE = re.compile(
    r"\((?:[^()]{0,60}\b)?(?:1[5-9]|20)\d\d(?:[^()]{0,60})?\)|\((?:born|b\.|né|née|geboren|geb\.|nacid[oa]"
    r"|nascid[oa]|nat[oa])\s",
    re.I,
)
_OPENING_LINES = 6
ACCEPTED = 1.0
ACCEPTED_CUES = 0.5
# One byline alone may be a guest's.
_BYLINES = 2


@dataclass(slots=True)
class Candidate:
    """A name and what speaks for it as the page's subject.

    Attributes:
        reading: The name in its best writing.
        at: The best place of the name.
        weight: Sum of the agreeing signs.
        cues: Sum of signs that a person is meant, not a thing of that name.
        best: The weight of the strongest single sign.
        item: The structured item of that person.
        line: The visible line of the name.
        signs: Which parts of the page gave the name.
    """

    reading: NameReading
    at: Place | None = None
    weight: float = 0.0
    cues: float = 0.0
    best: float = 0.0
    item: Item | None = None
    line: Line | None = None
    signs: list[str] = field(default_factory=list)

    @property
    def score(self) -> float:
        """All signs together with how much the text looks like a name."""
        return self.weight + 0.3 * self.reading.score


def find_subject(view: View, items: list[Item]) -> Candidate | None:
    """Return the person a page is about, if the signs suffice."""
    return SubjectFinder(view, items).find()


class SubjectFinder:
    """Collects candidates from structured items, titles, headings and first lines, and weighs them."""

    def __init__(self, view: View, items: list[Item]) -> None:
        """Take a page with its structured items."""
        self.view = view
        self.items = items
        self.cues = CueReader(view)
        self.candidates: dict[str, Candidate] = {}

    def find(self) -> Candidate | None:
        """Weigh all candidates and return the best, if it is good enough."""
        self._from_items()
        self._from_meta()
        self._from_bylines()
        self._from_title()
        self._from_headings()
        self._from_opening()
        for line in self.cues.long_lines[:3]:
            self._from_sentence(line)
        self._join_variants()
        for candidate in self.candidates.values():
            signs = self.cues.read(candidate.reading, candidate.line) if _is_structural(candidate) else Signs()
            candidate.weight += signs.weight
            candidate.cues += signs.cues
        ranked = sorted(self.candidates.values(), key=lambda item: -(item.score + item.cues))
        best = next((candidate for candidate in ranked if _is_structural(candidate)), None)
        if best is None or best.score < ACCEPTED or best.cues < ACCEPTED_CUES or self._is_something_else(best):
            return None
        return best

    def offer(
        self,
        text: str,
        weight: float,
        sign: str,
        at: Place | None,
        *,
        cue: float = 0.0,
        line: Line | None = None,
        item: Item | None = None,
    ) -> Candidate | None:
        """Count a sign for the name that a text holds; None when it holds none."""
        reading = read_name(text)
        if reading is None or reading.score < (0.2 if cue >= 0.5 or item is not None else 0.4):
            return None
        candidate = self.candidates.setdefault(compare_key(reading.name), Candidate(reading))
        if sign in candidate.signs:
            return candidate
        candidate.signs.append(sign)
        candidate.weight += weight
        candidate.cues += cue
        candidate.item = candidate.item or item
        candidate.line = candidate.line or line
        if weight > candidate.best:
            candidate.best, candidate.at = weight, at
        return candidate

    def _from_items(self) -> None:
        for item, weight, cue in subject_items(self.view, self.items):
            value = item.one("name") or _composed_name(item)
            if value is not None:
                self.offer(value.text, weight, f"item:{item.source}:{item.role}", value.at, cue=cue, item=item)

    def _from_meta(self) -> None:
        meta = self.view.document.meta
        title = meta.get("og:title", "")
        profile = meta.get("og:type", "") == "profile"
        handled = name_beside_handle(title)
        cue = 0.6 if profile or handled else 0.0
        for text in (handled, *re.split(r"\s+[|–—·/-]\s+", title)):
            if text and self.offer(text, 0.6 if cue else 0.25, "og", 'meta[property="og:title"]@content', cue=cue):
                break
        given, family = meta.get("profile:first_name", ""), meta.get("profile:last_name", "")
        if given and family:
            self.offer(f"{given} {family}", 0.4, "profile", 'meta[property="profile:last_name"]@content', cue=0.5)
        self.offer(meta.get("author", ""), 0.15, "author", 'meta[name="author"]@content')

    def _from_bylines(self) -> None:
        """Take a site for its writer's own whose front page names one and the same author under everything."""
        if self.view.document.path:
            return
        bylines = self.view.document.tree.css('a[rel~="author"]')
        names = {text_of(byline) for byline in bylines}
        if len(bylines) >= _BYLINES and len(names) == 1:
            self.offer(names.pop(), 0.55, "bylines", bylines[0], cue=0.5)

    def _from_title(self) -> None:
        title = self.view.document.title
        for text, own in names_in_titles([title, *self.view.title_parts]):
            if self.offer(text, 0.7 if own else 0.35, "title", self.view.title_place, cue=0.6 if own else 0.0):
                return
        for part in self.view.title_parts:
            head, comma, rest = part.partition(", ")
            if comma and title_score(rest) >= 0.4:
                self.offer(head, 0.35, "title", self.view.title_place, cue=0.3)

    def _from_headings(self) -> None:
        for line in self.view.marked_headings[:4]:
            if line.region not in ("main", "header"):
                continue
            for text, own in names_in_titles([line.text]):
                if self.offer(text, 0.55 if own else 0.4, "h1", line.node, line=line, cue=0.5 if own else 0.0):
                    break
            else:
                self._name_beside_title(line)

    def _name_beside_title(self, line: Line) -> None:
        """Read "Ann Smith, Associate Professor" in a heading."""
        head = re.split(r"\s*[,|–—-]\s+|\s+[|–—-]\s*", line.text, maxsplit=1)
        if len(head) == 2 and title_score(head[1]) >= 0.5:
            self.offer(head[0], 0.4, "h1", line.node, line=line, cue=0.4)

    def _from_opening(self) -> None:
        """Read the first short lines as a name alone."""
        opening = [line for line in self.view.body if line.region != "form" and line.level not in (1, 2)]
        for line in opening[:_OPENING_LINES]:
            if len(line.text) <= 60:
                self.offer(line.text, 0.3, "opening", line.node, line=line)

    def _from_sentence(self, line: Line) -> None:
        found = leading_name(line.text)
        if found is not None and found[0].score >= 0.5:
            sure = bool(_LIFE.search(line.text[:200])) or role_of_sentence(sentences(line.text)[0]) is not None
            self.offer(found[0].name, 0.3, "sentence", line.node, cue=0.5 if sure else 0.0)

    def _join_variants(self) -> None:
        """Count shorter writings of a name ("Jon Barron") for the longer, or for the one shown more prominently."""
        for short in sorted(self.candidates, key=len):
            for key in list(self.candidates):
                if short in self.candidates and key in self.candidates and key != short and same_person(short, key):
                    kept, other = _preferred(self.candidates[short], self.candidates[key])
                    kept.weight += other.weight * 0.7
                    kept.cues += other.cues
                    kept.item = kept.item or other.item
                    kept.line = kept.line or other.line
                    kept.signs += [sign for sign in other.signs if sign not in kept.signs]
                    del self.candidates[short if self.candidates[short] is other else key]

    def _is_something_else(self, candidate: Candidate) -> bool:
        """Tell whether markup says that a firm or a thing has this name."""
        key = compare_key(candidate.reading.name)
        return any(
            compare_key(item.text("name")) == key
            for item in self.items
            if item.source != "hcard"
            and not item.role
            and (item.is_a(THING_TYPES) or (item.is_a(ORGANIZATION_TYPES) and not item.is_a(PRACTICE_TYPES)))
        )


def _is_structural(candidate: Candidate) -> bool:
    """Tell whether the page puts the name where pages put their subject, not only into running text."""
    return candidate.item is not None or bool({"title", "h1", "og", "profile", "bylines"} & set(candidate.signs))


def _preferred(one: Candidate, two: Candidate) -> tuple[Candidate, Candidate]:
    lengths = len(one.reading.name.split()), len(two.reading.name.split())
    if 1 in lengths and lengths[0] != lengths[1]:
        return (one, two) if lengths[0] > lengths[1] else (two, one)
    return (one, two) if (one.best, one.weight) >= (two.best, two.weight) else (two, one)


def subject_items(view: View, items: list[Item]) -> list[tuple[Item, float, float]]:
    """List the items that may be the page's person, each with its weight and how surely a person is meant."""
    found: list[tuple[Item, float, float]] = []
    for item in items:
        weight = 1.0 if {"ProfilePage", "AboutPage"} & set(item.types) else 0.8 if "WebPage" in item.types else 0.0
        for value in item.all("mainEntity", "about") if weight else []:
            if value.item is not None and "Person" in value.item.types:
                found.append((value.item, weight, weight))
    known = {id(item) for item, _, _ in found}
    tops = [item for item in items if "Person" in item.types and item.source != "hcard" and not item.role]
    if len(tops) == 1 and id(tops[0]) not in known:
        shared = any(item.is_a(ARTICLE_TYPES) or item.is_a(ORGANIZATION_TYPES) for item in items)
        found.append((tops[0], 0.45 if shared else 0.7, 0.3 if shared else 0.6))
    return found + _cards(view, [item for item in items if item.source == "hcard" and "Person" in item.types])


def _cards(view: View, cards: list[Item]) -> list[tuple[Item, float, float]]:
    """Weigh h-cards: the one whose address is this page or site, or the only one."""
    named = [card for card in cards if card.text("name")]
    own = [card for card in named if any(_is_here(value.text, view) for value in card.all("uid", "url"))]
    if own and len({compare_key(card.text("name")) for card in own}) == 1:
        full = [card for card in own if card.role != "author" or len(card.props) > 3]
        return [((full or own)[0], 0.8 if full else 0.55, 0.7 if full else 0.5)]
    if len({compare_key(card.text("name")) for card in named}) == 1 and named[0].role != "author":
        return [(named[0], 0.7, 0.6)]
    free = [card for card in named if card.role != "author"]
    return [(free[0], 0.6, 0.5)] if len(free) == 1 and len(free[0].props) > 2 else []


def _is_here(url: str, view: View) -> bool:
    """Tell whether an address is this very page, or lies on the front page's own site."""
    if not url:
        return False
    return url.rstrip("/") == view.document.url.rstrip("/") or (
        host_of(url) == view.document.host and not view.document.path
    )


def _composed_name(item: Item) -> Value | None:
    given, family = item.one("givenName"), item.one("familyName")
    if given is None:
        return None
    return Value(f"{given.text} {family.text}".strip() if family else given.text, given.at)


def same_person(short: str, long: str) -> bool:
    """Tell whether one folded writing of a name is the other without middle names, or by first name or initials."""
    one, two = short.split(), long.split()
    if len(one) == 1:
        return one[0] in (two[0], two[-1]) and len(one[0]) > 2
    if one[-1] != two[-1]:
        return False
    initial = len(one[0].strip(".")) == 1 or len(two[0].strip(".")) == 1
    return one[0] == two[0] or (one[0][:1] == two[0][:1] and (initial or one[0][:3] == two[0][:3]))
