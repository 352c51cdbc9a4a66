"""Reads roles from entries of a profile's experience, grouped under one organization or not."""

import re
from dataclasses import dataclass
from typing import Any

from askwell.parsing.document import Document
from askwell.parsing.evidence import Draft
from askwell.parsing.listing import common_ancestor, depth_of
from askwell.parsing.markup import Node
from askwell.parsing.sites.linkedin.lines import Line, first_labelled, lines_of_entry
from askwell.parsing.sites.linkedin.links import organization_link
from askwell.parsing.units import Unit, units_of
from askwell.parsing.vocabulary import split_label, word_key

_MAX_PLACE = 90
_MASKED = re.compile(r"[\s*•.,-]*\*{3,}[\s*•.,-]*")


@dataclass(frozen=True)
class _Group:
    """What the head of grouped roles says for all of them."""

    organization: Line
    link: str = ""
    employment: str = ""
    location: Line | None = None


def read_roles(document: Document, draft: Draft, entry: Node, units: list[Unit]) -> int:
    """Offer the roles of one entry and return their number."""
    lines = lines_of_entry(units)
    ranges = [line for line in lines if line.range]
    blocks = _blocks(entry, [line.node for line in ranges])
    if len(blocks) > 1:
        return _read_blocks(document, draft, entry, lines, blocks)
    flat = _flat_roles(lines) if len(ranges) > 1 else []
    if flat:
        return sum(_offer(draft, entry, role, "", None) for role in flat)
    group = _lone_group(document, entry, lines)
    if group is not None:
        at = next((number for number, line in enumerate(lines) if line.is_duration), 0)
        return _offer(draft, entry, lines[at + 1 :], organization_link(document, entry), group)
    return _offer(draft, entry, lines, organization_link(document, entry), None)


def _read_blocks(document: Document, draft: Draft, entry: Node, lines: list[Line], blocks: list[Node]) -> int:
    """Read an entry with several ranges of dates: roles of one organization, or entries that nothing separates."""
    owners = [_owner(line.node, blocks) for line in lines]
    first = next((number for number, owner in enumerate(owners) if owner is not None), 0)
    head = lines[:first]
    group = _group_of(document, entry, head) if head else None
    offered = 0
    for number, block in enumerate(blocks):
        own = [line for line, owner in zip(lines, owners, strict=True) if owner == number]
        offered += _offer(draft, block, own, organization_link(document, block), group)
    return offered


def _blocks(entry: Node, dates: list[Node]) -> list[Node]:
    """Return the smallest elements that each hold one range of dates and nothing of another role."""
    if len(dates) < 2:
        return [entry]
    holder = common_ancestor(dates)
    if holder is None:
        return [entry]
    blocks: list[Node] = []
    known = {node.mem_id: node for node in dates}
    for child in holder.iter():
        held = [known[step.mem_id] for step in child.traverse() if step.mem_id in known]
        if not held:
            continue
        blocks.extend([child] if len(held) == 1 else _blocks(child, held))
    plain = sum(1 for block in blocks if len(units_of(block, 2)) < 2)
    return blocks if not plain else [entry]


def _flat_roles(lines: list[Line]) -> list[list[Line]]:
    """Cut lines that no markup groups: every role has as many lines before its dates as the first one."""
    dated = [number for number, line in enumerate(lines) if line.range]
    starts = [number - dated[0] for number in dated]
    if dated[0] == 0 or any(start <= before for start, before in zip(starts[1:], dated, strict=False)):
        return []
    return [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _owner(node: Node, blocks: list[Node]) -> int | None:
    step: Node | None = node
    numbers = {block.mem_id: number for number, block in enumerate(blocks)}
    while step is not None:
        if step.mem_id in numbers:
            return numbers[step.mem_id]
        step = step.parent
    return None


def _group_of(document: Document, entry: Node, head: list[Line]) -> _Group | None:
    """Read the head of grouped roles: organization, then kind and total time, then maybe the place."""
    named = first_labelled(head, "organization") or head[0]
    if named.range or named.is_duration or not named.parts:
        return None
    others = [line for line in head if line is not named]
    place = next((line for line in others if not line.is_duration and line.rest and not line.employment), None)
    employment = next((line.employment for line in others if line.employment), "")
    return _Group(named, organization_link(document, entry), employment, place if place and _is_place(place) else None)


def _lone_group(document: Document, entry: Node, lines: list[Line]) -> _Group | None:
    """Recognise a group that shows a single role: an organization, its total time, then the role with its dates."""
    before = next((number for number, line in enumerate(lines) if line.range), len(lines))
    totals = [number for number, line in enumerate(lines[:before]) if line.is_duration and line.label != "dates"]
    if not totals or totals[0] == 0 or before == len(lines) or before - totals[0] < 2:
        return None
    return _group_of(document, entry, lines[: totals[0] + 1])


def _offer(draft: Draft, node: Node, lines: list[Line], link: str, group: _Group | None) -> int:
    """Offer one role."""
    at = next((number for number, line in enumerate(lines) if line.range), None)
    before, after = _around(lines, at)
    names = [line for line in before if not line.is_duration]
    title = first_labelled(lines, "title") or next((line for line in names if line.label != "organization"), None)
    if title is None or is_masked(title.text):
        return 0
    others = [line for line in names if line is not title]
    organization = _organization(lines, others, group)
    item: dict[str, Any] = {"title": title.rest or title.text}
    parts: dict[str, Node | str | None] = {"title": title.node}
    if organization is not None:
        item["organization"] = organization.rest or organization.parts[0]
        parts["organization"] = organization.node
    item["organization_url"] = link or (group.link if group else "")
    item["employment_type"] = _first("employment", others, after, group)
    item |= _dates(lines, at)
    if at is not None:
        parts["start"] = parts["end"] = lines[at].node
    place = _place(lines, at, after, title) or (group.location if group else None)
    mode = _first("mode", [*others, *([place] if place else [])], after, None)
    item["work_mode"] = mode
    if place is not None:
        item["location"] = place.place or place.rest
        parts["location"] = place.node
    item["description"] = description_of(node, [line for line in after if line is not place])
    draft.add("/person/experience", item, node, confidence=0.95 if at is not None else 0.7, parts=parts)
    return 1


def is_masked(text: str) -> bool:
    """Tell whether a text was blotted out by the page ("******")."""
    return _MASKED.fullmatch(text) is not None


def _around(lines: list[Line], at: int | None) -> tuple[list[Line], list[Line]]:
    """Split lines into those before the dates and those after; without dates, short lines come first."""
    if at is not None:
        return lines[:at], lines[at + 1 :]
    short = next((number for number, line in enumerate(lines) if number >= 2 or len(line.text) > 120), len(lines))
    return lines[:short], lines[short:]


def _organization(lines: list[Line], others: list[Line], group: _Group | None) -> Line | None:
    named = first_labelled(lines, "organization")
    if named is not None:
        return named
    if group is not None:
        return group.organization
    return next((line for line in others if line.rest), None) or next(iter(others), None)


def _first(name: str, lines: list[Line], after: list[Line], group: _Group | None) -> str:
    """Return the first kind of employment (or way of working) of short lines, else the group's."""
    short = [line for line in after[:2] if len(line.text) <= _MAX_PLACE]
    found = next((getattr(line, name) for line in [*lines, *short] if getattr(line, name)), "")
    return str(found) or (group.employment if group is not None and name == "employment" else "")


def _dates(lines: list[Line], at: int | None) -> dict[str, Any]:
    period = lines[at].range if at is not None else None
    if period is None:
        return {}
    return {"start": period.start, "end": period.end, "current": period.current}


def _place(lines: list[Line], at: int | None, after: list[Line], title: Line) -> Line | None:
    """Find the place: announced by a label, or the line set beside the dates and built like them."""
    named = first_labelled(lines, "location")
    if named is not None:
        return named if named.rest else None
    if at is not None and lines[at].place:
        return lines[at]
    following = [line for line in after if not line.is_duration and not line.employment]
    following = [line for line in following if not _is_apart(line, lines[at or 0])]
    if at is None or not following or not _is_place(following[0]):
        return None
    candidate = following[0]
    together = common_ancestor([lines[at].node, candidate.node])
    head = common_ancestor([lines[at].node, title.node])
    if together is None or head is None:
        return None
    closer = depth_of(together) > depth_of(head)
    alike = _shape(candidate.node, together) == _shape(lines[at].node, together)
    return candidate if closer or alike or _reads_as_place(candidate.text) else None


def _is_apart(line: Line, dates: Line) -> bool:
    """Tell whether a line is a link of its own (skills, media) rather than part of what the dates stand in."""
    step: Node | None = line.node
    while step is not None and step.tag != "a":
        step = step.parent
    return step is not None and not any(inner.mem_id == dates.node.mem_id for inner in step.traverse())


def _is_place(line: Line) -> bool:
    """Tell whether a line can be a place at all."""
    text = line.rest
    return (
        0 < len(text) <= _MAX_PLACE
        and len(line.unit.lines) == 1
        and not text.endswith((".", "!", "?", ":", ";"))
        and not text.startswith(("-", "*", "•", "–"))
        and split_label(text)[0] == ""
        and line.range is None
    )


def _reads_as_place(text: str) -> bool:
    """Tell whether a text reads like a place without looking at the markup: few words, all of them names."""
    words = [word for word in text.replace(",", " ").split() if word[:1].isalpha()]
    return "," in text and 1 < len(words) <= 7 and sum(word[:1].isupper() for word in words) * 3 >= len(words) * 2


def _shape(node: Node, ancestor: Node) -> tuple[str, ...]:
    """List the tags between an element and one above it."""
    tags = []
    step: Node | None = node
    while step is not None and step.mem_id != ancestor.mem_id:
        tags.append(step.tag or "")
        step = step.parent
    return tuple(tags)


def description_of(entry: Node, lines: list[Line]) -> str:
    """Join the lines that describe an entry: no linked media, no skills."""
    texts: list[str] = []
    for line in lines:
        if line.label in {"duration", "location", "skills"} or line.is_duration or line.range:
            continue
        if split_label(line.text)[0] == "skills" or _is_linked(line.unit, entry) or (line.mode and not line.rest):
            continue
        paragraph = line.unit.paragraph
        if word_key(paragraph) not in {word_key(text) for text in texts}:
            texts.append(paragraph)
    return "\n".join(texts)


def _is_linked(unit: Unit, entry: Node) -> bool:
    """Tell whether a text is a link as a whole (media, a list of skills), not a text with a link in it."""
    step: Node | None = unit.node
    while step is not None and step.mem_id != entry.mem_id:
        if step.tag in {"a", "figure"}:
            return True
        step = step.parent
    return False
