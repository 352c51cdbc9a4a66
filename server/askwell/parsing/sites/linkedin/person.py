"""Reads a person's page of any era: its head, its sections, and what of them was loaded."""

from collections.abc import Iterable

from askwell.parsing.document import Document
from askwell.parsing.evidence import Draft
from askwell.parsing.listing import items_of
from askwell.parsing.markup import Node
from askwell.parsing.sections import Section, find_sections, heading_text, key_name
from askwell.parsing.sites.linkedin import (
    activity,
    contact,
    education,
    entries,
    experience,
    identity,
    relations,
    states,
    topcard,
)
from askwell.parsing.sites.linkedin.guesses import guess_sections
from askwell.parsing.sites.linkedin.lines import lines_of_entry
from askwell.parsing.sites.linkedin.routes import Route
from askwell.parsing.text import compare_key
from askwell.parsing.units import units_of
from askwell.parsing.vocabulary import section_of

# Lists of plain texts, which need no markup around each.
_PLAIN = frozenset({"skills", "courses", "groups"})


def read_person(document: Document, draft: Draft, route: Route) -> None:
    """Offer what a person's page says, and set what the page is."""
    root = identity.content_root(document)
    found = find_sections(root)
    card = topcard.find_top_card(document, root, found, route.slug)
    slug = card.slug or route.slug
    if route.part.startswith("recent-activity"):
        _read_name(document, draft, card)
        activity.read_feed(document, draft, root, slug)
        sections = []
    else:
        sections = _own_sections(found, slug)
        sections += _only_section(root, route, sections)
        _read_profile(document, draft, card, sections, whole=not route.part.startswith("details"))
    identity.read_declared(document, draft, route, card)
    contact.read_contact(document, draft, slug)
    if not route.part.startswith(("details", "recent-activity")):
        states.report_missing(draft, root, sections, logged_in=identity.is_logged_in(document, sections))
    if draft.offered("/person/name") or any(section.name in states.REPORTED for section in sections):
        draft.kind = "person"
    else:
        draft.withdraw("/person")
        draft.kind, draft.reason = "other", "The page shows no profile."


def _read_profile(
    document: Document, draft: Draft, card: topcard.TopCard, sections: list[Section], *, whole: bool
) -> None:
    """Read the sections, then the head: a page of one section's details shows no more of it than the name."""
    for section in sections:
        _read_section(document, draft, section)
    if whole:
        topcard.read_top_card(draft, card, _organizations(draft))
        relations.read_mutual(draft, card)
    else:
        _read_name(document, draft, card)


def _read_name(document: Document, draft: Draft, card: topcard.TopCard) -> None:
    """Offer the name on a page that shows one part of a profile, where the main heading may be that part's."""
    if compare_key(card.name) == compare_key(topcard.name_in_title(document.title)):
        draft.put("/person/name", card.name, card.node)


def _only_section(root: Node, route: Route, sections: list[Section]) -> list[Section]:
    """Take a page of one section's details as that section, when nothing on it says so but the address."""
    name = key_name(route.part.removeprefix("details/")) if route.part.startswith("details/") else ""
    if not name or any(section.name == name for section in sections):
        return []
    known = {section.node.mem_id for section in sections}
    parts = [part for part in root.iter() if known.isdisjoint(step.mem_id for step in part.traverse())]
    fullest = max(parts, key=lambda part: len(part.text()), default=root)
    return [Section(name, fullest, None)]


def _own_sections(sections: list[Section], slug: str) -> list[Section]:
    """Keep one section per name: the fullest that has a heading, and none that links to another person's details."""
    kept: dict[str, Section] = {}
    anonymous = []
    for section in sections:
        if not section.name:
            anonymous.append(section)
        elif identity.belongs(section, slug):
            other = kept.get(section.name)
            if other is None or _weight(section) > _weight(other):
                kept[section.name] = section
    if "experience" not in kept:
        kept |= {guess.name: guess for guess in guess_sections(anonymous, kept)}
    return list(kept.values())


def _weight(section: Section) -> tuple[bool, int]:
    headed = section.heading is not None and bool(section_of(heading_text(section.heading)))
    return headed, len(section.node.text())


def _read_section(document: Document, draft: Draft, section: Section) -> None:
    if section.name == "about":
        _read_about(draft, section)
    elif section.name == "highlights":
        relations.read_shared(draft, section)
    elif section.name == "posts":
        activity.read_posts(document, draft, section)
    elif section.name == "recommendations":
        received = activity.received_part(section)
        states.report_state(draft, received, [], activity.read_recommendations(draft, received))
    elif section.name in {"experience", "education"} or section.name in entries.READABLE:
        _read_entries(document, draft, section)


def _read_entries(document: Document, draft: Draft, section: Section) -> None:
    items = items_of(section.node, section.units, whole=section.name == "experience")
    if len(items) == 1 and items[0].mem_id == section.node.mem_id and section.name in _PLAIN:
        lines = lines_of_entry(section.units)
        counts = [sum(entries.read_line(draft, section.name, line) for line in lines)]
    else:
        counts = [_read_item(document, draft, section, item) for item in items]
    states.report_state(draft, section, items, counts)


def _read_item(document: Document, draft: Draft, section: Section, item: Node) -> int:
    units = section.units if item.mem_id == section.node.mem_id else units_of(item)
    if section.name == "experience":
        return experience.read_roles(document, draft, item, units)
    if section.name == "education":
        return education.read_study(draft, item, units)
    return entries.read_entry(draft, section.name, item, units)


def _read_about(draft: Draft, section: Section) -> None:
    """Offer the self-description; what a card lists below it (top skills) is not part of it."""
    own = []
    for line in lines_of_entry(section.units):
        if section_of(line.text):
            break
        own.append(line)
    if own:
        at = own[0].node if len(own) == 1 else section.node
        draft.put("/person/about", "\n".join(line.unit.paragraph for line in own), at)


def _organizations(draft: Draft) -> frozenset[str]:
    """List the comparable names of organizations and schools read so far."""
    roles: Iterable[dict[str, str]] = draft.offered("/person/experience") or []
    studies: Iterable[dict[str, str]] = draft.offered("/person/education") or []
    names = [role.get("organization", "") for role in roles] + [study.get("school", "") for study in studies]
    return frozenset(compare_key(name) for name in names if name)
