"""Which offer wins, what is kept of the others, and where a value is written."""

from datetime import UTC, datetime

import pytest

from askwell.domain.pages import CapturedPage
from askwell.parsing.document import Document, replay
from askwell.parsing.evidence import Draft

HTML = """<html><head><title>Ada</title><meta property="og:title" content="Ada M."></head><body>
<h1>Ada  Example</h1><ul><li>One</li><li>Two</li></ul><a href="/x">X</a>
<script type="application/ld+json">{"@type":"Person","name":"Ada Exampel"}</script></body></html>"""


@pytest.fixture
def draft() -> Draft:
    return Draft(Document(CapturedPage("https://www.example.com/ada", HTML, datetime(2026, 1, 15, tzinfo=UTC))))


def test_the_stronger_source_wins_and_disagreement_is_kept(draft: Draft) -> None:
    draft.put("/person/name", "Ada M.", 'meta[property="og:title"]@content', source="meta", confidence=1.0)
    draft.put("/person/name", "Ada Exampel", "jsonld:0/name", source="jsonld")
    draft.put("/person/name", "Ada Example", draft.document.tree.css_first("h1"), source="adapter", confidence=0.5)
    draft.put("/person/name", "ADA EXAMPLE", "title", source="heuristic")
    written = draft.finish({})
    evidence = written["evidence"]["/person/name"]
    assert written["person"] == {"name": "Ada Example"}
    assert (evidence["raw"], evidence["method"]) == ("Ada Example", "adapter")
    assert [other["value"] for other in evidence["alternates"]] == ["Ada Exampel", "Ada M."]  # type: ignore[typeddict-item]


def test_a_reason_belongs_to_the_kind_it_was_given_for(draft: Draft) -> None:
    draft.kind, draft.reason = "other", "No person could be told."
    draft.kind = "other"
    assert draft.reason == "No person could be told."
    draft.kind = "person"
    assert (draft.kind, draft.reason) == ("person", "")
    draft.kind, draft.reason = "wall", "The site asks to sign in."
    assert draft.reason == "The site asks to sign in."


def test_empty_offers_are_no_offers(draft: Draft) -> None:
    for value in (None, "", [], {}):
        draft.put("/person/name", value, "h1")
    draft.add("/person/experience", {"title": "", "end": None}, "li")
    draft.add("/person/skills", "", "li")
    written = draft.finish({})
    assert written["person"] is None
    assert written["evidence"] == {}


def test_a_list_comes_from_its_strongest_source_and_weaker_ones_complete_it(draft: Draft) -> None:
    items = draft.document.tree.css("li")
    draft.add("/person/experience", {"title": "A", "organization": "X", "location": "Y"}, "jsonld:0", source="jsonld")
    draft.add("/person/experience", {"title": "Other", "organization": "Z"}, "jsonld:0", source="jsonld")
    draft.add(
        "/person/experience", {"title": "A", "organization": "X", "end": None}, items[0], parts={"title": items[1]}
    )
    written = draft.finish({})
    assert written["person"] == {"experience": [{"title": "A", "organization": "X", "end": None, "location": "Y"}]}
    assert written["evidence"]["/person/experience/0"]["raw"] == "One"
    assert written["evidence"]["/person/experience/0/title"]["raw"] == "Two"


def test_addresses_gather_from_every_source_once(draft: Draft) -> None:
    draft.add("/person/links", "https://a.example.com", "a@href", source="heuristic")
    draft.add("/person/links", "https://b.example.com", "a@href", source="adapter")
    draft.add("/person/links", "https://a.example.com", "a@href", source="adapter")
    assert draft.finish({})["person"] == {"links": ["https://b.example.com", "https://a.example.com"]}


def test_withdrawn_facts_leave_nothing(draft: Draft) -> None:
    draft.put("/person/name", "Ada", "h1")
    draft.put("/organization/name", "X", "h1")
    draft.withdraw("/person")
    written = draft.finish({})
    assert written["person"] is None
    assert written["organization"] == {"name": "X"}


@pytest.mark.parametrize(
    ("where", "raw"),
    [
        ("h1", "Ada Example"),
        ("a@href", "/x"),
        ("jsonld:0/name", "Ada Exampel"),
        ("ul > li:nth-of-type(2)", "Two"),
        ("h6", None),
        ("jsonld:3/name", None),
    ],
)
def test_a_place_can_be_replayed(draft: Draft, where: str, raw: str | None) -> None:
    assert replay(draft.document, where) == raw


def test_paths_need_no_class_and_find_their_element(draft: Draft) -> None:
    document = draft.document
    for node in document.tree.css("body *"):
        path = document.where(node)
        found = document.tree.css_first(path)
        assert found is not None
        assert found.mem_id == node.mem_id
        assert "class" not in path
