"""Labels and their values ("Founded: 1998", a table row, a definition list) as pairs; offers nothing itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from askwell.parsing.generic.lines import Line, holds_more_than
from askwell.parsing.generic.words import is_any_label, label_field

_MAX_LABEL = 40
_MAX_LABEL_LINE = 60
_MAX_VALUE = 300
_GROUPS = ("organization", "person", "contact")
_LABEL_TAGS = frozenset(("dt", "th"))
_END = (":", "：")
_COLON = re.compile(r"\s?[:：]\s*(?!//)")
_WORD = re.compile(r"[^\s|·,;]+")


@dataclass(frozen=True, slots=True)
class Pair:
    """A label with its value.

    Attributes:
        fields: The field that the label names, by group (organization, person, contact).
        value: The text of the value.
        line: The line that holds the value.
        lines: Further lines of the value, as a definition or a cell may have.
    """

    fields: dict[str, str]
    value: str
    line: Line
    lines: tuple[Line, ...] = ()


def read_pairs(lines: list[Line]) -> Iterator[Pair]:
    """Yield the pairs of a page whose label is known, in page order."""
    texts = [line for line in lines if not line.is_image]
    for number, line in enumerate(texts):
        several = _several_on_line(line)
        if several:
            yield from several
            continue
        pair = _on_one_line(line)
        if pair is None and len(line.text) <= _MAX_LABEL_LINE and not line.href:
            pair = _over_lines(line, texts[number + 1 : number + 7])
        if pair is not None:
            yield pair


@lru_cache(maxsize=2048)
def fields_of(label: str) -> dict[str, str]:
    """Name the fields that a label may stand for, by group."""
    if not label or len(label) > _MAX_LABEL:
        return {}
    return {group: field for group in _GROUPS if (field := label_field(group, label))}


def _several_on_line(line: Line) -> list[Pair]:
    """Read "Tel: ... Fax: ... Email: ..." as pairs; a line with one label is left to the other readers."""
    text = line.text
    if len(text) > _MAX_VALUE or (":" not in text and "：" not in text) or text.count(":") + text.count("：") < 2:
        return []
    marks = [mark for match in _COLON.finditer(text) if (mark := _label_before(text, match)) is not None]
    if len(marks) < 2:
        return []
    ends = [start for start, _, _ in marks[1:]] + [len(text)]
    return [
        Pair(fields, text[begin:end].strip(" ,;|·"), line) for (_, begin, fields), end in zip(marks, ends, strict=True)
    ]


def _label_before(text: str, colon: re.Match[str]) -> tuple[int, int, dict[str, str]] | None:
    """Find the label before a colon: where it starts, where its value begins, and its fields."""
    words = list(_WORD.finditer(text[: colon.start()]))
    for count in (3, 2, 1):
        if len(words) >= count:
            start = words[-count].start()
            fields = fields_of(text[start : colon.start()])
            if fields:
                return start, colon.end(), fields
    return None


def _on_one_line(line: Line) -> Pair | None:
    head, value = _cut_label(line)
    if not value or len(value) > _MAX_VALUE:
        return None
    fields = fields_of(head)
    return Pair(fields, value, line) if fields else None


def _cut_label(line: Line) -> tuple[str, str]:
    """Cut a line at its first colon, or after a first piece that is set off (bold) and is a label."""
    text = line.text
    place = text.find(":")
    if not 0 < place <= _MAX_LABEL:
        place = text.find("：")
    if 0 < place <= _MAX_LABEL and not text[place:].startswith("://"):
        return text[:place], text[place + 1 :].strip()
    if len(line.segments) > 1 and line.segments[0].tag in ("b", "strong", "span", "em", "label", "dt"):
        first = line.segments[0].text
        if fields_of(first):
            return first, text[len(first) :].strip(" :–-")
    return "", ""


def _over_lines(line: Line, following: list[Line]) -> Pair | None:
    """Read a line that is just a label, and the line or lines after it."""
    if not following:
        return None
    fields = fields_of(line.text.rstrip(":： "))
    if not fields or len(following[0].text) > _MAX_VALUE:
        return None
    marked = (
        line.text.endswith(_END)
        or line.tag in _LABEL_TAGS
        or line.strong
        or line.level > 2
        or _same_row(line, following[0])
        or _alternates(line, following)
    )
    if not marked or (fields_of(following[0].text.rstrip(":： ")) and following[0].tag in _LABEL_TAGS):
        return None
    value = following[0]
    rest = tuple(
        other for other in following[1:] if other.node.mem_id == value.node.mem_id or other.tag == "dd" == value.tag
    )
    return Pair(fields, value.text, value, rest)


def _alternates(label: Line, following: list[Line]) -> bool:
    """Tell whether label, value, label stand on lines of one kind, as fact lists of plain boxes have them."""
    if len(following) < 2 or fields_of(following[0].text) or not is_any_label(following[1].text):
        return False
    return label.tag == following[1].tag and len(following[0].text) <= 80


def _same_row(label: Line, value: Line) -> bool:
    """Tell whether two lines are neighbouring cells of a row, or neighbouring children of a small box."""
    cell, other = label.node.parent, value.node.parent
    if cell is None or other is None:
        return False
    if cell.mem_id == other.mem_id:
        return not holds_more_than(cell, 3)
    outer = cell.parent
    return (
        cell.tag in ("td", "th")
        and outer is not None
        and other.parent is not None
        and outer.mem_id == other.parent.mem_id
    )
