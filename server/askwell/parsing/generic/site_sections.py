"""What an organization's page lists under its headings: products, services, values, news, open positions."""

from askwell.parsing.generic.dated import date_on, without_date
from askwell.parsing.generic.lines import Line
from askwell.parsing.generic.organization_site import Site
from askwell.parsing.generic.sections import Block
from askwell.parsing.generic.titles import title_score
from askwell.parsing.vocabulary import work_mode_of

_MAX_LISTED = 25


def offer_sections(site: Site) -> None:
    """Offer the items of every section that its heading names."""
    for block in site.blocks:
        heading = site.view.headings[block.heading.index]
        for section in heading.sections if heading is not None else ():
            if section in ("products", "specialties", "values"):
                for line in _items(block)[:_MAX_LISTED]:
                    site.add(section, line.text.rstrip(".:"), line.node, 0.6)
            elif section == "news":
                _offer_news(block, site)
            elif section == "jobs":
                _offer_jobs(block, site)


def _items(block: Block) -> list[Line]:
    """Return the short lines that head the items of a section: sub-headings, list items, or links."""
    for chosen in (
        [line for line in block.lines if line.level or line.strong],
        [line for line in block.lines if line.tag in ("li", "dt")],
        [line for line in block.lines if line.href],
    ):
        items = [line for line in chosen if 1 < len(line.text) <= 70 and len(line.text.split()) <= 8]
        if len(items) >= 2:
            return items
    return []


def _offer_news(block: Block, site: Site) -> None:
    """Offer headlines: links, headings or list items of some length, with the date on them or on a near line."""
    for number, line in enumerate(block.lines):
        if len(line.text) < 20 or not (line.href or line.level or line.tag == "li"):
            continue
        near = [line, *block.lines[number + 1 : number + 3], *block.lines[max(0, number - 1) : number]]
        dates = (date_on(other) for other in near if other is line or len(other.text) < 60)
        url = site.view.document.link(line.href or next((segment.href for segment in line.links), ""))
        item = {"text": without_date(line.text), "date": next(filter(None, dates), None), "url": url}
        site.add("news", item, line.node, 0.6)


def _offer_jobs(block: Block, site: Site) -> None:
    """Offer linked or headed titles, each with the place on the line after it."""
    for number, line in enumerate(block.lines):
        if not (line.href or line.level) or len(line.text) > 100:
            continue
        place = block.lines[number + 1].text if number + 1 < len(block.lines) else ""
        fits = 2 < len(place) <= 60 and not set(place) & set("$€£") and title_score(place) < 0.4
        placed = fits and ("," in place or bool(work_mode_of(place)))
        if title_score(line.text) >= 0.4 or placed:
            site.add("job_posts", {"title": line.text, "location": place if fits else ""}, line.node, 0.6)
