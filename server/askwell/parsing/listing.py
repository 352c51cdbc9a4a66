"""Splits a part of a page into its items (list entries, cards, repeated blocks); reads no facts."""

from collections import Counter
from collections.abc import Iterable

from askwell.parsing.markup import Node, holds_text
from askwell.parsing.units import Unit, is_operated, units_of
from askwell.parsing.vocabulary import asks_for_rest

_ITEM_KEYS = '[componentkey^="entity-collection-item"], [role="listitem"]'
# More than anybody lists; pages made to exhaust the reader list more.
_MOST_ITEMS = 1_000
_LISTS = "ul, ol, [role=list]"


def items_of(node: Node, units: list[Unit], *, whole: bool = False) -> list[Node]:
    """List the items of a section in page order; one item (the section) when nothing repeats.

    Args:
        node: The section's element.
        units: Its pieces of text without the heading; every item holds at least one of them.
        whole: Whether nothing may stand before the first item (the name above grouped roles is no title of a list).
    """
    if not units:
        return []
    for candidates in (_keyed_items(node), _listed_items(node), _repeated_children(units)):
        items = [item for item in candidates if holds_text(item)]
        if items and _cover(items, units, whole=whole):
            return items[:_MOST_ITEMS]
    return [node]


def outermost(nodes: Iterable[Node]) -> list[Node]:
    """Drop the elements that lie inside another of them."""
    kept: list[Node] = []
    known: set[int] = set()
    for node in nodes:
        step = node.parent
        while step is not None and step.mem_id not in known:
            step = step.parent
        if step is None and node.mem_id not in known:
            kept.append(node)
            known.add(node.mem_id)
    return kept


def common_ancestor(nodes: list[Node]) -> Node | None:
    """Return the deepest element that holds all the nodes."""
    if not nodes:
        return None
    chain = _chain(nodes[0])
    depths = {step.mem_id: depth for depth, step in enumerate(chain)}
    shared = len(chain) - 1
    for node in nodes[1:]:
        step: Node | None = node
        while step is not None and depths.get(step.mem_id, shared + 1) > shared:
            step = step.parent
        shared = depths[step.mem_id] if step is not None else 0
    return chain[shared]


def depth_of(node: Node) -> int:
    """Count the elements above a node."""
    return len(_chain(node))


def _chain(node: Node) -> list[Node]:
    """List the elements from the top of the page down to a node."""
    chain = []
    step: Node | None = node
    while step is not None:
        chain.append(step)
        step = step.parent
    return chain[::-1]


def _keyed_items(node: Node) -> list[Node]:
    return outermost(item for item in node.css(_ITEM_KEYS) if item.mem_id != node.mem_id)


def _listed_items(node: Node) -> list[Node]:
    """List the entries of the outermost lists."""
    lists = outermost(item for item in node.css(_LISTS) if item.mem_id != node.mem_id and not is_operated(item))
    if node.tag in {"ul", "ol"}:
        lists = [node]
    return [child for found in lists for child in found.iter() if child.tag not in {"script", "template"}]


def _repeated_children(units: list[Unit]) -> list[Node]:
    """List the children of the element that directly holds all text, when they are blocks of several lines."""
    holder = common_ancestor([unit.node for unit in units])
    if holder is None or holder.mem_id == units[0].node.mem_id:
        return []
    children = [child for child in holder.iter() if child.is_element_node and holds_text(child)]
    tags = Counter(child.tag for child in children)
    common, count = tags.most_common(1)[0] if tags else ("", 0)
    if count < 2:
        return []
    inside = {unit.node.mem_id for unit in units}
    children = [child for child in children if child.tag == common]
    children = [child for child in children if any(step.mem_id in inside for step in child.traverse())]
    single = sum(1 for child in children if len(units_of(child, 2)) == 1)
    return children if len(children) > 1 and single * 2 <= len(children) else []


def _cover(items: list[Node], units: list[Unit], *, whole: bool) -> bool:
    """Tell whether the items hold nearly all of the text; a list inside one item does not."""
    held = {step.mem_id for item in items for step in item.traverse()}
    read = [unit for unit in units if not unit.button and not asks_for_rest(unit.text)]
    inside = sum(1 for unit in read if unit.node.mem_id in held)
    if whole and read and read[0].node.mem_id not in held:
        return False
    return inside * 5 >= len(read) * 4
