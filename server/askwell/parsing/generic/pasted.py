"""Text that somebody pasted: a profile, a biography or a note without any markup, read by its order of lines."""

import re

from askwell.parsing.evidence import Draft
from askwell.parsing.generic.lines import Line
from askwell.parsing.generic.mentions import leading_name, mentions_on
from askwell.parsing.generic.names import NameReading, read_name
from askwell.parsing.generic.organization_names import NameCandidate, ends_legally
from askwell.parsing.generic.organizations import read_organization
from askwell.parsing.generic.persons import PersonReader
from askwell.parsing.generic.places import is_place_line
from askwell.parsing.generic.prose import begins_with_subject, role_of_sentence, sentences
from askwell.parsing.generic.subject import Candidate
from askwell.parsing.generic.view import View
from askwell.parsing.generic.words import is_heading_phrase

_MARK = 'data-askwell="pasted"'
_FURNITURE = re.compile(
    r"^(?:\W*(?:1st|2nd|3rd|\d\.º?)\W*|.*\b(?:connections|followers|Kontakte|Follower|relations|abonnés"
    r"|contactos|seguidores|conexões|collegamenti|volgers|connecties)\b.*|contact info|kontaktinfo"
    r"|coordonnées|message|follow|connect|more|open to.*)$",
    re.I,
)
_LOCATION_TAIL = re.compile(
    r"\s*·\s*(?:contact info|kontaktinfo|coordonnées|información de contacto|informações de contato"
    r"|informazioni di contatto|contactgegevens)\s*$",
    re.I,
)
_PRONOUN_LINE = re.compile(r"^[(\[]?(?P<pronouns>[^\W\d_]{2,5}/[^\W\d_]{2,6}(?:/[^\W\d_]{2,6})?)[)\]]?(?:\s*·.*)?$")
_MAX_LINES = 1_500


def is_pasted(view: View) -> bool:
    """Tell whether a page is bare text: marked as pasted, or paragraphs without headings, links and pictures."""
    if view.document.has(_MARK):
        return True
    lines = view.lines
    return 0 < len(lines) <= _MAX_LINES and not any(
        line.level or line.href or line.links or line.is_image for line in lines
    )


def read_pasted(view: View, draft: Draft) -> bool:
    """Read bare text about a person or an organization; tell whether it was about either."""
    lines = view.body
    if not lines:
        return False
    found = _named_first(lines)
    if found is not None:
        reading, line = found
        draft.kind = "person"
        _read_person(view, Candidate(reading, at=line.node, weight=1.0, best=0.5, line=line), draft)
        return True
    if ends_legally(lines[0].text) and len(lines[0].text) <= 80:
        draft.kind = "organization"
        name = NameCandidate(lines[0].text, lines[0].node, 1.0)
        read_organization(view, [], name, [], draft)
        return True
    return False


def _named_first(lines: list[Line]) -> tuple[NameReading, Line] | None:
    """Return the name in the first line: alone, beside a title, or at the start of a sentence about the person."""
    first = lines[0]
    whole = read_name(first.text)
    if whole is not None and whole.score >= (0.3 if len(lines) > 1 and not is_heading_phrase(first.text) else 0.6):
        return whole, first
    mention = mentions_on(first)
    if mention is not None and mention.shape == "split":
        return mention.reading, first
    found = leading_name(first.text)
    if found is not None and found[0].score >= 0.5:
        sentence = next(iter(sentences(first.text)), "")
        if begins_with_subject(sentence, found[0].name) and role_of_sentence(sentence) is not None:
            return found[0], first
    return None


def _read_person(view: View, subject: Candidate, draft: Draft) -> None:
    """Offer the head of a profile line by line, then let the reader of persons do the rest."""
    assert subject.line is not None  # noqa: S101 - the caller found the name on a line
    for line in _head(view, subject.line):
        pronouns = _PRONOUN_LINE.match(line.text)
        place = _LOCATION_TAIL.sub("", line.text)
        if pronouns:
            draft.put("/person/pronouns", pronouns["pronouns"], line.node, source="heuristic", confidence=0.8)
        elif place != line.text or is_place_line(place):
            draft.put("/person/location", place, line.node, source="heuristic", confidence=0.75)
        elif draft.offered("/person/headline") is None and _may_be_headline(line.text):
            draft.put("/person/headline", line.text, line.node, source="heuristic", confidence=0.8)
    PersonReader(view, subject, draft).read()


def _may_be_headline(text: str) -> bool:
    """Tell whether a line may be the one people write under their name; a full sentence begins a text."""
    return 2 < len(text) <= 220 and not (text.endswith((".", "!", "?")) and len(text.split()) > 8)


def _head(view: View, name: Line) -> list[Line]:
    """Return the lines between the name and the first section, without the furniture of profile pages."""
    found: list[Line] = []
    for line in view.body:
        if line.index <= name.index:
            continue
        heading = view.headings[line.index]
        if (heading is not None and heading.named) or len(found) >= 6 or len(line.text) > 260:
            break
        if not _FURNITURE.match(line.text):
            found.append(line)
    return found
