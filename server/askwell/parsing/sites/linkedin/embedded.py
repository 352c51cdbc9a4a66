"""Reads the record of an organization from the state that saved pages carry, when it is the one of the address.

Captured pages have no such state; and beside the right record stand those of rivals and of the reader's own employers.
"""

from collections.abc import Iterator
from typing import Any

from askwell.parsing.document import Document
from askwell.parsing.evidence import Draft
from askwell.parsing.text import fold

_TEXTS = {
    "name": "name",
    "tagline": "tagline",
    "description": "about",
    "websiteUrl": "website",
    "companyPageUrl": "website",
}


def read_record(document: Document, draft: Draft, slug: str) -> None:
    """Offer what the organization's own record says."""
    for where, record in _records(document, slug):
        for key, field in _TEXTS.items():
            value = record.get(key)
            if isinstance(value, str):
                text = "\n".join(fold(line) for line in value.splitlines() if fold(line))
                draft.put(f"/organization/{field}", text, f"{where}/{key}", source="embedded", raw=value)
        founded = record.get("foundedOn")
        year = founded.get("year") if isinstance(founded, dict) else None
        if isinstance(year, int):
            draft.put("/organization/founded", str(year), f"{where}/foundedOn/year", source="embedded")
        specialties = record.get("specialities")
        for number, text in enumerate(specialties if isinstance(specialties, list) else []):
            if isinstance(text, str):
                place = f"{where}/specialities/{number}"
                draft.add("/organization/specialties", fold(text), place, source="embedded")


def _records(document: Document, slug: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the records of the organization with this slug, with their places."""
    for number, text in enumerate(document.state):
        if "universalName" not in text or slug not in text:
            continue
        block = document.state_block(number)
        included = block.get("included") if isinstance(block, dict) else None
        for index, record in enumerate(included if isinstance(included, list) else []):
            if isinstance(record, dict) and str(record.get("universalName") or "").lower() == slug:
                yield f"state:{number}/included/{index}", record
