"""Every pair of page and expectation under tests/fixtures/sites: a new site needs no code here."""

import json

import pytest

from askwell.parsing.document import Document, replay
from askwell.parsing.reader import parse_page
from askwell.parsing.registry import list_adapters
from tests.parsing.site_fixtures import ROOT, SiteCase, require, site_cases

CASES = site_cases()
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@each_case
def test_page_is_read_as_a_careful_person_would(case: SiteCase) -> None:
    require(case.expected, dict(parse_page(case.page())), case.name)


@each_case
def test_where_gives_the_raw_text_again(case: SiteCase) -> None:
    document = Document(case.page())
    evidence = parse_page(case.page())["evidence"]
    lost = {
        pointer: (found["where"], found["raw"])
        for pointer, found in evidence.items()
        if replay(document, found["where"]) != found["raw"]
    }
    assert lost == {}


@each_case
def test_reading_twice_gives_the_same_bytes(case: SiteCase) -> None:
    assert json.dumps(parse_page(case.page())) == json.dumps(parse_page(case.page()))


@each_case
def test_every_value_has_evidence(case: SiteCase) -> None:
    document = parse_page(case.page())
    pointers = {
        f"/{root}/{field}" + ("/0" if isinstance(value, list) else "")
        for root in ("person", "organization")
        for field, value in (document[root] or {}).items()
    }
    assert pointers <= set(document["evidence"])


def test_every_adapter_has_a_page() -> None:
    covered = {parse_page(case.page())["page"]["adapter"] for case in CASES}
    assert {adapter.name for adapter in list_adapters()} <= covered


def test_every_page_has_an_expectation() -> None:
    assert [path.name for path in ROOT.glob("*/*.html") if not path.with_suffix(".json").is_file()] == []


def test_expectations_expect_something() -> None:
    for case in CASES:
        assert case.expected.get("page", {}).get("kind"), case.name
        assert len(case.expected) > 1, case.name
    assert all(path.stat().st_size <= 100_000 for path in ROOT.glob("*/*"))
