"""Writes what a page says about its person: headline, place, introduction, current role, studies, contacts."""

import re

from askwell.parsing.dates import parse_date
from askwell.parsing.evidence import Draft, Place, Source
from askwell.parsing.generic.addresses import find_addresses, place_of
from askwell.parsing.generic.contacts import find_emails, find_phones, is_profile_host, profile_links
from askwell.parsing.generic.degrees import Degree, degrees_in_line, degrees_in_prose, is_school
from askwell.parsing.generic.employers import employer_of_site, is_same_role, is_study, role_on_line, states_role
from askwell.parsing.generic.introductions import find_introduction, introduction_text
from askwell.parsing.generic.lines import Line
from askwell.parsing.generic.names import is_credential_token
from askwell.parsing.generic.pairs import Pair, read_pairs
from askwell.parsing.generic.person_items import offer_item
from askwell.parsing.generic.places import is_place_line
from askwell.parsing.generic.profile_bios import find_bio
from askwell.parsing.generic.prose import Role, begins_with_subject, read_role, role_of_sentence, sentences
from askwell.parsing.generic.sections import find_blocks, read_blocks
from askwell.parsing.generic.subject import Candidate
from askwell.parsing.generic.titles import clean_title, title_score
from askwell.parsing.generic.told_roles import told_roles
from askwell.parsing.generic.view import View
from askwell.parsing.generic.words import plain
from askwell.parsing.text import compare_key

_PLACE = r"(?P<place>[^\W\da-z_][\w'’.-]*(?:[ ,]{1,2}(?:[^\W\da-z_][\w'’.-]*|de|la|am|an der|upon|del|do|da))*)"
_LIVES = re.compile(
    r"\b(?i:(?=[abhilmrvw])(?:based (?:in|out of)|lives? in|living in|located in|resid(?:es?|ing) in|lebt in"
    r"|lebe in|wohn(?:t|e|haft) in|vi[ts] à|habite à|basée? à|installée? à|viv[eo] en|resid[eo] en|radicad[oa] en"
    r"|afincad[oa] en|mor[ao] em|viv[eo] em|resid[eo] em|basead[oa] em|viv[eo] a|risied[eo] a|abit[ao] a"
    r"|residente a|woont? in|wonend in|bor i))"
    rf"\s+{_PLACE}"
)
_IN_PLACE = re.compile(rf"^\s*,?\s*(?:in|à|en|em|a|i|im)\s+{_PLACE}")
_PRONOUNS = re.compile(
    r"^[(\[]?((?:she|he|they|ze|xe|sie|er|elle|il|iel|ella|él|ela|ele|lei|lui|zij|hij)"
    r"\s*/\s*[^\W\d_]+(?:\s*/\s*[^\W\d_]+)?)[)\]]?$",
    re.I,
)
_FOOTNOTE = re.compile(r"\[\w{1,4}\]")
_ENUMERATED = re.compile(r"\s*[,;/·|]\s*|\s+(?:and|und|et|y|e|en)\s+")
_TOLD_LINES = 8
_NOT_STUDIED_IN = frozenset(("publications", "experience", "news", "not_people"))
_MAX_DEGREES = 8


def read_person(view: View, subject: Candidate, draft: Draft) -> None:
    """Offer everything the page says about its subject."""
    PersonReader(view, subject, draft).read()


class PersonReader:
    """Reads the person of one page, from the strongest source to the weakest."""

    def __init__(self, view: View, subject: Candidate, draft: Draft) -> None:
        """Take a page, its subject, and the draft to write to."""
        self.view = view
        self.subject = subject
        self.draft = draft
        self.name = subject.reading.name
        self.pairs = [pair for pair in read_pairs(view.body) if "person" in pair.fields]
        self.blocks = find_blocks(view)
        self.introduction = find_introduction(view, subject.line, self.blocks)

    def read(self) -> None:
        """Read all fields."""
        item = self.subject.item
        source: Source = item.source if item is not None and self.subject.best >= 0.7 else "heuristic"
        self._put("name", self.name, self.subject.at, min(0.95, 0.5 + self.subject.score / 5), source)
        if item is not None:
            offer_item(item, self.draft)
        read_blocks(self.blocks, self.draft)
        self._pairs()
        self._headline_near_name()
        self._bio()
        self._role_in_prose()
        self._earlier_roles()
        text = introduction_text(self.introduction)
        if text:
            self._put("about", text, self.introduction[0].node, 0.6)
        self._degrees()
        self._location()
        self._contacts()

    def _put(self, field: str, value: str, at: Place | None, confidence: float, source: Source = "heuristic") -> None:
        self.draft.put(f"/person/{field}", value, at, source=source, confidence=confidence)

    def _add(self, field: str, item: object, at: Place | None, confidence: float) -> None:
        self.draft.add(f"/person/{field}", item, at, source="heuristic", confidence=confidence)

    def _pairs(self) -> None:
        """Offer what labels announce."""
        for pair in self.pairs:
            field = pair.fields["person"]
            if field == "pronouns" or (field == "location" and len(pair.value) <= 80):
                self._put(field, _FOOTNOTE.sub("", pair.value).strip(" ,."), pair.line.node, 0.75)
            elif field == "headline" and title_score(pair.value) >= 0.4:
                self._put("headline", clean_title(pair.value), pair.line.node, 0.65)
                self._role_of_pair(pair)
            elif field == "education" and is_school(pair.value) and not self._has_block("education"):
                self._add("education", {"school": pair.value}, pair.line.node, 0.6)
            elif field == "languages" and not self._has_block("languages"):
                for name in _ENUMERATED.split(pair.value):
                    if 2 < len(name) < 30:
                        self._add("languages", {"name": name.strip(" .")}, pair.line.node, 0.6)

    def _role_of_pair(self, pair: Pair) -> None:
        employer = next((other for other in self.pairs if other.fields["person"] == "organization"), None)
        if employer is not None and len(employer.value) <= 120:
            self._role(Role(clean_title(pair.value), employer.value), employer.line, 0.6)

    def _has_block(self, name: str) -> bool:
        return any(block.name == name for block in self.blocks)

    def _bio(self) -> None:
        """Offer the self-written line of a profile on another site."""
        meta = self.view.document.meta
        if meta.get("og:type") != "profile" and not is_profile_host(self.view.document.host):
            return
        found = find_bio(self.view, self.subject.line)
        if found is not None:
            text, at = found
            self._put("headline", text, at, 0.9, "meta" if isinstance(at, str) else "heuristic")

    def _headline_near_name(self) -> None:
        """Offer the title line beside or below the name, with the role it states."""
        line = self.subject.line
        if line is None:
            return
        beside = line.text.split(self.name, 1)[-1].strip(" ,|–—-") if self.name in line.text else ""
        if title_score(beside) >= 0.5 and not all(is_credential_token(word) for word in beside.split()):
            self._title_line(beside, line, 0.8, [])
            return
        after = self.view.lines[line.index + 1 : line.index + 6]
        near = [other for other in after if not other.is_image and not other.hidden][:4]
        for distance, other in enumerate(near):
            pronouns = _PRONOUNS.match(other.text)
            if pronouns:
                self._put("pronouns", pronouns[1], other.node, 0.8)
            elif is_place_line(other.text):
                self._put("location", other.text, other.node, 0.52)
            elif len(other.text) <= 160 and (
                states_role(other.text) or (distance == 0 and title_score(other.text) >= 0.4)
            ):
                self._title_line(other.text, other, 0.75 - 0.05 * distance, near[distance + 1 :])
                self._place_among(near[distance + 1 :])
                return
            elif len(other.text) > 100:
                return

    def _place_among(self, lines: list[Line]) -> None:
        """Offer a line under the title that is a place and nothing else."""
        for line in lines[:2]:
            if is_place_line(line.text):
                self._put("location", line.text, line.node, 0.52)

    def _title_line(self, text: str, line: Line, confidence: float, following: list[Line]) -> None:
        self._put("headline", text.rstrip("."), line.node, confidence)
        role = role_on_line(text, following, self.view.body)
        if role is not None:
            self._role(role, line, 0.7)
            return
        stated, employer = read_role(text), employer_of_site(self.view, self.name)
        if stated is not None and employer and not self._has_block("experience"):
            self._role(Role(stated.title, employer), line, 0.5)

    def _role(self, role: Role, line: Line, confidence: float) -> None:
        """Offer a running role, unless it is a student's or known already."""
        item = {"title": role.title, "organization": role.organization, "start": role.start}
        self._offer_role(role, item | {"current": True, "end": None}, line, confidence)

    def _offer_role(self, role: Role, item: dict[str, object], line: Line, confidence: float) -> None:
        known = self.draft.offered("/person/experience") or []
        if not is_study(role) and not any(is_same_role(other, role) for other in known):
            self._add("experience", item, line.node, confidence)

    def _earlier_roles(self) -> None:
        """Offer the roles that the introduction says the person had before."""
        if self._has_block("experience"):
            return
        for line in self.introduction[:_TOLD_LINES]:
            for told in told_roles(line.text, self.name):
                item: dict[str, object] = {"title": told.role.title, "organization": told.role.organization}
                item |= {"start": told.start, "end": told.end} if told.end else {"start": told.start}
                self._offer_role(told.role, item | ({"current": False} if told.over else {}), line, 0.55)

    def _role_in_prose(self) -> None:
        """Offer the role that the first sentences state."""
        for line in self.introduction[:3]:
            for sentence in sentences(line.text)[:3]:
                if not begins_with_subject(sentence, self.name):
                    continue
                role = role_of_sentence(self._without_name(sentence)) or self._apposition(sentence)
                if role is None:
                    continue
                self._put("headline", role.title, line.node, 0.55)
                if role.organization:
                    self._role(role, line, 0.65)
                    self._place_after(role.organization, sentence, line)
                return

    def _without_name(self, sentence: str) -> str:
        """Cut the name that a person introduces themselves by ("I am Ada Example, an engineer at ...")."""
        before, name, rest = sentence.partition(f" {self.name}, ")
        return f"{before} {rest}" if name and len(before.split()) <= 3 else sentence

    def _apposition(self, sentence: str) -> Role | None:
        rest = sentence[len(self.name) :].lstrip()
        if plain(sentence[: len(self.name)]) == plain(self.name) and rest.startswith(","):
            return read_role(rest.lstrip(" ,"))
        return None

    def _place_after(self, organization: str, sentence: str, line: Line) -> None:
        """Read the town that follows an employer: "at Example Labs in Lisbon"."""
        match = _IN_PLACE.match(sentence[sentence.find(organization) + len(organization) :])
        if match is not None and not parse_date(match["place"]):
            self._put("location", _place_in(match), line.node, 0.5)

    def _degrees(self) -> None:
        """Offer degrees stated in short lines and in prose about the person, each once."""
        if self._has_block("education"):
            return
        found: dict[tuple[str, str], tuple[Degree, Line]] = {}
        for line in self.view.body:
            for degree in self._degrees_on(line):
                key = compare_key(degree.school), compare_key(degree.degree).replace(" ", "")
                found.setdefault(key, (degree, line))
        for degree, line in list(found.values())[:_MAX_DEGREES]:
            item = {"school": degree.school, "degree": degree.degree, "field": degree.field}
            self._add("education", item | ({"end": degree.end} if degree.end else {}), line.node, 0.65)

    def _degrees_on(self, line: Line) -> list[Degree]:
        inside = self.view.sections(line)
        if _NOT_STUDIED_IN & set(inside) or line.region not in ("main", "header"):
            return []
        found: list[Degree] = []
        if len(line.text) <= 200 and not line.href and not begins_with_subject(line.text, self.name):
            found += degrees_in_line(line.text)
        if len(line.text) >= 25 and (line in self.introduction or "about" in inside or line.index < 40):
            for sentence in sentences(line.text):
                if begins_with_subject(sentence, self.name):
                    found += degrees_in_prose(sentence)
        return found

    def _location(self) -> None:
        """Offer where the person lives: stated in a sentence, or the town of an address."""
        for line in self.view.body[:80]:
            match = _LIVES.search(line.text)
            if match is not None and (len(line.text) < 120 or begins_with_subject(line.text, self.name)):
                self._put("location", _place_in(match), line.node, 0.6)
                break
        around = [line for line in self.view.lines if line.region in ("main", "header", "aside", "form")]
        for address in find_addresses(around)[:2]:
            self._put("location", place_of(address.text), address.line.node, 0.45 if "home" in address.label else 0.5)
        for line in self.view.body:
            place = place_of(line.text) if len(line.text) <= 60 else ""
            if place and compare_key(place) != compare_key(self.name):
                self._put("location", place, line.node, 0.48)
                break

    def _contacts(self) -> None:
        """Offer mail addresses, numbers and profiles; addresses that carry the person's name push out the others."""
        lines = [line for line in self.view.lines if line.region not in ("comment", "quote", "nav")]
        emails = find_emails(self.view.document, lines)
        named = [contact for contact in emails if self._is_theirs(contact.value)]
        for contact in named or [contact for contact in emails if contact.line.region != "footer"][:3]:
            self._add("emails", contact.value, contact.at, 0.8 if named else 0.5)
        for contact in find_phones(self.view.document, [line for line in lines if line.region != "footer"])[:3]:
            if contact.sure or contact.value.startswith("+"):
                self._add("phones", contact.value, contact.at, 0.6)
        for link, at in profile_links(self.view.document, of_person=True):
            self._add("links", link, at, 0.6)

    def _is_theirs(self, address: str) -> bool:
        """Tell whether an address holds a part of the person's name, their initials, or their folder's name."""
        local = address.lower().partition("@")[0]
        if f"/~{local}" in self.view.document.url.lower():
            return True
        parts = [plain(part) for part in re.split(r"[\s.-]+", self.name) if len(part) > 2]
        initials = "".join(part[:1] for part in plain(self.name).split())
        return any(part in local for part in parts) or local in (initials, initials[:1] + initials[-1:])


def _place_in(match: re.Match[str]) -> str:
    """Return the place that a sentence names, without the sentence that follows it."""
    return re.split(r"(?<=\w\w\w)\.\s", match["place"], maxsplit=1)[0].strip(" ,.")
