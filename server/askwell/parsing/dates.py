"""Dates, date ranges and lengths of time as people write them, kept at the page's own precision."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from askwell.parsing.text import fold
from askwell.parsing.vocabulary import word_key, word_list, words

_YEAR = r"(?:19|20)\d\d"
_ANY_YEAR = re.compile(_YEAR)
_DATE = re.compile(
    rf"""
      (?P<iso>{_YEAR}-(?:0?[1-9]|1[0-2])(?:-(?:0?[1-9]|[12]\d|3[01]))?)(?!\d)
    | (?P<cjk>{_YEAR}\s*[年년]\s*(?:\d{{1,2}}\s*[月월]\s*)?(?:\d{{1,2}}\s*[日일])?)
    | (?<![\d.])(?P<numbers>(?:\d{{1,2}}[./])?(?:0?[1-9]|1[0-2])[./]{_YEAR})(?!\d)
    | (?<!\d)(?P<slash>{_YEAR}[/.](?:0?[1-9]|1[0-2]))(?![\d/.])
    | (?P<year_first>{_YEAR})\.?\s*(?P<month_after>[^\W\d_]{{3,12}})\.?(?:\s+(?P<day_after>\d{{1,2}})(?!\d))?
    | (?:(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s*(?:de\s+|of\s+|d')?)?(?P<month>[^\W\d_]{{2,12}})\.?,?\s*
      (?:(?P<day_before>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?(?:de\s+|del\s+|of\s+|do\s+)?'?(?P<year>{_YEAR})(?!\d)
    | (?<!\d)(?P<only>{_YEAR})(?!\d)
    """,
    re.X | re.I,
)
_DIGIT = re.compile(r"\d")
_DASH = re.compile(r"^\s*[-–—‐‑‒−~〜～→]+\s*")
# "(expected)", "(not conferred)": a word about the dates, not a part of them.
_REMARK = re.compile(r"\s*\([^\d()]{3,30}\)\s*$")
_TAIL = re.compile(r"^[\s·•,;:()（）\[\]-]*$")
_NUMBER_UNIT = re.compile(r"(\d+)\s*\+?\s*([^\W\d_]+)\.?", re.U)
_WEAK_SEPARATOR = re.compile(r"[\s·•,;()（）|]+")


@dataclass(frozen=True, slots=True)
class DateRange:
    """A stretch of time.

    Attributes:
        start: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; None when the page does not say.
        end: The same; None for something that goes on or when the page does not say.
        current: Whether the page says that it goes on.
    """

    start: str | None = None
    end: str | None = None
    current: bool = False


@cache
def _months() -> dict[str, int]:
    table = word_list("dates")["months"]
    return {word_key(word): int(number) for number, listed in table.items() for word in listed.split()}


def month_number(word: str) -> int:
    """Return the number of a month's name in any known language, or 0."""
    return _months().get(word_key(word), 0)


def parse_date(text: str) -> str | None:
    """Read the first date in a text; None when there is none."""
    found = _find_dates(text)
    return found[0][0] if found else None


def parse_range(text: str) -> DateRange | None:
    """Read a line that is nothing but a date, a range of dates, or either with its length.

    Returns:
        None when the line says anything else, so that prose with years in it is never read as a range.
    """
    text = _without_length(_normal(text))
    if len(text) > 90 or not _DIGIT.search(text):
        return None
    dates = _find_dates(text)
    if not dates or len(dates) > 2:
        return None
    first, begin, end = dates[0]
    opening = text[:begin].strip(" ([·•:-–")
    since = _is_since(opening)
    if opening and not since and not _is_noise(opening):
        return None
    if len(dates) == 2:
        second, begin2, end2 = dates[1]
        if _joins(text[end:begin2]) and _is_duration_or_empty(_REMARK.sub("", text[end2:])):
            return DateRange(first, second)
        return None
    return _open_range(first, text[end:], since)


def _without_length(text: str) -> str:
    """Cut "· 3 yrs 2 mos" off in any language: a short piece after a dot that begins with a number."""
    dates, dot, length = text.partition(" · ")
    return dates if dot and length[:1].isdigit() and len(length.split()) <= 5 and len(length) <= 30 else text


def is_duration(text: str) -> bool:
    """Tell whether a text is nothing but a length of time ("3 yrs 2 mos", "Less than a year")."""
    text = _normal(text).strip(" ()·•")
    return bool(text) and _is_duration_or_empty(text)


def _normal(text: str) -> str:
    plain = fold(unicodedata.normalize("NFKC", text)).replace("’", "'")
    if plain.isascii():
        return plain
    digits = {ord(sign): str(unicodedata.digit(sign)) for sign in set(plain) if sign.isdigit() and not sign.isascii()}
    return plain.translate(digits) if digits else plain


def _find_dates(text: str) -> list[tuple[str, int, int]]:
    """List dates with the span they take, in order."""
    found: list[tuple[str, int, int]] = []
    if _ANY_YEAR.search(text) is None:  # most texts that are asked for dates hold none
        return found
    position = 0
    while match := _DATE.search(text, position):
        date, begin, end = _read_match(match)
        found.append((date, begin, end))
        position = max(end, match.start() + 1)
    return found


def _read_match(match: re.Match[str]) -> tuple[str, int, int]:
    """Turn one match into a date; an unknown word beside a year is no month, so only the year is taken."""
    groups = match.groupdict()
    begin, end = match.span()
    numbers = groups["iso"] or groups["cjk"] or groups["numbers"] or groups["slash"]
    if numbers:
        return _from_numbers(numbers, day_first=bool(groups["numbers"])), begin, end
    if groups["only"]:
        return groups["only"], begin, end
    if groups["year_first"]:
        month = month_number(groups["month_after"])
        if month:
            return _iso(groups["year_first"], month, groups["day_after"]), begin, end
        return groups["year_first"], begin, match.end("year_first")
    month = month_number(groups["month"])
    if month:
        return _iso(groups["year"], month, groups["day"] or groups["day_before"]), begin, end
    return groups["year"], match.start("year"), end


def _from_numbers(text: str, *, day_first: bool) -> str:
    parts = [int(part) for part in re.findall(r"\d+", text)]
    if day_first:
        parts.reverse()
    year, *rest = parts
    return "-".join([f"{year:04d}", *(f"{part:02d}" for part in rest)])


def _iso(year: str, month: int, day: str | None) -> str:
    if day and 1 <= int(day) <= 31:
        return f"{year}-{month:02d}-{int(day):02d}"
    return f"{year}-{month:02d}"


def _joins(between: str) -> bool:
    """Tell whether what stands between two dates makes them a range."""
    between = between.strip(" ().,")
    return bool(_DASH.match(between) and not _DASH.sub("", between)) or word_key(between) in words(
        "dates", "words", "until"
    )


def _open_range(first: str, rest: str, since: bool) -> DateRange | None:
    """Read what follows a single date: nothing, a length, or a dash and a word for now."""
    if rest.strip() and not _DASH.sub("", rest).strip():
        return DateRange(first, None, current=True)
    if _is_duration_or_empty(rest):
        return DateRange(first, None, current=True) if since else DateRange(first, first)
    dash = _DASH.match(rest)
    closing = rest[dash.end() :] if dash else rest
    word, _ = _cut_duration(closing)
    word = word.strip(" ().,·•")
    if _is_present(word, needs_joint=not dash):
        return DateRange(first, None, current=True)
    if dash and not word:
        return DateRange(first, None, current=True)
    # A word of an unknown language after a dash can only mean that it goes on: a date would have a year.
    if dash and len(word.split()) <= 3 and not any(sign.isdigit() for sign in word) and len(word) <= 24:
        return DateRange(first, None, current=True)
    return None


def _is_present(text: str, *, needs_joint: bool) -> bool:
    key = word_key(text)
    present = words("dates", "words", "present")
    if not needs_joint and key in present:
        return True
    joint, _, rest = key.partition(" ")
    joints = words("dates", "words", "until")
    return (
        any(key.startswith(word + " ") and key[len(word) + 1 :] in present for word in joints)
        or (joint in joints and rest in present)
        or (needs_joint and key in present)
    )


def _is_since(text: str) -> bool:
    return word_key(text) in words("dates", "words", "since")


def _is_noise(text: str) -> bool:
    """Tell whether what stands before a date may stand before a range ("from", "de")."""
    return word_key(text) in {"from", "de", "du", "van", "from the", "dal", "da", "vom", "von"}


def _is_duration_or_empty(text: str) -> bool:
    rest, found = _cut_duration(text)
    return bool(_TAIL.match(rest)) and (found or bool(_TAIL.match(text)))


def _cut_duration(text: str) -> tuple[str, bool]:
    """Cut a length of time off the end of a text."""
    lowered = text.casefold()
    for phrase in word_list("dates")["words"]["short"]:
        at = lowered.rfind(phrase)
        if at >= 0 and _TAIL.match(text[at + len(phrase) :]):
            return text[:at], True
    units = words("dates", "words", "units")
    matches = [match for match in _NUMBER_UNIT.finditer(text) if word_key(match.group(2)) in units]
    if not matches or len(matches[0].group(1)) > 2:
        return text, False
    between = text[matches[0].start() :]
    for match in matches:
        between = between.replace(match.group(), " ", 1)
    leftover = _WEAK_SEPARATOR.sub(" ", between).strip(" .")
    if leftover and word_key(leftover) not in words("relations", "words", "joints"):
        return text, False
    return text[: matches[0].start()], True
