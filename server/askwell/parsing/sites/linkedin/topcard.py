"""Reads the head of a profile (name, pronouns, headline, place) by order and links, not by styles."""

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import pairwise

from askwell.parsing.document import Document
from askwell.parsing.evidence import Draft
from askwell.parsing.markup import Node, text_of
from askwell.parsing.sections import Section
from askwell.parsing.sites.linkedin.lines import SEPARATOR
from askwell.parsing.sites.linkedin.links import person_slug
from askwell.parsing.text import compare_key, fold
from askwell.parsing.units import Unit, units_of
from askwell.parsing.vocabulary import label_of, section_of, word_key, words

_COUNTER = re.compile(r"^\s*\(\d+\+?\)\s*")
_SITE = re.compile(r"\s*[|｜]\s*LinkedIn\b.*$", re.I)
_PRONOUNS = re.compile(r"^\(?\s*[^\W\d_]{1,12}(?:\s*/\s*[^\W\d_]{1,14}){1,3}\s*\)?$")
_DEGREE = re.compile(r"^[\s·•]*(?:[123]\s?(?:st|nd|rd|th|er|re|e|è|º|ª|°|\.|ème|-й|次|촌)?\+?|3\+)[\s·•]*$", re.I)
_DEGREE_WORDS = re.compile(r"\b(?:degree connection|grades?|de nivel|grau|grado|niveau|graads)\b", re.I)
_NUMBERED = re.compile(r"^[\d.,\s  ]+\+?(?:\s*[KMkm])?\s*\D{0,60}$")
_FILLERS = "·•|—–- "
_MAX_UNITS = 60
_FIRST_UNITS = 6
_MAX_PLACE = 100


@dataclass
class TopCard:
    """The head of a profile.

    Attributes:
        name: The person's name as shown; empty when the page shows none.
        units: The pieces of text after the name, up to the first section.
        slug: The name by which the card's own links call the person, or nothing.
    """

    name: str = ""
    node: Node | None = None
    units: list[Unit] = field(default_factory=list)
    slug: str = ""


def name_in_title(title: str) -> str:
    """Return the name that a profile's title begins with."""
    plain = _COUNTER.sub("", title)
    cut = _SITE.sub("", plain)
    if cut == plain:
        return ""
    pieces = [
        piece for piece in (fold(part) for part in re.split(r"\s*[|｜]\s*", cut)) if piece and not section_of(piece)
    ]
    return re.split(r"\s+[-–—]\s+", pieces[0])[0].strip() if pieces else ""


def find_top_card(document: Document, root: Node, sections: list[Section], slug: str) -> TopCard:
    """Find the name and what stands with it.

    Args:
        document: The page.
        root: The part of it that is about its subject.
        sections: The sections in that part; the head is outside of them.
        slug: How the address calls the person.
    """
    taken = {section.node.mem_id for section in sections if section.name}
    units = units_of(root, _MAX_UNITS * 2, taken)
    expected = name_in_title(document.title)
    at = _name_position(units, expected, slug)
    if at is None:
        return TopCard()
    name = _clean_name(units[at].text, expected)
    following = [unit for unit in units[at + 1 : at + 1 + _MAX_UNITS] if unit.text.strip(_FILLERS)]
    following = _in_same_card(units[at].node, following)
    return TopCard(name, units[at].node, following, _own_slug(units[at].node, following))


def _in_same_card(name: Node, following: list[Unit]) -> list[Unit]:
    """Keep what stands in the name's own `section`, when that is more than the name."""
    step: Node | None = name
    while step is not None and step.tag != "section":
        step = step.parent
    if step is None:
        return following
    inside = {node.mem_id for node in step.traverse()}
    own = [unit for unit in following if unit.node.mem_id in inside]
    return own if len(own) > 1 else following


def _name_position(units: list[Unit], expected: str, slug: str) -> int | None:
    """Find the name: the main heading, unless what the title says stands at the very beginning.

    The title alone is no proof: after moving to another profile in the page it may still name the one before.
    """
    key = compare_key(expected)
    titled = [number for number, unit in enumerate(units) if key and _is_named(unit, key)]
    main = next((number for number, unit in enumerate(units) if _is_main_heading(unit)), None)
    if main in titled:
        return main
    if titled and (main is None or titled[0] < _FIRST_UNITS or not akin(units[main].text, slug)):
        return titled[0]
    if main is not None:
        return main
    return next((number for number, unit in enumerate(units) if _in_top_card(unit.node)), None)


def akin(name: str, slug: str) -> bool:
    """Tell whether a name and a slug share a part ("Inês Teles", "iteles")."""
    plain = unicodedata.normalize("NFKD", slug).encode("ascii", "ignore").decode().lower()
    parts = re.findall(r"[a-z]{3,}", unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower())
    return any(part in plain for part in parts) or (bool(slug) and compare_key(slug) in compare_key(name))


def _is_named(unit: Unit, key: str) -> bool:
    text = compare_key(unit.text)
    return text == key or (unit.is_heading and text.startswith(key + " "))


def _is_main_heading(unit: Unit) -> bool:
    return _heading_above(unit.node) == "h1" and bool(unit.text) and not section_of(unit.text)


def _heading_above(node: Node) -> str:
    step: Node | None = node
    for _ in range(4):
        if step is None:
            return ""
        if step.tag in {"h1", "h2"}:
            return str(step.tag)
        step = step.parent
    return ""


def _in_top_card(node: Node) -> bool:
    """Tell whether a second-level heading stands in the part that the page itself calls its top card."""
    if _heading_above(node) != "h2":
        return False
    step: Node | None = node
    while step is not None:
        key = f"{step.attributes.get('componentkey') or ''} {step.attributes.get('id') or ''}".lower()
        if "topcard" in key or "top-card" in key:
            return True
        step = step.parent
    return False


def _clean_name(text: str, expected: str) -> str:
    """Drop what is set beside a name (pronouns, badges) when the title shows where it ends."""
    if (
        expected
        and compare_key(text).startswith(compare_key(expected))
        and text.casefold().startswith(expected.casefold())
    ):
        return expected
    return re.sub(r"\s*\(\s*[^\W\d_]+\s*/[^)]*\)\s*$", "", text).strip(_FILLERS)


def _own_slug(name: Node, units: list[Unit]) -> str:
    """Read the person's slug from links of the card itself: around the name, to its overlays and details."""
    step: Node | None = name
    for _ in range(4):
        if step is not None and step.tag == "a":
            return person_slug(step.attributes.get("href"))
        step = step.parent if step is not None else None
    for unit in units:
        link = _link_above(unit.node)
        href = link.attributes.get("href") or "" if link is not None else ""
        if "/overlay/" in href or "/details/" in href:
            return person_slug(href)
    return ""


def _link_above(node: Node) -> Node | None:
    step: Node | None = node
    for _ in range(4):
        if step is None or step.tag == "a":
            return step
        step = step.parent
    return None


def read_top_card(draft: Draft, card: TopCard, known: frozenset[str]) -> None:
    """Offer what the card says.

    Args:
        draft: The document being written.
        card: The card.
        known: Comparable names of the organizations on the page, which a card shows beside the place.
    """
    if not card.name or card.node is None:
        return
    draft.put("/person/name", card.name, card.node, confidence=0.97)
    lines = _without_degrees(card.units)
    pronouns = next((unit for unit in lines[:3] if _PRONOUNS.match(unit.text)), None)
    if pronouns is not None:
        draft.put("/person/pronouns", pronouns.text.strip("() "), pronouns.node)
        lines = [unit for unit in lines if unit is not pronouns]
    contact = next((number for number, unit in enumerate(lines) if is_contact(unit)), None)
    headline = _find_headline(lines, contact)
    if headline is not None and compare_key(headline.text) != compare_key(card.name):
        draft.put("/person/headline", headline.text, headline.node)
    place = _find_place(lines, headline, contact, known)
    if place is not None:
        draft.put("/person/location", place.text.strip(_FILLERS), place.node)
    for unit in card.units[:6]:
        if _is_badge(unit.text):
            draft.add("/person/badges", unit.text, unit.node)


def _without_degrees(units: list[Unit]) -> list[Unit]:
    """Drop the marks beside the name, and the words that say the same before them ("Kontakt 2. Grades", "2.")."""
    kept = []
    for unit, following in pairwise([*units, None]):
        if unit is None or is_beside(unit):
            continue
        numbered = any(sign.isdigit() for sign in unit.text)
        spoken = numbered and following is not None and _DEGREE.match(following.text) and _same_parent(unit, following)
        if not spoken:
            kept.append(unit)
    return kept


def _same_parent(one: Unit, other: Unit) -> bool:
    parent, parent2 = one.node.parent, other.node.parent
    return parent is not None and parent2 is not None and parent.mem_id == parent2.mem_id


def _find_headline(lines: list[Unit], contact: int | None) -> Unit | None:
    """Find the self-written line: the first after the name, unless it is the place beside the contact link."""
    headline = next((unit for unit in lines[:contact] if not unit.button), None)
    if headline is None or label_of(headline.text) or _NUMBERED.match(headline.text):
        return None
    alone = contact is not None and lines.index(headline) == contact - 1
    return None if alone and contact is not None and _same_parent(lines[contact], headline) else headline


def _is_badge(text: str) -> bool:
    return word_key(text) in words("relations", "words", "badges")


def is_beside(unit: Unit) -> bool:
    """Tell whether a text is a mark set beside the name: degree of connection, badge."""
    text = unit.text
    return (
        bool(_DEGREE.match(text))
        or (len(text) < 40 and bool(_DEGREE_WORDS.search(text)) and text[:1].isdigit())
        or _is_badge(text)
    )


def is_contact(unit: Unit) -> bool:
    """Tell whether a text opens the contact details."""
    link = _link_above(unit.node)
    href = link.attributes.get("href") or "" if link is not None else ""
    return "contact-info" in href or section_of(unit.text) == "contact"


def _find_place(lines: list[Unit], headline: Unit | None, contact: int | None, known: frozenset[str]) -> Unit | None:
    """Find the place: labelled, else the last line before the contact details, else the first after the headline."""
    for label, value in pairwise(lines):
        if label_of(label.text) == "location":
            return value
    start = lines.index(headline) + 1 if headline is not None else 0
    following = lines[start : contact if contact is not None else len(lines)]
    candidates = [unit for unit in following if _may_be_place(unit, known)]
    if not candidates:
        return None
    if contact is not None:
        return candidates[-1]
    first = candidates[0]
    numbered = next((number for number, unit in enumerate(following) if _NUMBERED.match(unit.text)), None)
    beside = numbered is not None and numbered >= following.index(first)
    return first if beside or "," in first.text else None


def _may_be_place(unit: Unit, known: frozenset[str]) -> bool:
    text = unit.text.strip(_FILLERS)
    pieces = [compare_key(piece) for piece in text.split(SEPARATOR)]
    return (
        not unit.button
        and 1 < len(text) <= _MAX_PLACE
        and not any(sign.isdigit() for sign in text)
        and not (pieces and all(piece in known for piece in pieces))
        and not any(piece in known for piece in pieces if len(pieces) > 1)
        and not _leads_away(unit)
        and not text.endswith(("!", "?", ":"))
        and len(text_of(unit.node)) <= _MAX_PLACE * 2
    )


def _leads_away(unit: Unit) -> bool:
    """Tell whether a text is a link: to an organization, other people, the sign-in page. A place never is."""
    return _link_above(unit.node) is not None
