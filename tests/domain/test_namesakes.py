"""More than two hundred labelled pairs of people, and the properties of the comparison."""

import csv
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from askwell.domain.employers import employer_code
from askwell.domain.name_readings import name_words
from askwell.domain.namesakes import LIKENESSES, Sketch, likeness

with (Path(__file__).parent / "duplicate_pairs.tsv").open(encoding="utf-8", newline="") as file:
    PAIRS = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
PRECISION, RECALL = 0.98, 0.9


def sketch(pair, side):
    """Read one person: traces are `page=`, `link=`, `mail=` and `was=` (earlier employers)."""
    traces = {"page": set(), "link": set(), "mail": set(), "was": set()}
    for trace in filter(None, pair[f"{side}_traces"].split(";")):
        name, _, value = trace.partition("=")
        traces[name] |= set(value.replace("_", " ").split(","))
    return Sketch(
        pair[side],
        pair[f"{side}_employer"],
        frozenset(map(employer_code, traces["was"])),
        frozenset(traces["page"]),
        frozenset(traces["link"]),
        frozenset(mail.casefold() for mail in traces["mail"]),
    )


def judged(pair):
    return likeness(sketch(pair, "one"), sketch(pair, "other"))


def test_there_are_enough_pairs_of_both_kinds():
    same = [pair for pair in PAIRS if pair["expected"] == "same"]
    assert len(PAIRS) >= 200
    assert len(same) >= 100
    assert len(PAIRS) - len(same) >= 100
    assert len({pair["kind"] for pair in PAIRS}) >= 20
    assert {pair["expected"] for pair in PAIRS} == {"same", "different"}


def test_pairs_are_told_apart_and_brought_together():
    found = [(pair["expected"] == "same", judged(pair)) for pair in PAIRS]
    hits = sum(same for same, reason in found if reason)
    wrong = [pair for pair in PAIRS if (pair["expected"] == "same") != bool(judged(pair))]
    told = "\n".join(" | ".join(pair.values()) for pair in wrong)
    assert hits / sum(bool(reason) for _, reason in found) >= PRECISION, told
    assert hits / sum(same for same, _ in found) >= RECALL, told


@pytest.mark.parametrize(
    ("kind", "reasons"),
    [
        ("same link or mail", {"link", "mail"}),
        ("moved on", {"name_and_history"}),
        ("nicknames", {"name_and_employer"}),
        ("nothing but the name", {"name"}),
    ],
)
def test_the_reason_is_told(kind, reasons):
    assert {judged(pair) for pair in PAIRS if pair["kind"] == kind} - {None} <= reasons


NAMES = st.one_of(st.text(max_size=40), st.sampled_from([pair["one"] for pair in PAIRS]))
SKETCHES = st.builds(Sketch, NAMES, st.sampled_from(["", "Acme", "Hafen (formerly Acme)"]))


@given(SKETCHES, SKETCHES)
def test_the_comparison_is_symmetric_and_never_fails(one, other):
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, other) in {None, *LIKENESSES}


@given(NAMES)
@example("1 e 2")
def test_everybody_is_like_themselves_at_their_employer(name):
    words = name_words(name)
    expected = "name_and_employer" if len(words) > 1 and any(map(str.isalpha, words)) else None
    found = likeness(Sketch(name, "Acme"), Sketch(name, "Acme"))
    assert found == expected or expected is None
