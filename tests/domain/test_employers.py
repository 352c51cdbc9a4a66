"""Two hundred labelled pairs of employer names, and the properties of the comparison."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askwell.domain.employers import employer_key, same_employer

with (Path(__file__).parent / "employer_pairs.tsv").open(encoding="utf-8", newline="") as file:
    PAIRS = [tuple(row) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)][1:]


def test_there_are_enough_pairs() -> None:
    assert len(PAIRS) >= 200


@pytest.mark.parametrize(("expected", "one", "other"), PAIRS)
def test_labelled_pair(expected: str, one: str, other: str) -> None:
    assert same_employer(one, other) is (expected == "same"), (employer_key(one), employer_key(other))


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_comparison_is_symmetric_and_never_fails(one: str, other: str) -> None:
    assert same_employer(one, other) == same_employer(other, one)


@given(st.text(max_size=60))
def test_the_key_of_a_key_is_itself(name: str) -> None:
    assert employer_key(employer_key(name)) == employer_key(name)


def test_a_name_without_letters_matches_nothing() -> None:
    assert not same_employer("—", "—")
