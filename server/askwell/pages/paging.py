"""Stretches of a long list: where one begins, and the addresses before and after it."""

from typing import Any
from urllib.parse import urlencode

from flask import request

from askwell.domain.subjects import Page

MOST_OFFSET = 1_000_000
LONGEST_NUMBER = 9


def asked_offset() -> int:
    """Read from the address where the stretch begins."""
    text = request.args.get("offset", "0")
    digits = text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
    return min(int(text), MOST_OFFSET) if digits else 0


def stretch(path: str, found: Page[Any], query: dict[str, str]) -> dict[str, object]:
    """Give the addresses before and after this stretch of the list, and what it covers."""

    def at(offset: int) -> str:
        kept = {key: value for key, value in {**query, "offset": str(offset) if offset else ""}.items() if value}
        return f"{path}?{urlencode(kept)}" if kept else path

    last = found.offset + len(found.items)
    return {
        "first": found.offset + 1,
        "last": last,
        "previous": at(max(0, found.offset - found.limit)) if found.offset else "",
        "next": at(last) if last < found.total else "",
    }
