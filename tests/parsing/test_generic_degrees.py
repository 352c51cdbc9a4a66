"""Degrees in lines and sentences, with school, field and year as written."""

import pytest

from askwell.parsing.generic.degrees import degrees_in_line, degrees_in_prose

LINES = [
    ("Ph.D. University of Sampleton, Springfield, 1968", "Ph.D.", "University of Sampleton, Springfield", "", "1968"),
    ("B.S. in Computer Engineering, University of Sampleton at Elm/Oak, 1983", "B.S.", "University of Sampleton at Elm/Oak", "Computer Engineering", "1983"),
    ("M.Sc. Computer Science, ETH Musterstadt, 2015", "M.Sc.", "ETH Musterstadt", "Computer Science", "2015"),
    ("Example University, B.A. History, 2001", "B.A.", "Example University", "History", "2001"),
    ("PhD in Physics from Sample University (2009)", "PhD", "Sample University", "Physics", "2009"),
    ("Master of Science in Biology, Sample State University", "Master of Science", "Sample State University", "Biology", ""),
    ("PhD, History, University of Sampleton, 2008", "PhD", "University of Sampleton", "History", "2008"),
    ("2003: Diplom in Informatik, Universität Probestadt", "Diplom", "Universität Probestadt", "Informatik", "2003"),
    ("2012 : Doctorat en géophysique, Université de Modèleville", "Doctorat", "Université de Modèleville", "géophysique", "2012"),
    ("J.D., Sample Law School, 2003, cum laude", "J.D.", "Sample Law School", "", "2003"),
]  # fmt: skip
SENTENCES = [
    ("Ada received the A.B. degree from Harvard in 1971 and the Ph.D. from Princeton in 1975.", [("A.B.", "Harvard", "", "1971"), ("Ph.D.", "Princeton", "", "1975")]),
    ("She graduated from Sample College in 1971 with a B.A. in mathematics.", [("B.A.", "Sample College", "mathematics", "1971")]),
    ("I did my PhD at UC Sampleton, where I was advised by Bo Other.", [("PhD", "UC Sampleton", "", "")]),
    ("He earned his MBA from the Sample Business School.", [("MBA", "Sample Business School", "", "")]),
    ("She graduated from Sample School of Dentistry in 1999 and went home.", [("", "Sample School of Dentistry", "", "1999")]),
    ("She was promoted twice and holds no diploma.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "degree", "school", "field", "end"), LINES)
def test_a_line_gives_its_degree(text: str, degree: str, school: str, field: str, end: str) -> None:
    (found,) = degrees_in_line(text)
    assert (found.degree, found.school, found.field, found.end) == (degree, school, field, end)


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_a_sentence_gives_the_degrees_it_names(text: str, expected: list[tuple[str, str, str, str]]) -> None:
    assert [(found.degree, found.school, found.field, found.end) for found in degrees_in_prose(text)] == expected


@pytest.mark.parametrize(
    "text", ["Editor, Journal of Examples", "Ball valves and more", "Born in 1961", "MBA programs for everyone"]
)
def test_other_lines_give_none(text: str) -> None:
    assert degrees_in_line(text) == []
