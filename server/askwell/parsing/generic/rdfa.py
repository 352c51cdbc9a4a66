"""RDFa Lite: elements with `typeof` and the `property` values inside them, for people and organizations only."""

from askwell.parsing.document import Document
from askwell.parsing.evidence import Place
from askwell.parsing.generic.items import Item, Value
from askwell.parsing.markup import Node, text_of
from askwell.parsing.text import fold

_WANTED = ("Person", "Organization", "LocalBusiness", "ProfilePage", "Corporation")
_MAX_ITEMS = 40
# FOAF and vCard terms by their schema.org counterpart.
_SAME = {
    "fn": "name",
    "title": "jobTitle",
    "role": "jobTitle",
    "org": "worksFor",
    "organization-name": "worksFor",
    "affiliation": "affiliation",
    "mbox": "email",
    "phone": "telephone",
    "tel": "telephone",
    "homepage": "url",
    "locality": "addressLocality",
    "region": "addressRegion",
    "bio": "description",
    "based_near": "homeLocation",
}


def read_rdfa(document: Document) -> list[Item]:
    """Read the top items of the wanted types."""
    items: list[Item] = []
    for node in document.tree.css("[typeof]"):
        types = tuple(
            kind.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for kind in (node.attributes.get("typeof") or "").split()
        )
        if len(items) < _MAX_ITEMS and any(kind in _WANTED for kind in types):
            item = Item("microdata", types, node, role=node.attributes.get("property") or "")
            _fill(item, node, document)
            items.append(item)
    return items


def _fill(item: Item, root: Node, document: Document) -> None:
    for node in root.css("[property]"):
        if node.mem_id == root.mem_id or _owner(node, root) is not None:
            continue
        value = _value(node, document)
        for name in (node.attributes.get("property") or "").split():
            bare = name.rsplit("/", 1)[-1].rsplit(":", 1)[-1]
            if value.text:
                item.props.setdefault(_SAME.get(bare, bare), []).append(value)


def _owner(node: Node, root: Node) -> Node | None:
    """Return an inner typed element that owns the property, if there is one."""
    step = node.parent
    while step is not None and step.mem_id != root.mem_id:
        if "typeof" in step.attributes:
            return step
        step = step.parent
    return None


def _value(node: Node, document: Document) -> Value:
    attributes = node.attributes
    for name in ("content", "href", "src", "resource", "datetime"):
        held = attributes.get(name)
        if held:
            at: Place = document.where(node, name)
            return Value(document.link(held) or fold(held) if name in ("href", "src", "resource") else fold(held), at)
    return Value(text_of(node), node)
