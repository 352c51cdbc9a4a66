"""Address books: vCard 3.0 and 4.0, and the older 2.1; every address of a page is kept, also grouped ones."""

from collections.abc import Iterable, Iterator
from typing import Any

from askwell.domain.imports import (
    ColumnMapping,
    ImportedPerson,
    ImportField,
    ImportReading,
    ImportSource,
    ImportUnreadableError,
    UnreadableEntry,
)
from askwell.domain.profiles import Experience
from askwell.importing.card_lines import CardLine, card_line, unfolded
from askwell.importing.limits import MOST_ROWS, MOST_VALUES
from askwell.importing.people import mail_addresses, web_addresses
from askwell.importing.source_file import SourceFile
from askwell.importing.texts import one_line, several_lines

PROPERTIES = (
    ("FN", "name"),
    ("N", "given_name, middle_name, family_name"),
    ("NICKNAME", "name"),
    ("ORG", "employer"),
    ("TITLE", "title"),
    ("ROLE", "title"),
    ("EMAIL", "mail"),
    ("TEL", "phone"),
    ("URL", "url"),
    ("SOURCE", "url"),
    ("SOCIALPROFILE", "url"),
    ("X-SOCIALPROFILE", "url"),
    ("ADR", "location"),
    ("EXPERTISE", "skill"),
    ("NOTE", "note"),
    ("KIND", "(companies and groups are left out)"),
    ("X-ADDRESSBOOKSERVER-KIND", "(companies and groups are left out)"),
    ("X-ABSHOWAS", "(companies are left out)"),
    ("X-ASKWELL-POSITION", "(a role with its dates)"),
    ("X-ASKWELL-EDUCATION", "(a course of study with its dates)"),
    ("PRODID", "(whether Askwell wrote it)"),
)
_WANTED = frozenset(name for name, _ in PROPERTIES) | {"BEGIN", "END"}
_PAGES = ("SOURCE", "URL", "SOCIALPROFILE", "X-SOCIALPROFILE")
_POSITION = ("title", "organization", "start", "end", "location")
_EDUCATION = ("school", "degree", "field", "start", "end")
_NOT_PEOPLE = frozenset({"org", "group", "location", "company"})
_MOST_LINES = 2_000
_LABELS = "Role Education Skill Language Certificate Specialty Product About Industry Size Type Founded Link"
_NOTED = tuple(f"{label}: " for label in _LABELS.split())
"""How lines begin that Askwell adds to notes, for programs that show nothing else."""


class Card:
    """The properties of one card."""

    def __init__(self, number: int) -> None:
        """Begin empty, as the card of this number."""
        self.number, self.lines = number, list[CardLine]()

    def all(self, *names: str) -> list[CardLine]:
        """Give the properties of these names, the preferred ones first."""
        found = [line for name in names for line in self.lines if line.name == name and line.value.strip()]
        return sorted(found, key=lambda line: not line.is_preferred)

    def first(self, name: str) -> str:
        """Give one property as a line of text; empty when there is none."""
        return next((one_line(line.text) for line in self.all(name)), "")

    @property
    def name(self) -> str:
        """Give the displayed name, else its parts, else the nickname."""
        joined = ""
        for line in self.all("N")[:1]:
            family, given, middle = [*line.parts, "", "", ""][:3]
            joined = one_line(" ".join(part for part in (given, middle, family) if part.strip()))
        return self.first("FN") or joined or self.first("NICKNAME")

    @property
    def is_person(self) -> bool:
        """Say whether it is about a person."""
        kinds = (self.first(name).lower() for name in ("KIND", "X-ADDRESSBOOKSERVER-KIND", "X-ABSHOWAS"))
        return not _NOT_PEOPLE & set(kinds)


class AddressBook:
    """Reads cards one by one; one that is damaged does not cost the others."""

    source = ImportSource("vcard", "Address book (vCard)", entry="card")
    priority = 100
    fields = tuple(ImportField("", *one) for one in PROPERTIES)

    def accepts(self, file: SourceFile) -> bool:
        """Say whether it begins like a card."""
        return file.shape == "cards"

    def read(self, file: SourceFile, mapping: ColumnMapping | None) -> ImportReading:  # noqa: ARG002 - one protocol
        """Read everybody in it."""
        people: list[ImportedPerson] = []
        unreadable: list[UnreadableEntry] = []
        if file.text.upper().count("BEGIN:VCARD") > MOST_ROWS:
            raise ImportUnreadableError(
                f"This address book has more than {MOST_ROWS:,} cards. Nothing was changed. Split it, and bring in the "
                "parts."
            )
        for card in _cards(file.text):
            entry = _person(card)
            if isinstance(entry, ImportedPerson):
                people.append(entry)
            else:
                unreadable.append(entry)
        return ImportReading(self.source, people, unreadable)


def _cards(text: str) -> Iterator[Card]:
    card: Card | None = None
    number = 0
    for _, raw in unfolded(text):
        line = card_line(raw, _WANTED)
        if line is None:
            continue
        if line.name == "BEGIN":
            number += 1
            if card is not None:
                yield card
            card = Card(number)
        elif line.name == "END" and card is not None:
            yield card
            card = None
        elif card is not None and len(card.lines) < _MOST_LINES:
            card.lines.append(line)
    if card is not None:
        yield card


def _person(card: Card) -> ImportedPerson | UnreadableEntry:
    if not card.is_person:
        return UnreadableEntry(card.number, "It is about a company or a group, not about a person.")
    name = card.name
    if not name:
        return UnreadableEntry(card.number, "There is no name in it.")
    roles = list(_roles(card))
    current: Any = roles[0] if roles else {}
    return ImportedPerson(
        line=card.number,
        name=name,
        employer=str(current.get("organization", "")),
        title=str(current.get("title", "")),
        urls=web_addresses(one_line(line.text) for line in card.all(*_PAGES)),
        mails=mail_addresses(line.text for line in card.all("EMAIL")),
        phones=_phones(card.all("TEL")),
        location=_place(card.all("ADR")),
        note=_note(card),
        skills=tuple(dict.fromkeys(one_line(line.text) for line in card.all("EXPERTISE")))[:MOST_VALUES],
        roles=tuple(roles[:MOST_VALUES]),
        education=tuple(_entries(card.all("X-ASKWELL-EDUCATION"), _EDUCATION))[:MOST_VALUES],  # type: ignore[arg-type]
    )


def _note(card: Card) -> str:
    """Give the note; of what Askwell wrote only the user's own words, since the rest stands in properties too."""
    text = "\n".join(text for line in card.all("NOTE") if (text := several_lines(line.text)))
    if "Askwell" not in card.first("PRODID"):
        return text
    return "\n".join(line for line in text.splitlines() if not line.startswith(_NOTED)).strip()


def _phones(lines: Iterable[CardLine]) -> tuple[str, ...]:
    found = (one_line(line.text).removeprefix("tel:").partition(";")[0] for line in lines)
    return tuple(dict.fromkeys(number for number in found if number))[:MOST_VALUES]


def _place(lines: list[CardLine]) -> str:
    """Give city, region and country; other parts of a postal address are nobody's business here."""
    for line in lines:
        place = ", ".join(part for part in (one_line(part) for part in [*line.parts, *[""] * 7][3:7]) if part)
        if place:
            return place
    return ""


def _entries(lines: Iterable[CardLine], names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for line in lines:
        entry = {name: one_line(part) for name, part in zip(names, line.parts, strict=False)}
        kept = {name: text for name, text in entry.items() if text}
        if kept:
            yield kept


def _positions(card: Card) -> Iterator[dict[str, Any]]:
    return _entries(card.all("X-ASKWELL-POSITION"), _POSITION)


def _roles(card: Card) -> Iterator[Experience]:
    """Give the roles, the current one first: those with dates as Askwell writes them, else what is grouped together."""
    own: list[Any] = [entry if entry.get("end") else {**entry, "current": True} for entry in _positions(card)]
    yield from own
    if own:
        return
    employers, titles = card.all("ORG"), card.all("TITLE") or card.all("ROLE")
    for place, employer in enumerate(employers):
        beside = [line for line in titles if employer.group and line.group == employer.group]
        title = beside[:1] or (titles[place : place + 1] if not employer.group else [])
        role = Experience(organization=one_line(employer.parts[0]), current=True)
        if title:
            role["title"] = one_line(title[0].text)
        yield role
    if not employers and titles:
        yield Experience(title=one_line(titles[0].text), current=True)


IMPORTER = AddressBook()
