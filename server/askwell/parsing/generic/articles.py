"""Articles, podcasts and talks: whether a page is one, and its title, author, date and text as a research source."""

import re

from askwell.parsing.evidence import Draft
from askwell.parsing.generic.dated import date_on
from askwell.parsing.generic.items import ARTICLE_TYPES, Item, walk
from askwell.parsing.generic.lines import Line
from askwell.parsing.generic.view import View
from askwell.parsing.generic.words import plain

# Steps of an address under which writing, sound and film lie, by how surely.
_STEPS = {
    **dict.fromkeys(
        "podcast podcasts episode episodes talk talks article articles interview interviews artikel".split(), 0.7
    ),
    **dict.fromkeys(
        "blog blogs news newsroom story stories post posts press magazine essay essays opinion".split(), 0.5
    ),
    **dict.fromkeys("aktuelles actualites noticias notizie nieuws blogg video videos research insights".split(), 0.4),
    **dict.fromkeys("watch p entry archives session sessions".split(), 0.3),
}
_DATED_PATH = re.compile(r"/(?:19|20)\d\d/(?:0?[1-9]|1[0-2])(?:/|$)")
_BYLINE = re.compile(r"^(?:by|written by|von|par|por|di|door|published by|text:|autor:|author:)\s+\S", re.I)
_LONG = 140


def looks_like_article(view: View, items: list[Item]) -> bool:
    """Tell whether a page is one piece of writing, sound or film rather than a page about somebody."""
    if not view.document.path:
        return False
    meta = view.document.meta
    score = 0.0
    if any(
        item.is_a(ARTICLE_TYPES) and item.role in ("", "mainEntity", "mainEntityOfPage") and item.source != "hcard"
        for item in items
    ):
        score += 0.7
    og_type = meta.get("og:type", "")
    if og_type.startswith(("article", "video", "music.song")):
        score += 0.7 if "article:published_time" in meta or og_type != "article" else 0.35
    steps = [plain(step) for step in view.document.path]
    placed = max((_STEPS.get(step, 0.0) for step in steps[:-1]), default=0.0)
    score += max(placed, 0.35 if _DATED_PATH.search(view.document.url) else 0.0) if view.marked_headings else 0.0
    score += 0.3 * _is_dated(view) + 0.35 * _is_long(view) + 0.2 * _has_byline(view)
    if "h-entry" in view.document.page.html and len(view.document.tree.css(".h-entry")) == 1:
        score += 0.4
    return score >= 0.7


def _near_heading(view: View) -> list[Line]:
    heads = view.marked_headings
    if not heads:
        return []
    start = heads[0].index
    return [line for line in view.lines[max(0, start - 4) : start + 9] if not line.is_image]


def _is_dated(view: View) -> bool:
    """Tell whether a full date stands by the heading."""
    return any(len(line.text) <= 80 and len(date_on(line) or "") >= 7 for line in _near_heading(view))


def _has_byline(view: View) -> bool:
    return any(_BYLINE.match(line.text) and len(line.text) < 90 for line in _near_heading(view))


def _is_long(view: View) -> bool:
    """Tell whether the page is mostly paragraphs."""
    long = [line for line in view.body if len(line.text) >= _LONG and line.region == "main"]
    return len(long) >= 5 and sum(len(line.text) for line in long) > 0.5 * sum(len(line.text) for line in view.body)


def read_article(view: View, items: list[Item], draft: Draft) -> None:
    """Offer title, author, date and readable text under `/article`, beside the contract's own fields."""
    item = next((item for item in walk(items) if item.is_a(ARTICLE_TYPES) and item.source != "hcard"), None)
    meta = view.document.meta
    heading = next(iter(view.marked_headings), None)
    if heading is not None:
        draft.put("/article/title", heading.text, heading.node, source="heuristic", confidence=0.8)
    if item is not None:
        for field, names in (
            ("title", ("headline", "name")),
            ("author", ("author", "creator")),
            ("date", ("datePublished", "dateCreated", "uploadDate")),
        ):
            value = item.one(*names)
            if value is not None and not value.text.startswith("http"):
                draft.put(
                    f"/article/{field}",
                    value.text[:10] if field == "date" else value.text,
                    value.at,
                    source=item.source,
                    confidence=0.85,
                )
    for field, name in (
        ("site", "og:site_name"),
        ("author", "author"),
        ("date", "article:published_time"),
        ("title", "og:title"),
    ):
        attribute = "name" if name == "author" else "property"
        value_text = meta.get(name, "")
        draft.put(
            f"/article/{field}",
            value_text[:10] if field == "date" else value_text,
            f'meta[{attribute}="{name}"]@content',
            source="meta",
            confidence=0.7,
        )
    for line in _near_heading(view):
        date = date_on(line) if len(line.text) <= 80 else None
        if date and len(date) >= 7:
            draft.put("/article/date", date, line.node, source="heuristic", confidence=0.5)
            break
    text = "\n".join(line.text for line in view.body if line.region == "main" and (len(line.text) >= 40 or line.level))
    draft.put(
        "/article/text",
        text[:40_000],
        heading.node if heading is not None else None,
        source="heuristic",
        confidence=0.6,
    )
