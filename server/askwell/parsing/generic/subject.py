"""Whom a page is about: names that several parts of the page agree on, weighed; no person rather than a wrong one."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from askwell.parsing.evidence import Place
from askwell.parsing.generic.items import ARTICLE_TYPES, ORGANIZATION_TYPES, Item, walk
from askwell.parsing.generic.lines import Line
from askwell.parsing.generic.mentions import leading_name
from askwell.parsing.generic.names import NameReading, is_given_name, read_name
from askwell.parsing.generic.prose import begins_with_subject, role_of_sentence, sentences
from askwell.parsing.generic.titles import title_score
from askwell.parsing.generic.view import View
from askwell.parsing.generic.words import phrases, plain, words
from askwell.parsing.text import compare_key, host_of

_HANDLE = re.compile(r"\s*[(（]@[^)）]+[)）].*$")
_LIFE = re.compile(
    r"\((?:[^()]{0,60}\b)?(?:1[5-9]|20)\d\d(?:[^()]{0,60})?\)|\((?:born|b\.|né|née|geboren|geb\.|nacid[oa]|nascid[oa]|nat[oa]|geboren)\s",
    re.I,
)
_FIRST_PERSON = re.compile(
    r"\b(?:I am|I'm|I’m|I work|I grew|I study|I received|I lead|My name is|my research|My work|About me|ich bin|ich arbeite|mein name|je suis|je travaille|mon travail|"
    r"soy|trabajo como|me llamo|mi nombre|sou|trabalho como|meu nome|mi chiamo|sono un|ik ben|mijn naam)\b",
    re.I,
)
_LOCAL_PART = re.compile(r"([\w.+-]{2,40})@[\w-]+\.")
_PRONOUN_LINE = re.compile(
    r"(?:pronouns?\s*:?\s*)?[(]?(?:she|he|they|ze|xe|sie|er|elle|il|iel|ella|ela|lei|lui|zij|hij)\s*/\s*[^\W\d_]+(?:\s*/\s*[^\W\d_]+)?[)]?$",
    re.I,
)
_OWN_SITE = re.compile(
    r"(?:about me|hire me|contact me|my work|my projects|me elsewhere|über mich|à propos de moi|qui suis-je|sobre m[ií]m?|su di me|chi sono|over mij|om mig|om meg|o mnie|обо мне)$",
    re.I,
)
_OWNED = re.compile(r"^(?:\S+\s){0,5}\S*['’]s\s|^(?:\S+\s){0,5}\S*s['’]\s")
_TILDE = re.compile(r"/(?:~|%7[eE])")
ACCEPTED = 1.0


@dataclass(slots=True)
class Candidate:
    """A name and what speaks for it as the page's subject.

    Attributes:
        reading: The name in its best writing.
        at: The best place of the name.
        weight: Sum of the agreeing signs.
        cues: Sum of signs that a person is meant, not a thing of that name.
        item: The structured item of that person.
        line: The visible line of the name.
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
    """Collects candidates from structured items, titles, headings and the address, and weighs them."""

    def __init__(self, view: View, items: list[Item]) -> None:
        self.view = view
        self.items = items
        self.candidates: dict[str, Candidate] = {}

    def find(self) -> Candidate | None:
        """Weigh all candidates and return the best, if it is good enough."""
        self._from_items()
        self._from_meta()
        self._from_title()
        self._from_headings()
        self._from_opening()
        for line in self.long_lines[:3]:
            self._from_sentence(line)
        self._join_variants()
        for candidate in self.candidates.values():
            self._weigh_address(candidate)
            self._weigh_prose(candidate)
        ranked = sorted(self.candidates.values(), key=lambda item: -(item.score + item.cues))
        best = ranked[0] if ranked else None
        if best is None or best.score < ACCEPTED or best.cues < 0.5 or not _is_structural(best):
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
        """Count a sign for the name that a text holds."""
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
        names = [_HANDLE.sub("", title), *re.split(r"\s+[|–—·/-]\s+", title)]
        for text in names:
            if text and self.offer(
                text, 0.6 if profile else 0.25, "og", 'meta[property="og:title"]@content', cue=0.6 if profile else 0.0
            ):
                break
        given, family = meta.get("profile:first_name", ""), meta.get("profile:last_name", "")
        if given and family:
            self.offer(f"{given} {family}", 0.4, "profile", 'meta[property="profile:last_name"]@content', cue=0.5)
        self.offer(meta.get("author", ""), 0.15, "author", 'meta[name="author"]@content')

    def _from_title(self) -> None:
        title = self.view.document.title
        for text, own in _title_names([title, *self.view.title_parts]):
            if self.offer(text, 0.7 if own else 0.35, "title", self.view.title_place, cue=0.6 if own else 0.0):
                return

    def _from_headings(self) -> None:
        for line in self.view.marked_headings[:4]:
            if line.region not in ("main", "header"):
                continue
            for text, own in _title_names([line.text]):
                found = self.offer(text, 0.55 if own else 0.4, "h1", line.node, line=line, cue=0.5 if own else 0.0)
                if found is not None:
                    break
            else:
                self._name_beside_title(line)

    def _name_beside_title(self, line: Line) -> None:
        """Read "Ann Smith, Associate Professor" in a heading."""
        head = re.split(r"\s*[,|–—-]\s+|\s+[|–—-]\s*", line.text, maxsplit=1)
        if len(head) == 2 and title_score(head[1]) >= 0.5:
            self.offer(head[0], 0.4, "h1", line.node, line=line, cue=0.4)

    def _from_opening(self) -> None:
        """Read the first lines: a name alone, or a sentence that begins with one."""
        seen = 0
        for line in self.view.body:
            if line.region == "form" or line.level in (1, 2) and seen == 0:
                continue
            seen += 1
            if seen > 6:
                return
            if len(line.text) <= 60:
                self.offer(line.text, 0.2, "opening", line.node, line=line)

    def _from_sentence(self, line: Line) -> None:
        found = leading_name(line.text)
        if found is not None and found[0].score >= 0.5:
            sure = bool(_LIFE.search(line.text[:200])) or role_of_sentence(sentences(line.text)[0]) is not None
            self.offer(found[0].name, 0.3, "sentence", line.node, cue=0.5 if sure else 0.1)

    def _join_variants(self) -> None:
        """Count shorter writings of a name ("Jon Barron") for the longer ("Jonathan T. Barron") or the one shown first."""
        for short in sorted(self.candidates, key=len):
            for key in list(self.candidates):
                if short in self.candidates and key in self.candidates and key != short and _same_person(short, key):
                    kept, other = self._preferred(self.candidates[short], self.candidates[key])
                    kept.weight += other.weight * 0.7
                    kept.cues += other.cues
                    kept.item = kept.item or other.item
                    kept.line = kept.line or other.line
                    del self.candidates[short if self.candidates[short] is other else key]

    def _preferred(self, one: Candidate, two: Candidate) -> tuple[Candidate, Candidate]:
        return (one, two) if (one.best, one.weight) >= (two.best, two.weight) else (two, one)

    def _weigh_address(self, candidate: Candidate) -> None:
        """Count an address that names the person, or a folder of people's pages."""
        parts = [
            part for part in plain(candidate.reading.name).replace("-", " ").replace(".", " ").split() if len(part) > 1
        ]
        steps = [plain(step).replace("~", "") for step in self.view.document.path]
        spelled = re.sub(r"[^a-z0-9]+", " ", " ".join(steps)).split()
        last = spelled[-3:]
        squeezed = "".join(spelled[-4:])
        host = plain(self.view.host_word).replace("-", "")
        sub = self.view.document.host.split(".")[0]
        if parts and (all(part in last for part in parts[:1] + parts[-1:]) or "".join(parts) in squeezed):
            candidate.weight += 0.4
            candidate.cues += 0.35 if is_given_name(parts[0]) else 0.2
        elif parts and any(part in word for part in parts[-1:] if len(part) > 3 for word in (*last, sub)):
            candidate.weight += 0.25
            candidate.cues += 0.2
        if len(parts) > 1 and ("".join(parts) in host or "".join(reversed(parts)) in host):
            candidate.weight += 0.4
            candidate.cues += 0.3 if is_given_name(parts[0]) else 0.1
        if _TILDE.search(self.view.document.url) or any(step in words("homepages", "paths") for step in steps[:-1]):
            candidate.cues += 0.4

    def _weigh_prose(self, candidate: Candidate) -> None:
        """Count sentences that speak of a person: "I am ...", "She is a professor ...", a title under the name."""
        name = candidate.reading.name
        if is_given_name(name.split()[0]) or candidate.reading.honorific or candidate.reading.credentials:
            candidate.cues += 0.3
        if any(_PRONOUN_LINE.match(line.text) for line in self.view.body[:60] if len(line.text) < 40):
            candidate.cues += 0.5
        if candidate.line is not None and compare_key(candidate.line.text) == compare_key(self.view.document.title):
            candidate.cues += 0.2
        if self.view.document.has('rel="me"', "rel=me", 'rel="me '):
            candidate.cues += 0.4
        if any(plain(part) in self.local_parts for part in name.split() if len(part) > 2):
            candidate.cues += 0.3
        if len(name.split()) == 1 and plain(name) in plain(self.view.document.title).split():
            candidate.weight += 0.2
        opening = self.opening_text
        if any(_OWN_SITE.match(line.text) for line in self.view.lines if len(line.text) < 30):
            candidate.cues += 0.3
            candidate.weight += 0.1
        if _FIRST_PERSON.search(opening):
            candidate.cues += 0.35
            candidate.weight += 0.1
        if any(
            begins_with_subject(text, name) and role_of_sentence(text)
            for line in self.long_lines[:6]
            for text in sentences(line.text)[:2]
        ):
            candidate.cues += 0.4
            candidate.weight += 0.15
        if candidate.line is not None and self._title_below(candidate.line):
            candidate.cues += 0.4
        sections = {
            section for heading in self.view.headings if heading and heading.named for section in heading.sections
        }
        candidate.cues += 0.2 * min(2, len(sections & _PERSON_SECTIONS))

    def _title_below(self, line: Line) -> bool:
        following = [near for near in self.view.lines[line.index + 1 : line.index + 4] if not near.hidden]
        return any(title_score(near.text) >= 0.6 for near in following)

    @cached_property
    def local_parts(self) -> str:
        """What stands before the at signs of the page's mail addresses."""
        return " ".join(
            plain(found) for line in self.view.lines for found in _LOCAL_PART.findall(f"{line.text} {line.href}")
        )

    @cached_property
    def long_lines(self) -> list[Line]:
        """The first paragraphs of the page."""
        return [line for line in self.view.body if len(line.text) > 60][:8]

    @cached_property
    def opening_text(self) -> str:
        """The beginning of the page's text."""
        return " ".join(line.text for line in self.view.body[:40])[:3000]


def _is_structural(candidate: Candidate) -> bool:
    """Tell whether the page puts the name where pages put their subject, not only into running text."""
    return candidate.item is not None or bool({"title", "h1", "og", "profile"} & set(candidate.signs))


_PERSON_SECTIONS = frozenset(("experience", "education", "publications", "skills", "interests", "awards"))


def subject_items(view: View, items: list[Item]) -> list[tuple[Item, float, float]]:
    """List the structured items that may be the page's person, each with its weight and how surely a person is meant."""
    found: list[tuple[Item, float, float]] = []
    about_other = any(item.is_a(ARTICLE_TYPES) or item.is_a(ORGANIZATION_TYPES) for item in items)
    tops = [
        item
        for item in items
        if "Person" in item.types and item.source != "hcard" and item.role in ("", "mainEntity", "about")
    ]
    for item in items:
        if "ProfilePage" in item.types or "AboutPage" in item.types:
            found += [
                (value.item, 1.0, 1.0)
                for value in item.all("mainEntity", "about")
                if value.item is not None and "Person" in value.item.types
            ]
        elif "WebPage" in item.types:
            found += [
                (value.item, 0.8, 0.8)
                for value in item.all("mainEntity", "about")
                if value.item is not None and "Person" in value.item.types
            ]
    known = {id(item) for item, _, _ in found}
    if len(tops) == 1 and id(tops[0]) not in known:
        found.append((tops[0], 0.45 if about_other else 0.7, 0.3 if about_other else 0.6))
    found += _cards(view, [item for item in items if item.source == "hcard" and "Person" in item.types])
    return found


def _cards(view: View, cards: list[Item]) -> list[tuple[Item, float, float]]:
    """Weigh h-cards: the one whose address is this page or site, or the only one."""
    named = [card for card in cards if card.text("name")]
    own = [card for card in named if any(_is_here(value.text, view) for value in card.all("uid", "url"))]
    if own:
        distinct = {compare_key(card.text("name")) for card in own}
        exact = [card for card in own if card.role != "author" or len(card.props) > 3]
        if len(distinct) == 1:
            return [((exact or own)[0], 0.8 if exact else 0.55, 0.7 if exact else 0.5)]
    if len({compare_key(card.text("name")) for card in named}) == 1 and named[0].role != "author":
        return [(named[0], 0.7, 0.6)]
    free = [card for card in named if card.role != "author"]
    return [(free[0], 0.6, 0.5)] if len(free) == 1 and len(free[0].props) > 2 else []


def _is_here(url: str, view: View) -> bool:
    """Tell whether an address is this very page, or the front page of a site that hosts one person."""
    if not url:
        return False
    here = view.document.url.rstrip("/")
    if url.rstrip("/") == here:
        return True
    return host_of(url) == view.document.host and len(view.document.path) == 0


def _composed_name(item: Item):  # noqa: ANN202
    given, family = item.one("givenName"), item.one("familyName")
    if given is None:
        return None
    from askwell.parsing.generic.items import Value

    return Value(f"{given.text} {family.text}".strip() if family else given.text, given.at)


def _title_names(texts: list[str]) -> list[tuple[str, bool]]:
    """List what may be a name in titles, each with whether the words around it say that this is the person's page."""
    found: list[tuple[str, bool]] = []
    for text in texts:
        text = _HANDLE.sub("", text)
        stripped, own = _strip_homepage_words(text)
        if stripped != text and stripped:
            found.append((stripped, own))
        found.append((text, False))
    return found


def _strip_homepage_words(text: str) -> tuple[str, bool]:
    folded = plain(text)
    owned = _OWNED.match(text)
    if owned:
        return re.sub(r"['’]s?\s*$", "", owned.group().strip()), True
    for phrase in sorted(phrases("homepages", "before"), key=len, reverse=True):
        if folded.startswith(phrase + " ") and len(folded) > len(phrase) + 2:
            rest = text.strip()[len(phrase) :].lstrip(" :,–-")
            return rest, len(phrase) > 3 and phrase not in _SHARED
    for phrase in sorted(phrases("homepages", "after"), key=len, reverse=True):
        if folded.endswith(" " + phrase):
            return text.strip()[: -len(phrase)].rstrip(" :,–-'’"), phrase not in _SHARED
    return text, False


# Words that stand as often around the name of a firm or a thing.
_SHARED = frozenset(
    "about meet welcome to page website web site blog wiki wikipedia profile over sobre uber team staff people portfolio".split()
) | {"official website", "official site", "welcome to"}


def _same_person(short: str, long: str) -> bool:
    """Tell whether one writing of a name is the other without middle names, or by first name or initials."""
    one, two = short.split(), long.split()
    if len(one) == 1:
        return one[0] in (two[0], two[-1]) and len(one[0]) > 2
    if one[-1] != two[-1]:
        return False
    return (
        one[0] == two[0]
        or one[0][:1] == two[0][:1]
        and (len(one[0].strip(".")) == 1 or len(two[0].strip(".")) == 1 or one[0][:3] == two[0][:3])
    )
