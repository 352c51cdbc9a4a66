"""The user's own data export: every file of it, every way it arrives, and files that are something else."""

import io
import zipfile

import pytest

from askwell.domain.own_history import seeker_from_person
from askwell.parsing.archive import MAX_FILE_BYTES, ArchiveUnreadableError, read_archive

PROFILE = (
    "First Name,Last Name,Maiden Name,Headline,Summary,Industry,Geo Location\n"
    "Ida,Example,,Chemistry teacher,I teach.,Education,Brandt\n"
)
POSITIONS = (
    "Company Name,Title,Description,Location,Started On,Finished On\n"
    '"Calder, Reed & Co",Chemistry Teacher,"Grades 9-12\nand labs",Brandt,Aug 2016,\n'
    "Halden Labs,Lab Technician,,,2013,Jul 2016\n"
)
EDUCATION = (
    "School Name,Start Date,End Date,Notes,Degree Name,Activities\nUniversity of Brandt,2009,2013,Chemistry,BSc,Choir\n"
)
SKILLS = "Name\nCurriculum design\nLab safety\nLab safety\n"


def zipped(**files: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(f"Export/{name}.csv", text)
    return buffer.getvalue()


def test_a_whole_export_fills_the_seeker() -> None:
    person = read_archive(
        zipped(Profile=PROFILE, Positions=POSITIONS, Education=EDUCATION, Skills=SKILLS, Messages="x")
    )
    assert person["experience"][0] == {
        "title": "Chemistry Teacher",
        "organization": "Calder, Reed & Co",
        "description": "Grades 9-12\nand labs",
        "location": "Brandt",
        "start": "2016-08",
        "current": True,
    }
    assert person["experience"][1]["end"] == "2016-07"
    assert seeker_from_person(person) == {
        "current_role": "Chemistry Teacher at Calder, Reed & Co",
        "past_employers": ["Halden Labs"],
        "school": "University of Brandt",
        "degree": "BSc Chemistry",
        "skills": ["Curriculum design", "Lab safety"],
        "location": "Brandt",
    }


@pytest.mark.parametrize("text", [POSITIONS, "\ufeff" + POSITIONS, 'Notes:\n"When you export, ..."\n\n' + POSITIONS])
def test_one_file_alone_is_found_by_its_header(text: str) -> None:
    assert [role["title"] for role in read_archive(text.encode())["experience"]] == [
        "Chemistry Teacher",
        "Lab Technician",
    ]


def test_a_history_without_a_running_role_falls_back_to_the_headline() -> None:
    assert seeker_from_person({"headline": "Looking around"})["current_role"] == "Looking around"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"PK\x03\x04 broken",
        zipped(Messages="From,To\nx,y\n"),
        b'a,"b\x00\n' * 5,
        b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\nA,B,,,,,\n",
    ],
)
def test_anything_else_is_refused_with_the_next_step(content: bytes) -> None:
    with pytest.raises(ArchiveUnreadableError, match="Nothing was changed"):
        read_archive(content)


def test_a_file_that_unpacks_to_something_huge_is_not_read() -> None:
    bomb = zipped(Skills="Name\n" + "a" * (MAX_FILE_BYTES + 1))
    assert len(bomb) < 100_000
    with pytest.raises(ArchiveUnreadableError):
        read_archive(bomb)
