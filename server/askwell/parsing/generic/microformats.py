"""h-card and its elder hCard (microformats.org): people and organizations marked by class names."""

from askwell.parsing.document import Document
from askwell.parsing.evidence import Place
from askwell.parsing.generic.items import Item, Value
from askwell.parsing.markup import Node, text_of
from askwell.parsing.text import fold

_MAX_CARDS = 60
# Class names of both generations, by the property they give.
_PROPERTIES = {
    "p-name": "name",
    "fn": "name",
    "p-job-title": "jobTitle",
    "title": "jobTitle",
    "p-role": "role",
    "role": "role",
    "p-org": "worksFor",
    "org": "worksFor",
    "organization-name": "worksFor",
    "u-url": "url",
    "url": "url",
    "u-uid": "uid",
    "u-email": "email",
    "email": "email",
    "p-tel": "telephone",
    "tel": "telephone",
    "p-locality": "addressLocality",
    "locality": "addressLocality",
    "p-region": "addressRegion",
    "region": "addressRegion",
    "p-country-name": "addressCountry",
    "country-name": "addressCountry",
    "p-street-address": "streetAddress",
    "street-address": "streetAddress",
    "p-postal-code": "postalCode",
    "postal-code": "postalCode",
    "p-note": "description",
    "note": "description",
    "p-nickname": "nickname",
    "nickname": "nickname",
    "p-pronouns": "pronouns",
    "p-pronoun": "pronouns",
    "u-pronoun": "pronouns",
    "p-category": "knowsAbout",
    "p-given-name": "givenName",
    "p-family-name": "familyName",
}
_LINKS = frozenset(("url", "uid"))
_INSIDE_ENTRY = frozenset(
    ("h-entry", "hentry", "h-cite", "h-review", "hreview", "h-event", "vevent", "comment", "h-feed", "hfeed")
)


def read_cards(document: Document) -> list[Item]:
    """Read the cards that no other card holds; `role` is `author` for those inside an entry, comment or review."""
    cards: list[Item] = []
    for node in document.tree.css(".h-card, .vcard")[:_MAX_CARDS]:
        if _card_above(node) is None:
            cards.append(_read(node, document))
    return cards


def _classes(node: Node) -> list[str]:
    return (node.attributes.get("class") or "").split()


def _card_above(node: Node) -> Node | None:
    step = node.parent
    while step is not None:
        if {"h-card", "vcard"} & set(_classes(step)):
            return step
        step = step.parent
    return None


def _read(root: Node, document: Document) -> Item:
    item = Item("hcard", (), root)
    for node in (root, *root.css("[class]")):
        for name in _classes(node):
            prop = _PROPERTIES.get(name)
            if prop is not None and (node.mem_id != root.mem_id or prop == "name"):
                value = _value(node, prop, document)
                if value.text and not any(known.text == value.text for known in item.props.get(prop, [])):
                    item.props.setdefault(prop, []).append(value)
    _imply(root, item, document)
    item.types = ("Organization",) if _is_organization(item) else ("Person",)
    item.role = "author" if _is_author(root) else ""
    return item


def _value(node: Node, prop: str, document: Document) -> Value:
    attributes = node.attributes
    held = attributes.get("href")
    if prop in _LINKS and held:
        return Value(document.link(held), document.where(node, "href"))
    if prop in ("email", "telephone") and held and held.startswith(("mailto:", "tel:")):
        return Value(fold(held.split(":", 1)[1].split("?")[0]), document.where(node, "href"))
    if node.tag == "abbr" and attributes.get("title"):
        return Value(fold(attributes["title"] or ""), document.where(node, "title"))
    if node.tag == "img" and attributes.get("alt"):
        return Value(fold(attributes["alt"] or ""), document.where(node, "alt"))
    if node.tag == "data" and attributes.get("value"):
        return Value(fold(attributes["value"] or ""), document.where(node, "value"))
    return Value(text_of(node), node)


def _imply(root: Node, item: Item, document: Document) -> None:
    """Give a card without marked properties its implied name and address (microformats2 parsing, section 1.3.5)."""
    if "name" not in item.props and "h-card" in _classes(root):
        image = root if root.tag == "img" else root.css_first("img[alt]")
        alt = fold(image.attributes.get("alt") or "") if image is not None else ""
        text = text_of(root)
        at: Place = document.where(image, "alt") if image is not None and alt and not text else root
        if text or alt:
            item.props["name"] = [Value(text or alt, at)]
    href = root.attributes.get("href")
    if "url" not in item.props and href:
        item.props["url"] = [Value(document.link(href), document.where(root, "href"))]


def _is_organization(item: Item) -> bool:
    """Tell whether a card is an organization's own: its name is its organization."""
    name, org = item.text("name"), item.text("worksFor")
    return bool(name) and name == org


def _is_author(root: Node) -> bool:
    if "author" in _classes(root):
        return True
    step = root.parent
    while step is not None:
        if _INSIDE_ENTRY & set(_classes(step)):
            return True
        step = step.parent
    return False
