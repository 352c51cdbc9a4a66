"""The form About me: its fields in the order in which they help, and the way to and from the seeker document."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from askwell.domain.profiles import JsonValue
from askwell.pages.plans import CHANNELS, MINUTES

MOST_LINES = 20
MOST_LETTERS = 1000
STAGES = (
    ("", "Rather not say"),
    ("high_school", "At school"),
    ("undergraduate", "Studying"),
    ("graduate", "Just graduated, or in my first years of work"),
    ("career_changer", "Changing direction"),
    ("returning", "Coming back to work"),
    ("military", "Leaving the forces"),
    ("mid_career", "Experienced"),
    ("executive", "Leading an organization"),
    ("founder", "Starting something of my own"),
    ("academic", "In research"),
)


@dataclass(frozen=True, slots=True)
class Field:
    """One input.

    Attributes:
        many: Several entries, one per line.
        private: Never part of a question.
    """

    name: str
    label: str
    hint: str = ""
    placeholder: str = ""
    many: bool = False
    private: bool = False
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a résumé or a data export says for one input."""

    field: Field
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Inputs that are folded together."""

    label: str
    fields: tuple[Field, ...]
    open: bool = False
    filled: int = 0


FOUR = (
    Field(
        "current_role",
        "What I do now",
        "So that a question can start from what you know already.",
        "High-school chemistry teacher, nine years",
    ),
    Field("target_role", "What I aim for", "A role, a field, or just a direction.", "Instructional designer in health"),
    Field(
        "decision",
        "What I must decide",
        "Two options and a date, if there are any. The best questions help you decide something real.",
        "Stay another year, or start freelancing by February",
    ),
    Field(
        "hypothesis",
        "One thing I believe",
        "About the work or the way in. Somebody who knows can tell you whether it holds.",
        "Two strong portfolio pieces count for more than a master’s degree",
    ),
)
GROUPS = (
    Group(
        "What I want to find out",
        (
            Field(
                "goal", "What a good talk would give me", "In one sentence.", "Find out whether the move is realistic"
            ),
            Field("hypotheses", "Other things I believe", "One per line.", many=True),
            Field(
                "knows_already",
                "What I know already",
                "One per line. Askwell then asks about something else, or one level deeper.",
                many=True,
            ),
            Field("target_industry", "Industry", placeholder="Health technology"),
            Field("target_organizations", "Places I am curious about", "One per line.", many=True),
        ),
    ),
    Group(
        "What I bring",
        (
            Field("stage", "Where I am", choices=STAGES),
            Field("school", "School or university", "To notice when somebody studied at the same place."),
            Field("degree", "What I studied"),
            Field("skills", "What I am good at", "One per line.", many=True),
            Field(
                "skill_gaps",
                "What I still have to learn",
                "One per line. Good for questions about how they learned it.",
                many=True,
            ),
            Field("past_employers", "Where I have worked", "One per line, to notice shared places.", many=True),
            Field("location", "Where I live", "A town, to notice when somebody works close by."),
            Field("communities", "Where I belong", "Clubs, places, networks. One per line.", many=True),
        ),
    ),
    Group(
        "How I like to talk",
        (
            Field("channel", "Usually", choices=(("", "Not decided"), *CHANNELS)),
            Field(
                "minutes", "For", choices=(("", "20 minutes"), *((str(n), f"{n} minutes") for n in MINUTES if n != 20))
            ),
            Field("introducer", "Who introduced me, if somebody did", "A name, and how you know each other."),
        ),
    ),
    Group(
        "Only for me",
        (
            Field(
                "constraints",
                "What limits me",
                "Money, health, family, a date: one per line. It stays here and never becomes part of a question.",
                many=True,
                private=True,
            ),
        ),
    ),
)
HISTORY = ("current_role", "school", "degree", "skills", "past_employers", "location")
"""What a résumé or a data export can fill in."""
EVERY = (*FOUR, *(field for group in GROUPS for field in group.fields))
MANY = frozenset(field.name for field in EVERY if field.many)


def values_of(document: Mapping[str, Any]) -> dict[str, str]:
    """Fill the inputs from a seeker document."""
    hypotheses = list(document.get("hypotheses") or ())
    rest = {**document, "hypotheses": hypotheses[1:]}
    values = {field.name: _text(rest.get(field.name), field.many) for field in EVERY}
    values["hypothesis"] = hypotheses[0] if hypotheses else ""
    return values


def _text(value: JsonValue, many: bool) -> str:
    if many:
        return "\n".join(str(item) for item in value or ())
    if isinstance(value, dict) and "options" in value:
        options = ", or ".join(str(option) for option in value["options"])
        return f"{options} by {value['by']}" if value.get("by") else options
    if isinstance(value, dict):
        return ", ".join(str(part) for part in value.values() if part)
    return "" if value is None else str(value)


def document_of(form: Mapping[str, str], before: Mapping[str, Any]) -> dict[str, Any]:
    """Read the form into a seeker document; what the form does not show, or shows unchanged, stays as it was."""
    shown = values_of(before)
    document = {name: value for name, value in before.items() if name not in {field.name for field in EVERY}}
    for field in EVERY:
        text = form.get(field.name, "").replace("\r\n", "\n").strip()
        if field.name in ("hypothesis", "hypotheses"):
            continue
        if text == shown[field.name].strip():
            document[field.name] = before.get(field.name)
        elif field.many:
            document[field.name] = _lines(text)
        else:
            document[field.name] = int(text) if field.name == "minutes" and text.isdecimal() else text[:MOST_LETTERS]
    document["hypotheses"] = [*_lines(form.get("hypothesis", "")), *_lines(form.get("hypotheses", ""))]
    return {name: value for name, value in document.items() if value not in (None, "", [], {})}


def _lines(text: str) -> list[str]:
    entries = (line.strip()[:MOST_LETTERS] for line in text.splitlines())
    return [entry for entry in entries if entry][:MOST_LINES]


def found_fields(found: Mapping[str, Any], document: Mapping[str, Any]) -> tuple[list[Found], list[Found]]:
    """Split what a history says into what About me does not say yet, and what it says already."""
    shown = [
        Found(field, _text(found[field.name], field.many))
        for field in EVERY
        if found.get(field.name) and field.name in HISTORY
    ]
    fresh = [one for one in shown if not document.get(one.field.name)]
    return fresh, [one for one in shown if one not in fresh]


def history_of(form: Mapping[str, str]) -> dict[str, Any]:
    """Read what the user confirmed of a history; nothing else can be filled in this way."""
    confirmed = document_of({name: text for name, text in form.items() if name in HISTORY}, {})
    return {name: value for name, value in confirmed.items() if name in HISTORY}


def groups_for(document: Mapping[str, Any]) -> list[Group]:
    """Give the folded groups with how many of their fields say something."""
    values = values_of(document)
    return [
        Group(group.label, group.fields, group.open, sum(1 for field in group.fields if values[field.name]))
        for group in GROUPS
    ]
