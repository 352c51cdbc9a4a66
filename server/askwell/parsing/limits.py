"""Limits for hostile or broken pages, checked on the text before any tree is built; measures only, reads nothing."""

import re
from itertools import accumulate

from askwell.domain.errors import AskwellError

MAX_CHARACTERS = 8 * 1024 * 1024
MAX_TAGS = 120_000
MAX_DEPTH = 700
MAX_ATTRIBUTES = 1_000
MAX_OPEN_FORMATTING = 1_000_000

_RAW_TEXT = re.compile(r"<(?:(!--)|(script|style|svg|textarea|code)\b)", re.I)
# Elements that never nest, that the parser closes by itself, or that are counted below say nothing about depth.
_NESTING = re.compile(
    r"<(/?)(?!(?:a|area|b|base|big|br|col|dd|dt|em|embed|font|hr|i|img|input|li|link|meta|nobr|option|p|param|s|small|source"
    r"|strike|strong|td|th|tr|track|tt|u|wbr)[\s/>])"
    r"[a-z]",
    re.I,
)
_TAG = re.compile(r"""<[a-z](?:[^>"'=]++|=\s*+(?:"[^"]*+"?|'[^']*+'?)|["'=])*+""", re.I)
_ATTRIBUTE = re.compile(r"""[^\s/>="']++(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>]++))?+""")
_FORMATTING = re.compile(r"<(/?)(?:b|big|em|font|i|s|small|strike|strong|tt|u)[\s>]", re.I)
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
    if _depth(slim) > MAX_DEPTH:
        raise PageTooComplexError("elements nested too deeply")
    if any(_attribute_count(tag.group()) > MAX_ATTRIBUTES for tag in _TAG.finditer(slim) if _is_long(tag)):
        raise PageTooComplexError("an element with too many attributes")
    if _open_formatting(slim) * tags > MAX_OPEN_FORMATTING:
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


def _is_long(tag: re.Match[str]) -> bool:
    return tag.end() - tag.start() > _LONG_TAG


def _depth(html: str) -> int:
    """Estimate the deepest nesting from opening and closing tags alone."""
    steps = (-1 if slash else 1 for slash in _NESTING.findall(html))
    return max(accumulate(steps, lambda depth, step: max(0, depth + step)), default=0)


def _attribute_count(tag: str) -> int:
    return sum(1 for _ in _ATTRIBUTE.finditer(tag))


def _open_formatting(html: str) -> int:
    """Count formatting elements left open: the parser repeats each of them in every later block."""
    closings = _FORMATTING.findall(html)
    return max(0, len(closings) - 2 * sum(1 for slash in closings if slash))
