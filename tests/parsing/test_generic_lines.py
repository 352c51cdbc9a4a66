"""Pages as lines: what a reader sees on one line, and in which part of the page."""

from askwell.parsing.generic.lines import Line, read_lines
from askwell.parsing.markup import Tree


def lines_of(html: str) -> list[Line]:
    body = Tree(f"<html><body>{html}</body></html>").body
    assert body is not None
    return read_lines(body)


def texts_of(html: str) -> list[str]:
    return [line.text for line in lines_of(html)]


def test_blocks_and_breaks_end_lines() -> None:
    assert texts_of("<p>one <b>two</b><br>three</p>four<div>five</div>") == ["one two", "three", "four", "five"]


def test_touching_pieces_are_kept_apart_but_words_are_not() -> None:
    assert texts_of("<p><span>Ada Example</span><span>Baker</span></p>") == ["Ada Example Baker"]
    assert texts_of("<p><b>President</b><span>Bo Other</span></p>") == ["President Bo Other"]
    assert texts_of("<p><span>O</span>nce</p>") == ["Once"]


def test_preformatted_text_keeps_lines_and_columns() -> None:
    assert texts_of("<pre>Mayor      Ada\nClerk\tBo</pre>") == ["Mayor | Ada", "Clerk | Bo"]


def test_scripts_forms_and_drawings_are_not_read() -> None:
    assert texts_of("<script>x</script><svg><text>y</text></svg><select><option>z</option></select><p>a</p>") == ["a"]


def test_landmarks_give_regions() -> None:
    html = "<nav>a</nav><header>b</header><main>c<aside>d</aside></main><footer>e</footer><div role=navigation>f</div>"
    assert {line.text: line.region for line in lines_of(html)} == {
        "a": "nav", "b": "header", "c": "main", "d": "aside", "e": "footer", "f": "nav",
    }  # fmt: skip


def test_a_region_that_holds_the_page_is_no_region() -> None:
    long = "<p>" + "words and more words " * 40 + "</p>"
    assert {line.region for line in lines_of(f"<form><div class='sidebar'>{long}</div></form>")} == {"main"}


def test_headers_of_cards_are_not_the_pages_header() -> None:
    assert [line.region for line in lines_of("<article><header>Ada</header></article>")] == ["main"]


def test_hidden_linked_and_bold_lines_are_marked() -> None:
    hidden, linked, bold = lines_of('<p style="display: none">a</p><p><a href="/x">b</a></p><p><b>c</b></p>')
    assert hidden.hidden
    assert linked.href == "/x"
    assert bold.strong


def test_pictures_are_lines_of_their_own() -> None:
    picture, text = lines_of('<div><img alt="Ada Example"><p>Baker</p></div>')
    assert picture.is_image
    assert not text.is_image


def test_deep_nesting_is_read_without_recursion() -> None:
    assert texts_of("<div>" * 1200 + "deep" + "</div>" * 1200) == ["deep"]
