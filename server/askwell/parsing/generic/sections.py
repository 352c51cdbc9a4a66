"""Sections of somebody's own page (experience, education, publications, ...): their lines and their items."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from askwell.parsing.dates import DateRange, parse_date, parse_range
from askwell.parsing.evidence import Draft
from askwell.parsing.generic.careers import Entry, cut_entries, role_of, study_of
from askwell.parsing.generic.degrees import degrees_in_line
from askwell.parsing.generic.lines import Line
from askwell.parsing.generic.view import Heading, View
from askwell.parsing.vocabulary import asks_for_rest

_SPLIT = re.compile(r"\s*[,;|·•]\s*|\s+/\s+")
_LEVEL = re.compile(r"^(?P<name>[^\W\d_][^\d:(–—-]{1,30}?)\s*(?:[:(–—-]\s*|\s-\s)(?P<level>[^()]{2,60}?)\)?$")
_TITLE_END = re.compile(
    r"[.,]?\s*\(with\s|[.?!]\s+(?=[A-Z\"“])|,\s+(?=(?:Proceedings|In\b|in\b|Journal|ACM|IEEE|Springer"
    r"|vol\.))|\.\s*In\s|\"\s*,?|”\s*,?|[,.]\s*(?:19|20)\d\d"
)
_AUTHORS = re.compile(
    r"^(?:(?:[A-Z]\.[\s-]?){1,3}[A-Z][\w'’-]+|[A-Z][\w'’-]+(?:,)?\s(?:[A-Z]\.[\s-]?){1,3})(?:,|\sand\s|\s&\s|\s\()"
)
_AUTHOR_LIST = re.compile(
    r"^(?:[^\W\d_][\w.'’ -]{2,40},\s*){0,8}(?:[^\W\d_]\.\s?){1,3}[^\W\d_][\w'’-]+\s*(?:\(\d{4}\))?:\s+"
)
_NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{3})*|\d{1,6}")
_YEARS = re.compile(r"\b((?:19|20)\d\d)\s*[-–—/~～]\s*((?:19|20)\d\d)\b")
_MAX_ITEMS = 60
_TEXT_SECTIONS = {"skills": "/person/skills", "courses": "/person/courses", "groups": "/person/groups"}
_NAMED_SECTIONS = {
    "awards": ("/person/awards", "name", "date"),
    "projects": ("/person/projects", "name", ""),
    "certifications": ("/person/certifications", "name", "issued"),
    "patents": ("/person/patents", "title", "date"),
}


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one section of the page, without its heading."""

    name: str
    heading: Line
    lines: list[Line]


def find_blocks(view: View) -> list[Block]:
    """List the sections whose heading names one, in page order."""
    blocks: list[Block] = []
    for line in view.body:
        heading = view.headings[line.index]
        if heading is None or heading.line.index == line.index:
            if heading is not None and heading.named:
                blocks.append(Block(_content_name(heading.sections), heading.line, []))
            elif heading is not None and blocks and _belongs(heading, blocks[-1], view):
                blocks[-1].lines.append(line)
            elif heading is not None:
                blocks.append(Block("", heading.line, []))
        elif blocks:
            blocks[-1].lines.append(line)
    return [block for block in blocks if block.name and block.lines]


def _content_name(sections: tuple[str, ...]) -> str:
    """Choose what a section holds among what its heading may mean."""
    return next((name for name in sections if name not in ("people", "not_people")), sections[0])


def _belongs(heading: Heading, block: Block, view: View) -> bool:
    """Tell whether an unnamed heading is an entry of the section before it."""
    opened = view.headings[block.heading.index]
    return bool(block.name) and opened is not None and (heading.level > opened.level or block.name in heading.sections)


def read_blocks(blocks: list[Block], draft: Draft) -> None:
    """Offer the items of every section of a person's page, and say how many each shows."""
    for block in blocks:
        reader = _READERS.get(block.name)
        if reader is not None:
            shown = reader(block, draft)
            if shown:
                asked, total = _asked_for(block)
                more = asked and (total is None or total > shown)
                draft.section(block.name, "truncated" if more else "complete", shown, total if more else None)


def _asked_for(block: Block) -> tuple[bool, int | None]:
    """Tell whether a section offers to show the rest of its items, and how many there are if it says so."""
    for line in block.lines:
        if asks_for_rest(line.text):
            number = _NUMBER.search(line.text)
            return True, int(re.sub(r"\D", "", number.group())) if number else None
    return False, None


def _experience(block: Block, draft: Draft) -> int:
    return _add_entries(block, draft, "/person/experience", role_of)


def _education(block: Block, draft: Draft) -> int:
    lines = [line for line in block.lines if degrees_in_line(line.text)]
    if lines and len(lines) * 2 >= len(block.lines):
        beside = _dates_beside(block.lines)
        for line in lines:
            span = _YEARS.search(line.text)
            dates = beside.get(line.index)
            for degree in degrees_in_line(line.text):
                item: dict[str, str | None] = {"school": degree.school, "degree": degree.degree, "field": degree.field}
                if span is not None:
                    item |= {"start": span[1], "end": span[2]}
                elif degree.end or dates is None:
                    item |= {"end": degree.end or None}
                else:
                    item |= {"start": dates.start, "end": dates.end} if dates.end != dates.start else {"end": dates.end}
                draft.add("/person/education", item, line.node, source="heuristic", confidence=0.75)
        return len(lines)
    return _add_entries(block, draft, "/person/education", study_of)


def _dates_beside(lines: list[Line]) -> dict[int, DateRange]:
    """Map lines to the bare dates before them (terms of a definition list), where a section begins with dates."""
    dates = [parse_range(line.text) for line in lines]
    if not dates or dates[0] is None:
        return {}
    pairs = zip(lines[1:], dates[1:], dates, strict=False)
    return {line.index: before for line, own, before in pairs if own is None and before is not None}


def _add_entries(block: Block, draft: Draft, pointer: str, read: Callable[[Entry], dict[str, object] | None]) -> int:
    shown = 0
    for entry in cut_entries(block.lines)[:_MAX_ITEMS]:
        item = read(entry)
        if item is not None:
            place = entry.line.node if entry.line else None
            draft.add(pointer, item, place, source="heuristic", confidence=0.7)
            shown += 1
    return shown


def _texts(block: Block, draft: Draft) -> int:
    pointer = _TEXT_SECTIONS[block.name]
    values = [(piece.strip(" ."), line) for line in block.lines for piece in _pieces_of(line) if piece.strip(" .")]
    for text, line in values[:_MAX_ITEMS]:
        draft.add(pointer, text, line.node, source="heuristic", confidence=0.65)
    return min(len(values), _MAX_ITEMS)


def _pieces_of(line: Line) -> list[str]:
    """Cut a line of short things; a sentence is none."""
    text = line.text.split(":", 1)[1] if ":" in line.text[:40] else line.text
    pieces = [piece for piece in _SPLIT.split(text) if piece]
    if len(text) > 300 or any(len(piece.split()) > 6 for piece in pieces):
        return []
    return pieces


def _languages(block: Block, draft: Draft) -> int:
    shown = 0
    lines = block.lines[:20]
    for number, line in enumerate(lines):
        if line.tag == "dd" and number and lines[number - 1].tag == "dt":
            continue
        following = lines[number + 1] if number + 1 < len(lines) else None
        if line.tag == "dt" and following is not None and following.tag == "dd":
            item = {"name": line.text, "level": following.text}
            draft.add("/person/languages", item, line.node, source="heuristic", confidence=0.65)
            shown += 1
            continue
        match = _LEVEL.match(line.text)
        found = (
            [(match["name"], match["level"])]
            if match and "," not in line.text
            else [(piece, "") for piece in _pieces_of(line)]
        )
        for name, level in found:
            inner = _LEVEL.match(name)
            item = (
                {"name": inner["name"], "level": inner["level"]}
                if inner
                else {"name": name.strip(), "level": level.strip()}
            )
            draft.add("/person/languages", item, line.node, source="heuristic", confidence=0.65)
            shown += 1
    return shown


def _named(block: Block, draft: Draft) -> int:
    pointer, name, date = _NAMED_SECTIONS[block.name]
    shown = 0
    for line in _item_lines(block):
        text = re.sub(r"[\s,(–-]*(?:19|20)\d\d\)?\.?$|^(?:19|20)\d\d\s*[:,–-]\s*", "", line.text).strip(" .")
        if 2 < len(text) <= 160:
            item = {name: text} | ({date: parse_date(line.text)} if date else {})
            draft.add(pointer, item, line.node, source="heuristic", confidence=0.6)
            shown += 1
    return shown


def _item_lines(block: Block) -> list[Line]:
    """Return the lines that begin items: headings where there are any, list items, or every line."""
    heads = [line for line in block.lines if line.level or line.strong]
    listed = [line for line in block.lines if line.tag in ("li", "dt")]
    return (heads or listed or block.lines)[:_MAX_ITEMS]


def _publications(block: Block, draft: Draft) -> int:
    """Read titles: the linked or first line of each item, and the first year of the lines up to the next."""
    starts = _publication_starts(block)
    shown = 0
    for number, start in enumerate(starts[:_MAX_ITEMS]):
        end = starts[number + 1] if number + 1 < len(starts) else len(block.lines)
        line = block.lines[start]
        title = publication_title(line)
        date = next((found for near in block.lines[start:end] if (found := parse_date(near.text))), None)
        if title:
            draft.add(
                "/person/publications", {"title": title, "date": date}, line.node, source="heuristic", confidence=0.65
            )
            shown += 1
    return shown


def _publication_starts(block: Block) -> list[int]:
    """Choose the lines that begin items: the tag and look of the first line, as often as it returns."""
    lines = block.lines
    first = lines[0]
    same = [
        number
        for number, line in enumerate(lines)
        if (line.tag, bool(line.href), line.strong, line.level)
        == (first.tag, bool(first.href), first.strong, first.level)
    ]
    if 1 < len(same) < len(lines):
        return same
    dated = [number for number, line in enumerate(lines) if parse_date(line.text)]
    if len(dated) >= len(lines) / 2 or not dated:
        return [number for number in dated if len(lines[number].text) > 40] or same
    return [0, *(number + 1 for number in dated if number + 1 < len(lines))]


def publication_title(line: Line) -> str:
    """Cut a reference to its title: what is linked, quoted, or stands before "(with", "In" or the year."""
    text = line.text
    quoted = re.search(r"[\"“„«]([^\"”»]{12,220}?)[,.]?[\"”»]", text)
    if quoted:
        return quoted[1].strip(" ,.")
    if line.href and len(text) > 12:
        return text
    emphasized = next((segment.text for segment in line.segments if segment.tag in ("em", "i", "cite")), "")
    if emphasized and len(emphasized.split()) > 1 and _is_author_lead(text.partition(emphasized)[0]):
        return emphasized.strip(" ,.")
    linked = [segment.text for segment in line.segments if segment.href and len(segment.text) > 20]
    if linked and not _AUTHORS.match(text):
        return linked[0].strip(" ,.")
    listed = _AUTHOR_LIST.match(text)
    if listed:
        text = text[listed.end() :]
    elif _AUTHORS.match(text):
        rest = re.split(r"(?:\(?(?:19|20)\d\d\w?\)?[.,:]\s+)|(?<=[a-z])\.\s+", text, maxsplit=1)
        text = rest[1] if len(rest) > 1 else text
    title = _TITLE_END.split(text, maxsplit=1)[0].strip(" ,.")
    return title if 8 <= len(title) <= 250 else ""


def _is_author_lead(text: str) -> bool:
    """Tell whether what stands before an emphasized title is no more than names and a year."""
    bare = re.sub(r"\(?(?:19|20)\d\d\w?\)?|\b(?:eds?|and|with|et al)\b|&", "", text).strip(" .,:;()")
    return len(bare) <= 60 and all(word[:1].isupper() for word in bare.split())


_READERS = {
    "experience": _experience,
    "education": _education,
    "skills": _texts,
    "courses": _texts,
    "groups": _texts,
    "languages": _languages,
    "awards": _named,
    "projects": _named,
    "certifications": _named,
    "patents": _named,
    "publications": _publications,
}
