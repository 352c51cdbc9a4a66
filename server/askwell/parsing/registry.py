"""Finds the site adapters and picks one for a page; a broken or ambiguous adapter stops the start, never a page."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from askwell.parsing import sites
from askwell.parsing.adapter import SiteAdapter
from askwell.parsing.document import Document


class AdapterClaimError(Exception):
    """Two adapters that claim the same host (or name) at the same priority, or a module without an adapter."""


@cache
def list_adapters() -> tuple[SiteAdapter, ...]:
    """List all adapters, the first to be asked first.

    Raises:
        AdapterClaimError: A module holds no `ADAPTER`, or two adapters claim the same.
        ImportError: A module cannot be imported.
    """
    adapters: list[SiteAdapter] = []
    for module in sorted(found.name for found in iter_modules(sites.__path__) if not found.name.startswith("_")):
        adapter = getattr(import_module(f"{sites.__name__}.{module}"), "ADAPTER", None)
        if adapter is None:
            raise AdapterClaimError(f"askwell.parsing.sites.{module} has no ADAPTER")
        adapters.append(adapter)
    check_claims(adapters)
    return tuple(sorted(adapters, key=lambda adapter: (-adapter.priority, adapter.name)))


def check_claims(adapters: list[SiteAdapter]) -> None:
    """Refuse adapters between which the choice would depend on their order.

    Raises:
        AdapterClaimError: Two of them share a name, or a host at one priority.
    """
    claims: dict[tuple[str, object], str] = {}
    for adapter in adapters:
        for claim in [("name", adapter.name), *((host, adapter.priority) for host in adapter.hosts)]:
            if claim in claims:
                raise AdapterClaimError(f"{claims[claim]} and {adapter.name} both claim {claim[0]} {claim[1]}")
            claims[claim] = adapter.name


def adapter_for(document: Document) -> SiteAdapter | None:
    """Return the adapter that reads a page, or None for the generic reader."""
    for adapter in list_adapters():
        if (not adapter.hosts or serves(adapter.hosts, document.host)) and adapter.accepts(document):
            return adapter
    return None


def serves(hosts: tuple[str, ...], host: str) -> bool:
    """Tell whether a host is one of the hosts, or a sub-domain of one."""
    return any(host == known or host.endswith("." + known) for known in hosts)
