"""The draft of a profile document: values offered with where they come from, and the rules by which one of them wins.

Adapters and readers only *offer*; which offer becomes the value is decided here, by the declared precedence of sources.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from askwell.domain.profiles import Method, PageKind, ProfileDocument, SectionState
from askwell.parsing.document import Document, clip_raw, replay
from askwell.parsing.json_ld import Json
from askwell.parsing.markup import Node, text_of
from askwell.parsing.text import compare_key

Source = Literal["adapter", "embedded", "jsonld", "microdata", "hcard", "meta", "heuristic"]

# Strongest first; a field that is not named uses the default order.
DEFAULT_PRECEDENCE: tuple[Source, ...] = ("adapter", "embedded", "jsonld", "microdata", "hcard", "meta", "heuristic")
PRECEDENCE: dict[str, tuple[Source, ...]] = {
    # A heading that the reader sees beats what the page tells search engines in its meta lines.
    "/person/headline": ("adapter", "embedded", "microdata", "hcard", "jsonld", "heuristic", "meta"),
}
# Lists of plain addresses gather from every source; any other list is taken whole from its strongest source, which
# the weaker ones only complete where an item lacks a key.
GATHERED = frozenset({"links", "emails", "phones", "badges", "locations"})
METHODS: dict[Source, Method] = {
    "adapter": "adapter",
    "embedded": "adapter",
    "jsonld": "jsonld",
    "microdata": "microdata",
    "hcard": "hcard",
    "meta": "meta",
    "heuristic": "heuristic",
}
# The keys by which two items of a list are the same; items of other lists are compared as plain text.
ITEM_KEYS: dict[str, tuple[str, ...]] = {
    "experience": ("title", "organization", "start"),
    "education": ("school", "degree", "start"),
    "languages": ("name",),
    "certifications": ("name",),
    "volunteering": ("role", "organization"),
    "publications": ("title",),
    "patents": ("title",),
    "projects": ("name",),
    "awards": ("name",),
    "job_posts": ("title", "location"),
    "posts": ("text",),
    "recommendations": ("text",),
    "news": ("text",),
    "people": ("name", "url"),
}
_MAX_ALTERNATES = 4

Place = Node | str
"""An element, `element@attribute` as written by `Document.where`, `jsonld:N/path` or `state:N/path`."""


@dataclass(slots=True)
class Finding:
    """One value offered for one place of the document."""

    value: Any
    raw: str
    where: str
    source: Source
    confidence: float
    parts: dict[str, "Finding"] = field(default_factory=dict)

    def evidence(self) -> dict[str, Any]:
        """Return the evidence entry of this finding."""
        return {
            "raw": self.raw,
            "where": self.where,
            "method": METHODS[self.source],
            "confidence": round(self.confidence, 2),
        }


class Draft:
    """A profile document being written by adapters and readers.

    Pointers are JSON pointers into the document (`/person/name`, `/person/experience`, `/people`). Empty values are
    ignored, so readers may offer what they find without asking first.

    Attributes:
        document: The page being read.
        adapter: Name of the reader, for `page.adapter`.
        kind: What the page is; `other` until a reader knows. A new kind forgets the reason that was given for the old.
        reason: Why a wall or other page has no facts, or why a page was read without its adapter.
        canonical_url: The subject's one address, where the reader knows it better than the page declares it.
    """

    def __init__(self, document: Document) -> None:
        """Begin with nothing offered."""
        self.document = document
        self.adapter = "generic"
        self._kind: PageKind = "other"
        self.reason = ""
        self.canonical_url = ""
        self._scalars: dict[str, list[Finding]] = {}
        self._lists: dict[str, dict[Source, list[Finding]]] = {}
        self._sections: dict[str, dict[str, Any]] = {}

    @property
    def kind(self) -> PageKind:
        """What the page is."""
        return self._kind

    @kind.setter
    def kind(self, kind: PageKind) -> None:
        if kind != self._kind:
            self.reason = ""
        self._kind = kind

    def put(
        self,
        pointer: str,
        value: object,
        at: Place | None,
        *,
        source: Source = "adapter",
        confidence: float = 0.9,
        raw: str | None = None,
    ) -> None:
        """Offer one value for a field that holds a single value.

        Args:
            pointer: Where it belongs, e.g. `/person/headline`.
            value: The cleaned value; empty ones are ignored.
            at: The element (or written place) that holds it.
            source: Which kind of reading found it.
            confidence: 0 to 1; decides between offers of the same source.
            raw: The captured text, where `at` is a written place and the value differs from it.
        """
        if value not in (None, "", [], {}):
            self._scalars.setdefault(pointer, []).append(self._finding(value, at, source, confidence, raw))

    def add(
        self,
        pointer: str,
        item: object,
        at: Place | None,
        *,
        source: Source = "adapter",
        confidence: float = 0.9,
        parts: Mapping[str, Place | None] | None = None,
    ) -> None:
        """Offer one item of a list, in page order.

        Args:
            pointer: The list, e.g. `/person/experience`.
            item: Text or a mapping; keys without a value are dropped, except that `None` is kept for `end`.
            at: The element that holds the item.
            source: Which kind of reading found it.
            confidence: 0 to 1.
            parts: Elements of single keys (`{"title": node}`), for evidence at `/person/experience/0/title`.
        """
        if isinstance(item, Mapping):
            item = {key: value for key, value in item.items() if value not in (None, "", [], {}) or key == "end"}
        if item in (None, "", {}, {"end": None}):
            return
        finding = self._finding(item, at, source, confidence, None)
        for key, place in (parts or {}).items():
            if place is not None and isinstance(item, dict) and key in item:
                finding.parts[key] = self._finding(item[key], place, source, confidence, None)
        self._lists.setdefault(pointer, {}).setdefault(source, []).append(finding)

    def section(self, name: str, state: SectionState, shown: int | None = None, total: int | None = None) -> None:
        """Say how much of a section the page had loaded; a later word on the same section replaces the earlier."""
        entry: dict[str, Any] = {"state": state}
        if shown is not None:
            entry["shown"] = shown
        if total is not None:
            entry["total"] = total
        self._sections[name] = entry

    def offered(self, pointer: str) -> Json:
        """Return the value that would win now: text, or a list of items; None when nothing was offered."""
        if pointer in self._lists:
            return [finding.value for finding in self._items(pointer)] or None
        offers = self._ranked(pointer)
        return offers[0].value if offers else None

    def withdraw(self, prefix: str) -> None:
        """Forget every offer at or under a pointer (a wall has no person, whatever was read before it was known)."""
        for store in (self._scalars, self._lists):
            for pointer in [key for key in store if key == prefix or key.startswith(prefix + "/")]:
                del store[pointer]

    def finish(self, page: dict[str, Any]) -> ProfileDocument:
        """Decide every field and write the document.

        Args:
            page: The page facts that the reader of pages knows (address, title, time, version).
        """
        result: dict[str, Any] = {"page": page, "person": None, "organization": None, "people": []}
        evidence: dict[str, Any] = {}
        for pointer in self._scalars:
            winner, *others = self._ranked(pointer)
            _set(result, pointer, winner.value)
            evidence[pointer] = winner.evidence() | _alternates(winner, others)
        for pointer in self._lists:
            items = self._items(pointer)
            _set(result, pointer, [finding.value for finding in items])
            for number, finding in enumerate(items):
                evidence[f"{pointer}/{number}"] = finding.evidence()
                for key, part in finding.parts.items():
                    evidence[f"{pointer}/{number}/{key}"] = part.evidence()
        result["sections"] = self._sections
        result["evidence"] = dict(sorted(evidence.items(), key=_pointer_order))
        document: ProfileDocument = result  # type: ignore[assignment]  # built by pointer, so only its shape is known
        return document

    def _finding(self, value: object, at: Place | None, source: Source, confidence: float, raw: str | None) -> Finding:
        if isinstance(at, str):
            text, where = raw if raw is not None else replay(self.document, at) or str(value), at
        elif at is None:
            text, where = raw if raw is not None else str(value), ""
        else:
            text, where = text_of(at), self.document.where(at)
        return Finding(value, clip_raw(text), where, source, confidence)

    def _ranked(self, pointer: str) -> list[Finding]:
        order = PRECEDENCE.get(pointer, DEFAULT_PRECEDENCE)
        return sorted(self._scalars.get(pointer, []), key=lambda item: (order.index(item.source), -item.confidence))

    def _items(self, pointer: str) -> list[Finding]:
        by_source = self._lists.get(pointer, {})
        name = pointer.rsplit("/", 1)[-1]
        ranked = [by_source[source] for source in PRECEDENCE.get(pointer, DEFAULT_PRECEDENCE) if source in by_source]
        if name in GATHERED:
            return _distinct(finding for findings in ranked for finding in findings)
        items = _distinct(ranked[0]) if ranked else []
        for weaker in ranked[1:]:
            _complete(items, weaker, name)
        return items


def _distinct(findings: Iterable[Finding]) -> list[Finding]:
    """Drop repeated plain items; records may repeat (two equal roles are two roles)."""
    seen: set[str] = set()
    kept = []
    for finding in findings:
        key = compare_key(finding.value) or finding.value if isinstance(finding.value, str) else ""
        if key and key in seen:
            continue
        seen.add(key)
        kept.append(finding)
    return kept


def _complete(items: list[Finding], weaker: Iterable[Finding], name: str) -> None:
    """Fill missing keys of records from the same records of a weaker source."""
    keys = ITEM_KEYS.get(name, ())
    known = {_record_key(finding.value, keys): finding for finding in items if isinstance(finding.value, dict)}
    for other in weaker:
        mine = known.get(_record_key(other.value, keys)) if isinstance(other.value, dict) else None
        if mine is not None:
            mine.value.update({key: value for key, value in other.value.items() if key not in mine.value})


def _record_key(value: Mapping[str, Any], keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(compare_key(str(value.get(key) or "")) for key in keys)


def _alternates(winner: Finding, others: list[Finding]) -> dict[str, Any]:
    """Keep the offers that disagree with the winner."""
    if not others:
        return {}
    seen = {compare_key(str(winner.value))}
    kept: list[dict[str, Any]] = []
    for other in others:
        key = compare_key(str(other.value))
        if key not in seen and len(kept) < _MAX_ALTERNATES:
            seen.add(key)
            kept.append({"value": other.value, **other.evidence()})
    return {"alternates": kept} if kept else {}


def _set(target: dict[str, Any], pointer: str, value: object) -> None:
    """Write a value at a pointer of one or two steps."""
    root, _, name = pointer.strip("/").partition("/")
    if not name:
        target[root] = value
        return
    if target.get(root) is None:
        target[root] = {}
    target[root][name] = value


def _pointer_order(entry: tuple[str, Any]) -> list[tuple[int, str]]:
    return [(int(step), "") if step.isdecimal() else (-1, step) for step in entry[0].split("/")]
