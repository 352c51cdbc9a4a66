"""Reads what ties the reader to the person shown: mutual connections and what both have in common."""

import re

from askwell.parsing.evidence import Draft
from askwell.parsing.markup import Node, text_of
from askwell.parsing.sections import Section
from askwell.parsing.sites.linkedin.topcard import TopCard
from askwell.parsing.text import compare_key, fold
from askwell.parsing.units import Unit
from askwell.parsing.vocabulary import has_part, word_key, words

_NUMBER = re.compile(r"\d[\d.,  ]*")
_COMMAS = re.compile(r"\s*[,、،]\s*|\s+(?=\d)|と|和|및")


def read_mutual(draft: Draft, card: TopCard) -> None:
    """Offer the mutual connections that the head of a profile names."""
    for unit in card.units:
        if is_mutual(unit):
            names, count = count_mutual(unit)
            if count:
                value = {"count": count, "names": names} if names else {"count": count}
                draft.put("/person/mutual_connections", value, unit.node)
                return


def is_mutual(unit: Unit) -> bool:
    """Tell whether a text is about people both know: it names them and leads to a search among connections."""
    if has_part(unit.text, "mutual"):
        return bool(_NUMBER.search(unit.text)) or len(unit.text.split()) > 3
    return "facetNetwork" in _href_above(unit.node) and not _NUMBER.match(unit.text)


def count_mutual(unit: Unit) -> tuple[list[str], int]:
    """Read the names and the number of mutual connections from "A, B and 12 other mutual connections"."""
    strong = [text_of(node) for node in unit.node.css("strong, b") if text_of(node)]
    number = _NUMBER.search(unit.text)
    others = int(re.sub(r"\D", "", number.group())) if number else 0
    named = unit.text[: number.start()] if number else unit.text
    names = [name for name in strong if not name[:1].isdigit()] or _names_before(named)
    return names, len(names) + others


def _names_before(text: str) -> list[str]:
    names = []
    for piece in _COMMAS.split(text):
        for part in _split_joints(piece):
            name = _leading_name(part)
            if name:
                names.append(name)
    return names


def _split_joints(text: str) -> list[str]:
    """Split "Ana Sample and Ben Demo" at the word between the names."""
    joints = words("relations", "words", "joints")
    parts: list[list[str]] = [[]]
    for word in fold(text).split():
        if word_key(word) in joints and word[:1].islower():
            parts.append([])
        else:
            parts[-1].append(word)
    return [" ".join(part) for part in parts if part]


def _leading_name(text: str) -> str:
    """Return the words of a name at the beginning of a text, up to the first common word."""
    particles = words("relations", "words", "particles")
    kept: list[str] = []
    for word in text.split():
        if word[:1].islower() and word_key(word) not in particles:
            break
        kept.append(word)
    while kept and kept[-1][:1].islower():
        kept.pop()
    return " ".join(kept)


def read_shared(draft: Draft, section: Section) -> None:
    """Offer what the highlights say both have in common ("You both worked at ...")."""
    seen: set[str] = set()
    for unit in section.units:
        key = compare_key(unit.text)
        if is_mutual(unit):
            names, count = count_mutual(unit)
            draft.put("/person/mutual_connections", {"count": count, "names": names}, unit.node, confidence=0.7)
            continue
        if has_part(unit.text, "both") and len(unit.text) < 200 and key not in seen and not unit.button:
            seen.add(key)
            draft.add("/person/shared", unit.text, unit.node)


def _href_above(node: Node) -> str:
    step: Node | None = node
    while step is not None:
        if step.tag == "a":
            return step.attributes.get("href") or ""
        step = step.parent
    return ""
