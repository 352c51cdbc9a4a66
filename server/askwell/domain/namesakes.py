"""Whether two records may be one person, by name and employer; it only gives reason to ask, never to join."""

from typing import Literal

from askwell.domain.employers import same_employer
from askwell.domain.facts import fold_text

Likeness = Literal["name_and_employer", "name"]

AROUND_NAMES = frozenset(
    """
    dr prof professor mr mrs ms mx miss sir dame herr frau hr fr ing dipl mag phd md mba msc bsc ma ba jr sr ii iii iv
    rer nat h c hc dphil llm llb cpa pmp esq sra srta don dona mme mlle
    """.split()
)
"""What stands around a name and is no part of it."""


def name_words(name: str) -> list[str]:
    """Give the folded words of a name without titles, degrees and what stands behind a comma."""
    words = fold_text(name.partition(",")[0]).split()
    return [word for word in words if word not in AROUND_NAMES] or words


def likeness(
    name: str, employer: str, other_name: str, other_employer: str, *, same_site: bool = False
) -> Likeness | None:
    """Say why two people may be the same, if there is a reason.

    Args:
        name: Of one.
        employer: The current employer of one; may be empty.
        other_name: Of the other.
        other_employer: Of the other.
        same_site: Each has a page of their own on the same site; then a name alone says nothing.
    """
    together = bool(employer) and same_employer(employer, other_employer)
    mine, theirs = name_words(name), name_words(other_name)
    if together and _may_be_one(mine, theirs):
        return "name_and_employer"
    return "name" if mine == theirs and not same_site else None


def _may_be_one(mine: list[str], theirs: list[str]) -> bool:
    """Compare given and family name; middle names may be left out or shortened, the parts may change places."""
    if not mine or not theirs:
        return False
    if sorted(mine) == sorted(theirs):
        return True
    if min(len(mine), len(theirs)) == 1:
        return False
    return mine[-1] == theirs[-1] and _agree(mine[0], theirs[0]) and _middles_agree(mine[1:-1], theirs[1:-1])


def _agree(one: str, other: str) -> bool:
    """Let an initial stand for a name."""
    shorter, longer = sorted((one, other), key=len)
    return shorter == longer or (len(shorter) == 1 and longer.startswith(shorter))


def _middles_agree(mine: list[str], theirs: list[str]) -> bool:
    shorter, longer = sorted((mine, theirs), key=len)
    return all(any(_agree(one, other) for other in longer) for one in shorter)
