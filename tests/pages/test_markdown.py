import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from askwell.domain.errors import AskwellError
from askwell.domain.refusals import RefusalError
from askwell.pages import markdown

ROOT = Path(__file__).resolve().parents[2]
TEXTS = files("askwell.pages") / "texts"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# What it is", '<h1 id="what-it-is">What it is</h1>'),
        ("## Sites’ terms", '<h2 id="sites-terms">Sites’ terms</h2>'),
        ("one\nline", "<p>one line</p>"),
        ("- a\n  b\n- c", "<ul><li>a b</li><li>c</li></ul>"),
        ("**bold** and `code <x>`", "<p><strong>bold</strong> and <code>code &lt;x&gt;</code></p>"),
        ("[here](/add)", '<p><a href="/add">here</a></p>'),
        ("[no](javascript:alert(1))", "<p>[no](javascript:alert(1))</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
    ],
)
def test_rendering(text: str, html: str) -> None:
    assert markdown.render(text) == html


def test_the_page_and_the_document_say_the_same_about_privacy() -> None:
    assert (TEXTS / "privacy.md").read_text(encoding="utf-8") == (ROOT / "docs/privacy.md").read_text(encoding="utf-8")


def failures(base: type[AskwellError]) -> set[type[AskwellError]]:
    return {base, *(found for child in base.__subclasses__() for found in failures(child))}


def test_every_failure_is_explained() -> None:
    explained = tomllib.loads((TEXTS / "problems.toml").read_text(encoding="utf-8"))
    assert RefusalError in failures(AskwellError)
    missing = {failure.slug for failure in failures(AskwellError)} - set(explained)
    assert not missing, "explain these in pages/texts/problems.toml"
    for slug, words in explained.items():
        assert set(words) == {"title", "what", "safe", "next"}, slug
        assert all(sentence.endswith((".", "!")) or key == "title" for key, sentence in words.items()), slug
