"""A section that offers to show the rest is truncated, whatever the site; one that shows all it promises is not."""

from datetime import UTC, datetime

import pytest

from askwell.domain.pages import CapturedPage
from askwell.parsing.reader import parse_page

PAGE = """<!doctype html><html lang="en"><title>Maren Holloway</title><main><h1>Maren Holloway</h1><h2>Experience</h2><ul>
<li><h3>Learning Designer</h3><p>Tidewell Health</p><p>Mar 2021 - Present</p></li>
<li><h3>Biology Teacher</h3><p>Eastmoor High School</p><p>Aug 2012 - Jun 2019</p></li></ul>{}</main></html>"""


@pytest.mark.parametrize(
    ("control", "expected"),
    [
        ("", {"state": "complete", "shown": 2}),
        ("<button>Show all 4 experiences</button>", {"state": "truncated", "shown": 2, "total": 4}),
        ("<a href='/in/maren/more'>See all 1,204 roles</a>", {"state": "truncated", "shown": 2, "total": 1204}),
        ("<button>Show all 2 experiences</button>", {"state": "complete", "shown": 2}),
        ("<button>Alle 7 Berufserfahrungen anzeigen</button>", {"state": "truncated", "shown": 2, "total": 7}),
        ("<button>Contact Maren</button>", {"state": "complete", "shown": 2}),
    ],
)
def test_what_is_left_out_is_said(control: str, expected: dict[str, object]) -> None:
    page = CapturedPage("https://people.example.com/maren", PAGE.format(control), datetime(2026, 1, 1, tzinfo=UTC))
    assert (parse_page(page).get("sections") or {})["experience"] == expected
