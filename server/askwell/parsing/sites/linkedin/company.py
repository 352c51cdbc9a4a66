"""Reads an organization's page: its head, the facts under their labels, places, products, posts and people."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from askwell.parsing.document import Document
from askwell.parsing.evidence import Draft
from askwell.parsing.json_ld import Json, types_of, walk_nodes
from askwell.parsing.listing import common_ancestor, depth_of, items_of, outermost
from askwell.parsing.markup import Node
from askwell.parsing.sections import Section, find_sections
from askwell.parsing.sites.linkedin import embedded
from askwell.parsing.sites.linkedin.activity import post_date
from askwell.parsing.sites.linkedin.identity import content_root
from askwell.parsing.sites.linkedin.lines import lines_of_entry
from askwell.parsing.sites.linkedin.links import SITE, outer_link
from askwell.parsing.sites.linkedin.people import read_people
from askwell.parsing.sites.linkedin.routes import Route
from askwell.parsing.sites.linkedin.topcard import name_in_title
from askwell.parsing.text import compare_key, fold
from askwell.parsing.units import Unit, units_of
from askwell.parsing.vocabulary import organization_field_of, organization_section_of, word_key, words

_SCALARS = ("industry", "size", "headquarters", "type", "founded")
_SIZE = re.compile(r"^\d[\d.,\s]*K?\s*(?:[-–]\s*\d[\d.,\s]*K?|\+)", re.I)
_YEAR = re.compile(r"(?:1[789]|20)\d\d")
_POST_LINKS = 'a[href*="/feed/update/"], a[href*="/posts/"]'
_POSTS = '[role="article"], article, [data-urn*="activity"]'
_MAX_HEAD = 40


def read_organization(document: Document, draft: Draft, route: Route) -> None:
    """Offer what an organization's page says, and set what the page is."""
    root = content_root(document)
    sections = [section for section in find_sections(root, organization_section_of, keyed=False) if section.name]
    taken = {step.mem_id for section in sections for step in section.node.traverse()}
    head = [unit for unit in units_of(root) if unit.node.mem_id not in taken][:_MAX_HEAD]
    name = _read_name(document, draft, head)
    for section in sections:
        if section.name != "posts" or route.part != "posts":
            _read_section(document, draft, section)
    if not any(section.name == "about" for section in sections):
        _read_facts(document, draft, [unit for unit in units_of(root) if not unit.button])
    _read_head(draft, head, name)
    embedded.read_record(document, draft, route.slug)
    _read_declared(document, draft, route)
    if draft.offered("/organization/name") is None:
        draft.withdraw("/organization")
        draft.kind, draft.reason = "other", "The page shows no organization."
        return
    draft.kind = "organization"
    draft.canonical_url = f"{SITE}/{_opening(document)}/{route.slug}/"
    if route.part == "people" and read_people(document, draft, root, suggested=True):
        draft.kind = "people"
    if route.part == "posts":
        _read_posts(document, draft, root)


def _opening(document: Document) -> str:
    return next((step for step in document.path if step in {"company", "school", "showcase"}), "company")


def _read_name(document: Document, draft: Draft, head: list[Unit]) -> str:
    heading = next((unit for unit in head if unit.node.tag == "h1"), None)
    expected = name_in_title(document.title).split(":")[0].strip()
    if heading is None:
        heading = next((unit for unit in head if compare_key(unit.text) == compare_key(expected) and expected), None)
    if heading is not None:
        draft.put("/organization/name", heading.text, heading.node, confidence=0.97)
    draft.put("/organization/name", expected, "title", source="meta", confidence=0.6, raw=document.title)
    return heading.text if heading is not None else expected


def _read_head(draft: Draft, head: list[Unit], name: str) -> None:
    """Read the lines under the name: tagline, then industry, place, followers and size."""
    at = next((number for number, unit in enumerate(head) if unit.text == name), None)
    if at is None:
        return
    lines = [unit for unit in head[at + 1 :] if not unit.button and unit.text != name]
    counted = next((number for number, unit in enumerate(lines[:8]) if _is_counted(unit.text)), None)
    if counted is None:
        return
    for unit in lines[counted : counted + 4]:
        if _SIZE.match(unit.text) and ("currentCompany" in _href(unit) or "-" in unit.text or "+" in unit.text):
            draft.put("/organization/size", unit.text, unit.node, confidence=0.7)
            break
    before = lines[:counted]
    known = {compare_key(str(draft.offered(f"/organization/{field}") or "")) for field in ("industry", "headquarters")}
    tagline, facts = _split_tagline(before, lines[counted], known)
    if tagline is None:
        tagline = _tagline_below(lines[counted + 1 : counted + 3], known)
    if tagline is not None:
        draft.put("/organization/tagline", tagline.text, tagline.node)
    for field, unit in zip(("industry", "headquarters"), facts, strict=False):
        draft.put(f"/organization/{field}", unit.text, unit.node, confidence=0.7)


def _is_counted(text: str) -> bool:
    """Tell whether a line ends in a count of followers ("8K followers", "London 5,750 followers")."""
    tokens = text.split()
    return len(tokens) <= 10 and any(token[:1].isdigit() for token in tokens[-3:]) and not _SIZE.match(text)


def _split_tagline(before: list[Unit], counted: Unit, known: set[str]) -> tuple[Unit | None, list[Unit]]:
    """Tell the tagline from the facts by where they stand: facts share a box with the count, the tagline does not."""
    if not before:
        return None, []
    if compare_key(before[0].text) in known or len(before) == 1:
        return None, before
    depths = [_shared_depth(unit, counted) for unit in before[:2]]
    if depths[0] < depths[1] or len(before) > 2:
        return before[0], before[1:]
    return None, before


def _shared_depth(one: Unit, other: Unit) -> int:
    shared = common_ancestor([one.node, other.node])
    return depth_of(shared) if shared is not None else 0


def _tagline_below(following: list[Unit], known: set[str]) -> Unit | None:
    """Take the line under the count as the tagline, when it is a sentence and no link."""
    for unit in following:
        if not _href(unit) and not _SIZE.match(unit.text) and compare_key(unit.text) not in known:
            return unit if len(unit.text.split()) >= 3 else None
    return None


def _href(unit: Unit) -> str:
    step: Node | None = unit.node
    for _ in range(4):
        if step is not None and step.tag == "a":
            return step.attributes.get("href") or ""
        step = step.parent if step is not None else None
    return ""


def _read_section(document: Document, draft: Draft, section: Section) -> None:
    if section.name == "about":
        _read_about(document, draft, section)
    elif section.name == "locations":
        _read_locations(draft, section)
    elif section.name == "products":
        _read_products(draft, section)
    elif section.name == "people":
        read_people(document, draft, section.node)
    elif section.name == "posts":
        _read_posts(document, draft, section.node)
    elif section.name == "jobs":
        _read_jobs(draft, section)


def _read_about(document: Document, draft: Draft, section: Section) -> None:
    """Read the description, then every value under its label."""
    units = [unit for unit in section.units if not unit.button]
    fields = [organization_field_of(unit.text) for unit in units]
    first = next((number for number, name in enumerate(fields) if name), len(units))
    about = [unit for unit in units[:first] if len(unit.text) > 25 and not _href(unit)]
    if about:
        at = about[0].node if len(about) == 1 else section.node
        draft.put("/organization/about", "\n".join(unit.paragraph for unit in about), at)
    _read_facts(document, draft, units)


def _read_facts(document: Document, draft: Draft, units: list[Unit]) -> None:
    """Read every value that stands after its label."""
    fields = [organization_field_of(unit.text) for unit in units]
    for (name, _), (_, value) in pairwise(zip(fields, units, strict=True)):
        if name and not organization_field_of(value.text):
            _read_fact(document, draft, name, value)


def _read_fact(document: Document, draft: Draft, name: str, value: Unit) -> None:
    if name == "website":
        link = outer_link(document, _href(value))
        text = value.text if "." in value.text and " " not in value.text else ""
        draft.put("/organization/website", text or link, value.node)
    elif name == "specialties":
        for text in split_listing(value.text):
            draft.add("/organization/specialties", text, value.node)
    elif name == "founded":
        year = _YEAR.search(value.text)
        draft.put("/organization/founded", year.group() if year else "", value.node)
    elif name == "phone":
        draft.add("/organization/phones", value.text.split("  ")[0], value.node)
    elif name in _SCALARS:
        draft.put(f"/organization/{name}", value.text, value.node)


def split_listing(text: str) -> Iterator[str]:
    """Split "A, B, and C" as it is written in any language."""
    pieces = [piece.strip() for piece in re.split(r"\s*[,、،;]\s*", text) if piece.strip()]
    if len(pieces) < 2:
        yield from pieces
        return
    *most, last = pieces
    yield from most
    joints = words("relations", "words", "joints")
    tokens = last.split()
    if word_key(tokens[0]) in joints:
        yield " ".join(tokens[1:])
        return
    # English writes a comma before its "and"; elsewhere the word itself parts the last two.
    at = next((n for n, token in enumerate(tokens) if token in joints and token not in {"and", "&", "a", "i"}), None)
    yield from ([last] if at is None else [" ".join(tokens[:at]), " ".join(tokens[at + 1 :])])


def _read_locations(draft: Draft, section: Section) -> None:
    for item in items_of(section.node, section.units):
        units = [unit for unit in units_of(item) if not unit.button and not _href(unit) and not unit.is_heading]
        if len(units) > 1 and units[0].node.tag != units[1].node.tag:
            units = units[1:]
        texts = [unit.text.strip(" ,") for unit in units]
        if texts:
            at = units[0].node if len(units) == 1 else common_ancestor([unit.node for unit in units])
            draft.add("/organization/locations", ", ".join(texts), at)


def _read_products(draft: Draft, section: Section) -> None:
    headings = [unit for unit in section.units if unit.is_heading]
    for unit in headings or [units[0] for item in items_of(section.node, section.units) if (units := units_of(item))]:
        if unit.node.tag in {"h3", "h4", "p", "span", "a"} and unit.node.tag == (headings or [unit])[0].node.tag:
            draft.add("/organization/products", unit.text, unit.node)


def _read_jobs(draft: Draft, section: Section) -> None:
    for item in items_of(section.node, section.units):
        link = item.css_first('a[href*="/jobs/view"], a[href*="currentJobId"]')
        lines = lines_of_entry(units_of(item))
        if link is not None and lines:
            texts = [line.text for line in lines[1:4]]
            place = next((text for text in texts if "," in text and not any(sign.isdigit() for sign in text)), "")
            draft.add("/organization/job_posts", {"title": lines[0].text, "location": place}, item)


def _read_posts(document: Document, draft: Draft, root: Node) -> None:
    for item in _posts_of(root):
        pieces = [unit for unit in units_of(item) if not unit.button and len(unit.text) > 25]
        body = max(pieces, key=lambda unit: len(unit.text), default=None)
        link = item.css_first(_POST_LINKS)
        if body is not None:
            date = post_date(document.link(link.attributes.get("href")) if link is not None else "")
            date = date or post_date(item.attributes.get("data-urn") or "")
            draft.add("/organization/posts", {"text": body.paragraph, "date": date}, body.node)


def _posts_of(root: Node) -> Iterable[Node]:
    return outermost(node for node in root.css(_POSTS) if node.mem_id != root.mem_id)


def _read_declared(document: Document, draft: Draft, route: Route) -> None:
    """Offer the structured description of the organization, when its address is this page's."""
    for where, node in walk_nodes(document.json_ld):
        url = node.get("url") or node.get("@id") or ""
        if "Organization" not in types_of(node) or not isinstance(url, str):
            continue
        if f"/{route.slug}" not in url.lower().rstrip("/") + "/" and not document.canonical_url.startswith(url):
            continue
        for key, field in (("name", "name"), ("description", "about"), ("slogan", "tagline"), ("sameAs", "website")):
            value = node.get(key)
            if isinstance(value, str):
                text = "\n".join(fold(line) for line in value.splitlines() if fold(line))
                draft.put(f"/organization/{field}", text, f"{where}/{key}", source="jsonld", raw=value)
        address: Json = node.get("address")
        if isinstance(address, dict):
            parts = [address.get(key) for key in ("addressLocality", "addressRegion", "addressCountry")]
            place = ", ".join(part for part in parts if isinstance(part, str))
            draft.put("/organization/headquarters", place, f"{where}/address", source="jsonld", raw=str(address))
        return
