"""Pages made to exhaust the reader: bounded time, plain words, and no page that people read is refused."""

import time
from datetime import UTC, datetime

import pytest

from askwell.domain.pages import CapturedPage
from askwell.parsing.limits import MAX_CHARACTERS, PageTooComplexError, check_limits
from askwell.parsing.reader import parse_page

SECONDS = 5.0
LD = '<script type="application/ld+json">{}</script>'
URLS = (
    "https://www.linkedin.com/in/ada-example/",
    "https://www.linkedin.com/company/x/people/",
    "https://www.example.com/team",
)
REFUSED = {
    "too many characters": "x" * (MAX_CHARACTERS + 1),
    "too many tags": "<i></i>" * 500_000,
    "deep nesting": "<div>" * 100_000,
    "deep nesting behind a quote": '<div title="it\'s">' * 5_000,
    "deep unknown elements": "<x-y>" * 20_000,
    "many attributes": "<div " + " ".join(f"a{number}=1" for number in range(50_000)) + ">",
    "many attributes with tags in them": "<div " + " ".join(f'a{number}="<b>"' for number in range(20_000)) + ">",
    "quotes that never end": '<a href="' * 50_000,
    "unclosed styles": "<font size=1>" * 2_000 + "<p>x" * 20_000,
}
READ = {
    "a million characters of nothing": "\x00" * 1_000_000 + "<h1>Ada</h1>",
    "a huge attribute": '<div data-x="' + "a" * 7_000_000 + '">hi</div>',
    "brackets without end": LD.format("[" * 120_000),
    "a wide graph": LD.format("[" + ",".join(['{"@type":"Person","name":"x"}'] * 8_000) + "]"),
    "thousands of blocks": LD.format('{"@type":"Person","name":"x"}') * 5_000,
    "a long number": LD.format('{"@type":"Person","age":' + "9" * 200_000 + "}"),
    "headings under headings": "<main>" + "<div>" * 400 + "<h2>Experience</h2><p>x</p>" * 15_000,
    "sections in sections": "<section><h2>Experience</h2>" * 600,
    "a list without end": "<main><h2>Experience</h2><ul>" + "<li><p>A</p><p>B</p><p>2019 - 2020</p></li>" * 12_000,
    "dates without end": "<main><h2>Experience</h2>" + "<p>2019 - 2020</p>" * 15_000,
    "links without end": "<main>" + "".join(f'<a href="/in/p{number}">P</a>' for number in range(20_000)),
    "hidden texts in hidden texts": '<b aria-hidden="true">a' * 600 + "text " * 500_000 + "</b><b>b</b>" * 600,
    "scripts that never end": "<script>" * 50_000,
    "comments that never end": "<!--" * 50_000,
    "numbers": "<main><h2>Experience</h2><p>" + "1 a 2020 " * 200_000,
}


@pytest.mark.parametrize("html", REFUSED.values(), ids=REFUSED)
def test_a_tangled_page_is_refused_quickly_and_kindly(html: str) -> None:
    started = time.process_time()
    with pytest.raises(PageTooComplexError) as refused:
        parse_page(CapturedPage("https://www.example.com/", html, datetime(2026, 1, 15, tzinfo=UTC)))
    assert time.process_time() - started < SECONDS
    assert refused.value.reason in refused.value.detail
    assert "kept" in refused.value.detail


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize("html", READ.values(), ids=READ)
def test_a_strange_page_is_read_in_bounded_time(html: str, url: str) -> None:
    started = time.process_time()
    document = parse_page(CapturedPage(url, html, datetime(2026, 1, 15, tzinfo=UTC)))
    assert time.process_time() - started < SECONDS
    assert document["page"]["kind"]


@pytest.mark.parametrize(
    "html",
    [
        "<p>" * 20_000,
        "<ul>" + "<li>x" * 20_000,
        "<table>" + "<tr><td>x" * 10_000,
        "<a name=x>" * 3_000 + "<p>old page",
        "<font color=red>" * 50 + "<p>x" * 2_000,
        "<script>if (a < b && c > d) { x = '<div>' }</script>" * 2_000,
        "<div title='" + "word " * 100_000 + "'>x</div>",
        "<p>" + "word = word " * 100_000,
    ],
)
def test_sloppy_pages_are_not_refused(html: str) -> None:
    check_limits(html, html.encode())


def test_what_is_read_is_plain_text_with_safe_links() -> None:
    html = (
        "<title>Ada Example | LinkedIn</title><main><section><h1>Ada Example</h1><p>Engineer &lt;img src=x&gt;</p>"
        '<a href="javascript:alert(1)">Contact info</a></section><section><h2>Experience</h2><ul><li>'
        '<a href="javascript:alert(2)/company/x/"><p>Engineer</p></a><p>Firm<script>alert(3)</script></p>'
        "<p>2019 - 2020</p></li></ul></section></main>"
    )
    document = parse_page(CapturedPage(URLS[0], html, datetime(2026, 1, 15, tzinfo=UTC)))
    role = (document["person"] or {})["experience"][0]
    assert role["organization"] == "Firm"
    assert "javascript" not in str(document)
    assert "alert" not in str(document["person"])
