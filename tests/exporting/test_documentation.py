"""The documentation of formats against the code: every column and property, its source, and the published schema."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import jsonschema_rs
import pytest
from openpyxl import load_workbook

from askwell.cli.export import FORMATS
from askwell.domain.exports import ExportOptions
from askwell.domain.facts import FACT_KINDS
from askwell.exporting.columns import getter
from askwell.exporting.exporter import exporter_for, exporters
from tests.exporting.subjects import NOW, company, person

DOCS = Path(__file__).resolve().parents[2] / "docs"
TEXT = (DOCS / "formats.md").read_text(encoding="utf-8")
SCHEMA = json.loads((DOCS / "export.schema.json").read_text(encoding="utf-8"))


def documented(name):
    """Give part, name and source of every line of the format's tables."""
    (section,) = re.findall(rf"^## {re.escape(name)}: .*?(?=^## |\Z)", TEXT, re.DOTALL | re.MULTILINE)
    found, part = [], ""
    for line in section.splitlines():
        if line.startswith("### "):
            part = line.partition(", ")[2]
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("| ") and cells not in (["name", "source"], ["---", "---"]):
            found.append((part, *cells))
    return found


@pytest.mark.parametrize("name", exporters())
def test_every_column_is_documented_with_its_source(name):
    assert documented(name) == [(one.part, one.name, one.source) for one in exporters()[name].fields]
    known = exporters()[name].format
    assert f"## {name}: {known.label}\n\n`.{known.suffix}`, `{known.media_type}`." in TEXT


def test_the_help_names_every_format():
    assert FORMATS.split(", ") == list(exporters())


@pytest.mark.parametrize("name", exporters())
def test_sources_exist(name):
    fields = {kind.field for kind in FACT_KINDS.values()}
    item = person()
    for one in exporters()[name].fields:
        if one.source.startswith("("):
            continue
        head, _, rest = one.source.partition(".")
        if head == "profile" and rest:
            assert re.sub(r"\[\].*", "", rest) in fields, one
        elif "[]" in one.source:
            assert hasattr(item, head.removesuffix("[]")), one
        elif name != "json":
            getter(one.source)(item, item.part, None)
        assert one.source.split(".")[0].removesuffix("[]") in {"profile", "person_name", "company_name"} or hasattr(
            item, one.source.split(".")[0].removesuffix("[]")
        )


def written(name):
    return b"".join(exporter_for(name).render([person(), company()]))


@pytest.mark.parametrize("name", ["csv", "excel", "google", "hubspot"])
def test_tables_have_the_documented_columns(name):
    head = next(csv.reader(io.StringIO(written(name).decode("utf-8-sig"))))
    assert head == [column for _, column, _ in documented(name)]


def test_sheets_have_the_documented_columns():
    book = load_workbook(io.BytesIO(written("xlsx")))
    held = [(sheet.title, cell.value) for sheet in book for cell in sheet[1]]
    assert held == [(part, column) for part, column, _ in documented("xlsx")]


def test_the_set_has_the_documented_columns():
    with zipfile.ZipFile(io.BytesIO(written("airtable"))) as archive:
        held = [
            (name.removesuffix(".csv").capitalize(), column)
            for name in archive.namelist()
            for column in next(csv.reader(io.StringIO(archive.read(name).decode())))
        ]
    assert held == [(part, column) for part, column, _ in documented("airtable")]


@pytest.mark.parametrize("name", ["vcard4", "vcard3", "calendar", "calendar-events"])
def test_cards_and_calendars_have_the_documented_properties(name):
    text = written(name).decode().replace("\r\n ", "")
    if name.startswith("calendar"):
        text = "".join(re.findall(r"BEGIN:V(?:EVENT|TODO).*?END:V(?:EVENT|TODO)\r\n", text, re.DOTALL))
    held = {re.split("[:;]", line)[0].rpartition(".")[2].upper() for line in text.splitlines()} - {"BEGIN", "END"}
    assert held == {one for _, one, _ in documented(name)}


def test_front_matter_has_the_documented_keys():
    with zipfile.ZipFile(io.BytesIO(written("markdown"))) as archive:
        page = archive.read(archive.namelist()[0]).decode()
    assert re.findall(r"^(\w+): ", page.split("---\n")[1], re.MULTILINE) == [
        one for part, one, _ in documented("markdown") if part == "front matter"
    ]


def test_the_schema_describes_the_document():
    checked = jsonschema_rs.validator_for(SCHEMA)
    row = {"id": "x", "html": "eJw=", "captured_at": NOW}
    pieces = exporter_for("json").render(
        [replace(person(), rows={"subjects": [row]}), company()], ExportOptions(pages=[row])
    )
    document = json.loads(b"".join(pieces))
    checked.validate(document)
    assert set(document) == {one for part, one, _ in documented("json") if part == "file"}
    assert set(document["items"][0]) == {one for part, one, _ in documented("json") if part == "item"}
    assert set(SCHEMA["$defs"]["item"]["required"]) == set(document["items"][0])
    for broken in ({**document, "version": 2}, {**document, "items": [{}]}, {"items": []}):
        assert not checked.is_valid(broken)
    document["items"][0]["subject"]["kind"] = "robot"
    assert not checked.is_valid(document)
