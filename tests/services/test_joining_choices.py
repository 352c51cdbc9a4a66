"""Joining with choices, telling apart, and random histories of both: no word is lost, undo gives every row back."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from askwell.domain.errors import ValidationError
from askwell.domain.facts import value_text
from askwell.services.facts import add_fact, change_fact, remove_fact
from askwell.services.joining import join_subjects, tell_apart
from askwell.services.notes import load_note, write_note
from askwell.services.similar import find_similar
from askwell.services.subjects import load_subject
from askwell.services.undo import undo_action
from askwell.storage.models import ActionRow, JournalRow

ADA = {"name": "Ada Example", "headline": "Analyst", "location": "Lisbon", "skills": ["Sums"]}
OTHER = {"name": "Dr. Ada M. Example", "headline": "Weaver", "location": "Porto", "skills": ["Poetry"]}
ROLE = {"title": "Analyst", "organization": "Acme Example", "current": True}
SITES = ("https://example.com/people/ada", "https://example.org/~ada", "https://example.net/ada")


@pytest.fixture
def two(capture, page):
    ada = capture(page(ADA), url=SITES[0]).subject.id
    return ada, capture(page(OTHER), url=SITES[1], day=1).subject.id


def shown(database, subject_id):
    with database.reading() as session:
        facts = load_subject(session, "person", subject_id).facts
    return {fact.pointer: fact.value for fact in facts if fact.state == "current"}


def join(database, now, one, other, **choices):
    pointers = {f"/person/{name}": side for name, side in choices.items()}
    with database.writing() as session:
        return join_subjects(session, "person", one, other, now=now, choices=pointers)[1].id


def undo(database, now, action):
    with database.writing() as session:
        undo_action(session, action, now=now)


def write(database, now, subject_id, pointer, value):
    with database.writing() as session:
        fact = next(one for one in load_subject(session, "person", subject_id).facts if one.pointer == pointer)
        change_fact(session, fact.id, value, now=now)


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ({}, ("Dr. Ada M. Example", "Weaver", "Porto")),
        ({"headline": "this", "location": "other"}, ("Dr. Ada M. Example", "Analyst", "Porto")),
        ({"name": "this", "headline": "this", "location": "this"}, ("Ada Example", "Analyst", "Lisbon")),
    ],
)
def test_each_field_shows_what_was_chosen(database, two, now, digest, choices, expected):
    before = digest()
    action = join(database, now, *two, **choices)
    facts = shown(database, two[0])
    assert tuple(facts[f"/person/{name}"] for name in ("name", "headline", "location")) == expected
    assert [facts["/person/skills/0"], facts["/person/skills/1"]] == ["Poetry", "Sums"]
    undo(database, now, action)
    assert digest() == before


def test_a_choice_stays_whatever_a_page_says_later(database, two, now, capture, page):
    join(database, now, *two, headline="this")
    capture(page({**OTHER, "headline": "Head weaver"}), url=SITES[1], day=5)
    assert shown(database, two[0])["/person/headline"] == "Analyst"


@pytest.mark.parametrize("side", ["this", "other", None])
def test_of_two_words_of_the_user_the_other_one_is_kept_as_earlier(database, two, now, digest, side):
    for subject_id, words in zip(two, ("My first", "My second"), strict=True):
        write(database, now, subject_id, "/person/headline", words)
    before = digest()
    action = join(database, now, *two, **({"headline": side} if side else {}))
    with database.reading() as session:
        facts = load_subject(session, "person", two[0]).facts
    (headline,) = [fact for fact in facts if fact.pointer == "/person/headline"]
    chosen, left = ("My second", "My first") if side == "other" else ("My first", "My second")
    assert headline.value == chosen
    assert left in [past["value"] for past in headline.was]
    undo(database, now, action)
    assert digest() == before


@pytest.mark.parametrize("pointer", ["/person/skills/-", "/person/nothing", "/organization/name"])
def test_only_single_values_are_chosen_between(database, two, now, digest, pointer):
    before = digest(without=())
    with pytest.raises(ValidationError), database.writing() as session:
        join_subjects(session, "person", *two, now=now, choices={pointer: "this"})
    assert digest(without=()) == before


def suggested(database, subject_id):
    with database.reading() as session:
        return [one.subject.id for one in find_similar(session, "person", subject_id)]


def test_near_names_count_only_with_the_same_employer(database, capture, page):
    ada = capture(page({"name": "Ada Example", "experience": [ROLE]}), url=SITES[0]).subject.id
    near = capture(page({"name": "A. Example"}), url="https://example.net/x").subject.id
    assert near not in suggested(database, ada)
    role = {**ROLE, "organization": "ACME Example, Inc."}
    again = capture(page({"name": "Ada M. Example, PhD", "experience": [role]}), url=SITES[1]).subject.id
    assert suggested(database, ada) == [again]


def test_two_pages_of_one_site_are_two_people_until_the_employer_says_otherwise(database, capture, page):
    urls = ("https://example.com/people/ada", "https://example.com/people/ada-2")
    ids = [capture(page({"name": "Ada Example"}), url=url).subject.id for url in urls]
    assert suggested(database, ids[0]) == []
    ids = [
        capture(page({"name": "Bob Example", "experience": [ROLE]}), url=f"https://example.com/people/bob-{n}").subject.id
        for n in (1, 2)
    ]  # fmt: skip
    assert suggested(database, ids[0]) == [ids[1]]


def test_who_was_told_apart_is_not_suggested_again(database, capture, page, now, digest):
    ids = [capture(page({"name": "Ada Example"}), url=url).subject.id for url in SITES]
    before = digest()
    with database.writing() as session:
        action = tell_apart(session, "person", ids[0], ids[1], now=now)
    assert [suggested(database, one) for one in ids[:2]] == [[ids[2]], [ids[2]]]
    with database.writing() as session:
        joined = join_subjects(session, "person", ids[2], ids[0], now=now)[1]
    assert suggested(database, ids[2]) == [], "the word holds for the record that the first became part of"
    undo(database, now, joined.id)
    undo(database, now, action.id)
    assert digest() == before


CHOSEN = ["headline", "location", "name", "about", "pronouns"]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.integers(0, 2), st.sampled_from(["headline", "location"]), st.integers(0, 99)),
        st.tuples(st.just("skill"), st.integers(0, 2), st.sampled_from(["Mine", "Sums", "Own"])),
        st.tuples(st.just("note"), st.integers(0, 2), st.sampled_from(["a note", "b note"])),
        st.tuples(st.just("remove"), st.integers(0, 2), st.integers(0, 9)),
        st.tuples(st.just("capture"), st.integers(0, 2), st.integers(0, 9)),
        st.tuples(
            st.just("join"),
            st.permutations(range(3)),
            st.dictionaries(st.sampled_from(CHOSEN), st.sampled_from(["this", "other"])),
        ),
        st.tuples(st.just("apart"), st.permutations(range(3))),
    ),
    max_size=10,
)


class World:
    """Three records that may be one person, and every word that only the user could have written."""

    def __init__(self, database, capture, page, now):
        self.database, self.capture, self.page, self.now = database, capture, page, now
        self.ids = [capture(page({**ADA, "skills": []}), url=url, day=day).subject.id for day, url in enumerate(SITES)]
        self.words = set()

    def record(self, place):
        return self.ids[place]

    def do_write(self, place, field, number):
        text, pointer = f"Written {number} of {len(self.words)}", f"/person/{field}"
        # Their own words the user may replace; nobody else may.
        self.words.discard(shown(self.database, self.record(place)).get(pointer))
        write(self.database, self.now, self.record(place), pointer, text)
        self.words.add(text)

    def do_skill(self, place, text):
        with self.database.writing() as session:
            add_fact(session, "person", self.record(place), "/person/skills/-", text, now=self.now)
        self.words.add(text)

    def do_note(self, place, text):
        with self.database.writing() as session:
            note = load_note(session, "person", self.record(place))
            write_note(
                session, "person", self.record(place), f"{note.text}\n{text}".strip(), note.version, now=self.now
            )
        self.words.add(text)

    def do_remove(self, place, number):
        with self.database.writing() as session:
            facts = load_subject(session, "person", self.record(place)).facts
            pages = [fact for fact in facts if fact.origin == "page" and "skills" in fact.pointer]
            current = [fact for fact in pages if fact.state == "current"]
            if current:
                remove_fact(session, current[number % len(current)].id, now=self.now)

    def do_capture(self, place, number):
        person = {
            **ADA,
            "headline": f"Page {number}",
            "about": f"About {number}",
            "pronouns": "she/her" if number % 2 else "they",
            "skills": [f"Skill {number}"],
            "emails": [f"ada{number}@example.org"],
            "links": [f"{SITES[place]}/home"],
            "experience": [{**ROLE, "start": f"201{number}"}],
        }
        self.capture(self.page(person), url=SITES[place], day=10 + number)

    def do_join(self, order, choices):
        one, other = self.ids[order[0]], self.ids[order[1]]
        if one != other:
            join(self.database, self.now, one, other, **choices)
            self.ids = [one if known == other else known for known in self.ids]

    def do_apart(self, order):
        one, other = self.ids[order[0]], self.ids[order[1]]
        if one != other:
            with self.database.writing() as session:
                tell_apart(session, "person", one, other, now=self.now)

    def everything(self):
        """Give every text that the records still hold, as shown, earlier, removed or noted."""
        held = []
        with self.database.reading() as session:
            for subject_id in set(self.ids):
                detail = load_subject(session, "person", subject_id)
                held.append(detail.note.text)
                for fact in detail.facts:
                    held += [value_text(fact.value), *(json.dumps(past["value"]) for past in fact.was)]
        return "\n".join(held)

    def newest(self):
        """Give the newest action that did something and was not taken back."""
        with self.database.reading() as session:
            did = select(JournalRow.action_number)
            wanted = select(ActionRow.id).where(ActionRow.undone_at.is_(None), ActionRow.number.in_(did))
            return session.scalars(wanted.order_by(ActionRow.number.desc())).first()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_word_is_lost_and_taking_apart_gives_every_row_back(database, capture, page, now, digest, steps):
    world = World(database, capture, page, now)
    states = []
    for kind, *arguments in steps:
        before, newest = digest(), world.newest()
        getattr(world, f"do_{kind}")(*arguments)
        if world.newest() != newest:
            states.append(before)
        held = world.everything()
        assert all(word in held for word in world.words), (kind, world.words)
    for before in reversed(states):
        undo(database, now, world.newest())
        assert digest() == before
    with database.writing() as session:
        for table in ("told_apart", "facts", "notes", "addresses", "search_texts", "journal", "captures"):
            session.execute(text(f"DELETE FROM {table}"))
        session.execute(text("DELETE FROM subjects"))
        session.execute(text("DELETE FROM actions"))
