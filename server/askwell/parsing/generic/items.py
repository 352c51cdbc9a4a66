"""Structured items of a page in one form, whatever their syntax: typed, with named values that know their place."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from askwell.parsing.document import Document
from askwell.parsing.evidence import Place, Source
from askwell.parsing.json_ld import Json, types_of
from askwell.parsing.text import fold

MAX_ITEMS = 400
MAX_DEPTH = 12

PERSON_TYPES = frozenset(("Person", "Patient", "h-card:person"))
ORGANIZATION_TYPES = frozenset(
    "Organization LocalBusiness Corporation NGO EducationalOrganization CollegeOrUniversity School "
    "GovernmentOrganization MedicalOrganization MedicalBusiness Dentist "
    "Physician Hospital Restaurant Store Hotel LodgingBusiness ProfessionalService LegalService Attorney "
    "FinancialService AccountingService RealEstateAgent InsuranceAgency "
    "HealthAndBeautyBusiness HomeAndConstructionBusiness GeneralContractor Electrician Plumber "
    "RoofingContractor AutomotiveBusiness AutoDealer AutoRepair FoodEstablishment CafeOrCoffeeShop Bakery "
    "BarOrPub Winery Brewery EntertainmentBusiness SportsActivityLocation ExerciseGym TravelAgency "
    "EmploymentAgency PerformingGroup MusicGroup SportsTeam SportsOrganization NewsMediaOrganization "
    "ResearchOrganization Library LibrarySystem Museum OnlineBusiness OnlineStore Project Consortium "
    "WorkersUnion FundingScheme HighSchool ElementarySchool Preschool MedicalClinic Pharmacy VeterinaryCare".split()
)
# Firms that are often one person: their markup does not say that no person is meant.
PRACTICE_TYPES = frozenset(
    ("RealEstateAgent", "Attorney", "Physician", "Dentist", "InsuranceAgency", "LegalService", "ProfessionalService")
)
SCHOOL_TYPES = frozenset(
    ("EducationalOrganization", "CollegeOrUniversity", "School", "HighSchool", "ElementarySchool", "MiddleSchool")
)
ARTICLE_TYPES = frozenset(
    "Article NewsArticle BlogPosting TechArticle ScholarlyArticle Report AnalysisNewsArticle "
    "OpinionNewsArticle ReviewNewsArticle BackgroundNewsArticle ReportageNewsArticle LiveBlogPosting "
    "SocialMediaPosting DiscussionForumPosting PodcastEpisode RadioEpisode Episode VideoObject AudioObject "
    "PresentationDigitalDocument Interview QAPage Question h-entry".split()
)
# What a page can be about that is neither a person, an organization nor an article.
THING_TYPES = frozenset(
    "Product ProductGroup Offer AggregateOffer Event MusicEvent BusinessEvent EducationEvent SportsEvent "
    "TheaterEvent ExhibitionEvent Festival Recipe Invoice Book Movie TVSeries Game VideoGame "
    "SoftwareApplication SoftwareSourceCode MobileApplication WebApplication "
    "JobPosting Course HowTo Dataset MusicAlbum MusicRecording Place Accommodation Apartment House "
    "TouristAttraction Vehicle Car CollectionPage ItemList SearchResultsPage FAQPage Service PodcastSeries".split()
)


@dataclass(slots=True)
class Value:
    """One value of an item: text, or an item of its own.

    Attributes:
        text: Folded text; the name of an inner item.
        at: Where it stands.
        item: The inner item, if it is one.
    """

    text: str
    at: Place
    item: "Item | None" = None


@dataclass(slots=True)
class Item:
    """A structured item.

    Attributes:
        source: Its syntax.
        types: Type names without vocabulary.
        at: Where it stands.
        props: Values by property name, in page order.
        role: The property by which an outer item holds it; empty at the top.
    """

    source: Source
    types: tuple[str, ...]
    at: Place
    props: dict[str, list[Value]] = field(default_factory=dict)
    role: str = ""

    def all(self, *names: str) -> list[Value]:
        """List the values of the first of the properties that has any."""
        for name in names:
            if self.props.get(name):
                return self.props[name]
        return []

    def one(self, *names: str) -> Value | None:
        """Return the first value with text among the properties, in their order."""
        for name in names:
            for value in self.props.get(name, []):
                if value.text:
                    return value
        return None

    def text(self, *names: str) -> str:
        """Return the first text among the properties, or nothing."""
        value = self.one(*names)
        return value.text if value else ""

    def is_a(self, types: frozenset[str]) -> bool:
        """Tell whether the item has one of the types."""
        return any(name in types for name in self.types)

    def inner(self) -> Iterator["Item"]:
        """Yield the items held directly."""
        for values in self.props.values():
            for value in values:
                if value.item is not None:
                    yield value.item


def read_items(document: Document) -> list[Item]:
    """Read the top items of every syntax that the page's source hints at, strongest syntax first."""
    items = list(_json_ld_items(document))
    for marks, reader in _READERS:
        if document.has(*marks):
            items.extend(reader(document))
    return items[:MAX_ITEMS]


def walk(items: list[Item]) -> Iterator[Item]:
    """Yield items and all that they hold, outer ones first."""
    queue = [(item, 0) for item in items]
    while queue:
        item, depth = queue.pop(0)
        yield item
        if depth < MAX_DEPTH:
            queue.extend((inner, depth + 1) for inner in item.inner())


def _microdata(document: Document) -> list[Item]:
    from askwell.parsing.generic.microdata import read_microdata

    return read_microdata(document)


def _cards(document: Document) -> list[Item]:
    from askwell.parsing.generic.microformats import read_cards

    return read_cards(document)


def _rdfa(document: Document) -> list[Item]:
    from askwell.parsing.generic.rdfa import read_rdfa

    return read_rdfa(document)


_READERS: tuple[tuple[tuple[str, ...], Callable[[Document], list[Item]]], ...] = (
    (("itemscope",), _microdata),
    (("h-card", "vcard"), _cards),
    (("typeof=",), _rdfa),
)


def _json_ld_items(document: Document) -> Iterator[Item]:
    """Yield the top objects of all JSON-LD blocks; objects of an `@graph` are at the top, references are resolved."""
    roots = [root for number, block in enumerate(document.json_ld) for root in _roots(block, f"jsonld:{number}")]
    known = {str(value["@id"]): (place, value) for place, value in roots if "@id" in value and len(value) > 1}
    for place, value in roots:
        if len(value) > 1:
            yield _json_item(value, place, known, 0)


def _roots(block: Json, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(block, list):
        for number, entry in enumerate(block):
            yield from _roots(entry, f"{place}/{number}")
    elif isinstance(block, dict):
        graph = block.get("@graph")
        if isinstance(graph, (list, dict)):
            yield from _roots(graph, f"{place}/@graph")
        if "@type" in block or graph is None:
            yield place, block


def _json_item(value: dict[str, Any], place: str, known: dict[str, tuple[str, dict[str, Any]]], depth: int) -> Item:
    item = Item("jsonld", tuple(types_of(value)), place)
    for key, entry in value.items():
        if key.startswith("@") and key != "@id":
            continue
        entries = entry if isinstance(entry, list) else [entry]
        for number, part in enumerate(entries[:100]):
            step = f"{place}/{key.replace('~', '~0').replace('/', '~1')}" + (
                f"/{number}" if isinstance(entry, list) else ""
            )
            found = _json_value(part, step, known, depth)
            if found is not None:
                if found.item is not None:
                    found.item.role = found.item.role or key
                item.props.setdefault(key.split(":")[-1], []).append(found)
    return item


def _json_value(part: Json, place: str, known: dict[str, tuple[str, dict[str, Any]]], depth: int) -> Value | None:
    if isinstance(part, str):
        text = fold(part)
        return Value(text, place) if text else None
    if isinstance(part, (int, float)) and not isinstance(part, bool):
        return Value(str(part), place)
    if not isinstance(part, dict) or depth >= MAX_DEPTH:
        return None
    if "@value" in part:
        return Value(fold(str(part["@value"])), f"{place}/@value")
    if set(part) == {"@id"} and part["@id"] in known:
        target_place, target = known[part["@id"]]
        return _inner(target, target_place, {key: kept for key, kept in known.items() if key != part["@id"]}, depth)
    return _inner(part, place, known, depth)


def _inner(part: dict[str, Any], place: str, known: dict[str, tuple[str, dict[str, Any]]], depth: int) -> Value:
    item = _json_item(part, place, known, depth + 1)
    name = item.one("name", "legalName", "@id", "url")
    return Value(name.text if name else "", name.at if name else place, item)
