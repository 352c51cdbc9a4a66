"""One page as the generic readers see it: its lines, under which heading each stands, and what the address says."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from askwell.parsing.document import Document
from askwell.parsing.generic.lines import Line, holds_more_than, read_lines
from askwell.parsing.generic.names import name_score
from askwell.parsing.generic.titles import title_score
from askwell.parsing.generic.words import is_any_label, is_heading_phrase, plain, sections_of
from askwell.parsing.markup import Node

BODY_REGIONS = frozenset(("main", "header", "form", "dialog"))
_TITLE_BREAKS = re.compile(r"\s*[｜|]\s*|：|\s+[|•·»›>/\\~–—-]+\s+|\s*[|»›—]\s*|\s+::\s+|:\s+")
_PSEUDO_LEVEL = {"strong": 7, "phrase": 8}
_MAX_HEADING = 80
# A section with no more lines than this is the head of what follows it.
_HEADING_ONLY = 3
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that opens a section.

    Attributes:
        line: The heading.
        level: 1 to 6 as marked, 7 for a bold line, 8 for a bare line that is a known heading.
        sections: The sections it may open, inherited from an outer heading when it names none itself.
        named: It names a section itself.
    """

    line: Line
    level: int
    sections: tuple[str, ...]
    named: bool


# Who a page is about stands at its beginning, how to reach them at its end; a feed of many thousand rows between them
# would only cost time.
_MOST_LINES = 2_500


class View:
    """A page being read by the generic readers."""

    def __init__(self, document: Document) -> None:
        """Take a document; everything is computed when first asked for."""
        self.document = document

    @cached_property
    def lines(self) -> list[Line]:
        """The lines of the page's body; of an endless page only its beginning and its footer."""
        tree = self.document.tree
        lines = read_lines(tree.body, _MOST_LINES) if tree.body is not None else []
        if len(lines) >= _MOST_LINES:
            for footer in tree.css("footer, [role=contentinfo]")[-1:]:
                lines += read_lines(footer, _MOST_LINES)
            for index, line in enumerate(lines):
                line.index = index
        return lines

    @cached_property
    def body(self) -> list[Line]:
        """The visible text lines of the content, without navigation, footers, quotes and comments."""
        return [line for line in self.lines if line.region in BODY_REGIONS and not line.hidden and not line.is_image]

    @cached_property
    def headings(self) -> list[Heading | None]:
        """The heading that each line stands under (a heading line stands under itself), by line index."""
        found: list[Heading | None] = []
        stacks: dict[str, list[Heading]] = {}
        sizes = Counter(section for line in self.lines for section in line.sections)
        for line in self.lines:
            stack = stacks.setdefault("main" if line.region in BODY_REGIONS else line.region, [])
            level = _heading_level(line)
            while stack and not _reaches(stack[-1].line, line, sizes):
                stack.pop()
            if level:
                while stack and stack[-1].level > level:
                    stack.pop()
                stack.append(_open(line, level, stack))
            found.append(stack[-1] if stack else None)
        return found

    def sections(self, line: Line) -> tuple[str, ...]:
        """Name the sections a line may belong to."""
        heading = self.headings[line.index]
        return heading.sections if heading else ()

    @cached_property
    def title_parts(self) -> list[str]:
        """The page's title, cut at its separators."""
        return [part.strip() for part in _TITLE_BREAKS.split(self.document.title) if part and part.strip()]

    @cached_property
    def title_place(self) -> Node | None:
        """The element that holds the page's title."""
        return self.document.tree.css_first("head > title") or self.document.tree.css_first("title")

    @cached_property
    def path_words(self) -> list[str]:
        """Folded words of the address's path, without its file suffix."""
        words = " ".join(self.document.path)
        return [plain(word) for word in _WORD.findall(re.sub(r"\.(html?|php|aspx?|jsp)$", "", words))]

    @cached_property
    def host_word(self) -> str:
        """The name part of the host: `hayden-outdoors` of `www.hayden-outdoors.co.uk`."""
        labels = self.document.host.split(".")
        while len(labels) > 1 and (len(labels[-1]) <= 3 or labels[-1] in _LONG_DOMAINS):
            labels.pop()
        return labels[-1] if labels else ""

    @cached_property
    def marked_headings(self) -> list[Line]:
        """Visible lines marked as `h1`, or as `h2` where the page has no `h1`, outside navigation."""
        for level in (1, 2):
            found = [line for line in self.body if line.level == level]
            if found:
                return found
        return []


_LONG_DOMAINS = frozenset(
    "info name dental online site store shop agency studio team tech design group company academy global "
    "email world museum coop aero test example".split()
)


# Sections inside which deeper headings may open others; elsewhere they are entries of the section.
_OPEN_SECTIONS = frozenset(("about", "people", "contact", "not_people"))
# Sections that open with a bare word even where that word may be a label as well.
_LISTED = frozenset(("experience", "education", "skills", "languages", "publications", "certifications"))


def _reaches(heading: Line, line: Line, sizes: Counter[int]) -> bool:
    """Tell whether a heading may stand over a line: in its own section, or as all there is in the section before."""
    if heading.sections == line.sections:
        return True
    left = set(heading.sections) - set(line.sections)
    return all(sizes[section] <= _HEADING_ONLY for section in left)


def _heading_level(line: Line) -> int:
    """Return a line's heading level; 0 for text."""
    if line.is_image or len(line.text) > _MAX_HEADING:
        return 0
    if line.level:
        return line.level
    if line.strong and not line.text.endswith((".", ",")) and len(line.text) > 1 and not _in_data_row(line):
        return _PSEUDO_LEVEL["strong"]
    bare = len(line.segments) == 1 and not line.href and line.region != "form" and line.tag not in ("dt", "th")
    if bare and is_heading_phrase(line.text):
        unclear = is_any_label(line.text) and not set(sections_of(line.text)) & _LISTED
        return 0 if unclear or _in_data_row(line) else _PSEUDO_LEVEL["phrase"]
    return 0


def _in_data_row(line: Line) -> bool:
    """Tell whether a line stands in a table row of several cells, where bold marks a column or a name."""
    step: Node | None = line.node
    for _ in range(3):
        if step is None or step.tag == "tr":
            return False
        if step.tag in ("td", "th"):
            row = step.parent
            return row is not None and holds_more_than(row, 2)
        step = step.parent
    return False


def _open(line: Line, level: int, stack: list[Heading]) -> Heading:
    named = sections_of(line.text)
    inner = (
        bool(stack)
        and stack[-1].level < level
        and stack[-1].sections[:1]
        and stack[-1].sections[0] not in _OPEN_SECTIONS
    )
    if named and not (inner and not is_heading_phrase(line.text)):
        while stack and stack[-1].level >= level:
            stack.pop()
        return Heading(line, level, named, named=True)
    inherited: tuple[str, ...] = ()
    if stack:
        outer = stack[-1]
        if outer.level < level or _continues(line):
            inherited = outer.sections
        if outer.level == level:
            stack.pop()
    return Heading(line, level, inherited, named=False)


def _continues(line: Line) -> bool:
    """Tell whether a heading is an entry of the section before it: a person, a title, or a role."""
    head = re.split(r"\s*[,|–—-]\s+|:\s", line.text, maxsplit=1)[0]
    return name_score(head) >= 0.5 or name_score(line.text) >= 0.4 or title_score(line.text) >= 0.5
