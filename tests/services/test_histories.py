"""Random histories: captures, edits, removals, notes and undo in any order, on a real database."""

import json
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from askwell.domain.errors import CannotUndoError
from askwell.services.capturing import capture_page
from askwell.services.facts import add_fact, change_fact, remove_fact
from askwell.services.notes import load_note, write_note
from askwell.services.subjects import load_subject
from askwell.services.undo import history, undo_action

SKILLS = st.lists(st.sampled_from(["Sums", "Looms", "Proofs", "Poetry"]), max_size=3, unique=True)
STATES = st.sampled_from(["complete", "truncated", "not_loaded"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("capture"), SKILLS, STATES, st.integers(0, 9)),
        st.tuples(st.just("change"), st.integers(0, 9)),
        st.tuples(st.just("add"), st.sampled_from(["Mine", "Sums", "Other"])),
        st.tuples(st.just("remove"), st.integers(0, 9)),
        st.tuples(st.just("note"), st.sampled_from(["a", "b", "c"])),
        st.tuples(
            st.just("undo"),
        ),
    ),
    max_size=12,
)


class World:
    """What a careful user would remember of the words they wrote."""

    def __init__(self, database, reader, sent, page, now):
        self.database, self.reader, self.sent, self.page, self.now = database, reader, sent, page, now
        self.url = f"https://example.com/people/{uuid4()}"
        self.subject = self.capture([], "truncated", 0).subject.id
        self.states = []

    def capture(self, skills, state, day):
        document = self.page({"name": "Ada", "skills": skills}, sections={"skills": {"state": state}})
        return capture_page(self.database, self.reader, self.sent(document, url=self.url, day=day), now=self.now)[0]

    def detail(self):
        with self.database.reading() as session:
            return load_subject(session, "person", self.subject)

    def words(self):
        """Give everything that only the user could have written or decided."""
        detail = self.detail()
        mine = sorted((fact.id, json.dumps(fact.value), fact.state) for fact in detail.facts if fact.origin == "user")
        removed = sorted(fact.id for fact in detail.facts if fact.state == "removed")
        return mine, removed, detail.note.text

    def pick(self, number):
        facts = [fact for fact in self.detail().facts if fact.state == "current"]
        return facts[number % len(facts)]

    def take(self, step, digest):
        kind, *arguments = step
        before, words = digest(), self.words()
        if kind == "undo":
            self.undo(digest)
            return
        newest = self.newest()
        getattr(self, f"do_{kind}")(*arguments)
        if self.newest() != newest:
            self.states.append(before)
        if kind == "capture":
            assert self.words() == words

    def newest(self):
        with self.database.reading() as session:
            return next((entry.id for entry in history(session, self.subject)), None)

    def do_capture(self, skills, state, day):
        self.capture(skills, state, day)

    def do_change(self, number):
        with self.database.writing() as session:
            change_fact(session, self.pick(number).id, f"Mine {number}", now=self.now)

    def do_add(self, text):
        with self.database.writing() as session:
            fact = add_fact(session, "person", self.subject, "/person/skills/-", text, now=self.now)
        assert fact.state == "current"

    def do_remove(self, number):
        fact = self.pick(number)
        if fact.pointer != "/person/name":
            with self.database.writing() as session:
                remove_fact(session, fact.id, now=self.now)

    def do_note(self, text):
        with self.database.writing() as session:
            version = load_note(session, "person", self.subject).version
            write_note(session, "person", self.subject, text, version, now=self.now)

    def undo(self, digest):
        if not self.states:
            return
        with self.database.writing() as session:
            undo_action(session, self.newest(), now=self.now)
        assert digest() == self.states.pop()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_words_are_never_lost_and_undo_restores_every_row(database, reader, sent, page, now, digest, steps):
    world = World(database, reader, sent, page, now)
    for step in steps:
        world.take(step, digest)
    while world.states:
        world.undo(digest)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pages=st.lists(st.tuples(SKILLS, STATES), min_size=2, max_size=5), data=st.data())
def test_pages_that_arrive_in_any_order_give_the_same_person(database, reader, sent, page, now, pages, data):
    def run(order):
        world = World(database, reader, sent, page, now)
        for place in order:
            world.capture(*pages[place], place + 1)
        detail = world.detail()
        return (
            detail.profile["person"],
            detail.sections,
            [(fact.text, fact.state, fact.captured_at, fact.was) for fact in detail.facts],
        )

    order = data.draw(st.permutations(range(len(pages))))
    assert run(order) == run(range(len(pages)))


def test_an_older_action_is_refused_while_a_newer_one_rests_on_it(database, reader, sent, page, now, digest):
    world = World(database, reader, sent, page, now)
    world.do_capture(["Sums"], "complete", 1)
    older = world.newest()
    world.do_capture(["Looms"], "complete", 2)
    before = digest()
    try:
        with database.writing() as session:
            undo_action(session, older, now=now)
        raise AssertionError("must be refused")
    except CannotUndoError:
        assert digest() == before
