"""Addresses of people, organizations and pages of the network, brought to one form."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

from askwell.parsing.document import Document
from askwell.parsing.markup import Node
from askwell.parsing.text import path_parts

SITE = "https://www.linkedin.com"
_PERSON = 'a[href*="/in/"], a[href*="/pub/"]'
_ORGANIZATION = 'a[href*="/company/"], a[href*="/school/"], a[href*="/showcase/"]'
_MEMBER_ID = re.compile(r"AC[a-zA-Z]AA[\w-]{20,}")


def person_slug(href: str | None) -> str:
    """Return the name by which an address calls a person, decoded and in lower case, or nothing."""
    parts = path_parts(href or "")
    for opening in ("in", "pub"):
        if opening in parts[:-1]:
            slug = parts[parts.index(opening) + 1]
            # Old links encode twice: %25C3%25BC.
            return unquote(slug).lower() if slug not in {"dir", "edit", "me"} else ""
    return ""


def is_member_id(slug: str) -> bool:
    """Tell whether a slug is a member's internal number, which stands for the same person as their public name."""
    return _MEMBER_ID.fullmatch(slug) is not None or slug.lower().startswith(("acoaa", "acwaa"))


def person_link(document: Document, href: str | None) -> str:
    """Return the one address of a person, or nothing."""
    slug = person_slug(document.link(href))
    return f"{SITE}/in/{slug}/" if slug else ""


def organization_link(document: Document, node: Node) -> str:
    """Return the one address of the first organization that a part of a page links to, or nothing."""
    for link in node.css(_ORGANIZATION):
        parts = path_parts(document.link(link.attributes.get("href")))
        for opening in ("company", "school", "showcase"):
            if opening in parts[:-1]:
                return f"{SITE}/{opening}/{parts[parts.index(opening) + 1]}/"
    return ""


def person_links(node: Node) -> list[Node]:
    """List the links to people in a part of a page."""
    return [link for link in node.css(_PERSON) if person_slug(link.attributes.get("href"))]


def outer_link(document: Document, href: str | None) -> str:
    """Return where a link leads once it left the network: its redirects are resolved, its own pages give nothing."""
    link = document.link(href)
    parts = urlsplit(link)
    if "linkedin.com" in (parts.hostname or ""):
        target = parse_qs(parts.query).get("url", [""])[0] if "redir" in parts.path else ""
        return target if target.startswith(("http://", "https://")) else ""
    return link if parts.scheme in {"http", "https"} else ""
