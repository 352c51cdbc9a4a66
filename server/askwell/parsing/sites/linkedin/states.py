"""Says how much of each section a profile had loaded: complete, a preview, not loaded, or proven absent."""

import re

from askwell.parsing.evidence import Draft
from askwell.parsing.markup import Node, text_of
from askwell.parsing.sections import Section, key_name
from askwell.parsing.text import fold, path_parts
from askwell.parsing.vocabulary import asks_for_rest

REPORTED = (
    "experience",
    "education",
    "certifications",
    "volunteering",
    "skills",
    "languages",
    "publications",
    "patents",
    "projects",
    "awards",
    "courses",
    "recommendations",
)
# What every profile of a working person may have; an unloaded rest of a page hides these.
_BELOW_THE_FOLD = ("education", "certifications", "volunteering", "skills", "languages")
# Once a card from the foot of a profile is there, the cards above it have been loaded too.
_FOOT = frozenset({"interests", "others"})
_SKELETON = re.compile(r"^profileCards?([A-Z].+)$")
_NUMBER = re.compile(r"\d[\d.,  ]*")


def report_state(draft: Draft, section: Section, items: list[Node], counts: list[int]) -> None:
    """Report one loaded section.

    Args:
        draft: The document being written.
        section: The section.
        items: Its entries.
        counts: How many facts each entry gave (grouped roles give several).
    """
    if section.name not in REPORTED:
        return
    shown = sum(counts)
    preview, total = preview_of(section, items)
    hidden = [_hidden_in(section, item, count) for item, count in zip(items, counts, strict=False)]
    if not preview and any(more is not None for more in hidden):
        preview, total = True, shown + sum(more or 0 for more in hidden)
    if preview:
        draft.section(section.name, "truncated", shown, total if total and total > shown else None)
    else:
        draft.section(section.name, "complete", shown)


def preview_of(section: Section, items: list[Node]) -> tuple[bool, int | None]:
    """Tell whether a section only shows a beginning, and of how many, by its link to the rest."""
    inside = {step.mem_id for item in items if item.mem_id != section.node.mem_id for step in item.traverse()}
    for link in section.node.css("a[href], button"):
        text = fold(text_of(link))
        if link.mem_id in inside or not text or len(text) > 80:
            continue
        href = link.attributes.get("href") or ""
        if "/details/" in href or asks_for_rest(text):
            number = _NUMBER.search(text)
            return True, int(re.sub(r"\D", "", number.group())) if number else None
    return False, None


def _hidden_in(section: Section, item: Node, count: int) -> int | None:
    """Count the roles that an entry of grouped roles keeps back behind its own link; None when it has no such link."""
    if item.mem_id == section.node.mem_id:
        return None
    for link in item.css('a[href*="/details/"]'):
        part = path_parts(link.attributes.get("href") or "")
        number = _NUMBER.search(fold(text_of(link)))
        if "details" in part[:-1] and key_name(part[part.index("details") + 1]) == section.name and number is not None:
            return max(0, int(re.sub(r"\D", "", number.group())) - count)
    return None


def report_missing(draft: Draft, root: Node, sections: list[Section], *, logged_in: bool) -> None:
    """Report the sections that are not there: not loaded where a place holder stands, absent where it is proven."""
    found = {section.name for section in sections}
    waiting = _waiting(root, found)
    at_foot = any(section.name in _FOOT and not _is_aside(section.node) for section in sections)
    for name in REPORTED:
        if name in found:
            continue
        if name in waiting:
            draft.section(name, "not_loaded")
        elif logged_in and not waiting and at_foot:
            draft.section(name, "absent")


def _is_aside(node: Node) -> bool:
    """Tell whether an element stands beside the profile, where it is loaded whatever the profile is."""
    step: Node | None = node
    while step is not None and step.tag != "aside":
        step = step.parent
    return step is not None


def _waiting(root: Node, found: set[str]) -> set[str]:
    """Name the sections whose place holders are empty."""
    waiting: set[str] = set()
    for node in root.css("[id], [componentkey], [data-section]"):
        named: set[str] = set()
        attributes = node.attributes
        for attribute in ("id", "componentkey", "data-section"):
            value = attributes.get(attribute) or ""
            skeleton = _SKELETON.match(value)
            if skeleton is not None and skeleton.group(1).startswith("ExperienceOnly"):
                named.add("experience")
            elif skeleton is not None:
                named.update(_BELOW_THE_FOLD)
            elif value and node.tag in {"section", "div"} and (name := key_name(value)):
                named.add(name)
        if named - waiting and not _is_filled(node):
            waiting |= named
    return waiting - found


def _is_filled(node: Node) -> bool:
    """Tell whether an element, or for an empty mark the card it stands in, holds text."""
    if fold(node.text()):
        return True
    parent = node.parent
    return node.first_child is None and parent is not None and parent.tag == "section" and bool(fold(parent.text()))
