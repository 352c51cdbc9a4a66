"""Values in words, and what the user may write as a value."""

import pytest

from askwell.domain.errors import ValidationError
from askwell.domain.fact_values import checked_value
from askwell.domain.facts import FACT_KINDS, fold_text, item_key, value_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Looms", "Looms"),
        (None, ""),
        (
            {"title": "Analyst", "organization": "Acme", "start": "2020-03", "current": True},
            "Analyst, Acme, 2020-03 – now",
        ),
        ({"title": "Analyst", "organization": "Acme", "end": "2021"}, "Analyst, Acme, ? – 2021"),
        ({"degree": "BSc", "school": "Example University", "field": "Looms"}, "BSc, Example University, Looms"),
        ({"name": "German", "level": "native"}, "German, native"),
        ({"name": "Prize", "issuer": "Acme", "date": "2020"}, "Prize, Acme, 2020"),
        ({"text": "A post", "date": "2024"}, "A post, 2024"),
        ({"count": 12, "names": ["Bob", "Eve"]}, "12, Bob, Eve"),
    ],
)
def test_values_in_words(value, text):
    assert value_text(value) == text


@pytest.mark.parametrize(
    ("one", "other"),
    [("Looms", "LOOMS "), ("Ärztin", "arztin"), ("ﬁne", "fine"), ("C++", "C"), ("a-b", "a b"), ("ｆｕｌｌ", "full")],
)
def test_texts_that_are_one(one, other):
    assert fold_text(one) == fold_text(other)


@pytest.mark.parametrize("text", ["東京", "Привет", "++", "😀"])
def test_no_text_folds_to_nothing(text):
    assert fold_text(text)


@pytest.mark.parametrize(
    ("kind", "one", "other", "same"),
    [
        ("/person/phones/-", "+49 30 123", "+4930123", True),
        ("/person/links/-", "https://example.com/", "https://EXAMPLE.com", True),
        (
            "/person/experience/-",
            {"title": "A", "organization": "B"},
            {"title": "a", "organization": "b", "start": "2020"},
            True,
        ),
        ("/person/experience/-", {"title": "A", "organization": "B"}, {"title": "A", "organization": "C"}, False),
        ("/person/skills/-", "Java", "JavaScript", False),
        ("/person/headline", "one", "two", True),
    ],
)
def test_entries_that_are_one(kind, one, other, same):
    assert (item_key(FACT_KINDS[kind], one) == item_key(FACT_KINDS[kind], other)) == same


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        ("/person/headline", " x ", "x"),
        ("/person/experience/-", "Analyst", {"title": "Analyst"}),
        ("/person/volunteering/-", "Coach", {"role": "Coach"}),
        ("/person/languages/-", {"name": " German ", "level": None}, {"name": "German", "level": None}),
        ("/person/posts/-", "A post", {"text": "A post"}),
        (
            "/organization/job_posts/-",
            {"title": "x", "requirements": [" a ", ""]},
            {"title": "x", "requirements": ["a"]},
        ),
        ("/person/mutual_connections", {"count": 3, "names": ["Bob"]}, {"count": 3, "names": ["Bob"]}),
    ],
)
def test_values_that_fit(kind, value, kept):
    assert checked_value(FACT_KINDS[kind], value) == kept


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("/person/headline", "  "),
        ("/person/headline", None),
        ("/person/skills/-", {"name": "x"}),
        ("/person/experience/-", {"title": " ", "current": False}),
        ("/person/experience/-", {"title": ["a"]}),
        ("/person/experience/-", {"title": 5}),
    ],
)
def test_values_that_do_not_fit(kind, value):
    with pytest.raises(ValidationError):
        checked_value(FACT_KINDS[kind], value)
