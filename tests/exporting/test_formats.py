"""Exports, read again by independent readers: nothing lost, nothing that a spreadsheet would calculate."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from askwell.cli.export import FORMATS
from askwell.domain.errors import FormatNotFoundError
from askwell.domain.exports import SubjectExport
from askwell.domain.facts import Fact
from askwell.domain.notes import Note
from askwell.domain.subjects import Subject
from askwell.exporting.cells import neutral
from askwell.exporting.exporter import exporter_for, exporters
from askwell.exporting.flat_table import FLAT_COLUMNS
from askwell.exporting.formats.json_document import document_of

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


def export(name="Ada Example", note="", *, number=1, **person):
    subject = Subject(
        f"id{number}", "person", name, "Analyst", "Acme", None, "York", "found", NOW, NOW, None, "https://example.com/a"
    )
    profile = {"person": {"name": name, "skills": ["Sums", "Looms"], **person}}
    fact = Fact("f1", "id1", "/person/name", "top", "Name", name, name, "page", "current", captured_at=NOW)
    question = {"id": "q", "text": "How?", "state": "kept", "answer": "So.", "changed_at": NOW}
    return SubjectExport(
        subject, profile, [fact], Note(note, 1, NOW), questions=[question, {**question, "state": "dismissed"}]
    )


def table(*items):
    content = b"".join(exporter_for("csv").render(items))
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_formats_are_found_by_themselves():
    assert list(exporters()) == FORMATS.split(", ")
    assert exporter_for("vcf") is exporter_for("vcard4")
    with pytest.raises(FormatNotFoundError, match="csv, json, xlsx"):
        exporter_for("../../etc/passwd")


def test_one_line_each():
    rows = table(
        export(), export("Bob", number=2, experience=[{"title": "Poet", "organization": "Home", "start": "2020"}])
    )
    assert list(rows[0]) == [column.name for column in FLAT_COLUMNS]
    assert [row["name"] for row in rows] == ["Ada Example", "Bob"]
    assert rows[1]["experience"] == "Poet, Home, 2020 – ?"
    assert (rows[0]["skills"], rows[0]["questions"]) == ("Sums\nLooms", "How? So.")
    assert rows[0]["stage"] == "Found"
    assert rows[0]["created_at"] == "2026-03-04T05:06:07Z"


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+49 170",
        "-5",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        '"=1',
        "'=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "|x",
        "%x",
        '=HYPERLINK("x")',
    ],
)
def test_no_cell_is_a_formula(text):
    (row,) = table(export(text, note=text))
    assert row["name"] == row["note"] == f"'{text}"
    assert neutral(text)[0] == "'"


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "a=b",
        'quo"te',
        "semi;colon,comma",
        "line\r\nbreak",
        "line\nbreak",
        "\u2028",
        "\ufeffx",
        "Ünï 名 😀",
        " x",
    ],
)
def test_everything_else_comes_back_as_it_was(text):
    assert table(export(note=text))[0]["note"] == text


def test_what_no_file_can_hold_is_marked():
    assert table(export(note="a\0b\ud800"))[0]["note"] == "a\ufffdb\ufffd"


def test_the_document_is_exact():
    items = [export("=1+1", note="a\nb"), export("名", number=2)]
    content = b"".join(exporter_for("json").render(items))
    document = json.loads(content)
    assert (document["format"], document["version"]) == ("askwell-export", 1)
    assert document["items"] == json.loads(json.dumps([document_of(item) for item in items]))
    assert document["items"][0]["subject"]["name"] == "=1+1"
    assert json.loads(b"".join(exporter_for("json").render([])))["items"] == []


@pytest.mark.parametrize("name", ["csv", "json"])
def test_long_lists_are_written_piece_by_piece(name):
    taken = []

    def items():
        for number in range(1000):
            taken.append(number)
            yield export(number=number)

    pieces = exporter_for(name).render(items())
    next(pieces)
    next(pieces)
    assert len(taken) <= 2
    pieces.close()
