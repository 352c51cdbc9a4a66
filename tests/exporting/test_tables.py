"""Tables and workbooks, read again by other programs' libraries and by LibreOffice: all there, nothing calculated."""

import csv
import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest

from askwell.domain.exports import ExportOptions
from askwell.domain.notes import Note
from askwell.exporting.cells import neutral
from askwell.exporting.exporter import exporter_for, exporters
from askwell.exporting.formats import csv_google
from askwell.exporting.formats.xlsx_workbook import CUT, MOST_CHARACTERS
from askwell.exporting.person_names import split_name
from askwell.exporting.plain_text import visible, with_newlines
from tests.exporting.hostile_texts import TEXTS
from tests.exporting.subjects import NOW, company, person

CSV_FORMATS = ["csv", "excel", "google", "hubspot"]
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


def written(name, items, **options):
    return b"".join(exporter_for(name).render(items, ExportOptions(**options)))


def rows(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def crowd(where="note"):
    return [person(text, where=where, number=number) for number, text in enumerate(TEXTS)]


@pytest.mark.parametrize("name", CSV_FORMATS)
@pytest.mark.parametrize("where", ["note", "name", "headline", "role", "location", "skill", "email", "link"])
def test_no_cell_begins_like_a_formula(name, where):
    table = rows(written(name, crowd(where)))
    assert len(table) == len(TEXTS) + 1
    assert {len(row) for row in table} == {len(table[0])}
    assert not [cell for row in table[1:] for cell in row if cell.startswith(STARTS)]


@pytest.mark.parametrize("name", ["csv", "excel"])
def test_every_text_arrives(name):
    table = rows(written(name, crowd()))
    place = table[0].index("note")
    for text, row in zip(TEXTS, table[1:], strict=True):
        shown = visible(text)
        assert row[place] in (shown, f"'{shown}")


def test_the_raw_table_is_exact():
    table = rows(written("csv", crowd(), raw=True))
    place = table[0].index("note")
    assert [row[place] for row in table[1:]] == TEXTS


def test_only_excel_gets_a_mark():
    assert [name for name in CSV_FORMATS if written(name, []).startswith(b"\xef\xbb\xbf")] == ["excel"]


def test_google_reads_its_own_header():
    head, ada, acme = rows(written("google", [person("Ada van der Example"), company()]))
    known = dict(zip(head, ada, strict=True))
    assert head[:3] + head[-2:] == ["First Name", "Middle Name", "Last Name", "Website 3 - Label", "Website 3 - Value"]
    assert (known["First Name"], known["Last Name"]) == ("Ada", "van der Example")
    assert (known["Organization Title"], known["E-mail 1 - Value"]) == ("Analyst", "ada@example.com")
    assert (acme[0], acme[head.index("Organization Name")]) == ("", "Acme Example")
    many = person()
    many.profile["person"]["emails"] = [f"a{n}@example.com" for n in range(5)]
    row = dict(zip(head, rows(written("google", [many]))[1], strict=True))
    assert row["E-mail 3 - Value"] == csv_google.SEPARATOR.join(f"a{n}@example.com" for n in (2, 3, 4))


def test_programs_that_dial_get_numbers_and_no_links_of_other_kinds():
    dials = dict(zip(*rows(written("google", [person("+49 (170) 123-45 67", where="phone")])), strict=True))
    assert dials["Phone 1 - Value"] == "+491701234567"
    assert neutral("+49 170") == "'+49 170"
    link = dict(zip(*rows(written("google", [person("javascript:alert(1)", where="link")])), strict=True))
    assert link["Website 1 - Value"] == link["Website 1 - Label"] == ""


def test_hubspot_gets_people_only():
    table = rows(written("hubspot", [person(), company()]))
    assert len(table) == 2
    assert dict(zip(*table, strict=True))["Email"] == "ada@example.com"


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ada Example", ("Ada", "Example")),
        ("Ada Maria van den Berg", ("Ada Maria", "van den Berg")),
        ("Ada", ("Ada", "")),
        ("Dr. Example", ("Dr. Example", "")),
        ("", ("", "")),
        ("名前", ("名前", "")),
    ],
)
def test_names_apart(name, parts):
    assert split_name(name) == parts


def test_the_set_is_joined_by_ids():
    with zipfile.ZipFile(
        io.BytesIO(written("airtable", [*crowd()[:50], company(note := "Seen.", where="note", number=99)]))
    ) as archive:
        assert archive.testzip() is None
        tables = {name: rows(archive.read(name)) for name in archive.namelist()}
    assert sorted(tables) == [
        "companies.csv",
        "education.csv",
        "jobs.csv",
        "notes.csv",
        "people.csv",
        "questions.csv",
        "steps.csv",
    ]
    ids = {row[1] for name in ("people.csv", "companies.csv") for row in tables[name][1:]}
    assert len(ids) == 51
    assert {row[0] for name in tables for row in tables[name][1:] if not name.startswith(("people", "comp"))} <= ids
    assert note in {row[2] for row in tables["notes.csv"]}


# -- workbooks ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def workbook_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("xlsx") / "list.xlsx"
    path.write_bytes(written("xlsx", [*crowd(), company()]))
    return path


def test_no_formula_link_or_outside_part_in_the_archive(workbook_file):
    with zipfile.ZipFile(workbook_file) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            assert "externalLink" not in name
            assert b"<f>" not in content, name
            assert b"<f " not in content, name
            assert b"<hyperlink" not in content, name
            assert b"ddeLink" not in content, name


def test_every_text_arrives_in_the_workbook(workbook_file):
    book = openpyxl.load_workbook(workbook_file)
    notes = list(book["Notes"].iter_rows(min_row=2))
    kept = [text for text in TEXTS if text.strip()]
    assert len(notes) == len(kept)
    for text, row in zip(kept, notes, strict=True):
        assert row[2].data_type == "s"
        # openpyxl leaves the marks for characters that look like escapes
        assert row[2].value.replace("_x005F_", "_").rstrip(" ") == with_newlines(text).rstrip(" ")


def test_columns_have_types_headings_and_filters(workbook_file):
    book = openpyxl.load_workbook(workbook_file)
    assert book.sheetnames == [
        "People",
        "Companies",
        "Jobs",
        "Education",
        "Notes",
        "Questions",
        "Steps",
        "About this file",
    ]
    people = book["People"]
    head = [cell.value for cell in people[1]]
    first = dict(zip(head, people[2], strict=True))
    assert first["Created"].value == NOW.replace(tzinfo=None)
    assert isinstance(first["Created"].value, datetime)
    assert first["Roles"].value == 2
    assert people.freeze_panes == "A2"
    assert people.auto_filter.ref == f"A1:{people.cell(1, len(head)).column_letter}{people.max_row}"
    assert book["Companies"].max_row == 2
    assert book["Jobs"].max_row == 2 * len(TEXTS) + 1


def test_control_characters_are_counted(workbook_file):
    report = {
        row[0].value: row[1].value for row in openpyxl.load_workbook(workbook_file)["About this file"].iter_rows()
    }
    assert report["People"] == len(TEXTS)
    assert report["Control characters shown as \ufffd"] > 50


@pytest.mark.parametrize("letter", ["x", "😀", "ß"])
def test_cut_text_is_marked(letter):
    long = replace(person(), note=Note(letter * 40_000, 1, NOW))
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx", [long])))
    cell = book["Notes"].cell(2, 3).value
    assert cell.endswith(CUT)
    assert MOST_CHARACTERS - 1 <= len(cell.encode("utf-16-le")) // 2 <= MOST_CHARACTERS
    about = [row[0].value for row in book["About this file"].iter_rows()]
    assert "Notes, row 2, Text" in about
    fits = replace(person(), note=Note("x" * MOST_CHARACTERS, 1, NOW))
    assert (
        openpyxl.load_workbook(io.BytesIO(written("xlsx", [fits])))["Notes"].cell(2, 3).value == "x" * MOST_CHARACTERS
    )


# -- LibreOffice --------------------------------------------------------------------------------------------------------

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["csv", "excel", "google", "xlsx"])
def test_libreoffice_calculates_nothing(name, tmp_path):
    """What LibreOffice makes of the file is looked at in its own format, where formulas have an attribute."""
    assert OFFICE, "LibreOffice is needed for this test: sudo apt install libreoffice-calc"
    source = tmp_path / f"list.{exporters()[name].format.suffix}"
    source.write_bytes(written(name, crowd()))
    command = [OFFICE, f"-env:UserInstallation={(tmp_path / 'home').as_uri()}", "--headless", "--convert-to", "fods"]
    subprocess.run([*command, "--outdir", tmp_path, source], check=True, capture_output=True, timeout=180)
    opened = (tmp_path / "list.fods").read_text(encoding="utf-8")
    assert "table:formula" not in opened
    assert "Tidal Institute" in opened or "Acme" in opened
    assert opened.count("<table:table-row") > len(TEXTS) / 2
