"""Decides whom a profile page is about, and keeps everybody else out: viewer, suggestions, people seen before."""

import html
import re

from askwell.parsing.document import Document
from askwell.parsing.evidence import Draft
from askwell.parsing.json_ld import Json, types_of, walk_nodes
from askwell.parsing.markup import Node, holds_text, text_of
from askwell.parsing.sections import Section
from askwell.parsing.sites.linkedin.links import SITE, is_member_id, person_slug
from askwell.parsing.sites.linkedin.routes import Route
from askwell.parsing.sites.linkedin.topcard import TopCard, akin, name_in_title
from askwell.parsing.text import compare_key, fold

_TAGS = re.compile(r"<[^>]{0,200}>")
_MASKED = re.compile(r"\*{3,}")


def content_root(document: Document) -> Node:
    """Return the element that holds the page's subject: the fullest `main`, else the body."""
    mains = document.tree.css("main, [role=main]")
    filled = [main for main in mains if holds_text(main)]
    return max(filled, key=lambda main: len(main.text()), default=document.body)


def belongs(section: Section, slug: str) -> bool:
    """Tell whether a section's own links lead to this person; sections without such links pass."""
    slugs = set()
    for link in section.node.css('a[href*="/details/"], a[href*="/overlay/"]'):
        found = person_slug(link.attributes.get("href"))
        if found:
            slugs.add(found)
    return not slugs or not slug or slug in slugs or is_member_id(slug) or any(is_member_id(found) for found in slugs)


def is_logged_in(document: Document, sections: list[Section]) -> bool:
    """Tell whether the page is the full one for members, where a card that is missing does not exist."""
    if document.tree.css_first('a[href*="/login"], a[href*="/signup"], a[href*="authwall"]') is not None:
        return False
    return any(section.name in {"interests", "posts", "others"} for section in sections)


def read_declared(document: Document, draft: Draft, route: Route, card: TopCard) -> None:
    """Offer what the page declares in its head and structured data, where it is about the same person."""
    slug = card.slug or route.slug
    name = name_in_title(document.title)
    if name and (compare_key(name) == compare_key(card.name) if card.name else _is_supported(document, name, slug)):
        draft.put("/person/name", name, "title", source="meta", confidence=0.6, raw=document.title)
    if slug and not is_member_id(slug):
        draft.canonical_url = f"{SITE}/in/{slug}/"
    for where, node in walk_nodes(document.json_ld):
        if "Person" in types_of(node) and _is_subject(node, route, card):
            _read_person_node(draft, where, node)
            return


def _is_supported(document: Document, name: str, slug: str) -> bool:
    """Tell whether a name that only the title gives is a person's: the address or the page's own text says it too."""
    return akin(name, slug) or compare_key(name) in compare_key(text_of(content_root(document)))


def _is_subject(node: dict[str, Json], route: Route, card: TopCard) -> bool:
    """Tell whether a structured person is the page's subject, by address or by name."""
    for key in ("sameAs", "url", "@id"):
        values = node.get(key)
        for value in values if isinstance(values, list) else [values]:
            if isinstance(value, str) and person_slug(value) and person_slug(value) == route.slug:
                return True
    name = node.get("name")
    return isinstance(name, str) and bool(card.name) and compare_key(name) == compare_key(card.name)


def _read_person_node(draft: Draft, where: str, node: dict[str, Json]) -> None:
    name = node.get("name")
    if isinstance(name, str):
        draft.put("/person/name", fold(html.unescape(name)), f"{where}/name", source="jsonld", raw=name)
    address = node.get("address")
    place = address.get("addressLocality") if isinstance(address, dict) else None
    if isinstance(place, str):
        draft.put("/person/location", fold(place), f"{where}/address/addressLocality", source="jsonld", raw=place)
    about = node.get("description")
    if isinstance(about, str) and not _MASKED.search(about):
        text = "\n".join(fold(line) for line in _TAGS.sub("\n", html.unescape(about)).splitlines() if fold(line))
        draft.put("/person/about", text, f"{where}/description", source="jsonld", confidence=0.7, raw=about)
    for number, job in enumerate(_listed(node.get("worksFor"))):
        organization = job.get("name")
        if isinstance(organization, str) and not _MASKED.search(organization):
            item = {"title": _title(node, number), "organization": fold(html.unescape(organization)), "current": True}
            place_of = f"{where}/worksFor/{number}" if isinstance(node.get("worksFor"), list) else f"{where}/worksFor"
            if item["title"]:
                draft.add("/person/experience", item, place_of, source="jsonld", confidence=0.6)


def _title(node: dict[str, Json], number: int) -> str:
    titles = node.get("jobTitle")
    listed = titles if isinstance(titles, list) else [titles]
    title = listed[number] if number < len(listed) else None
    return fold(html.unescape(title)) if isinstance(title, str) and not _MASKED.search(title) else ""


def _listed(value: Json) -> list[dict[str, Json]]:
    values = value if isinstance(value, list) else [value]
    return [item for item in values if isinstance(item, dict)]
