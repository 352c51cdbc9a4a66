"""Signs that a page speaks of a person of a given name: its address, its sentences, its sections, its links."""

import re
from dataclasses import dataclass
from functools import cached_property

from askwell.parsing.generic.employers import states_role
from askwell.parsing.generic.lines import Line
from askwell.parsing.generic.names import NameReading, is_given_name
from askwell.parsing.generic.prose import begins_with_subject, role_of_sentence, sentences
from askwell.parsing.generic.view import View
from askwell.parsing.generic.words import plain, words
from askwell.parsing.text import compare_key

_FIRST_PERSON = re.compile(
    r"\b(?=[imajst])(?:I am|I'm|I’m|I work|I grew|I study|I received|I lead|I build|I write|I make|I design|My name is"
    r"|my research|My work|About me|ich bin|ich arbeite|mein name|je suis|je travaille|mon travail|"
    r"soy|trabajo como|me llamo|mi nombre|sou|trabalho como|meu nome|mi chiamo|sono un|ik ben|mijn naam"
    r"|jag är|jeg er)\b",
    re.I,
)
_LOCAL_PART = re.compile(r"([\w.+-]{2,40})@[\w-]+\.")
_PRONOUN_LINE = re.compile(
    r"(?:pronouns?\s*:?\s*)?[(]?(?:she|he|they|ze|xe|sie|er|elle|il|iel|ella|ela|lei|lui|zij"
    r"|hij)\s*/\s*[^\W\d_]+(?:\s*/\s*[^\W\d_]+)?[)]?$",
    re.I,
)
_OWN_SITE = re.compile(
    r"(?:about me|hire me|contact me|my work|my projects|me elsewhere|über mich|à propos de moi|qui suis-je"
    r"|sobre m[ií]m?|su di me|chi sono|over mij|om mig|om meg|o mnie|обо мне)$",
    re.I,
)
# Sites where an address carries a person's name; brands have pages on the others just as well.
_OWN_PROFILES = (
    "linkedin.com/in/",
    "linkedin.com/pub/",
    "github.com/",
    "xing.com/profile",
    "orcid.org/",
    "researchgate.net/profile",
    "academia.edu/",
)
_TILDE = re.compile(r"/(?:~|%7[eE])")
_PERSON_SECTIONS = frozenset(("experience", "education", "publications", "skills", "interests", "awards"))
# What the name itself suggests may count for no more than this: places and brands have such names, too.
MAX_NAME_CUES = 0.45


@dataclass(slots=True)
class Signs:
    """What speaks for a name.

    Attributes:
        weight: How much the page agrees that the name is its subject's.
        by_name: How much the name and its spelling in the address suggest a person.
        by_text: How much the rest of the page suggests that a person is meant.
    """

    weight: float = 0.0
    by_name: float = 0.0
    by_text: float = 0.0

    @property
    def cues(self) -> float:
        """Signs that a person is meant."""
        return min(self.by_name, MAX_NAME_CUES) + self.by_text


class CueReader:
    """Looks for signs on one page; what does not depend on the name is computed once."""

    def __init__(self, view: View) -> None:
        """Take a page; nothing is computed before it is asked for."""
        self.view = view

    def read(self, reading: NameReading, line: Line | None) -> Signs:
        """Collect the signs for one name.

        Args:
            reading: The name.
            line: The visible line of the name, if there is one.
        """
        signs = Signs()
        self._address(reading.name, signs)
        self._name(reading, line, signs)
        self._page(signs)
        self._prose(reading.name, line, signs)
        return signs

    def _address(self, name: str, signs: Signs) -> None:
        """Count an address that spells the name, or a folder of people's pages."""
        parts = _parts(name)
        steps = [plain(step).replace("~", "") for step in self.view.document.path]
        spelled = re.sub(r"[^a-z0-9]+", " ", " ".join(steps)).split()
        squeezed = "".join(spelled[-4:])
        host = plain(self.view.host_word).replace("-", "")
        given = bool(parts) and is_given_name(parts[0])
        if parts and (all(part in spelled[-3:] for part in (parts[0], parts[-1])) or "".join(parts) in squeezed):
            signs.weight += 0.4
            signs.by_name += 0.35 if given else 0.2
        elif (len(parts) > 1 and f"{parts[0][0]}{parts[-1]}" in spelled[-3:]) or any(
            part in word
            for part in parts[-1:]
            if len(part) > 3
            for word in (*spelled[-3:], self.view.document.host.split(".")[0])
        ):
            signs.weight += 0.25
            signs.by_name += 0.2
        if len(parts) > 1 and ("".join(parts) in host or "".join(reversed(parts)) in host):
            signs.weight += 0.4
            signs.by_name += 0.3 if given else 0.1
        if _TILDE.search(self.view.document.url):
            signs.weight += 0.2
        if _TILDE.search(self.view.document.url) or any(step in words("homepages", "paths") for step in steps[:-1]):
            signs.by_text += 0.4

    def _name(self, reading: NameReading, line: Line | None, signs: Signs) -> None:
        name = reading.name
        if reading.honorific or reading.credentials:
            signs.by_text += 0.3
        elif is_given_name(name.split()[0]):
            signs.by_name += 0.3
        title = self.view.document.title
        if line is not None and compare_key(line.text) == compare_key(title):
            signs.by_name += 0.2
        if compare_key(name) == compare_key(title):
            signs.weight += 0.2
        if len(name.split()) == 1 and plain(name) in plain(title).split():
            signs.weight += 0.2
        parts = [part for part in _parts(name) if len(part) > 2]
        if any(part in self.local_parts for part in parts):
            signs.weight += 0.15
            signs.by_text += 0.3
        if len(parts) > 1 and any(all(part in link for part in (parts[0], parts[-1])) for link in self.profile_paths):
            signs.by_text += 0.3

    def _page(self, signs: Signs) -> None:
        """Count what the page says of somebody without the name."""
        signs.weight += 0.1 * self.is_first_person + 0.1 * self.is_own_site
        signs.by_text += 0.35 * self.is_first_person + 0.3 * self.is_own_site + 0.5 * self.shows_pronouns
        signs.by_text += 0.4 * self._links_self
        signs.by_text += 0.2 * min(2, len(self.sections & _PERSON_SECTIONS))

    def _prose(self, name: str, line: Line | None, signs: Signs) -> None:
        """Count sentences that say what the person is, and a title near the name."""
        if any(begins_with_subject(text, name) and role_of_sentence(text) for text in self.first_sentences):
            signs.weight += 0.15
            signs.by_text += 0.4
        if line is not None:
            near = [other for other in self.view.lines[line.index + 1 : line.index + 4] if not other.hidden]
            titled = any(states_role(other.text) for other in near)
            signs.weight += 0.1 * titled
            signs.by_text += 0.4 * titled

    @cached_property
    def local_parts(self) -> str:
        """What stands before the at signs of the page's mail addresses."""
        return " ".join(
            plain(found)
            for line in self.view.lines
            if "@" in line.text or "@" in line.href
            for found in _LOCAL_PART.findall(f"{line.text} {line.href}")
        )

    @cached_property
    def profile_paths(self) -> list[str]:
        """Folded addresses of profiles elsewhere that the page links."""
        hrefs = [href for _, href in self.view.document.hrefs]
        every = "\n".join(hrefs).lower()
        marks = [mark for mark in _OWN_PROFILES if mark in every]
        return [plain(href) for href in hrefs if any(mark in href.lower() for mark in marks)] if marks else []

    @cached_property
    def long_lines(self) -> list[Line]:
        """The first paragraphs of the page."""
        return [line for line in self.view.body if len(line.text) > 60][:8]

    @cached_property
    def first_sentences(self) -> list[str]:
        """The first two sentences of the first paragraphs."""
        return [text for line in self.long_lines[:6] for text in sentences(line.text)[:2]]

    @cached_property
    def _links_self(self) -> bool:
        """Whether a link says that it leads to another page of the same person."""
        document = self.view.document
        return document.has("rel=me") or (document.has('rel="me') and document.has('rel="me"', 'rel="me '))

    @cached_property
    def is_first_person(self) -> bool:
        """Whether the page begins to speak in the first person."""
        return bool(_FIRST_PERSON.search(" ".join(line.text for line in self.view.body[:40])[:3000]))

    @cached_property
    def is_own_site(self) -> bool:
        """Whether a menu or heading speaks of "me"."""
        return any(_OWN_SITE.match(line.text) for line in self.view.lines if len(line.text) < 30)

    @cached_property
    def shows_pronouns(self) -> bool:
        """Whether a line near the top is a set of pronouns."""
        return any(_PRONOUN_LINE.match(line.text) for line in self.view.body[:60] if len(line.text) < 40)

    @cached_property
    def sections(self) -> set[str]:
        """The sections that the page's headings name."""
        return {section for heading in self.view.headings if heading and heading.named for section in heading.sections}


def _parts(name: str) -> list[str]:
    return [part for part in plain(name).replace("-", " ").replace(".", " ").split() if len(part) > 1]
