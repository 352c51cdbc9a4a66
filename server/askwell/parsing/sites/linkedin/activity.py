"""Reads what a person wrote, shared or commented on, and what others wrote about them."""

import re
from datetime import UTC, datetime

from askwell.parsing.document import Document
from askwell.parsing.evidence import Draft
from askwell.parsing.listing import items_of, outermost
from askwell.parsing.markup import Node
from askwell.parsing.sections import Section
from askwell.parsing.sites.linkedin.lines import lines_of_entry
from askwell.parsing.sites.linkedin.links import person_links, person_slug
from askwell.parsing.text import compare_key
from askwell.parsing.units import Unit, units_of
from askwell.parsing.vocabulary import has_part

_ACTIVITY = re.compile(r"(?:urn:li:(?:activity|ugcPost|share):|activity-|%3Aactivity%3A)(\d{19})")
_POST_LINKS = 'a[href*="/feed/update/"], a[href*="/posts/"], a[href*="/pulse/"]'
_FEED_ITEMS = '[role="article"], article, [data-urn*="activity"], [componentkey*="FeedType"]'
_EARLIEST, _LATEST = 1_262_304_000_000, 4_102_444_800_000
_MAX_HEAD = 120
_SHORTEST_PRAISE = 60


def read_posts(document: Document, draft: Draft, section: Section) -> None:
    """Offer the posts of an activity section."""
    seen: set[str] = set()
    for item in items_of(section.node, section.units):
        link = item.css_first(_POST_LINKS) if item.tag != "a" else item
        if link is None:
            continue
        units = [unit for unit in units_of(item) if not unit.button]
        kind = _kind(units)
        text = _text(units)
        url = document.link(link.attributes.get("href")).split("?")[0]
        if kind is None or text is None or seen & {compare_key(text.text), url}:
            continue
        seen |= {compare_key(text.text), url}
        post = {"text": text.paragraph, "date": post_date(url), "kind": kind, "url": url}
        draft.add("/person/posts", post, text.node, parts={"text": text.node, "url": document.where(link, "href")})


def post_date(url: str) -> str:
    """Read the day of a post from the number in its address, whose upper bits count milliseconds."""
    found = _ACTIVITY.search(url)
    moment = int(found.group(1)) >> 22 if found else 0
    if not _EARLIEST < moment < _LATEST:
        return ""
    return datetime.fromtimestamp(moment / 1000, tz=UTC).date().isoformat()


def _kind(units: list[Unit]) -> str | None:
    """Tell own posts, reposts and comments apart by the line above them; what was only liked is no post."""
    head = " ".join(unit.text for unit in units if len(unit.text) <= _MAX_HEAD)[:400]
    if has_part(head, "liked"):
        return None
    if has_part(head, "reposted"):
        return "repost"
    return "comment" if has_part(head, "commented") else "own"


def _is_head(text: str) -> bool:
    return len(text) <= _MAX_HEAD and any(has_part(text, done) for done in ("liked", "reposted", "commented"))


def _text(units: list[Unit]) -> Unit | None:
    """Take the longest piece as the post's text; the line that says who did what is none."""
    pieces = [unit for unit in units if len(unit.text) > 15 and not _is_head(unit.text)]
    return max(pieces, key=lambda unit: len(unit.text), default=None)


def received_part(section: Section) -> Section:
    """Return the part of a section that holds what was received: the first of its tabs, if it has tabs."""
    panel = section.node.css_first("[role=tabpanel]")
    return section if panel is None else Section(section.name, panel, None)


def read_recommendations(draft: Draft, section: Section) -> list[int]:
    """Offer the recommendations with who wrote them, and return how many each entry gave."""
    counts = []
    for item in items_of(section.node, section.units):
        lines = lines_of_entry(section.units if item.mem_id == section.node.mem_id else units_of(item))
        body = max(lines, key=lambda line: len(line.text), default=None)
        if body is None or len(body.text) < _SHORTEST_PRAISE:
            counts.append(0)
            continue
        author = _author(item, [line.text for line in lines if line is not body])
        value = {"text": body.unit.paragraph.strip('“”"'), "author": author}
        draft.add("/person/recommendations", value, body.node, parts={"text": body.node})
        counts.append(1)
    return counts


def _author(item: Node, texts: list[str]) -> str:
    linked = next((" ".join(link.text().split()) for link in person_links(item) if link.text().strip()), "")
    short = next((text for text in texts if 1 < len(text.split()) <= 6), "")
    return short if short and (not linked or compare_key(short) in compare_key(linked)) else linked[:80]


def read_feed(document: Document, draft: Draft, root: Node, slug: str) -> None:
    """Offer the posts of a page of somebody's activity; what others wrote is theirs unless the person shared it."""
    for item in outermost(node for node in root.css(_FEED_ITEMS) if node.mem_id != root.mem_id):
        units = [unit for unit in units_of(item) if not unit.button]
        text = _text(units)
        kind = _kind(units)
        author = next((person_slug(link.attributes.get("href")) for link in person_links(item)), "")
        if text is None or kind is None or (kind == "own" and slug and author != slug):
            continue
        link = item.css_first(_POST_LINKS)
        href = document.link(link.attributes.get("href")).split("?")[0] if link is not None else ""
        date = post_date(href) or post_date(item.attributes.get("data-urn") or "")
        draft.add("/person/posts", {"text": text.paragraph, "date": date, "kind": kind, "url": href}, text.node)
