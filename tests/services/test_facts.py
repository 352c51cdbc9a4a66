"""The user's own words: added, corrected and removed facts survive every page and can be taken back."""

import pytest

from askwell.domain.errors import FactNotFoundError, SubjectNotFoundError, ValidationError
from askwell.services.facts import add_fact, change_fact, remove_fact
from askwell.services.subjects import list_subjects, load_subject
from askwell.services.undo import history, undo_action

ADA = {"name": "Ada Example", "headline": "Analyst", "skills": ["Sums", "Looms"]}
ROLE = {"title": "Analist", "organization": "Acme", "start": "2020", "current": True}


@pytest.fixture
def ada(capture, page):
    return capture(page({**ADA, "experience": [ROLE]})).subject.id


@pytest.fixture
def shown(database):
    """Give texts of what is shown, by place."""

    def run(subject_id):
        with database.reading() as session:
            detail = load_subject(session, "person", subject_id)
        return {fact.pointer: (fact.text, fact.origin) for fact in detail.facts if fact.state == "current"}

    return run


def fact_at(database, subject_id, pointer):
    with database.reading() as session:
        return next(one for one in load_subject(session, "person", subject_id).facts if one.pointer == pointer)


def test_added_facts_are_the_users(database, ada, shown, now):
    with database.writing() as session:
        fact = add_fact(session, "person", ada, "/person/skills/-", "  Poetry ", now=now)
    assert (fact.pointer, fact.text, fact.origin) == ("/person/skills/2", "Poetry", "user")
    assert shown(ada)["/person/skills/2"] == ("Poetry", "user")


def test_an_added_role_stands_where_its_date_belongs(database, ada, now):
    role = {"title": "Poet", "organization": "Home", "start": "2022"}
    with database.writing() as session:
        assert add_fact(session, "person", ada, "/person/experience/-", role, now=now).pointer == "/person/experience/0"


def test_a_correction_stands_in_the_place_of_the_page(database, ada, capture, page, shown, now):
    wrong = fact_at(database, ada, "/person/experience/0")
    with database.writing() as session:
        fact = change_fact(session, wrong.id, {**ROLE, "title": "Analyst"}, now=now)
    assert (fact.pointer, fact.origin) == ("/person/experience/0", "user")
    assert fact.was[0]["value"]["title"] == "Analist"
    result = capture(page({**ADA, "headline": "Other", "experience": [ROLE]}), day=1)
    assert [change.pointer for change in result.changes] == ["/person/headline"]
    assert shown(ada)["/person/experience/0"] == ("Analyst, Acme, 2020 – now", "user")
    assert "/person/experience/1" not in shown(ada)


def test_a_page_that_learns_the_correction_adds_no_second_one(database, ada, capture, page, shown, now):
    wrong = fact_at(database, ada, "/person/experience/0")
    with database.writing() as session:
        change_fact(session, wrong.id, {**ROLE, "title": "Analyst"}, now=now)
    capture(page({**ADA, "experience": [{**ROLE, "title": "Analyst"}]}), day=1)
    assert "/person/experience/1" not in shown(ada)


def test_the_corrected_name_is_the_name_in_the_list(database, ada, capture, page, now):
    with database.writing() as session:
        change_fact(session, fact_at(database, ada, "/person/name").id, "Ada B. Example", now=now)
    capture(page(ADA), day=1)
    with database.reading() as session:
        assert list_subjects(session, "person", search="ada b").items[0].name == "Ada B. Example"


def test_an_old_id_leads_to_the_correction(database, ada, now):
    page_fact = fact_at(database, ada, "/person/headline")
    with database.writing() as session:
        mine = change_fact(session, page_fact.id, "Poet", now=now)
        again = change_fact(session, page_fact.id, "Poet laureate", now=now)
    assert (again.id, again.text) == (mine.id, "Poet laureate")


def test_a_removed_fact_does_not_come_back(database, ada, capture, page, shown, now):
    with database.writing() as session:
        remove_fact(session, fact_at(database, ada, "/person/skills/0").id, now=now)
    assert shown(ada)["/person/skills/0"] == ("Looms", "page")
    result = capture(page({**ADA, "skills": ["SUMS", "Looms", "Proofs"]}), day=1)
    assert [change.new for change in result.changes] == ["Proofs"]
    assert sorted(text for text, _ in shown(ada).values() if text in {"Looms", "SUMS", "Sums", "Proofs"}) == [
        "Looms",
        "Proofs",
    ]


def test_a_removed_addition_is_gone(database, ada, shown, now):
    with database.writing() as session:
        fact = add_fact(session, "person", ada, "/person/skills/-", "Poetry", now=now)
        remove_fact(session, fact.id, now=now)
        with pytest.raises(FactNotFoundError):
            change_fact(session, fact.id, "x", now=now)
        assert add_fact(session, "person", ada, "/person/skills/-", "poetry", now=now).text == "poetry"
    assert shown(ada)["/person/skills/2"] == ("poetry", "user")


def test_every_decision_is_undone_exactly(database, ada, digest, now):
    steps = [
        lambda session: add_fact(session, "person", ada, "/person/skills/-", "Poetry", now=now),
        lambda session: change_fact(session, fact_at(database, ada, "/person/headline").id, "Poet", now=now),
        lambda session: remove_fact(session, fact_at(database, ada, "/person/skills/0").id, now=now),
    ]
    states = [digest()]
    for step in steps:
        with database.writing() as session:
            step(session)
        states.append(digest())
    for _ in steps:
        assert digest() == states.pop()
        with database.writing() as session:
            newest = history(session, ada)[0]
            assert newest.undoable
            undo_action(session, newest.id, now=now)
    assert digest() == states.pop()


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("/person/shoe_size", "42"),
        ("/organization/name", "Acme"),
        ("/person/headline", ""),
        ("/person/headline", {"text": "x"}),
        ("/person/skills/-", ["a", "b"]),
        ("/person/skills/-", 5),
        ("/person/experience/-", {}),
        ("/person/experience/-", {"title": {"deep": 1}}),
        ("/person/about", "x" * 20_001),
    ],
)
def test_values_that_do_not_fit_are_refused(database, ada, digest, now, pointer, value):
    before = digest(without=())
    with pytest.raises(ValidationError), database.writing() as session:
        add_fact(session, "person", ada, pointer, value, now=now)
    assert digest(without=()) == before


def test_nobody_has_no_facts(database, now):
    with database.writing() as session:
        with pytest.raises(SubjectNotFoundError):
            add_fact(session, "person", "nobody", "/person/skills/-", "x", now=now)
        with pytest.raises(FactNotFoundError):
            remove_fact(session, "nothing", now=now)
