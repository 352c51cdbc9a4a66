"""Reads one captured page into a profile document: the only entry to this package."""

from datetime import UTC
from typing import Any

from askwell.domain.pages import CapturedPage
from askwell.domain.profiles import ProfileDocument
from askwell.parsing.document import Document
from askwell.parsing.evidence import Draft
from askwell.parsing.generic import read_generic
from askwell.parsing.registry import adapter_for

PARSER_VERSION = "1"
"""Changes whenever the same page may give another document, so that stored pages can be read again."""


def parse_page(page: CapturedPage) -> ProfileDocument:
    """Read a page; the same page always gives the same document.

    Raises:
        PageTooComplexError: The page cannot be read in bounded time.
    """
    document = Document(page)
    draft = Draft(document)
    adapter = adapter_for(document)
    if adapter is None:
        read_generic(document, draft)
    else:
        draft.adapter = adapter.name
        adapter.parse(document, draft)
    return draft.finish(_page_facts(document, draft))


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
