"""People named on single lines: a name alone, beside a title, or at the start of a sentence; weighs no context."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from askwell.parsing.generic.lines import Line
from askwell.parsing.generic.names import NameReading, is_credential_token, is_particle, read_name, script_of
from askwell.parsing.generic.titles import clean_title, title_score
from askwell.parsing.generic.words import label_field, plain, words

# Separators between a name and a title, the clearest first.
_BREAKS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\s+[–—|·•]\s+|\s*[|•]\s*|\s*(?:\.{3,}|…|_{3,})\s*",
        r"\s+-\s+|\s*[–—]\s*",
        r":\s+|\s*：\s*",
        r",\s*",
        r"\s*/\s*",
    )
)
_EAST_ASIAN_GAP = re.compile(r"[\s\u3000]+")
_BRACKET = re.compile(r"^(?P<name>[^()]{3,50})\s*\((?P<title>[^()]{2,90})\)\.?$")
_ON_BEHALF = re.compile(
    r"^(?:vertreten durch|vertretungsberechtigte[rn]?|représentée? par|represented by|representad[oa] por"
    r"|rappresentat[oa] da|vertegenwoordigd door|inhaltlich verantwortlich)\s*:?\s*"
    r"(?:den|die|der|das|the|le|la|el|il|de|unsere?n?|ihre?n?)?\s*",
    re.I,
)
_MAX_LINE = 160
# The signs without which a text holds no such break; quicker to look for than the break itself.
_BREAK_SIGNS = tuple(map(frozenset, ("–—|·•.…_", "-–—", ":：", ",", "/")))
_LEAD = re.compile(r"[^\s,;:()–—|]+")


@dataclass(slots=True)
class Mention:
    """A person named on a line.

    Attributes:
        reading: The name.
        line: Where it stands.
        shape: `whole` (the name is the line), `split` (name and title share it), `lead` (the name begins a sentence).
        title: The title that shares the line, or nothing.
        title_line: Where the title stands, once known.
        rest: For `lead`: the text after the name.
    """

    reading: NameReading
    line: Line
    shape: str
    title: str = ""
    title_line: Line | None = None
    rest: str = ""
    href: str = ""

    @property
    def name(self) -> str:
        """The person's name."""
        return self.reading.name


def mentions_on(line: Line) -> Mention | None:
    """Read one line as naming one person, in the most specific shape that fits."""
    text = line.text
    if len(text) < 2:
        return None
    head, colon, tail = text.partition(":")
    if colon and label_field("person", head) == "name":
        reading = read_name(tail.strip())
        return Mention(reading, line, "whole") if reading is not None and reading.score >= 0.4 else None
    if _is_label_line(text):
        return None
    if len(text) <= _MAX_LINE:
        for read in (_by_segments, _whole, _bracketed, _by_separators):
            mention = read(line)
            if mention is not None:
                return mention
    return _lead(line)


_PICTURE_WORDS = re.compile(
    r"^(?:photo|picture|portrait|headshot|image|foto|bild|porträt|retrato|ritratto|photographie)\s*(?:of|von|de|di|van)?\s*:?\s+"
    r"|\s*[-–,(]?\s*(?:photo|headshot|portrait|picture|foto|profile picture|profile photo)\)?$",
    re.I,
)


def mention_in_image(line: Line) -> Mention | None:
    """Read an image's alternative text as naming one person, alone or with a title."""
    text = _PICTURE_WORDS.sub("", line.text)
    reading = read_name(text)
    if reading is not None and reading.score >= 0.7:
        return Mention(reading, line, "image", href=line.href)
    for separator in _BREAKS[:4]:
        head, *tail = separator.split(text, maxsplit=1)
        if tail:
            pair = _pair(line, head, tail[0])
            if pair is not None:
                pair.shape = "image"
                return pair
    return None


def _is_label_line(text: str) -> bool:
    head, colon, _ = text.partition(":")
    return bool(colon) and bool(label_field("contact", head) or label_field("organization", head))


def _whole(line: Line) -> Mention | None:
    reading = read_name(line.text)
    if reading is not None and len(line.segments) > 1 and any(_is_place(segment.text) for segment in line.segments):
        return None
    if reading is None or (title_score(line.text) >= 0.85 and reading.score < 0.8):
        return None
    return Mention(reading, line, "whole", href=line.href)


def _is_place(text: str) -> bool:
    found = [plain(word) for word in text.split()]
    return bool(found) and (
        (found[0] in words("name_parts", "place_starts") and len(found) > 1)
        or all(word in words("name_parts", "places") for word in found)
    )


def _bracketed(line: Line) -> Mention | None:
    found = _BRACKET.match(line.text)
    if found is None:
        return None
    return _pair(line, found["name"], found["title"])


def _by_segments(line: Line) -> Mention | None:
    """Read a line whose inline pieces are a name and a title, as cards styled with spans have them."""
    segments = line.segments
    if not 2 <= len(segments) <= 6 or ("," in line.text and read_name(line.text)):
        return None
    first = segments[0].text.strip(" ,:–—|-")
    rest = clean_title(" ".join(segment.text for segment in segments[1:]))
    pair = _pair(line, first, rest, href=segments[0].href, needed=0.4)
    if pair is not None:
        return pair
    for place in range(1, len(segments)):
        before = clean_title(" ".join(segment.text for segment in segments[:place]))
        reading = read_name(segments[place].text.strip(" ,:–—|-"))
        if reading is not None and reading.score >= 0.45 and title_score(before) >= 0.5:
            return Mention(reading, line, "split", clean_title(before), line, href=segments[place].href)
    return None


def _by_separators(line: Line) -> Mention | None:
    if script_of(line.text) in ("han", "kana", "hangul"):
        gap = _EAST_ASIAN_GAP.search(line.text)
        if gap is not None:
            left, right = line.text[: gap.start()], line.text[gap.end() :]
            found = _pair(line, left, right) or _reversed(line, left, right, _BREAKS[0])
            if found is not None and found.reading.score >= 0.7:
                return found
    signs = set(line.text)
    possible = [
        separator for separator, known in zip(_BREAKS, _BREAK_SIGNS, strict=True) if not known.isdisjoint(signs)
    ]
    for separator in possible:
        for match in separator.finditer(line.text):
            left, right = line.text[: match.start()], line.text[match.end() :]
            pair = _pair(line, left, right) or _reversed(line, left, right, separator)
            if pair is not None:
                return pair
            if separator is not _BREAKS[3]:
                break
    return None


def _pair(line: Line, left: str, right: str, href: str = "", needed: float = 0.5) -> Mention | None:
    """Accept "name | title" when both sides look so."""
    reading = read_name(left)
    if reading is None or reading.score < 0.4:
        return None
    title = _after_credentials(right)
    if title_score(title) < needed:
        return None
    return Mention(reading, line, "split", clean_title(title), line, href=href or line.href)


def _after_credentials(text: str) -> str:
    """Drop letters such as "MS, RN," before a title."""
    parts = text.split(",")
    while (
        len(parts) > 1 and all(is_credential_token(token) for token in parts[0].split()) and title_score(parts[0]) < 0.5
    ):
        parts.pop(0)
    return ",".join(parts).strip()


def _reversed(line: Line, left: str, right: str, separator: re.Pattern[str]) -> Mention | None:
    """Accept "title: name" and "title - name"; "title, name" only with a sure name."""
    left = _ON_BEHALF.sub("", left)
    if title_score(left) < 0.5:
        return None
    reading = read_name(right)
    needed = 0.75 if separator is _BREAKS[3] else 0.45
    if reading is not None and reading.score >= needed and title_score(right) < 0.5:
        return Mention(reading, line, "split", clean_title(left), line, href=line.href)
    lead = leading_name(right)
    if lead is not None and lead[0].score >= 0.5 and lead[1]:
        return Mention(lead[0], line, "lead", clean_title(left), line, rest=lead[1])
    return None


def _lead(line: Line) -> Mention | None:
    """Read a sentence that begins with a name, or with a title and a name."""
    found = leading_name(line.text)
    if found is not None and found[0].score >= 0.5:
        return Mention(found[0], line, "lead", rest=found[1], href=line.segments[0].href if line.segments else "")
    for separator in _BREAKS[2:4]:
        match = separator.search(line.text[:90])
        if match is not None:
            mention = _reversed(line, line.text[: match.start()], line.text[match.end() :], separator)
            if mention is not None:
                return mention
    return None


def leading_name(text: str) -> tuple[NameReading, str] | None:
    """Cut the name that begins a sentence; the rest follows it without white space around."""
    best: tuple[NameReading, str] | None = None
    for place, match in enumerate(_LEAD.finditer(text)):
        if place > 6 or (place and match.group()[0].islower() and not is_particle(match.group())):
            break
        rest = text[match.end() :].strip()
        ends = _ends_name(rest) and not text[match.end() : match.end() + 1].isalnum()
        reading = read_name(text[: match.end()]) if ends else None
        if reading is not None and (best is None or reading.score >= best[0].score - 0.1):
            best = (reading, rest)
        if text[match.end() : match.end() + 1] in tuple(",;:(–—|"):
            break
    return best


def _ends_name(rest: str) -> bool:
    """Tell whether what follows cannot be a part of the name: punctuation or a lower-case word."""
    return not rest or not rest[0].isupper() or rest[0] in ",;:(–—|"


def mentions_in(lines: list[Line]) -> Iterator[Mention]:
    """Yield the mention of every line that has one."""
    for line in lines:
        mention = mentions_on(line)
        if mention is not None:
            yield mention
