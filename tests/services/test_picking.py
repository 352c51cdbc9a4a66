"""Picking people from a team page."""

import pytest

from askwell.domain.errors import CannotUndoError, ValidationError
from askwell.services.capturing import add_people, find_capture
from askwell.services.subjects import list_subjects, load_subject
from askwell.services.undo import undo_action

TEAM = [
    {"name": "Ada Example", "title": "Analyst", "url": "https://example.com/in/ada"},
    {"name": "Bob Example", "title": "Poet"},
    {"name": "Eve Example"},
]
ACME = {"name": "Acme Example", "about": "Looms since 1801."}


@pytest.fixture
def team(capture, page):
    document = page(
        None,
        kind="people",
        people=TEAM,
        organization=ACME,
        evidence={"/people/0/title": {"raw": "Analyst", "where": "li"}},
    )
    return capture(document, url="https://acme.example.org/team")


def names(database):
    with database.reading() as session:
        return {person.name: person for person in list_subjects(session, "person").items}


def test_a_list_gives_candidates_not_people(database, team):
    assert (team.outcome, team.subject, team.organization.name) == ("candidates", None, "Acme Example")
    assert [(one.index, one.name, one.saved_as) for one in team.people] == [
        (0, "Ada Example", None),
        (1, "Bob Example", None),
        (2, "Eve Example", None),
    ]
    assert names(database) == {}


def test_chosen_ones_become_prospects_with_what_the_list_says(database, team, now):
    with database.writing() as session:
        added, action = add_people(session, team.id, [0, 1, 1], now=now)
        assert action.label == "Added 2 people"
        detail = load_subject(session, "person", added[0].id)
    assert [person.organization_id for person in added] == [team.organization.id] * 2
    role = next(fact for fact in detail.facts if fact.pointer == "/person/experience/0")
    assert (role.text, role.raw, role.url) == ("Analyst, Acme Example", "Analyst", "https://acme.example.org/team")
    with database.reading() as session:
        assert [one.saved_as for one in find_capture(session, team.id).people] == [added[0].id, added[1].id, None]


def test_their_own_page_merges_later(database, team, capture, page, now):
    with database.writing() as session:
        add_people(session, team.id, [0], now=now)
    result = capture(page({"name": "Ada Example", "headline": "Weaver"}), url="https://www.example.com/in/ada/", day=1)
    assert (result.outcome, result.subject.organization) == ("updated", "Acme Example")
    assert list(names(database)) == ["Ada Example"]


def test_known_people_are_marked_and_not_doubled(database, team, capture, page, now):
    ada = capture(page({"name": "Ada Example"}), url="https://example.com/in/ada", day=-1).subject
    with database.writing() as session:
        assert find_capture(session, team.id).people[0].saved_as == ada.id
        added, _ = add_people(session, team.id, [0, 2], now=now)
    assert added[0].id == ada.id
    assert set(names(database)) == {"Ada Example", "Eve Example"}


def test_all_of_them_are_undone_in_one_step(database, team, digest, now):
    before = digest()
    with database.writing() as session:
        _, action = add_people(session, team.id, [0, 1, 2], now=now)
    with database.writing() as session:
        undo_action(session, action.id, now=now)
    assert digest() == before


def test_the_page_cannot_be_undone_under_them(database, team, now):
    with database.writing() as session:
        add_people(session, team.id, [0], now=now)
    with pytest.raises(CannotUndoError), database.writing() as session:
        undo_action(session, team.action.id, now=now)


@pytest.mark.parametrize("indexes", [[], [3], [-1], [0, 99]])
def test_strangers_cannot_be_chosen(database, team, digest, now, indexes):
    before = digest(without=())
    with pytest.raises(ValidationError), database.writing() as session:
        add_people(session, team.id, indexes, now=now)
    assert digest(without=()) == before
