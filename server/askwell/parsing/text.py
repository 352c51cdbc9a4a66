"""Plain text in pages: white space, comparison, addresses, numbers; knows no markup."""

import re
import unicodedata
from urllib.parse import unquote, urljoin, urlsplit

_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f]")
_NOT_WORDS = re.compile(r"[^\w@+&#/%-]+")
_DASHES = re.compile("[\u2010-\u2015]")
# An address that is whole and plainly written: joining it to another changes nothing about it.
_WHOLE_LINK = re.compile(r"https?://[a-z0-9.-]+/[\w./~%+@,=&-]*(?:\?[\w./~%+@,=&-]+)?", re.A)
_LINK_SCHEMES = ("http", "https", "mailto", "tel")


def fold(text: str) -> str:
    """Fold white space and drop characters nobody sees."""
    folded = " ".join(text.split())
    return folded if folded.isprintable() else " ".join(_INVISIBLE.sub("", folded).split())


def compare_key(text: str) -> str:
    """Return the form under which two writings of one value are equal."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    if plain.replace(" ", "").isalnum():  # words alone, as most texts are, need no pattern
        return " ".join(plain.split())
    if not plain.isascii():
        plain = _DASHES.sub("-", plain)
    return _NOT_WORDS.sub(" ", plain).strip(" -")


def absolute_link(href: str, base: str) -> str:
    """Return an absolute http(s), mailto or tel address, or nothing for any other kind of link."""
    if _WHOLE_LINK.fullmatch(href):
        return href
    try:
        link = urljoin(base, fold(href))
        return link if urlsplit(link).scheme in _LINK_SCHEMES else ""
    except ValueError:
        return ""


def path_parts(url: str) -> list[str]:
    """List the decoded steps of an address's path."""
    try:
        return [unquote(step) for step in urlsplit(url).path.split("/") if step]
    except ValueError:
        return []


def host_of(url: str) -> str:
    """Return the lower-case host name of an address, without a leading www."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
