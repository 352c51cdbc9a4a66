"""Short CSS paths to the elements of one page, without class names; each finds its element first."""

import re

from askwell.parsing.markup import Node, Tree

# Attributes that outlive a redesign better than a position, in the order of their worth.
_ANCHORS = ("id", "data-testid", "componentkey", "data-section")
_SAFE = re.compile(r"[\w.:/ -]{1,80}")
_TOP = frozenset(("html", "-document", "#document"))


class Paths:
    """Writes paths; what two elements share (their ancestors, their siblings) is looked up once."""

    def __init__(self, tree: Tree) -> None:
        """Take the page that the elements belong to."""
        self._tree = tree
        self._known: dict[int, str] = {}
        self._positions: dict[int, str] = {}
        self._firsts: dict[str, int] = {}

    def of(self, node: Node) -> str:
        """Write the path to an element."""
        steps: list[Node] = []
        step: Node | None = node
        path = ""
        while step is not None and step.tag not in _TOP:
            known = self._known.get(step.mem_id)
            if known is not None:
                path = known
                break
            steps.append(step)
            anchor = self._anchor_of(step)
            if anchor:
                path = self._known[step.mem_id] = anchor
                steps.pop()
                break
            step = step.parent
        for below in reversed(steps):
            own = below.tag if below.tag in ("body", "head") else self._position_of(below)
            path = self._known[below.mem_id] = f"{path} > {own}" if path else own
        return path or "html"

    def _position_of(self, node: Node) -> str:
        """Name an element among its siblings of the same tag, for all of them at once."""
        if node.mem_id not in self._positions:
            counts: dict[str, int] = {}
            parent = node.parent
            for sibling in parent.iter() if parent is not None else [node]:
                tag = sibling.tag or "*"
                counts[tag] = counts.get(tag, 0) + 1
                self._positions[sibling.mem_id] = f"{tag}:nth-of-type({counts[tag]})"
        return self._positions[node.mem_id]

    def _anchor_of(self, node: Node) -> str:
        """Write a selector by a lasting attribute, when it finds just this element first."""
        attributes = node.attributes
        for name in _ANCHORS:
            value = attributes.get(name)
            if value and _SAFE.fullmatch(value):
                selector = f'[{name}="{value}"]'
                if selector not in self._firsts:
                    found = self._tree.css_first(selector)
                    self._firsts[selector] = found.mem_id if found is not None else 0
                if self._firsts[selector] == node.mem_id:
                    return selector
        return ""
