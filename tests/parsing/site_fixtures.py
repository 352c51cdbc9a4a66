"""Finds the pairs of saved page and expectation under tests/fixtures/sites, and says how a reading differs from one."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest

from askwell.domain.pages import CapturedPage

ROOT = Path(__file__).parent.parent / "fixtures" / "sites"
CAPTURED_AT = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)
_MISSING = object()
_ADDRESS = re.compile(r"<!-- url: (\S+) -->")


@dataclass(frozen=True)
class SiteCase:
    """One invented page with what a careful reader finds on it.

    The expectation is a part of the profile document: a field it names must be equal (`null` or an empty list: must be
    missing), a record must hold at least the keys it names, a list must have the same items in the same order. A field
    that it leaves out is not looked at. `must_not` lists texts that may not occur in any fact. `styles_matter` says that
    class names are what the page is known by (microformats), so a redesign is not tried on it.
    """

    name: str
    url: str
    html: str
    expected: dict[str, Any]

    def page(self, html: str | None = None) -> CapturedPage:
        return CapturedPage(url=self.url, html=html if html is not None else self.html, captured_at=CAPTURED_AT)


def site_cases() -> list[SiteCase]:
    cases = []
    for path in sorted(path for path in ROOT.glob("*/*.html") if path.with_suffix(".json").is_file()):
        html = path.read_text(encoding="utf-8")
        address = _ADDRESS.match(html)
        assert address, f"{path} must begin with <!-- url: ... -->"
        expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        cases.append(SiteCase(f"{path.parent.name}/{path.stem}", address.group(1), html, expected))
    return cases


def differences(expected: dict[str, Any], document: dict[str, Any]) -> list[str]:
    """List what a document lacks or says otherwise; empty when it meets the expectation."""
    found: list[str] = []
    for root, wanted in expected.items():
        if root not in {"must_not", "styles_matter"}:
            found += _differ(root, wanted, document.get(root))
    for root in ("person", "organization", "people"):
        for text in expected.get("must_not", []):
            found += [
                f"{place} must not hold {_shown(text)}, but was read as {_shown(value)}"
                for place, value in _texts(root, document.get(root))
                if text in value
            ]
    return found


def require(expected: dict[str, Any], document: dict[str, Any], name: str) -> None:
    """Fail with every field that differs, none cut short, so that the reason is read without running again."""
    found = differences(expected, document)
    if found:
        pytest.fail(f"{name}: {len(found)} differ(s)\n" + "\n".join(found), pytrace=False)


def _differ(place: str, wanted: Any, value: Any) -> list[str]:
    if wanted in (None, []):
        return [] if value in (None, [], {}, "") else _line(place, wanted, value)
    if isinstance(wanted, dict) and isinstance(value, dict):
        return [line for key, part in wanted.items() for line in _differ(f"{place}/{key}", part, value.get(key))]
    if isinstance(wanted, list) and isinstance(value, list):
        pairs = enumerate(zip_longest(wanted, value, fillvalue=_MISSING))
        return [line for number, (part, other) in pairs for line in _differ_item(f"{place}/{number}", part, other)]
    return [] if value == wanted else _line(place, wanted, value)


def _differ_item(place: str, wanted: Any, value: Any) -> list[str]:
    """Compare two items of a list, of which one may be missing."""
    if wanted is _MISSING or value is _MISSING:
        return _line(place, wanted, value)
    return _differ(place, wanted, value)


def _line(place: str, wanted: Any, value: Any) -> list[str]:
    return [f"{place}\n    expected: {_shown(wanted)}\n    read:     {_shown(value)}"]


def _shown(value: Any) -> str:
    """Write a value as the expectation would write it."""
    return "nothing" if value is _MISSING or value in (None, []) else json.dumps(value, ensure_ascii=False)


def _texts(place: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield every text of the facts with its place."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _texts(f"{place}/{key}", part)
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _texts(f"{place}/{number}", part)
    elif value is not None:
        yield place, str(value)
