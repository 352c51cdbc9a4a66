"""Whether two records may be one person; it only gives reason to ask, never to join."""

import re
from dataclasses import dataclass
from typing import Literal

from askwell.domain.employers import employer_code
from askwell.domain.name_readings import given_names_agree, may_be_one_name, name_words

Likeness = Literal["link", "mail", "name_and_employer", "name_and_history", "name"]
LIKENESSES: tuple[Likeness, ...] = ("link", "mail", "name_and_employer", "name_and_history", "name")
"""Reasons to ask, the strongest first."""

_FORMERLY = re.compile(r"\b(?:formerly|previously|f/k/a|fka|ehemals|vormals|now|jetzt)\b[\s:]*([^)\],;]+)", re.I)


@dataclass(frozen=True, slots=True)
class Sketch:
    """A person in the form in which they are compared.

    Attributes:
        employer: The current one; may be empty.
        former: Codes of earlier employers.
        pages: Canonical addresses of their own pages.
        links: Canonical addresses of pages that theirs name as their own.
        mails: E-mail addresses, folded.
    """

    name: str
    employer: str = ""
    former: frozenset[str] = frozenset()
    pages: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    mails: frozenset[str] = frozenset()

    @property
    def sites(self) -> set[str]:
        """Name the sites where they have a page of their own."""
        return {page.partition("/")[0] for page in self.pages}


def employer_codes(name: str) -> frozenset[str]:
    """Give the codes of an employer and of the name that it had before or after, where that is said."""
    other = _FORMERLY.search(name)
    codes = {employer_code(name), employer_code(other.group(1)) if other else ""}
    return frozenset(codes - {""})


def likeness(one: Sketch, other: Sketch) -> Likeness | None:
    """Say why two people may be the same, if there is a reason.

    Two own pages on one site are two people, unless their employer or a shared address says otherwise; the same name at
    two employers says nothing as long as no path leads from one to the other.
    """
    alike = may_be_one_name(one.name, other.name)
    if _one_page(one, other, alike=alike):
        return "link"
    if one.mails & other.mails and (alike or given_names_agree(one.name, other.name)):
        return "mail"
    return _by_name(one, other) if alike else None


def _by_name(one: Sketch, other: Sketch) -> Likeness | None:
    """Say what makes a reason of names that may be one."""
    mine, theirs = employer_codes(one.employer), employer_codes(other.employer)
    if mine & theirs:
        return "name_and_employer"
    if one.sites & other.sites:
        return None
    if (mine | one.former) & (theirs | other.former):
        return "name_and_history"
    words = name_words(one.name)
    plain = words == name_words(other.name) and (len(words) > 1 or not "".join(words).isascii())
    return "name" if plain and not (mine and theirs) else None


def _one_page(one: Sketch, other: Sketch, *, alike: bool) -> bool:
    """Tell whether one names the other's page as theirs, or both name the same page."""
    if one.pages & (other.pages | other.links) or other.pages & one.links:
        return alike or given_names_agree(one.name, other.name)
    return alike and bool(one.links & other.links)
