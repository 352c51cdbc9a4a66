"""Lines of one entry of a profile, each with its kind; their order is what has not changed since 2012."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from askwell.parsing.dates import DateRange, is_duration, parse_range
from askwell.parsing.markup import Node
from askwell.parsing.units import Unit
from askwell.parsing.vocabulary import asks_for_rest, is_employment_type, is_more_button, label_of, work_mode_of

SEPARATOR = " · "
_SPOKEN = ("visually-hidden", "sr-only", "a11y-text", "screen-reader")
_MOST_LINES = 1_500
_BULLETS = " ·•|–—-"


@dataclass(frozen=True)
class Line:
    """One line of an entry.

    Attributes:
        unit: The piece of text.
        label: What a label for screen readers announced just before it (`title`, `dates`, ...), or nothing.
    """

    unit: Unit
    label: str = ""

    @property
    def text(self) -> str:
        """The text of the line."""
        return self.unit.text

    @property
    def node(self) -> Node:
        """The element of the line."""
        return self.unit.node

    @cached_property
    def range(self) -> DateRange | None:
        """The dates, when the line says nothing else (but maybe the place, in an element of its own)."""
        if self.label in {"organization", "title"}:
            return None
        return parse_range(self.text) or (parse_range(self.text[: -len(self.place)]) if self.place else None)

    @cached_property
    def place(self) -> str:
        """The text of an element at the end of a line of dates, or nothing."""
        tail = last_child_text(self.node)
        has_place = tail and self.text.endswith(tail) and not any(sign.isdigit() for sign in tail)
        return tail if has_place and parse_range(self.text) is None else ""

    @cached_property
    def is_duration(self) -> bool:
        """Whether the line is a length of time, maybe beside a kind of employment."""
        parts = [part for part in self.parts if not is_employment_type(part)]
        return bool(parts) and all(is_duration(part) for part in parts)

    @cached_property
    def parts(self) -> list[str]:
        """The line cut at its separators; a part set apart by its own element ("Contract" beside a name) counts too."""
        parts = [part.strip(_BULLETS) for part in self.text.replace(" • ", SEPARATOR).split(SEPARATOR)]
        tail = last_child_text(self.node)
        if len(parts) == 1 and tail and self.text.endswith(tail) and is_employment_type(tail):
            parts = [self.text[: -len(tail)].strip(_BULLETS), tail]
        return [part for part in parts if part]

    @cached_property
    def employment(self) -> str:
        """The kind of employment among the parts, or nothing; the last, for an employer may be called "Freelance"."""
        return next((part for part in reversed(self.parts) if is_employment_type(part)), "")

    @cached_property
    def mode(self) -> str:
        """The way of working among the parts, or nothing."""
        return next((mode for part in self.parts if (mode := work_mode_of(part))), "")

    @cached_property
    def rest(self) -> str:
        """The line without kinds of employment, ways of working and lengths of time."""
        kept = [
            part for part in self.parts if not (is_employment_type(part) or work_mode_of(part) or is_duration(part))
        ]
        return SEPARATOR.join(kept)


def lines_of_entry(units: Iterable[Unit]) -> list[Line]:
    """Turn pieces of text into lines: labels become attributes of what follows, buttons and fillers go."""
    lines: list[Line] = []
    label = ""
    waiting: Line | None = None
    for unit in islice(units, _MOST_LINES):
        if not unit.text.strip(_BULLETS) or _is_operating(unit):
            continue
        announced = label_of(unit.text)
        if announced and not label and waiting is None:
            label, waiting = announced, Line(unit)
            continue
        if _is_spoken(unit) and not unit.text[:1].isdigit() and waiting is None:
            continue
        lines.append(Line(unit, label))
        label, waiting = "", None
    if waiting is not None:
        lines.append(waiting)
    return lines


def first_labelled(lines: list[Line], label: str) -> Line | None:
    """Return the line that a label announces."""
    return next((line for line in lines if line.label == label), None)


def _is_operating(unit: Unit) -> bool:
    """Tell whether a piece of text is only there to be pressed."""
    return (unit.button and not unit.is_heading) or is_more_button(unit.text) or asks_for_rest(unit.text)


def _is_spoken(unit: Unit) -> bool:
    """Tell whether a text is only for screen readers; an extra hint where class names are left, never the only one."""
    names = unit.node.attributes.get("class") or ""
    return any(mark in names for mark in _SPOKEN)


def last_child_text(node: Node) -> str:
    """Return the text of the last element in a node when no text follows it, else nothing."""
    child = node.last_child
    while child is not None and child.is_text_node and not (child.text_content or "").strip():
        child = child.prev
    return " ".join(child.text().split()) if child is not None and child.is_element_node else ""
