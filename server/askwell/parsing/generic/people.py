"""The people a page lists, with their titles: lines of one shape that name people are weighed together."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from askwell.parsing.generic.entry_titles import EntryTitles
from askwell.parsing.generic.lines import Line, holds_more_than
from askwell.parsing.generic.mentions import Mention, mention_in_image, mentions_on
from askwell.parsing.generic.titles import title_score
from askwell.parsing.generic.view import View
from askwell.parsing.generic.words import phrases, plain, sections_of, words
from askwell.parsing.markup import Node, is_within
from askwell.parsing.text import compare_key

_NEVER = frozenset(("nav", "comment", "quote", "dialog"))
_PATH_DEPTH = 6
_WRAPPERS = frozenset(("div", "section", "article", "span"))
_OPENING_QUOTES = '"“„«»「『'
_CLOSING_QUOTES = '"“”»」』.!'
_NUMBER = re.compile(r"(?:\D*\d){7,20}\D*$")


@dataclass(slots=True)
class Group:
    """Mentions of one shape at like places of the page.

    Attributes:
        mentions: The names, in page order.
        total: How many lines stand at such places, names or not.
    """

    mentions: list[Mention] = field(default_factory=list)
    total: int = 0

    @property
    def shape(self) -> str:
        """The shape of all mentions."""
        return self.mentions[0].shape

    @property
    def quality(self) -> float:
        """Mean of the names' scores."""
        return sum(mention.reading.score for mention in self.mentions) / len(self.mentions)

    @property
    def titled(self) -> float:
        """Share of members with a title, or with letters or an honorific that only people have."""
        known = (mention.title or mention.reading.credentials or mention.reading.honorific for mention in self.mentions)
        return sum(1 for sign in known if sign) / len(self.mentions)

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
        shown = [line for line in view.lines if line.region not in _NEVER]
        self.lines = [line for line in shown if line.is_image or line.level or compare_key(line.text) != title]
        self.on_people_page = is_people_page(view)
        self.candidates: dict[int, Mention] = {}
        self.titles = EntryTitles([], self.candidates)

    def find(self) -> list[Mention]:
        """Find all groups and join those that are accepted; names in pictures count where no text names people."""
        found = self._read([line for line in self.lines if not line.is_image])
        return found or (self._read(self.lines) if any(line.is_image for line in self.lines) else [])

    def _read(self, lines: list[Line]) -> list[Mention]:
        self.candidates = {}
        for line in lines:
            mention = mention_in_image(line) if line.is_image else mentions_on(line)
            if mention is not None and not self._is_quoted(line):
                self.candidates[line.index] = mention
        self.titles = EntryTitles(lines, self.candidates)
        accepted: list[Mention] = []
        for group in self._groups(lines):
            self.titles.give(group.mentions)
            if self._accepts(group):
                accepted.extend(_members(group))
        return _each_once(_without_echoes(accepted))

    def _groups(self, lines: list[Line]) -> list[Group]:
        groups: dict[tuple[object, ...], Group] = defaultdict(Group)
        totals: dict[tuple[str, ...], int] = defaultdict(int)
        for line in lines:
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
        before = line
        while before.index and (before is line or before.is_image):
            before = self.view.lines[before.index - 1]
        if before is line or not _shares_box(line, before):
            return False
        if before.region == "quote":
            return True
        return before.text[:1] in _OPENING_QUOTES and before.text[-1:] in _CLOSING_QUOTES and len(before.text) > 25

    def _accepts(self, group: Group) -> bool:
        team = self.on_people_page or self._in_people_section(group)
        count = len(group.mentions)
        if group.shape == "lead":
            short = all(len(mention.line.text) <= 120 for mention in group.mentions)
            if count > 1 and short and all(title_score(mention.title) >= 0.6 for mention in group.mentions):
                return True
            return team and (group.titled >= 0.3 or count > 1) and group.quality >= 0.6
        if group.shape == "image":
            return count > 1 and group.quality >= 0.7 and (group.titled >= 0.5 or team)
        if group.shape == "split":
            return group.quality >= 0.5 and (count > 1 or team or group.quality >= 0.75)
        return self._accepts_one(group, team) if count == 1 else self._accepts_many(group, team)

    def _accepts_one(self, group: Group, team: bool) -> bool:
        only = group.mentions[0]
        titled = bool(only.title) and title_score(only.title) >= 0.6
        return only.reading.score >= 0.6 and titled and (team or self._has_contact(only))

    def _accepts_many(self, group: Group, team: bool) -> bool:
        if group.titled >= 0.4 and group.quality >= 0.4:
            return True
        reached = sum(self._has_contact(mention) for mention in group.mentions)
        if reached * 2 >= len(group.mentions) and group.quality >= 0.6:
            return True
        return team and group.quality >= 0.5 and (group.purity >= 0.5 or group.quality >= 0.7)

    def _in_people_section(self, group: Group) -> bool:
        inside = sum("people" in self.view.sections(mention.line) for mention in group.mentions)
        return inside * 2 >= len(group.mentions)

    def _has_contact(self, mention: Mention) -> bool:
        """Tell whether a mail address or telephone number follows within the entry."""
        for offset in (1, 2, 3, 4):
            line = self.titles.near(mention, offset)
            if line is None:
                return False
            number = len(line.text) <= 60 and bool(_NUMBER.match(line.text))
            if number or "@" in line.text or line.href.startswith(("mailto:", "tel:")):
                return True
        return False


def _shares_box(line: Line, before: Line) -> bool:
    """Tell whether the line before stands in the box around a line, and not in the one before it."""
    box = line.node.parent
    while box is not None and box.parent is not None and not holds_more_than(box, 1):
        box = box.parent
    return box is None or is_within(before.node, box)


def is_people_page(view: View) -> bool:
    """Tell whether the page's address, title or first heading announces people."""
    known = phrases("headings", "people")
    spoken = [*view.title_parts, *(line.text for line in view.marked_headings[:3])]
    if any(plain(text) in known or "people" in sections_of(text) for text in spoken):
        return True
    return bool(words("homepages", "team_paths") & set(view.path_words[-3:]))


def _members(group: Group) -> list[Mention]:
    """Choose the members of an accepted group; where nearly all lines are names, an odd one counts as well."""
    if group.shape == "lead":
        return [mention for mention in group.mentions if mention.title or mention.reading.score >= 0.5]
    needed = 0.2 if group.purity >= 0.6 and group.quality >= 0.5 else 0.45
    return [mention for mention in group.mentions if mention.reading.score >= (0.3 if mention.title else needed)]


def _path(node: Node) -> tuple[str, ...]:
    """Name a place by its tags, and table cells by their column, without classes."""
    steps: list[str] = []
    step: Node | None = node
    while step is not None and len(steps) < _PATH_DEPTH and step.tag not in ("body", "html"):
        if step.tag not in _WRAPPERS or not steps or not _is_alone_in(step):
            steps.append(f"{step.tag}{_column(step)}" if step.tag in ("td", "th") else step.tag or "")
        step = step.parent
    return tuple(steps)


def _is_alone_in(wrapper: Node) -> bool:
    """Tell whether an element holds one element and nothing else, so that it adds nothing to the structure."""
    elements = 0
    child = wrapper.first_child
    while child is not None:
        if child.is_element_node:
            elements += 1
        elif child.is_text_node and not (child.text_content or "").isspace():
            return False
        if elements > 1:
            return False
        child = child.next
    return elements == 1


def _column(cell: Node) -> int:
    number = 0
    before = cell.prev
    while before is not None:
        number += before.tag in ("td", "th")
        before = before.prev
    return number


def _without_echoes(mentions: list[Mention]) -> list[Mention]:
    """Drop names that a sentence repeats from the entry it stands in ("Ken Jones joined ..." under Kenneth Jones)."""
    heads = [mention for mention in mentions if mention.shape != "lead"]
    known = {plain(part) for mention in heads for part in mention.name.split()}
    told = [mention for mention in mentions if mention.shape == "lead"]
    full = {plain(part) for mention in told for part in mention.name.split() if len(mention.name.split()) > 1}
    if len(heads) >= 2:
        first, last = min(head.line.index for head in heads), max(head.line.index for head in heads) + 6
        outside = [mention for mention in told if not first <= mention.line.index <= last]
        told = [mention for mention in outside if not set(plain(mention.name).split()) & known]
    return heads + [mention for mention in told if len(mention.name.split()) > 1 or plain(mention.name) not in full]


def _each_once(mentions: list[Mention]) -> list[Mention]:
    """Join mentions of one name: the first place, the first title."""
    kept: dict[str, Mention] = {}
    for mention in sorted(mentions, key=lambda item: item.line.index):
        first = kept.setdefault(compare_key(mention.name), mention)
        if first is not mention:
            if not first.title and mention.title:
                first.title, first.title_line = mention.title, mention.title_line
            first.href = first.href or mention.href
    return list(kept.values())
