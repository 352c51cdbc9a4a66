"""Whose page it is: people by the tab's address, companies also by their own site."""

import pytest

from askwell.domain.identity import is_real_organization, organization_addresses, person_addresses

ROLE = {"title": "x", "organization": "ACME, Inc.", "organization_url": "https://www.linkedin.com/company/acme/"}


@pytest.mark.parametrize(
    ("url", "document", "addresses"),
    [
        ("https://acme.example/about", {}, ["acme.example", "acme.example/about"]),
        ("https://acme.example/en/team.html", {}, ["acme.example", "acme.example/en/team.html"]),
        ("https://acme.example/", {}, ["acme.example"]),
        ("https://acme.example/blog/how-we-work", {}, ["acme.example/blog/how-we-work"]),
        ("https://www.linkedin.com/company/acme/about/", {}, ["linkedin.com/company/acme"]),
        (
            "https://www.linkedin.com/company/acme/",
            {"website": "http://www.acme.example"},
            ["linkedin.com/company/acme", "acme.example"],
        ),
        (
            "https://www.linkedin.com/company/acme/",
            {"website": "acme.example/en"},
            ["linkedin.com/company/acme", "acme.example"],
        ),
        (
            "https://www.linkedin.com/company/acme/",
            {"website": "https://linkedin.com/company/evil"},
            ["linkedin.com/company/acme"],
        ),
        ("https://www.linkedin.com/company/acme/", {"website": "not a site"}, ["linkedin.com/company/acme"]),
        ("https://github.com/about", {}, ["github.com/about"]),
        ("http://127.0.0.1:8000/about.html", {}, ["127.0.0.1:8000", "127.0.0.1:8000/about.html"]),
    ],
)
def test_companies(url, document, addresses):
    assert organization_addresses({"organization": {"name": "Acme", **document}}, url) == addresses


@pytest.mark.parametrize(("name", "addresses"), [("Acme", ["linkedin.com/company/acme"]), ("Bolt", [])])
def test_the_employer_on_a_persons_page(name, addresses):
    document = {"person": {"name": "Ada", "experience": [ROLE]}, "organization": {"name": name}}
    assert organization_addresses(document, "https://www.linkedin.com/in/ada") == addresses


def test_people_are_known_by_the_tab_alone():
    assert person_addresses("https://www.example.com/Ada/?utm_source=x") == ["example.com/ada"]
    assert person_addresses("http://127.0.0.1:8765/paste") == []


@pytest.mark.parametrize(
    ("organization", "real"),
    [
        (None, False),
        ({}, False),
        ({"name": "Acme"}, False),
        ({"industry": "Looms"}, False),
        ({"name": "Acme", "size": "9"}, True),
    ],
)
def test_a_mere_name_is_no_organization(organization, real):
    assert is_real_organization(organization) == real
