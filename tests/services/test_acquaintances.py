"""Whom the seeker knows at an employer, and whether a prospect is known already."""

from uuid import uuid4

import pytest

from askwell.domain.known_people import KnownPerson
from askwell.services.capturing import find_capture
from askwell.services.known_people import store_known_people
from askwell.services.subjects import erase_subject, load_subject

CONNECTIONS = [
    ("Ana Ruiz", "Acme, Inc.", "Engineer", "https://www.example.com/in/ana-ruiz", "", "2021-03-04"),
    ("Bob Meyer", "ACME", "Designer", "https://example.com/in/bob", "", "2024-01-02"),
    ("Cem Öz", "Acme Ventures", "Partner", "", "", ""),
    ("Dora Example", "acme gmbh", "", "", "dora@example.com", ""),
    ("Ada Example", "Elsewhere", "Weaver", "", "", "2019-05-06"),
    ("Ada Example", "Acme", "Lead", "", "", "2020-05-06"),
]


@pytest.fixture
def bring(database, now):
    def brought(connections=CONNECTIONS):
        people = [
            KnownPerson(
                str(uuid4()),
                *(name, now, employer, title),
                urls=(url,) if url else (),
                mails=(mail,) if mail else (),
                connected_on=day,
            )
            for name, employer, title, url, mail, day in connections
        ]
        with database.writing() as session:
            store_known_people(session, people, "Brought in people", now=now)

    return brought


def shown(database, found):
    with database.reading() as session:
        return load_subject(session, found.subject.kind, found.subject.id).acquaintances


ADA = {"name": "Ada Example", "experience": [{"title": "Lead", "organization": "Acme Inc", "current": True}]}


def test_nobody_known_is_nothing_to_show(database, capture, page):
    assert shown(database, capture(page(ADA))) == shown(database, capture(page(ADA), day=1))
    assert shown(database, capture(page(ADA), day=2)).employer == ""


def test_the_people_at_the_employer_and_the_person_herself(database, capture, page, bring, now):
    bring()
    result = capture(page(ADA, organization={"name": "Acme"}))
    there = result.acquaintances
    assert (there.employer, there.total) == ("Acme Inc", 3)
    assert [one.name for one in there.people] == ["Bob Meyer", "Ana Ruiz", "Dora Example"]
    assert there.themselves.connected_on == "2020-05-06"
    assert shown(database, result) == there
    with database.reading() as session:
        assert find_capture(session, result.id).acquaintances == there


def test_the_people_at_a_company(database, capture, page, bring):
    bring()
    result = capture(
        page(None, kind="organization", organization={"name": "ACME GmbH"}), url="https://example.com/company/acme"
    )
    there = result.acquaintances
    assert (there.employer, there.total, there.themselves) == ("ACME GmbH", 4, None)
    assert shown(database, result) == there


@pytest.mark.parametrize(
    ("profile", "url", "known"),
    [
        ({"name": "Ana R."}, "https://example.com/in/ana-ruiz/", "Ana Ruiz"),
        ({"name": "Dora Example", "emails": ["Dora@Example.com"]}, "https://example.org/dora", "Dora Example"),
        ({"name": "Bob Meyer"}, "https://example.com/in/bob-the-second", None),
        ({"name": "Cem Öz"}, "https://example.org/cem", None),
    ],
)
def test_who_is_known_already(database, capture, page, bring, profile, url, known):
    bring()
    themselves = capture(page(profile), url=url).acquaintances.themselves
    assert (themselves.name if themselves else None) == known


def test_erasing_somebody_erases_them_among_the_known(database, capture, page, bring, now):
    bring()
    ada = capture(page(ADA))
    receipt = erase_subject(database, "person", ada.subject.id, now=now)
    assert receipt.erased["known_people"] == 2
    bob = capture(page({"name": "Bob Meyer"}), url="https://example.com/in/bob")
    assert bob.acquaintances.themselves.title == "Designer"


def test_who_was_erased_forever_is_not_brought_in_again(database, capture, page, bring, now):
    bob = capture(page({"name": "Bob Meyer"}), url="https://example.com/in/bob")
    erase_subject(database, "person", bob.subject.id, now=now, forever=True)
    bring()
    result = capture(
        page(None, kind="organization", organization={"name": "Acme"}), url="https://example.com/company/acme"
    )
    assert [one.name for one in result.acquaintances.people] == ["Ana Ruiz", "Ada Example", "Dora Example"]
