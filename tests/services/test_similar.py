"""Records that may be the same: by link, mail, name and employer, path; in one record's page and in the whole list."""

import pytest

from askwell.services.facts import add_fact
from askwell.services.joining import join_subjects, tell_apart
from askwell.services.similar import find_similar, list_similar
from askwell.services.undo import undo_action

PLACES = iter(range(10_000))


@pytest.fixture
def save(capture, page):
    """Save somebody from a site of their own; give the id."""

    def saved(name, employer="", *, former="", url="", **facts):
        roles = [{"title": "Analyst", "organization": employer, "start": "2022", "current": True}] if employer else []
        roles += [{"title": "Analyst", "organization": former, "start": "2018", "end": "2022"}] if former else []
        address = url or f"https://site{next(PLACES)}.example/people/x"
        return capture(page({"name": name, "experience": roles, **facts}), url=address).subject.id

    return saved


def reasons(database, subject_id, kind="person"):
    with database.reading() as session:
        return {one.subject.id: one.reason for one in find_similar(session, kind, subject_id)}


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (("Bob Miller", "Acme"), ("Robert J. Miller, PhD", "ACME, Inc."), "name_and_employer"),
        (("Сергей Волков", "Neva"), ("Sergey Volkov", "Neva LLC"), "name_and_employer"),
        (("Anna Müller", "Hafen"), ("Anna Mueller", "Hafen SE"), "name_and_employer"),
        (("Anna Müller", "Hafen"), ("Anna Müller", "Bergbahn"), None),
        (("Bob Miller", "Acme"), ("Bill Miller", "Acme"), None),
        (("Otto Weber jun.", "Acme"), ("Otto Weber sen.", "Acme"), None),
        (("Ana Ruiz", ""), ("Ana Ruiz", "Acme"), "name"),
    ],
)
def test_names_and_employers(database, save, one, other, reason):
    first, second = save(*one), save(*other)
    expected = {second: reason} if reason else {}
    assert reasons(database, first) == expected
    assert reasons(database, second) == ({first: reason} if reason else {})


def test_links_mail_and_paths(database, save, now):
    ana = save("Ana Ruiz", "Acme", emails=["Ana@Ruiz.example"], links=["https://github.example/anar"], former="Globex")
    mail = save("Ana Soto", "Initech", emails=["ana@ruiz.example"])
    link = save("A. Ruiz", "Hooli", links=["http://www.github.example/AnaR/"])
    path = save("Ana María Ruiz", "Globex")
    page = save("Ana R.", url="https://ruiz.example/about-me")
    save("Tom Reed", "Initech", emails=["ana@ruiz.example"])
    with database.writing() as session:
        add_fact(session, "person", ana, "/person/links/-", "https://ruiz.example/about-me/", now=now)
    expected = {mail: "mail", link: "link", path: "name_and_history", page: "link"}
    assert reasons(database, ana) == expected
    with database.reading() as session:
        pairs = list_similar(session, 50)
    assert {(frozenset({one.one.id, one.other.id}), one.reason) for one in pairs} == {
        (frozenset({ana, other}), reason) for other, reason in expected.items()
    }
    assert [one.reason for one in pairs] == ["link", "link", "mail", "name_and_history"]


def test_companies_with_one_website(database, capture, page):
    ids = []
    for name, site in (
        ("Hafen SE", "https://hafen.example"),
        ("Port Group", "http://www.hafen.example/"),
        ("Other", ""),
    ):
        company = {"name": name, **({"website": site} if site else {})}
        url = f"https://directory{next(PLACES)}.example/company/{name.split()[0].lower()}"
        ids.append(capture(page(None, kind="organization", organization=company), url=url).subject.id)
    if ids[0] != ids[1]:
        assert reasons(database, ids[0], "organization") == {ids[1]: "link"}
    assert reasons(database, ids[2], "organization") == {}


def test_pairs_told_apart_stay_apart_and_undo_brings_them_back(database, save, now):
    one, other, third = save("Ana Ruiz", "Acme"), save("Ana R. Ruiz", "Acme"), save("A. Ruiz", "Acme")

    def pairs():
        with database.reading() as session:
            return {frozenset({found.one.id, found.other.id}) for found in list_similar(session, 50)}

    every = {frozenset({one, other}), frozenset({one, third}), frozenset({other, third})}
    assert pairs() == every
    with database.writing() as session:
        action = tell_apart(session, "person", one, other, now=now)
    assert pairs() == every - {frozenset({one, other})}
    with database.writing() as session:
        _, joined = join_subjects(session, "person", third, one, now=now)
    assert pairs() == set(), "what was told apart from a part is told apart from the whole"
    for done in (joined, action):
        with database.writing() as session:
            undo_action(session, done.id, now=now)
    assert pairs() == every
