"""Limits for hostile or broken pages, checked on the text before any tree is built; measures only, reads nothing."""

import re
from itertools import accumulate

from askwell.domain.errors import AskwellError

MAX_CHARACTERS = 8 * 1024 * 1024
MAX_TAGS = 120_000
MAX_DEPTH = 700
MAX_ATTRIBUTES = 1_000
MAX_OPEN_FORMATTING = 1_000_000

# Patterns run over the encoded page, where a sign is one byte whatever else the page holds: that is quicker.
# The first letters are asked first, which keeps the alternatives from being tried at every tag.
_RAW_TEXT = re.compile(rb"<(?=[!stc])(?:(!--)|(s(?:cript|tyle|vg)|textarea|code)\b)", re.I)
# Elements that never nest, or that the parser closes by itself, say nothing about depth. The two most frequent of the
# others stand first, so that the alternatives are not tried for them.
_NESTING = re.compile(
    rb"<(/?+)(?:div|span|(?!(?:a(?:rea)?|b(?:ase|ig|r)?|col|d[dt]|em(?:bed)?|font|hr|i(?:mg|nput)?|li(?:nk)?|meta|nobr"
    rb"|option|p(?:aram)?|s(?:mall|ource|trike|trong)?|t(?:[dhrt]|rack)|u|wbr)[\s/>])[a-z])",
    re.I,
)
_STEPS = {b"": 1, b"/": -1}
# Formatting elements are counted apart, because the parser repeats each that is left open in every later block.
_FORMATTING = re.compile(rb"<(/?+)(?:b(?:ig)?|em|font|i|s(?:mall|trike|trong)?|tt|u)[\s>]", re.I)
_TAG = re.compile(rb"""<[a-z](?:[^>"'=]++|=\s*+(?:"[^"]*+"?|'[^']*+'?)|["'=])*+""", re.I)
_ATTRIBUTE = re.compile(rb"""[^\s/>="']++(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>]++))?+""")
# A tag with a thousand attributes is longer than this, so shorter tags need no count.
_LONG_TAG = 2 * MAX_ATTRIBUTES


class PageTooComplexError(AskwellError):
    """A page that cannot be read in bounded time; its capture is kept.

    Attributes:
        reason: Which limit the page breaks, in a few words.
    """

    slug = "page-too-complex"
    title = "This page is too large or too tangled to read."

    def __init__(self, reason: str) -> None:
        """Write the explanation for one broken limit."""
        self.reason = reason
        super().__init__(
            f"This page is too large or too tangled to read ({reason}). The page itself is kept as you captured it. "
            "Select the part you need, or open a smaller page such as one section, and capture again."
        )


def check_limits(html: str, source: bytes) -> None:
    """Refuse a page that would take unbounded time or memory to parse.

    Args:
        html: The page.
        source: The same, encoded.

    Raises:
        PageTooComplexError: The page breaks one of the limits of this module.
    """
    if len(html) > MAX_CHARACTERS:
        raise PageTooComplexError(f"{len(html) // 1_000_000} million characters")
    tags = source.count(b"<")
    if tags > MAX_TAGS:
        raise PageTooComplexError(f"{tags} tags")
    slim = _without_raw_text(source)
    nesting = _NESTING.findall(slim)
    if nesting.count(b"") > MAX_DEPTH and _depth([_STEPS[slash] for slash in nesting]) > MAX_DEPTH:
        raise PageTooComplexError("elements nested too deeply")
    found = _TAG.findall(slim)
    if max(map(len, found), default=0) > _LONG_TAG and max(map(_attribute_count, found)) > MAX_ATTRIBUTES:
        raise PageTooComplexError("an element with too many attributes")
    formatting = _FORMATTING.findall(slim)
    if (2 * formatting.count(b"") - len(formatting)) * tags > MAX_OPEN_FORMATTING:
        raise PageTooComplexError("text styles that are never closed")


def _without_raw_text(source: bytes) -> bytes:
    """Cut scripts, styles, drawings and comments, whose `<` are no tags; in one pass whatever is left unclosed."""
    kept: list[bytes] = []
    unclosed: set[bytes] = set()
    start = 0
    while match := _RAW_TEXT.search(source, start):
        name = match.group(2)
        closing = b"</" + name.lower() if name else b"-->"
        end = -1 if closing in unclosed else _find_closing(source, closing, match.end())
        if end < 0:
            unclosed.add(closing)
            end = match.end()
        kept.append(source[start : match.start()])
        start = end
    kept.append(source[start:])
    return b"".join(kept)


def _find_closing(source: bytes, closing: bytes, start: int) -> int:
    end = source.find(closing, start)
    return end if end >= 0 else source.find(closing.upper(), start)


def _depth(steps: list[int]) -> int:
    """Estimate the deepest nesting from opening and closing tags alone."""
    heights = list(accumulate(steps, initial=0))
    # Closing what was never opened cannot hide depth, so the lowest point is the ground; mostly that is bound enough.
    span = max(heights) - min(heights)
    if span <= MAX_DEPTH:
        return span
    return max(accumulate(steps, lambda depth, step: max(0, depth + step)), default=0)


def _attribute_count(tag: bytes) -> int:
    """Count the attributes of a tag; one that is too short for too many needs no count."""
    return sum(1 for _ in _ATTRIBUTE.finditer(tag)) if len(tag) > _LONG_TAG else 0
