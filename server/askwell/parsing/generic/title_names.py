"""Names in the titles of pages: homepages, handles of social sites, profiles; reads the words around a name."""

import re
from functools import cache

from askwell.parsing.generic.words import phrases, plain

_HANDLE_AFTER = re.compile(
    r"^(?P<name>.{2,60}?)\s*[(（]@[^)）\s]+[)）].*$|^(?P<plain>.{2,60}?)\s+@[\w.]+(?:@[\w.-]+)?\s*(?:[|•·/–-].*)?$"
)
_HANDLE_BEFORE = re.compile(r"^@?[\w.-]{2,40}\s+[(（](?P<name>[^)）@]{2,60})[)）]\s*(?:[|•·/–-].*)?$")
_IDENTIFIER = re.compile(r"^(?P<name>.{2,60}?)\s*[(（](?:\d{4}-){3}\d{3}[\dX][)）].*$")
_USER = re.compile(
    r"^(?:User|Benutzer|Utilisateur|Usuario|Usuário|Utente|Gebruiker|Author|Profile)\s*:?\s+(?P<name>[^"
    r"|–—-]{2,60}?)\s+[|–—-]\s.*$"
)
_OWNED = re.compile(r"^(?:\S+\s){0,5}\S*(?:['’]s|s['’])\s")

# Words that stand as often around the name of a firm or a thing.
_SHARED = frozenset(
    "about meet welcome to page website web site blog wiki wikipedia profile over sobre uber team staff "
    "people portfolio".split()
) | {"official website", "official site", "welcome to"}


def names_in_titles(texts: list[str]) -> list[tuple[str, bool]]:
    """List what may be a name in titles, each with whether the words around it say that this is the person's page."""
    found: list[tuple[str, bool]] = []
    for text in texts:
        profile = name_beside_handle(text)
        if profile:
            found.append((profile, True))
        stripped, own = _strip_homepage_words(text)
        if stripped and stripped != text:
            found.append((stripped, own))
        found.append((text, False))
    return found


def name_beside_handle(text: str) -> str:
    """Return the name in "Name (@handle) / Site", "handle (Name) · Site" or "Name (0000-...) - Site", or nothing."""
    for pattern in (_HANDLE_AFTER, _HANDLE_BEFORE, _IDENTIFIER, _USER):
        match = pattern.match(text)
        if match is not None:
            groups = match.groupdict()
            return (groups.get("name") or groups.get("plain") or "").strip()
    return ""


@cache
def _sorted(key: str) -> tuple[str, ...]:
    return tuple(sorted(phrases("homepages", key), key=len, reverse=True))


def _strip_homepage_words(text: str) -> tuple[str, bool]:
    owned = _OWNED.match(text)
    if owned:
        return re.sub(r"['’]s?\s*$", "", owned.group().strip()), True
    folded = plain(text)
    for phrase in _sorted("before") if folded.startswith(_sorted("before")) else ():
        if folded.startswith(phrase + " ") and len(folded) > len(phrase) + 2:
            rest = text.strip()[len(phrase) :].lstrip(" :,!–-")
            return rest, len(phrase) > 3 and phrase not in _SHARED
    for phrase in _sorted("after") if folded.endswith(_sorted("after")) else ():
        if folded.endswith(" " + phrase):
            return text.strip()[: -len(phrase)].rstrip(" :,–-'’"), phrase not in _SHARED
    return text, False
