"""The people a page lists, with their titles: lines of one shape that name people are weighed together."""

from collections import defaultdict
from dataclasses import dataclass, field

from askwell.parsing.generic.lines import Line
from askwell.parsing.generic.mentions import Mention, mentions_on
from askwell.parsing.generic.prose import role_in_prose
from askwell.parsing.generic.titles import clean_title, is_head, title_score
from askwell.parsing.generic.view import View
from askwell.parsing.generic.words import label_field, phrases, plain, sections_of, words
from askwell.parsing.markup import Node
from askwell.parsing.text import compare_key

_NEVER = frozenset(("nav", "comment", "quote", "dialog"))
_PATH_DEPTH = 6
_MAX_TITLE_WORDS = 14
_CONTINUED = (" and", " &", ",", " of", " und", " et", " y", " e", " en", " for", " für", " de", "/")
_MORE = frozenset(
    "more read|read more|bio|read bio|read my bio|full bio|view bio|view profile|profile|learn more|find "
    "out more|email|send email|e-mail|contact|linkedin|twitter|vcard|website|more info|show more|mehr|mehr "
    "erfahren|weiterlesen|profil|kontakt|en savoir plus|lire la suite|voir le profil|leer mas|ver mas|ver "
    "perfil|ler mais|saiba mais|leggi|leggi tutto|scopri di piu|lees meer|meer|bekijk profiel".split("|")
)


@dataclass(slots=True)
class Group:
    """Mentions of one shape at like places of the page."""

    mentions: list[Mention] = field(default_factory=list)
    total: int = 0

    @property
    def quality(self) -> float:
        """Mean of the names' scores."""
        return sum(mention.reading.score for mention in self.mentions) / len(self.mentions)

    @property
    def titled(self) -> float:
        """Share of members with a title, or with letters or an honorific that only people have."""
        return sum(
            1 for mention in self.mentions if mention.title or mention.reading.credentials or mention.reading.honorific
        ) / len(self.mentions)

    @property
    def purity(self) -> float:
        """Share of the lines at such places that name people."""
        return len(self.mentions) / max(self.total, 1)


def find_people(view: View) -> list[Mention]:
    """List the people that the page presents, in page order, each once."""
    return PeopleFinder(view).find()


class PeopleFinder:
    """Groups mentions by shape and place, gives each its title, and keeps the groups that present people."""

    def __init__(self, view: View) -> None:
        """Take a page; its lines are grouped when people are asked for."""
        self.view = view
        self.signatures: dict[int, tuple[str, ...]] = {}
        title = compare_key(view.document.title)
        self.lines = [
            line
            for line in view.lines
            if line.region not in _NEVER and not line.is_image and (line.level or compare_key(line.text) != title)
        ]
        self.place = {line.index: number for number, line in enumerate(self.lines)}
        self.on_people_page = is_people_page(view)
        self.candidates: dict[int, Mention] = {}

    def find(self) -> list[Mention]:
        """Find all groups and join those that are accepted."""
        for line in self.lines:
            mention = mentions_on(line)
            if mention is not None and not self._is_quoted(line):
                self.candidates[line.index] = mention
        accepted: list[Mention] = []
        for group in self._groups():
            self._give_titles(group)
            if self._accepts(group):
                accepted.extend(self._members(group))
        return _each_once(_without_echoes(accepted))

    def _groups(self) -> list[Group]:
        groups: dict[tuple[object, ...], Group] = defaultdict(Group)
        totals: dict[tuple[str, ...], int] = defaultdict(int)
        for line in self.lines:
            totals[self._signature(line)] += 1
        for mention in self.candidates.values():
            signature = self._signature(mention.line)
            group = groups[mention.shape, signature]
            group.mentions.append(mention)
            group.total = totals[signature]
        return list(groups.values())

    def _signature(self, line: Line) -> tuple[str, ...]:
        found = self.signatures.get(line.node.mem_id)
        if found is None:
            found = _path(line.node)
            self.signatures[line.node.mem_id] = found
        return (*found, "strong" if line.strong else "", "link" if line.href else "")

    def _is_quoted(self, line: Line) -> bool:
        """Tell whether the line signs a quotation or stands in a section of others' voices."""
        if line.text[:1] in "–—―~":
            return True
        sections = self.view.sections(line)
        if "not_people" in sections and "people" not in sections:
            return True
        number = self.place[line.index]
        before = self.lines[number - 1].text if number else ""
        return before[:1] in '"“„«»「' and before[-1:] in '"“”»」.!' and len(before) > 40

    def _give_titles(self, group: Group) -> None:
        """Find the titles of names that stand alone: at one distance for all, else in the sentence that follows."""
        alone = [mention for mention in group.mentions if not mention.title and mention.shape == "whole"]
        if alone:
            offset = self._offset(alone)
            for mention in alone:
                self._title_at(mention, offset)
        for mention in group.mentions:
            if not mention.title:
                self._title_from_prose(mention)

    def _offset(self, mentions: list[Mention]) -> int:
        """Choose the distance at which most names have a title; 0 for none."""
        votes = {
            offset: sum(title_score(line.text) >= 0.5 for mention in mentions if (line := self._near(mention, offset)))
            for offset in (1, -1, 2)
        }
        best = max(votes, key=lambda offset: votes[offset])
        return best if votes[best] * 3 >= len(mentions) else 0

    def _near(self, mention: Mention, offset: int) -> Line | None:
        """Return the line at a distance, unless another person or the page's end lies between."""
        start = self.place[mention.line.index]
        step = 1 if offset > 0 else -1
        for number in range(start + step, start + offset + step, step):
            if not 0 <= number < len(self.lines):
                return None
            other = self.candidates.get(self.lines[number].index)
            if (
                other is not None
                and other.reading.score >= 0.5
                and other.shape != "lead"
                and other.name != mention.name
            ):
                return None
        return self.lines[start + offset]

    def _title_at(self, mention: Mention, offset: int) -> None:
        line = self._near(mention, offset) if offset else None
        if line is None or not _may_be_title(line.text):
            return
        mention.title, mention.title_line = clean_title(line.text), line
        following = self._near(mention, offset + 1) if offset > 0 else None
        if following is not None and line.text.endswith(_CONTINUED) and len(following.text.split()) <= 8:
            mention.title = clean_title(f"{line.text} {following.text}")

    def _title_from_prose(self, mention: Mention) -> None:
        if mention.shape == "lead":
            role = role_in_prose(mention.line.text, mention.name)
            line: Line | None = mention.line
        else:
            line = self._paragraph_after(mention)
            role = role_in_prose(line.text, mention.name) if line is not None else None
        if role is not None and line is not None:
            mention.title, mention.title_line = role.title, line

    def _paragraph_after(self, mention: Mention) -> Line | None:
        for offset in (1, 2, 3):
            line = self._near(mention, offset)
            if line is None:
                return None
            if len(line.text) > 60:
                return line
        return None

    def _accepts(self, group: Group) -> bool:
        count = len(group.mentions)
        team = self.on_people_page or self._in_people_section(group)
        if group.mentions[0].shape == "lead":
            return self._accepts_prose(group, team)
        if group.mentions[0].shape == "split":
            return group.quality >= 0.5 and (count > 1 or team or group.quality >= 0.75)
        if count == 1:
            only = group.mentions[0]
            titled = bool(only.title) and title_score(only.title) >= 0.6
            return only.reading.score >= 0.6 and (titled and (team or self._has_contact(only)))
        if group.titled >= 0.4 and group.quality >= 0.4:
            return True
        if sum(self._has_contact(mention) for mention in group.mentions) * 2 >= count and group.quality >= 0.6:
            return True
        return team and group.quality >= 0.5 and (group.purity >= 0.5 or group.quality >= 0.7)

    def _accepts_prose(self, group: Group, team: bool) -> bool:
        return team and (group.titled >= 0.3 or len(group.mentions) > 1) and group.quality >= 0.6

    def _in_people_section(self, group: Group) -> bool:
        inside = sum("people" in self.view.sections(mention.line) for mention in group.mentions)
        return inside * 2 >= len(group.mentions)

    def _has_contact(self, mention: Mention) -> bool:
        """Tell whether a mail address or telephone number follows within the entry."""
        for offset in (1, 2, 3, 4):
            line = self._near(mention, offset)
            if line is None:
                return False
            if "@" in line.text or line.href.startswith(("mailto:", "tel:")) or _is_phone_line(line.text):
                return True
        return False

    def _members(self, group: Group) -> list[Mention]:
        needed = 0.2 if group.purity >= 0.6 and group.quality >= 0.5 else 0.45
        if group.mentions[0].shape == "lead":
            return [mention for mention in group.mentions if mention.title or mention.reading.score >= 0.5]
        return [mention for mention in group.mentions if mention.reading.score >= (0.3 if mention.title else needed)]


def is_people_page(view: View) -> bool:
    """Tell whether the page's address, title or first heading announces people."""
    known = phrases("headings", "people")
    spoken = [*view.title_parts, *(line.text for line in view.marked_headings[:3])]
    if any(plain(text) in known or _announces(text) for text in spoken):
        return True
    return bool(words("homepages", "team_paths") & set(view.path_words[-3:]))


def _announces(text: str) -> bool:
    return "people" in sections_of(text)


def _path(node: Node) -> tuple[str, ...]:
    """Name a place by its tags, and table cells by their column, without classes."""
    steps: list[str] = []
    step: Node | None = node
    while step is not None and len(steps) < _PATH_DEPTH and step.tag not in ("body", "html"):
        steps.append(f"{step.tag}{_column(step)}" if step.tag in ("td", "th") else step.tag or "")
        step = step.parent
    return tuple(steps)


def _column(cell: Node) -> int:
    number = 0
    before = cell.prev
    while before is not None:
        number += before.tag in ("td", "th")
        before = before.prev
    return number


def _may_be_title(text: str) -> bool:
    """Tell whether a line at the place of titles can be one though no listed word is in it."""
    if title_score(text) >= 0.5:
        return True
    found = text.split()
    if (
        not found
        or len(found) > _MAX_TITLE_WORDS
        or plain(text) in _MORE
        or "@" in text
        or "http" in text
        or any(char.isdigit() for char in text)
    ):
        return False
    if ":" in text or label_field("contact", text) in ("phone", "email", "fax") or text.endswith((".", "!", "?", "…")):
        return False
    return not _is_organization_or_place(found)


def _is_organization_or_place(found: list[str]) -> bool:
    folded = [plain(word).replace(".", "") for word in found]
    if folded[-1] in words("organizations", "suffixes") and not is_head(found[-1]):
        return True
    return all(word in words("name_parts", "places") or word in ("and", "&", "") for word in folded)


def _is_phone_line(text: str) -> bool:
    digits = sum(char.isdigit() for char in text)
    return 7 <= digits <= 20 and len(text) <= 60


def _without_echoes(mentions: list[Mention]) -> list[Mention]:
    """Drop names that a sentence repeats from the entry it stands in ("Ken Jones joined ..." under Kenneth Jones)."""
    heads = [mention for mention in mentions if mention.shape != "lead"]
    known = {plain(part) for mention in heads for part in mention.name.split()}
    sentences = [mention for mention in mentions if mention.shape == "lead"]
    full = {plain(part) for mention in sentences for part in mention.name.split() if len(mention.name.split()) > 1}
    if len(heads) >= 2:
        first, last = heads[0].line.index, heads[-1].line.index + 6
        sentences = [
            mention
            for mention in sentences
            if not first <= mention.line.index <= last and not set(plain(mention.name).split()) & known
        ]
    return heads + [
        mention for mention in sentences if len(mention.name.split()) > 1 or plain(mention.name) not in full
    ]


def _each_once(mentions: list[Mention]) -> list[Mention]:
    """Join mentions of one name: the first place, the first title."""
    kept: dict[str, Mention] = {}
    for mention in sorted(mentions, key=lambda item: item.line.index):
        key = compare_key(mention.name)
        first = kept.setdefault(key, mention)
        if first is not mention:
            if not first.title and mention.title:
                first.title, first.title_line = mention.title, mention.title_line
            first.href = first.href or mention.href
    return list(kept.values())
