"""What the user did with questions survives a new capture of the page, on a real database with the real engine."""

from typing import Any

import pytest

from askwell import context
from askwell.services import questions
from tests.pages.conftest import MAREN, MAREN_FACTS, document_about

NEW_ROLE = {"title": "Head of Learning", "organization": "Northwind Clinics", "start": "2025-06", "current": True,
            "description": "Cut the time to the first shift from nine weeks to five."}  # fmt: skip


def plan_of(window: Any, page: str, **options: Any) -> dict[str, Any]:
    with window.app.app_context(), context.database().reading() as session:
        return questions.load_plan(session, "person", page.rsplit("/", 1)[1], now=context.now(), **options)


def recapture(window: Any, shelf: Any, **facts: Any) -> str:
    shelf.documents[MAREN] = document_about(MAREN, **{**MAREN_FACTS, **facts})
    return window.read(MAREN)


def one(plan: dict[str, Any], identity: str) -> dict[str, Any]:
    return next(question for question in plan["questions"] if question["id"] == identity)


@pytest.fixture
def loop(window: Any, person: str) -> dict[str, str]:
    """Do one thing with each of the first questions."""
    ids = [question["id"] for question in plan_of(window, person)["questions"]]
    done = dict(zip(("keep", "edit", "asked", "know", "dismiss", "swap"), ids, strict=False))
    for doing, identity in done.items():
        more = {"edit": {"text": "How did it all begin?"}, "asked": {"answer": "By accident."}}.get(doing, {})
        assert window.send(f"{person}/questions/{identity}", do=doing, **more).status_code == 200
    with window.app.app_context(), context.database().writing() as session:
        subject = person.rsplit("/", 1)[1]
        questions.change_question(session, "person", subject, done["keep"], {"locked": True}, now=context.now())
    return done


@pytest.mark.parametrize("facts", [{}, {"experience": [NEW_ROLE, *MAREN_FACTS["experience"]]}, {"experience": []}])
def test_everything_survives_a_new_capture(window, shelf, person, loop, facts):
    recapture(window, shelf, **facts)
    plan = plan_of(window, person)
    assert one(plan, loop["keep"]) | {"state": "kept", "locked": True} == one(plan, loop["keep"])
    assert one(plan, loop["edit"]) | {"text": "How did it all begin?", "edited": True} == one(plan, loop["edit"])
    assert one(plan, loop["asked"]) | {"answer": "By accident.", "state": "asked"} == one(plan, loop["asked"])
    for gone in ("dismiss", "swap"):
        assert one(plan, loop[gone])["state"] == "dismissed"
    suggested = [question["id"] for question in plan["questions"] if question["state"] == "suggested"]
    assert loop["know"] not in suggested


def test_what_changed_is_shown(window, shelf, person, loop):
    assert "new on the last page" not in window.page(f"{person}?minutes=45")
    page = recapture(window, shelf, experience=[NEW_ROLE, *MAREN_FACTS["experience"]])
    plan = plan_of(window, page)
    fresh = [question for question in plan["questions"] if question.get("changed") == "new"]
    assert fresh
    assert all("/experience" in str(question["evidence"]) for question in fresh)
    assert "new on the last page" in window.page(f"{person}?minutes=45")


def test_a_kept_question_whose_fact_is_gone_says_so(window, shelf, person):
    rests = next(q for q in plan_of(window, person)["questions"] if "simulations" in q["text"])
    window.send(f"{person}/questions/{rests['id']}", do="keep")
    with window.app.app_context(), context.database().reading() as session:
        from askwell.services import subjects

        facts = subjects.load_subject(session, "person", person.rsplit("/", 1)[1]).facts
    role = next(fact for fact in facts if "Senior Learning Designer" in fact.text)
    window.send(f"{person}/facts/{role.id}", do="remove")
    assert one(plan_of(window, person), rests["id"])["changed"] == "gone"
    assert "what it rests on has changed" in window.page(person)


@pytest.mark.parametrize("minutes", [8, 20, 45, 60])
@pytest.mark.parametrize("channel", ["message", "email", "phone", "video", "in_person"])
def test_minutes_and_channel_never_lose_what_was_kept(window, person, loop, minutes, channel):
    plan = plan_of(window, person, minutes=minutes, channel=channel)
    assert one(plan, loop["keep"])["state"] == "kept"
    assert one(plan, loop["edit"])["text"] == "How did it all begin?"
    assert window.get(f"{person}?minutes={minutes}&channel={channel}").status_code == 200


def test_copy_print_and_send_ahead_hold_the_users_words(window, shelf, person, loop):
    recapture(window, shelf, experience=[NEW_ROLE, *MAREN_FACTS["experience"]])
    assert "How did it all begin?" in window.page(person).partition('id="plan-text"')[2]
    assert "How did it all begin?" in window.page(f"{person}/brief")
    assert "How did it all begin?" in window.page(f"{person}/message?q={loop['edit']}")
