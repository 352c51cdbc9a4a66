"""The self-written line of profile pages: the text near the name that the page also tells search engines."""

import re

from askwell.parsing.evidence import Place
from askwell.parsing.generic.lines import Line
from askwell.parsing.generic.view import View
from askwell.parsing.text import compare_key

_COUNTED = re.compile(
    r"^[\d.,]+[KMkm]?\s+(?:followers?|following|posts?|tweets?|photos?|subscribers?|abonnés|seguidores"
    r"|beiträge|follower)\b.*?(?:[·:–—-]|\.\s)\s*",
    re.I,
)
_FURNITURE = re.compile(
    r"^(?:read writing from|see what|view|follow|connect with|latest (?:tweets|posts)|the latest|check out"
    r"|join facebook|instagram photos)\b"
    r"|\bhas \d[\d,]* repositor(?:y|ies)|follow their code|every day,.*other voices",
    re.I,
)
_NEAR = 14
_LIMIT = 300


def find_bio(view: View, name: Line | None) -> tuple[str, Place] | None:
    """Return the bio with its place: a visible line that the description holds, else the description itself."""
    described = view.document.meta.get("og:description") or view.document.meta.get("description", "")
    if not described:
        return None
    key = compare_key(described)
    start = name.index if name is not None else -1
    for line in view.lines[start + 1 : start + 1 + _NEAR * 3]:
        if not line.href and not line.hidden and _may_be_bio(line.text, name) and compare_key(line.text) in key:
            return line.text, line.node
    return _from_description(view)


def _may_be_bio(text: str, name: Line | None) -> bool:
    if len(text) > _LIMIT or _COUNTED.match(text) or len(text.split()) < 2:
        return False
    return name is None or compare_key(text) != compare_key(name.text)


def _from_description(view: View) -> tuple[str, Place] | None:
    """Cut counters and a site's own words from the description."""
    for attribute, name in (("property", "og:description"), ("name", "description")):
        text = view.document.meta.get(name, "")
        while _COUNTED.match(text):
            text = _COUNTED.sub("", text, count=1)
        sentences = [part for part in re.split(r"(?<=[.!?])\s+", text) if part and not _FURNITURE.search(part)]
        bio = " ".join(sentences).strip()
        if 1 < len(bio) <= _LIMIT:
            return bio, f'meta[{attribute}="{name}"]@content'
    return None
