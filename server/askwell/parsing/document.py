"""One captured page as a tree, computed step by step as somebody asks; knows no site and no field."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from askwell.domain.pages import CapturedPage
from askwell.parsing.decoding import mend_text
from askwell.parsing.json_ld import Json, decode_block, decode_blocks, value_at
from askwell.parsing.limits import check_limits
from askwell.parsing.markup import LINE_MARK, Node, Tree, mark_lines, next_element, previous_element, text_of
from askwell.parsing.paths import Paths
from askwell.parsing.text import absolute_link, fold, host_of, path_parts

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

_NEVER_READ = (
    'script:not([type="application/ld+json" i]), style, svg, noscript, template, iframe, object, embed, canvas, '
    'input[type="hidden" i], link[rel="stylesheet" i]'
)
_STATE = 'code[id^="bpr-guid"], code[id^="datalet"], code[style*="none"]'
_RAW_LIMIT = 4_000
_TWIN_LIMIT = 200
_WORD = re.compile(r"\w+")


class Document:
    """A captured page being read.

    The tree is pruned of what no reader sees (scripts, styles, drawings, hidden inputs, embedded state); paths count
    elements of the same tag, so they hold in the page as stored too.

    Attributes:
        page: The capture.
        html: Its source, rightly decoded.
        url: Its address.
        host: Host name without `www.`.
        path: Decoded steps of the address's path.
    """

    def __init__(self, page: CapturedPage) -> None:
        """Check the page's size and shape; nothing is parsed yet.

        Raises:
            PageTooComplexError: The page cannot be read in bounded time.
        """
        source = _encode(page.html)
        check_limits(page.html, source)
        self.page = page
        self.html = mend_text(page.html)
        self._source = source if self.html is page.html else _encode(self.html)
        self.url = page.url
        self.host = host_of(page.url)
        self.path = path_parts(page.url)
        self._state: list[str] = []
        self._decoded: dict[int, Json] = {}
        self._marks: dict[str, bool] = {}
        self._placed: dict[str, Node] = {}

    @cached_property
    def tree(self) -> Tree:
        """The pruned page."""
        tree = Tree(mark_lines(self._source.replace(b"\x00", b"")))
        for node in tree.css(_STATE):
            self._state.append(node.text())
            node.decompose()
        for node in tree.css(_NEVER_READ):
            node.decompose()
        _silence_twins(tree)
        return tree

    @property
    def body(self) -> Node:
        """The element that holds all content."""
        return self.tree.body or self.tree.css("*")[0]

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The pruned page for readers that search upwards, sideways and by text; costly, so only on a marker."""
        return soup_of((self.tree.html or "").replace(LINE_MARK, ""))

    @cached_property
    def json_ld(self) -> list[Any]:
        """The JSON-LD blocks that could be decoded, in page order."""
        return decode_blocks(node.text() for node in self.tree.css('script[type="application/ld+json" i]'))

    @cached_property
    def state(self) -> list[str]:
        """Texts of embedded state blocks, undecoded; saved pages may have them, captured ones do not."""
        return self._state if self.tree is not None else []

    def state_value(self, where: str) -> Json:
        """Return what a place in an embedded state block (`state:N/path`) holds, or None."""
        number, _, path = where.removeprefix("state:").partition("/")
        if not number.isdecimal() or int(number) >= len(self.state):
            return None
        return value_at([self.state_block(int(number))], f"jsonld:0/{path}")

    def state_block(self, number: int) -> Json:
        """Decode an embedded state block, once however often it is asked for."""
        if number not in self._decoded:
            self._decoded[number] = decode_block(self.state[number])
        return self._decoded[number]

    @cached_property
    def meta(self) -> dict[str, str]:
        """Contents of `meta` by lower-case name, property or http-equiv; the first of each name counts."""
        found: dict[str, str] = {}
        for node in self.tree.css("meta[content]"):
            attributes = node.attributes
            name = attributes.get("property") or attributes.get("name") or attributes.get("http-equiv") or ""
            content = fold(attributes.get("content") or "")
            if name and content:
                found.setdefault(name.lower(), content)
        return found

    @cached_property
    def hrefs(self) -> list[tuple[Node, str]]:
        """Every link of the page with its target as written."""
        return [(node, node.attributes.get("href") or "") for node in self.tree.css("a[href]")]

    @cached_property
    def title(self) -> str:
        """The page's title, or the tab's."""
        node = self.tree.css_first("head > title") or self.tree.css_first("title")
        return text_of(node) or fold(self.page.title)

    @cached_property
    def language(self) -> str:
        """The language the page declares, as a lower-case two or three letter code, or nothing."""
        root = self.tree.css_first("html")
        declared = (root.attributes.get("lang") if root is not None else "") or self.meta.get("og:locale") or ""
        return declared.replace("_", "-").split("-")[0].lower()[:3]

    @cached_property
    def canonical_url(self) -> str:
        """The address the page calls its own, or nothing."""
        node = self.tree.css_first('link[rel="canonical" i][href]')
        declared = (node.attributes.get("href") if node is not None else "") or self.meta.get("og:url") or ""
        return self.link(declared) if declared else ""

    def has(self, *marks: str) -> bool:
        """Tell whether any of the marks occurs in the page's source; cheap, before costly readers run."""
        return any(self._holds(mark) for mark in marks)

    def _holds(self, mark: str) -> bool:
        found = self._marks.get(mark)
        if found is None:
            found = self._marks[mark] = mark in self.html
        return found

    def link(self, href: str | None) -> str:
        """Make a link absolute; nothing for scripts and other schemes."""
        return absolute_link(href, self.url) if href else ""

    def where(self, node: Node, attribute: str = "") -> str:
        """Write the place of a node (or of an attribute of it), so that `replay` finds its text again."""
        path = self._paths.of(node)
        self._placed[path] = node
        return f"{path}@{attribute}" if attribute else path

    def placed(self, path: str) -> Node | None:
        """Return the element that a path finds; one written by `where` is known without a search."""
        found: Node | None = self._placed.get(path)
        return found if found is not None else self.tree.css_first(path)

    @cached_property
    def _paths(self) -> Paths:
        return Paths(self.tree)


def _encode(html: str) -> bytes:
    """Encode a page for the parser, which skips what has no encoding (halves of signs) in the same way."""
    return html.encode(errors="ignore")


def soup_of(html: str) -> BeautifulSoup:
    """Parse a piece of a page for readers that search by relation; always from text."""
    from bs4 import BeautifulSoup

    return BeautifulSoup(html, "lxml")


def replay(document: Document, where: str) -> str | None:
    """Return the raw text that a place holds: the text of an element, an attribute, or a JSON-LD value."""
    if where.startswith(("jsonld:", "state:")):
        value = value_at(document.json_ld, where) if where.startswith("jsonld:") else document.state_value(where)
        return None if value is None else clip_raw(str(value))
    selector, _, attribute = where.partition("@")
    node = document.placed(selector)
    if node is None:
        return None
    return clip_raw(str(node.attributes.get(attribute) or "") if attribute else text_of(node))


def clip_raw(text: str) -> str:
    """Fold a captured text and cut it where evidence stops being readable."""
    return fold(text)[:_RAW_LIMIT]


def _silence_twins(tree: Tree) -> None:
    """Empty the copy for screen readers beside a text marked as seen only; its element stays, so paths hold."""
    budget = 4 * len(tree.raw_html or b"") + 1_000_000
    for seen in tree.css('[aria-hidden="true"]'):
        beside = (next_element(seen), previous_element(seen))
        twins = [twin for twin in beside if twin is not None and twin.tag == seen.tag]
        shown = text_of(seen) if twins and budget >= 0 else ""
        for twin in twins if shown else ():
            if budget < 0:
                break
            said = text_of(twin)
            # Texts inside texts inside texts would be compared without end.
            budget -= len(shown) + len(said)
            if _says_the_same(shown, said):
                for child in list(twin.iter(include_text=True)):
                    child.decompose()


def _says_the_same(seen: str, spoken: str) -> bool:
    """Tell whether a text for screen readers repeats one for the eye, maybe in more words ("1st", "1st degree")."""
    if not seen or seen == spoken:
        return bool(seen)
    if max(len(seen), len(spoken)) > _TWIN_LIMIT:
        return False
    shown, said = set(_WORD.findall(seen.casefold())), _WORD.findall(spoken.casefold())
    repeated = sum(1 for word in shown if any(other.startswith(word) for other in said))
    return bool(shown) and repeated * 5 >= len(shown) * 4
