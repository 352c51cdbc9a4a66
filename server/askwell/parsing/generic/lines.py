"""A page as the lines a reader sees, in order; says nothing about what a line means."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from askwell.parsing.markup import Node

INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span strike "
    "strong sub sup time tt u var wbr".split()
)
# Inline elements that style sheets often set as blocks of their own.
_SET_APART = frozenset(("span", "a", "label", "strong", "b", "em", "i", "small", "time"))
SKIPPED = frozenset(
    "script style template noscript svg head iframe object embed canvas video audio select textarea input "
    "math map".split()
)
STRONG = frozenset(("b", "strong"))
_ALONE = frozenset(("br", "hr", "img"))
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
REGION_TAGS = {"nav": "nav", "aside": "aside", "form": "form", "blockquote": "quote", "dialog": "dialog"}
REGION_ROLES = {
    "navigation": "nav",
    "menu": "nav",
    "menubar": "nav",
    "banner": "header",
    "contentinfo": "footer",
    "complementary": "aside",
    "search": "form",
    "dialog": "dialog",
    "alertdialog": "dialog",
}
# Words in ids and class names that mark a region; a help where they exist, never the only sign.
REGION_WORDS = {
    "nav": ("nav", "navbar", "navigation", "menu", "breadcrumb", "breadcrumbs", "topnav", "skip"),
    "footer": ("footer", "colophon", "siteinfo"),
    "aside": ("sidebar", "related", "recommended", "widget", "advert", "promo"),
    "quote": ("testimonial", "testimonials", "quote", "review", "reviews"),
    "comment": ("comments", "comment", "disqus", "respond"),
    "dialog": ("cookie", "cookies", "consent", "gdpr", "modal", "popup"),
}
WORD_REGION = {word: region for region, words in REGION_WORDS.items() for word in words}
INHERITED_OVER = frozenset(("nav", "footer", "comment", "quote", "aside"))
# A region that would hold this share of the page's text is the page itself, whatever it is called.
MAX_REGION_SHARE = 0.45
MAX_LINES = 20_000
# Longer lines are cut: nobody wrote them to be read, and patterns would run over them for seconds.
MAX_TEXT = 20_000
_MAY_HIDE = '[hidden], [aria-hidden="true"], [style]'
# Columns set with tabs or spaces in preformatted text.
_COLUMNS = re.compile(r"(?<=\S)(?:\t+| {3,})(?=\S)")
_QUOTE_MARKS = re.compile('["“”„«»「『]')


@dataclass(slots=True)
class Segment:
    """A stretch of one line that one inline element holds."""

    text: str
    node: Node
    href: str = ""

    @property
    def tag(self) -> str:
        """The element's name."""
        return self.node.tag or ""


@dataclass(slots=True, eq=False)
class Line:
    """One visual line: a heading, a paragraph, a table cell, or what stands between two line breaks.

    Attributes:
        index: Place in the page, from 0.
        text: Text with white space folded; never empty.
        node: The block element that holds the line; several lines may share one.
        tag: That element's name, or `img` for an image's alternative text.
        level: 1 to 6 for headings, 0 otherwise.
        region: `main` or what the landmarks say (nav, header, footer, aside, form, quote, comment, dialog).
        hidden: The page hides the element that holds the line.
        segments: The inline pieces, in order; their texts make up `text`.
        href: Target when one link holds the whole line.
        strong: All of it is bold.
        sections: Which `section` and `article` elements hold the line, outermost first.
    """

    index: int
    text: str
    node: Node
    tag: str
    level: int
    region: str
    hidden: bool
    segments: list[Segment] = field(default_factory=list)
    href: str = ""
    strong: bool = False
    sections: tuple[int, ...] = ()

    @property
    def is_image(self) -> bool:
        """Tell whether the text is an image's alternative text."""
        return self.tag == "img"

    @property
    def is_heading(self) -> bool:
        """Tell whether the line looks like a heading: marked as one, or wholly in bold."""
        return self.level > 0 or self.strong

    @property
    def links(self) -> list[Segment]:
        """List the linked pieces."""
        return [segment for segment in self.segments if segment.href]


@dataclass(slots=True)
class _Frame:
    """What an element passes on to the texts in it; elements that change nothing share the one around them."""

    block: Node
    region: str
    hidden: bool
    level: int
    strong: bool
    href: str
    sections: tuple[int, ...]
    preformatted: bool


def read_lines(root: Node, limit: int = MAX_LINES) -> list[Line]:
    """Flatten an element into its lines."""
    collector = _Collector(root, limit)
    collector.walk(root)
    return collector.lines


class _Collector:
    """Walks the tree once, without recursion, and closes a line at every block boundary."""

    def __init__(self, root: Node, limit: int) -> None:
        self.size = len(root.text())
        # Few elements are hidden: they are looked for at once, instead of asking every one.
        self.hidden = {node.mem_id for node in root.css(_MAY_HIDE) if _is_hidden(node.attributes)}
        self.lines: list[Line] = []
        self.limit = limit
        self.pieces: list[tuple[str, Node, _Frame]] = []

    def walk(self, root: Node) -> None:
        """Visit every node below `root` in document order."""
        outer: list[tuple[Node, _Frame, Node | None]] = []
        frame = _Frame(root, "main", False, 0, False, "", (), root.tag == "pre")
        holder, node = root, root.first_child
        lines, limit = self.lines, self.limit
        while len(lines) < limit and (node is not None or outer):
            if node is None:
                inner = frame
                holder, frame, node = outer.pop()
                if self.pieces and inner.block is not frame.block:
                    self._close()
                continue
            step, node = node, node.next
            text = step.text_content  # only texts have it
            if text is not None:
                self._text(text, holder, frame)
                continue
            tag = step.tag or "-"
            if tag in _ALONE:
                self._alone(step, tag, frame)
            elif tag[0] not in "-!" and tag not in SKIPPED:
                if self.pieces and tag not in INLINE:
                    self._close()
                child = step.first_child
                if child is not None:
                    outer.append((holder, frame, node))
                    frame = self._frame(step, tag, holder, frame)
                    holder, node = step, child
        self._close()

    def _text(self, text: str, holder: Node, frame: _Frame) -> None:
        """Keep a text; in preformatted text a line feed ends the line."""
        if not frame.preformatted:
            # White space alone says nothing where a line begins.
            if self.pieces or not text.isspace():
                self.pieces.append((text, holder, frame))
            return
        for number, part in enumerate(_COLUMNS.sub(" | ", text.strip("\t ")).split("\n")):
            if number:
                self._close()
            self.pieces.append((part, holder, frame))

    def _frame(self, node: Node, tag: str, holder: Node, frame: _Frame) -> _Frame:
        hidden = frame.hidden or node.mem_id in self.hidden
        if tag in INLINE:
            strong = frame.strong or tag in STRONG
            href = (node.attributes.get("href") or "") if tag == "a" else frame.href
            if strong == frame.strong and hidden == frame.hidden and href == frame.href:
                return frame
            return _Frame(
                frame.block, frame.region, hidden, frame.level, strong, href, frame.sections, frame.preformatted
            )
        return _Frame(
            node,
            self._region(node, tag, holder, frame.region),
            hidden,
            HEADINGS.get(tag, frame.level),
            frame.strong,
            frame.href,
            (*frame.sections, node.mem_id) if tag in ("section", "article") else frame.sections,
            tag == "pre",
        )

    def _region(self, node: Node, tag: str, holder: Node, outer: str) -> str:
        if outer in INHERITED_OVER or tag in ("body", "html"):
            return outer
        if tag == "main":
            return "main"
        attributes = node.attributes
        region = _region_by_landmark(tag, attributes.get("role"), holder) or _region_by_words(attributes)
        if not region or region == outer:
            return outer
        text = node.text()
        if len(text) > MAX_REGION_SHARE * self.size and region not in ("header", "footer", "dialog"):
            return outer
        if tag == "blockquote" and not _QUOTE_MARKS.search(text) and len(node.css("br")) >= 3:
            return outer
        return region

    def _alone(self, node: Node, tag: str, frame: _Frame) -> None:
        """End the line at a break or rule; take an image's alternative text as a line of its own."""
        if tag != "img":
            self._close()
            return
        alt = " ".join((node.attributes.get("alt") or "").split())
        if alt and not any(text.strip() for text, _, _ in self.pieces):
            self._close()
            self.lines.append(
                Line(
                    len(self.lines),
                    alt,
                    node,
                    "img",
                    0,
                    frame.region,
                    frame.hidden,
                    href=frame.href,
                    sections=frame.sections,
                )
            )

    def _close(self) -> None:
        if not self.pieces:
            return
        pieces, self.pieces = self.pieces, []
        text = " ".join((_joined(pieces) if len(pieces) > 1 else pieces[0][0]).split())
        if not text:
            return
        segments: list[Segment] = []
        frames: list[_Frame] = []
        for part, holder, frame in pieces:
            piece = text if len(pieces) == 1 else " ".join(part.split())
            if piece:
                segments.append(Segment(piece, holder, frame.href))
                frames.append(frame)
        text = text[:MAX_TEXT]
        first = frames[0]
        line = Line(len(self.lines), text, first.block, first.block.tag or "", 0, first.region, first.hidden, segments)
        line.level = max(frame.level for frame in frames) if len(frames) > 1 else first.level
        line.strong = first.strong and all(frame.strong for frame in frames)
        line.sections = first.sections
        if first.href and all(frame.href == first.href for frame in frames):
            line.href = first.href
        self.lines.append(line)


def _joined(pieces: list[tuple[str, Node, _Frame]]) -> str:
    """Join inline pieces, with a space where two elements touch and a new word clearly begins."""
    parts: list[str] = []
    before = ""
    for text, holder, _ in pieces:
        touching = len(before) > 1 and len(text) > 1 and text[0].isupper()
        if touching and (before[-1].islower() or before[-1].isdigit()) and holder.tag in _SET_APART:
            parts.append(" ")
        parts.append(text)
        before = text
    return "".join(parts)


def _region_by_landmark(tag: str, role: str | None, parent: Node) -> str:
    if role and role in REGION_ROLES:
        return REGION_ROLES[role]
    if tag in ("header", "footer"):
        return tag if _is_page_level(parent) else ""
    return REGION_TAGS.get(tag, "")


def _region_by_words(attributes: dict[str, str | None]) -> str:
    if not attributes:
        return ""
    named = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
    return _named_region(named) if 3 <= len(named) <= 300 else ""


@lru_cache(maxsize=1024)  # the same names stand on many elements of a page
def _named_region(named: str) -> str:
    for word in named.lower().replace("-", " ").replace("_", " ").split():
        region = WORD_REGION.get(word)
        if region:
            return region
    return ""


def _is_page_level(node: Node | None) -> bool:
    """Tell whether an element's header or footer belongs to the page, not to a card or an article."""
    while node is not None and node.tag not in ("body", "html"):
        if node.tag in ("article", "section", "main", "li", "figure", "blockquote"):
            return False
        node = node.parent
    return True


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    if not style:
        return False
    folded = style.replace(" ", "").lower()
    return "display:none" in folded or "visibility:hidden" in folded


def holds_more_than(node: Node, count: int) -> bool:
    """Tell whether an element holds more than so many elements, without counting them all."""
    child = node.first_child
    while child is not None and count >= 0:
        count -= child.is_element_node
        child = child.next
    return count < 0
