"""The two built-in pages, read by the real reader: the whole job works before anything is set up."""

import re
import tempfile
from collections import Counter

import pytest
from flask import Flask

from askwell.services.reading import PageReader

PLACES = ("/person/experience/", "/person/education/", "/person/skills/", "/person/languages/")


@pytest.fixture
def window(app: Flask, window, reader: PageReader):
    """The same window over the real reader."""
    parts = app.extensions["askwell"]
    app.extensions["askwell"] = type(parts)(
        **{name: reader if name == "reader" else getattr(parts, name) for name in parts.__slots__}
    )
    return window


def read(window, sample):
    answer = window.send(f"/samples/{sample}", follow=False)
    assert answer.status_code == 303, answer.get_data(as_text=True)[:2000]
    return answer.location.partition("?")[0]


def group(page, label):
    found = re.search(rf'<section class="group[^"]*"[^>]*>\s*<h3[^>]*>{label}</h3>.*?</section>', page, re.DOTALL)
    assert found, f"nothing under {label}"
    return found.group()


def test_the_sample_person_gives_questions_at_once(window, judge):
    path = read(window, "person")
    page = window.page(path)
    judge(page)
    assert "Odalys Brennecke" in page
    asked = re.findall(r'<p class="ask">([^<]+)</p>', page)
    assert len(asked) >= 8
    assert page.count('href="#fact-') >= 8, "questions rest on facts of this page"
    steps = group(page, "Path")
    roles = Counter(re.findall(r"<b>([^<]+)</b>", steps))
    for role in ("Energy Advice Lead", "Energy Adviser", "Home Visits Coordinator", "Ward Nurse"):
        assert roles[role] == 1, roles
    for label, least in (("Skills", 5), ("Languages", 2), ("About", 1)):
        assert group(page, label).count('<li class="fact') >= least


def test_the_sample_company_becomes_a_company(window, judge):
    path = read(window, "company")
    assert path.startswith("/companies/")
    page = window.page(path)
    judge(page)
    assert "Lanternfield Cooperative" in page
    assert len(re.findall(r'<p class="ask">', page)) >= 4
    for label in ("Values", "Specialties", "News"):
        assert group(page, label)


def test_reading_a_sample_twice_gives_one_person(window):
    assert read(window, "person") == read(window, "person")
    assert "1 person" in window.page("/people")


def test_person_and_company_know_each_other(window):
    company = read(window, "company")
    person = read(window, "person")
    assert f'<a href="{company}">Lanternfield Cooperative</a>' in window.page(person)
    assert f'<a href="{person}">Odalys Brennecke</a>' in window.page(company)


def test_the_samples_say_that_they_are_invented(window, judge):
    for sample in ("person", "company"):
        page = window.page(f"/samples/{sample}")
        outline = judge(re.sub(r'<script type="application/ld\+json">.*?</script>', "", page, flags=re.DOTALL))
        assert "script" not in outline.tags
        assert "A sample page that comes with Askwell." in page
        assert page.count("application/ld+json") == 1


def test_pasted_text_about_somebody_is_read(window):
    text = "Tobias Okwuosa\nPlant manager at Brackwater Mill\n\nExperience\nPlant manager, Brackwater Mill, 2019 - present\nShift supervisor, Brackwater Mill, 2014 - 2019\n"
    answer = window.send("/add/text", text=text)
    assert answer.status_code == 200
    assert answer.request.path.startswith(("/people/", "/captures/"))
    assert "Tobias Okwuosa" in answer.get_data(as_text=True) or "kept" in answer.get_data(as_text=True)


def test_a_saved_file_is_read(window):
    raw = '<!doctype html><html lang="de"><title>Søren</title><body><h1>Søren Abildgaard</h1><p>Bäcker in Århus</p></body>'
    for encoding in ("utf-8", "utf-16", "cp1252", "utf-8-sig"):
        answer = window.upload(raw.encode(encoding), f"{encoding}.html")
        assert answer.status_code == 200, encoding
    for raw_bytes, words in (
        (b"", "no file"),
        (b"%PDF-1.4 no page", "not a web page"),
        (b"<" * (8 * 1024 * 1024 + 1), "larger than"),
    ):
        answer = window.upload(raw_bytes, "x.html")
        assert answer.status_code == 422
        assert words in answer.get_data(as_text=True)


def test_a_file_never_touches_the_temporary_folder(window, tmp_path, monkeypatch):

    def refuse(*args, **options):
        raise AssertionError("a temporary file was made")

    for name in ("TemporaryFile", "SpooledTemporaryFile", "NamedTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)
        monkeypatch.setattr(f"werkzeug.formparser.{name}", refuse, raising=False)
    answer = window.upload(b"<p>" + b"x" * 2_000_000, "big.html")
    assert answer.status_code == 200


def test_a_list_of_people_can_be_chosen_from(window, judge):
    people = "".join(f"<li><h3>{name}</h3><p>{title}</p></li>" for name, title in (
        ("Amara Testley", "Home Energy Adviser"), ("Bo Sampleton", "Workshop Coordinator"), ("Cleo Fictional", "Member Secretary"),
        ("Dara Placeholder", "Bookkeeper")))  # fmt: skip
    html = f"<!doctype html><html lang='en'><title>Our team</title><body><main><h1>Our team</h1><ul>{people}</ul></main></body></html>"
    answer = window.upload(html.encode(), "team.html", "https://lanternfield.example.org/team")
    page = answer.get_data(as_text=True)
    judge(page)
    path = answer.request.path
    assert path.startswith("/captures/")
    assert "Several people" in page
    assert page.count('name="index"') == 4
    assert window.send(f"{path}/people").status_code == 422
    page = window.send(f"{path}/people", index=["0", "2"]).get_data(as_text=True)
    assert "2 people" in page
    assert window.page(path).count("in your list") == 2
