"""Profiles on X, Bluesky and GitHub: generic reading, and the marks of bio and place; last checked 2026-01."""

from askwell.parsing.document import Document
from askwell.parsing.evidence import Draft
from askwell.parsing.generic import read_generic
from askwell.parsing.markup import Node, select_one, text_of

# Per host, the places of the self-written line and of the location, by lasting attributes.
_PLACES: dict[str, dict[str, tuple[str, ...]]] = {
    "x.com": {"headline": ('[data-testid="UserDescription"]',), "location": ('[data-testid="UserLocation"]',)},
    "twitter.com": {"headline": ('[data-testid="UserDescription"]',), "location": ('[data-testid="UserLocation"]',)},
    "bsky.app": {"headline": ('[data-testid="profileHeaderDescription"]',)},
    "github.com": {"headline": ("[data-bio-text]",), "location": ('[itemprop="homeLocation"]',)},
}
_NOT_PROFILES = frozenset(
    "home explore search settings notifications messages i login signup about features topics trending "
    "orgs sponsors marketplace jobs tos privacy".split()
)
_BIO_LIMIT = 400


class SocialProfiles:
    """Reads profile pages whose address is the site and one name."""

    name = "social_profiles"
    hosts = tuple(_PLACES)
    priority = 50

    def accepts(self, document: Document) -> bool:
        """Tell whether the address is that of a profile; every other page of these sites is read generically."""
        steps = [step.lower() for step in document.path]
        named = steps[1:] if steps[:1] == ["profile"] else steps
        return len(named) == 1 and named[0] not in _NOT_PROFILES

    def parse(self, document: Document, draft: Draft) -> None:
        """Read generically, then offer bio and place from their marks."""
        read_generic(document, draft)
        if draft.kind != "person":
            return
        for host, places in _PLACES.items():
            if document.host == host or document.host.endswith("." + host):
                for field, selectors in places.items():
                    self._offer(draft, field, select_one(document.tree, *selectors))

    @staticmethod
    def _offer(draft: Draft, field: str, node: Node | None) -> None:
        text = text_of(node)
        if text and len(text) <= _BIO_LIMIT:
            draft.put(f"/person/{field}", text, node)


ADAPTER = SocialProfiles()
