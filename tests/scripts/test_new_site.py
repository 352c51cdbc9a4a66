"""A site begins with three files that work as they are."""

import importlib.util
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from askwell.domain.pages import CapturedPage
from askwell.parsing import registry
from askwell.parsing.reader import parse_page
from tests.parsing.site_fixtures import differences

URL = "https://guildhall.example/m/signe"


@pytest.fixture
def begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run the script in a folder of its own."""
    import new_site

    for folder in ("server/askwell/parsing/sites", "tests/fixtures/sites"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.setattr(new_site, "ROOT", tmp_path)
    monkeypatch.setattr(new_site, "inside", lambda _lock: None)

    def run(*arguments: str) -> int:
        monkeypatch.setattr(sys, "argv", ["new_site.py", *arguments])
        return int(new_site.main())

    return run


def written(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_three_files_are_written_and_none_is_changed(begin: Any, tmp_path: Path, saved: str) -> None:
    page = tmp_path / "saved.html"
    page.write_text(saved, encoding="utf-8")
    assert begin("guild_hall", "guildhall.example", "--page", str(page), "--url", URL) == 0
    folder = "tests/fixtures/sites/guild_hall"
    adapter = "server/askwell/parsing/sites/guild_hall.py"
    assert written(tmp_path) == {"saved.html", adapter, f"{folder}/person.html", f"{folder}/person.json"}
    expected = json.loads((tmp_path / folder / "person.json").read_text(encoding="utf-8"))
    assert (expected["person"]["name"], expected["page"]["kind"], expected["must_not"]) == ("Ada Example", "person", [])
    before = written(tmp_path)
    with pytest.raises(SystemExit):
        begin("guild_hall", "guildhall.example")
    assert written(tmp_path) == before


COOKIES = """<html lang="en"><head><title>Mina Thorvaldsen | Guildhall</title></head><body>
<main><p>We use cookies on this page.</p><h1>Mina Thorvaldsen</h1><p>Marine Biologist at Corve Institute</p>
<h2>Craft</h2></main></body></html>"""


def adapter_in(folder: Path, name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, folder / f"server/askwell/parsing/sites/{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.ADAPTER


@pytest.mark.parametrize("saved_page", [None, COOKIES], ids=["to write in", "with a line about cookies"])
def test_a_fresh_adapter_changes_nothing(
    begin: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, saved_page: str | None
) -> None:
    given: tuple[str, ...] = ()
    if saved_page:
        (tmp_path / "saved.html").write_text(saved_page, encoding="utf-8")
        given = ("--page", str(tmp_path / "saved.html"), "--url", "https://people.example.com/m/mina")
    begin("open_profiles", "people.example.com", *given)
    fixture = tmp_path / "tests/fixtures/sites/open_profiles/person.html"
    html = fixture.read_text(encoding="utf-8")
    url = html.split()[2]
    page = CapturedPage(url, html, datetime(2026, 1, 1, tzinfo=UTC))
    plain = parse_page(page)
    adapter = adapter_in(tmp_path, "open_profiles")
    monkeypatch.setattr(registry, "list_adapters", lambda: (adapter,))
    read = parse_page(page)
    assert (plain["page"].pop("adapter"), read["page"].pop("adapter")) == ("generic", "open_profiles")
    assert read == plain
    assert differences(json.loads(fixture.with_suffix(".json").read_text(encoding="utf-8")), dict(read)) == []
    assert (read["person"] or {})["name"] == "Ada Example"
    assert adapter.hosts == ("people.example.com",)


def test_words_of_the_site_are_left_when_asked(begin: Any, tmp_path: Path) -> None:
    (tmp_path / "saved.html").write_text(COOKIES, encoding="utf-8")
    page = ("--page", str(tmp_path / "saved.html"), "--url", URL)
    begin("one", "guildhall.example", *page, "--keep", "Craft", "biologist")
    begin("two", "guildhall.example", *page)
    kept = [
        "<h2>Craft</h2>" in (tmp_path / f"tests/fixtures/sites/{name}/person.html").read_text(encoding="utf-8")
        for name in ("one", "two")
    ]
    assert kept == [True, False]


@pytest.mark.parametrize(("html", "warned"), [(COOKIES, False), ("<title>x</title><p>Nothing here to tell.</p>", True)])
def test_a_start_that_expects_nothing_says_so(
    begin: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], html: str, warned: bool
) -> None:
    (tmp_path / "saved.html").write_text(html, encoding="utf-8")
    begin("one", "guildhall.example", "--page", str(tmp_path / "saved.html"), "--url", URL)
    assert ("WARNING: person.json expects nothing yet" in capsys.readouterr().err) is warned


@pytest.mark.parametrize("arguments", [("Bad-Name", "example.com"), ("good", "example.com", "--url", URL), ("good",)])
def test_what_does_not_fit_writes_nothing(begin: Any, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit):
        begin(*arguments)
    assert written(tmp_path) == set()
