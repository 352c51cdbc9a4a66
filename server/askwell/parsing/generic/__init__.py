"""Reads pages of sites without an adapter: structured data, headings, and the shapes people use everywhere."""

from askwell.parsing.document import Document
from askwell.parsing.evidence import Draft


def read_generic(document: Document, draft: Draft) -> None:
    """Offer what a page of an unknown site says about its subject."""
    draft.reason = "" if document.title else "This page has no title."
