from datetime import UTC, date, datetime, timedelta

import pytest

from askwell.pages import wording

TODAY = date(2025, 10, 8)  # a Wednesday


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2025, 10, 8), "today"),
        (date(2025, 10, 7), "yesterday"),
        (date(2025, 10, 9), "tomorrow"),
        (date(2025, 10, 3), "Friday"),
        (date(2025, 10, 11), "Saturday, in 3 days"),
        (date(2025, 10, 1), "1 October"),
        (date(2025, 10, 15), "15 October"),
        (date(2024, 12, 31), "31 December 2024"),
    ],
)
def test_days_are_said_as_people_say_them(day: date, said: str) -> None:
    assert wording.spoken_day(day, TODAY) == said


def test_only_today_has_an_hour() -> None:
    now = datetime(2025, 10, 8, 12, 30, tzinfo=UTC)
    assert wording.spoken(now, now).startswith("today, ")
    assert wording.spoken(now - timedelta(days=40), now) == "29 August"


def test_moments_travel_as_text_too() -> None:
    assert wording.exact("2025-10-08T12:30:00Z") == "2025-10-08T12:30:00Z"
    assert wording.exact(datetime(2025, 10, 8, 12, 30))  # noqa: DTZ001 - on purpose == "2025-10-08T12:30:00Z"


@pytest.mark.parametrize(
    ("number", "noun", "said"),
    [
        (0, "fact", "0 facts"),
        (1, "person", "1 person"),
        (2, "person", "2 people"),
        (1200, "company", "1,200 companies"),
    ],
)
def test_counts(number: int, noun: str, said: str) -> None:
    assert wording.counted(number, noun) == said


@pytest.mark.parametrize(
    ("number", "said"), [(0, "No questions"), (1, "One question"), (10, "Ten questions"), (14, "14 questions")]
)
def test_headings_count_in_words(number: int, said: str) -> None:
    assert wording.count_title(number, "question") == said


@pytest.mark.parametrize(("minutes", "said"), [(3, "3 min"), (2.5, "2½ min"), (0.5, "½ min"), (0, "under a minute")])
def test_lengths(minutes: float, said: str) -> None:
    assert wording.spoken_minutes(minutes) == said


def test_lines_are_escaped() -> None:
    assert wording.lines("a <b>\nc & d") == "a &lt;b&gt;<br>c &amp; d"


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.example.org/in/ada", "example.org"),
        ("http://user:secret@example.org:8080/x", "example.org"),
        ("", "a page"),
    ],
)
def test_sites_are_named_by_their_host(url: str, site: str) -> None:
    assert wording.site_of(url) == site


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("https://pasted.invalid/1", ""),
        (None, ""),
    ],
)
def test_only_web_addresses_become_links(url: str | None, safe: str) -> None:
    assert wording.web_address(url) == safe
