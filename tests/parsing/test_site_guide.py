"""The guide for new sites tells the truth: its example reads what it says, and stands pages that lack everything."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from askwell.domain.pages import CapturedPage
from askwell.parsing import registry
from askwell.parsing.reader import parse_page

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "add-a-site.md").read_text(encoding="utf-8")
HEAD = "<title>Ada Example</title><main><h1>Ada Example</h1>"
FULL = f"""{HEAD}<p>Net mender</p><h2>Bench history</h2><ul data-part="workshop">
<li><b>Journeyman</b><span>Harbour Trust</span><em>2012 - 2018</em></li><li><b>Apprentice</b></li></ul></main>"""


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Read a page with the example of the guide as the adapter."""
    example = re.search(r"```python\n(.*?)```", GUIDE, re.DOTALL)
    assert example
    names: dict[str, Any] = {}
    exec(example[1], names)  # our own guide
    members = {
        "name": "open_profiles",
        "hosts": ("people.example.com",),
        "priority": 50,
        "accepts": lambda _self, _document: True,
        "parse": names["parse"],
    }
    adapter = type("OpenProfiles", (), members)()
    monkeypatch.setattr(registry, "list_adapters", lambda: (adapter,))
    moment = datetime(2026, 1, 15, tzinfo=UTC)
    return lambda html: parse_page(CapturedPage("https://people.example.com/ada", html, moment))


def test_the_example_reads_what_it_says(read: Any) -> None:
    person = read(FULL)["person"]
    assert person["headline"] == "Net mender"
    assert [role["title"] for role in person["experience"]] == ["Journeyman", "Apprentice"]
    assert person["experience"][0]["organization"] == "Harbour Trust"
    assert (person["experience"][0]["start"], person["experience"][0]["end"]) == ("2012", "2018")


@pytest.mark.parametrize("html", [f"{HEAD}</main>", "<main></main>", "<main>Ada</main>", "<p>Ada</p>", ""])
def test_the_example_stands_short_pages(read: Any, html: str) -> None:
    """A failure of an adapter is one in these tests (see conftest)."""
    assert read(html)["page"]["adapter"] == "open_profiles"


def test_the_guide_names_options_that_exist() -> None:
    written = {"--keep": "sanitize_page.py", "--site": "test.py", "--page": "new_site.py", "--list": "test.py"}
    for option, script in written.items():
        assert option in GUIDE
        assert f'"{option}"' in (ROOT / "scripts" / script).read_text(encoding="utf-8")
    assert len(GUIDE.splitlines()) <= 110, "the guide is one page"
