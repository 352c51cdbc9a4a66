"""One page as a tree: pruned, decoded once, its twins silenced, its declared facts at hand."""

from datetime import UTC, datetime

import pytest

from askwell.domain.pages import CapturedPage
from askwell.parsing.decoding import decode_page, mend_text
from askwell.parsing.document import Document
from askwell.parsing.markup import text_of
from askwell.parsing.units import units_of


def document(html: str, url: str = "https://www.example.com/ada", title: str = "") -> Document:
    return Document(CapturedPage(url, html, datetime(2026, 1, 15, tzinfo=UTC), title))


def test_what_no_reader_sees_is_pruned() -> None:
    page = document(
        "<body><script>bad()</script><style>bad</style><svg><title>bad</title></svg><noscript>bad</noscript>"
        '<template>bad</template><input type="hidden" value="bad"><!-- bad --><code style="display:none">{"bad":1}</code>'
        "<p>good</p></body>"
    )
    assert text_of(page.body) == "good"
    assert page.state == ['{"bad":1}']


def test_lines_follow_blocks_and_words_stay_whole() -> None:
    page = document("<div>Jo<b>hn</b><br>Doe</div><table><tr><td>1<td>2</table><p>a</p>b")
    assert units_of(page.tree.css("div")[0])[0].paragraph == "John\nDoe"
    assert [unit.text for unit in units_of(page.tree.css("table")[0])] == ["1", "2"]
    assert text_of(page.body) == "John Doe 1 2 a b"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<p><span aria-hidden="true">Ada</span><span>Ada</span></p>', "Ada"),
        ('<p><span aria-hidden="true">2019 - 2020</span><span>2019 to 2020</span></p>', "2019 - 2020"),
        ('<p><span>1st degree connection</span><span aria-hidden="true">1st</span></p>', "1st"),
        ('<p><span aria-hidden="true">·</span><span>Porto</span></p>', "·Porto"),
        ('<p><span aria-hidden="true">Ada</span><span>Bob</span></p>', "AdaBob"),
    ],
)
def test_texts_for_screen_readers_are_not_read_twice(html: str, text: str) -> None:
    assert text_of(document(html).body) == text


def test_declared_facts() -> None:
    page = document(
        '<html lang="pt-BR"><head><title> A\n B </title><meta property="og:url" content="/x"><meta name="Description" '
        'content="d"><link rel="canonical" href="/ada?x=1"></head><body></body></html>'
    )
    assert (page.title, page.language, page.canonical_url) == ("A B", "pt", "https://www.example.com/ada?x=1")
    assert page.meta == {"og:url": "/x", "description": "d"}
    assert page.has("og:url")
    assert not page.has("h-card")
    assert document("<p>x</p>", title="(2) Tab").title == "(2) Tab"


def test_links_of_other_schemes_are_nothing() -> None:
    page = document("")
    links = ["javascript:alert(1)", "data:text/html,x", "mailto:a@example.org", "/b", "//c.example.org", "http://[bad"]
    assert [page.link(link) for link in links] == [
        "",
        "",
        "mailto:a@example.org",
        "https://www.example.com/b",
        "https://c.example.org",
        "",
    ]


def test_soup_is_made_of_the_pruned_page() -> None:
    assert document("<p>a</p><script>b</script>").soup.get_text() == "a"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Ünïcode".encode(), "Ünïcode"),
        (b"\xef\xbb\xbfAda", "Ada"),
        ("Ada".encode("utf-16"), "Ada"),
        ('<meta charset="iso-8859-1">é“'.encode("cp1252"), '<meta charset="iso-8859-1">é“'),
        ('<meta charset="shift_jis">漢字'.encode("shift_jis"), '<meta charset="shift_jis">漢字'),
        (b'<meta charset="no-such">\xff', '<meta charset="no-such">\ufffd'),
        (b"\xff", "\ufffd"),
    ],
)
def test_bytes_are_decoded_once(content: bytes, text: str) -> None:
    assert decode_page(content) == text


@pytest.mark.parametrize("text", ["Gismédia – 2013", "Œuvre “à” 5 €", "Příliš žluťoučký", "漢字 und Ümläute", "plain"])
def test_wrongly_decoded_text_is_mended_and_right_text_is_left(text: str) -> None:
    mistaken = "".join(
        bytes([byte]).decode("cp1252") if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else chr(byte)
        for byte in text.encode()
    )
    assert mend_text(mistaken) == text
    assert mend_text(text) == text
    assert mend_text(mistaken + "漢") == mistaken + "漢"


def test_a_page_decoded_wrongly_is_read_rightly() -> None:
    assert text_of(document("<p>Lisboa e RegiÃ£o â€“ 2013</p>").body) == "Lisboa e Região – 2013"
