"""Recognises pages that stand in the way of their subject: sign-in walls, robot checks, missing and empty pages."""

import re
from dataclasses import dataclass
from typing import Literal

from askwell.domain.profiles import PageKind
from askwell.parsing.document import Document
from askwell.parsing.markup import beginning_of, text_of
from askwell.parsing.vocabulary import word_key, words

WallName = Literal["login", "challenge", "not_found", "empty"]

REASONS: dict[WallName, str] = {
    "login": "The site asks to sign in before it shows this page.",
    "challenge": "The site checks whether a person is reading; the page itself is not shown yet.",
    "not_found": "The site says that this page does not exist or is not available.",
    "empty": "The page holds no text to read.",
}
_KINDS: dict[WallName, PageKind] = {"login": "wall", "challenge": "wall", "not_found": "other", "empty": "wall"}
_SIGN_IN_STEPS = frozenset(
    {"login", "signin", "sign-in", "sign_in", "signup", "authwall", "checkpoint", "uas", "sso", "cold-join", "join"}
)
_NAMED_PARTS = re.compile(r"\s*[|·•:–—]\s*|\s+-\s+")
# A page with more text than this is a page, whatever its title says.
_WALL_CHARACTERS = 2_500
_EMPTY_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class Wall:
    """Why a page shows nothing about its subject.

    Attributes:
        name: Which kind of wall.
        kind: What the page is, for `page.kind`.
        reason: The same in words, for the reader.
    """

    name: WallName
    kind: PageKind
    reason: str


def find_wall(document: Document) -> Wall | None:
    """Tell whether a page is a wall; None when it may be read."""
    text = beginning_of(document.tree.body, _WALL_CHARACTERS)
    if len(text) < _EMPTY_CHARACTERS and not document.title and not document.json_ld:
        return _wall("empty")
    if document.path and document.path[0].lower() in _SIGN_IN_STEPS and _asks_password(document):
        return _wall("login")
    if len(text) > _WALL_CHARACTERS and not _headed_by_wall(document):
        return None
    for name in ("not_found", "challenge", "login"):
        if _is_titled(document, name):
            return _wall(name)
    is_empty = len(text) < _EMPTY_CHARACTERS and not document.json_ld
    return _wall("empty") if is_empty and document.tree.css_first("h1, h2") is None else None


def _wall(name: WallName) -> Wall:
    return Wall(name, _KINDS[name], REASONS[name])


def _asks_password(document: Document) -> bool:
    return document.tree.css_first('input[type="password" i]') is not None or document.has("session_password")


def _headed_by_wall(document: Document) -> bool:
    """Tell whether a long page's title is nothing but a wall's (menus and footers make a missing page long)."""
    parts = [word_key(part) for part in _NAMED_PARTS.split(document.title) if part.strip()]
    return bool(parts) and parts[0] in words("walls", "titles", "not_found") | words("walls", "titles", "challenge")


def _is_titled(document: Document, name: str) -> bool:
    """Tell whether the title or the first heading is one of a wall's words, alone or before a site's name."""
    known = words("walls", "titles", name)
    heading = document.tree.css_first("h1") or document.tree.css_first("h2")
    for title in (document.title, text_of(heading)):
        parts = [word_key(part) for part in _NAMED_PARTS.split(title) if part.strip()]
        said = f" {word_key(title)} "
        if any(part in known for part in parts[:3]):
            return name != "login" or _asks_password(document) or len(parts) <= 2
        if any(f" {word} " in said for word in known if len(word) > 8 or (name == "login" and len(word) > 4)):
            return name != "login" or _asks_password(document) or len(said.split()) <= 6
    return False
