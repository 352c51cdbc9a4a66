"""Reads lists of people: search results, connections, the people of an organization; by their links, not by styles."""

import re
from collections.abc import Iterator

from askwell.parsing.document import Document
from askwell.parsing.evidence import Draft
from askwell.parsing.listing import common_ancestor
from askwell.parsing.markup import Node
from askwell.parsing.sections import find_sections
from askwell.parsing.sites.linkedin.identity import content_root
from askwell.parsing.sites.linkedin.links import person_link, person_links, person_slug
from askwell.parsing.sites.linkedin.relations import is_mutual
from askwell.parsing.sites.linkedin.routes import Route
from askwell.parsing.sites.linkedin.topcard import is_beside
from askwell.parsing.text import compare_key
from askwell.parsing.units import Unit, units_of
from askwell.parsing.vocabulary import asks_for_rest, word_key, words

_LISTED = ("connections", "results/people", "results/all", "invitation-manager", "network-manager", "import-contacts")
_TOTAL = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,   ]?\d{3})*(?!\s*[KMkm%])")
_MAX_NAME = 80
_MAX_CARD_LINKS = 40


def read_list(document: Document, draft: Draft, route: Route) -> None:
    """Offer the people of a list page, and set what the page is."""
    if not any(part in f"{route.part}" for part in _LISTED) and document.path[:2] != ["pub", "dir"]:
        draft.kind, draft.reason = "other", "This page suggests people; it is not a list somebody made."
        return
    if read_people(document, draft, content_root(document)):
        draft.kind = "people"
    else:
        draft.kind, draft.reason = "other", "The page lists no people."


def read_people(document: Document, draft: Draft, root: Node, *, suggested: bool = False) -> int:
    """Offer the people that a part of a page lists, and say how many of them it shows.

    Args:
        document: The page.
        draft: The document being written.
        root: The part of the page.
        suggested: Whether cards under a heading of suggestions are the list itself.
    """
    cards = _own_cards(root, suggested=suggested)
    shown = 0
    for slug, card in cards:
        units = [unit for unit in units_of(card) if unit.text.strip(" ·•")]
        if any(word_key(unit.text) in words("relations", "words", "promoted") for unit in units):
            continue
        name = _name(units, slug)
        if name is None:
            continue
        title = _title(units, name)
        item = {"name": name.text, "title": title.text if title else "", "url": person_link(document, f"/in/{slug}/")}
        draft.add("/people", item, card, parts={"name": name.node, "title": title.node if title else None})
        shown += 1
    if shown:
        _report(draft, root, [card for _, card in cards], shown)
    return shown


def _own_cards(root: Node, *, suggested: bool) -> list[tuple[str, Node]]:
    """List the cards of the list itself: none of suggestions, and none of a single line beside fuller ones."""
    others: set[int] = set()
    for section in find_sections(root, keyed=False) if not suggested else []:
        if section.name == "others":
            others.update(step.mem_id for step in section.node.traverse())
    cards = [(slug, card) for slug, card in _cards(root) if card.mem_id not in others and not card.css_first("h1")]
    full = [(slug, card) for slug, card in cards if len(units_of(card, 2)) > 1]
    return full if len(full) * 2 >= len(cards) else cards


def _cards(root: Node) -> Iterator[tuple[str, Node]]:
    """Yield every person linked to with the largest element that links to nobody else."""
    owners: dict[int, set[str]] = {}
    first: dict[str, Node] = {}
    for link in person_links(root):
        slug = person_slug(link.attributes.get("href"))
        first.setdefault(slug, link)
        step: Node | None = link
        while step is not None:
            owners.setdefault(step.mem_id, set()).add(slug)
            if step.mem_id == root.mem_id:
                break
            step = step.parent
    for slug, link in first.items():
        card = link
        while card.parent is not None and card.mem_id != root.mem_id and owners.get(card.parent.mem_id) == {slug}:
            if card.parent.mem_id == root.mem_id and len(first) > 1:
                break
            card = card.parent
        yield slug, card


def _name(units: list[Unit], slug: str) -> Unit | None:
    """Take the text of the link to the person, else the first line of the card."""
    lines = [unit for unit in units if not unit.button and 1 < len(unit.text) <= _MAX_NAME and not is_beside(unit)]
    linked = next((unit for unit in lines if _slug_above(unit.node) == slug), None)
    return linked or next(iter(lines), None)


def _slug_above(node: Node) -> str:
    step: Node | None = node
    while step is not None:
        if step.tag == "a":
            return person_slug(step.attributes.get("href"))
        step = step.parent
    return ""


def _title(units: list[Unit], name: Unit) -> Unit | None:
    """Take the line after the name, past degrees and badges."""
    for unit in units[units.index(name) + 1 :]:
        if unit.button or is_beside(unit) or compare_key(unit.text) == compare_key(name.text):
            continue
        return None if is_mutual(unit) or asks_for_rest(unit.text) else unit
    return None


def _report(draft: Draft, root: Node, cards: list[Node], shown: int) -> None:
    """Say how many people the page shows of how many, by the count above the list."""
    holder = common_ancestor(cards)
    inside = {step.mem_id for card in cards for step in card.traverse()}
    total = None
    for unit in units_of(root):
        if unit.node.mem_id in inside:
            break
        number = _TOTAL.search(unit.text)
        if number is not None and not unit.button and len(unit.text) <= 40:
            count = int(re.sub(r"\D", "", number.group()))
            if count >= shown and not unit.text.rstrip().endswith(number.group()):
                total = count
    if total is not None and total > shown:
        draft.section("people", "truncated", shown, total)
    elif holder is not None:
        draft.section("people", "complete", shown, total)
