"""Dates as people write them in many languages, never more precise than the page."""

import pytest

from askwell.parsing.dates import is_duration, parse_date, parse_range

RANGES = {
    "Jul 2021 - Present · 3 yrs 1 mo": ("2021-07", None, True),
    "2013 - Jan 2018": ("2013", "2018-01", False),
    "2019 – heute": ("2019", None, True),
    "Feb 2022 - Present 2 years 2 months": ("2022-02", None, True),
    "September 2008 – June 2009 (10 months)": ("2008-09", "2009-06", False),
    "2014 - Dec 2017 3 years": ("2014", "2017-12", False),
    "Jan. 2020–Heute · 3 Jahre 2 Monate": ("2020-01", None, True),
    "Jan. 2020 bis heute": ("2020-01", None, True),
    "juil. 2021 – aujourd’hui · 3 ans": ("2021-07", None, True),
    "de janv. 2020 à aujourd'hui": ("2020-01", None, True),
    "sept. de 2018 - feb. de 2020 · 1 año 6 meses": ("2018-09", "2020-02", False),
    "de jul de 2021 até o momento · 3 anos 1 mês": ("2021-07", None, True),
    "gen 2020 - Presente · 3 anni": ("2020-01", None, True),
    "jan. 2020 - heden · 3 jaar 2 mnd": ("2020-01", None, True),
    "jan 2020–nu · 3 år 2 mån": ("2020-01", None, True),
    "sty 2020 – obecnie · 4 lata 2 mies.": ("2020-01", None, True),
    "Oca 2020 - halen · 3 yıl": ("2020-01", None, True),
    "янв. 2020 – настоящее время · 3 года": ("2020-01", None, True),
    "Σεπ 2019 - Παρόν": ("2019-09", None, True),
    "2020年1月 – 2021年3月 · 1年3个月": ("2020-01", "2021-03", False),
    "2021年4月 - 現在 · 4年10か月": ("2021-04", None, True),
    "2020년 3월 - 현재 · 5년": ("2020-03", None, True),
    "2020. jan. - 2021. márc.": ("2020-01", "2021-03", False),
    "mar. 2019 - núna · 6 ár": ("2019-03", None, True),
    "10/2019 - 03/2020": ("2019-10", "2020-03", False),
    "2011 to 2013": ("2011", "2013", False),
    "1995 – 1995 (Not Conferred)": ("1995", "1995", False),
    "since 2019": ("2019", None, True),
    "seit März 2019": ("2019-03", None, True),
    "2015": ("2015", "2015", False),
    "May 2015 · 1 mo": ("2015-05", "2015-05", False),
    "٢٠١٩ - ٢٠٢١": ("2019", "2021", False),
}


@pytest.mark.parametrize(("text", "expected"), RANGES.items())
def test_a_line_of_dates_is_read(text: str, expected: tuple[str | None, str | None, bool]) -> None:
    period = parse_range(text)
    assert period is not None
    assert (period.start, period.end, period.current) == expected


@pytest.mark.parametrize(
    "text",
    [
        "In 2015 I moved to Paris",
        "Issued Aug 2022",
        "Rated 5 of 10",
        "Engineer",
        "3 yrs 1 mo",
        "Class of 2019, then 2020, then 2021",
        "2019 - the year in which everything at the harbour changed for good",
        "Room 2020 - 14",
        "",
    ],
)
def test_prose_is_no_line_of_dates(text: str) -> None:
    assert parse_range(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "3 yrs 2 mos",
        "Less than a year",
        "8 mos",
        "14 Jahre 2 Monate",
        "2 ans",
        "1 año 6 meses",
        "3 anos",
        "4 jaar",
        "3 года",
    ],
)
def test_lengths_of_time_are_known(text: str) -> None:
    assert is_duration(text)


@pytest.mark.parametrize("text", ["Full-time", "2019", "3 ships", "Staff Engineer", "Team of 3", ""])
def test_other_texts_are_no_lengths_of_time(text: str) -> None:
    assert not is_duration(text)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("October 15, 2015", "2015-10-15"),
        ("15 octobre 2015", "2015-10-15"),
        ("1er mars 2019", "2019-03-01"),
        ("5 de junio de 2019", "2019-06-05"),
        ("01.02.2019", "2019-02-01"),
        ("2019-07", "2019-07"),
        ("2019-07-31", "2019-07-31"),
        ("Issued Aug 2022", "2022-08"),
        ("Mai 2021", "2021-05"),
        ("Summer 2021", "2021"),
        ("no date here", None),
        ("1234 Main Street", None),
    ],
)
def test_a_date_keeps_its_precision(text: str, date: str | None) -> None:
    assert parse_date(text) == date
