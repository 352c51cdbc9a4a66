"""People I know: listed, searched, taken out and given back; named on the pages of people and companies."""

import html
import re
from uuid import uuid4

import pytest

from askwell import context
from askwell.domain.known_people import KnownPerson
from askwell.services.known_people import store_known_people
from tests.pages.conftest import MAREN, START

HOSTILE = "<img src=x onerror=alert(1)>"


def said(page):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


@pytest.fixture
def bring(app):
    def brought(*people):
        made = [
            KnownPerson(str(uuid4()), name, START, employer, title, urls, connected_on=day)
            for name, employer, title, urls, day in people
        ]
        with app.app_context(), context.database().writing() as session:
            store_known_people(session, made, "Brought in people", now=START)

    return brought


PEOPLE = [
    ("Ana Ruiz", "Tidewell Health, Inc.", "Nurse", ("https://example.com/in/ana",), "2021-03-04"),
    (HOSTILE, "TIDEWELL HEALTH", HOSTILE, ("javascript:alert(1)",), ""),
    ("Cem Öz", "Tidewell Health Ventures", "Partner", (), "2020"),
    ("Maren Holloway", "Elsewhere", "Teacher", (MAREN,), "2019-07-08"),
]


def test_the_empty_page_says_how_to_begin(window, judge):
    page = window.page("/known")
    judge(page)
    assert 'href="/import"' in page
    assert "whom you could ask first" in said(page)


def test_the_list_is_searched_and_narrowed_to_an_employer(window, judge, bring):
    bring(*PEOPLE)
    page = window.page("/known")
    judge(page)
    assert "4 people" in said(page)
    assert "<img" not in page
    assert "javascript:" not in page
    assert "4 Mar 2021" in said(page)
    assert re.findall(r'aria-label="Take out ([^"]+)"', window.page("/known?search=oz+partner")) == ["Cem Öz"]
    there = window.page("/known?at=Tidewell+Health")
    judge(there)
    assert "2 people" in said(there)
    assert "Nobody here fits" in said(window.page("/known?search=nobody"))


def test_long_lists_come_in_stretches(window, judge, bring):
    bring(*((f"Person {number:03}", "Acme", "", (), "") for number in range(120)))
    page = window.page("/known?offset=50&at=acme")
    judge(page)
    assert "51 to 100 of 120" in said(page)
    assert 'href="/known?at=acme&amp;offset=100"' in page


def test_taking_out_is_undone(window, judge, bring):
    bring(*PEOPLE)
    known = re.findall(r'name="id" value="([^"]+)"', window.page("/known"))
    for form in ({"id": known[0]}, {"everybody": "1"}):
        page = window.send("/known/remove", **form).get_data(as_text=True)
        judge(page)
        assert "Done: Took out" in said(page)
        undo = re.search(r'action="(/actions/[^"]+/undo)"', page).group(1)
        page = window.send(undo, next="/known").get_data(as_text=True)
        assert re.findall(r'name="id" value="([^"]+)"', page) == known
    for wrong, status in (("nobody", 422), (str(uuid4()), 404)):
        assert window.send("/known/remove", id=wrong).status_code == status
    assert "4 people" in said(window.page("/known"))


def test_a_person_page_says_whom_i_know_there(window, judge, bring, person):
    assert "You know them" not in said(window.page(person))
    bring(*PEOPLE)
    page = window.page(person)
    judge(page)
    assert "You know them: connected on 8 Jul 2019." in said(page)
    assert f"You know 2 people at Tidewell Health: Ana Ruiz (Nurse), {HOSTILE} ({HOSTILE})" in html.unescape(page)
    assert "<img src=x" not in page
    assert 'href="https://example.com/in/ana"' in page
    assert 'href="/known?at=Tidewell+Health"' in page


def test_a_company_page_says_whom_i_know_there(window, judge, bring, shelf):
    url = "https://example.com/company/tidewell"
    shelf.documents[url] = {
        "page": {"url": url, "kind": "organization", "title": "", "language": "en", "adapter": "test"},
        "organization": {"name": "Tidewell Health"},
        "people": [],
        "sections": {},
        "evidence": {},
    }
    bring(*PEOPLE, *((f"Person {number:03}", "Tidewell Health", "", (), "") for number in range(20)))
    page = window.page(window.read(url))
    judge(page)
    assert "You know 22 people here: Ana Ruiz (Nurse)," in said(page)
    assert "19 more" in said(page)
    assert "And 10 more" in said(page)
    assert "You know them" not in said(page)
