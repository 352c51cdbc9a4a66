"""Postal addresses on a page: lines with a postal code, joined with the street before and the country after them."""

import re
from dataclasses import dataclass

from askwell.parsing.generic.lines import Line, holds_more_than
from askwell.parsing.generic.names import script_of
from askwell.parsing.generic.pairs import read_pairs
from askwell.parsing.generic.words import label_field, phrases, plain, words
from askwell.parsing.markup import Node

_STATES = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND"
    "|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC|PR|"
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho"
    "|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|"
    "Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North "
    "Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|"
    "Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming"
)
_PROVINCES = (
    "AB|BC|MB|NB|NL|NS|NT|NU|ON|PE|QC|SK|YT|Alberta|British Columbia|Manitoba|New Brunswick|Newfoundland|Nova "
    "Scotia|Ontario|Quebec|Québec|Saskatchewan"
)
_SURE_CODES = (
    re.compile(rf"\b(?:{_STATES})\.?,?\s+\d{{5}}(?:-\d{{4}})?\b"),
    re.compile(r"\b[ABCEGHJ-NPRSTVXY]\d[A-Z]\s?\d[A-Z]\d\b"),
    re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b"),
    re.compile(r"\b(?:NSW|VIC|QLD|SA|WA|TAS|ACT|NT)\s+\d{4}\b"),
    re.compile(r"〒\s?\d{3}-\d{4}"),
)
# Forms that other numbers have as well: they count beside a street only.
_WEAK_CODES = (
    re.compile(r"\b\d{4}\s?[A-Z]{2}\s+[A-ZÀ-Ý][\w' -]+"),
    re.compile(r"(?:^|[,;|·]\s*|\s)(?:[A-Z]{1,2}-)?\d{4,5}\s+[A-ZÀ-Ý][^\W\d_]{2,}"),
    re.compile(r"\b\d{5}-\d{3}\b|\b\d{4}-\d{3}\s+[A-ZÀ-Ý]"),
    re.compile(r"\b\d{2}-\d{3}\s+[A-ZÀ-Ý]"),
    re.compile(r"\b\d{3}\s\d{2}\s+[A-ZÀ-Ý][^\W\d_]{2,}"),
)
_FOUR_DIGITS = re.compile(r"\d{4}")
_FIVE_DIGITS = re.compile(r"\d{5}")
# The forms, sure and weak, that a text can hold whose longest row of digits has three, four, or more.
_CODES = (
    ((_SURE_CODES[1], _SURE_CODES[2]), _WEAK_CODES[3:]),
    (_SURE_CODES[1:], _WEAK_CODES),
    (_SURE_CODES, _WEAK_CODES),
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d\s")
_CITY_STATE = re.compile(rf"^[A-ZÀ-Ý][\w.'’ -]{{1,40}},\s*(?:{_STATES}|{_PROVINCES})\.?$")
_KEYWORD = re.compile(
    r"\w(?:stra(?:ss|ß)e|str\.|weg|platz|allee|gasse|straat|laan|plein|gracht|kade|gatan|vägen|vej|gade"
    r"|gata)\b|\b(?:street|st|road|rd|avenue|ave|blvd|boulevard|drive|dr|lane|ln|way|suite|ste|floor|square"
    r"|plaza|parkway|highway|hwy|p\.?\s?o\.?\s?box|box|"
    r"strasse|straße|str|platz|allee|weg|gasse|ring|rue|avenue|chemin|quai|place|calle|avenida|avda|plaza"
    r"|paseo|rua|av|praça|via|viale|piazza|corso|straat|laan|plein|gracht|kade|gatan|vägen|vej|gade|gate"
    r"|ulica|ul)\b",
    re.I,
)
_NUMBERED = re.compile(r"^\s*\d{1,6}\w?(?:\s*[-–/]\s*\d+\w?)?,?\s+\S+|\b\d{1,5}\s?[a-zA-Z]?$")
_MAX_LINE = 140
_MAX_ADDRESSES = 12
# Every postal code has five digits in a row, a break among them, a digit before a capital, or four digits beside one;
# that is quick to look for, and most years in sentences are none of it.
_MAYBE_CODE = re.compile(
    r"\d(?:[A-Z]|\d(?:-\d{3}|\d(?:\s\d\d|-\d{4}|\d(?:\d|-\d{3}|\s+[A-ZÀ-Ý])))|(?<=[A-Z]\s\d)\d{3})"
)
_MAYBE_TOWN = re.compile(r"\d{4}|[A-Z]\d[A-Z]")
_CITY_CODE = re.compile(r"\d{5}|[A-Z]\d[A-Z]")
_CUT = re.compile(
    r"\s*(?:\||•|·|\b(?:Phone|Tel|Telephone|Fax|Email|E-mail|Call|Ph|T|F|P|M)\b\.?\s*[:.]?\s*[+(\d]"
    r"|\b(?:Phone|Tel|Telefon|Fax|Email|E-mail)\b\s*[:.]).*$",
    re.I,
)
_PARTS = re.compile(r"\s+[·•|]\s+|\s+[—–]\s+(?=©)")
_MAIL = re.compile(r"[\s,;·|–-]*\S+@\S+\s*$")
_PHONE_TAIL = re.compile(r"[\s,;–-]*(?:\+?\(?\d[\d ().-]{7,}\d)\s*$")
_LABEL = re.compile(r"^\s*(?P<label>[^\W\d_][^:]{1,40}?)\s*(?::|\s[–-])\s+")


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address.

    Attributes:
        text: The address on one line, parts joined by commas.
        line: The line of its postal code.
        label: What stood before it ("Headquarters"), folded, or nothing.
    """

    text: str
    line: Line
    label: str = ""


def find_addresses(lines: list[Line]) -> list[Address]:
    """List the postal addresses of a page, each once, in page order."""
    found: dict[str, Address] = {}
    texts = [line for line in lines if not line.is_image]
    for pair in read_pairs(texts):
        if pair.fields.get("contact") == "address" and _is_whole(pair.value):
            found.setdefault(_key(pair.value), Address(pair.value.strip(" ,."), pair.line))
    for number, line in enumerate(texts):
        if (
            len(line.text) <= 400
            and _MAYBE_CODE.search(line.text)
            and len(found) < _MAX_ADDRESSES
            and _code_in(line.text)
        ):
            address = _assemble(texts, number)
            if address is not None:
                found.setdefault(_key(address.text), address)
    return list(found.values()) or _without_code(texts)


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()[:24]


def _is_whole(text: str) -> bool:
    """Tell whether a labelled value is an address by itself: a number, and a code or several parts."""
    if not any(char.isdigit() for char in text) or len(text) > _MAX_LINE or "@" in text:
        return False
    eastern = script_of(text) in ("han", "kana", "hangul", "cyrillic", "arabic")
    return eastern or _code_in(text) is not None


def _code_in(text: str) -> re.Match[str] | None:
    """Find a postal code: of a sure form anywhere, of a weak form only where the line names a street or little else."""
    row = 2 if _FIVE_DIGITS.search(text) else 1 if _FOUR_DIGITS.search(text) else 0
    sure, weak = _CODES[row]
    for code in sure:
        match = code.search(text)
        if match is not None:
            return match
    if len(text) > _MAX_LINE:
        return None
    for code in weak:
        match = code.search(text)
        if match is not None and not _YEAR.match(match.group().strip(" ,;|·")) and not _KEYWORD.search(match.group()):
            return match
    return None


def _assemble(texts: list[Line], number: int) -> Address | None:
    line = texts[number]
    label, own = _own_part(line.text)
    code = _code_in(own) if own else None
    if own is None or code is None:
        return None
    sure = any(pattern.search(own) for pattern in _SURE_CODES)
    parts = [own]
    before: list[str] = []
    if not _holds_street(own, code.start()):
        before = _lines_before(texts, number)
        label = label or _label_of(texts, number - len(before) - 1)
        parts = [*before, own]
        if not before and "〒" not in own and (not sure or len(own.split()) < 3):
            return None
    parts += _lines_after(texts, number)
    text = ", ".join(part.strip(" ,") for part in parts if part.strip(" ,"))
    text = text.removesuffix(".") if not text.endswith(("U.S.A.", "Co.")) else text
    return Address(text, line, label) if 8 < len(text) <= 220 else None


def _own_part(text: str) -> tuple[str, str | None]:
    """Cut label, sentence and telephone number from a line that holds a postal code."""
    label = ""
    match = _LABEL.match(text)
    if match is not None and not any(char.isdigit() for char in match["label"]):
        label, text = plain(match["label"]), text[match.end() :]
    text = next((piece for piece in _PARTS.split(text) if _code_in(piece)), text)
    text = _PHONE_TAIL.sub("", _CUT.sub("", _MAIL.sub("", text))).strip(" ,;–-")
    if not any(char.isdigit() for char in text):
        return label, None
    first = re.search(r"\d", text)
    if len(text) > _MAX_LINE or (first is not None and first.start() > 12 and _SURE_CODES[0].search(text)):
        text = _around_code(text) or (text if len(text) <= _MAX_LINE else "")
    return label, text or None


def _around_code(text: str) -> str:
    """Cut the address out of a sentence, from the street number that begins it to its code."""
    for code in _SURE_CODES[:3]:
        match = code.search(text)
        if match is None:
            continue
        for found in re.finditer(r"(?:^|(?<=[\s,(]))\d{1,6}(?:-\d+)?\s+[A-Z0-9]", text[: match.start()]):
            piece = text[found.start() : match.end()].strip(" ,;")
            if len(piece) <= 110 and _KEYWORD.search(piece):
                return piece
    return ""


def _holds_street(text: str, code_at: int) -> bool:
    """Tell whether a street stands before the postal code on the same line."""
    before = text[:code_at]
    return len(before.split()) >= 2 and bool(
        _KEYWORD.search(before)
        or re.match(r"\s*\d{1,6}\s+\S+", before)
        or re.search(r"\b\d{1,4}\s?[a-zA-Z]?\s*,", before)
    )


def _lines_before(texts: list[Line], number: int) -> list[str]:
    """Collect up to three lines of street and town before the line with the code."""
    found: list[str] = []
    for step in range(number - 1, max(-1, number - 4), -1):
        text = texts[step].text
        if not _near(texts[step], texts[number]) or len(text) > 70 or not _is_address_part(text):
            break
        found.insert(0, text)
        if _KEYWORD.search(text) or _NUMBERED.search(text):
            break
    return found if any(_KEYWORD.search(text) or _NUMBERED.search(text) for text in found) else []


def _box(node: Node) -> Node | None:
    """Return the element around a node that holds more than it."""
    box = node.parent
    while box is not None and box.parent is not None and not holds_more_than(box, 1):
        box = box.parent
    return box


def _near(one: Line, two: Line) -> bool:
    """Tell whether two lines share an element or its parent, so that they may be one block."""
    if one.node.mem_id == two.node.mem_id:
        return True
    first, second = _box(one.node), _box(two.node)
    if first is None or second is None:
        return False
    return first.mem_id in (second.mem_id, two.node.mem_id) or second.mem_id == one.node.mem_id


def _is_address_part(text: str) -> bool:
    if label_field("contact", text) or "@" in text or text.endswith((":", "!", "?")):
        return False
    return len(text.split()) <= 9


def _lines_after(texts: list[Line], number: int) -> list[str]:
    """Collect a province, a second code line or a country that follows."""
    found = []
    for line in texts[number + 1 : number + 3]:
        folded = plain(line.text)
        if _near(line, texts[number]) and (
            folded in words("name_parts", "places") or folded in phrases("name_parts", "countries")
        ):
            found.append(line.text)
        else:
            break
    return found


def _label_of(texts: list[Line], number: int) -> str:
    if 0 <= number < len(texts) and len(texts[number].text) <= 50:
        return plain(texts[number].text)
    return ""


def _without_code(texts: list[Line]) -> list[Address]:
    """Read a street line followed by "Town, ST", as firms write where the code seems dispensable."""
    found = []
    for number, line in enumerate(texts):
        if (
            number
            and "," in line.text
            and _CITY_STATE.match(line.text)
            and re.match(r"\s*\d", texts[number - 1].text)
            and _near(texts[number - 1], line)
        ):
            found.append(Address(f"{texts[number - 1].text}, {line.text}", line))
    return found[:3]


_CITY = re.compile(
    rf"(?P<city>[A-ZÀ-Ý][\w.'’-]*(?:\s[A-ZÀ-Ý][\w.'’-]*){{0,3}}),?\s+(?P<state>{_STATES}"
    rf"|{_PROVINCES})\.?,?\s*(?:\d{{5}}(?:-\d{{4}})?|[A-Z]\d[A-Z]\s?\d[A-Z]\d)\b"
)
_CODE_CITY = re.compile(
    r"(?:^|[,;]\s*|\s)(?:[A-Z]{1,2}-)?\d{4,5}(?:\s?[A-Z]{2})?\s+(?P<city>[A-ZÀ-Ý][^\W\d_]+(?:[ "
    r"-](?:[A-ZÀ-Ý][^\W\d_]+|am|an|der|sur|de|la|le)){0,3})(?:\s*,|\s*$|,)"
)


def place_of(text: str) -> str:
    """Return town and region of an address, or nothing."""
    if not _MAYBE_TOWN.search(text):
        return ""
    match = _CITY.search(text) if _CITY_CODE.search(text) else None
    if match is not None:
        return f"{match['city']}, {match['state']}"
    match = _CODE_CITY.search(text)
    if match is not None and "," not in text and not _KEYWORD.search(text):
        match = None
    return match["city"].strip() if match is not None and not _YEAR.match(match.group().strip(" ,;")) else ""
