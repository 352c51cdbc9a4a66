"""Which fields a fact of each kind is edited in, and how a form becomes its value again."""

from collections.abc import Mapping
from dataclasses import dataclass

from askwell.domain.facts import FACT_KINDS, FactKind
from askwell.domain.profiles import JsonValue

Part = tuple[str, str]
_FROM_TO: tuple[Part, ...] = (("start", "From"), ("end", "To"))
_PARTS: Mapping[str, tuple[Part, ...]] = {
    "experience": (
        ("title", "Role"),
        ("organization", "Where"),
        *_FROM_TO,
        ("location", "Place"),
        ("description", "What they did"),
    ),
    "education": (
        ("school", "School"),
        ("degree", "Degree"),
        ("field", "Field"),
        *_FROM_TO,
        ("activities", "Activities"),
    ),
    "languages": (("name", "Language"), ("level", "How well")),
    "certifications": (("name", "Certificate"), ("issuer", "From"), ("issued", "When")),
    "volunteering": (("role", "Role"), ("organization", "Where"), *_FROM_TO),
    "publications": (("title", "Title"), ("date", "When")),
    "patents": (("title", "Title"), ("date", "When")),
    "projects": (("name", "Project"), ("description", "What it is")),
    "awards": (("name", "Award"), ("issuer", "From"), ("date", "When")),
    "posts": (("text", "What they wrote"), ("date", "When")),
    "recommendations": (("text", "What was said"), ("author", "By")),
    "mutual_connections": (("count", "How many"), ("names", "Names")),
    "news": (("text", "News"), ("date", "When")),
    "job_posts": (("title", "Position"), ("location", "Place")),
}
LONG = frozenset({"description", "activities", "text", "about"})
DATES = frozenset({"start", "end", "date", "issued"})
LISTS = frozenset({"names", "activities", "requirements"})
DATE_HINT = "2021 or 2021-03"


@dataclass(frozen=True, slots=True)
class Field:
    """One input of a fact's form.

    Attributes:
        key: Name in the form; `text` for a value that is plain text.
        long: Whether it deserves several lines.
    """

    key: str
    label: str
    value: str
    long: bool
    hint: str


def kind_at(pointer: str) -> FactKind | None:
    """Find the kind of fact that lives at a place of the profile (`/person/skills/3` is a skill)."""
    parts = pointer.split("/")
    return FACT_KINDS.get("/".join(parts[:3])) or FACT_KINDS.get("/".join([*parts[:3], "-"]))


def fields_of(kind: FactKind, value: JsonValue) -> list[Field]:
    """Give the inputs that edit a value of this kind."""
    parts = _PARTS.get(kind.field, ())
    if not parts or (value is not None and not isinstance(value, dict)):
        text = "" if value is None else str(value)
        return [Field("text", kind.label, text, kind.field in LONG or len(text) > 80, "")]
    entry = value or {}
    return [
        Field(key, label, _as_text(entry.get(key)), key in LONG, DATE_HINT if key in DATES else "")
        for key, label in parts
    ]


def _as_text(value: JsonValue) -> str:
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return "" if value is None else str(value)


def value_from_form(kind: FactKind, form: Mapping[str, str], before: JsonValue = None) -> JsonValue:
    """Read a value back from its form; what the form does not show of the old value is kept.

    Args:
        kind: Kind of fact.
        form: Submitted fields.
        before: The value that is changed, if any.
    """
    parts = _PARTS.get(kind.field, ())
    if not parts or (before is not None and not isinstance(before, dict)):
        return form.get("text", "").strip()
    entry = dict(before or {})
    for key, _ in parts:
        entry[key] = _from_text(key, form.get(key, "").strip())
    if entry.get("start") and (before is None or "current" in before):
        entry["current"] = not entry.get("end") and bool(entry.get("current", True))
    return {key: value for key, value in entry.items() if value not in ("", [], None)}


def _from_text(key: str, text: str) -> JsonValue:
    if key in LISTS:
        return [item.strip() for item in text.split(",") if item.strip()]
    if key == "count":
        return int(text) if text.isdecimal() else ""
    return text


def simple_value(kind: FactKind, text: str) -> JsonValue:
    """Make a value of this kind from one line of text."""
    parts = _PARTS.get(kind.field, ())
    return {parts[0][0]: _from_text(parts[0][0], text.strip())} if parts else text.strip()


def kinds_to_add(aspect: str) -> list[tuple[str, str]]:
    """List pointer and label of what one line of text can add; roles and studies have forms of their own."""
    skipped = {"experience", "education", "name", "mutual_connections", "links"}
    kinds = [kind for kind in FACT_KINDS.values() if kind.aspect == aspect and kind.field not in skipped]
    return [(kind.pointer, kind.label) for kind in kinds]


@dataclass(frozen=True, slots=True)
class AddForm:
    """An empty form for a kind of fact that has several fields."""

    pointer: str
    label: str
    fields: list[Field]


def forms_to_add(aspect: str) -> list[AddForm]:
    """Give the forms for what one line of text cannot say."""
    if aspect != "person":
        return []
    shown = (("/person/experience/-", "A role"), ("/person/education/-", "Studies"))
    return [AddForm(pointer, label, fields_of(FACT_KINDS[pointer], None)) for pointer, label in shown]
