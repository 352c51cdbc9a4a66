"""What a page is about: the decisions that keep other people's names away."""

import time
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askwell.domain.pages import CapturedPage
from askwell.parsing.reader import parse_page

MOMENT = datetime(2026, 1, 15, tzinfo=UTC)
PAGE = "<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def read(body: str, *, title: str = "", url: str = "https://www.example.org/page", head: str = "") -> dict[str, Any]:
    return dict(parse_page(CapturedPage(url, PAGE.format(title=title, head=head, body=body), MOMENT)))


def test_a_title_and_a_heading_alone_make_no_person() -> None:
    document = read("<h1>Victoria Falls</h1><p>Victoria Falls is a waterfall on a river.</p>", title="Victoria Falls")
    assert document["person"] is None


def test_a_name_with_a_role_does() -> None:
    document = read("<h1>Ada Example</h1><p>Baker at Example Mill</p>", title="Ada Example")
    assert document["person"]["name"] == "Ada Example"
    assert document["person"]["experience"][0]["organization"] == "Example Mill"


def test_markup_of_a_firm_beats_the_look_of_a_name() -> None:
    head = '<script type="application/ld+json">{"@type": "Store", "name": "Henry Mason"}</script>'
    document = read(
        "<h1>Henry Mason</h1><p>Owner</p>", title="Henry Mason", head=head, url="https://henrymason.example/"
    )
    assert document["person"] is None
    assert document["organization"]["name"] == "Henry Mason"


@pytest.mark.parametrize("kind", ["NewsArticle", "BlogPosting", "PodcastEpisode"])
def test_the_writer_of_an_article_is_not_its_subject(kind: str) -> None:
    head = f'<script type="application/ld+json">{{"@type": "{kind}", "headline": "On bread", "author": {{"@type": "Person", "name": "Ada Example"}}}}</script>'
    document = read("<h1>On bread</h1><p>By Ada Example</p>", title="On bread", head=head)
    assert document["page"]["kind"] == "article"
    assert document["person"] is None
    assert document["people"] == []


def test_signed_quotations_are_no_team() -> None:
    body = "<h1>Our team</h1><h3>Ada Example</h3><p>Baker</p><h3>Bo Other</h3><p>Brewer</p>"
    quoted = "<p>“The best bread in town, every single day.”</p><p>Cy Stranger, Mayor</p><blockquote>“Yes.”</blockquote><p>Di Guest, Editor</p>"
    document = read(body + quoted, title="Our team")
    assert [person["name"] for person in document["people"]] == ["Ada Example", "Bo Other"]


def test_several_openings_of_current_and_past_employers() -> None:
    head = (
        '<script type="application/ld+json">{"@type": "ProfilePage", "mainEntity": {"@type": "Person", "name": "Ada Example",'
        '"alumniOf": [{"@type": "Organization", "name": "Old Mill"}, {"@type": "CollegeOrUniversity", "name": "Sample College"}],'
        '"worksFor": {"@type": "Organization", "name": "New Mill"}, "jobTitle": "Baker"}}</script>'
    )
    person = read("<h1>Ada Example</h1>", title="Ada Example", head=head)["person"]
    assert [entry["organization"] for entry in person["experience"]] == ["New Mill", "Old Mill"]
    assert [entry["school"] for entry in person["education"]] == ["Sample College"]


def test_people_are_left_out_of_a_persons_page() -> None:
    body = "<h1>Ada Example</h1><p>Professor of Bread, Sample University</p><h2>Students</h2><ul><li>Bo Other</li><li>Cy Stranger</li></ul>"
    document = read(body, title="Ada Example", url="https://sample.example/~ada/")
    assert document["page"]["kind"] == "person"
    assert document["people"] == []


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200), st.text(max_size=60))
def test_any_text_is_read_without_an_error(body: str, title: str) -> None:
    document = read(f"<h1>{body}</h1><p>{body}</p><ul><li>{title}</li></ul>", title=title)
    assert document["page"]["kind"] in {"person", "organization", "people", "article", "wall", "other"}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "<div> </div> <p> <b> </b> <td> <table> <tr> <h2> <li> <a href=x> </a> Ada\u00a0Example Baker , : 1999 <br>".split(
                " "
            )
        ),
        max_size=40,
    )
)
def test_broken_markup_is_read_without_an_error(pieces: list[str]) -> None:
    assert read(" ".join(pieces), title="Our team")["page"]


CROWDED = {
    "a team without end": "<h1>Our team</h1>" + "<h3>Ada Example</h3><p>Baker</p>" * 12_000,
    "a table without end": "<table>" + "<tr><td>Ada Example</td><td>Baker</td><td>555-010-0100</td></tr>" * 8_000,
    "a sentence without end": "<p>" + "Ada Example, Baker, " * 20_000,
    "labels without end": "<p>Founded: 1999 Tel: 123 Fax: 345</p>" * 12_000,
    "works without end": "<h1>Ada Example</h1><p>Baker</p><h2>Publications</h2>" + "<li>A. Example: On bread. In: Loaf, 2019.</li>" * 10_000,
    "cards without end": '<div class="h-card"><a class="p-name u-url" href="/">Ada</a></div>' * 8_000,
}  # fmt: skip


@pytest.mark.parametrize("body", CROWDED.values(), ids=CROWDED)
def test_crowded_pages_are_read_in_bounded_time(body: str) -> None:
    started = time.process_time()
    assert read(body, title="Ada Example", url="https://www.example.org/team/ada")["page"]["kind"]
    assert time.process_time() - started < 3.0
