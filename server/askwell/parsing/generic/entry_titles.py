"""Titles of listed people: the line at the same distance from every name, or what the sentence after it says."""

from askwell.parsing.generic.degrees import is_school
from askwell.parsing.generic.lines import Line
from askwell.parsing.generic.mentions import Mention
from askwell.parsing.generic.places import is_place_line
from askwell.parsing.generic.prose import role_in_prose
from askwell.parsing.generic.titles import clean_title, is_head, title_score
from askwell.parsing.generic.words import label_field, phrases, plain, words

_MAX_TITLE_WORDS = 14
_CONTINUED = (" and", " &", ",", " of", " und", " et", " y", " e", " en", " for", " für", " de", "/")
_PARAGRAPH = 60


class EntryTitles:
    """Finds titles around the names of one page."""

    def __init__(self, lines: list[Line], candidates: dict[int, Mention]) -> None:
        """Take the page's lines and what they mention, by line index."""
        self.lines = lines
        self.place = {line.index: number for number, line in enumerate(lines)}
        self.candidates = candidates

    def give(self, mentions: list[Mention]) -> None:
        """Give the names of one group their titles."""
        alone = [mention for mention in mentions if not mention.title and mention.shape in ("whole", "image")]
        offset = self._offset(alone) if alone else 0
        for mention in alone:
            self._from_line(mention, offset)
        for mention in mentions:
            if not mention.title:
                self._from_prose(mention)

    def near(self, mention: Mention, offset: int) -> Line | None:
        """Return the line at a distance, unless another person or the page's end lies between."""
        start = self.place[mention.line.index]
        step = 1 if offset > 0 else -1
        for number in range(start + step, start + offset + step, step):
            if not 0 <= number < len(self.lines) or self._is_other(self.lines[number], mention):
                return None
        return self.lines[start + offset]

    def _is_other(self, line: Line, mention: Mention) -> bool:
        other = self.candidates.get(line.index)
        if other is None or other.shape == "lead" or other.name == mention.name:
            return False
        return other.reading.score >= 0.5

    def _offset(self, mentions: list[Mention]) -> int:
        """Choose the distance at which most names have a title; 0 for none."""
        votes = {
            offset: sum(title_score(text) >= 0.5 for mention in mentions if (text := self._text_at(mention, offset)))
            for offset in (1, -1, 2)
        }
        best = max(votes, key=lambda offset: votes[offset])
        return best if votes[best] * 3 >= len(mentions) else 0

    def _text_at(self, mention: Mention, offset: int) -> str:
        """Return the text at a distance; a marked heading before a name heads a group, not a person."""
        line = self.near(mention, offset)
        if line is None or (offset < 0 < line.level and not mention.line.level):
            return ""
        return value_of(line.text)

    def _from_line(self, mention: Mention, offset: int) -> None:
        text = self._text_at(mention, offset) if offset else ""
        if not may_be_title(text):
            return
        mention.title, mention.title_line = clean_title(text), self.near(mention, offset)
        following = self.near(mention, offset + 1) if offset > 0 else None
        if following is not None and text.endswith(_CONTINUED) and len(following.text.split()) <= 8:
            mention.title = clean_title(f"{text} {following.text}")

    def _from_prose(self, mention: Mention) -> None:
        line = mention.line if mention.shape == "lead" else self._paragraph_after(mention)
        role = role_in_prose(line.text, mention.name) if line is not None else None
        if role is not None:
            mention.title, mention.title_line = role.title, line

    def _paragraph_after(self, mention: Mention) -> Line | None:
        for offset in (1, 2, 3):
            line = self.near(mention, offset)
            if line is None or len(line.text) > _PARAGRAPH:
                return line
        return None


def value_of(text: str) -> str:
    """Drop the label before a title ("Position: Sales Manager")."""
    head, colon, tail = text.partition(":")
    return tail.strip() if colon and label_field("person", head) == "headline" else text


def may_be_title(text: str) -> bool:
    """Tell whether a line at the place of titles can be one though no listed word is in it."""
    if title_score(text) >= 0.5:
        return True
    found = text.split()
    if (
        not 0 < len(found) <= _MAX_TITLE_WORDS
        or any(char.isdigit() for char in text)
        or text.endswith((".", "!", "?", "…"))
    ):
        return False
    if plain(text) in phrases("headings", "more_links") or any(sign in text for sign in ("@", "http", ":")):
        return False
    if label_field("contact", text) in ("phone", "email", "fax"):
        return False
    return not _is_organization_or_place(text, found)


def _is_organization_or_place(text: str, found: list[str]) -> bool:
    folded = [plain(word).replace(".", "") for word in found]
    if is_school(text) or (folded[-1] in words("organizations", "suffixes") and not is_head(found[-1])):
        return True
    return is_place_line(text) or all(
        word in words("name_parts", "places") or word in ("and", "&", "") for word in folded
    )
