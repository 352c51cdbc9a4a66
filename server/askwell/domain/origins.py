"""Who a browser says is asking: rules about the Origin and Sec-Fetch-* headers."""

import re

EXTENSION_ORIGIN = re.compile(
    r"(?:chrome-extension://[a-p]{32}|moz-extension://[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
)
FOREIGN_SITES = frozenset({"cross-site", "same-site"})
"""`same-site` is every other port of this machine: as foreign to us as any web page."""


def is_extension_origin(origin: str) -> bool:
    """Say whether an Origin is, exactly as browsers write it, that of a browser extension."""
    return EXTENSION_ORIGIN.fullmatch(origin) is not None


def comes_from_elsewhere(fetch_site: str | None) -> bool:
    """Say whether the browser itself says that another site asked."""
    return (fetch_site or "").strip().lower() in FOREIGN_SITES


def is_opening_a_page(method: str, fetch_mode: str | None, fetch_dest: str | None) -> bool:
    """Say whether a person is opening a page in a tab, which is harmless from any site."""
    return method in {"GET", "HEAD"} and fetch_mode == "navigate" and fetch_dest == "document"
