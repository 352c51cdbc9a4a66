"""Structured items of a person (schema.org, h-card) to offered facts; the page's text is not looked at."""

import re

from askwell.parsing.evidence import Draft, Source
from askwell.parsing.generic.items import SCHOOL_TYPES, Item, Value

_SHORT_BIO = 260
_PLACE_PARTS = ("addressLocality", "addressRegion", "addressCountry")


def offer_item(item: Item, draft: Draft) -> None:
    """Offer the values of the page's person's item."""
    source = item.source
    _offer(draft, "headline", item.one("jobTitle", "role", "hasOccupation"), source, 0.85)
    _offer(draft, "pronouns", item.one("pronouns"), source, 0.9)
    _offer(draft, "location", place_value(item), source, 0.85)
    _describe(item, draft)
    _employers(item, draft)
    _schools(item, draft)
    for field, name in (("emails", "email"), ("phones", "telephone")):
        for value in item.all(name):
            bare = re.sub(r"^(?:mailto|tel):", "", value.text)
            draft.add(f"/person/{field}", bare, value.at, source=source, confidence=0.9)
    here = draft.document.url.rstrip("/")
    for value in [*item.all("sameAs"), *item.all("url")]:
        if value.text.startswith("http") and value.text.rstrip("/") != here:
            draft.add("/person/links", value.text, value.at, source=source, confidence=0.8)


def _offer(draft: Draft, field: str, value: Value | None, source: Source, confidence: float) -> None:
    if value is not None and value.text and not value.text.startswith("http"):
        draft.put(f"/person/{field}", value.text, value.at, source=source, confidence=confidence)


def _describe(item: Item, draft: Draft) -> None:
    """Offer a short description as the self-written line, a long one as the introduction."""
    description = item.one("description", "disambiguatingDescription")
    if description is None:
        return
    text = " ".join(re.sub(r"<br\s*/?>", "\n", description.text).split())
    headed = item.source == "jsonld" and len(text) <= _SHORT_BIO and not item.text("jobTitle")
    field = "headline" if headed else "about"
    draft.put(f"/person/{field}", text, description.at, source=item.source, confidence=0.8)


def _employers(item: Item, draft: Draft) -> None:
    """Offer jobs: titles and employers paired by their order; organizations of `alumniOf` are past employers."""
    titles = [value.text for value in item.all("jobTitle")]
    employers = item.all("worksFor", "affiliation")
    for number, employer in enumerate(employers):
        title = titles[number] if number < len(titles) else ""
        role = {"title": title, "organization": _name_of(employer), "current": True, "end": None}
        draft.add("/person/experience", role, employer.at, source=item.source, confidence=0.8)
    for past in item.all("alumniOf"):
        if past.item is not None and not past.item.is_a(SCHOOL_TYPES) and "Organization" in past.item.types:
            former = {"organization": _name_of(past), "current": False}
            draft.add("/person/experience", former, past.at, source=item.source, confidence=0.6)


def _schools(item: Item, draft: Draft) -> None:
    for school in item.all("alumniOf"):
        if school.item is None or school.item.is_a(SCHOOL_TYPES):
            study = {"school": _name_of(school)}
            draft.add("/person/education", study, school.at, source=item.source, confidence=0.75)


def _name_of(value: Value) -> str:
    return value.item.text("name", "legalName") if value.item is not None else value.text


def place_value(item: Item) -> Value | None:
    """Return the place of an item: a home location, or town, region and country of its address."""
    for name in ("homeLocation", "address", "location", "workLocation"):
        value = item.one(name) or next(iter(item.all(name)), None)
        if value is None:
            continue
        if value.item is None:
            return value if len(value.text) <= 100 else None
        holder = value.item if value.item.text(*_PLACE_PARTS) else next(value.item.inner(), value.item)
        text = joined_place(holder) or value.item.text("name")
        if text:
            return Value(text, value.at)
    first = item.one(*_PLACE_PARTS)
    return Value(joined_place(item), first.at) if first is not None else None


def joined_place(item: Item) -> str:
    """Join town, region and country."""
    return ", ".join(text for part in _PLACE_PARTS if (text := item.text(part)))
