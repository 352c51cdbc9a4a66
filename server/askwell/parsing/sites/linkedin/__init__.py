"""Pages of the LinkedIn-style network: people, organizations and lists of people, of every layout since 2012.

Last checked against real pages of 2012 to 2025 and the layout of 2026.
"""

from dataclasses import dataclass

from askwell.parsing.document import Document
from askwell.parsing.evidence import Draft
from askwell.parsing.generic import read_generic
from askwell.parsing.sites.linkedin.company import read_organization
from askwell.parsing.sites.linkedin.people import read_list
from askwell.parsing.sites.linkedin.person import read_person
from askwell.parsing.sites.linkedin.routes import Route, route_of
from askwell.parsing.walls import REASONS, find_wall


@dataclass(frozen=True)
class LinkedIn:
    """Reads the network's pages by what their address and their text say."""

    name: str = "linkedin"
    hosts: tuple[str, ...] = ("linkedin.com",)
    priority: int = 50

    def accepts(self, document: Document) -> bool:
        """Accept every page of the network; those without a subject are told apart while reading."""
        return bool(document.host)

    def parse(self, document: Document, draft: Draft) -> None:
        """Offer what the page says."""
        route = route_of(document)
        wall = find_wall(document)
        if wall is not None or route.kind == "wall":
            draft.kind, draft.reason = (wall.kind, wall.reason) if wall else ("wall", REASONS["login"])
            return
        _read(document, draft, route)


def _read(document: Document, draft: Draft, route: Route) -> None:
    if route.kind == "person":
        read_person(document, draft, route)
    elif route.kind == "organization":
        read_organization(document, draft, route)
    elif route.kind == "people":
        read_list(document, draft, route)
    elif route.kind == "article":
        read_generic(document, draft)
        for root in ("/person", "/organization", "/people"):
            draft.withdraw(root)
        draft.kind, draft.reason = "article", ""
    else:
        draft.kind, draft.reason = "other", "This page is not about one person or organization."


ADAPTER = LinkedIn()
