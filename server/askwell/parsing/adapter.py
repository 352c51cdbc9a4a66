"""What a site adapter is: the one shape every module of `askwell.parsing.sites` gives."""

from typing import Protocol

from askwell.parsing.document import Document
from askwell.parsing.evidence import Draft


class SiteAdapter(Protocol):
    """Reads the pages of one site, or of a family of sites built alike.

    A module in `askwell.parsing.sites` holds exactly one instance of it, named `ADAPTER`. Shared code comes from
    `askwell.parsing`, never from another adapter. An adapter that only differs in a few fields calls
    `askwell.parsing.generic.read_generic` and offers its own values beside it: its offers win by precedence.
    """

    @property
    def name(self) -> str:
        """Short name of the site, for `page.adapter` and `askwell sites`; unique."""

    @property
    def hosts(self) -> tuple[str, ...]:
        """Hosts without `www.`; sub-domains count too. Empty for a family that is known by its marks alone."""

    @property
    def priority(self) -> int:
        """Order among adapters that may accept a page; higher ones are asked first. Usual: 50, families: 20."""

    def accepts(self, document: Document) -> bool:
        """Tell whether this is a page the adapter can read; the host was checked before."""

    def parse(self, document: Document, draft: Draft) -> None:
        """Offer what the page says, and set `draft.kind` (and `draft.reason` for a wall or other page)."""
