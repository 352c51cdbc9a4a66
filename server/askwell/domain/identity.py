"""Whose page it is: the addresses by which a read page recognises its subject, and what is too little to go by."""

from urllib.parse import urlsplit

from askwell.domain.address_words import COMPANY_PAGES, SHARED_HOSTS
from askwell.domain.addresses import canonical_address
from askwell.domain.employers import employer_key
from askwell.domain.profiles import OrganizationFacts, ProfileDocument

_REAL_FIELDS = (
    "tagline",
    "about",
    "industry",
    "size",
    "type",
    "founded",
    "headquarters",
    "website",
    "locations",
    "specialties",
    "products",
    "values",
    "news",
    "job_posts",
)


def is_real_organization(organization: OrganizationFacts | None) -> bool:
    """Say whether a page tells more about an organization than its name."""
    return bool(organization and organization.get("name") and any(organization.get(name) for name in _REAL_FIELDS))


def person_addresses(url: str) -> list[str]:
    """Give the canonical addresses by which a person's page is known; only the tab's own address counts.

    What a page says about its own address is not asked: it may name somebody else's.
    """
    address = canonical_address(url)
    return [address] if address else []


def organization_addresses(document: ProfileDocument, url: str) -> list[str]:
    """Give the canonical addresses by which the organization of a page is known, the surest first.

    Args:
        document: The read page, about an organization, its people, or one person there.
        url: The tab's address.
    """
    organization = document.get("organization") or OrganizationFacts()
    found: list[str | None] = []
    if document.get("person"):
        found.append(_employer_page(document, organization.get("name", "")))
    else:
        found += [_site_of(url), canonical_address(url)]
    found.append(_own_site(organization.get("website", "")))
    return list(dict.fromkeys(address for address in found if address))


def _employer_page(document: ProfileDocument, name: str) -> str | None:
    """Give the address that the person's own list of roles gives for the employer."""
    person = document.get("person") or {}
    for role in person.get("experience") or []:
        if role.get("organization_url") and employer_key(role.get("organization") or "") == employer_key(name):
            return canonical_address(role["organization_url"])
    return None


def _site_of(url: str) -> str | None:
    """Give the host of a company's own site when the page is one of those that every company has."""
    segments = [part for part in urlsplit(url).path.lower().split("/") if part]
    stem = segments[-1].partition(".")[0] if segments else ""
    if len(segments) > 2 or (segments and stem not in COMPANY_PAGES):
        return None
    return _own_site(url)


def _own_site(url: str) -> str | None:
    """Give the bare host of a site that belongs to one company; None on hosts that many share."""
    text = url if "://" in url else f"https://{url}"
    try:
        host = urlsplit(text).hostname
        port = urlsplit(text).port
    except ValueError:
        return None
    address = canonical_address(f"https://{host}{f':{port}' if port else ''}/") if host and ("." in host) else None
    if address is None or any(address == shared or address.endswith(f".{shared}") for shared in SHARED_HOSTS):
        return None
    return address
