"""Keeps private matters out: breaks, health, family and ages are cut before anything is made of a line."""

import re

from askwell.suggesting.cleaning import clean, one_line, without_brackets
from askwell.suggesting.regexes import regex

_PRIVATE_TURN = regex(
    r",?\s*\b(?:since|after|because of|following|due to|owing to|from before|before|from|during|returning after|"
    r"returning from)\s+"
    r"(?:the|my|a|an|our)?\s*(?:[\w-]+\s+){0,3}?(?:break|leave|gap|layoff|lay-off|illness|sickness|caring|parental|maternity|paternity|divorce|"
    r"burnout|burn-out|redundancy|surgery|diagnosis|baby|bereavement|separation|dismissal)\b[^,;]*?(?=\s+(?:still|is|are|will|can|count|counts|matter|matters)\b|[,;]|$)",
    re.IGNORECASE,
)
_PRIVATE_WORD = regex(
    r"\b(?:(?:career|my|the|long|\w+-(?:year|month)) (?:break|gap)|layoffs?|laid off|ill(?:ness)?|sick(?:ness)?|"
    r"caring for|carer|parental|paternity|bereave\w*|"
    r"maternity(?! (?:care|wards?|units?|nurs\w+|assistants?|support|services?)\b)|"
    r"divorced?|burn-?out|burnt out|redundan\w+|pregnan\w+|baby|children|"
    r"(?:my|our|an? (?:only )?|one|small|young) ?child|kids?|my famil\w+|family (?:reasons|"
    r"matters|duties)|for family|husband|wife|"
    r"my (?:partner|mother|father|parents|health|body|back|boss|age|pay|salary|rent|debts?|visa)|health (?:reasons|"
    r"problems?|issues?|condition)|visa|asylum|"
    r"mortgage|salar(?:y|ies)|wages?|private(?=\s+(?:reason|matter|life|issue|circumstance|situation|affair)|\s*[),.;]|$)|"
    r"anxiety|depress\w+|disab\w+|autis\w+|adhd|religio\w+|faith|at my age|"
    r"(?:got|was|been) (?:fired|dismissed)|bully\w*)\b",
    re.IGNORECASE,
)
_AGE = regex(r"\b(?:at|aged)\s+\d{2}\b", re.IGNORECASE)


def private_trim(text: str) -> str:
    """Cut remarks about breaks, health, family and ages out of a line."""
    plain = _AGE.sub("", without_brackets(one_line(clean(text))))
    return re.sub(r"\s+", " ", _PRIVATE_TURN.sub("", plain)).strip(" ,;.")


def public_part(raw: str) -> str:
    """Give the longest stretch of a line that names nothing private, in the line's own words."""
    pieces = [
        piece
        for part in re.split(r"[(\[][^)\]]*[)\]]", raw)
        for piece in _AGE.split(_PRIVATE_TURN.sub("\0", part).replace("\0", "\1"))
    ]
    spans = [span.strip(" ,;") for piece in pieces for span in piece.split("\1")]
    open_spans = [
        part for span in spans for part in ([span] if not is_private(span) else span.split(",")) if not is_private(part)
    ]
    return max(open_spans, key=len, default="").strip(" ,;")


def is_private(text: str) -> bool:
    """Say whether a line still names something private."""
    return bool(_PRIVATE_WORD.search(text))
