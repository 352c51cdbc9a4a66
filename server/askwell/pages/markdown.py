"""Our own texts from plain Markdown to HTML: headings, paragraphs, lists, bold, code, links; all escaped."""

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

SPAN = re.compile(
    r"\*\*(?P<bold>[^*]+)\*\*|`(?P<code>[^`]+)`|\[(?P<label>[^\]]+)\]\((?P<target>/[^)\s]*|https?://[^)\s]+)\)"
)


def render(text: str) -> Markup:
    """Turn a text into HTML; a heading gets its words, joined by hyphens, as its id."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return Markup("\n").join(_block(block) for block in blocks)


def anchor(heading: str) -> str:
    """Give the id of a heading."""
    return "-".join(re.findall(r"[a-z0-9]+", heading.lower().replace("’", "")))


def _block(block: str) -> Markup:
    heading = re.match(r"(#{1,3}) (.+)", block)
    if heading:
        level, words = len(heading[1]), heading[2]
        return Markup('<h{0} id="{1}">{2}</h{0}>').format(level, anchor(words), spans(words))
    if block.startswith("- "):
        items = re.split(r"\n(?=- )", block)
        return Markup("<ul>{}</ul>").format(
            Markup("").join(Markup("<li>{}</li>").format(spans(_folded(item[2:]))) for item in items)
        )
    return Markup("<p>{}</p>").format(spans(_folded(block)))


def _folded(block: str) -> str:
    return " ".join(line.strip() for line in block.splitlines())


def spans(text: str) -> Markup:
    """Turn the marks within a line into HTML."""
    return Markup("").join(_pieces(text))


def _pieces(text: str) -> Iterator[Markup]:
    end = 0
    for found in SPAN.finditer(text):
        yield escape(text[end : found.start()])
        if found["bold"]:
            yield Markup("<strong>{}</strong>").format(found["bold"])
        elif found["code"]:
            yield Markup("<code>{}</code>").format(found["code"])
        else:
            yield Markup('<a href="{}">{}</a>').format(found["target"], found["label"])
        end = found.end()
    yield escape(text[end:])
