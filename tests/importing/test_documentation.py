"""The documentation of what is brought in against the code: every column and property, and what it becomes."""

import re
from pathlib import Path

import pytest

from askwell.domain.imports import TARGETS
from askwell.importing.card_lines import CardLine
from askwell.importing.headings import guessed_target, heading_key
from askwell.importing.importer import importers, read_file
from askwell.importing.sources import vcard

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")


def documented(name):
    """Give part, name and target of every line of the source's tables."""
    (section,) = re.findall(rf"^## import {re.escape(name)}: .*?(?=^## |\Z)", TEXT, re.DOTALL | re.MULTILINE)
    found, part = [], ""
    for line in section.splitlines():
        if line.startswith("### "):
            part = line.partition(", ")[2]
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("| ") and cells not in (["name", "target"], ["---", "---"]):
            found.append((part, *cells))
    return found


@pytest.mark.parametrize("name", importers())
def test_every_column_is_documented_with_its_target(name):
    assert documented(name) == [(one.part, one.name, one.target) for one in importers()[name].fields]
    assert f"## import {name}: {importers()[name].source.label}\n" in TEXT


def test_every_target_is_documented():
    for target, words in TARGETS.items():
        assert f"`{target}` ({words})" in TEXT


@pytest.mark.parametrize("name", importers())
def test_targets_exist(name):
    for one in importers()[name].fields:
        if not one.target.startswith("("):
            assert set(one.target.split(", ")) <= TARGETS.keys(), one


VALUES = {"mail": "ada@example.com", "url": "https://example.com/a", "connected_on": "1 May 2020"}


@pytest.mark.parametrize(
    ("name", "more"), [("google", "Labels,Organization Name"), ("hubspot", "Record ID"), ("linkedin", "")]
)
def test_every_named_column_is_read(name, more):
    """Fill one column at a time, and see that it arrives where the documentation says."""
    needed = "First Name,Last Name,Connected On" if name == "linkedin" else "First Name,Last Name"
    for one in importers()[name].fields:
        heading = one.name.replace("#", "1")
        if one.target in ("name", "given_name", "middle_name", "family_name") or heading in more.split(","):
            continue
        columns = [column for column in f"{needed},{more}".split(",") if column and column != heading] + [heading]
        value = VALUES.get(one.target, "Value")
        row = [{"First Name": "Ada", "Last Name": "Example", heading: value}.get(column, "") for column in columns]
        reading = read_file(f"{','.join(columns)}\n{','.join(row)}\n".encode())
        held = {
            "mail": "mails",
            "phone": "phones",
            "url": "urls",
            "city": "location",
            "region": "location",
            "country": "location",
        }
        found = getattr(reading.people[0], held.get(one.target, one.target))
        assert reading.source.name == name
        assert value in found, one


def test_headings_of_connections_are_known_words():
    for one in importers()["linkedin"].fields:
        assert guessed_target(one.name) == one.target
    assert heading_key("E-mail 12 - Value") == heading_key("E-mail # - Value") == "e mail # value"


def test_every_documented_property_is_looked_at():
    card = vcard.Card(1)
    card.lines = [CardLine("", "FN", {}, "Ada")]
    assert card.name == "Ada"
    source = Path(vcard.__file__).read_text(encoding="utf-8")
    for name, _ in vcard.PROPERTIES:
        assert source.count(f'"{name}"') >= 2, f"{name} is documented, and nothing reads it"
