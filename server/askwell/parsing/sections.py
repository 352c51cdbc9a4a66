"""Finds the parts of a page under headings a reader knows, wherever the markup puts them; reads no facts."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice

from askwell.parsing.markup import Node, lines_of
from askwell.parsing.units import MAY_OPERATE, Unit, is_operated, units_of
from askwell.parsing.vocabulary import section_of, word_list

_HEADINGS = "h1, h2, h3, h4, h5, h6, [role=heading]"
_KEY_ATTRIBUTES = ("id", "data-section", "componentkey", "data-testid", "data-test-id")
_KEYED = frozenset(_KEY_ATTRIBUTES)
_KEYED_ELEMENTS = ", ".join(f"[{attribute}]" for attribute in _KEY_ATTRIBUTES)
_LETTERS = re.compile(r"[^a-z]")
_COMPONENT = re.compile(r"([A-Z][a-zA-Z]{3,60}?)(?:_[\w-]*)?$")
# More headings than any page that is read; a page made to exhaust the reader has more.
_MOST_ANCHORS = 1_500
_LEVELS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}


_Kind = tuple[str, int, bool]
_Crowd = dict[_Kind, int]


@dataclass(frozen=True)
class Section:
    """A part of a page.

    Attributes:
        name: What it holds (`experience`, ...); empty when its heading is in no list.
        node: The element that holds it, and nothing of another section.
        heading: Its heading, if it has one.
    """

    name: str
    node: Node
    heading: Node | None

    @cached_property
    def units(self) -> list[Unit]:
        """Its pieces of text without the heading."""
        found = units_of(self.node)
        if self.heading is None:
            return found
        inside = {step.mem_id for step in self.heading.traverse()}
        title = heading_text(self.heading)
        # Browsers save broken markup with a whole section inside its heading; only the heading's line is left out then.
        return [unit for unit in found if unit.node.mem_id not in inside or not title.startswith(unit.lines[0])]


@dataclass(frozen=True)
class _Anchor:
    node: Node
    name: str
    level: int
    keyed: bool

    @property
    def kind(self) -> _Kind:
        return self.name, self.level, self.keyed


def find_sections(root: Node, name_of: Callable[[str], str] = section_of, *, keyed: bool = True) -> list[Section]:
    """List the sections under a root in page order.

    A section is known by a key in its markup or by its heading. It reaches as far up as no other heading of its level
    comes in, but stays inside the nearest `section` element that holds more than the heading.

    Args:
        root: The part of the page that is about the subject.
        name_of: Names a section by its heading.
        keyed: Whether identifiers in the markup name sections too (they are those of profiles).
    """
    anchors = list(islice(_anchors(root, name_of, keyed=keyed), _MOST_ANCHORS))
    crowds = _crowds(anchors, root)
    taken: set[int] = set()
    sections = []
    for anchor in anchors:
        node = _extent(anchor, crowds, root)
        if node is None or node.mem_id in taken:
            continue
        taken.add(node.mem_id)
        heading = anchor.node if not anchor.keyed else _first_heading(node)
        sections.append(Section(anchor.name, node, heading))
    return sections


def heading_text(heading: Node | None) -> str:
    """Return the first line of a heading."""
    return next(iter(lines_of(heading)), "") if heading is not None else ""


def key_name(value: str) -> str:
    """Name the section that an identifier in the markup means, or nothing."""
    known = _keys()
    plain = _LETTERS.sub("", value.lower())
    if plain in known:
        return known[plain]
    component = _COMPONENT.search(value) if "." in value or "_" in value else None
    return known.get(_LETTERS.sub("", component.group(1).lower()), "") if component else ""


@cache
def _keys() -> dict[str, str]:
    return {key: name for name, keys in word_list("profile")["keys"].items() for key in keys}


def _anchors(root: Node, name_of: Callable[[str], str], *, keyed: bool) -> Iterator[_Anchor]:
    """Yield keyed elements and headings in page order, dialogs and menus left out."""
    skipped = {node.mem_id for node in root.css(MAY_OPERATE) if is_operated(node)} - {root.mem_id}
    read = {root.mem_id}
    # An element that several selectors find is listed several times.
    found = {node.mem_id: node for node in root.css(f"{_HEADINGS}, {_KEYED_ELEMENTS}" if keyed else _HEADINGS)}
    for node in found.values():
        if not _is_read(node, read, skipped):
            continue
        attributes = node.attributes
        level = _LEVELS.get(node.tag or "", 2 if attributes.get("role") == "heading" else 0)
        if level:
            yield _Anchor(node, name_of(heading_text(node)), level, keyed=False)
            continue
        name = _name_by_key(attributes) if keyed and attributes else ""
        if name:
            yield _Anchor(node, name, 0, keyed=True)


def _is_read(node: Node, read: set[int], skipped: set[int]) -> bool:
    """Tell whether an element lies outside all skipped ones; remembers the same of the elements around it."""
    passed: list[int] = []
    step: Node | None = node
    while step is not None and step.mem_id not in read:
        if step.mem_id in skipped:
            skipped.update(passed)
            return False
        passed.append(step.mem_id)
        step = step.parent
    read.update(passed)
    return True


def _keyed_name(node: Node) -> str:
    return _name_by_key(node.attributes)


def _name_by_key(attributes: Mapping[str, str | None]) -> str:
    if _KEYED.isdisjoint(attributes):
        return ""
    for attribute in _KEY_ATTRIBUTES:
        value = attributes.get(attribute)
        if value and len(value) < 160:
            name = key_name(value)
            if name:
                return name
    return ""


def _crowds(anchors: list[_Anchor], root: Node) -> dict[int, _Crowd]:
    """Map every element above an anchor to the kinds of anchors in it."""
    crowds: dict[int, _Crowd] = {}
    top = root.mem_id
    for anchor in anchors:
        kind = anchor.kind
        step: Node | None = anchor.node
        while step is not None:
            key = step.mem_id
            crowd = crowds.get(key)
            if crowd is None:
                crowd = crowds[key] = {}
            crowd[kind] = crowd.get(kind, 0) + 1
            if key == top:
                break
            step = step.parent
    return crowds


def _extent(anchor: _Anchor, crowds: dict[int, _Crowd], root: Node) -> Node | None:
    """Return the element that holds what belongs to an anchor."""
    if anchor.keyed and _has_body(anchor.node):
        return anchor.node
    best: Node | None = None
    step = anchor.node.parent
    while step is not None and step.mem_id != root.mem_id and step.tag not in {"body", "main", "html"}:
        if _has_rival(anchor, crowds[step.mem_id]):
            break
        if best is not None or _has_body(step, anchor.node):
            best = step
            if step.tag == "section" or _keyed_name(step):
                break
        step = step.parent
    return best or _only_section(anchor, crowds, root)


def _only_section(anchor: _Anchor, crowds: dict[int, _Crowd], root: Node) -> Node | None:
    """Take the whole root when nothing else stands in it (a saved fragment, a page of one list)."""
    return (
        root if not _has_rival(anchor, crowds[root.mem_id]) and anchor.name and _has_body(root, anchor.node) else None
    )


def _has_rival(anchor: _Anchor, crowd: _Crowd) -> bool:
    """Tell whether another anchor of a crowd cannot lie in one section with this one."""
    for kind, count in crowd.items():
        name, level, keyed = kind
        if (name and name == anchor.name) or (kind == anchor.kind and count == 1):
            continue
        if keyed or anchor.keyed:
            if (name and anchor.name) or (not keyed and 0 < level <= 2):
                return True
        elif level <= anchor.level:
            return True
    return False


def _has_body(node: Node, heading: Node | None = None) -> bool:
    """Tell whether an element holds text beside its heading; looks no further than the first such text."""
    head = heading if heading is not None else _first_heading(node)
    if head is not None and len(lines_of(head)) > 1:
        return True
    own = {step.mem_id for step in head.traverse(include_text=True)} if head is not None else set()
    pieces = node.traverse(include_text=True, skip_empty=True)
    return any(piece.is_text_node and piece.mem_id not in own for piece in pieces)


def _first_heading(node: Node) -> Node | None:
    heading: Node | None = node.css_first(_HEADINGS)
    return heading
