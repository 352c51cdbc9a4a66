"""Text, lines and short paths of nodes in a parsed page; knows markup, not its meaning."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser as Tree
from selectolax.lexbor import LexborNode as Node

from askwell.parsing.text import fold

__all__ = [
    "LINE_MARK",
    "Node",
    "Tree",
    "is_within",
    "lines_of",
    "mark_lines",
    "next_element",
    "path_of",
    "previous_element",
    "select_one",
    "text_of",
]

# A form feed is white space to the parser (so it may stand anywhere, even inside a table) and never occurs in pages:
# put before every block tag, it lets the text of any node be cut into lines without walking its children.
LINE_MARK = "\f"
# Grouped by first letters, which is twice as quick as one long list.
_BLOCK = re.compile(
    r"<(?=/?(?:d(?:d|etails|i(?:alog|v)|l|t)|p(?:re)?|li|a(?:ddress|rticle|side)|b(?:lockquote|r|utton)|c(?:aption|enter)"
    r"|f(?:i(?:eldset|gcaption|gure)|o(?:oter|rm))|h(?:[1-6]|eader|r)|legend|main|nav|o(?:l|ption)"
    r"|s(?:ection|elect|ummary)|t(?:able|body|d|foot|h|head|r)|ul)[\s/>])",
    re.I,
)
# Attributes that outlive a redesign better than a position, in the order of their worth.
_ANCHORS = ("id", "data-testid", "componentkey", "data-section")
_SAFE = re.compile(r"[\w.:/ -]{1,80}")


def mark_lines(html: str) -> str:
    """Put a line mark before every block tag."""
    return _BLOCK.sub(LINE_MARK + "<", html.replace(LINE_MARK, " "))


def lines_of(node: Node) -> list[str]:
    """List the lines a reader sees in a node, white space folded, none empty."""
    return [line for part in node.text().split(LINE_MARK) if (line := fold(part))]


def text_of(node: Node | None) -> str:
    """Return the text of a node on one line, or nothing."""
    return " ".join(lines_of(node)) if node is not None else ""


def beginning_of(node: Node | None, least: int) -> str:
    """Return the text of a node on one line; of a much longer one only a beginning of more than `least` characters."""
    raw = node.text() if node is not None else ""
    for piece in (raw[: 4 * least], raw):
        text = fold(piece.replace(LINE_MARK, " "))
        if len(text) > least:
            break
    return text


def select_one(root: Node | Tree, *selectors: str) -> Node | None:
    """Return the first element that the first matching selector finds."""
    for selector in selectors:
        found: Node | None = root.css_first(selector)
        if found is not None:
            return found
    return None


def next_element(node: Node) -> Node | None:
    """Return the element after a node, skipping text."""
    step = node.next
    while step is not None and not step.is_element_node:
        step = step.next
    return step


def previous_element(node: Node) -> Node | None:
    """Return the element before a node, skipping text."""
    step = node.prev
    while step is not None and not step.is_element_node:
        step = step.prev
    return step


def is_within(node: Node, ancestor: Node) -> bool:
    """Tell whether a node lies inside another (or is it)."""
    return any(step.mem_id == ancestor.mem_id for step in _upwards(node))


def _upwards(node: Node) -> Iterator[Node]:
    step: Node | None = node
    while step is not None:
        yield step
        step = step.parent


def _position_of(node: Node, positions: dict[int, tuple[str, int]]) -> str:
    """Name an element among its siblings of the same tag, filling a cache for all of them at once."""
    if node.mem_id not in positions:
        counts: dict[str, int] = {}
        parent = node.parent
        for sibling in parent.iter() if parent is not None else [node]:
            tag = sibling.tag or "*"
            counts[tag] = counts.get(tag, 0) + 1
            positions[sibling.mem_id] = (tag, counts[tag])
    tag, number = positions[node.mem_id]
    return f"{tag}:nth-of-type({number})"


def path_of(node: Node, tree: Tree, positions: dict[int, tuple[str, int]], firsts: dict[str, int]) -> str:
    """Write a short CSS path to an element, without class names, that finds this element first.

    Args:
        node: The element to find again.
        tree: The page it belongs to.
        positions: A cache shared by all paths of one page.
        firsts: The same, for the elements that attributes find.
    """
    steps: list[str] = []
    for step in _upwards(node):
        if step.tag in ("html", "-document", "#document"):
            break
        anchor = _anchor_of(step, tree, firsts)
        if anchor:
            steps.append(anchor)
            break
        steps.append(step.tag if step.tag in ("body", "head") else _position_of(step, positions))
    return " > ".join(reversed(steps)) or "html"


def _anchor_of(node: Node, tree: Tree, firsts: dict[str, int]) -> str:
    """Write a selector by a lasting attribute, when it finds just this element first."""
    attributes = node.attributes
    for name in _ANCHORS:
        value = attributes.get(name)
        if value and _SAFE.fullmatch(value):
            selector = f'[{name}="{value}"]'
            if selector not in firsts:
                found = tree.css_first(selector)
                firsts[selector] = found.mem_id if found is not None else 0
            if firsts[selector] == node.mem_id:
                return selector
    return ""
