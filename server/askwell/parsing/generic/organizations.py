"""Writes what a page says about an organization: founding, size, industry, places, contacts and sections."""

import re

from askwell.parsing.dates import parse_date
from askwell.parsing.evidence import Draft, Source
from askwell.parsing.generic.addresses import Address, find_addresses
from askwell.parsing.generic.contacts import find_emails, find_phones, profile_links
from askwell.parsing.generic.items import ORGANIZATION_TYPES, Item, walk
from askwell.parsing.generic.mentions import Mention
from askwell.parsing.generic.names import name_score
from askwell.parsing.generic.organization_names import NameCandidate, name_key
from askwell.parsing.generic.organization_site import Site, same_name
from askwell.parsing.generic.pairs import Pair, read_pairs
from askwell.parsing.generic.site_about import offer_about, offer_tagline
from askwell.parsing.generic.site_sections import offer_sections
from askwell.parsing.generic.view import View
from askwell.parsing.generic.words import is_any_label, label_field, plain
from askwell.parsing.markup import text_of
from askwell.parsing.text import host_of

_FOUNDED = re.compile(
    r"\b(?:founded|established|started|incorporated|formed|in business|gegründet|fondée?|créée?|fundad[ao]|creada"
    r"|fondat[ao]|nat[ao]|opgericht|grundades|grundlagt|stiftet|założon[aey]|založen[aáo]?)\b(?:\s[^\s.;!?]+){0,5}?"
    r"\s(?:in|since|im Jahr|im Jahre|en|em|nel|år|i|w|v roce|r\.)?\s?(?P<year>1[6-9]\d\d|20[0-2]\d)\b"
    r"|\b(?:since|seit|depuis|desde|dal|sinds|sedan|siden|od)\s(?P<since>1[6-9]\d\d|20[0-2]\d)\b",
    re.I,
)
_SIZE = re.compile(
    r"\b(?:more than |over |some |about |around |approximately |rund |etwa |über |mehr als |plus de |más de |mais de "
    r"|oltre |più di |meer dan |ruim )?\d[\d.,]{0,7}(?:\s?[-–]\s?\d[\d.,]{0,7})?\+?\s"
    r"(?:full-time |dedicated |talented |skilled )?"
    r"(?:employees|staff members|team members|people worldwide|Mitarbeiter(?:innen)?|Beschäftigte|salariés"
    r"|collaborateurs"
    r"|employés|empleados|colaboradores|funcionários|dipendenti|collaboratori|medewerkers|anställda"
    r"|medarbejdere|ansatte"
    r"|pracowników)\b",
    re.I,
)
_INDUSTRY_LINK = re.compile(r"/(?:industry|industries|sector|sectors|branchen?|secteur|categor(?:y|ies)|tags?)/", re.I)
_MAIN_OFFICE = re.compile(r"head|hauptsitz|zentrale|siege|sede|hoofd|corporate|main")
_OFFICE = re.compile(r"office|location|standort|niederlassung|agence|oficina|sede|filial|vestiging|branch")
_ITEM_FIELDS = {
    "about": ("description",),
    "tagline": ("slogan",),
    "founded": ("foundingDate",),
    "size": ("numberOfEmployees",),
    "industry": ("industry", "knowsAbout"),
}
_MAX_CONTACTS = 8
_DIGIT = re.compile(r"\d")


def read_organization(
    view: View, items: list[Item], name: NameCandidate | None, people: list[Mention], draft: Draft
) -> None:
    """Offer everything the page says about its organization; contacts in people's entries are left to the people."""
    site = Site(view, name, people, draft)
    if name is not None:
        source: Source = "meta" if str(name.at).startswith("meta[") else "heuristic"
        site.put("name", name.text, name.at, min(0.95, 0.4 + name.weight / 4), source)
    item = _own_item(items, name)
    if item is not None:
        _offer_item(item, site)
    for pair in read_pairs(site.lines):
        _offer_pair(pair, site)
    _offer_prose(site)
    offer_about(site)
    offer_tagline(site)
    _offer_addresses(site)
    _offer_contacts(site)
    offer_sections(site)
    if name is not None and "profiled" in name.signs:
        _offer_directory_entry(name, site)
    else:
        _offer_website(site)


def _own_item(items: list[Item], name: NameCandidate | None) -> Item | None:
    """Return the item of the organization itself: of the chosen name, else the only one at the top."""
    roles = ("", "publisher", "mainEntity", "about")
    found = [item for item in walk(items) if item.is_a(ORGANIZATION_TYPES) and item.role in roles]
    if name is not None:
        key = name_key(name.text)
        same = [item for item in found if same_name(name_key(item.text("name", "legalName")), key)]
        if same:
            return max(same, key=lambda item: len(item.props))
    tops = [item for item in found if not item.role and item.source != "hcard"]
    return tops[0] if len(tops) == 1 and (name is None or not tops[0].text("name")) else None


def _offer_item(item: Item, site: Site) -> None:
    """Offer the values of a structured item."""
    source = item.source
    for field, names in _ITEM_FIELDS.items():
        value = item.one(*names)
        if value is not None and not value.text.startswith("http"):
            text = value.text if value.item is None else _number_of(value.item) or value.text
            site.put(field, text[:10] if field == "founded" else text, value.at, 0.85, source)
    places = [value for value in item.all("address", "location") if value.item is not None or value.text]
    if places:
        inner = places[0].item
        site.put("headquarters", full_address(inner) if inner else places[0].text, places[0].at, 0.8, source)
    for field, name in (("emails", "email"), ("phones", "telephone")):
        for value in item.all(name):
            site.add(field, re.sub(r"^(?:mailto|tel):", "", value.text), value.at, 0.85, source)
    url = item.one("url")
    if url is not None and url.text.startswith("http"):
        site.put("website", url.text, url.at, 0.75, source)
    for value in item.all("sameAs"):
        site.add("links", value.text, value.at, 0.8, source)


def _number_of(item: Item) -> str:
    low, high = item.text("minValue"), item.text("maxValue")
    return f"{low}-{high}" if low and high else item.text("value", "name")


def full_address(item: Item) -> str:
    """Join the parts of a postal address as people write them."""
    region, code, town = item.text("addressRegion"), item.text("postalCode"), item.text("addressLocality")
    lines = [town, f"{region} {code}".strip()] if region else [f"{code} {town}".strip()]
    parts = [item.text("streetAddress"), *lines, item.text("addressCountry")]
    return ", ".join(filter(None, parts)) or item.text("name") or ("" if isinstance(item.at, str) else text_of(item.at))


def _offer_pair(pair: Pair, site: Site) -> None:
    """Offer what a label announces."""
    field = pair.fields.get("organization", "")
    value = pair.value.strip(" .")
    if not field or not value or (pair.line.region == "form" and field in ("type", "headquarters")):
        return
    if field == "website":
        href = pair.line.href or next((segment.href for segment in pair.line.links), "")
        site.put(field, site.view.document.link(href) or value, pair.line.node, 0.7)
    elif field == "founded":
        site.put(field, parse_date(value) or "", pair.line.node, 0.75)
    elif field == "specialties":
        for piece in re.split(r"\s*[,;·|]\s*", value)[:25]:
            site.add("specialties", piece, pair.line.node, 0.7)
    elif _fits(field, value):
        site.put(field, value, pair.line.node, 0.7)


def _fits(field: str, value: str) -> bool:
    if field == "size":
        return any(char.isdigit() for char in value) and len(value) <= 60
    return 1 < len(value) <= 120 and "?" not in value and not value.endswith(":")


def _offer_prose(site: Site) -> None:
    """Offer founding year and size from sentences, also from those in people's entries that name the organization."""
    own = {line.index for line in site.lines}
    for line in site.view.lines:
        if line.is_image or line.region in ("nav", "form") or not _DIGIT.search(line.text):
            continue
        founded = _FOUNDED.search(line.text) if "©" not in line.text else None
        theirs = line.index in own or (bool(site.first_words) and site.first_words.split()[0] in plain(line.text))
        if (
            founded is not None
            and theirs
            and (founded["year"] or (line.index in own and name_score(line.text[:40]) < 0.9))
        ):
            sure = 0.55 if founded["year"] and line.index in own else 0.45 if founded["year"] else 0.4
            site.put("founded", founded["year"] or founded["since"], line.node, sure)
        size = _SIZE.search(line.text) if line.index in own else None
        if size is not None:
            site.put("size", size.group().strip(), line.node, 0.5)


def _offer_addresses(site: Site) -> None:
    """Offer postal addresses: the only or the labelled one as headquarters, several as locations."""
    found = find_addresses(site.lines)
    for address in found:
        if len(found) > 1 or _OFFICE.search(address.label):
            site.add("locations", address.text, address.line.node, 0.65)
    main = next((address for address in found if _MAIN_OFFICE.search(address.label)), None)
    if main is not None or len(found) == 1:
        chosen = main or found[0]
        site.put("headquarters", _without_name(chosen, site), chosen.line.node, 0.6)


def _without_name(address: Address, site: Site) -> str:
    """Drop the organization's own name from the front of an address."""
    head, comma, rest = address.text.partition(", ")
    return rest if comma and site.is_own_name(head) else address.text


def _offer_contacts(site: Site) -> None:
    document = site.view.document
    for contact in find_emails(document, site.lines)[:_MAX_CONTACTS]:
        site.add("emails", contact.value, contact.at, 0.75)
    for contact in find_phones(document, [line for line in site.lines if not line.is_image])[:_MAX_CONTACTS]:
        site.add("phones", contact.value, contact.at, 0.7 if contact.sure else 0.55)
    for link, at in profile_links(document, of_person=False):
        site.add("links", link, at, 0.6)


def _offer_website(site: Site) -> None:
    """Offer the site's own front page where its host agrees with the name."""
    document = site.view.document
    host = re.sub(r"[^a-z0-9]", "", plain(site.view.host_word))
    squeezed = re.sub(r"[^a-z0-9]", "", name_key(site.name.text)) if site.name is not None else ""
    if len(host) > 3 and squeezed and (host in squeezed or squeezed in host):
        scheme, _, rest = document.url.partition("://")
        home = f"{scheme}://{rest.split('/', 1)[0]}"
        for line in site.view.lines:
            if line.href and document.link(line.href).rstrip("/") == home:
                site.put("website", home, line.node, 0.4)
                return


def _offer_directory_entry(name: NameCandidate, site: Site) -> None:
    """Read a directory's page about an organization: the line below the name, links to its site and industry."""
    start = next((line.index for line in site.view.marked_headings if line.text == name.text), 0)
    for line in site.lines:
        near = start < line.index <= start + 6 and 3 <= len(line.text.split()) <= 25
        if near and not (line.is_image or line.href or is_any_label(line.text)):
            site.put("tagline", line.text, line.node, 0.6)
            break
    for line in site.lines:
        for segment in line.links:
            link = site.view.document.link(segment.href)
            host = host_of(link) if link.startswith("http") else ""
            labelled = label_field("organization", segment.text) == "website"
            if host and host != site.view.document.host and (host in segment.text.lower() or labelled):
                site.put("website", link, segment.node, 0.6)
            elif _INDUSTRY_LINK.search(segment.href) and line.region == "main" and len(segment.text) <= 40:
                site.put("industry", segment.text, segment.node, 0.55)
