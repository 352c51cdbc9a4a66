"""How the pages say times, counts and lines in plain English; pure, the present moment is passed in."""

import re
from datetime import UTC, date, datetime

from markupsafe import Markup, escape

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
IRREGULAR = {"person": "people", "company": "companies", "that": "those", "it": "them", "entry": "entries"}
IRREGULAR |= {"person you know": "people you know"}
WEEK = 7
TURNING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)


def parse_moment(value: datetime | str) -> datetime:
    """Read a moment that travels as RFC 3339 text, or leave it as it is; naive times count as UTC."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def exact(value: datetime | str) -> str:
    """Write a moment for machines: RFC 3339 in UTC, to the second."""
    return parse_moment(value).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def exact_words(value: datetime | str) -> str:
    """Write a moment for a tooltip, in the time zone of this machine."""
    local = parse_moment(value).astimezone()
    return f"{local:%A}, {local.day} {local:%B %Y}, {local:%H:%M}"


def spoken_day(day: date, today: date) -> str:
    """Say a day as people do: today, yesterday, Tuesday, 3 October, 3 October 2023."""
    distance = (day - today).days
    near = {0: "today", -1: "yesterday", 1: "tomorrow"}
    if distance in near:
        return near[distance]
    if -WEEK < distance < 0:
        return f"{day:%A}"
    if 0 < distance < WEEK:
        return f"{day:%A}, in {distance} days"
    if day.year == today.year:
        return f"{day.day} {day:%B}"
    return f"{day.day} {day:%B %Y}"


def spoken(value: datetime | str, now: datetime) -> str:
    """Say a moment as people do, in the time zone of this machine; the hour only for today."""
    local = parse_moment(value).astimezone()
    day = spoken_day(local.date(), now.astimezone().date())
    return f"{day}, {local:%H:%M}" if day == "today" else day


def counted(number: int, noun: str) -> str:
    """Say how many: `1 fact`, `12 facts`, `3 people`."""
    return f"{number:,} {noun if number == 1 else plural(noun)}"


def count_title(number: int, noun: str) -> str:
    """Begin a heading with how many, in words up to twelve: `Ten questions`."""
    words = NUMBERS[number] if number < len(NUMBERS) else str(number)
    return f"{words} {noun if number == 1 else plural(noun)}".capitalize()


def plural(noun: str) -> str:
    """Give the plural of the few nouns that pages count."""
    return IRREGULAR.get(noun, noun + "s")


def lines(text: str) -> Markup:
    """Escape a text and keep its line breaks."""
    return Markup("<br>").join(escape(line) for line in text.splitlines())


def spoken_minutes(minutes: float) -> str:
    """Say a length: `3 min`, `2½ min`."""
    whole, half = divmod(round(minutes * 2), 2)
    return f"{whole or ''}{'½' if half else ''} min" if whole or half else "under a minute"


def site_of(url: str) -> str:
    """Name the host of an address without `www.`, for saying where a fact came from.

    Letters outside ASCII are written as browsers send them (`xn--…`), so that no host can look like another one.
    """
    host = re.split(r"[/?#\\]", url.partition("://")[2], maxsplit=1)[0].rpartition("@")[2].partition(":")[0]
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            host = host.encode("ascii", "backslashreplace").decode("ascii")
    return host.removeprefix("www.") or "a page"


def titled(text: str) -> str:
    """Give a text as a window's title may show it: without the signs that turn writing round or cannot be seen."""
    return TURNING.sub("", text)


def web_address(url: str | None) -> str:
    """Give an address back if it leads somewhere in the web; anything else must not become a link."""
    lowered = (url or "").lower()
    if not url or not lowered.startswith(("http://", "https://")) or site_of(lowered).endswith(".invalid"):
        return ""
    return url
