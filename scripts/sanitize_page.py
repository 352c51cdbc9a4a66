"""Turns a saved page into a fixture with invented people: `python3 scripts/sanitize_page.py PAGE OUT --url URL`.

The structure stays: elements, ids, roles, links of the same shape. Every word that is not part of the reader's own
vocabulary (headings, months, labels, job titles) is exchanged for an invented one of the same length and case, the same
word always for the same; names become invented names, addresses and numbers examples. Look at the result before you
commit it: what is left is your responsibility.
"""

import argparse
import json
import random
import re
import sys
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

from environment import DEV_LOCK, ROOT, inside, say

DROPPED = (
    'script:not([type="application/ld+json"]), style, svg, noscript, template, iframe, object, embed, canvas, '
    'input[type="hidden"], link[rel="stylesheet"]'
)
SPOKEN = ("alt", "title", "aria-label", "content", "placeholder", "value", "datetime")
ADDRESSES = ("href", "src", "action", "itemid", "about", "resource")
LONGEST_ATTRIBUTE = 300
FIRST_NAMES = ("Ada", "Bram", "Chiara", "Dilan", "Edith", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kira", "Leo")
LAST_NAMES = ("Example", "Ashdown", "Brandt", "Calder", "Dahlen", "Farrow", "Garnet", "Hollis", "Ingram", "Juniper")
WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
LONG_NUMBER = re.compile(r"\+?\d[\d ()./-]{6,}\d")
MAIL_OR_NUMBER = re.compile(f"{MAIL.pattern}|{LONG_NUMBER.pattern}")
CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"
KEPT_KEYS = ("@type", "@context", "@id")


class Inventor:
    """Exchanges words for invented ones, always the same for the same."""

    def __init__(self, kept: set[str], names: list[str], host: str) -> None:
        """Remember what stays, and give every part of a known name its invented part."""
        self.kept, self.host = kept, host
        self.known: dict[str, str] = {}
        for name, (first, last) in zip(names, invented_names(), strict=False):
            parts = WORD.findall(name)
            for number, part in enumerate(parts):
                self.known.setdefault(part.casefold(), last if number and number == len(parts) - 1 else first)

    def text(self, text: str) -> str:
        """Exchange the words, mail addresses and long numbers of a text; what was exchanged is left alone."""
        parts, end = [], 0
        for found in MAIL_OR_NUMBER.finditer(text):
            parts += [self._words(text[end : found.start()]), self._invented(found.group())]
            end = found.end()
        return "".join([*parts, self._words(text[end:])])

    def _words(self, text: str) -> str:
        return WORD.sub(lambda found: self.word(found.group()), text)

    def _invented(self, found: str) -> str:
        if "@" in found:
            name = re.split(r"[@.+_-]", found)[0].casefold()
            return f"{self.known.get(name, 'somebody').casefold()}@example.com"
        return found if is_date(found) else re.sub(r"\d", "5", found)

    def word(self, word: str) -> str:
        """Exchange one word, unless it belongs to the reader's vocabulary or says nothing."""
        key = word.casefold()
        if len(word) == 1 or (key in self.kept and key not in self.known):
            return word
        if key not in self.known:
            self.known[key] = spoken_word(key)
        invented = self.known[key]
        if word.isupper():
            return invented.upper()
        return invented.capitalize() if word[0].isupper() else invented.lower()

    def address(self, address: str) -> str:
        """Exchange the words of a link's path, and the host of another site."""
        scheme, colon, rest = address.partition(":")
        if scheme in ("mailto", "tel"):
            return scheme + colon + self.text(rest)
        parts = urlsplit(address)
        if parts.scheme not in ("", "http", "https"):
            return ""
        site = f"https://{self.host}" if parts.netloc.endswith(self.host) else "https://other.example"
        path = WORD.sub(lambda found: self.word(found.group()), parts.path)
        return (site if parts.netloc else "") + path + (f"#{parts.fragment}" if parts.fragment else "")


def is_date(text: str) -> bool:
    """Tell a date or a span of years, which a fixture needs, from the number of somebody's telephone."""
    groups = re.findall(r"\d+", text)
    years = [group for group in groups if re.fullmatch(r"(?:19|20)\d\d", group)]
    return bool(years) and all(group in years or len(group) <= 2 for group in groups)


def spoken_word(key: str) -> str:
    """Invent a word of the same length that can be read aloud, always the same for the same."""
    chance = random.Random(key)  # noqa: S311 - the same each time, not a secret
    start = chance.randrange(2)
    return "".join(chance.choice((CONSONANTS, VOWELS)[(place + start) % 2]) for place in range(len(key)))


def invented_names() -> list[tuple[str, str]]:
    """List invented first and last names, enough for a page of people."""
    return [(first, last) for last in LAST_NAMES for first in FIRST_NAMES]


def vocabulary() -> set[str]:
    """Collect every word that the reader itself knows: these carry structure, not people."""
    kept: set[str] = {"linkedin", "github", "http", "https", "www", "com", "org"}

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


def names_on(html: str, url: str) -> list[str]:
    """Ask the reader whom the page names."""
    from datetime import UTC, datetime

    from askwell.domain.pages import CapturedPage
    from askwell.parsing.reader import parse_page

    document = parse_page(CapturedPage(url, html, datetime(2026, 1, 1, tzinfo=UTC)))
    person = (document.get("person") or {}).get("name")
    return [*([person] if person else []), *(mention["name"] for mention in document.get("people") or [])]


def sanitize(html: str, url: str) -> str:
    """Return the page with its structure kept and its words invented."""
    from bs4 import BeautifulSoup, Comment

    host = (urlsplit(url).hostname or "").removeprefix("www.")
    inventor = Inventor(vocabulary(), names_on(html, url), host)
    soup = BeautifulSoup(html, "lxml")
    for element in soup.select(DROPPED):
        element.decompose()
    for comment in soup.find_all(string=lambda found: isinstance(found, Comment)):
        comment.extract()
    for script in soup.find_all("script"):
        script.string = exchange_json(script.get_text(), inventor)
    for text in soup.find_all(string=True):
        if text.parent is not None and text.parent.name not in ("script", "[document]"):
            text.replace_with(inventor.text(str(text)))
    for element in soup.find_all(True):
        exchange_attributes(element.attrs, inventor)
    return f"<!-- url: {inventor.address(url)} -->\n{soup}\n"


def exchange_attributes(attributes: dict[str, object], inventor: Inventor) -> None:
    """Exchange what attributes say, and drop what no reader needs."""
    for name, value in list(attributes.items()):
        if name.startswith("on") or name in ("style", "srcset") or len(str(value)) > LONGEST_ATTRIBUTE:
            del attributes[name]
        elif name in ADDRESSES:
            attributes[name] = inventor.address(str(value))
        elif name in SPOKEN and not (name == "content" and attributes.get("charset")):
            attributes[name] = inventor.text(str(value))


def exchange_json(text: str, inventor: Inventor) -> str:
    """Exchange the texts of a JSON-LD block; a block that cannot be read is dropped."""

    def exchange(value: object, key: str = "") -> object:
        if isinstance(value, dict):
            return {name: exchange(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [exchange(inner, key) for inner in value]
        if not isinstance(value, str) or key in KEPT_KEYS:
            return value
        return inventor.address(value) if value.startswith("http") else inventor.text(value)

    try:
        return json.dumps(exchange(json.loads(text)), ensure_ascii=False)
    except ValueError:
        return ""


def main() -> int:
    """Write the sanitised page and say how large it became."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("page", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--url", required=True, help="the address the page was saved from")
    options = parser.parse_args()
    inside(DEV_LOCK)
    written = sanitize(options.page.read_bytes().decode("utf-8", "replace"), options.url)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(written, encoding="utf-8")
    say(f"{options.out}: {len(written.encode()) / 1000:.0f} KB (fixtures may have 100). Read it before you commit it.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
