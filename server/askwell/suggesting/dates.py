"""Dates of a page, no more precise than the page: months for counting, years for saying."""

import re
from dataclasses import dataclass

from askwell.suggesting.regexes import regex
from askwell.suggesting.words import number_word, spelled

MONTHS = ("january february march april may june july august september october november december").split()
_DATE = regex(r"^\s*(\d{4})(?:-(\d{1,2}))?(?:-\d{1,2})?")
_SEASONS = {
    "spring": 4,
    "easter": 4,
    "summer": 7,
    "autumn": 10,
    "fall": 10,
    "winter": 12,
    "christmas": 12,
    "new year": 1,
    "year end": 12,
}


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A point in time counted in months, with whether the month itself was given."""

    month: int
    exact: bool

    @property
    def year(self) -> int:
        """The calendar year."""
        return self.month // 12


def read_date(value: object) -> When | None:
    """Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; anything else gives nothing."""
    found = _DATE.match(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else None
    if not found:
        return None
    year, month = int(found[1]), int(found[2] or 0)
    if not 1800 <= year <= 2200 or month > 12:
        return None
    return When(year * 12 + (month - 1 if month else 5), bool(month))


def month_named(text: str, now: When) -> tuple[int, str] | None:
    """Find a month or season in a text and count the months from now to its next coming; gives count and name."""
    low = text.lower()
    for index, name in enumerate(MONTHS):
        if re.search(rf"\b{name}\b", low):
            return (index - now.month) % 12 or 12, name.capitalize()
    for name, number in _SEASONS.items():
        if re.search(rf"\b{name}\b", low):
            return (number - 1 - now.month) % 12 or 12, name
    return None


def about_months(count: int) -> str:
    """Say a number of months as people do."""
    if count == 1:
        return "about a month"
    if count in (11, 12, 13):
        return "about a year"
    if count in (17, 18, 19):
        return "about a year and a half"
    return f"about {number_word(count)} months"


def about_years(months: int, exact: bool) -> str:
    """Say a stretch of time in years, with "about" unless both ends are exact."""
    years = max(1, round(months / 12))
    said = "a year" if years == 1 else f"{number_word(years)} years"
    close = exact and abs(months - years * 12) <= 1
    return said if close else f"about {said}"


def years_spelled(months: int) -> str:
    """Say a number of whole years without the noun, as in "seven"."""
    return spelled(max(1, round(months / 12)))
