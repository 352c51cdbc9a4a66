"""A site begins with three files that work as they are."""

import importlib.util
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from askwell.domain.pages import CapturedPage
from askwell.parsing.document import Document
from askwell.parsing.evidence import Draft

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


def test_the_adapter_works_as_it_is_written(begin: Any, tmp_path: Path) -> None:
    begin("open_profiles", "people.example.com")
    path = tmp_path / "server/askwell/parsing/sites/open_profiles.py"
    spec = importlib.util.spec_from_file_location("open_profiles", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    html = (tmp_path / "tests/fixtures/sites/open_profiles/person.html").read_text(encoding="utf-8")
    document = Document(
        CapturedPage("https://people.example.com/people/ada-example", html, datetime(2026, 1, 1, tzinfo=UTC))
    )
    draft = Draft(document)
    assert module.ADAPTER.accepts(document)
    module.ADAPTER.parse(document, draft)
    assert draft.offered("/person/headline") == "Marine Biologist at Example Institute"
    assert module.ADAPTER.hosts == ("people.example.com",)


@pytest.mark.parametrize("arguments", [("Bad-Name", "example.com"), ("good", "example.com", "--url", URL), ("good",)])
def test_what_does_not_fit_writes_nothing(begin: Any, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit):
        begin(*arguments)
    assert written(tmp_path) == set()
