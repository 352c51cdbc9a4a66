"""An adapter that stumbles never loses a page: it is read like any other, and the document and the log say so."""

import json
import logging
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from askwell.cli import main
from askwell.domain.pages import CapturedPage
from askwell.parsing import reader, registry
from askwell.parsing.document import Document
from askwell.parsing.evidence import Draft
from askwell.parsing.reader import ADAPTER_SLIPS, parse_page

HTML = "<title>Ada Example</title><main><h1>Ada Example</h1><p>Marine Biologist at Example Institute</p></main>"
URL = "https://guildhall.example/m/ada"
PAGE = CapturedPage(URL, HTML, datetime(2026, 1, 15, tzinfo=UTC))
SLIPS = ADAPTER_SLIPS


class Stumbling:
    """An adapter that offers something wrong and then expects another page."""

    name, hosts, priority = "stumbling", ("guildhall.example",), 50

    def __init__(self, error: type[Exception], *, early: bool = False) -> None:
        self.error, self.early = error, early

    def accepts(self, document: Document) -> bool:
        if self.early:
            raise self.error("Signe Thorvaldsen")
        return True

    def parse(self, document: Document, draft: Draft) -> None:
        draft.kind = "organization"
        draft.put("/person/name", "Signe Thorvaldsen", "h1")
        raise self.error("Signe Thorvaldsen")


@pytest.fixture(autouse=True)
def stumbling_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here it is not: these tests are about what becomes of it."""
    monkeypatch.setattr(reader, "ADAPTER_SLIPS", SLIPS)


def use(monkeypatch: pytest.MonkeyPatch, *adapters: object) -> None:
    monkeypatch.setattr(registry, "list_adapters", lambda: adapters)


@pytest.mark.parametrize("early", [False, True], ids=["while reading", "while accepting"])
@pytest.mark.parametrize("error", [ValueError, IndexError, KeyError, TypeError, AttributeError, StopIteration])
def test_the_generic_reading_stands(monkeypatch: pytest.MonkeyPatch, error: type[Exception], early: bool) -> None:
    use(monkeypatch)
    plain = parse_page(PAGE)
    use(monkeypatch, Stumbling(error, early=early))
    read = parse_page(PAGE)
    reason = read["page"].pop("reason")
    assert reason.startswith("What Askwell knows about this site did not fit this page")
    assert read == plain
    assert (read["person"] or {})["name"] == "Ada Example"


def test_both_reasons_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    page = CapturedPage(URL, "<p>Nothing much.</p>", PAGE.captured_at)
    use(monkeypatch)
    plain = parse_page(page)["page"]["reason"]
    use(monkeypatch, Stumbling(ValueError))
    reason = parse_page(page)["page"]["reason"]
    assert reason.endswith(plain)
    assert "did not fit" in reason
    assert "did not fit" not in plain


def test_the_log_says_where_without_a_word_of_the_page(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    use(monkeypatch, Stumbling(ValueError))
    with caplog.at_level(logging.WARNING, "askwell.parsing"):
        parse_page(PAGE)
    assert f"ValueError in {__name__}:" in caplog.text
    assert "Signe" not in caplog.text


def test_what_is_not_the_adapters_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, Stumbling(MemoryError))
    with pytest.raises(MemoryError):
        parse_page(PAGE)


def test_the_command_ends_with_a_document(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    use(monkeypatch, Stumbling(ValueError))
    saved = tmp_path / "saved.html"
    saved.write_text(HTML, encoding="utf-8")
    result = CliRunner().invoke(main, ["parse", str(saved), "--url", URL])
    assert result.exit_code == 0
    assert json.loads(result.stdout)["person"]["name"] == "Ada Example"
