"""Roles and studies listed under a heading or in pasted text, cut into entries at their dates and headings."""

import re
from dataclasses import dataclass, field

from askwell.parsing.dates import DateRange, is_duration, parse_range
from askwell.parsing.generic.degrees import degrees_in_line, find_degree, is_school
from askwell.parsing.generic.lines import Line
from askwell.parsing.generic.names import script_of
from askwell.parsing.generic.places import is_place_line
from askwell.parsing.generic.prose import read_role
from askwell.parsing.generic.titles import clean_title, title_score
from askwell.parsing.generic.words import plain, words
from askwell.parsing.vocabulary import is_employment_type, work_mode_of

_RANGE_AT_END = re.compile(
    r"[\s,|·•(\[–-]*(?P<range>(?:\(?\s*)(?:[^\W\d_]{3,12}\.?\s+)?['’]?(?:\d{1,2}[./])?(?:19"
    r"|20)?\d\d\s*(?:[-–—/]|to|until|bis|à|al?|t/m)\s*.{2,24})[)\]]?\s*$",
    re.I,
)
_DATE = (
    r"(?:(?:[^\W\d_]{3,12}\.?\s+)?(?:\d{1,2}[./])?(?:19|20)\d\d(?:-\d{1,2}(?!\d)){0,2}"
    r"(?:\s?[年년](?:\s?\d{1,2}\s?[月월])?)?)"
)
_RANGE_AT_START = re.compile(
    rf"^[(\[]?(?P<range>{_DATE}(?:\s*(?:[-–—~～〜]|to|until|bis|à|al?|t/m)\s*"
    rf"(?:{_DATE}|現在|至今|今|현재|[^\W\d_]{{3,12}})?)?)[)\]]?\s*[:,.|–-]?\s+(?=\S)",
    re.I,
)
_YEAR_AT_END = re.compile(r"[\s,(]+(?P<range>(?:19|20)\d\d)\)?\.?$")
_SHORT_YEAR = re.compile(r"['’](\d\d)\b")
_PIECES = re.compile(r"\s*[|·•]\s*|:\s+|\s+[–—-]\s+|\s*,\s+|\s+@\s+|\t+")
_BULLET = re.compile(r"^[•·▪◦*‣\-–]\s+")
_AT = re.compile(r"\s+(?:at|bei|chez|presso|bij)\s+(?=[^\W\da-z_])")
_MAX_HEAD = 130


@dataclass(slots=True)
class Entry:
    """One entry of a career section, still as its lines.

    Attributes:
        heads: Short texts that name role, organization and place, in order, with their lines.
        dates: The range, if there is one.
        body: Longer text below.
        line: The first line, as the entry's place.
    """

    heads: list[tuple[str, Line]] = field(default_factory=list)
    dates: DateRange | None = None
    body: list[str] = field(default_factory=list)
    line: Line | None = None


@dataclass(slots=True)
class _Row:
    line: Line
    text: str
    dates: DateRange | None
    bare: bool


def cut_entries(lines: list[Line]) -> list[Entry]:
    """Cut the lines of a section into entries."""
    rows = [_row(line) for line in lines if line.text.strip(" -–—|•·")]
    if not rows:
        return []
    if not any(row.dates for row in rows):
        return _by_lines(rows)
    return _after_dates(rows) if rows[0].dates and rows[0].bare else _around_dates(rows)


def _row(line: Line) -> _Row:
    text = _BULLET.sub("", _with_breaks(line))
    spelled = _SHORT_YEAR.sub(lambda match: f"{'20' if int(match[1]) < 60 else '19'}{match[1]}", text)
    dates = parse_range(spelled) if _is_only_dates(spelled) else None
    if dates is not None:
        return _Row(line, "", dates, bare=True)
    for pattern in (_RANGE_AT_END, _RANGE_AT_START, _YEAR_AT_END):
        match = pattern.search(spelled) if len(spelled) <= 220 else None
        dates = parse_range(match["range"].strip(" ()[]")) if match else None
        if match is not None and dates is not None:
            rest = spelled[: match.start()] if pattern is not _RANGE_AT_START else spelled[match.end() :]
            return _Row(line, rest.strip(" ,|·•–-(["), dates, bare=not rest.strip(" ,|·•–-(["))
    return _Row(line, text, None, bare=False)


def _with_breaks(line: Line) -> str:
    """Write a line that is a title and more, each in an element of its own, with a mark where the eye sees a gap."""
    pieces = [segment.text for segment in line.segments]
    after = pieces[1:] if len(pieces) > 2 and parse_range(pieces[0]) else pieces
    set_apart = len({segment.node.mem_id for segment in line.segments}) == len(pieces)
    if len(after) < 2 or len(after) > 4 or not set_apart or _PIECES.search(" ".join(after)) or _AT.search(line.text):
        return line.text
    if title_score(after[0]) < 0.5 or not all(piece[:1].isupper() for piece in after):
        return line.text
    return " | ".join(after) if after is pieces else f"{pieces[0]} {' | '.join(after)}"


def _is_only_dates(text: str) -> bool:
    """Tell whether a line may be nothing but dates; after the range of a line without capitals a role may stand."""
    match = _RANGE_AT_START.match(text) if not text.isascii() else None
    return match is None or script_of(text[match.end() :]) not in ("han", "kana", "hangul")


def _is_head(row: _Row) -> bool:
    return (
        bool(row.text)
        and len(row.text) <= _MAX_HEAD
        and not row.text.endswith((".", ";", "!", "?"))
        and not is_duration(row.text)
    )


def _around_dates(rows: list[_Row]) -> list[Entry]:
    """Cut where dates follow or end the lines that name the role."""
    dated = [number for number, row in enumerate(rows) if row.dates]
    starts: list[int] = []
    for order, number in enumerate(dated):
        floor = dated[order - 1] + 1 if order else 0
        starts.append(_first_head(rows, number, floor))
    entries = []
    for order, number in enumerate(dated):
        end = starts[order + 1] if order + 1 < len(dated) else len(rows)
        entry = Entry(dates=rows[number].dates, line=rows[starts[order]].line)
        entry.heads = [(row.text, row.line) for row in rows[starts[order] : number + 1] if row.text]
        _add_rest(entry, rows[number + 1 : end])
        entries.append(entry)
    return entries


def _first_head(rows: list[_Row], number: int, floor: int) -> int:
    """Return where the entry of a dated row begins: two short lines before it, a third only to reach a title."""
    if not rows[number].bare:
        alone = title_score(rows[number].text) >= 0.5 and not _PIECES.search(rows[number].text)
        above = number > floor and _is_head(rows[number - 1]) and not rows[number - 1].text.endswith(":")
        return number - 1 if alone and above and not _ends_entry(rows, number - 1, floor) else number
    start = number
    while (
        start > floor and number - start < 3 and _is_head(rows[start - 1]) and not _ends_entry(rows, start - 1, floor)
    ):
        taken = rows[start:number]
        if len(taken) == 2 and (
            title_score(rows[start - 1].text) < 0.5 or any(title_score(row.text) >= 0.5 for row in taken)
        ):
            break
        start -= 1
    return start


def _ends_entry(rows: list[_Row], number: int, floor: int) -> bool:
    """Tell whether a short line belongs to the entry before: its place right after the dates."""
    return (
        number == floor
        and floor > 0
        and (work_mode_of(rows[number].text) != "" or is_place_line(rows[number].text))
        and title_score(rows[number].text) < 0.5
    )


def _after_dates(rows: list[_Row]) -> list[Entry]:
    """Cut where every entry begins with its dates."""
    entries: list[Entry] = []
    for row in rows:
        if row.dates and (row.bare or not entries or entries[-1].heads):
            entries.append(Entry(dates=row.dates, line=row.line, heads=[(row.text, row.line)] if row.text else []))
        elif entries:
            if len(entries[-1].heads) < 3 and _is_head(row) and not entries[-1].body:
                entries[-1].heads.append((row.text, row.line))
            else:
                entries[-1].body.append(row.line.text)
    return entries


def _by_lines(rows: list[_Row]) -> list[Entry]:
    """Take every short line as an entry of its own when nothing is dated."""
    return [Entry(heads=[(row.text, row.line)], line=row.line) for row in rows if _is_head(row)]


def _add_rest(entry: Entry, rows: list[_Row]) -> None:
    """Sort what follows the dates into place (one short line that names one) and description."""
    for number, row in enumerate(rows):
        if (
            number == 0
            and len(entry.heads) < 3
            and _is_head(row)
            and (
                is_place_line(re.split(r"\s*[|·•]\s*", row.text)[0])
                or work_mode_of(row.text)
                or (
                    len(entry.heads) == 1
                    and not entry.heads[0][0].count(",")
                    and title_score(row.text) < 0.5
                    and len(row.text.split()) <= 6
                )
            )
        ):
            entry.heads.append((row.text, row.line))
        elif row.text:
            entry.body.append(row.line.text)


def role_of(entry: Entry) -> dict[str, object] | None:
    """Read an entry as a role: title, organization, place, dates, description."""
    pieces = _pieces(entry)
    item: dict[str, object] = {}
    for text in pieces:
        _sort_piece(text, item)
    if "title" not in item or "organization" not in item:
        _complete_role(item, pieces)
    if not item.get("title") or not (item.get("organization") or entry.dates):
        return None
    _add_dates(item, entry.dates)
    if entry.body:
        item["description"] = "\n".join(entry.body)[:3000]
    return item


def _pieces(entry: Entry) -> list[str]:
    """Cut heads at their separators; a title with a comma stays whole when all of it is one."""
    found: list[str] = []
    for text, _ in entry.heads:
        if title_score(text) >= 0.7 and "|" not in text and not _AT.search(text) and len(entry.heads) > 1:
            found.append(clean_title(text))
            continue
        if is_place_line(re.split(r"\s*[|·•]\s*", text)[0]):
            found.extend(piece.strip() for piece in re.split(r"\s*[|·•]\s*", text))
            continue
        at = _AT.split(text, maxsplit=1)
        found.extend(trim(piece) for part in at for piece in _cut(part) if trim(piece))
    return found


def trim(text: str) -> str:
    """Strip spaces and a full stop that ends no abbreviation."""
    text = text.strip(" ,")
    return text if re.search(r"(?:\b[^\W\d_]|Inc|Ltd|Co|Corp)\.$", text) else text.rstrip(".")


def _cut(text: str) -> list[str]:
    pieces = [piece for piece in _PIECES.split(text) if piece]
    if script_of(text) in ("han", "kana", "hangul"):
        pieces = [part for piece in pieces for part in re.split(r"[\s\u3000，、]+", piece) if part]
    joined: list[str] = []
    for piece in pieces:
        last = plain(piece).replace(".", "")
        if joined and (last in words("organizations", "suffixes") or plain(joined[-1]).split()[-1:] == ["of"]):
            joined[-1] = f"{joined[-1]}, {piece}"
        else:
            joined.append(piece)
    return joined


def _sort_piece(text: str, item: dict[str, object]) -> None:
    if is_employment_type(text):
        item.setdefault("employment_type", text)
    elif work_mode_of(text):
        item.setdefault("work_mode", work_mode_of(text))
    elif is_duration(text):
        return
    elif "title" not in item and title_score(text) >= 0.5 and not is_school(text):
        item["title"] = text
    elif ("organization" in item and "title" in item) or ("organization" in item and is_place_line(text)):
        item.setdefault("location", text)
    elif "organization" not in item and not (is_place_line(text) and "title" not in item):
        item["organization"] = text


def _complete_role(item: dict[str, object], pieces: list[str]) -> None:
    """Give a role its missing half: the first piece is the title where no listed word marks one."""
    if "title" in item and "organization" not in item:
        role = read_role(str(item["title"]))
        if role is not None and role.organization:
            item["title"], item["organization"] = role.title, role.organization
    elif "title" not in item and len(pieces) > 1:
        item.pop("location", None)
        item["title"], item["organization"] = pieces[0], pieces[1]
        if len(pieces) > 2 and is_place_line(pieces[2]):
            item["location"] = pieces[2]


def _add_dates(item: dict[str, object], dates: DateRange | None) -> None:
    if dates is None:
        return
    item["start"] = dates.start
    if dates.current or dates.end != dates.start:
        item["end"] = None if dates.current else dates.end
    item["current"] = dates.current


def study_of(entry: Entry) -> dict[str, object] | None:
    """Read an entry as a course of study."""
    texts = [text for text, _ in entry.heads]
    item = (
        _study_by_heads(texts)
        or _study_by_line(", ".join(texts))
        or _study_by_school(texts, dated=entry.dates is not None)
    )
    if item is None:
        return None
    if entry.dates is not None:
        item["start"] = entry.dates.start if entry.dates.start != entry.dates.end else None
        item["end"] = entry.dates.end
    if entry.body:
        item["activities"] = "\n".join(entry.body)[:1000]
    return {key: value for key, value in item.items() if value}


def _study_by_heads(texts: list[str]) -> dict[str, object] | None:
    """Read an entry whose school has a line of its own."""
    school = next((text for text in texts if is_school(text) and not find_degree(text)), "")
    rest = [text for text in texts if text != school]
    if not school or not rest or not find_degree(rest[0]):
        return None
    return {"school": _first_piece_with_school(school)} | _degree_and_field(rest[0])


def _study_by_line(text: str) -> dict[str, object] | None:
    found = degrees_in_line(text)
    if not found:
        return None
    degree = found[0]
    return {"school": degree.school, "degree": degree.degree, "field": degree.field, "end": degree.end}


def _study_by_school(texts: list[str], *, dated: bool) -> dict[str, object] | None:
    """Read an entry by its school alone, or by its first line where dates show that it is an entry."""
    pieces = [piece for text in texts for piece in _cut(text)]
    school = next((text for text in texts if is_school(text)), "") or next(
        (piece for piece in pieces if is_school(piece)), ""
    )
    if not school and pieces and dated:
        school = pieces[0]
    if not school:
        return None
    item: dict[str, object] = {"school": _first_piece_with_school(school)}
    rest = [text for text in texts if text != school]
    if rest and len(rest[0].split()) <= 10:
        item |= _degree_and_field(rest[0])
    return item


def _first_piece_with_school(text: str) -> str:
    pieces = _cut(text)
    if len(pieces) < 2 or (len(pieces[-1].split()) <= 2 and not find_degree(text)):
        return text
    return next((piece for piece in pieces if is_school(piece)), text)


def _degree_and_field(text: str) -> dict[str, object]:
    match = find_degree(text)
    if match is None:
        return {"degree": text}
    degree, _, rest = text.partition(",")
    if rest and find_degree(degree) and match.end() >= len(degree.strip()):
        return {"degree": degree.strip(), "field": rest.strip()}
    tail = re.sub(r"^\s*(?:degree\s+)?(?:(?:in|of|im|en|em|di|de)\s+|d['’])?", "", text[match.end() :]).strip(" ,.")
    return {"degree": match.group().strip(), "field": tail}
