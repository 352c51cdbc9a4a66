"""Whether a short text names a place: towns and countries by list, regions by their form."""

import re

from askwell.parsing.generic.words import plain, words

_PART = re.compile(r"[^\W\d_](?:[^\W\d_]|[\s'’.-]){1,40}")
_AREA = re.compile(
    r"\b(?:area|region|metropolitan|greater|umgebung|und umgebung|région|et périphérie|y alrededores|e "
    r"região|e dintorni|en omgeving|kreis|county|province|provincia|department)\b",
    re.I,
)


def is_place_line(text: str) -> bool:
    """Tell whether a line is a place: "Town, Region, Country", or a listed place or area alone."""
    parts = [part.strip() for part in text.split(",")]
    if (
        not 1 <= len(parts) <= 4
        or len(text) > 80
        or not all(_PART.fullmatch(part) and len(part.split()) <= 5 for part in parts)
    ):
        return False
    folded = [plain(word).strip(".") for word in re.split(r"[\s,]+", text)]
    if any(word in words("organizations", "nouns") or word in words("organizations", "schools") for word in folded):
        return False
    listed = any(word in words("name_parts", "places") for word in folded)
    if len(parts) == 1:
        return bool(_AREA.search(text)) or (listed and len(folded) <= 3)
    return listed or bool(_AREA.search(text))
