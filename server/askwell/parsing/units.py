"""The pieces of text a reader sees one after the other in a part of a page, each with its element; knows no meaning."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from askwell.parsing.markup import Node, holds_text, lines_of, text_of
from askwell.parsing.text import fold
from askwell.parsing.vocabulary import is_more_button

# Parts of a page that are operated, not read.
_OPERATED = frozenset({"nav", "select", "textarea", "form", "dialog", "script", "head", "title", "option", "datalist"})
_OPERATED_ROLES = frozenset({"dialog", "alertdialog", "navigation", "menu", "listbox", "tooltip", "search", "toolbar"})
# Finds every such element, and some others.
MAY_OPERATE = ", ".join((*sorted(_OPERATED), "[role]", "[hidden]", "[aria-modal]"))
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = (
    frozenset(
        {
            "ul",
            "ol",
            "li",
            "dl",
            "dt",
            "dd",
            "table",
            "section",
            "article",
            "div",
            "dialog",
            "p",
            "figure",
            "header",
            "footer",
        }
    )
    | _HEADINGS
)
_CUT = re.compile(r"\s*(?:…|\.{3,})?\s*$")
_MOST_DATES = 8
_MOST_UNITS = 10_000


@dataclass(frozen=True)
class Unit:
    """One piece of text: a line, a label, a paragraph.

    Attributes:
        node: The element that holds it.
        text: Its text on one line.
        button: Whether it lies in something to press.
    """

    node: Node
    text: str
    button: bool = field(default=False, compare=False)

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text, "see more" left out."""
        return _without_more(lines_of(self.node)) or [self.text]

    @property
    def paragraph(self) -> str:
        """The text with its line breaks."""
        return "\n".join(self.lines)

    @property
    def is_heading(self) -> bool:
        """Whether the element is a heading."""
        return self.node.tag in _HEADINGS


def units_of(node: Node, limit: int = _MOST_UNITS, without: Collection[int] = ()) -> list[Unit]:
    """List the pieces of text under an element in reading order.

    An element with text of its own is one piece, with whatever inline markup it holds; an element that only holds
    elements is read child by child, because styles set those apart even where the markup is inline. Reading stops at
    the limit, which no page that is made for people reaches. Elements named in `without` (by `mem_id`) are left out.
    """
    found: list[Unit] = []
    waiting: list[tuple[Node, bool]] = [(node, False)]
    while waiting and len(found) < limit:
        step, button = waiting.pop()
        tag, attributes = step.tag or "", step.attributes
        if _operates(tag, attributes) or step.mem_id in without:
            continue
        button = button or tag == "button" or attributes.get("role") == "button"
        unit, inner = _read(step, button=button)
        if unit is not None:
            found.append(unit)
        if inner:
            waiting += [(child, button) for child in reversed(inner)]
    return found


def _read(node: Node, *, button: bool) -> tuple[Unit | None, list[Node]]:
    """Read one element: the piece of text it is, if it is one, and the elements to read after it."""
    elements: list[Node] = []
    spoken = False
    child = node.first_child
    while child is not None:
        if child.is_element_node:
            elements.append(child)
        elif not spoken and child.is_text_node:
            text = child.text_content or " "
            spoken = not text.isspace()
        child = child.next
    if spoken:
        return _own_text(node, elements, button=button)
    if _is_period(elements) or (node.tag == "h1" and not any(_holds_blocks(child) for child in elements)):
        text = text_of(node)
        return (Unit(node, text, button) if text else None), []
    return None, elements


def _is_period(children: list[Node]) -> bool:
    """Tell whether an element holds nothing but dates side by side ("2002", "– 2006")."""
    if not 1 < len(children) < _MOST_DATES or children[0].tag not in {"time", "abbr"}:
        return False
    tags = [child.tag for child in children if fold(child.text())]
    return len(tags) > 1 and all(tag in {"time", "abbr"} for tag in tags)


def _own_text(node: Node, elements: list[Node], *, button: bool) -> tuple[Unit | None, list[Node]]:
    """Read an element that has text of its own; lists and blocks inside it are read after it."""
    inner = [child for child in elements if _holds_blocks(child)]
    if not inner:
        text = _text_without_buttons(node) if elements else text_of(node)
        return (Unit(node, text, button) if text and not is_more_button(text) else None), []
    held = {child.mem_id for child in inner}
    children = [child for child in node.iter(include_text=True) if not child.is_comment_node]
    own = fold(" ".join(child.text() for child in children if child.mem_id not in held and not is_operated(child)))
    return (Unit(node, own, button) if own and not is_more_button(own) else None), inner


def _text_without_buttons(node: Node) -> str:
    text = text_of(node)
    for button in reversed(node.css("button, [role=button]")):
        pressed = text_of(button) if button.mem_id != node.mem_id else ""
        if pressed and text.endswith(pressed):
            text = _CUT.sub("", text[: -len(pressed)])
    return text


def _without_more(lines: list[str]) -> list[str]:
    """Drop what asks for the rest of a text, and the dots before it."""
    kept = [line for line in lines if not is_more_button(line)]
    if kept and is_more_button(lines[-1]):
        kept[-1] = _CUT.sub("", kept[-1])
    return kept


def _holds_blocks(node: Node) -> bool:
    """Tell whether an element inside a text is a part of its own rather than a word of it."""
    return node.tag in _BLOCKS and holds_text(node)


def is_operated(node: Node) -> bool:
    """Tell whether an element is operated (menus, dialogs, forms) rather than read."""
    return _operates(node.tag or "", node.attributes)


def _operates(tag: str, attributes: Mapping[str, str | None]) -> bool:
    if tag in _OPERATED:
        return True
    if not attributes:
        return False
    return attributes.get("role") in _OPERATED_ROLES or "hidden" in attributes or attributes.get("aria-modal") == "true"
