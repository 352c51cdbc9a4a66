"""Writes what a page says about its person: headline, place, introduction, current role, studies, contacts."""

import re

from askwell.parsing.dates import parse_date
from askwell.parsing.evidence import Draft, Place, Source
from askwell.parsing.generic.addresses import find_addresses, place_of
from askwell.parsing.generic.contacts import find_emails, find_phones, profile_links
from askwell.parsing.generic.degrees import degrees_in_line, degrees_in_prose
from askwell.parsing.generic.items import SCHOOL_TYPES, Item, Value
from askwell.parsing.generic.lines import Line
from askwell.parsing.generic.names import is_credential_token
from askwell.parsing.generic.pairs import Pair, read_pairs
from askwell.parsing.generic.prose import Role, begins_with_subject, read_role, role_of_sentence, sentences
from askwell.parsing.generic.sections import Block, find_blocks, read_blocks
from askwell.parsing.generic.subject import Candidate
from askwell.parsing.generic.titles import clean_title, title_score
from askwell.parsing.generic.view import View
from askwell.parsing.generic.words import plain
from askwell.parsing.markup import Node
from askwell.parsing.text import compare_key

_LIVES = re.compile(
    r"\b(?:based (?:in|out of)|lives? in|living in|located in|resides? in|residing in|lebt in|lebe in|wohnt in|wohnhaft in|vit à|vis à|habite à|basée? à|installée? à|vive en|vivo en|reside en|radicad[oa] en|afincad[oa] en|mora em|moro em|vive em|vivo em|reside em|basead[oa] em|"
    r"vive a|vivo a|risiede a|abita a|residente a|woont in|woon in|wonend in|bor i|asuu)\s+(?P<place>[^\W\da-z_][\w'’.-]*(?:[ ,]{1,2}(?:[^\W\da-z_][\w'’.-]*|de|la|am|an der|upon|del|do|da))*)"
)
_IN_PLACE = re.compile(
    r"^\s*,?\s*(?:in|à|en|em|a|i|im)\s+(?P<place>[^\W\da-z_][\w'’.-]*(?:,? [^\W\da-z_][\w'’.-]*){0,3})"
)
_PRONOUNS = re.compile(
    r"^[(\[]?((?:she|he|they|ze|xe|sie|er|elle|il|iel|ella|él|ela|ele|lei|lui|zij|hij)\s*/\s*[^\W\d_]+(?:\s*/\s*[^\W\d_]+)?)[)\]]?$",
    re.I,
)
_SHORT_BIO = 260
_INTRO_LIMIT = 6000
_MIN_PARAGRAPH = 60


def read_person(view: View, subject: Candidate, draft: Draft) -> None:
    """Offer everything the page says about its subject."""
    PersonReader(view, subject, draft).read()


class PersonReader:
    """Reads the person of one page, from the strongest source to the weakest."""

    def __init__(self, view: View, subject: Candidate, draft: Draft) -> None:
        self.view = view
        self.subject = subject
        self.draft = draft
        self.name = subject.reading.name
        self.pairs = [pair for pair in read_pairs(view.body) if "person" in pair.fields or "contact" in pair.fields]
        self.blocks = find_blocks(view)

    def read(self) -> None:
        """Read all fields."""
        item = self.subject.item
        source: Source = item.source if item is not None and self.subject.best >= 0.7 else "heuristic"
        self._put("name", self.name, self.subject.at, source, min(0.95, 0.5 + self.subject.score / 5))
        if item is not None:
            self._from_item(item)
        introduction = self._introduction()
        read_blocks(self.blocks, self.draft)
        self._pairs()
        self._headline_below_name()
        self._from_prose(introduction)
        self._about(introduction)
        self._degrees(introduction)
        self._location()
        self._contacts()

    def _put(
        self, field: str, value: str, at: Place | None, source: Source = "heuristic", confidence: float = 0.7
    ) -> None:
        self.draft.put(f"/person/{field}", value, at, source=source, confidence=confidence)

    def _from_item(self, item: Item) -> None:
        """Offer the values of a structured item."""
        source = item.source
        self._put_value("headline", item.one("jobTitle", "role", "hasOccupation"), source, 0.85)
        self._put_value("pronouns", item.one("pronouns"), source, 0.9)
        description = item.one("description", "disambiguatingDescription")
        if description is not None:
            text = re.sub(r"<br\s*/?>", "\n", description.text)
            field = "headline" if len(text) <= _SHORT_BIO and not item.text("jobTitle") else "about"
            self._put(field, " ".join(text.split()), description.at, source, 0.8)
        self._put_value("location", place_value(item), source, 0.85)
        self._current_roles(item)
        self._schools(item)
        for field, names in (("emails", ("email",)), ("phones", ("telephone",))):
            for value in item.all(*names):
                self.draft.add(
                    f"/person/{field}",
                    value.text.removeprefix("mailto:").removeprefix("tel:"),
                    value.at,
                    source=source,
                    confidence=0.9,
                )
        for value in [*item.all("sameAs"), *item.all("url")]:
            if value.text.startswith("http") and value.text.rstrip("/") != self.view.document.url.rstrip("/"):
                self.draft.add("/person/links", value.text, value.at, source=source, confidence=0.8)

    def _put_value(self, field: str, value: Value | None, source: Source, confidence: float) -> None:
        if value is not None and value.text and not value.text.startswith("http"):
            self._put(field, value.text, value.at, source, confidence)

    def _current_roles(self, item: Item) -> None:
        """Offer jobs: titles and employers that an item pairs by their order, past employers from `alumniOf`."""
        titles = [value.text for value in item.all("jobTitle")]
        employers = item.all("worksFor", "affiliation")
        for number, employer in enumerate(employers):
            title = titles[number] if number < len(titles) else titles[0] if titles and len(employers) == 1 else ""
            role: dict[str, object] = {"title": title, "organization": _name_of(employer), "current": True, "end": None}
            self.draft.add("/person/experience", role, employer.at, source=item.source, confidence=0.8)
        for past in item.all("alumniOf"):
            if past.item is not None and not past.item.is_a(SCHOOL_TYPES) and "Organization" in past.item.types:
                self.draft.add(
                    "/person/experience",
                    {"organization": _name_of(past), "current": False},
                    past.at,
                    source=item.source,
                    confidence=0.6,
                )

    def _schools(self, item: Item) -> None:
        for school in item.all("alumniOf"):
            if school.item is None or school.item.is_a(SCHOOL_TYPES):
                self.draft.add(
                    "/person/education", {"school": _name_of(school)}, school.at, source=item.source, confidence=0.75
                )

    def _pairs(self) -> None:
        """Offer what labels announce."""
        for pair in self.pairs:
            field = pair.fields.get("person", "")
            if field == "pronouns" or field == "location" and len(pair.value) <= 80:
                self._put(field, _without_footnotes(pair.value), pair.line.node, confidence=0.75)
            elif field == "headline" and title_score(pair.value) >= 0.4:
                self._put("headline", clean_title(pair.value), pair.line.node, confidence=0.65)
                self._role_of_pair(pair)
            elif field == "languages" and not self._has_block("languages"):
                self._languages(pair)

    def _role_of_pair(self, pair: Pair) -> None:
        employer = next((other for other in self.pairs if other.fields.get("person") == "organization"), None)
        if employer is not None and len(employer.value) <= 120:
            item = {"title": clean_title(pair.value), "organization": employer.value, "current": True, "end": None}
            self.draft.add("/person/experience", item, employer.line.node, source="heuristic", confidence=0.6)

    def _languages(self, pair: Pair) -> None:
        for name in re.split(r"\s*[,;/·|]\s*|\s+(?:and|und|et|y|e|en)\s+", pair.value):
            if 2 < len(name) < 30:
                self.draft.add(
                    "/person/languages", {"name": name.strip(" .")}, pair.line.node, source="heuristic", confidence=0.6
                )

    def _has_block(self, name: str) -> bool:
        return any(block.name == name for block in self.blocks)

    def _headline_below_name(self) -> None:
        """Offer the title line beside, below or above the name, with the role it states."""
        line = self.subject.line
        if line is None:
            return
        beside = line.text.split(self.name, 1)[-1].strip(" ,|–—-") if self.name in line.text else ""
        if beside and title_score(beside) >= 0.5 and not all(is_credential_token(word) for word in beside.split()):
            self._offer_role(beside, line, 0.8)
            return
        near = [
            other
            for other in self.view.lines[line.index + 1 : line.index + 6]
            if not other.is_image and not other.hidden
        ]
        for distance, other in enumerate(near[:4]):
            pronouns = _PRONOUNS.match(other.text)
            if pronouns:
                self._put("pronouns", pronouns[1], other.node, confidence=0.8)
            elif compare_key(other.text) == compare_key(self.name):
                continue
            elif len(other.text) <= 160 and _states_role(other.text):
                self._offer_role(other.text, other, 0.75 - 0.05 * distance, near[distance + 1 : distance + 4])
                return
            elif len(other.text) > 100:
                return

    def _offer_role(self, text: str, line: Line, confidence: float, following: list[Line] | None = None) -> None:
        self._put("headline", text.rstrip("."), line.node, confidence=confidence)
        role = read_role(text)
        if role is None:
            return
        organization = (
            role.organization
            or _after_comma(text, role.title)
            or _organization_below(following or [])
            or self._addressed_organization()
        )
        if organization:
            self._role(Role(role.title, organization), line, 0.7)

    def _addressed_organization(self) -> str:
        """Return the place of work that heads the postal address, as on staff pages."""
        for line in self.view.body:
            if len(line.text) <= 60 and place_of(line.text):
                before = [near for near in self.view.body if line.index - 5 <= near.index < line.index]
                return _organization_below(list(reversed(before)))
        return ""

    def _role(self, role: Role, line: Line, confidence: float) -> None:
        if any(plain(word) in _STUDYING for word in role.title.split()):
            return
        known = self.draft.offered("/person/experience") or []
        if any(_is_same_role(item, role) for item in known):
            return
        item = {"title": role.title, "organization": role.organization, "current": True, "end": None}
        self.draft.add("/person/experience", item, line.node, source="heuristic", confidence=confidence)

    def _introduction(self) -> list[Line]:
        """Return the paragraphs that introduce the person: those of an about section, else the first ones of the page."""
        for block in self.blocks:
            if block.name == "about":
                found = [line for line in block.lines if len(line.text) >= _MIN_PARAGRAPH]
                if found and (not self._first_paragraphs() or found[0].index <= self._first_paragraphs()[0].index):
                    return found
        return self._first_paragraphs() or next(
            (
                [line for line in block.lines if len(line.text) >= _MIN_PARAGRAPH]
                for block in self.blocks
                if block.name == "about"
            ),
            [],
        )

    def _first_paragraphs(self) -> list[Line]:
        start = self.subject.line.index if self.subject.line is not None else -1
        found: list[Line] = []
        after = [line for line in self.view.body if line.index > start and line.region != "form"]
        marked = any(line.tag == "p" and _is_prose(line) for line in after[:150])
        for line in after:
            heading = self.view.headings[line.index]
            opens = heading is not None and heading.line.index == line.index
            if opens and (
                found
                or line.level
                and line.level <= 3
                and heading is not None
                and heading.named
                and heading.sections[0] != "about"
            ):
                break
            if marked and not opens and line.tag not in ("p", "li", "blockquote", "pre"):
                continue
            if not opens and _is_prose(line):
                found.append(line)
            elif found and len(line.text) >= 15 and not opens and _is_prose_tail(line):
                found.append(line)
        return found

    def _from_prose(self, introduction: list[Line]) -> None:
        """Offer the role that the first sentences state."""
        for line in introduction[:3]:
            for sentence in sentences(line.text)[:3]:
                if not begins_with_subject(sentence, self.name):
                    continue
                role = role_of_sentence(sentence) or self._apposition(sentence)
                if role is None:
                    continue
                self._put("headline", role.title, line.node, confidence=0.55)
                if role.organization:
                    self._role(role, line, 0.65)
                    self._place_after(role.organization, sentence, line)
                return

    def _apposition(self, sentence: str) -> Role | None:
        if plain(sentence[: len(self.name)]) == plain(self.name) and sentence[len(self.name) :].lstrip()[:1] == ",":
            return read_role(sentence[len(self.name) :].lstrip(" ,"))
        return None

    def _place_after(self, organization: str, sentence: str, line: Line) -> None:
        """Read the town that follows an employer: "at Example Labs in Lisbon"."""
        match = _IN_PLACE.match(sentence[sentence.find(organization) + len(organization) :])
        if match is not None and not parse_date(match["place"]):
            self._put("location", match["place"].strip(" ,."), line.node, confidence=0.5)

    def _about(self, introduction: list[Line]) -> None:
        text = ""
        for line in introduction:
            if len(text) + len(line.text) > _INTRO_LIMIT:
                break
            text = f"{text}\n{line.text}".strip()
        if len(text) >= _MIN_PARAGRAPH:
            self._put("about", text, introduction[0].node if introduction else None, confidence=0.6)

    def _degrees(self, introduction: list[Line]) -> None:
        """Offer degrees stated in short lines near the top and in prose about the person."""
        if self._has_block("education"):
            return
        found = []
        for line in self.view.body:
            heading = self.view.headings[line.index]
            inside = heading.sections if heading else ()
            if {"publications", "experience", "news", "not_people"} & set(inside):
                continue
            if len(line.text) <= 200 and line.region == "main":
                stated = not line.href and not begins_with_subject(line.text, self.name)
                found += [(degree, line) for degree in degrees_in_line(line.text) if stated]
            if len(line.text) >= _MIN_PARAGRAPH and (line in introduction or "about" in inside or line.index < 40):
                found += [(degree, line) for sentence in sentences(line.text) for degree in self._in_sentence(sentence)]
        seen: set[tuple[str, str]] = set()
        for degree, line in found[:8]:
            key = (compare_key(degree.school), compare_key(degree.degree).replace(" ", ""))
            if key not in seen:
                seen.add(key)
                item = {
                    "school": degree.school,
                    "degree": degree.degree,
                    "field": degree.field,
                    "end": degree.end or None,
                }
                self.draft.add(
                    "/person/education",
                    {name: value for name, value in item.items() if value},
                    line.node,
                    source="heuristic",
                    confidence=0.65,
                )

    def _in_sentence(self, sentence: str) -> list:  # noqa: ANN001
        return degrees_in_prose(sentence) if begins_with_subject(sentence, self.name) else []

    def _location(self) -> None:
        """Offer where the person lives: stated in a sentence, or the town of an address."""
        for line in self.view.body[:80]:
            match = _LIVES.search(line.text)
            if match is not None and (len(line.text) < 120 or begins_with_subject(line.text, self.name)):
                self._put("location", match["place"].strip(" ,."), line.node, confidence=0.6)
                break
        for address in find_addresses(self.view.body)[:2]:
            place = place_of(address.text)
            if place:
                self._put("location", place, address.line.node, confidence=0.45 if "home" in address.label else 0.5)
        for line in self.view.body:
            place = place_of(line.text) if len(line.text) <= 60 else ""
            if place and compare_key(place) != compare_key(self.name):
                self._put("location", place, line.node, confidence=0.48)
                break

    def _contacts(self) -> None:
        """Offer mail addresses, numbers and profiles; addresses that carry the person's name push out the others."""
        lines = [line for line in self.view.lines if line.region not in ("comment", "quote", "nav")]
        emails = find_emails(self.view.document, lines)
        named = [contact for contact in emails if self._is_theirs(contact.value)]
        for contact in named or [contact for contact in emails if contact.line.region != "footer"][:3]:
            self.draft.add(
                "/person/emails",
                contact.value,
                contact.at,
                source="heuristic",
                confidence=0.8 if contact in named else 0.5,
            )
        for contact in find_phones(self.view.document, [line for line in lines if line.region != "footer"])[:3]:
            if contact.sure or contact.value.startswith("+"):
                self.draft.add("/person/phones", contact.value, contact.at, source="heuristic", confidence=0.6)
        for link, _, at in profile_links(self.view.document, lines)[:30]:
            self.draft.add("/person/links", link, at, source="heuristic", confidence=0.6)

    def _is_theirs(self, address: str) -> bool:
        local, _, host = address.lower().partition("@")
        own = self.view.document.host
        if (
            host
            and (own == host or own.endswith("." + host))
            and "~" in self.view.document.url
            and f"~{local}" in self.view.document.url
        ):
            return True
        parts = [plain(part) for part in re.split(r"[\s.-]+", self.name) if len(part) > 2]
        initials = "".join(part[:1] for part in plain(self.name).split())
        return any(part in local for part in parts) or local in (initials, initials[:1] + initials[-1:])


def _states_role(text: str) -> bool:
    """Tell whether a line is a title, alone or before its organization."""
    if title_score(text) >= 0.5:
        return True
    head, comma, rest = text.rstrip(".").partition(", ")
    return bool(comma) and title_score(head) >= 0.6 and rest[:1].isupper() and len(rest.split()) <= 10


def _is_same_role(item: dict[str, object], role: Role) -> bool:
    """Tell whether a known entry is the role already: one employer, and one title begins with the other or it goes on."""
    known, other = compare_key(str(item.get("organization", ""))), compare_key(role.organization)
    if not known or not (known == other or known.startswith(other) or other.startswith(known)):
        return False
    title, new = compare_key(str(item.get("title", ""))), compare_key(role.title)
    return title.startswith(new) or new.startswith(title) or bool(item.get("current"))


_STUDYING = frozenset(
    "student studentin undergraduate graduate pupil etudiant etudiante estudiante estudante studente studentessa studente alumno alumna scholar".split()
)


def _name_of(value: Value) -> str:
    return value.item.text("name", "legalName") if value.item is not None else value.text


def place_value(item: Item) -> Value | None:
    """Return the place of an item: a home location, or town, region and country of its address."""
    for name in ("homeLocation", "address", "location", "workLocation"):
        value = item.one(name) or next(iter(item.all(name)), None)
        if value is None:
            continue
        if value.item is None:
            return value if len(value.text) <= 100 else None
        inner = (
            value.item
            if value.item.text("addressLocality", "addressRegion", "addressCountry")
            else next(value.item.inner(), value.item)
        )
        text = joined_place(inner) or value.item.text("name")
        if text:
            return Value(text, value.at)
    text = joined_place(item)
    first = item.one("addressLocality", "addressRegion", "addressCountry")
    return Value(text, first.at) if text and first is not None else None


def joined_place(item: Item) -> str:
    """Join town, region and country."""
    parts = [item.text(name) for name in ("addressLocality", "addressRegion", "addressCountry")]
    return ", ".join(part for part in parts if part)


def _without_footnotes(text: str) -> str:
    return re.sub(r"\[\w{1,4}\]", "", text).strip(" ,.")


def _after_comma(text: str, title: str) -> str:
    """Return what follows a title after a comma: "Professor of Physics, Example University"."""
    rest = text.split(title, 1)[-1].strip(" ,–—-|@.")
    rest = re.split(r",\s+(?=[A-Z]{2}\b)|\s[|–—]\s", rest)[0].strip(" .")
    return rest if rest and len(rest) <= 90 and title_score(rest) < 0.5 and rest[0].isupper() else ""


def _organization_below(lines: list[Line]) -> str:
    """Return the first of the next lines that names a place of work rather than a department."""
    from askwell.parsing.generic.degrees import is_school
    from askwell.parsing.generic.words import words

    for line in lines:
        if len(line.text) > 90 or any(char.isdigit() for char in line.text):
            continue
        folded = [plain(word).replace(".", "") for word in line.text.split()]
        if is_school(line.text) or folded and folded[-1] in words("organizations", "suffixes"):
            return line.text.strip(" ,")
    return ""


def _is_prose(line: Line) -> bool:
    """Tell whether a line is a paragraph to read, not a reference, menu or list of links."""
    if (
        len(line.text) < _MIN_PARAGRAPH
        or line.href
        or _in_facts_table(line)
        or line.tag in ("td", "th")
        and line.text.count(",") > 6
        and "." not in line.text
    ):
        return False
    linked = sum(len(segment.text) for segment in line.links)
    return linked < 0.6 * len(line.text) and len(line.text.split()) >= 9


def _in_facts_table(line: Line) -> bool:
    """Tell whether a line stands in a table of labels and values, or under a picture."""
    step: Node | None = line.node
    while step is not None and step.tag not in ("body", "main", "article"):
        if step.tag in ("figcaption", "caption"):
            return True
        if step.tag == "table":
            return step.css_first("th") is not None
        step = step.parent
    return False


def _is_prose_tail(line: Line) -> bool:
    """Tell whether a short line goes on with a paragraph: a list item of it or its last sentence."""
    return (
        line.tag == "li"
        and not line.href
        and not _in_facts_table(line)
        or line.text.endswith((".", "!", ")"))
        and len(line.text.split()) > 5
    )
