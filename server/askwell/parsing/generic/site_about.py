"""The paragraph in which an organization presents itself, and the line under its name."""

import re

from askwell.parsing.generic.addresses import place_of
from askwell.parsing.generic.lines import Line
from askwell.parsing.generic.organization_site import Site
from askwell.parsing.generic.words import is_any_label, is_heading_phrase, plain

_WE = re.compile(
    r"\b(?:we|our|us|wir|unser\w*|nous|notre|nos|nuestr[oa]s?|somos|nós|noss[oa]s?|noi|nostr[oaei]|siamo"
    r"|wij|we|onze|ons"
    r"|vi|vår\w*|vores)\b",
    re.I,
)
_NOT_ABOUT = re.compile(
    r"cookie|privacy|javascript|all rights reserved|copyright|©|subscribe|newsletter|log ?in|terms (?:of"
    r"|and)|datenschutz"
    r"|if you have any questions|please (?:contact|fill|call|email)|click here|fill (?:in|out)",
    re.I,
)
_MIN_LENGTH = 80
_LIMIT = 1_600
_GOOD_ENOUGH = 1.0


def offer_about(site: Site) -> None:
    """Offer the paragraph that speaks most clearly of the organization, or the page's own description."""
    best = max(_candidates(site), key=lambda pair: pair[0], default=None)
    if best is not None and best[0] >= _GOOD_ENOUGH:
        site.put("about", _with_following(best[1], site), best[1].node, 0.6)
        return
    for attribute, name in (("name", "description"), ("property", "og:description")):
        description = site.view.document.meta.get(name, "")
        if len(description) >= MIN_DESCRIPTION:
            site.put("about", description, f'meta[{attribute}="{name}"]@content', 0.5, "meta")


MIN_DESCRIPTION = 60


def _candidates(site: Site) -> list[tuple[float, Line]]:
    people = {plain(part) for mention in site.people for part in mention.name.split()[:1]}
    found = []
    for order, line in enumerate(line for line in site.lines if _is_paragraph(line)):
        opening = re.split(r"[\s'’,]+", plain(line.text[:60]))[:3]
        if not (_NOT_ABOUT.search(line.text) or _is_contact_line(line.text) or people & set(opening)):
            found.append((_score(line, order, site), line))
    return found


def _score(line: Line, order: int, site: Site) -> float:
    """Weigh place on the page, heading, the name in the text and the first person plural."""
    sections = site.view.sections(line)
    score = 0.9 if "about" in sections else 0.0
    score += 1.0 if site.first_words and site.first_words in plain(line.text[:250]) else 0.0
    score += 0.6 if _WE.search(line.text) else 0.0
    score += 0.4 if order == 0 else 0.2 if order < 3 else 0.0
    score -= 0.1 if line.region == "footer" else 0.0
    score -= 0.5 if "not_people" in sections else 0.0
    return score - 0.01 * order


def _with_following(line: Line, site: Site) -> str:
    """Join the paragraphs that follow under the same heading."""
    text = line.text
    heading = site.view.headings[line.index]
    for other in site.lines:
        if other.index <= line.index or other.region != line.region:
            continue
        ends = other.strong or not _is_paragraph(other) or site.view.headings[other.index] is not heading
        if ends or len(text) + len(other.text) > _LIMIT:
            break
        text = f"{text}\n{other.text}"
    return text


def _is_paragraph(line: Line) -> bool:
    if len(line.text) < _MIN_LENGTH or line.is_image or line.level or line.region in ("nav", "form"):
        return False
    return sum(len(segment.text) for segment in line.links) < 0.5 * len(line.text)


def _is_contact_line(text: str) -> bool:
    """Tell whether a line is address and numbers rather than prose."""
    if "@" in text or (place_of(text) and len(text) < 160):
        return True
    return sum(char.isdigit() for char in text) > 0.12 * len(text)


def offer_tagline(site: Site) -> None:
    """Offer a short line of the page's head that is neither label, number nor link."""
    for line in site.lines[:40]:
        if line.region == "header" and not (line.links or line.href or line.is_image) and _may_be_tagline(line.text):
            site.put("tagline", line.text, line.node, 0.4)
            return


def _may_be_tagline(text: str) -> bool:
    if not 3 <= len(text.split()) <= 16 or ":" in text or any(char.isdigit() for char in text):
        return False
    return not is_heading_phrase(text) and not is_any_label(text)
