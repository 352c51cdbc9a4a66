"""Pairs in the whole list that may be one person: explained, compared, told apart, taken back."""

import html
import re

from tests.pages.conftest import MAREN_FACTS, document_about

SCRIPT = "<script>alert(1)</script>"


def said(page):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def test_nobody_is_there_twice(window, judge):
    page = window.page("/people/twice")
    judge(page)
    assert "Nobody in your list looks like somebody else" in said(page)


def test_a_pair_is_explained_told_apart_and_taken_back(window, judge, shelf, person):
    url = "https://talks.example.net/maren"
    shelf.documents[url] = document_about(url, **{**MAREN_FACTS, "name": "M. Holloway", "headline": SCRIPT})
    other = window.read(url)
    assert 'href="/people/twice"' in window.page("/people")
    page = window.page("/people/twice")
    judge(page)
    assert SCRIPT not in page
    assert "Names that one person may have and the same employer." in said(page)
    assert re.search(rf'href="({person}|{other})\?same#same"', page)
    ids = {name: re.search(rf'name="{name}" value="([^"]+)"', page).group(1) for name in ("one", "other")}
    assert window.send("/people/twice/apart", one=ids["one"], other="nobody").status_code == 422
    page = window.send("/people/twice/apart", **ids).get_data(as_text=True)
    judge(page)
    assert "Nobody in your list looks like" in said(page)
    undo = re.search(r'action="(/actions/[^"]+/undo)"', page).group(1)
    page = window.send(undo, next="/people/twice").get_data(as_text=True)
    assert ids["one"] in page
