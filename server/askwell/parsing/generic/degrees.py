"""Degrees in lines and sentences: which degree, in what, from where, when; only what is written."""

import re
from dataclasses import dataclass
from functools import cache

from askwell.parsing.generic.names import script_of
from askwell.parsing.generic.prose import cut_organization
from askwell.parsing.generic.words import load, plain, words

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FIELD_END = re.compile(
    r"\s*(?:[,;(.]|\sand\s(?!(?-i:[A-Z]))|\s(?:from|at|with|under|where|in\s+\d|degree|an der|bei|von|à|de "
    r"l'|en la|por|presso|na|pela|aan)\b|\b(?:19|20)\d\d)"
)
_CLAUSE = re.compile(
    r"\s+(?:and|und|et|y|e|en)\s+(?=(?:a|an|the|his|her|their|my|einen?|un|une|una|um|uma|een)\s)|;\s*"
)
_SCHOOL_LEAD = re.compile(
    r"(?:\b(?:from|at|graduated from|graduate of|attended|studied at|degrees? from|work(?: in "
    r"[^,.;]{3,40})? at|an der|von der|bei der|à l['’]|à la|à|de l['’](?=[UÉE])|por la|en la|de la|pela|na"
    r"|da|presso (?:l['’]|la|il)|presso|all['’]|alla|aan de|bij de)\s*(?:the\s+)?)(?=[^\W\da-z_])"
)
_MAX_LINE = 260


@dataclass(frozen=True, slots=True)
class Degree:
    """One degree as written."""

    degree: str
    school: str
    field: str = ""
    end: str = ""


@cache
def _pattern() -> re.Pattern[str]:
    table = load("degrees")
    short = "|".join(_short(form) for form in table["short"].split("|"))
    long = "|".join(sorted((form.strip() for form in _outer_split(table["long"])), key=len, reverse=True))
    letters = "".join(sorted(_first_letters(table)))
    return re.compile(
        rf"(?<![\w.])(?=[{letters}])(?:(?P<short>(?:{short})(?:\s*\(Hons?\.?\))?)|(?i:(?P<long>{long})))(?![\w])"
    )


def _first_letters(table: dict[str, str]) -> set[str]:
    """List the letters that a degree begins with: few words do, and a letter is quicker to ask for than all forms."""
    short = {form.strip()[0] for form in table["short"].split("|")}
    long = {form.strip()[0] for form in _outer_split(table["long"])}
    return short | {letter.lower() for letter in long} | {letter.upper() for letter in long}


def _outer_split(listed: str) -> list[str]:
    """Split at bars outside brackets."""
    return re.split(r"\s\|\s(?![^(]*\))", listed)


def _short(form: str) -> str:
    """Let a short form match with and without its dots, and with "degree" after it."""
    return form.strip().replace(".?", "\\.?\\s?").replace("\\.?\\s?-", "\\.?-").removesuffix("\\s?")


def find_degree(text: str) -> re.Match[str] | None:
    """Find the first degree in a text."""
    return _pattern().search(text)


def degrees_in_line(text: str) -> list[Degree]:
    """Read "B.S. in Physics, Example University, 1983", or the same with the school first."""
    text = text.strip(" •·-–")
    if len(text) > _MAX_LINE:
        return []
    match = find_degree(text)
    if match is None:
        return []
    if script_of(text) in ("han", "kana", "hangul"):
        text = ", ".join(text.split())
    parts = [
        part.strip(" .")
        for part in re.split(r",\s+|\s+[–—|·-]\s+|\s*\|\s*|;\s+|\s*\((?=\d|[A-Z])|\)", text)
        if part and part.strip(" .")
    ]
    return [degree] if (degree := _from_parts(parts, text)) else []


def _from_parts(parts: list[str], text: str) -> Degree | None:
    holder = next((part for part in parts if find_degree(part)), "")
    match = find_degree(holder)
    if match is None:
        return None
    years = _YEAR.findall(text)
    rest = [
        part
        for part in parts
        if part != holder and not re.fullmatch(r"(?:\w+\s+)?(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?|\d{4}", part)
    ]
    school = next((part for part in rest if is_school(part)), "")
    tail = holder[match.end() :].strip(" .:")
    field = _field(tail)
    if not school and is_school(tail):
        school, field = (
            _cut_school(re.sub(r"^(?:in\s+[^,]+?\s+)?(?:from|at|of|an der|de la|à l['’])\s+(?:the\s+)?", "", tail)),
            field if is_not_school(field) else "",
        )
    if not school and is_school(holder[: match.start()]):
        school = holder[: match.start()].strip(" ,:-–")
    if not school:
        return None
    if not field:
        field = _bare_field(tail) or _field_between(parts, holder, school)
    name = find_degree(text)
    written = name.group().strip() if name else match.group().strip()
    return Degree(written, _cut_school(_with_place(school, parts)), field, years[-1] if years else "")


_FIELD_LEAD = re.compile(r"^(?:de|en|di|em|d['’]|of|in|im|für)\s*")


def _bare_field(tail: str) -> str:
    """Accept what follows a degree without a preposition ("M.Sc. Computer Science")."""
    found = tail.split()
    if not 0 < len(found) <= 5 or is_school(tail) or any(char.isdigit() for char in tail) or _is_place(tail):
        return ""
    bare = _FIELD_LEAD.sub("", tail)
    return bare if found[0][0].isupper() or bare != tail else ""


def _field_between(parts: list[str], holder: str, school: str) -> str:
    """Accept a part between degree and school as the field."""
    first, last = parts.index(holder), parts.index(school) if school in parts else 0
    if last < first:
        last = min(first + 2, len(parts))
    between = [
        part for part in parts[first + 1 : last] if not any(char.isdigit() for char in part) and not _is_place(part)
    ]
    return between[0] if len(between) == 1 and len(between[0].split()) <= 6 else ""


def _with_place(school: str, parts: list[str]) -> str:
    """Keep the town that belongs to a school's name ("University of Wisconsin, Madison")."""
    holder = next((part for part in parts if school in part), "")
    place = parts.index(holder) + 1 if holder else len(parts)
    if (
        re.search(r"\b(?:University of|State University|Universidad de|University of California)\b", school)
        and place < len(parts)
        and len(parts[place].split()) <= 2
        and parts[place].istitle()
        and find_degree(parts[place]) is None
    ):
        return f"{school}, {parts[place]}"
    return school


def _is_place(text: str) -> bool:
    return any(plain(word) in words("name_parts", "places") for word in text.split())


def _field(tail: str) -> str:
    match = re.match(r"(?:degree\s+)?(?:in|of|im|für|en|em|di)\s+(?:the\s+)?(\S.*)$", tail, re.I)
    if match is None:
        return ""
    return _FIELD_END.split(match[1], maxsplit=1)[0].strip(" ,.")


def is_school(text: str) -> bool:
    """Tell whether a text names a place of study."""
    return bool(_EASTERN_SCHOOL.search(text)) or any(
        plain(word).strip(".,()'") in words("organizations", "schools") for word in re.split(r"[\s/'’-]+", text)
    )


_EASTERN_SCHOOL = re.compile(
    r"大学|大學|学院|學院|研究院|研究所|高校|대학|학교|جامعة|אוניברסיט|университет|институт", re.I
)


def is_not_school(text: str) -> bool:
    """Tell whether a text can be a field of study."""
    return not is_school(text)


def degrees_in_prose(sentence: str) -> list[Degree]:
    """Read the degrees that a sentence gives with a school; a later degree without one shares the school before it."""
    found: list[Degree] = []
    matches = list(_pattern().finditer(sentence))
    if not matches:
        return _school_alone(sentence)
    school = _leading_school(sentence, matches[0].start())
    before = _STUDIED.search(sentence[: matches[0].start()])
    studied = before[1] if before is not None else ""
    for number, match in enumerate(matches):
        end = matches[number + 1].start() if number + 1 < len(matches) else len(sentence)
        piece = sentence[match.end() : end]
        own = _school_after(piece)
        school = own or school
        if not school or (_is_weak(match.group()) and not is_school(school)):
            continue
        years = _YEAR.findall(piece) or (_YEAR.findall(sentence[: match.start()]) if number == 0 else [])
        name = re.sub(r"(?<=\.)\s+degree$|(?<=[’'s])\s+degree$", "", match.group().strip())
        field = _field(piece.strip().removeprefix("degree").strip()) or studied
        found.append(Degree(name, school, field, years[0] if years else ""))
    return found


_STUDIED = re.compile(
    r"\b(?:work|studies|studied|majored|study)\s+(?:in\s+)?((?:[^\W\d_]+\s){0,3}[^\W\d_]+)\s+(?:at|from)\s"
)
_GRADUATED = re.compile(
    r"\b(?:graduated from|graduate of|alumn(?:us|a) of|studied(?: [^,.;]{3,40})? at"
    r"|earned (?:his|her|their) degree from|studierte(?: [^,.;]{3,40})? an der|diplômée? de|a étudié à"
    r"|se graduó en la|estudió en la|formad[oa] pela|estudou na|laureat[oa](?: in [^,.;]{3,40})? (?:all['’]"
    r"|presso l['’]|presso )"
    r"|studeerde(?: [^,.;]{3,40})? aan de)\s*(?:the\s+)?(?=[^\W\da-z_])"
)


def _school_alone(sentence: str) -> list[Degree]:
    """Read "graduated from Example College in 1999" where no degree is named."""
    match = _GRADUATED.search(sentence)
    school = _cut_school(cut_organization(sentence[match.end() :])) if match else ""
    if match is None or not is_school(school):
        return []
    years = _YEAR.findall(sentence[match.end() :])
    return [Degree("", school, "", years[0] if years else "")]


def _is_weak(text: str) -> bool:
    return plain(text).replace(".", "").replace(" ", "") in words("degrees", "weak")


def _leading_school(sentence: str, before: int) -> str:
    """Return the school named before the degree ("graduated from Reed College in 1971 with a B.A.")."""
    schools = [
        cut
        for match in _SCHOOL_LEAD.finditer(sentence[:before])
        if (cut := _cut_school(cut_organization(sentence[match.end() : before])))
    ]
    return schools[-1] if schools else ""


def _school_after(piece: str) -> str:
    match = _SCHOOL_LEAD.search(piece)
    return _cut_school(cut_organization(piece[match.end() :])) if match else ""


def _cut_school(text: str) -> str:
    text = re.sub(r"\s+in\s+(?:19|20)\d\d.*$|\s*[,(]?\s*(?:19|20)\d\d.*$", "", text).strip(" ,.;:")
    text = re.split(r"\.\s+(?=[A-Z])", text)[0]
    return re.sub(r"^(?:the|der|die)\s+", "", text, flags=re.I) if not text.startswith("The ") else text
