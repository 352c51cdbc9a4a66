"""Reads the contact details that a profile opens in a dialog: addresses, numbers, sites of its own."""

import re

from askwell.parsing.document import Document
from askwell.parsing.evidence import Draft
from askwell.parsing.markup import Node, text_of
from askwell.parsing.sites.linkedin.links import outer_link, person_slug

_DIALOGS = '[role="dialog"], dialog, [aria-modal="true"]'
_PHONE = re.compile(r"^\+?[\d\s().-]{7,20}(?:\s*\([^\d)]{2,20}\))?$")


def read_contact(document: Document, draft: Draft, slug: str) -> None:
    """Offer the contact details of the page's subject, and the sites that the head of the profile links to."""
    for dialog in document.tree.css(_DIALOGS):
        owners = {person_slug(link.attributes.get("href")) for link in dialog.css('a[href*="/in/"]')} - {""}
        if owners == {slug} or (not owners and dialog.css_first('a[href^="mailto:"]') is not None):
            _read_dialog(document, draft, dialog)
    for link in document.tree.css('[data-section="websites"] a[href]'):
        draft.add("/person/links", outer_link(document, link.attributes.get("href")), document.where(link, "href"))


def _read_dialog(document: Document, draft: Draft, dialog: Node) -> None:
    for link in dialog.css('a[href^="mailto:"]'):
        address = (link.attributes.get("href") or "").removeprefix("mailto:").split("?")[0]
        draft.add("/person/emails", address, document.where(link, "href"))
    for link in dialog.css("a[href]"):
        draft.add("/person/links", outer_link(document, link.attributes.get("href")), document.where(link, "href"))
    for node in dialog.css("span, li, dd, p"):
        if node.first_child is not None and node.first_child.next is None and _PHONE.match(text_of(node)):
            draft.add("/person/phones", text_of(node).split(" (")[0], node)
