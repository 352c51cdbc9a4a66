"""Turns a saved page into a fixture with invented people: `python3 scripts/sanitize_page.py PAGE OUT --url URL`.

The structure stays: elements, roles, ids and classes that name nobody, links of the same shape. Every word that is not
part of the reader's own vocabulary (headings, months, labels, job titles) is exchanged for an invented one of the same
length and case, the same word always for the same; names become invented names, addresses, numbers and keys examples.
`--keep` leaves what the site itself says and you anchor on: `--keep Craft "Bench since" folk`. Look at the result
before you commit it: what is left is your responsibility.
"""

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from environment import DEV_LOCK, ROOT, inside, say
from inventor import WORD, Inventor, invented_code
from page_words import LABELS, mail_words, path_words, steps_of, words_like_names

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

DROPPED = (
    'script:not([type="application/ld+json"]), style, svg, noscript, template, iframe, object, embed, canvas, '
    'input[type="hidden"], link[rel="stylesheet"]'
)
DROPPED_ATTRIBUTES = frozenset("style srcset imagesrcset ping nonce integrity srcdoc".split())
SPOKEN = frozenset(
    "alt title aria-label aria-description aria-valuetext aria-roledescription placeholder datetime".split()
)
ADDRESSES = frozenset("href src action formaction cite poster background longdesc itemid about resource".split())
# What these say comes from the standards of pages, not from anybody.
STANDARD = frozenset(
    """role rel rev type lang xml:lang dir hidden tabindex width height colspan rowspan scope itemprop
    itemscope itemtype property typeof vocab prefix datatype charset http-equiv media method target enctype
    loading decoding crossorigin sizes async defer checked selected disabled readonly required multiple open
    start reversed span border align valign size maxlength min max step contenteditable draggable spellcheck
    translate referrerpolicy fetchpriority autocomplete xmlns aria-hidden aria-expanded aria-level aria-live
    aria-current aria-haspopup aria-modal aria-selected aria-checked aria-pressed aria-disabled aria-atomic
    aria-busy aria-sort aria-orientation aria-posinset aria-setsize aria-invalid aria-valuenow aria-valuemin
    aria-valuemax aria-required aria-readonly aria-multiline""".split()
)
# These name parts of the page: they stay, except where they name somebody.
PARTS = frozenset(
    """class id for name headers list form usemap slot part itemref componentkey aria-controls aria-labelledby
    aria-describedby aria-owns aria-activedescendant aria-details aria-flowto aria-errormessage data-testid
    data-test-id data-test data-qa data-cy data-part data-section data-role data-type data-kind data-component
    data-view-name data-state data-field data-block data-module data-slot data-toggle data-target
    data-controller""".split()
)
TECHNICAL_META = frozenset(
    "viewport robots color-scheme theme-color referrer format-detection og:type og:locale twitter:card".split()
)
LONGEST_ATTRIBUTE = 300
LARGEST_PLAIN_NUMBER = 9_999
TECHNICAL_WORDS = frozenset(
    """http https www com org linkedin github html php jpg jpeg png gif webp pdf index true false yes no on off auto
    none null""".split()
)
KEPT_KEYS = ("@type", "@context")


def vocabulary() -> set[str]:
    """Collect every word that the reader itself knows: these carry structure, not people."""
    kept = set(TECHNICAL_WORDS)

    def collect(value: object) -> None:
        if isinstance(value, str):
            kept.update(word.casefold() for word in WORD.findall(value))
        elif isinstance(value, dict):
            for key, inner in value.items():
                collect(key)
                collect(inner)
        elif isinstance(value, list):
            for inner in value:
                collect(inner)

    for path in (ROOT / "server" / "askwell" / "parsing").rglob("*.toml"):
        if "given" not in path.stem:
            collect(tomllib.loads(path.read_text(encoding="utf-8")))
    return kept


def names_on(html: str, url: str) -> tuple[str, list[str]]:
    """Ask the reader whom the page is about, and whom else it names."""
    from datetime import UTC, datetime

    from askwell.domain.pages import CapturedPage
    from askwell.parsing.reader import parse_page

    document = parse_page(CapturedPage(url, html, datetime(2026, 1, 1, tzinfo=UTC)))
    person = (document.get("person") or {}).get("name") or ""
    return person, [mention["name"] for mention in document.get("people") or []]


def sanitize(html: str, url: str, keep: Sequence[str] = ()) -> str:
    """Return the page with its structure kept and its words invented."""
    from bs4 import BeautifulSoup, Comment

    soup = BeautifulSoup(html, "lxml")
    for element in soup.select(DROPPED):
        element.decompose()
    for comment in soup.find_all(string=lambda found: isinstance(found, Comment)):
        comment.extract()
    inventor = inventor_for(soup, html, url, keep)
    for script in soup.find_all("script"):
        script.string = exchange_json(script.get_text(), inventor)
    for text in soup.find_all(string=True):
        if text.parent is not None and text.parent.name not in ("script", "[document]"):
            text.replace_with(inventor.text(str(text)))
    for element in soup.find_all(True):
        exchange_attributes(element, inventor)
    written = f"<!-- url: {inventor.address(url)} -->\n{soup}\n"
    if inventor.renamed:
        say(f"Ids and classes that seemed to name somebody: {', '.join(sorted(set(inventor.renamed))[:30])}")
        say("Is one of them a part of the page? Then run this again with --keep and its name.")
    return written


def inventor_for(soup: "BeautifulSoup", html: str, url: str, keep: Sequence[str]) -> Inventor:
    """Learn from a page whose names are on it, and which words belong to the site."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    kept, texts = vocabulary(), list(spoken_texts(soup))
    like_names = words_like_names(texts) - kept
    slug = [part.casefold() for step in steps_of(url)[-1:] for part in WORD.findall(step) if len(part) > 1]
    person, others = names_on(html, url)
    if not person and 1 < len(slug) < 4 and like_names.issuperset(slug):
        person = " ".join(slug)
    inventor = Inventor(kept, [name for name in (person, *others) if name], host, keep)
    inventor.people |= (mail_words(text for text, _ in texts) | set(slug)) - kept
    kept |= {word.casefold() for word in WORD.findall(host) if not inventor.is_somebodys(word)}
    links = [str(element["href"]) for element in soup.select("a[href]")]
    paths = {word for word in path_words(links, url, WORD.findall(person)) if not inventor.is_somebodys(word)} - kept
    if paths:
        say(f"Kept in paths, because many links share them: {', '.join(sorted(paths))}. Is one of them somebody?")
    kept |= paths
    asked = {word.casefold() for phrase in keep for word in WORD.findall(phrase)}
    inventor.people |= like_names - kept - asked
    inventor.anchors = {str(element["id"]) for element in soup.select("[id]")}
    return inventor


def spoken_texts(soup: "BeautifulSoup") -> Iterable[tuple[str, bool]]:
    """Yield what the page says in elements and attributes, with whether it is a label or a heading."""
    for text in soup.find_all(string=True):
        parent = text.parent
        if parent is not None and parent.name not in ("script", "[document]"):
            yield str(text), any(part.name in (*LABELS, "nav") for part in (parent, *parent.parents))
    for element in soup.find_all(True):
        for name, value in element.attrs.items():
            known = name in STANDARD or name in PARTS or name in ADDRESSES or name in DROPPED_ATTRIBUTES
            if not known and not name.startswith("on"):
                yield str(value), False


def exchange_attributes(element: "Tag", inventor: Inventor) -> None:
    """Exchange what attributes say, and drop what no reader needs."""
    for name, value in list(element.attrs.items()):
        values = [str(part) for part in value] if isinstance(value, list) else str(value).split()
        if name.startswith("on") or name in DROPPED_ATTRIBUTES or len(str(value)) > LONGEST_ATTRIBUTE:
            del element.attrs[name]
        elif name in PARTS and not (name == "name" and element.name == "meta"):
            element.attrs[name] = " ".join(inventor.token(part) for part in values)
        elif name in ADDRESSES:
            element.attrs[name] = inventor.address(str(value))
        elif name == "content":
            exchange_content(element, inventor)
        elif name in SPOKEN:
            element.attrs[name] = inventor.text(str(value))
        elif name not in STANDARD and name != "name":
            element.attrs[name] = inventor.attribute(str(value))


def exchange_content(element: "Tag", inventor: Inventor) -> None:
    """Exchange what a meta line says, unless it speaks to the browser."""
    content = str(element["content"])
    head, mark, target = content.partition("url=")
    key = str(element.get("name") or element.get("property") or "").lower()
    if str(element.get("http-equiv", "")).lower() == "refresh" and mark:
        element["content"] = head + mark + inventor.address(target.strip("'\" "))
    elif not (element.get("http-equiv") or element.get("charset") or key in TECHNICAL_META):
        is_address = re.match(r"(?:https?:)?//|/", content)
        element["content"] = inventor.address(content) if is_address else inventor.text(content)


def exchange_json(text: str, inventor: Inventor) -> str:
    """Exchange the texts of a JSON-LD block; a block that cannot be read is dropped."""

    def exchange(value: Any, key: str = "") -> Any:  # noqa: ANN401 - JSON may hold anything
        if isinstance(value, dict):
            return {name: exchange(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [exchange(inner, key) for inner in value]
        if isinstance(value, int | float):
            return exchange_number(value)
        if not isinstance(value, str) or key in KEPT_KEYS:
            return value
        if value.startswith(("http", "/", "#")):
            return inventor.address(value)
        return inventor.attribute(value) if key in ("@id", "identifier") else inventor.text(value)

    try:
        return json.dumps(exchange(json.loads(text)), ensure_ascii=False)
    except ValueError:
        return ""


def exchange_number(value: float) -> float:
    """Exchange a number that may be somebody's key or a place on the map."""
    if not isinstance(value, int):
        return float(round(value))
    return int(invented_code(str(value))) if abs(value) > LARGEST_PLAIN_NUMBER else value


def read_page(path: Path) -> str:
    """Read a saved page the way `askwell parse` does."""
    from askwell.parsing.decoding import decode_page

    return decode_page(path.read_bytes())


def add_keep(parser: argparse.ArgumentParser) -> None:
    """Add the option that leaves words of the site."""
    parser.add_argument(
        "--keep",
        nargs="+",
        action="extend",
        default=[],
        metavar="WORDS",
        help='words, phrases and path steps of the site to leave as they are: --keep Craft "Bench since" folk',
    )


def main() -> int:
    """Write the sanitised page and say how large it became."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--url", required=True, help="the address the page was saved from")
    add_keep(parser)
    options = parser.parse_args()
    inside(DEV_LOCK)
    written = sanitize(read_page(options.page), options.url, options.keep)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(written, encoding="utf-8")
    say(f"{options.out}: {len(written.encode()) / 1000:.0f} KB (fixtures may have 100). Read it before you commit it.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
