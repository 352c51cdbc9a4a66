"""Finds the pairs of saved page and expectation under tests/fixtures/sites, and says how a reading differs from one."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from askwell.domain.pages import CapturedPage

ROOT = Path(__file__).parent.parent / "fixtures" / "sites"
CAPTURED_AT = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)
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
    facts = json.dumps({key: document.get(key) for key in ("person", "organization", "people")}, ensure_ascii=False)
    found += [f"{text!r} must not be read" for text in expected.get("must_not", []) if text in facts]
    return found


def _differ(place: str, wanted: Any, value: Any) -> list[str]:
    if wanted in (None, []):
        return [] if value in (None, [], {}, "") else [f"{place}: must be missing, is {value!r}"]
    if isinstance(wanted, dict):
        if not isinstance(value, dict):
            return [f"{place}: wanted {wanted!r}, is {value!r}"]
        return [line for key, part in wanted.items() for line in _differ(f"{place}/{key}", part, value.get(key))]
    if isinstance(wanted, list):
        if not isinstance(value, list) or len(value) != len(wanted):
            return [f"{place}: wanted {wanted!r}, is {value!r}"]
        pairs = enumerate(zip(wanted, value, strict=True))
        return [line for number, (part, other) in pairs for line in _differ(f"{place}/{number}", part, other)]
    return [] if value == wanted else [f"{place}: wanted {wanted!r}, is {value!r}"]
