"""Commands on stored things, as a person types them."""

import csv
import io
import json
import stat

import pytest
from click.testing import CliRunner

from askwell.cli import main

PAGE = """<!doctype html><html lang="en"><head><title>Ada Example</title>
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "ProfilePage", "mainEntity":
{"@type": "Person", "name": "Ada Example", "jobTitle": "Analyst", "worksFor": {"@type": "Organization", "name": "Acme Example"}}}
</script></head><body><main><h1>Ada Example</h1><p>Analyst at Acme Example</p></main></body></html>"""


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "kept"


@pytest.fixture
def askwell(folder, monkeypatch):
    monkeypatch.delenv("ASKWELL_DATA_DIR", raising=False)

    def run(*words, **options):
        return CliRunner().invoke(main, [*words, "--data-dir", str(folder)], **options)

    return run


@pytest.fixture
def ada(askwell, tmp_path):
    saved = tmp_path / "ada.html"
    saved.write_text(PAGE, encoding="utf-8")
    return lambda url="https://example.com/people/ada": askwell("capture", str(saved), "--url", url)


def test_a_saved_page_becomes_a_person_with_questions(ada):
    result = ada()
    assert result.exit_code == 0, result.output
    assert result.output.startswith("Saved: Ada Example\n")
    assert "\n1. " in result.output
    assert ada().output.startswith("Already known, nothing new: Ada Example\n")


def test_what_is_no_web_page_is_explained(ada, folder):
    result = ada("ftp://example.com/ada")
    assert result.exit_code == 1
    assert "http" in result.output
    assert "Traceback" not in result.output


def test_a_list_goes_to_the_terminal_or_to_a_file(ada, askwell, tmp_path):
    ada()
    rows = list(csv.DictReader(io.StringIO(askwell("export").stdout_bytes.decode("utf-8-sig"), newline="")))
    assert [row["name"] for row in rows] == ["Ada Example"]
    target = tmp_path / "list.json"
    assert askwell("export", "--format", "json", "--output", str(target)).exit_code == 0
    assert json.loads(target.read_bytes())["items"][0]["subject"]["name"] == "Ada Example"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@pytest.mark.parametrize("kind", ["file", "folder", "link", "nowhere"])
def test_existing_files_are_safe(ada, askwell, tmp_path, kind):
    ada()
    target = tmp_path / "target"
    if kind == "file":
        target.write_text("mine")
    elif kind == "folder":
        target.mkdir()
    elif kind == "link":
        (tmp_path / "other").write_text("mine")
        target.symlink_to(tmp_path / "other")
    else:
        target = tmp_path / "missing" / "target"
    result = askwell("export", "--output", str(target))
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    if kind == "file":
        assert target.read_text() == "mine"
        assert askwell("export", "--force", "--output", str(target)).exit_code == 0
        assert target.read_text(encoding="utf-8-sig").startswith("id,")
    assert not list(tmp_path.glob(".askwell-*"))


def test_an_unknown_format_is_explained(askwell):
    result = askwell("export", "--format", "doc")
    assert (result.exit_code, "csv, json" in result.output) == (1, True)


def test_erasing_asks_first(ada, askwell, folder):
    ada()
    assert askwell("erase", "ada example", input="n\n").exit_code == 1
    assert b"Ada" in (folder / "askwell.db").read_bytes()
    result = askwell("erase", "ADA Example", input="y\n")
    assert (result.exit_code, "Erased for good" in result.output) == (0, True)
    assert b"Ada" not in (folder / "askwell.db").read_bytes()


def test_erasing_forever(ada, askwell):
    ada()
    assert askwell("erase", "Ada Example", "--yes", "--forever").exit_code == 0
    result = ada()
    assert (result.exit_code, "chose not to store them again" in result.output) == (1, True)


def test_two_of_one_name_are_told_apart(ada, askwell):
    ada()
    ada("https://example.org/ada")
    result = askwell("erase", "Ada Example", "--yes")
    assert result.exit_code == 1
    identifier = result.output.split("\n")[1].split()[0]
    assert askwell("erase", identifier, "--yes").exit_code == 0
    assert askwell("erase", "Ada Example", "--yes").exit_code == 0
    assert "Nobody called" in askwell("erase", "Ada Example", "--yes").output


def test_pages_are_read_again(ada, askwell):
    ada()
    result = askwell("reparse")
    assert result.exit_code == 0, result.output
    assert "1 pages read again: 0 changed something, 0 left as they were." in result.output


def test_a_damaged_database_is_explained(askwell, folder):
    folder.mkdir()
    (folder / "askwell.db").write_bytes(b"not a database" * 99)
    result = askwell("export")
    assert (result.exit_code, "untouched" in result.output) == (1, True)
