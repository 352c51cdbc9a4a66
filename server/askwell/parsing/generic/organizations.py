"""Writes what a page says about an organization: about, industry, size, places, products, values, news, contacts."""

import re
from itertools import pairwise

from askwell.parsing.dates import parse_date
from askwell.parsing.evidence import Draft, Place, Source
from askwell.parsing.generic.addresses import Address, find_addresses, place_of
from askwell.parsing.generic.contacts import find_emails, find_phones, profile_links
from askwell.parsing.generic.dated import date_on, without_date
from askwell.parsing.generic.items import ORGANIZATION_TYPES, Item, walk
from askwell.parsing.generic.lines import Line
from askwell.parsing.generic.mentions import Mention
from askwell.parsing.generic.names import name_score
from askwell.parsing.generic.organization_names import NameCandidate, name_key
from askwell.parsing.generic.pairs import read_pairs
from askwell.parsing.generic.sections import Block, find_blocks
from askwell.parsing.generic.titles import title_score
from askwell.parsing.generic.view import View
from askwell.parsing.generic.words import is_any_label, is_heading_phrase, label_field, plain
from askwell.parsing.markup import text_of
from askwell.parsing.text import host_of
from askwell.parsing.vocabulary import work_mode_of

_FOUNDED = re.compile(
    r"\b(?:founded|established|started|incorporated|formed|in business|gegründet|fondée?|créée?|fundad[ao]|creada|fondat[ao]|nat[ao]|opgericht|grundades|grundlagt|stiftet|założon[aey]|založen[aáo]?)\b(?:\s[^\s.;!?]+){0,5}?\s(?:in|since|im Jahr|im Jahre|en|em|nel|år|i|w|v roce|r\.)?\s?(?P<year>1[6-9]\d\d|20[0-2]\d)\b"
    r"|\b(?:since|seit|depuis|desde|dal|sinds|sedan|siden|od)\s(?P<since>1[6-9]\d\d|20[0-2]\d)\b",
    re.I,
)
_SIZE = re.compile(
    r"\b(?P<size>(?:more than |over |some |about |around |approximately |rund |etwa |über |mehr als |plus de |más de |mais de |oltre |più di |meer dan |ruim )?\d[\d.,]{0,7}(?:\s?[-–]\s?\d[\d.,]{0,7})?\+?)\s(?:full-time |dedicated |talented |skilled )?"
    r"(?P<unit>employees|staff members|team members|people worldwide|Mitarbeiter(?:innen)?|Beschäftigte|salariés|collaborateurs|employés|empleados|colaboradores|funcionários|dipendenti|collaboratori|medewerkers|anställda|medarbejdere|ansatte|pracowników)\b",
    re.I,
)
_WE = re.compile(
    r"\b(?:we|our|us|wir|unser\w*|nous|notre|nos|nuestr[oa]s?|somos|nós|noss[oa]s?|noi|nostr[oaei]|siamo|wij|we|onze|ons|vi|vår\w*|vores)\b",
    re.I,
)
_NOT_ABOUT = re.compile(
    r"cookie|privacy|javascript|all rights reserved|copyright|©|subscribe|newsletter|log ?in|terms (?:of|and)|datenschutz|if you have any questions|please (?:contact|fill|call|email)|click here|fill (?:in|out)",
    re.I,
)
_INDUSTRY_LINK = re.compile(
    r"/(?:industry|industries|sector|sectors|branche|branchen|secteur|categor(?:y|ies)|tags?)/", re.I
)
_MIN_ABOUT = 80
_ABOUT_LIMIT = 1600
_MAX_LISTED = 25


def read_organization(
    view: View, items: list[Item], name: NameCandidate | None, people: list[Mention], draft: Draft
) -> None:
    """Offer everything the page says about its organization."""
    OrganizationReader(view, items, name, people, draft).read()


class OrganizationReader:
    """Reads the organization of one page; contacts inside people's entries are left to the people."""

    def __init__(
        self, view: View, items: list[Item], name: NameCandidate | None, people: list[Mention], draft: Draft
    ) -> None:
        self.view = view
        self.name = name
        self.draft = draft
        self.item = _own_item(items, name)
        self.entries = _entry_lines(view, people)
        self.people = people
        self.lines = [
            line for line in view.lines if line.index not in self.entries and line.region not in ("comment", "quote")
        ]
        self.blocks = find_blocks(view)

    def read(self) -> None:
        """Read all fields."""
        if self.name is not None:
            source: Source = "meta" if str(self.name.at).startswith("meta[") else "heuristic"
            self.draft.put(
                "/organization/name",
                self.name.text,
                self.name.at,
                source=source,
                confidence=min(0.95, 0.4 + self.name.weight / 4),
            )
        if self.item is not None:
            self._from_item(self.item)
        self._from_pairs()
        self._from_prose()
        self._about()
        self._tagline()
        self._addresses()
        self._contacts()
        self._listed()
        if self.name is not None and "profiled" in self.name.signs:
            self._directory_entry(self.name)
        else:
            self._website()

    def _put(
        self, field: str, value: str, at: Place | None, confidence: float = 0.65, source: Source = "heuristic"
    ) -> None:
        self.draft.put(f"/organization/{field}", value, at, source=source, confidence=confidence)

    def _from_item(self, item: Item) -> None:
        for field, names in _ITEM_FIELDS.items():
            value = item.one(*names)
            if value is not None and not value.text.startswith("http"):
                text = value.text if value.item is None else _number_of(value.item) or value.text
                self._put(field, text[:10] if field == "founded" else text, value.at, 0.85, item.source)
        address = next(
            (value for value in item.all("address", "location") if value.item is not None or value.text), None
        )
        if address is not None:
            text = full_address(address.item) if address.item is not None else address.text
            self._put("headquarters", text, address.at, 0.8, item.source)
        for field, names in (("emails", "email"), ("phones", "telephone")):
            for value in item.all(names):
                self.draft.add(
                    f"/organization/{field}",
                    value.text.removeprefix("mailto:").removeprefix("tel:"),
                    value.at,
                    source=item.source,
                    confidence=0.85,
                )
        url = item.one("url")
        if url is not None and url.text.startswith("http"):
            self._put("website", url.text, url.at, 0.75, item.source)
        for value in item.all("sameAs"):
            self.draft.add("/organization/links", value.text, value.at, source=item.source, confidence=0.8)

    def _from_pairs(self) -> None:
        for pair in read_pairs(self.lines):
            field = pair.fields.get("organization", "")
            value = pair.value.strip(" .")
            if not field or not value or pair.line.region == "form" and field in ("type", "headquarters"):
                continue
            if field == "website":
                link = self.view.document.link(pair.line.href or (pair.line.links[0].href if pair.line.links else ""))
                self._put(field, link or value, pair.line.node, 0.7)
            elif field == "founded":
                date = parse_date(value)
                self._put(field, date or "", pair.line.node, 0.75)
            elif field == "specialties":
                for piece in re.split(r"\s*[,;·|]\s*", value)[:_MAX_LISTED]:
                    self.draft.add(
                        "/organization/specialties", piece, pair.line.node, source="heuristic", confidence=0.7
                    )
            elif _fits(field, value):
                self._put(field, value, pair.line.node, 0.7)

    def _from_prose(self) -> None:
        for line in self.lines:
            if line.is_image or line.region in ("nav", "form") or len(line.text) < 8:
                continue
            founded = (
                _FOUNDED.search(line.text)
                if any(char.isdigit() for char in line.text) and "©" not in line.text
                else None
            )
            if (
                founded is not None
                and (founded["year"] or len(line.text) < 200)
                and not name_score(line.text[:40]) >= 0.9
            ):
                self._put("founded", founded["year"] or founded["since"], line.node, 0.55 if founded["year"] else 0.4)
            size = _SIZE.search(line.text)
            if size is not None:
                self._put("size", size.group().strip(), line.node, 0.5)
        for mention in self.people:
            following = self.view.lines[mention.line.index + 1 : mention.line.index + 3]
            for line in (mention.line, *following):
                founded = _FOUNDED.search(line.text)
                if (
                    founded is not None
                    and founded["year"]
                    and self.name is not None
                    and name_key(self.name.text).split()[0] in plain(line.text)
                ):
                    self._put("founded", founded["year"], line.node, 0.45)

    def _about(self) -> None:
        best = max(self._about_candidates(), key=lambda pair: pair[0], default=None)
        if best is None or best[0] < 1.0:
            description = self.view.document.meta.get("description") or self.view.document.meta.get(
                "og:description", ""
            )
            if len(description) >= 60:
                self._put("about", description, 'meta[name="description"]@content', 0.5, "meta")
            return
        line = best[1]
        text = line.text
        for other in self.lines:
            if other.index <= line.index or other.region != line.region:
                continue
            if (
                other.level
                or other.strong
                or len(text) + len(other.text) > _ABOUT_LIMIT
                or not _is_paragraph(other)
                or self.view.headings[other.index] is not self.view.headings[line.index]
            ):
                break
            text = f"{text}\n{other.text}"
        self._put("about", text, line.node, 0.6)

    def _about_candidates(self) -> list[tuple[float, Line]]:
        found = []
        first_names = {plain(part) for mention in self.people for part in mention.name.split()[:1]}
        key = name_key(self.name.text).split()[:2] if self.name is not None else []
        for order, line in enumerate(line for line in self.lines if _is_paragraph(line)):
            begin = plain(line.text[:60]).split()
            if (
                _NOT_ABOUT.search(line.text)
                or _is_contact_line(line.text)
                or begin
                and re.split(r"['’]", begin[0])[0] in first_names
            ):
                continue
            score = 0.9 if "about" in self.view.sections(line) else 0.0
            score += 1.0 if key and " ".join(key) in plain(line.text[:250]) else 0.0
            score += 0.6 if _WE.search(line.text) else 0.0
            score += 0.4 if order == 0 else 0.2 if order < 3 else 0.0
            score -= 0.1 if line.region == "footer" else 0.0
            score -= 0.5 if "not_people" in self.view.sections(line) else 0.0
            score -= 0.01 * order
            found.append((score, line))
        return found

    def _tagline(self) -> None:
        """Offer a short line of the page's head that is neither label, number nor link."""
        for line in self.lines[:40]:
            if line.region != "header" or line.href or line.is_image or line.links:
                continue
            count = len(line.text.split())
            if (
                3 <= count <= 16
                and not any(char.isdigit() for char in line.text)
                and not is_heading_phrase(line.text)
                and not is_any_label(line.text)
                and ":" not in line.text
            ):
                self._put("tagline", line.text, line.node, 0.4)
                return

    def _addresses(self) -> None:
        found = find_addresses(self.lines)
        for address in found:
            if len(found) > 1 or _labelled_places(address):
                self.draft.add(
                    "/organization/locations", address.text, address.line.node, source="heuristic", confidence=0.65
                )
        main = next(
            (
                address
                for address in found
                if re.search(r"head|hauptsitz|zentrale|siege|sede|hoofd|corporate|main", address.label)
            ),
            None,
        )
        if main is not None or len(found) == 1:
            chosen = main or found[0]
            self._put("headquarters", self._without_name(chosen.text), chosen.line.node, 0.6)

    def _without_name(self, address: str) -> str:
        """Drop the organization's own name from the front of an address."""
        head, comma, rest = address.partition(", ")
        own = self.name is not None and _agrees(name_key(head), name_key(self.name.text))
        return rest if comma and own else address

    def _contacts(self) -> None:
        document = self.view.document
        for contact in find_emails(document, self.lines)[:8]:
            self.draft.add("/organization/emails", contact.value, contact.at, source="heuristic", confidence=0.75)
        own = [contact for contact in find_phones(document, self.lines) if not contact.line.is_image]
        for contact in own[:8]:
            self.draft.add(
                "/organization/phones",
                contact.value,
                contact.at,
                source="heuristic",
                confidence=0.7 if contact.sure else 0.55,
            )
        for link, at in profile_links(document, of_person=False)[:20]:
            self.draft.add("/organization/links", link, at, source="heuristic", confidence=0.6)

    def _website(self) -> None:
        """Offer the site's own front page where its host agrees with the name."""
        document = self.view.document
        host = re.sub(r"[^a-z0-9]", "", plain(self.view.host_word))
        squeezed = re.sub(r"[^a-z0-9]", "", name_key(self.name.text)) if self.name is not None else ""
        if squeezed and host and (host in squeezed or squeezed in host) and len(host) > 3:
            scheme, _, rest = document.url.partition("://")
            home = f"{scheme}://{rest.split('/')[0]}"
            line = next(
                (line for line in self.view.lines if line.href and document.link(line.href).rstrip("/") == home), None
            )
            if line is not None:
                self._put("website", home, line.node, 0.4)

    def _directory_entry(self, name: NameCandidate) -> None:
        """Read a directory's page about an organization: line below the name, link to its own site, linked industries."""
        start = next((line.index for line in self.view.marked_headings if line.text == name.text), 0)
        below = [line for line in self.lines if start < line.index <= start + 6 and not line.is_image]
        tagline = next(
            (
                line
                for line in below
                if 3 <= len(line.text.split()) <= 25 and not line.href and not is_any_label(line.text)
            ),
            None,
        )
        if tagline is not None:
            self._put("tagline", tagline.text, tagline.node, 0.6)
        for line in self.lines:
            for segment in line.links:
                link = self.view.document.link(segment.href)
                host = host_of(link)
                elsewhere = link.startswith("http") and host and host != self.view.document.host
                if elsewhere and (host in segment.text.lower() or is_website_label(segment.text)):
                    self._put("website", link, segment.node, 0.6)
            for segment in line.links:
                if _INDUSTRY_LINK.search(segment.href) and line.region == "main" and len(segment.text) <= 40:
                    self._put("industry", segment.text, segment.node, 0.55)

    def _listed(self) -> None:
        """Offer what sections list: products, services, values, news, open positions."""
        for block in self.blocks:
            names = self.view.headings[block.heading.index]
            for section in names.sections if names is not None else ():
                if section in ("products", "specialties", "values"):
                    self._texts(block, section)
                elif section == "news":
                    self._news(block)
                elif section == "jobs":
                    self._jobs(block)

    def _texts(self, block: Block, field: str) -> None:
        for line in listed_items(block)[:_MAX_LISTED]:
            self.draft.add(
                f"/organization/{field}", line.text.rstrip(".:"), line.node, source="heuristic", confidence=0.6
            )

    def _news(self, block: Block) -> None:
        for number, line in enumerate(block.lines):
            if len(line.text) < 20 or not (line.href or line.level or line.tag == "li"):
                continue
            near = [line, *block.lines[number + 1 : number + 3], *block.lines[max(0, number - 1) : number]]
            date = next(
                (found for other in near if len(other.text) < 60 or other is line if (found := date_on(other))),
                None,
            )
            url = self.view.document.link(line.href)
            self.draft.add(
                "/organization/news",
                {"text": without_date(line.text), "date": date, "url": url},
                line.node,
                source="heuristic",
                confidence=0.6,
            )

    def _jobs(self, block: Block) -> None:
        for number, line in enumerate(block.lines):
            if not (line.href or line.level) or len(line.text) > 100:
                continue
            place = block.lines[number + 1].text if number + 1 < len(block.lines) else ""
            fits = 2 < len(place) <= 60 and not any(char in place for char in "$€£") and title_score(place) < 0.4
            if title_score(line.text) < 0.4 and not (fits and ("," in place or work_mode_of(place))):
                continue
            self.draft.add(
                "/organization/job_posts",
                {"title": line.text, "location": place if fits else ""},
                line.node,
                source="heuristic",
                confidence=0.6,
            )


_ITEM_FIELDS = {
    "about": ("description",),
    "tagline": ("slogan",),
    "founded": ("foundingDate",),
    "size": ("numberOfEmployees",),
    "industry": ("industry", "knowsAbout"),
}


def _own_item(items: list[Item], name: NameCandidate | None) -> Item | None:
    """Return the item of the organization itself: of the chosen name, else the only one at the top."""
    found = [
        item
        for item in walk(items)
        if item.is_a(ORGANIZATION_TYPES) and item.role in ("", "publisher", "mainEntity", "about")
    ]
    if name is not None:
        key = name_key(name.text)
        same = [item for item in found if _agrees(name_key(item.text("name", "legalName")), key)]
        if same:
            return max(same, key=lambda item: len(item.props))
    tops = [item for item in found if not item.role and item.source != "hcard"]
    return tops[0] if len(tops) == 1 and (name is None or not tops[0].text("name")) else None


def _agrees(one: str, two: str) -> bool:
    """Tell whether two writings are one name, or one begins with the other."""
    return bool(one) and (one == two or one.startswith(two + " ") or two.startswith(one + " "))


def _number_of(item: Item) -> str:
    low, high = item.text("minValue"), item.text("maxValue")
    return f"{low}-{high}" if low and high else item.text("value", "name")


def full_address(item: Item) -> str:
    """Join the parts of a postal address as people write them."""
    region, code, town = item.text("addressRegion"), item.text("postalCode"), item.text("addressLocality")
    lines = [town, f"{region} {code}".strip()] if region else [f"{code} {town}".strip()]
    parts = [item.text("streetAddress"), *lines, item.text("addressCountry")]
    return (
        ", ".join(part for part in parts if part)
        or item.text("name")
        or (text_of(item.at) if not isinstance(item.at, str) else "")
    )


def _entry_lines(view: View, people: list[Mention]) -> set[int]:
    """Collect the lines of people's entries: from each name to the next, or a few lines for the last."""
    taken: set[int] = set()
    shapes = {mention.line.index: mention.shape for mention in people}
    starts = sorted(shapes)
    gaps = sorted(after - before for before, after in pairwise(starts))
    usual = min(gaps[len(gaps) // 2], 8) if gaps else 4
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else start + usual
        if shapes[start] == "lead":
            end = start + 1
        region = view.lines[start].region
        for line in view.lines[start : min(end, start + 14)]:
            heading = view.headings[line.index]
            foreign = heading is not None and heading.line.index > start and heading.named
            if line.region != region or foreign:
                break
            taken.add(line.index)
    return taken


def is_website_label(text: str) -> bool:
    """Tell whether a link says no more than that it leads to a website."""
    return label_field("organization", text) == "website"


def _is_contact_line(text: str) -> bool:
    """Tell whether a line is address and numbers rather than prose."""
    return (
        "@" in text
        or place_of(text) != ""
        and len(text) < 160
        or sum(char.isdigit() for char in text) > 0.12 * len(text)
    )


def _fits(field: str, value: str) -> bool:
    if field == "size":
        return any(char.isdigit() for char in value) and len(value) <= 60
    return 1 < len(value) <= 120 and "?" not in value and not value.endswith(":")


def _is_paragraph(line: Line) -> bool:
    linked = sum(len(segment.text) for segment in line.links)
    return (
        len(line.text) >= _MIN_ABOUT
        and not line.is_image
        and not line.level
        and line.region not in ("nav", "form")
        and linked < 0.5 * len(line.text)
    )


def _labelled_places(address: Address) -> bool:
    return bool(
        re.search(r"office|location|standort|niederlassung|agence|oficina|sede|filial|vestiging|branch", address.label)
    )


def listed_items(block: Block) -> list[Line]:
    """Return the short lines that head the items of a section: sub-headings, list items, or links."""
    for chosen in (
        [line for line in block.lines if line.level or line.strong],
        [line for line in block.lines if line.tag in ("li", "dt")],
        [line for line in block.lines if line.href],
    ):
        items = [
            line for line in chosen if 1 < len(line.text) <= 70 and len(line.text.split()) <= 8 and not line.is_image
        ]
        if len(items) >= 2:
            return items
    return []
