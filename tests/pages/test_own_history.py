"""Filling in About me from a résumé or a data export, hostile files included."""

import io
import re
import struct
import zipfile
from typing import Any

import pytest

from askwell import context
from askwell.domain.errors import ValidationError
from askwell.pages import seeker_form
from askwell.services import own_history, seekers

RESUME = """Ida Example
Chemistry Teacher
Brandt, Norway

Experience

Chemistry Teacher
Calder School
Aug 2016 - Present
Grades 9 to 12, and the labs.

Lab Technician
Halden Labs
2013 - Jul 2016

Education

University of Brandt
BSc, Chemistry
2009 - 2013

Skills

Curriculum design
Lab safety
"""
POSITIONS = (
    "Company Name,Title,Description,Location,Started On,Finished On\n"
    "Calder School,Chemistry Teacher,,Brandt,Aug 2016,\nHalden Labs,Lab Technician,,,2013,Jul 2016\n"
)
OWN_PAGE = "https://pasted.invalid/own-history"


def zipped(**files: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.csv", text)
    return buffer.getvalue()


def upload(window: Any, content: bytes, name: str = "export.zip") -> Any:
    data = {"csrf_token": window.secret, "file": (io.BytesIO(content), name)}
    return window.client.post(
        "/me/import/file", base_url="http://askwell.localhost:8765", headers=window.headers, data=data
    )


def document(window: Any) -> dict[str, Any]:
    with window.app.app_context(), context.database().reading() as session:
        return seekers.load_seeker(session).document


def fields(page: str) -> dict[str, str]:
    """Read what a browser would send for the form that fills things in."""
    form = page[page.index('action="/me/import"') :]
    inputs = dict(re.findall(r'<input type="text" id="\w+" name="(\w+)" value="([^"]*)"', form))
    areas = dict(re.findall(r'<textarea id="\w+" name="(\w+)"[^>]*>([^<]*)</textarea>', form))
    return inputs | areas


def test_a_resume_is_read_like_any_pasted_text(reader, time):
    found = own_history.read_resume(reader, RESUME, now=time.now)
    assert found["current_role"] == "Chemistry Teacher at Calder School"
    assert found["school"] == "University of Brandt"
    assert "Halden Labs" in found["past_employers"]
    assert found["skills"] == ["Curriculum design", "Lab safety"]


def test_an_export_is_shown_first_and_saved_when_confirmed(window, judge):
    page = upload(window, zipped(Positions=POSITIONS, Skills="Name\nLab safety\n")).get_data(as_text=True)
    judge(page)
    assert document(window) == {}, "nothing is saved before the user says so"
    given = fields(page)
    assert given["current_role"] == "Chemistry Teacher at Calder School"
    window.send("/me/import", **{**given, "current_role": "Teacher"})
    assert document(window) == {
        "current_role": "Teacher",
        "past_employers": ["Halden Labs"],
        "skills": ["Lab safety"],
    }


def test_what_the_user_wrote_stays(window, judge):
    window.send("/me", current_role="Something of my own", skills="Patience")
    page = upload(window, POSITIONS.encode(), "Positions.csv").get_data(as_text=True)
    judge(page)
    assert "Stays as you wrote it" in page
    assert "current_role" not in fields(page)
    window.send("/me/import", current_role="Forged", skills="Forged", past_employers="Halden Labs", constraints="x")
    assert document(window) == {
        "current_role": "Something of my own",
        "skills": ["Patience"],
        "past_employers": ["Halden Labs"],
    }


def test_a_pasted_resume_through_the_page(window, shelf, judge):
    person = {
        "name": "Ida Example",
        "experience": [{"title": "Teacher <b>", "organization": "Calder", "current": True}],
    }
    shelf.documents[OWN_PAGE] = {"person": person}
    page = window.send("/me/import/text", text=RESUME).get_data(as_text=True)
    judge(page)
    assert "Teacher &lt;b&gt; at Calder" in page
    assert document(window) == {}


def test_nothing_of_the_file_is_kept(window, tmp_path):
    upload(window, zipped(Positions=POSITIONS, Messages="From,Text\nx,a secret only in the file\n"))
    window.send("/me/import", current_role="Teacher")
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"a secret only in the file" not in kept
    assert b"Halden Labs" not in kept


def test_it_can_be_undone(window):
    window.send("/me/import", current_role="Teacher")
    assert document(window)["current_role"] == "Teacher"
    from askwell.storage.models import ActionRow

    with window.app.app_context(), context.database().reading() as session:
        action = session.query(ActionRow).one().id
    window.send(f"/actions/{action}/undo", next="/me")
    assert document(window) == {}


def broken(content: bytes, at: int) -> bytes:
    return content[:at] + b"\xff\xff\xff\xff" + content[at + 4 :]


def with_entries(name: str, count: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(count):
            archive.writestr(f"{number}/{name}", "Name\n" + "x" * 1000)
    return buffer.getvalue()


def with_method(method: int) -> bytes:
    """Claim a way of packing that nobody knows."""
    content = bytearray(zipped(Skills="Name\nA\n"))
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        struct.pack_into("<H", content, content.index(mark) + at, method)
    return bytes(content)


def locked() -> bytes:
    """Claim to be encrypted."""
    content = bytearray(zipped(Skills="Name\nA\n"))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        struct.pack_into("<H", content, content.index(mark) + at, 1)
    return bytes(content)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 2000,
        b"PK\x03\x04" + b"\xff" * 500,
        broken(zipped(Skills="Name\n" + "Sewing\n" * 500), 45),
        locked(),
        with_method(97),
        zipped(Messages="a,b\n"),
        zipped(Skills="Name\n" + "a" * 6_000_000),
        b"Name\n" + b"\x00" * 10,
        b'"' * 3000,
        b"%PDF-1.7 resume",
    ],
    ids=range(11),
)
def test_hostile_files_are_refused_in_words(window, judge, content):
    answer = upload(window, content)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    judge(page)
    assert 'role="alert"' in page
    assert document(window) == {}


def test_a_thousand_copies_of_one_table_are_read_once(window, monkeypatch):
    from askwell.parsing import archive

    looked = []
    table = archive._table
    monkeypatch.setattr(archive, "_table", lambda content: looked.append(1) or table(content))
    assert upload(window, with_entries("Skills.csv", 1000)).status_code == 200
    assert looked == [1]


def test_endless_values_are_cut_short():
    rows = "".join(f"Skill {number} {'long ' * 200}\n" for number in range(500))
    found = own_history.read_data_export(("Name\n" + rows).encode())
    assert len(found["skills"]) == own_history.MAX_ENTRIES
    assert max(map(len, found["skills"])) <= own_history.MAX_LINE


def test_control_characters_become_spaces():
    found = own_history.read_data_export(b"Name\nA\x1b[31m red\x07 line\n")
    assert found["skills"] == ["A [31m red line"]


def test_a_text_about_nobody_is_refused(window, shelf):
    shelf.documents[OWN_PAGE] = {"page": {"kind": "other"}}
    answer = window.send("/me/import/text", text="milk and eggs")
    assert answer.status_code == 422
    assert "milk and eggs" in answer.get_data(as_text=True), "the words stay in the box"


@pytest.mark.parametrize("text", ["", "x" * 200_001])
def test_no_text_and_too_much_text(window, text):
    assert window.send("/me/import/text", text=text).status_code == 422


def test_at_most_four_questions_to_start(window):
    page = window.page("/me")
    assert len(seeker_form.FOUR) == 4
    before_folds = page[: page.index('<details class="fold"')]
    assert len(re.findall(r'<(?:input type="text"|textarea|select)', before_folds)) == 4


def test_nothing_found_names_no_field():
    with pytest.raises(ValidationError):
        own_history._found({"name": "Ida Example"})
