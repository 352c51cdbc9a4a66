"""Structured data in every syntax comes out as the same items."""

from datetime import UTC, datetime

from askwell.domain.pages import CapturedPage
from askwell.parsing.document import Document
from askwell.parsing.generic.items import Item, read_items, walk


def items_of(html: str) -> list[Item]:
    page = CapturedPage(
        "https://www.example.org/", f"<html><body>{html}</body></html>", datetime(2026, 1, 15, tzinfo=UTC)
    )
    return read_items(Document(page))


def test_json_ld_graphs_are_flat_and_references_are_resolved() -> None:
    (organization, page) = items_of(
        '<script type="application/ld+json">{"@graph": [{"@type": "Organization", "@id": "#o", "name": "Acme"},'
        ' {"@type": "WebPage", "about": {"@id": "#o"}, "name": "About"}]}</script>'
    )
    assert organization.types == ("Organization",)
    assert page.all("about")[0].item is not None
    assert page.text("about") == "Acme"


def test_json_ld_values_know_their_place() -> None:
    (item,) = items_of(
        '<script type="application/ld+json">{"@type": "Person", "knows": [{"@type": "Person", "name": "Bo"}]}</script>'
    )
    inner = [found for found in walk([item]) if found.role == "knows"]
    assert [found.one("name").at for found in inner] == ["jsonld:0/knows/0/name"]


def test_a_reference_to_itself_ends() -> None:
    (item,) = items_of(
        '<script type="application/ld+json">{"@type": "Person", "@id": "#a", "name": "Ada", "knows": {"@id": "#a"}}</script>'
    )
    assert item.text("name") == "Ada"


def test_microdata_with_inner_items() -> None:
    (item,) = items_of(
        '<div itemscope itemtype="https://schema.org/Restaurant"><h1 itemprop="name">Osteria</h1>'
        '<div itemprop="address" itemscope itemtype="https://schema.org/PostalAddress">'
        '<span itemprop="addressLocality">Lagoprova</span></div><meta itemprop="foundingDate" content="1988"></div>'
    )
    assert item.types == ("Restaurant",)
    assert item.text("name", "foundingDate") == "Osteria"
    assert item.text("foundingDate") == "1988"
    address = item.all("address")[0].item
    assert address is not None
    assert address.text("addressLocality") == "Lagoprova"


def test_cards_of_both_generations() -> None:
    new, old = items_of(
        '<div class="h-card"><a class="p-name u-url" href="https://www.example.org/">Ada Example</a> <i class="p-job-title">Baker</i></div>'
        '<div class="vcard"><span class="fn">Bo Other</span><abbr class="title" title="Brewer">B.</abbr></div>'
    )
    assert (new.text("name"), new.text("jobTitle"), new.text("url")) == (
        "Ada Example",
        "Baker",
        "https://www.example.org/",
    )
    assert (old.text("name"), old.text("jobTitle")) == ("Bo Other", "Brewer")


def test_authors_of_entries_are_marked() -> None:
    (card,) = items_of('<div class="h-entry"><a class="p-author h-card" href="/">Ada</a></div>')
    assert card.role == "author"


def test_an_organization_s_card_is_one() -> None:
    (card,) = items_of('<div class="vcard"><span class="fn org">Acme</span></div>')
    assert card.types == ("Organization",)


def test_rdfa_is_read_when_it_is_marked() -> None:
    (item,) = items_of(
        '<div vocab="https://schema.org/" typeof="Person"><span property="name">Ada Example</span></div>'
    )
    assert item.types == ("Person",)
    assert item.text("name") == "Ada Example"
