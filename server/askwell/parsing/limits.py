"""Limits for hostile or broken pages, checked on the text before any tree is built; measures only, reads nothing."""

import re
from itertools import accumulate

from askwell.domain.errors import AskwellError

MAX_CHARACTERS = 8 * 1024 * 1024
MAX_TAGS = 120_000
MAX_DEPTH = 700
MAX_ATTRIBUTES = 1_000
MAX_OPEN_FORMATTING = 1_000_000

# The first letters are asked first, which keeps the alternatives from being tried at every tag.
_RAW_TEXT = re.compile(r"<(?=[!stc])(?:(!--)|(s(?:cript|tyle|vg)|textarea|code)\b)", re.I)
# Elements that never nest, or that the parser closes by itself, say nothing about depth.
_NESTING = re.compile(
    r"<(/?+)(?!(?:a(?:rea)?|b(?:ase|ig|r)?|col|d[dt]|em(?:bed)?|font|hr|i(?:mg|nput)?|li(?:nk)?|meta|nobr|option"
    r"|p(?:aram)?|s(?:mall|ource|trike|trong)?|t(?:[dhrt]|rack)|u|wbr)[\s/>])[a-z]",
    re.I,
)
# Formatting elements are counted apart, because the parser repeats each that is left open in every later block.
_FORMATTING = re.compile(r"<(/?+)(?:b(?:ig)?|em|font|i|s(?:mall|trike|trong)?|tt|u)[\s>]", re.I)
_TAG = re.compile(r"""<[a-z](?:[^>"'=]++|=\s*+(?:"[^"]*+"?|'[^']*+'?)|["'=])*+""", re.I)
_ATTRIBUTE = re.compile(r"""[^\s/>="']++(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>]++))?+""")
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


def check_limits(html: str) -> None:
    """Refuse a page that would take unbounded time or memory to parse.

    Raises:
        PageTooComplexError: The page breaks one of the limits of this module.
    """
    if len(html) > MAX_CHARACTERS:
        raise PageTooComplexError(f"{len(html) // 1_000_000} million characters")
    tags = html.count("<")
    if tags > MAX_TAGS:
        raise PageTooComplexError(f"{tags} tags")
    slim = _without_raw_text(html)
    nesting = _NESTING.findall(slim)
    if nesting.count("") > MAX_DEPTH and _depth([-1 if slash else 1 for slash in nesting]) > MAX_DEPTH:
        raise PageTooComplexError("elements nested too deeply")
    if any(_attribute_count(tag) > MAX_ATTRIBUTES for tag in _TAG.findall(slim) if len(tag) > _LONG_TAG):
        raise PageTooComplexError("an element with too many attributes")
    formatting = _FORMATTING.findall(slim)
    if (2 * formatting.count("") - len(formatting)) * tags > MAX_OPEN_FORMATTING:
        raise PageTooComplexError("text styles that are never closed")


def _without_raw_text(html: str) -> str:
    """Cut scripts, styles, drawings and comments, whose `<` are no tags; in one pass whatever is left unclosed."""
    kept: list[str] = []
    unclosed: set[str] = set()
    start = 0
    while match := _RAW_TEXT.search(html, start):
        name = (match.group(2) or "").lower()
        closing = f"</{name}" if name else "-->"
        end = -1 if closing in unclosed else _find_closing(html, closing, match.end())
        if end < 0:
            unclosed.add(closing)
            end = match.end()
        kept.append(html[start : match.start()])
        start = end
    kept.append(html[start:])
    return "".join(kept)


def _find_closing(html: str, closing: str, start: int) -> int:
    end = html.find(closing, start)
    return end if end >= 0 else html.find(closing.upper(), start)


def _depth(steps: list[int]) -> int:
    """Estimate the deepest nesting from opening and closing tags alone."""
    heights = list(accumulate(steps, initial=0))
    # Closing what was never opened cannot hide depth, so the lowest point is the ground; mostly that is bound enough.
    if max(heights) - min(heights) <= MAX_DEPTH:
        return max(heights) - min(heights)
    return max(accumulate(steps, lambda depth, step: max(0, depth + step)), default=0)


def _attribute_count(tag: str) -> int:
    return sum(1 for _ in _ATTRIBUTE.finditer(tag))
