"""People whom the seeker already knows: what is kept about them, and when two entries are one person.

They are no prospects: nobody researched them. They say whom one could ask for an introduction.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from askwell.domain.addresses import canonical_address
from askwell.domain.employers import employer_code
from askwell.domain.facts import fold_text
from askwell.domain.name_readings import name_words


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody whom the seeker knows.

    Attributes:
        id: A UUID.
        name: As it was written; never empty.
        employer: Where they worked when they were brought in; may be empty.
        urls: Addresses of pages about them, as they were given; the first is their own page.
        mails: E-mail addresses as they were given.
        connected_on: ISO date since when they are connected; empty when unknown.
        note: What the seeker's own address book says about them.
        source: Where they were brought in from, as a word (`linkedin`, `google`, `vcard`, `csv`, ...).
        added_at: Aware time at which they were brought in.
    """

    id: str
    name: str
    added_at: datetime
    employer: str = ""
    title: str = ""
    urls: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    location: str = ""
    connected_on: str = ""
    note: str = ""
    source: str = ""

    @property
    def url(self) -> str:
        """Give the address of their own page on the web; may be empty."""
        return next((url for url in self.urls if url.lower().startswith(("https://", "http://"))), "")

    @property
    def pages(self) -> frozenset[str]:
        """Give the canonical addresses of the pages about them."""
        return frozenset(address for url in self.urls if (address := canonical_address(url)))

    @property
    def mail_keys(self) -> frozenset[str]:
        """Give the e-mail addresses in the form in which two writings of one are equal."""
        return frozenset(key for mail in self.mails if (key := mail_key(mail)))


@dataclass(frozen=True, slots=True)
class Acquaintances:
    """Whom the seeker knows around somebody.

    Attributes:
        employer: Where; the company itself, or the employer of a person.
        total: How many the seeker knows there, without the person themselves.
        people: The first of them, newest connection first.
        themselves: The person, when the seeker knows them already.
    """

    employer: str = ""
    total: int = 0
    people: list[KnownPerson] = field(default_factory=list)
    themselves: KnownPerson | None = None


@dataclass(frozen=True, slots=True)
class Somebody:
    """What is known of anybody who may be a known person, in the form in which it is compared."""

    name: str
    employer: str = ""
    pages: frozenset[str] = frozenset()
    mail_keys: frozenset[str] = frozenset()


def mail_key(mail: str) -> str:
    """Give the form in which two writings of one e-mail address are equal."""
    return mail.strip().removeprefix("mailto:").casefold()


def name_key(name: str) -> str:
    """Give the form in which names are looked up: folded, without titles and degrees."""
    return " ".join(name_words(name)) or name.strip().casefold()


def same_person(one: KnownPerson | Somebody, other: KnownPerson | Somebody) -> bool:
    """Tell whether two entries are surely one person.

    The same page says so, and the same mail address under the same name (families and teams share mail addresses).
    A name alone says so only with the same employer, or when neither entry has anything else to tell people apart;
    two own pages on one site are two people.
    """
    if one.pages & other.pages:
        return True
    if name_key(one.name) != name_key(other.name):
        return False
    if one.mail_keys & other.mail_keys:
        return True
    if _sites(one.pages) & _sites(other.pages):
        return False
    mine, theirs = employer_code(one.employer), employer_code(other.employer)
    if mine and theirs:
        return mine == theirs
    return not (mine or theirs) and not (one.pages or other.pages or one.mail_keys or other.mail_keys)


def may_be_same_person(one: KnownPerson | Somebody, other: KnownPerson | Somebody) -> bool:
    """Tell whether two entries are surely or perhaps one person; unlike employers leave it open, for people move on."""
    if same_person(one, other):
        return True
    return name_key(one.name) == name_key(other.name) and not _sites(one.pages) & _sites(other.pages)


def _sites(pages: frozenset[str]) -> set[str]:
    return {page.partition("/")[0] for page in pages}


def updated(kept: KnownPerson, fresh: KnownPerson) -> KnownPerson:
    """Give a known person as a newer entry says; what the newer one leaves empty stays, and nothing listed is lost."""
    return replace(
        kept,
        name=fresh.name or kept.name,
        employer=fresh.employer or kept.employer,
        title=fresh.title or kept.title,
        urls=_joined(kept.urls, fresh.urls, lambda url: canonical_address(url) or url),
        mails=_joined(kept.mails, fresh.mails, mail_key),
        phones=_joined(kept.phones, fresh.phones, _digits),
        location=fresh.location or kept.location,
        connected_on=fresh.connected_on or kept.connected_on,
        note=fresh.note or kept.note,
    )


def _joined(old: tuple[str, ...], new: tuple[str, ...], key: Callable[[str], str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for text in (*old, *new):
        found.setdefault(key(text), text)
    return tuple(found.values())


def _digits(phone: str) -> str:
    return "".join(character for character in phone if character.isdigit() or character == "+") or fold_text(phone)


class KnownPeople:
    """Known people by what tells them apart, for finding one of many thousand at once, also among namesakes."""

    MOST_NEAR = 50

    def __init__(self, people: Iterable[KnownPerson] = ()) -> None:
        """Take these people in."""
        self._by_id: dict[str, KnownPerson] = {}
        self._by_page: dict[str, str] = {}
        self._by_mark: dict[tuple[str, str], list[str]] = {}
        for person in people:
            self.take(person)

    def take(self, person: KnownPerson) -> None:
        """Take somebody in, or what is new about somebody who is already in."""
        self._by_id[person.id] = person
        for page in person.pages:
            self._by_page.setdefault(page, person.id)
        for mark in _marks(person):
            near = self._by_mark.setdefault(mark, [])
            if person.id not in near[-self.MOST_NEAR :]:
                near.append(person.id)

    def find(self, somebody: KnownPerson | Somebody) -> KnownPerson | None:
        """Find who is surely the same person; the same page comes first.

        A whole site says so only under the same name: address books name the company's site with everybody.
        """
        for page in sorted(somebody.pages):
            held = self._by_id.get(self._by_page.get(page, ""))
            if held is not None and ("/" in page or name_key(held.name) == name_key(somebody.name)):
                return held
        for mark in _marks(somebody):
            for near in self._by_mark.get(mark, ())[: self.MOST_NEAR]:
                if same_person(self._by_id[near], somebody):
                    return self._by_id[near]
        return None


def _marks(somebody: KnownPerson | Somebody) -> list[tuple[str, str]]:
    """Give under what namesakes are looked for: the name with each mail address and the employer, or alone."""
    name, mails, employer = name_key(somebody.name), somebody.mail_keys, employer_code(somebody.employer)
    marks = [(name, f"mail {mail}") for mail in sorted(mails)]
    if employer:
        marks.append((name, f"at {employer}"))
    elif not mails and not somebody.pages:
        marks.append((name, ""))
    return marks
