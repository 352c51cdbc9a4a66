"""Reads the contact details that a profile opens in a dialog: addresses, numbers, sites of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from askwell.parsing.document import Document, soup_of
from askwell.parsing.evidence import Draft
from askwell.parsing.markup import LINE_MARK, Node
from askwell.parsing.sites.linkedin.links import outer_link, person_slug

if TYPE_CHECKING:
    from bs4 import Tag

_DIALOGS = '[role="dialog"], dialog, [aria-modal="true"]'
_PHONE = re.compile(r"^\s*\+?[\d\s().-]{7,20}(?:\s*\([^\d)]{2,20}\))?\s*$")


def read_contact(document: Document, draft: Draft, slug: str) -> None:
    """Offer the contact details of the page's subject, and the sites that the head of the profile links to."""
    for dialog in document.tree.css(_DIALOGS):
        owners = {person_slug(link.attributes.get("href")) for link in dialog.css('a[href*="/in/"]')} - {""}
        if owners == {slug} or (not owners and dialog.css_first('a[href^="mailto:"]') is not None):
            _read_dialog(document, draft, dialog)
    for link in document.tree.css('[data-section="websites"] a[href]'):
        draft.add("/person/links", outer_link(document, link.attributes.get("href")), document.where(link, "href"))


def _read_dialog(document: Document, draft: Draft, dialog: Node) -> None:
    """Read a dialog, which is small and told by what its texts look like: a number is one wherever it stands."""
    root = soup_of((dialog.html or "").replace(LINE_MARK, "")).find(dialog.tag or "div")
    if root is None:
        return
    place = document.where(dialog)
    for link in root.select("a[href]"):
        href = str(link["href"])
        where = f"{_path(link, root, place)}@href"
        if href.startswith("mailto:"):
            draft.add("/person/emails", href.removeprefix("mailto:").split("?")[0], where)
        else:
            draft.add("/person/links", outer_link(document, href), where)
    for text in root.find_all(string=_PHONE):
        if text.parent is not None:
            draft.add("/person/phones", text.strip().split(" (")[0], _path(text.parent, root, place))


def _path(tag: Tag, root: Tag, place: str) -> str:
    """Write the path of an element below an element whose place is known."""
    steps = []
    step = tag
    while step is not root and step.parent is not None:
        number = 1 + len(step.find_previous_siblings(step.name))
        steps.append(f"{step.name}:nth-of-type({number})")
        step = step.parent
    return " > ".join([place, *reversed(steps)])
