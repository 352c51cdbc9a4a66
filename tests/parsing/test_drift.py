"""A redesign must not change what is read: other class names and generated ids, more wrappers, sections in another order."""

import re
from random import Random

import pytest
from bs4 import BeautifulSoup, Tag

from askwell.parsing.reader import parse_page
from tests.parsing.site_fixtures import SiteCase, require, site_cases

CASES = [case for case in site_cases() if not case.expected.get("styles_matter")]
# Ids and keys a program made up; those that name a part of the page are its content.
GENERATED = re.compile(r"^(?:ember|artdeco-gen-?|auto-component-|entity-collection-item-|gsi_|r-|:r)[\w-]*$|^\d+$")
# Class names that a shared vocabulary fixes are content, not style (microformats.org).
MICROFORMAT = re.compile(r"^(?:h|p|u|dt|e)-[a-z-]+$|^(?:vcard|hresume|fn|org|title|adr|url|n|locality)$")
MARK = "h-card"
WRAPPABLE = ["section", "ul", "h1", "h2", "p", "dl"]
WRAPPING = {"div", "main", "section", "li"}
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def redesigned(html: str, seed: int) -> str:
    soup = BeautifulSoup(html, "lxml")
    random = Random(seed)
    for element in soup.find_all(True):
        rename(element, random, marked=MARK in html)
    for element in soup.find_all(WRAPPABLE):
        if random.random() < 0.4 and element.parent is not None and element.parent.name in WRAPPING:
            for _ in range(random.randint(1, 3)):
                element.wrap(soup.new_tag("div"))
    shuffle_sections(soup, random)
    return str(soup)


def rename(element: Tag, random: Random, *, marked: bool) -> None:
    if element.has_attr("class"):
        fixed = [name for name in element["class"] if MICROFORMAT.match(name)] if marked else []
        element["class"] = fixed + [f"x{random.getrandbits(32):08x}" for _ in range(2)]
    for name in ("id", "componentkey"):
        value = str(element.get(name) or "")
        if GENERATED.match(value) and not value.startswith("entity-collection-item-"):
            element[name] = f"g{random.getrandbits(40):010x}"


def shuffle_sections(soup: BeautifulSoup, random: Random) -> None:
    """Put sections that stand side by side in another order; the first, the head of a page, stays."""
    for parent in {id(section.parent): section.parent for section in soup.find_all("section")}.values():
        headed = [child for child in parent.find_all("section", recursive=False) if child.find(["h1", "h2", "h3"])]
        order = [section.extract() for section in headed[1:]]
        random.shuffle(order)
        parent.extend(order)


@each_case
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_redesign_changes_nothing(case: SiteCase, seed: int) -> None:
    require(case.expected, dict(parse_page(case.page(redesigned(case.html, seed)))), case.name)


@pytest.mark.parametrize("case", [case for case in CASES if MARK not in case.html], ids=lambda case: case.name)
def test_without_any_class(case: SiteCase) -> None:
    html = re.sub(r"""\sclass\s*=\s*("[^"]*"|'[^']*')""", "", case.html)
    require(case.expected, dict(parse_page(case.page(html))), case.name)
