"""Facts: one value each, with where it came from; and the table of all kinds of facts."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from askwell.domain.profiles import Evidence, JsonValue

Origin = Literal["page", "user"]
FactState = Literal["current", "vanished", "replaced", "removed"]
MAX_VALUE = 20_000


@dataclass(frozen=True, slots=True)
class FactKind:
    """One kind of fact.

    Attributes:
        pointer: Place in the profile document; ends in `/-` when there may be several.
        label: What people call one of them.
        section: Section of the page it stands in; empty for what stands at the top.
        keys: Fields that tell one entry from another; empty for plain text.
        renamed: Fields that recognise an entry whose `keys` were edited on the page.
    """

    pointer: str
    label: str
    section: str = ""
    keys: tuple[str, ...] = ()
    renamed: tuple[str, ...] = ()

    @property
    def is_list(self) -> bool:
        """Say whether a profile may have several."""
        return self.pointer.endswith("/-")

    @property
    def aspect(self) -> str:
        """Give `person` or `organization`."""
        return self.pointer.split("/")[1]

    @property
    def field(self) -> str:
        """Give the field of the profile document."""
        return self.pointer.split("/")[2]


def _section(aspect: str, name: str, label: str, keys: tuple[str, ...] = (), renamed: tuple[str, ...] = ()) -> FactKind:
    return FactKind(f"/{aspect}/{name}/-", label, name, keys, renamed)


_KINDS = (
    FactKind("/person/name", "Name"),
    FactKind("/person/pronouns", "Pronouns"),
    FactKind("/person/headline", "Headline"),
    FactKind("/person/location", "Place"),
    FactKind("/person/about", "About", "about"),
    _section("person", "experience", "Role", ("organization", "title"), ("organization", "start")),
    _section("person", "education", "Education", ("school", "degree"), ("school", "start")),
    _section("person", "skills", "Skill"),
    _section("person", "languages", "Language", ("name",)),
    _section("person", "certifications", "Certificate", ("name",)),
    _section("person", "volunteering", "Volunteering", ("organization", "role"), ("organization", "start")),
    _section("person", "publications", "Publication", ("title",)),
    _section("person", "patents", "Patent", ("title",)),
    _section("person", "projects", "Project", ("name",)),
    _section("person", "awards", "Award", ("name",)),
    _section("person", "courses", "Course"),
    _section("person", "groups", "Group"),
    _section("person", "posts", "Post", ("text",)),
    _section("person", "recommendations", "Recommendation", ("author", "text")),
    FactKind("/person/mutual_connections", "People you both know", "mutual_connections"),
    _section("person", "shared", "In common"),
    _section("person", "badges", "Badge"),
    _section("person", "links", "Link"),
    _section("person", "emails", "E-mail"),
    _section("person", "phones", "Phone"),
    FactKind("/organization/name", "Name"),
    FactKind("/organization/tagline", "Tagline"),
    FactKind("/organization/about", "About", "about"),
    FactKind("/organization/industry", "Industry"),
    FactKind("/organization/size", "Size"),
    FactKind("/organization/type", "Type"),
    FactKind("/organization/founded", "Founded"),
    FactKind("/organization/headquarters", "Headquarters"),
    FactKind("/organization/website", "Website"),
    FactKind("/organization/work_mode", "Way of working"),
    _section("organization", "locations", "Location"),
    _section("organization", "specialties", "Specialty"),
    _section("organization", "products", "Product"),
    _section("organization", "values", "Value"),
    _section("organization", "news", "News", ("text",)),
    _section("organization", "job_posts", "Job advertisement", ("title", "location")),
    _section("organization", "posts", "Post", ("text",)),
    _section("organization", "links", "Link"),
    _section("organization", "emails", "E-mail"),
    _section("organization", "phones", "Phone"),
)
FACT_KINDS: dict[str, FactKind] = {kind.pointer: kind for kind in _KINDS}
"""Every kind of fact, in the order in which a profile shows them."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known about somebody, as people and programs see it.

    Attributes:
        pointer: Its place in the merged profile; for facts that are no longer in it, the place of its kind.
        text: The value in words.
        raw: The words on the page.
        where: Place on the stored page (see `Evidence`).
        was: Earlier values with the time at which each stopped being shown.
    """

    id: str
    subject_id: str
    pointer: str
    section: str
    label: str
    value: Any
    text: str
    origin: Origin
    state: FactState
    raw: str = ""
    where: str = ""
    method: str = ""
    confidence: float | None = None
    url: str = ""
    captured_at: datetime | None = None
    capture_id: str | None = None
    was: list[dict[str, Any]] = field(default_factory=list)


_NOT_WORDS = re.compile(r"[\W_]+")


def fold_text(text: str) -> str:
    """Fold a text for comparing: compatibility forms, case, accents, punctuation and spaces make no difference."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _NOT_WORDS.sub(" ", plain).strip() or text.strip().casefold()


def item_key(kind: FactKind, value: JsonValue) -> str:
    """Give the key that tells this entry from others of its kind; the same words always give the same key."""
    if not kind.is_list:
        return ""
    if kind.field == "links":
        return str(value).strip().rstrip("/").casefold()
    if kind.field == "phones":
        return re.sub(r"\D+", "", str(value)) or fold_text(str(value))
    return _fields_key(value, kind.keys)


def renamed_key(kind: FactKind, value: JsonValue) -> str:
    """Give the key that recognises an edited entry; empty when the entry does not carry enough."""
    if not kind.renamed or not isinstance(value, dict) or not all(value.get(name) for name in kind.renamed):
        return ""
    return _fields_key(value, kind.renamed)


def _fields_key(value: JsonValue, fields: tuple[str, ...]) -> str:
    if not isinstance(value, dict):
        return fold_text(str(value))[:200]
    return "|".join(fold_text(str(value.get(name) or ""))[:120] for name in fields)


def value_text(value: JsonValue) -> str:
    """Say a value in words, for people, search and spreadsheets."""
    if isinstance(value, dict):
        return _entry_text(value)
    if isinstance(value, list):
        return ", ".join(value_text(item) for item in value)
    return "" if value is None else str(value)


_HEADS = ("title", "role", "degree", "name", "text", "count")
_PLACES = ("organization", "school", "issuer", "author", "field", "level", "location")


def _entry_text(entry: dict[str, Any]) -> str:
    head = next((str(entry[name]) for name in _HEADS if entry.get(name)), "")
    rest = [value_text(entry[name]) for name in _PLACES if entry.get(name)]
    dates = _span_text(entry)
    if "count" in entry and entry.get("names"):
        rest.append(value_text(entry["names"]))
    return ", ".join(part for part in (head, *rest, dates) if part)


def _span_text(entry: dict[str, Any]) -> str:
    start, end = entry.get("start"), entry.get("end")
    if start or end:
        return f"{start or '?'} – {end or ('now' if entry.get('current') else '?')}"
    return str(entry.get("date") or entry.get("issued") or "")


def main_evidence(evidence: dict[str, Evidence]) -> Evidence:
    """Pick the evidence that stands for a whole value: its own, else that of its first field."""
    if "" in evidence:
        return evidence[""]
    return next(iter(evidence.values()), Evidence())
