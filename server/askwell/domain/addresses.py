"""When two addresses are the same page about the same person or company: one canonical form, compared as text.

Rules know shapes of addresses, not pages: hosts for phones and languages, tracking parameters, sub-pages of a member's
page, case, slashes and percent-coding. Two addresses with the same canonical form are the same subject.
"""

import re
import unicodedata
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from askwell.domain.address_words import (
    DEVICE_LABELS,
    DIRECTORY_PAGES,
    HOST_ALIASES,
    LANGUAGE_CODES,
    LANGUAGE_HOSTS,
    MEMBER_PATHS,
    NOISE_PARAMETERS,
    NOISE_PREFIXES,
    SECRET_PARAMETERS,
    SECTION_WORDS,
)

_DEFAULT_PORTS = {"http": 80, "https": 443}
_ARCHIVE = re.compile(r"https?://web\.archive\.org/web/\d{4,14}[a-z_]*/(https?:/+.+)", re.I)
_LOCALE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2})?", re.I)
_OPAQUE = re.compile(r"(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z0-9_-]{11,}")
_OWN_HOSTS = frozenset({"127.0.0.1", "localhost", "askwell.localhost"})


def canonical_address(url: str) -> str | None:
    """Give the canonical form of an address; None when it names no page that could stand for somebody.

    The form starts with the host and is for comparing only; it need not be an address that opens.
    """
    archived = _ARCHIVE.fullmatch(url.strip())
    if archived:
        url = re.sub(r"^(https?):/+", r"\1://", archived.group(1), flags=re.I)
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in _DEFAULT_PORTS or not parts.hostname:
        return None
    segments = _segments(parts.path)
    host = _host(parts.hostname, segments)
    if host in _OWN_HOSTS and segments[:1] in (["paste"], ["pasted"], ["file"]):
        return None
    if port and port != _DEFAULT_PORTS[parts.scheme.lower()]:
        host = f"{host}:{port}"
    member = _member_path(segments)
    if member is not None:
        return "/".join([host, *member])
    path = "/".join([host, *_plain_path(segments)])
    query = _query(parts.query)
    route = _route(parts.fragment)
    return f"{path}{'?' if query else ''}{query}{route}"


def _host(name: str, segments: list[str]) -> str:
    """Drop what a host says about device and language, and write international names one way."""
    host = name.rstrip(".").lower()
    try:
        host = host.encode("ascii").decode() if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        host = name.lower()
    labels = host.split(".")
    while len(labels) > 2 and (labels[0] in DEVICE_LABELS or _is_language(labels, segments)):
        labels = labels[1:]
    host = ".".join(labels)
    return HOST_ALIASES.get(host, host)


def _is_language(labels: list[str], segments: list[str]) -> bool:
    """Say whether the first label is a language and not a department ("it.example.edu")."""
    if labels[0].partition("-")[0] not in LANGUAGE_CODES or not _LOCALE.fullmatch(labels[0]):
        return False
    return ".".join(labels[1:]) in LANGUAGE_HOSTS or _member_path(segments) is not None


def _segments(path: str) -> list[str]:
    decoded = (unicodedata.normalize("NFC", unquote(part)).strip() for part in path.split("/"))
    return [part for part in decoded if part not in ("", ".")]


def _member_path(segments: list[str]) -> list[str] | None:
    """Give the part of a member's or company's page that names it; tabs, languages and sub-pages do not."""
    if len(segments) > 2 and _LOCALE.fullmatch(segments[0]) and segments[1].lower() in MEMBER_PATHS:
        segments = segments[1:]
    if len(segments) < 2:
        return None
    head = segments[0].lower()
    tabs = MEMBER_PATHS.get(head)
    if tabs is not None and all(part.lower() in tabs or _LOCALE.fullmatch(part) for part in segments[2:3]):
        return [head, _written(segments[1])]
    return None


def _plain_path(segments: list[str]) -> list[str]:
    kept = list(segments)
    if kept and kept[-1].lower() in DIRECTORY_PAGES:
        kept.pop()
    if len(kept) >= 3 and kept[-2].lower() in ("details", "detail") and kept[-1].lower() in SECTION_WORDS:
        kept = kept[:-2]
    return [_written(part) for part in kept]


def _written(segment: str) -> str:
    """Write a segment one way; letters of opaque ids keep their case, because it counts there."""
    text = segment if _OPAQUE.fullmatch(segment) else segment.lower()
    return quote(text, safe="~!$&'()*,;=:@+-._")


def _query(query: str) -> str:
    kept = [(name, value) for name, value in parse_qsl(query, keep_blank_values=False) if not _is_noise(name)]
    return urlencode(sorted(kept))


def _route(fragment: str) -> str:
    """Keep a fragment only where it is a page of its own (`#!/people/ada`)."""
    if not fragment.startswith(("!/", "/")):
        return ""
    segments = _segments(fragment.split("?", maxsplit=1)[0].removeprefix("!"))
    return "#/" + "/".join(_written(part) for part in segments) if segments else ""


def clean_url(url: str) -> str:
    """Give the address as it may be stored: without tracking, session ids and secrets, otherwise as it was."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url.strip()
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    secret = SECRET_PARAMETERS | (
        {"code", "state"} if {"code", "state"} <= {name.lower() for name, _ in pairs} else set()
    )
    kept = [(name, value) for name, value in pairs if name.lower() not in secret and not _is_noise(name)]
    host = parts.netloc.rpartition("@")[2]
    query = parts.query if len(kept) == len(pairs) else urlencode(kept)
    return parts._replace(netloc=host, query=query).geturl()


def _is_noise(name: str) -> bool:
    lower = name.lower()
    return lower in NOISE_PARAMETERS or lower in SECRET_PARAMETERS or lower.startswith(NOISE_PREFIXES)
