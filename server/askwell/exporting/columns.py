"""Columns of tables: a name, the source of the value, and the shape it takes; documentation and code read the same."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from askwell.domain.exports import ExportField, SubjectExport
from askwell.domain.facts import value_text
from askwell.domain.subjects import STAGES

Cell = str | int | datetime | None
Getter = Callable[[SubjectExport, dict[str, Any], Any], Any]
ENTRY = "[]"


def as_cell(value: Any) -> Cell:  # noqa: ANN401 - any value of a profile
    """Give times and counts as they are, everything else in words."""
    if value is None or isinstance(value, str | datetime):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return value_text(value)


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        source: `subject.*`, `profile.*` (the part about this kind of subject), `note.*`, or another field of
            `SubjectExport`; `x[].y` is the field y of the entry of x that the row is about.
        shape: Makes the cell out of the value.
    """

    name: str
    source: str
    shape: Callable[[Any], Cell] = as_cell

    def cell(self, item: SubjectExport, part: dict[str, Any], entry: Any = None) -> Cell:  # noqa: ANN401 - an entry of any list
        """Give the cell of one row.

        Args:
            item: Whom the row is about.
            part: `item.part`, found once per row.
            entry: What of them the row is about.
        """
        return self.shape(getter(self.source)(item, part, entry))


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one row per person, or per entry of one of a person's lists.

    Attributes:
        entries: Gives what the rows of one subject are about; an empty sequence leaves the subject out.
    """

    name: str
    columns: tuple[Column, ...]
    entries: Callable[[SubjectExport], Iterable[Any]]

    def rows(self, item: SubjectExport) -> Iterable[list[Cell]]:
        """Give the rows of one subject."""
        part = item.part
        for entry in self.entries(item):
            yield [column.cell(item, part, entry) for column in self.columns]

    @property
    def fields(self) -> tuple[ExportField, ...]:
        """Give the columns as the documentation lists them."""
        return tuple(ExportField(self.name, column.name, column.source) for column in self.columns)


@cache
def getter(source: str) -> Getter:
    """Give the function that fetches a source."""
    if source.startswith("("):
        return lambda _item, _part, _entry: ""
    if ENTRY in source:
        name = source.partition(f"{ENTRY}.")[2]
        return lambda _item, _part, entry: _field(entry, name)
    head, _, name = source.partition(".")
    if head == "profile":
        return lambda _item, part, _entry: part.get(name)
    if not name:
        return lambda item, _part, _entry: getattr(item, head)
    return lambda item, _part, _entry: getattr(getattr(item, head), name)


def _field(entry: Any, name: str) -> Any:  # noqa: ANN401 - an entry of any list
    return entry.get(name) if isinstance(entry, Mapping) else None


def listed(values: list[Any] | None) -> str:
    """Give a list with one entry per line."""
    return "\n".join(map(value_text, values)) if values else ""


def tags(values: list[Any] | None) -> str:
    """Give a list as a cell of several choices, which separates them by commas."""
    return ", ".join(value_text(value).replace(",", " ") for value in values or [])


def list_or_nothing(values: list[Any] | None) -> list[Any]:
    """Give a list also where there is none."""
    return values or []


def web_links(values: list[Any] | None) -> list[str]:
    """Leave out what is no address of the web, for programs that make every address clickable."""
    return [value for value in map(str, values or []) if value.lower().startswith(("http://", "https://"))]


def nth(
    index: int, *, rest: str = "", of: Callable[[list[Any] | None], list[Any]] = list_or_nothing
) -> Callable[[list[Any] | None], str]:
    """Give the shape that picks one entry of a list; the last of its columns takes the rest, joined by `rest`."""

    def pick(values: list[Any] | None) -> str:
        found = [value_text(value) for value in of(values)]
        return rest.join(found[index:]) if rest else "".join(found[index : index + 1])

    return pick


def stage_words(stage: str) -> str:
    """Say a stage in words."""
    return STAGES.get(stage, stage)


def count(values: list[Any] | None) -> int:
    """Give how many there are."""
    return len(values or [])


def running_role(roles: list[dict[str, Any]] | None) -> dict[str, Any]:
    """Give the current role; the newest one when the profile does not say which is."""
    found = roles or []
    return next((role for role in found if role.get("current") or not role.get("end")), found[0] if found else {})


def title_of(roles: list[dict[str, Any]] | None) -> str:
    """Give the title of the current role."""
    return str(running_role(roles).get("title") or "")


def kept_questions(questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out the questions that the user put aside."""
    return [question for question in questions if question["state"] != "dismissed"]


def question_lines(questions: list[dict[str, Any]]) -> str:
    """Give questions with their answers, one per line."""
    return "\n".join(f"{one['text']} {one['answer']}".strip() for one in kept_questions(questions))
