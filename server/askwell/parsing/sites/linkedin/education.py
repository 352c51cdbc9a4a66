"""Reads courses of study from entries of a profile's education."""

import re
from typing import Any

from askwell.parsing.evidence import Draft
from askwell.parsing.markup import Node
from askwell.parsing.sites.linkedin.experience import description_of, is_masked
from askwell.parsing.sites.linkedin.lines import SEPARATOR, Line, first_labelled, lines_of_entry
from askwell.parsing.units import Unit
from askwell.parsing.vocabulary import split_label, word_key, word_list

_COMMAS = (", ", "، ", "、", ",")
_INLINE = frozenset({"a", "b", "em", "i", "span", "strong"})
_MAX_DEGREE = 200
_GRADE = re.compile(
    r"[A-F][+-]?|(?:C?GPA:?\s*)?[\d.,]+\s*%?(?:\s*(?:/|of|out of|von|sur|de|su|van|av)\s*[\d.,]+)?\s*%?", re.I
)
_GRADE_YEAR = re.compile(r"(?:19|20)\d\d")


def read_study(draft: Draft, entry: Node, units: list[Unit]) -> int:
    """Offer one course of study and return how many were offered."""
    lines = lines_of_entry(units)
    if not lines or is_masked(lines[0].text):
        return 0
    school = lines[0]
    item: dict[str, Any] = {"school": school.text}
    parts: dict[str, Node | str | None] = {"school": school.node}
    at = next((number for number, line in enumerate(lines) if number and line.range), None)
    period = lines[at].range if at is not None else None
    if at is not None and period is not None:
        item |= {"start": period.start, "end": period.end}
        parts["start"] = parts["end"] = lines[at].node
    rest = [line for number, line in enumerate(lines) if number not in {0, at} and not line.is_duration]
    studied = _degree_lines(rest)
    item |= _degree(studied)
    if studied:
        parts["degree"] = parts["field"] = studied[0].node
    others = [line for line in rest if line not in studied]
    item["activities"] = _activities(others)
    item["description"] = description_of(entry, [line for line in others if not _announced(line)])
    draft.add("/person/education", item, entry, confidence=0.95, parts=parts)
    return 1


def _degree_lines(lines: list[Line]) -> list[Line]:
    """Return the lines that say what was studied: labelled ones, or the short ones right after the school."""
    labelled = [line for line in lines if line.label in {"degree", "field"}]
    if labelled:
        return labelled
    found: list[Line] = []
    for line in lines:
        if len(found) == 2 or not _may_be_degree(line):
            break
        found.append(line)
        # One line with a comma holds both; a second line belongs to it only when it stands in the same parent.
        if len(found) == 2 and not _siblings(found[0], found[1]):
            found.pop()
            break
    return found


def _may_be_degree(line: Line) -> bool:
    short = len(line.text) <= _MAX_DEGREE and len(line.unit.lines) == 1
    return short and not line.label and not _announced(line)


def _siblings(one: Line, other: Line) -> bool:
    """Tell whether two lines are pieces of one line: inline elements in one block, side by side."""
    block, block2 = _block_above(one.node), _block_above(other.node)
    inline = one.node.tag in _INLINE and other.node.tag in _INLINE
    return inline and block is not None and block2 is not None and block.mem_id == block2.mem_id


def _block_above(node: Node) -> Node | None:
    step: Node | None = node
    while step is not None and step.tag in _INLINE:
        step = step.parent
    return step


def _degree(lines: list[Line]) -> dict[str, str]:
    """Read degree and field from their lines."""
    degree, field = first_labelled(lines, "degree"), first_labelled(lines, "field")
    if degree or field:
        return {"degree": degree.text if degree else "", "field": field.text if field else ""}
    texts = [line.text.strip(" ,") for line in lines]
    if len(texts) > 1:
        return {"degree": texts[0], "field": ", ".join(texts[1:])}
    return split_degree(texts[0]) if texts else {}


def split_degree(text: str) -> dict[str, str]:
    """Split "Master of Science - MS, Computer Science" into degree and field."""
    head, rest = _cut(text)
    if rest:
        return {"degree": head, "field": rest}
    return {"degree": text} if _is_degree(text) else {"field": text}


def _cut(text: str) -> tuple[str, str]:
    """Cut at the first comma outside brackets."""
    depth = 0
    for number, sign in enumerate(text):
        depth += (sign in "(（[") - (sign in ")）]")
        if depth <= 0 and any(text.startswith(comma, number) for comma in _COMMAS):
            return text[:number].strip(), text[number + 1 :].strip(" ,")
    return text, ""


def _is_degree(text: str) -> bool:
    key = word_key(text)
    names = [word_key(name) for name in word_list("profile")["degrees"]["names"]]
    return any(key == name or key.startswith((name + " ", name + "'", name + "-")) for name in names) or any(
        f" {name} " in f" {key} " for name in names if len(name) > 5
    )


def _is_grade(text: str) -> bool:
    return bool(_GRADE.fullmatch(text.strip())) and not _GRADE_YEAR.fullmatch(text.strip())


def _announced(line: Line) -> bool:
    return bool(_is_grade(line.text) or line.label in {"grade", "activities"} or split_label(line.text)[0])


def _activities(lines: list[Line]) -> str:
    for line in lines:
        announced, value = split_label(line.text)
        if line.label == "activities":
            return line.text
        if announced == "activities":
            return value.replace(SEPARATOR, ", ")
    return ""
