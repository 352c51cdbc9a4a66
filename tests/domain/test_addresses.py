"""When two addresses are the same page about the same person or company."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askwell.domain.addresses import canonical_address, clean_url

TABLE = Path(__file__).with_name("url_pairs.tsv").read_text(encoding="utf-8")
PAIRS = list(csv.DictReader(TABLE.splitlines(), delimiter="\t"))


def test_there_are_enough_pairs_of_both_kinds():
    kinds = [pair["expected"] for pair in PAIRS]
    assert len(PAIRS) >= 200
    assert min(kinds.count("same"), kinds.count("different")) >= 60


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['expected']}: {pair['one']} {pair['other']}"[:150])
def test_pairs(pair):
    one, other = canonical_address(pair["one"]), canonical_address(pair["other"])
    assert (one == other) == (pair["expected"] == "same"), (one, other, pair["why"])


@pytest.mark.parametrize(
    "url",
    [
        "",
        "about:blank",
        "file:///a.html",
        "javascript:alert(1)",
        "https://",
        "https:///a",
        "https://[x",
        "https://a:b/",
        "http://127.0.0.1:8765/paste",
        "http://askwell.localhost:8765/paste/abc",
        "data:text/html,x",
        "//example.com/x",
    ],
)
def test_what_names_no_page(url):
    assert canonical_address(url) is None


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60), st.text(max_size=30), st.text(max_size=30))
def test_every_text_has_an_answer_and_the_form_is_stable(path, query, fragment):
    url = f"https://example.com/{path}?{query}#{fragment}"
    address = canonical_address(url)
    if address is not None:
        assert canonical_address(f"https://{address}") == address


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.com/a?id=1&PHPSESSID=secret", "https://example.com/a?id=1"),
        ("https://user:pw@example.com/a", "https://example.com/a"),
        ("https://example.com/a?code=x&state=y", "https://example.com/a"),
        ("https://example.com/a?state=y", "https://example.com/a?state=y"),
        ("https://example.com/A%20b?x=%41#top", "https://example.com/A%20b?x=%41#top"),
    ],
)
def test_secrets_are_not_stored(url, kept):
    assert clean_url(url) == kept
