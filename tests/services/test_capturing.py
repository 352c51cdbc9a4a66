"""From a click to an answer: durable first, once only, merged, and taken back exactly."""

import threading
from dataclasses import replace

import pytest

from askwell.domain.errors import (
    BodyMismatchError,
    CannotUndoError,
    CaptureNotFoundError,
    IdempotencyKeyReusedError,
    PageEmptyError,
    UrlNotAllowedError,
)
from askwell.services.capturing import capture_page, find_capture, read_waiting
from askwell.services.notes import write_note
from askwell.services.subjects import list_subjects, load_subject
from askwell.services.undo import undo_action

ADA = {"name": "Ada Example", "headline": "Analyst", "skills": ["Sums", "Looms"]}
ACME = {"name": "Acme Example", "industry": "Looms", "website": "https://acme.example.org"}


def people(database, **options):
    with database.reading() as session:
        return list_subjects(session, "person", **options)


def companies(database):
    with database.reading() as session:
        return list_subjects(session, "organization").items


def test_first_capture_creates_a_person_with_questions(capture, page):
    result = capture(page(ADA))
    assert (result.outcome, result.status, result.subject.name) == ("created", "read", "Ada Example")
    assert [question["state"] for question in result.plan["questions"]] == ["suggested", "suggested"]
    assert [fact.pointer for fact in result.facts] == [
        "/person/name",
        "/person/headline",
        "/person/skills/0",
        "/person/skills/1",
    ]
    assert result.action.label == "Saved Ada Example"
    assert result.changes == []


def test_the_same_page_again_is_known(capture, page, database):
    capture(page(ADA))
    again = capture(page(ADA), day=1, url="http://www.example.com/people/Ada/?utm_source=x#top")
    assert (again.outcome, again.changes) == ("known", [])
    assert people(database).total == 1


def test_a_changed_page_shows_old_and_new(capture, page):
    capture(page(ADA))
    result = capture(page({**ADA, "headline": "Lead analyst", "skills": ["Sums", "Looms", "Proofs"]}), day=1)
    assert result.outcome == "updated"
    seen = [(change.pointer, change.kind, change.old, change.new) for change in result.changes]
    assert seen == [
        ("/person/headline", "changed", "Analyst", "Lead analyst"),
        ("/person/skills/2", "added", "", "Proofs"),
    ]
    headline = next(fact for fact in result.facts if fact.pointer == "/person/headline")
    assert [earlier["value"] for earlier in headline.was] == ["Analyst"]


def test_a_second_page_about_the_same_person_merges(capture, page, database):
    first = capture(
        page({"name": "Ada Example"}, sections={"experience": {"state": "truncated", "shown": 0, "total": 1}})
    )
    assert first.sections[0].hint == "0 of 1 roles are on this page. Open “Show all”, then refresh."
    role = {"title": "Analyst", "organization": "Acme", "start": "2020", "current": True}
    more = page(
        {"name": "Ada Example", "experience": [role]}, sections={"experience": {"state": "complete", "shown": 1}}
    )
    result = capture(more, day=1, url="https://example.com/people/ada/details/experience/")
    assert (result.outcome, result.sections) == ("updated", [])
    assert result.subject.organization == "Acme"
    assert people(database).total == 1


@pytest.mark.parametrize(
    ("kind", "outcome"), [("wall", "nothing"), ("other", "nothing"), ("article", "research"), ("person", "nothing")]
)
def test_pages_about_nobody_become_nobody(capture, page, database, kind, outcome):
    result = capture(page(None, kind=kind))
    assert (result.outcome, result.subject) == (outcome, None)
    assert (result.problem is None) == (outcome == "research")
    assert people(database).total == 0


def test_an_unreadable_page_is_kept(capture, database, page):
    result = capture(None, html="unreadable", capture_id="c1")
    assert (result.status, result.outcome) == ("unread", "nothing")
    assert result.problem.type == "/problems/page-unreadable"
    assert "kept" in result.problem.detail
    with database.reading() as session:
        assert find_capture(session, "c1").status == "unread"


def test_a_person_brings_a_real_employer_but_no_mere_name(capture, page, database):
    capture(page(ADA, organization={"name": "Acme Example"}))
    assert companies(database) == []
    result = capture(page(ADA, organization=ACME), day=1)
    assert result.organization.name == "Acme Example"
    assert result.subject.organization_id == companies(database)[0].id
    capture(page(ADA, organization=ACME), day=2)
    assert len(companies(database)) == 1
    assert [fact.pointer for fact in result.facts if fact.pointer.startswith("/organization")] == [
        "/organization/name",
        "/organization/industry",
        "/organization/website",
    ]


def test_people_and_their_company_find_each_other_in_any_order(capture, page, database):
    role = {
        "title": "Analyst",
        "organization": "Acme",
        "organization_url": "https://example.com/company/acme/",
        "current": True,
    }
    person = page({"name": "Ada Example", "experience": [role]})
    company = page(None, kind="organization", organization={"name": "Acme", "industry": "Looms"})
    capture(person)
    capture(company, url="https://www.example.com/company/acme/about/")
    capture(person, url="https://example.com/people/bob", day=1)
    ids = {person.organization_id for person in people(database).items}
    assert ids == {companies(database)[0].id}


def test_same_id_again_gives_the_same_answer_and_nothing_twice(database, reader, page, sent, now, digest):
    capture = sent(page(ADA))
    first = capture_page(database, reader, capture, now=now)
    before = digest(without=())
    second = capture_page(database, reader, capture, now=now)
    assert (first[1], second[1]) == (True, False)
    assert first[0] == second[0]
    assert digest(without=()) == before
    assert reader.pages == 1


def test_another_page_under_the_same_id_is_refused(database, reader, page, sent, now, digest):
    capture_page(database, reader, sent(page(ADA), capture_id="c1"), now=now)
    before = digest(without=())
    with pytest.raises(IdempotencyKeyReusedError):
        capture_page(database, reader, sent(page({"name": "Bob"}), capture_id="c1"), now=now)
    assert digest(without=()) == before


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"html_bytes": 3}, BodyMismatchError),
        ({"html_sha256": "0" * 64}, BodyMismatchError),
        ({"url": "file:///etc/passwd"}, UrlNotAllowedError),
        ({"url": "https://example.com/\ud800"}, UrlNotAllowedError),
        ({"html": "\udfff"}, BodyMismatchError),
        ({"title": "\ud800"}, BodyMismatchError),
        ({"url": "https://example.com/" + "a" * 2048}, UrlNotAllowedError),
        (
            {
                "html": " ",
                "html_bytes": 1,
                "html_sha256": "36a9e7f1c95b82ffb99743e0c5c4ce95d83c9a430aac59f84ef3cbfab6145068",
            },
            PageEmptyError,
        ),
    ],
)
def test_what_is_no_whole_web_page_is_not_stored(database, reader, page, sent, now, digest, change, error):
    before = digest(without=())
    with pytest.raises(error):
        capture_page(database, reader, replace(sent(page(ADA)), **change), now=now)
    assert digest(without=()) == before


def test_sixteen_threads_with_one_capture_make_one_person(database, reader, page, sent, now):
    one = sent(page(ADA))
    results = in_threads(16, lambda _: capture_page(database, reader, one, now=now))
    assert [created for _, created in results].count(True) == 1
    assert len({result.subject.id for result, _ in results}) == 1
    assert all(result == results[0][0] for result, _ in results)
    assert (people(database).total, reader.pages) == (1, 1)


def test_sixteen_captures_of_one_page_make_one_person(database, reader, page, sent, now):
    results = in_threads(16, lambda number: capture_page(database, reader, sent(page(ADA), day=number), now=now))
    assert len({result.subject.id for result, _ in results}) == 1
    with database.reading() as session:
        assert len(load_subject(session, "person", results[0][0].subject.id).captures) == 16


def in_threads(count, work):
    results, problems, start = [], [], threading.Barrier(count)

    def run(number):
        start.wait()
        try:
            results.append(work(number))
        except Exception as error:  # noqa: BLE001 - shown by the assertion below
            problems.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    return results


def test_a_page_stored_before_a_crash_is_read_later(database, reader, page, sent, now):
    from askwell.storage.captures import store_capture

    waiting = sent(page(ADA))
    with database.writing() as session:
        store_capture(session, waiting, now)
    assert read_waiting(database, reader, now=now) == 1
    assert people(database).total == 1
    result, created = capture_page(database, reader, waiting, now=now)
    assert (result.outcome, created) == ("created", False)


def test_undo_of_a_first_capture_leaves_nothing(database, capture, page, digest, now):
    before = digest()
    result = capture(page(ADA, organization=ACME))
    with database.writing() as session:
        assert undo_action(session, result.action.id, now=now) == "Saved Ada Example"
    assert digest() == before
    assert people(database, search="ada").total == 0


def test_an_undone_capture_does_not_come_back_when_it_is_sent_again(database, reader, page, sent, now):
    one = sent(page(ADA))
    result, _ = capture_page(database, reader, one, now=now)
    with database.writing() as session:
        undo_action(session, result.action.id, now=now)
    again, created = capture_page(database, reader, one, now=now)
    assert (again.outcome, again.problem.type, created) == ("nothing", "/problems/undone", False)
    assert people(database).total == 0


def test_undo_of_an_update_restores_every_row(database, capture, page, digest, now):
    capture(page(ADA, organization=ACME))
    before = digest()
    result = capture(
        page({**ADA, "headline": "Other", "skills": ["New"]}, sections={"skills": {"state": "complete"}}), day=1
    )
    assert digest() != before
    with database.writing() as session:
        undo_action(session, result.action.id, now=now)
    assert digest() == before


def test_undo_refuses_when_something_newer_rests_on_it(database, capture, page, now, digest):
    first = capture(page(ADA))
    with database.writing() as session:
        write_note(session, "person", first.subject.id, "Mine.", 0, now=now)
    before = digest()
    with pytest.raises(CannotUndoError), database.writing() as session:
        undo_action(session, first.action.id, now=now)
    assert digest() == before


def test_ten_captures_are_undone_one_by_one(database, capture, page, digest, now):
    states, actions = [digest()], []
    for day in range(10):
        actions.append(capture(page({**ADA, "headline": f"Analyst {day}"}), day=day).action)
        states.append(digest())
    for action in reversed(actions):
        assert digest() == states.pop()
        with database.writing() as session:
            undo_action(session, action.id, now=now)
    assert digest() == states.pop()


def test_an_unknown_capture_is_not_found(database):
    with database.reading() as session, pytest.raises(CaptureNotFoundError):
        find_capture(session, "nothing")
