"""How much of each section has been seen, over all pages of a subject, and what to do about the rest."""

from collections.abc import Iterable
from dataclasses import dataclass

from askwell.domain.profiles import Section

_NAMES: dict[str, tuple[str, str]] = {
    "about": ("About", "the text under About"),
    "experience": ("Experience", "roles"),
    "education": ("Education", "places of study"),
    "skills": ("Skills", "skills"),
    "languages": ("Languages", "languages"),
    "certifications": ("Certificates", "certificates"),
    "volunteering": ("Volunteering", "volunteering entries"),
    "publications": ("Publications", "publications"),
    "patents": ("Patents", "patents"),
    "projects": ("Projects", "projects"),
    "awards": ("Awards", "awards"),
    "courses": ("Courses", "courses"),
    "groups": ("Groups", "groups"),
    "posts": ("Posts", "posts"),
    "recommendations": ("Recommendations", "recommendations"),
    "mutual_connections": ("People you both know", "people you both know"),
    "shared": ("In common", "things in common"),
    "people": ("People", "people"),
    "locations": ("Locations", "locations"),
    "products": ("Products", "products"),
    "news": ("News", "news items"),
    "job_posts": ("Job advertisements", "job advertisements"),
}


@dataclass(frozen=True, slots=True)
class SectionNotice:
    """A section that no page showed whole.

    Attributes:
        shown: Entries known by now.
        total: Entries that the page says there are, if it does.
        hint: One sentence: what is missing and what to open.
    """

    name: str
    label: str
    state: str
    shown: int
    total: int | None
    hint: str


def merge_sections(seen: Iterable[dict[str, Section]], counts: dict[str, int]) -> dict[str, Section]:
    """Merge what several pages say about their sections.

    Args:
        seen: The `sections` of each page, oldest first.
        counts: Entries known by now, per section.
    """
    merged: dict[str, Section] = {}
    for sections in seen:
        for name, section in sections.items():
            merged[name] = _newer(merged.get(name), section, counts.get(name, 0))
    for name, section in merged.items():
        if name in counts:
            section["shown"] = counts[name]
    return merged


def _newer(known: Section | None, seen: Section, count: int) -> Section:
    """Say what is known after one more page; a page that shows less never hides what another showed whole."""
    total = seen.get("total")
    if seen.get("state") == "truncated" and total is not None and total <= count:
        return Section(state="complete", shown=count, total=total)
    if (
        known is None
        or seen.get("state") == "complete"
        or (known.get("state"), seen.get("state")) == ("not_loaded", "absent")
    ):
        return Section(**seen)
    if seen.get("state") == "truncated" and not (known.get("state") == "complete" and total is None):
        return Section(**seen)
    return known


def notices(sections: dict[str, Section]) -> list[SectionNotice]:
    """Name the sections that are not whole yet, the most useful ones first."""
    open_ones = {
        name: section for name, section in sections.items() if section.get("state") in {"truncated", "not_loaded"}
    }
    order = [name for name in _NAMES if name in open_ones] + sorted(name for name in open_ones if name not in _NAMES)
    return [_notice(name, open_ones[name]) for name in order]


def _notice(name: str, section: Section) -> SectionNotice:
    label, noun = _NAMES.get(name, (name.replace("_", " ").capitalize(), name.replace("_", " ")))
    state = section.get("state", "truncated")
    shown, total = section.get("shown") or 0, section.get("total")
    return SectionNotice(name, label, state, shown, total, _hint(name, noun, state, shown, total))


def _hint(name: str, noun: str, state: str, shown: int, total: int | None) -> str:
    if state == "not_loaded":
        return f"{noun[0].upper()}{noun[1:]} had not loaded yet. Scroll down to them, then refresh."
    if name == "about":
        return "Only the beginning of About is on this page. Open “See more”, then refresh."
    if total and total > shown:
        return f"{shown} of {total} {noun} are on this page. Open “Show all”, then refresh."
    return f"Only some {noun} are on this page. Open “Show all”, then refresh."
