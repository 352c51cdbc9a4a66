"""What is known about somebody, arranged for the page: the path first, then section by section."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from askwell.domain.facts import Fact, FactKind
from askwell.domain.profiles import JsonValue
from askwell.domain.sections import SectionNotice
from askwell.pages.fact_fields import Field, fields_of, kind_at
from askwell.pages.wording import counted, site_of

Shape = Literal["path", "short", "listed"]
CLIP = 180
PATH_FIELDS = ("experience", "education")
TOP_FIELDS = ("name", "pronouns", "headline", "tagline", "location")
SHORT_FIELDS = frozenset(
    {"skills", "languages", "courses", "groups", "badges", "shared", "locations", "specialties", "products", "values"}
)
PLURALS = {
    "about": "About",
    "skills": "Skills",
    "languages": "Languages",
    "certifications": "Certificates",
    "volunteering": "Volunteering",
    "publications": "Publications",
    "patents": "Patents",
    "projects": "Projects",
    "awards": "Awards",
    "courses": "Courses",
    "groups": "Groups",
    "posts": "Posts",
    "recommendations": "Recommendations",
    "mutual_connections": "People you both know",
    "shared": "In common",
    "badges": "Badges",
    "links": "Links",
    "emails": "E-mail",
    "phones": "Phone",
    "locations": "Locations",
    "specialties": "Specialties",
    "products": "Products",
    "values": "Values",
    "news": "News",
    "job_posts": "Positions they advertise",
}
FIRST = ("mutual_connections", "shared", "about")
"""What helps most to find common ground stands right after the path."""


@dataclass(frozen=True, slots=True)
class FactView:
    """One fact as the page shows it; either `title` with `place` and `when`, or `text`."""

    id: str
    title: str
    place: str
    when: str
    text: str
    description: str
    raw: str
    by_user: bool
    state: str
    url: str
    site: str
    at: datetime | None
    was: list[dict[str, Any]]
    fields: list[Field]


@dataclass(slots=True)
class FactGroup:
    """The facts of one section.

    Attributes:
        hint: What the page did not show, if anything.
    """

    name: str
    label: str
    shape: Shape
    facts: list[FactView] = field(default_factory=list)
    hint: str = ""


def fact_groups(facts: Iterable[Fact], sections: Iterable[SectionNotice]) -> list[FactGroup]:
    """Arrange the visible facts of one subject."""
    groups: dict[str, FactGroup] = {}
    shown: list[tuple[FactKind, Fact]] = []
    for fact in facts:
        kind = kind_at(fact.pointer)
        if kind is not None and fact.state in {"current", "vanished"}:
            shown.append((kind, fact))
    path = [(kind, fact) for kind, fact in shown if kind.field in PATH_FIELDS]
    for kind, fact in [*sorted(path, key=_path_order), *(item for item in shown if item[0].field not in PATH_FIELDS)]:
        group = groups.setdefault(_group_name(kind), _new_group(kind))
        group.facts.append(fact_view(kind, fact))
    for notice in sections:
        name = "path" if notice.name in PATH_FIELDS else notice.name
        if name in groups:
            groups[name].hint = f"{groups[name].hint} {notice.hint}".strip()
    return sorted(groups.values(), key=_group_order)


def path_steps(facts: Iterable[Fact]) -> list[FactView]:
    """Give only the path, newest first."""
    return next((group.facts for group in fact_groups(facts, ()) if group.name == "path"), [])


def _group_name(kind: FactKind) -> str:
    if kind.field in PATH_FIELDS:
        return "path"
    if kind.field in PLURALS:
        return kind.field
    return "top" if kind.field in TOP_FIELDS else "facts"


def _new_group(kind: FactKind) -> FactGroup:
    name = _group_name(kind)
    label = {"path": "Path", "top": "In short", "facts": "At a glance"}.get(name) or PLURALS[name]
    shape: Shape = "path" if name == "path" else "short" if name in SHORT_FIELDS else "listed"
    return FactGroup(name, label, shape)


def _group_order(group: FactGroup) -> int:
    order = ("path", *FIRST, "facts", *(name for name in PLURALS if name not in FIRST), "top")
    return order.index(group.name)


def _path_order(item: tuple[FactKind, Fact]) -> tuple[int, str, str]:
    """Sort running entries first, then what ended last; what has no date comes at the end."""
    value = item[1].value if isinstance(item[1].value, dict) else {}
    running = bool(value.get("current"))
    start, end = str(value.get("start") or ""), str(value.get("end") or "")
    return (0 if running else 1, _reversed("" if running else end or start), _reversed(start))


def _reversed(text: str) -> str:
    """Turn a date round so that ascending order shows the newest first; what has no date comes last."""
    return "".join(chr(0x10FF - ord(letter)) for letter in text) if text else chr(0x10FFFF)


def fact_view(kind: FactKind, fact: Fact) -> FactView:
    """Turn one fact into what the page shows."""
    entry = fact.value if isinstance(fact.value, dict) else {}
    title, place, description = "", "", ""
    if kind.field in {"experience", "volunteering"}:
        title = str(entry.get("title") or entry.get("role") or "")
        place = str(entry.get("organization") or "")
        description = str(entry.get("description") or "")
    elif kind.field == "education":
        title = ", ".join(str(entry[key]) for key in ("degree", "field") if entry.get(key))
        place = str(entry.get("school") or "")
        title, place = (title, place) if title else (place, "")
    text = "" if title or place else _plain_text(kind, fact)
    return FactView(
        id=fact.id,
        title=title,
        place=place,
        when=spoken_span(entry),
        text=_clipped(text),
        description=description or (text if len(text) > CLIP else ""),
        raw=fact.raw if fact.raw and fact.raw != text else "",
        by_user=fact.origin == "user",
        state=fact.state,
        url=fact.url,
        site=site_of(fact.url),
        at=fact.captured_at,
        was=fact.was,
        fields=fields_of(kind, fact.value),
    )


def _plain_text(kind: FactKind, fact: Fact) -> str:
    """Say the value without its date, which stands on a line of its own; single facts say what they are."""
    if kind.field == "mutual_connections" and isinstance(fact.value, dict):
        return _mutual_text(fact.value) or fact.text
    if isinstance(fact.value, dict):
        parts = [fact.value.get(part.key) for part in fields_of(kind, fact.value) if part.key not in ("date", "issued")]
        words = [", ".join(map(str, part)) if isinstance(part, list) else str(part) for part in parts if part]
        return ", ".join(words) or fact.text
    if not kind.is_list and kind.field != "about":
        return f"{kind.label}: {fact.text}"
    return fact.text


def _mutual_text(value: dict[str, Any]) -> str:
    names = [str(name) for name in value.get("names") or ()]
    count = value.get("count") if isinstance(value.get("count"), int) else len(names)
    others = max(0, (count or 0) - len(names))
    if names and others:
        names.append(f"{others} more")
    return ", ".join(names) or (counted(count, "person") if count else "")


def _clipped(text: str) -> str:
    return text if len(text) <= CLIP else text[:CLIP].rsplit(" ", 1)[0] + " …"


def spoken_span(entry: dict[str, Any]) -> str:
    """Say from when to when: `Mar 2021 to now`, `2012 to 2018`."""
    start, end = spoken_date(entry.get("start")), spoken_date(entry.get("end"))
    if start and not end and entry.get("current"):
        return f"{start} to now"
    if start and end:
        return start if start == end else f"{start} to {end}"
    single = spoken_date(entry.get("date")) or spoken_date(entry.get("issued"))
    return start or (f"until {end}" if end else single)


def spoken_date(value: JsonValue) -> str:
    """Say a date of a page in its own precision: `2021`, `Mar 2021`, `3 Mar 2021`."""
    text = str(value or "")
    try:
        if len(text) == len("2021-03"):
            return f"{date.fromisoformat(text + '-01'):%b %Y}"
        if len(text) == len("2021-03-04"):
            day = date.fromisoformat(text)
            return f"{day.day} {day:%b %Y}"
    except ValueError:
        return text
    return text
