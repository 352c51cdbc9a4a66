"""Exchanges words, names, addresses, numbers and keys of a page for invented ones, the same always for the same."""

import random
import re
from collections.abc import Collection, Iterable
from itertools import pairwise
from urllib.parse import quote, unquote, urlsplit

FIRST_NAMES = ("Ada", "Bram", "Chiara", "Dilan", "Edith", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kira", "Leo")
LAST_NAMES = ("Example", "Ashdown", "Brandt", "Calder", "Dahlen", "Farrow", "Garnet", "Hollis", "Ingram", "Juniper")
WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
RUN = re.compile(r"[^\W_]+", re.UNICODE)
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
LONG_NUMBER = re.compile(r"\+?\d[\d ()./-]{6,}\d")
MAIL_OR_NUMBER = re.compile(f"{MAIL.pattern}|{LONG_NUMBER.pattern}")
UNIQUE_ID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.IGNORECASE)
ADDRESS = re.compile(r"(?:(?:https?:)?//|(?:mailto|tel):|/)\S*$")
YEAR = re.compile(r"(?:19|20)\d\d")
CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"
SHORTEST_HIDDEN_NAME = 5
LONGEST_SHORT_NUMBER = 4


class Inventor:
    """Exchanges what a page says.

    Attributes:
        kept: Words that carry structure.
        people: Words of names; they are never kept, wherever they stand.
        renamed: Ids and classes that seemed to name somebody, as they were.
    """

    def __init__(self, kept: set[str], names: list[str], host: str, phrases: Iterable[str] = ()) -> None:
        """Remember what stays, and give every part of a known name its invented part."""
        self.kept, self.host = kept, host
        self.known: dict[str, str] = {}
        for name, (first, last) in zip(names, invented_names(), strict=False):
            parts = WORD.findall(name)
            for number, part in enumerate(parts):
                self.known.setdefault(part.casefold(), last if number and number == len(parts) - 1 else first)
        self.people = {part.casefold() for name in names for part in WORD.findall(name) if len(part) > 1}
        self.anchors: set[str] = set()
        self.renamed: list[str] = []
        self._phrases = [" ".join(phrase.split()).casefold() for phrase in phrases]

    def text(self, text: str) -> str:
        """Exchange the words, mail addresses and long numbers of a text; what was exchanged is left alone."""
        return self._exchange(text, strict=False)

    def attribute(self, value: str) -> str:
        """Exchange what an attribute says that is not known to be structure: keys and numbers of any length too."""
        if ADDRESS.match(value):
            return self.address(value)
        return self._exchange(value, strict=True)

    def token(self, token: str) -> str:
        """Exchange an id or a class only where it names somebody, and the key or number in it."""
        if self._is_kept(token):
            return token
        if any(self.is_somebodys(part) for part in WORD.findall(token)):
            self.renamed.append(token)
            return self._runs(token)
        return UNIQUE_ID.sub(lambda found: invented_code(found.group()), RUN.sub(_without_key, token))

    def address(self, address: str) -> str:
        """Exchange the words of a link's path and fragment, and the host of another site; drop what follows a `?`."""
        scheme, colon, rest = address.partition(":")
        if scheme in ("mailto", "tel"):
            return scheme + colon + self.text(rest.partition("?")[0])
        try:
            parts = urlsplit(address)
            host = parts.hostname or ""
        except ValueError:
            return ""
        if parts.scheme not in ("", "http", "https"):
            return ""
        own = host == self.host or host.endswith("." + self.host)
        site = f"https://{self.shown_host}" if own else "https://other.example"
        path = "/".join(quote(self._step(unquote(step)), safe="@:!$&'()*+,;=~") for step in parts.path.split("/"))
        fragment = self.token(parts.fragment) if parts.fragment in self.anchors else self._step(parts.fragment)
        return (site if parts.netloc else "") + path + (f"#{fragment}" if fragment else "")

    @property
    def shown_host(self) -> str:
        """The host of the site, without the name of somebody who has a sub-domain."""
        labels = self.host.split(".")
        return ".".join([*map(self.token, labels[:-2]), *labels[-2:]])

    def is_somebodys(self, word: str) -> bool:
        """Tell whether a word is, or holds, a part of a name on this page."""
        key = word.casefold()
        if key in self.people:
            return True
        if key in self.kept:
            return False
        return any(name in key for name in self.people if len(name) >= SHORTEST_HIDDEN_NAME)

    def word(self, word: str) -> str:
        """Exchange one word, unless it belongs to the reader's vocabulary or says nothing."""
        key = word.casefold()
        if len(word) == 1 or (key in self.kept and key not in self.people):
            return word
        if key not in self.known:
            self.known[key] = spoken_word(key)
        invented = self.known[key]
        if word.isupper():
            return invented.upper()
        return invented.capitalize() if word[0].isupper() else invented.lower()

    def _exchange(self, text: str, *, strict: bool) -> str:
        if self._is_kept(text):
            return text
        parts, end = [], 0
        for found in MAIL_OR_NUMBER.finditer(text):
            parts += [self._words(text[end : found.start()], strict=strict), self._invented(found.group())]
            end = found.end()
        return "".join([*parts, self._words(text[end:], strict=strict)])

    def _words(self, text: str, *, strict: bool) -> str:
        """Exchange words around the phrases that stay."""
        free = [phrase for phrase in self._phrases if not self._names_somebody(phrase)]
        parts, end = [], 0
        for found in _pattern(free).finditer(text) if free else ():
            parts += [self._runs(text[end : found.start()], strict=strict), found.group()]
            end = found.end()
        return "".join([*parts, self._runs(text[end:], strict=strict)])

    def _runs(self, text: str, *, strict: bool = False) -> str:
        def exchange(found: re.Match[str]) -> str:
            run = found.group()
            if is_code(run) or (strict and _is_short_code(run)):
                return invented_code(run)
            return WORD.sub(lambda part: self.word(part.group()), run)

        return RUN.sub(exchange, UNIQUE_ID.sub(lambda found: invented_code(found.group()), text))

    def _step(self, step: str) -> str:
        """Exchange one step of a path."""
        return step if self._is_kept(step) else RUN.sub(_without_key, self._words(step, strict=False))

    def _is_kept(self, text: str) -> bool:
        """Tell whether somebody asked for exactly this to stay; then it does, whoever is called the same."""
        return bool(self._phrases) and " ".join(text.split()).casefold() in self._phrases

    def _names_somebody(self, phrase: str) -> bool:
        return any(part in self.people for part in WORD.findall(phrase))

    def _invented(self, found: str) -> str:
        if "@" in found:
            name = re.split(r"[@.+_-]", found)[0].casefold()
            return f"{self.known.get(name, 'somebody').casefold()}@example.com"
        return found if is_date(found) else re.sub(r"\d", "5", found)


def is_date(text: str) -> bool:
    """Tell a date or a span of years, which a fixture needs, from the number of somebody's telephone."""
    groups = re.findall(r"\d+", text)
    years = [group for group in groups if YEAR.fullmatch(group)]
    return bool(years) and all(group in years or len(group) <= 2 for group in groups)


def is_code(run: str) -> bool:
    """Tell a key that a program made ("8c41f0a2d7be") from a word with a number ("section2026")."""
    changes = sum(one.isdigit() != other.isdigit() for one, other in pairwise(run))
    return len(run) >= 8 and changes >= 3


def _is_short_code(run: str) -> bool:
    """Tell what may be somebody's number or key where nothing says that it is structure."""
    digits = sum(letter.isdigit() for letter in run)
    if digits == len(run):
        return digits >= 3 and not YEAR.fullmatch(run)
    return digits >= 1 and len(run) >= 6


def _without_key(found: re.Match[str]) -> str:
    """Exchange a key, or the long numbers of a run; shorter numbers are places in a list, years or sizes."""
    run = found.group()
    if is_code(run):
        return invented_code(run)
    return re.sub(
        r"\d+",
        lambda part: invented_code(part.group()) if len(part.group()) > LONGEST_SHORT_NUMBER else part.group(),
        run,
    )


def invented_code(code: str) -> str:
    """Invent a key of the same shape, always the same for the same, so that what refers to it still does."""
    chance = random.Random(code)  # noqa: S311 - the same each time, not a secret
    kinds = ((str.isdigit, "123456789"), (str.isupper, "ABCDEF"), (str.isalpha, "abcdef"))
    return "".join(
        next((chance.choice(letters) for is_kind, letters in kinds if is_kind(letter)), letter) for letter in code
    )


def spoken_word(key: str) -> str:
    """Invent a word of the same length that can be read aloud, always the same for the same."""
    chance = random.Random(key)  # noqa: S311 - the same each time, not a secret
    start = chance.randrange(2)
    return "".join(chance.choice((CONSONANTS, VOWELS)[(place + start) % 2]) for place in range(len(key)))


def invented_names() -> list[tuple[str, str]]:
    """List invented first and last names, enough for a page of people."""
    return [(first, last) for last in LAST_NAMES for first in FIRST_NAMES]


def _pattern(phrases: Collection[str]) -> re.Pattern[str]:
    written = (r"\s+".join(map(re.escape, phrase.split())) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(written)})(?![^\W_])", re.IGNORECASE)
