"""The paragraphs that introduce the person of a page: where they begin and end, and what is prose at all."""

from askwell.parsing.generic.lines import Line
from askwell.parsing.generic.sections import Block
from askwell.parsing.generic.view import Heading, View
from askwell.parsing.markup import Node

MIN_PARAGRAPH = 60
# Under a heading that announces it, a shorter text introduces somebody as well.
_MIN_MARKED = 25
_LIMIT = 6_000
_MAX_LINES = 600
_PROSE_TAGS = frozenset(("p", "li", "blockquote", "pre"))


def find_introduction(view: View, name: Line | None, blocks: list[Block]) -> list[Line]:
    """Return the paragraphs that introduce the person: the first of the page, or those of an about section before them.

    Args:
        view: The page.
        name: The visible line of the name; what stands before it introduces nobody.
        blocks: The page's sections.
    """
    first = _first_paragraphs(view, name)
    for block in blocks:
        if block.name == "about":
            found = [line for line in block.lines if len(line.text) >= _MIN_MARKED and not line.href]
            if found and (not first or found[0].index <= first[0].index):
                return found
    return first


def introduction_text(lines: list[Line]) -> str:
    """Join paragraphs up to a limit, each on a line of its own."""
    text = ""
    for line in lines:
        if len(text) + len(line.text) > _LIMIT:
            break
        text = f"{text}\n{line.text}".strip()
    return text


def _first_paragraphs(view: View, name: Line | None) -> list[Line]:
    start = name.index if name is not None else -1
    if name is not None and len(name.text) > MIN_PARAGRAPH:
        start -= 1
    after = [line for line in view.body if line.index > start and line.region != "form"][:_MAX_LINES]
    marked = any(line.tag == "p" and is_prose(line) for line in after[:150])
    found: list[Line] = []
    for line in after:
        heading = view.headings[line.index]
        if heading is not None and heading.line.index == line.index:
            if found or _opens_other(line, heading):
                break
        elif marked and line.tag not in _PROSE_TAGS:
            continue
        elif is_prose(line) or (found and len(line.text) >= 15 and _is_tail(line)):
            found.append(line)
    return found


def _opens_other(line: Line, heading: Heading) -> bool:
    """Tell whether a heading opens a section that is no introduction."""
    return 0 < line.level <= 3 and heading.named and heading.sections[0] != "about"


def is_prose(line: Line) -> bool:
    """Tell whether a line is a paragraph to read, not a reference, menu, caption or list of links."""
    if len(line.text) < MIN_PARAGRAPH or line.href or _in_facts_table(line):
        return False
    if line.tag in ("td", "th") and line.text.count(",") > 6 and "." not in line.text:
        return False
    linked = sum(len(segment.text) for segment in line.links)
    return linked < 0.6 * len(line.text) and len(line.text.split()) >= 9


def _in_facts_table(line: Line) -> bool:
    """Tell whether a line stands in a table of labels and values, or under a picture."""
    step: Node | None = line.node
    while step is not None and step.tag not in ("body", "main", "article"):
        if step.tag in ("figcaption", "caption"):
            return True
        if step.tag == "table":
            return step.css_first("th") is not None
        step = step.parent
    return False


def _is_tail(line: Line) -> bool:
    """Tell whether a short line goes on with a paragraph: a list item of it, or its last sentence."""
    if line.tag == "li":
        return not line.href and not _in_facts_table(line)
    return line.text.endswith((".", "!", ")")) and len(line.text.split()) > 5
