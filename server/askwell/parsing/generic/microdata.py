"""Microdata (HTML standard, section 5): items with `itemscope`, their properties and places; knows no type."""

from askwell.parsing.document import Document
from askwell.parsing.evidence import Place
from askwell.parsing.generic.items import Item, Value
from askwell.parsing.markup import Node, text_of
from askwell.parsing.text import fold

_MAX_NODES = 20_000
_ATTRIBUTE = {
    "meta": "content",
    "a": "href",
    "area": "href",
    "link": "href",
    "img": "src",
    "audio": "src",
    "video": "src",
    "source": "src",
    "iframe": "src",
    "object": "data",
    "data": "value",
    "meter": "value",
    "time": "datetime",
}


def read_microdata(document: Document) -> list[Item]:
    """Read the items that no other item holds."""
    tops: list[Item] = []
    items: dict[int, Item | None] = {}
    for node in document.tree.css("[itemscope], [itemprop]")[:_MAX_NODES]:
        if node.mem_id not in items:  # one that matches both selectors is listed twice
            items[node.mem_id] = _visit(node, _owner_of(node, items), tops, document)
    return tops


def _owner_of(node: Node, items: dict[int, Item | None]) -> Item | None:
    """Return the item that holds an element: that of the nearest element above which has one."""
    passed: list[int] = []
    step = node.parent
    while step is not None and step.mem_id not in items:
        passed.append(step.mem_id)
        step = step.parent
    owner = items[step.mem_id] if step is not None else None
    items.update(dict.fromkeys(passed, owner))
    return owner


def _visit(node: Node, owner: Item | None, tops: list[Item], document: Document) -> Item | None:
    """Note an element's item or property; return the item that its children belong to."""
    attributes = node.attributes
    names = (attributes.get("itemprop") or "").split()
    item = None
    if "itemscope" in attributes:
        types = tuple(
            kind.rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1]
            for kind in (attributes.get("itemtype") or "").split()
        )
        item = Item("microdata", types, node, role=names[0] if names and owner else "")
        if not names or owner is None:
            tops.append(item)
    if names and owner is not None:
        value = _value(node, item, document)
        for name in names:
            owner.props.setdefault(name, []).append(value)
    return item or owner


def _value(node: Node, item: Item | None, document: Document) -> Value:
    if item is not None:
        return Value(text_of(node), node, item)
    name = _ATTRIBUTE.get(node.tag or "")
    held = node.attributes.get(name) if name else None
    if name and held is not None:
        at: Place = document.where(node, name)
        if name in ("href", "src"):
            shown = text_of(node)
            return (
                Value(document.link(held) or fold(held), at)
                if not shown or name == "src"
                else _link(node, held, document)
            )
        return Value(fold(held), at)
    return Value(text_of(node), node)


def _link(node: Node, href: str, document: Document) -> Value:
    """A property on a link means its target; its text serves where the target is no address."""
    link = document.link(href)
    return Value(link or text_of(node), document.where(node, "href") if link else node)
