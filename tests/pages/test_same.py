"""Two records of one person on the person's page: side by side, joined, told apart, taken back; articles kept with somebody."""

import html
import re

import pytest

from tests.pages.conftest import MAREN, MAREN_FACTS, document_about

ELSEWHERE = "https://talks.example.net/maren"
SCRIPT = "<script>alert(1)</script>"


def text_of(page):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


@pytest.fixture
def other(window, shelf, person):
    """The address of a second record of the same person, from another site."""
    facts = {
        **MAREN_FACTS,
        "name": "Maren J. Holloway",
        "headline": f"Speaker {SCRIPT}",
        "location": "Columbus, Ohio",
        "skills": ["Talks"],
    }
    shelf.documents[ELSEWHERE] = document_about(ELSEWHERE, **facts)
    return window.read(ELSEWHERE)


def identity(address):
    return address.rpartition("/")[2]


def test_nobody_is_suggested_without_reason(window, person):
    assert 'id="same"' not in window.page(person)


def test_both_stand_side_by_side(window, person, other, judge):
    page = window.page(f"{person}?same")
    judge(page)
    said = text_of(page)
    assert "Is it the same person?" in said
    assert "Names that one person may have and the same employer." in said
    assert "talks.example.net" in said
    assert SCRIPT not in page
    names = re.findall(r'type="radio" name="choice:([^"]+)" value="(this|other)"', page)
    assert names == [(f"/person/{name}", side) for name in ("name", "headline") for side in ("this", "other")]
    assert re.search(r"<details[^>]* open>\s*<summary>Maren J", page)


def test_the_same_person_is_joined_and_taken_apart(window, person, other):
    form = {"other": identity(other), "choice:/person/headline": "this", "choice:/person/name": "other"}
    page = window.send(f"{person}/join", **form).get_data(as_text=True)
    said = text_of(page)
    assert "Done: Joined two records of" in said
    assert "<h1>Maren J. Holloway</h1>" in page
    assert MAREN_FACTS["headline"] in said
    assert "Talks" in said
    assert window.get(other).status_code == 404
    action = re.search(r'action="/actions/([0-9a-f-]{36})/undo"', page).group(1)
    window.send(f"/actions/{action}/undo", next=person)
    assert "<h1>Maren Holloway</h1>" in window.page(person)
    assert "<h1>Maren J. Holloway</h1>" in window.page(other)


def test_somebody_else_is_not_asked_about_again(window, person, other):
    page = window.send(f"{person}/apart", other=identity(other)).get_data(as_text=True)
    assert 'id="same"' not in page
    assert 'id="same"' not in window.page(other)
    action = re.search(r'action="/actions/([0-9a-f-]{36})/undo"', page).group(1)
    window.send(f"/actions/{action}/undo", next=person)
    assert 'id="same"' in window.page(person)


@pytest.mark.parametrize("path", ["join", "apart"])
@pytest.mark.parametrize("wrong", ["", "nobody", "11111111-2222-4333-8444-555555555555"])
def test_nobody_is_joined_with_nobody(window, person, path, wrong):
    before = window.page(person)
    assert window.send(f"{person}/{path}", other=wrong).status_code in {404, 422}
    assert text_of(window.page(person)) == text_of(before)


def test_an_article_is_kept_with_somebody(window, shelf, person, judge):
    url = "https://news.example.org/courses"
    article = document_about(url)
    article["page"]["kind"] = "article"
    article["person"] = None
    shelf.documents[url] = article
    shown = window.read(url)
    page = window.page(shown)
    judge(page)
    assert "Keep this page with" in text_of(page)
    kept = window.send(f"{shown}/keep", other=identity(person)).get_data(as_text=True)
    assert "Done: Kept a page with Maren Holloway" in text_of(kept)
    assert "Pages kept (2)" in text_of(kept)
    assert MAREN in kept
