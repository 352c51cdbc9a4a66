"""Reads one captured page into a profile document: the only entry to this package."""

import logging
from datetime import UTC
from typing import Any

from askwell.domain.failures import place_of
from askwell.domain.pages import CapturedPage
from askwell.domain.profiles import ProfileDocument
from askwell.parsing.document import Document
from askwell.parsing.evidence import Draft
from askwell.parsing.generic import read_generic
from askwell.parsing.registry import adapter_for

log = logging.getLogger("askwell.parsing")

PARSER_VERSION = "1"
"""Changes whenever the same page may give another document, so that stored pages can be read again."""

# What code that expects another page raises: too few items, an attribute of nothing, a number that is none, an element
# too deep. Anything else (no memory, a refusal of our own) is not the adapter's and must be seen.
ADAPTER_SLIPS: tuple[type[Exception], ...] = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    StopIteration,
    RecursionError,
)
_READ_PLAINLY = "What Askwell knows about this site did not fit this page, so it was read like any other page."


def parse_page(page: CapturedPage) -> ProfileDocument:
    """Read a page; the same page always gives the same document.

    Raises:
        PageTooComplexError: The page cannot be read in bounded time.
    """
    document = Document(page)
    draft = _read(document)
    return draft.finish(_page_facts(document, draft))


def _read(document: Document) -> Draft:
    """Read by the site's adapter, or as any page; an adapter that stumbles never loses the page."""
    draft = Draft(document)
    slipped = False
    try:
        adapter = adapter_for(document)
        if adapter is not None:
            draft.adapter = adapter.name
            adapter.parse(document, draft)
            return draft
    except ADAPTER_SLIPS as error:
        log.warning("an adapter stumbled, the page was read without it: %s", place_of(error))
        draft, slipped = Draft(document), True
    read_generic(document, draft)
    if slipped:
        draft.reason = f"{_READ_PLAINLY} {draft.reason}".rstrip()
    return draft


def _page_facts(document: Document, draft: Draft) -> dict[str, Any]:
    facts = {
        "url": document.url,
        "canonical_url": draft.canonical_url or document.canonical_url,
        "title": document.title,
        "kind": draft.kind,
        "language": document.language,
        "captured_at": document.page.captured_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "adapter": draft.adapter,
        "parser_version": PARSER_VERSION,
        "reason": draft.reason,
    }
    return {name: value for name, value in facts.items() if value}
