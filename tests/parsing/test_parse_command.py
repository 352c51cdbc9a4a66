"""`askwell parse` and `askwell sites` from outside: the contract that others measure."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from askwell.cli import main

HTML = "<title>Ada Example | LinkedIn</title><main><section><h1>Ada Example</h1><p>Engineer</p></section></main>"
URL = "https://www.linkedin.com/in/ada-example/"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "ada.html"
    path.write_text(HTML, encoding="utf-8")
    return path


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, list(arguments))
    return result.exit_code, result.output


def test_one_page(page: Path) -> None:
    status, output = run("parse", str(page), "--url", URL, "--captured-at", "2026-01-15T13:00:00+01:00")
    document = json.loads(output)
    assert status == 0
    assert document["person"]["name"] == "Ada Example"
    assert document["page"]["captured_at"] == "2026-01-15T12:00:00Z"
    assert document["page"]["parser_version"]


def test_a_batch_answers_every_entry_in_order(page: Path, tmp_path: Path) -> None:
    deep = tmp_path / "deep.html"
    deep.write_text("<div>" * 50_000, encoding="utf-8")
    entries = [
        {"file": str(page), "url": URL, "captured_at": "2026-01-15T12:00:00Z"},
        {"file": str(tmp_path / "missing.html"), "url": URL},
        {"file": str(deep), "url": URL},
        {"url": URL},
        "nonsense",
        {"file": str(page), "url": URL, "captured_at": "yesterday"},
        {"file": str(page), "url": URL},
    ]
    listing = tmp_path / "list.json"
    listing.write_text(json.dumps(entries), encoding="utf-8")
    status, output = run("parse", "--batch", str(listing))
    answers = [json.loads(line) for line in output.splitlines()]
    assert status == 0
    assert ["document" in answer for answer in answers] == [True, False, False, False, False, False, True]
    assert answers[0]["file"] == str(page)
    assert answers[2]["problem"]["type"] == "page-too-complex"
    assert all(answer["problem"]["detail"] for answer in answers if "problem" in answer)


@pytest.mark.parametrize("arguments", [[], ["--url", URL]])
def test_what_is_missing_is_said(arguments: list[str]) -> None:
    status, output = run("parse", *arguments)
    assert status == 2
    assert "askwell parse FILE --url" in output


def test_a_page_that_cannot_be_read_is_a_failure_in_words(tmp_path: Path) -> None:
    deep = tmp_path / "deep.html"
    deep.write_text("<div>" * 50_000, encoding="utf-8")
    status, output = run("parse", str(deep), "--url", URL)
    assert status == 1
    assert "kept" in output


def test_a_list_that_is_none_is_said(page: Path, tmp_path: Path) -> None:
    listing = tmp_path / "list.json"
    listing.write_text("{", encoding="utf-8")
    assert run("parse", "--batch", str(listing))[0] == 1
    listing.write_text("{}", encoding="utf-8")
    assert run("parse", "--batch", str(listing))[0] == 1


def test_sites_are_listed() -> None:
    status, output = run("sites")
    assert status == 0
    assert "linkedin.com" in output
