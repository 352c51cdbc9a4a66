"""Files that would keep a program busy, fill its memory or lead it astray: refused in words, or read within bounds."""

import io
import tracemalloc
import zipfile

import pytest
from openpyxl import Workbook

from askwell.domain.imports import ImportUnreadableError
from askwell.importing import limits
from askwell.importing.importer import read_file

HEADING = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
CONNECTIONS = HEADING + "Ada,Example,,,Acme,Engineer,12 Mar 2024\n"


def zipped(entries, **options):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content, **options)
    return held.getvalue()


def workbook(**parts):
    """Give a small workbook, with some of its parts replaced."""
    book = Workbook()
    for row in (["Name", "Company"], ["Ada", "Acme"]):
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    with zipfile.ZipFile(held) as file:
        entries = {name: file.read(name) for name in file.namelist()}
    return zipped(
        entries | {name.replace("__", "/").replace("_xml", ".xml"): content for name, content in parts.items()}
    )


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData>'
    "{rows}</sheetData></worksheet>"
)
CELL = '<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'
ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def sheet(*rows):
    return SHEET.format(rows="".join(rows))


def row(number, *cells):
    return f'<row r="{number}">' + "".join(CELL.format(at=at, text=text) for at, text in cells) + "</row>"


NAMED = row(1, ("A1", "Name"), ("B1", "Company"))
REFUSED = {
    "a bomb": (zipped({"Connections.csv": HEADING + "a" * 30_000_000}), "grows far too large"),
    "a bomb in a workbook": (workbook(xl__sharedStrings_xml=b" " * 30_000_000), "grows far too large"),
    "many entries": (zipped({f"{number}.csv": "" for number in range(10_001)}), "grows far too large"),
    "a place outside": (zipped({"../../Connections.csv": CONNECTIONS}), "places outside of itself"),
    "an absolute place": (zipped({"/etc/Connections.csv": CONNECTIONS}), "places outside of itself"),
    "a drive": (zipped({"C:\\Connections.csv": CONNECTIONS}), "places outside of itself"),
    "cut off": (zipped({"Connections.csv": CONNECTIONS * 99})[:120], "damaged or locked"),
    "external entities": (workbook(xl__worksheets__sheet1_xml=ENTITY + sheet(NAMED)), "no spreadsheet program writes"),
    "growing entities": (workbook(xl__sharedStrings_xml=LAUGHS + "<sst/>"), "no spreadsheet program writes"),
    "hidden entities": (workbook(xl__workbook_xml=(ENTITY + "<x/>").encode("utf-16")), "no spreadsheet program writes"),
    "no XML": (workbook(xl__workbook_xml="<x"), "damaged or of an unusual kind"),
    "another XML": (workbook(xl__worksheets__sheet1_xml="<html/>"), "damaged or of an unusual kind|empty"),
    "no sheet": (workbook(xl__workbook_xml="<workbook/>"), "damaged or of an unusual kind|empty"),
    "an old workbook": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old Excel"),
    "too many lines": (HEADING.encode() + b"Ada,Example,,,,,\n" * 1_000_000, "too long"),
    "too many cells": (HEADING.encode() + (b"a," * 399 + b"\n") * 11_000, "too long"),
    "too many cards": (b"BEGIN:VCARD\nFN:A\nEND:VCARD\n" * 100_001, "more than 100,000 cards"),
    "deep JSON": (b'{"format": "askwell-export", "version": 1, "items": ' + b"[" * 200_000, "damaged or was cut off"),
    "JSON of another kind": (b'{"format": "askwell-export", "version": 1, "items": [1]}', "damaged or far too long"),
    "no number": (b'{"format": "askwell-export", "version": 1, "items": NaN}', "damaged or was cut off"),
    "NULs": (b"\0" * 9_000, "empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "holds no text|no people"),
    "a page": (b"<html><body>Hello</body></html>", "no people"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "words"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_in_words(content, words):
    with pytest.raises(ImportUnreadableError, match=words) as refusal:
        read_file(content)
    assert "Nothing was changed." in refusal.value.detail


READ = {
    "a size that is not true": (workbook(xl__worksheets__sheet1_xml=sheet(NAMED, row(2, ("A2", "Ada"), ("B2", "Acme")))), 2),
    "a cell far away": (workbook(xl__worksheets__sheet1_xml=sheet(NAMED, row(2, ("A2", "Ada"), ("XFD2", "x")))), 2),
    "a row far away": (workbook(xl__worksheets__sheet1_xml=sheet(NAMED, row(9_000, ("A9000", "Ada")))), 9_000),
    "a huge cell": (workbook(xl__worksheets__sheet1_xml=sheet(NAMED, row(2, ("A2", "Ada"), ("B2", "x" * 99_999)))), 2),
    "a formula": (workbook(xl__worksheets__sheet1_xml=sheet(NAMED, '<row r="2"><c r="A2" t="inlineStr"><is><t>Ada</t></is></c>'
                  '<c r="B2"><f>HYPERLINK("http://x")</f><v>1</v></c></row>')), 2),
    "a bell in a name": (b"Name,Company\nAda\x07\x1b[31m,Acme\n", 2),
    "NULs between": (b"Name,Company\nA\0da,Acme\n", 2),
    "half letters": (b"Name,Company\nAda\xff\xfe,Acme\n", 2),
    "a huge line": (f"Name,Company\nAda,{'x' * 120_000}\n".encode(), 2),
    "many columns": (f"Name,Company{',x' * 9_000}\nAda,Acme{',y' * 9_000}\n".encode(), 2),
    "a formula in a table": (b"Name,Company\nAda,=HYPERLINK(1)\n", 2),
}  # fmt: skip


@pytest.mark.parametrize(("content", "line"), READ.values(), ids=READ)
def test_it_is_read_within_bounds(content, line):
    (ada,) = read_file(content).people
    assert ada.name.startswith(("Ada", "A"))
    assert ada.line == line
    assert (ada.name + ada.employer).isprintable()
    assert len(ada.employer) <= limits.MOST_CELL


def test_an_open_quotation_mark_costs_no_more_than_its_cell():
    text = "Name,Company\nAda,Acme\n" + '"Bob,' + "x\n" * 140_000 + "Cleo,Beta\n"
    reading = read_file(text.encode())
    assert reading.people[0].name == "Ada"
    assert any("quotation mark" in entry.reason for entry in reading.unreadable)


def test_formulas_and_the_apostrophe_before_them_stay_text():
    (ada,) = read_file(b"Name,Company,Phone\nAda,'=1+1,'+49 170\n").people
    assert (ada.employer, ada.phones) == ("=1+1", ("+49 170",))


def test_addresses_of_other_kinds_are_left_out():
    text = "Name,URL\nAda,javascript:alert(1)\nBob,file:///etc/passwd\nCleo,//evil\nDana,HTTPS://Example.com/d\n"
    assert [one.urls for one in read_file(text.encode()).people] == [(), (), (), ("HTTPS://Example.com/d",)]


def test_lines_take_bounded_memory():
    content = (HEADING + "".join(f"Ada{number},Example,,,Acme,,\n" for number in range(6_000))).encode()
    tracemalloc.start()
    reading = read_file(content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(reading.people) == 6_000
    assert peak < 60 * len(content)
