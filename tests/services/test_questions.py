"""Questions: what the user does with them reaches the engine, lasts, and can be taken back."""

import pytest

from askwell.domain.errors import QuestionNotFoundError, ValidationError
from askwell.services.planning import less_like, question_history
from askwell.services.questions import change_question, load_plan, swap_question
from askwell.services.seekers import load_seeker, write_seeker
from askwell.services.undo import history, undo_action
from askwell.storage.questions import list_less_like, list_question_rows


@pytest.fixture
def ada(capture, page):
    return capture(page({"name": "Ada Example", "skills": ["a", "b", "c", "d", "e"]})).subject.id


@pytest.fixture
def change(database, ada, now):
    def run(question_id, **values):
        with database.writing() as session:
            return change_question(session, "person", ada, question_id, values, now=now)

    return run


def states(plan):
    return {question["id"]: question["state"] for question in plan["questions"]}


def test_the_plan_uses_the_users_own_side(database, ada, now):
    with database.writing() as session:
        write_seeker(session, {"minutes": 45, "channel": "phone", "goal": ""}, now=now)
        assert load_seeker(session).filled == 2
        plan = load_plan(session, "person", ada, now=now)
        assert (plan["minutes"], plan["channel"]) == (45, "phone")
        assert load_plan(session, "person", ada, minutes=10, channel="email", now=now)["minutes"] == 10


def test_reading_a_plan_changes_nothing(database, ada, now, digest):
    before = digest(without=())
    with database.reading() as session:
        load_plan(session, "person", ada, now=now)
    assert digest(without=()) == before


def test_kept_edited_and_answered_questions_last(change, capture, page):
    change("q-a", state="kept", text="How did a begin?")
    change("q-b", state="asked", answer="By accident.")
    result = capture(page({"name": "Ada Example", "skills": ["e"]}, sections={"skills": {"state": "complete"}}), day=1)
    listed = {question["id"]: question for question in result.plan["questions"]}
    assert listed["q-a"] | {"text": "How did a begin?", "state": "kept", "edited": True} == listed["q-a"]
    assert listed["q-b"] | {"answer": "By accident.", "state": "asked"} == listed["q-b"]
    assert [question["priority"] for question in result.plan["questions"]] == [1, 2, 3]


def test_a_swapped_question_makes_room_in_its_place(database, ada, now):
    with database.writing() as session:
        plan = swap_question(session, "person", ada, "q-b", now=now)
    assert [question["id"] for question in plan["questions"]] == ["q-a", "q-d", "q-c", "q-b"]
    assert states(plan)["q-b"] == "dismissed"


def test_the_engine_hears_what_was_done(database, change, ada):
    change("q-a", locked=True, less_like_this=True)
    change("q-b", known=True)
    change("q-c", state="asked", answer="Yes.")
    with database.reading() as session:
        told = question_history(list_question_rows(session, ada), less_like(list_less_like(session)))
    assert (told["locked"], told["known"], told["less_like"]) == (["q-a"], ["q-b"], {"skill": 0.5})
    assert told["asked"] == [{"id": "q-c", "trigger": "skill", "text": "How did you learn c?", "answer": "Yes."}]


def test_what_was_done_can_be_undone(database, change, ada, now, digest):
    before = digest()
    change("q-a", state="dismissed")
    with database.writing() as session:
        entry = history(session, ada)[0]
        assert entry.label == "Put a question aside"
        undo_action(session, entry.id, now=now)
    assert digest() == before


def test_the_own_words_of_the_bank_are_no_edit(change):
    assert change("q-a", text="How did you learn a?")["questions"][0]["edited"] is False


@pytest.mark.parametrize(
    ("question_id", "values", "error"),
    [
        ("q-nothing", {"state": "kept"}, QuestionNotFoundError),
        ("q-a", {}, ValidationError),
        ("q-a", {"state": "eaten"}, ValidationError),
    ],
)
def test_what_cannot_be_done(change, question_id, values, error):
    with pytest.raises(error):
        change(question_id, **values)
