"""The organization on a page, read once: its short name, size, age and dated news by kind."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from askwell.suggesting.career import is_foreign, sector_of, side_of, size_band
from askwell.suggesting.dates import When, read_date
from askwell.suggesting.facts import Source, Value, items, mapping, raw_text, source, spoken, value
from askwell.suggesting.lexicons import lexicons
from askwell.suggesting.names import organization_short


@dataclass(frozen=True, slots=True)
class News:
    """One dated news line and its kind."""

    kind: str
    text: str
    source: Source
    when: When | None
    date_source: Source
    months_ago: int | None


@dataclass(frozen=True, slots=True)
class Organization:
    """What the page says about an organization; empty parts are unknown."""

    name: Value | None
    sector: str
    side: str
    band: int | None
    founded: When | None
    news: tuple[News, ...]
    raw: Mapping[str, Any]


_KINDS = ("restructuring", "acquisition", "funding", "leadership", "expansion", "launch")


def read_organization(raw: Mapping[str, Any], now: When | None) -> Organization:
    """Read an organization; every part may be missing."""
    name = spoken(raw.get("name"))
    industry = spoken(raw.get("industry"))
    sector = sector_of(industry) or sector_of(name)
    kind = spoken(raw.get("type")).lower()
    side = side_of(name, sector)
    side = (
        "charity"
        if re.search(r"non.?profit|charit", kind)
        else "public"
        if re.search(r"public (?:sector|body)|government", kind)
        else side
    )
    return Organization(
        name=value(organization_short(name), source("/profile/organization/name", raw.get("name"))),
        sector=sector,
        side=side,
        band=size_band(raw.get("size")),
        founded=read_date(spoken(raw.get("founded"))),
        news=_news(raw, now),
        raw=raw,
    )


def _news(raw: Mapping[str, Any], now: When | None) -> tuple[News, ...]:
    found = []
    for key in ("news", "posts"):
        for position, entry in items(raw, key):
            text = spoken(mapping(entry).get("text"))
            if not text or is_foreign(text):
                continue
            kind = news_kind(text)
            when = read_date(mapping(entry).get("date"))
            ago = now.month - when.month if when and now else None
            pointer = f"/profile/organization/{key}/{position}"
            if kind and (ago is None or ago >= 0):
                found.append(
                    News(
                        kind,
                        text,
                        source(f"{pointer}/text", mapping(entry).get("text")),
                        when,
                        source(f"{pointer}/date", mapping(entry).get("date")),
                        ago,
                    )
                )
    return tuple(found)


def news_kind(text: str) -> str:
    """Sort a news line; lines about harm, law or death have no kind and are never used."""
    known = lexicons().news
    low = f" {text.lower()} "
    if any(re.search(rf"(?<!\w){re.escape(word)}", low) for word in known["never"]):
        return ""
    return next(
        (kind for kind in _KINDS if any(re.search(rf"(?<!\w){re.escape(word)}", low) for word in known[kind])), ""
    )


def about_size(raw: object) -> str:
    """Say a headcount; a band is not said, since nobody wrote its number."""
    text = raw_text(raw)
    numbers: list[str] = re.findall(r"\d[\d,]*", text)
    return numbers[0].lstrip("0") if len(numbers) == 1 and "+" not in text else ""
