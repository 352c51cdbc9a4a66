"""One person or company: what is known beside what I do; and the brief and message that are made from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from askwell import context
from askwell.domain.employers import same_employer
from askwell.domain.notes import Note
from askwell.domain.subjects import STAGES, Subject, SubjectDetail, SubjectKind
from askwell.pages import messages, plans
from askwell.pages.fact_fields import forms_to_add, kinds_to_add
from askwell.pages.frame import newest_action, show
from askwell.pages.known import fact_groups, path_steps
from askwell.pages.known_people import knows_view
from askwell.pages.nouns import NOUNS, RULE, Noun
from askwell.pages.same import load_comparisons
from askwell.pages.steps import next_step
from askwell.services import model_questions, questions, seekers, subjects

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MOST_PEOPLE = 100
MOST_NAME = 150
MOST_NAME_WORDS = 12
CHOICES = {"minutes": plans.MINUTES, "channels": plans.CHANNELS, "orders": plans.ORDERS}

blueprint = Blueprint("subject", __name__)


@dataclass(frozen=True, slots=True)
class Loaded:
    """Somebody, what to ask them, and who belongs together.

    Attributes:
        company: The employer's own record, by its page or else by its name.
        people: For a company, the people known there.
    """

    detail: SubjectDetail
    plan: plans.PlanView
    company: Subject | None
    people: list[Subject]


def load_with_plan(words: Noun, subject_id: str, values: Mapping[str, str]) -> Loaded:
    """Load somebody with their questions for the chosen minutes and channel."""
    with context.database().reading() as session:
        detail = subjects.load_subject(session, words.kind, subject_id)
        choice = plans.read_choice(values, seekers.load_seeker(session).document)
        plan = questions.load_plan(
            session, words.kind, subject_id, minutes=choice.minutes, channel=choice.channel, now=context.now()
        )
        company, people = detail.organization, list[Subject]()
        if words.kind == "organization":
            people = _named(session, "person", detail.subject.name)
            people = [one for one in people if _works_at(one, detail.subject)]
        elif company is None and detail.subject.organization:
            known = _named(session, "organization", detail.subject.organization)
            company = next((one for one in known if same_employer(one.name, detail.subject.organization)), None)
    return Loaded(detail, plans.plan_view(plan, detail.facts, choice, detail.subject.id), company, people)


def _named(session: "Session", kind: SubjectKind, name: str) -> list[Subject]:
    """Find subjects whose texts hold a name; a name too long to search for finds nobody."""
    words = name[:MOST_NAME].split()[:MOST_NAME_WORDS]
    if not words:
        return []
    found = subjects.list_subjects(
        session, kind, search=" ".join(words), stage=None, sort="updated", limit=MOST_PEOPLE, offset=0
    )
    return found.items


def _works_at(person: Subject, company: Subject) -> bool:
    if person.organization_id is not None:
        return person.organization_id == company.id
    return same_employer(person.organization, company.name)


def page_for(
    words: Noun,
    subject_id: str,
    values: Mapping[str, str],
    *,
    note_text: str | None = None,
    conflict: Note | None = None,
) -> str:
    """Render the page of one person or company.

    Args:
        words: People or companies.
        subject_id: Whose page.
        values: Minutes, channel and order as chosen.
        note_text: What the user wrote, when it could not be saved.
        conflict: The note that was saved in the meantime.
    """
    loaded = load_with_plan(words, subject_id, values)
    detail = loaded.detail
    base = words.page_of(detail.subject.id)
    own = [fact for fact in detail.facts if fact.subject_id == detail.subject.id]
    return show(
        "subject.html",
        nav=words.path[1:],
        flash=newest_action(detail.history, base),
        subject=detail.subject,
        organization=loaded.company,
        is_person=words.kind == "person",
        base=base,
        list_path=words.path,
        list_label=words.title,
        step=next_step(detail.subject.stage) if words.kind == "person" else None,
        stages=STAGES.items(),
        incomplete=[notice.hint for notice in detail.sections if notice.name not in {"experience", "education"}],
        plan=loaded.plan,
        model_on=model_questions.load_model(context.config().data_dir).ready,
        choices=CHOICES,
        note=conflict or detail.note,
        note_text=detail.note.text if note_text is None else note_text,
        conflict=conflict,
        acquaintances=knows_view(detail.acquaintances),
        comparisons=load_comparisons(words, detail),
        comparing="same" in values,
        groups=fact_groups(own, detail.sections),
        kinds=kinds_to_add(words.kind),
        add_forms=forms_to_add(words.kind),
        people=loaded.people if words.kind == "organization" else None,
        captures=detail.captures,
        history=detail.history,
    )


@blueprint.get(f"{RULE}/<uuid:subject_id>")
def show_subject(noun: str, subject_id: UUID) -> ResponseReturnValue:
    """Show one person or company."""
    return page_for(NOUNS[noun], str(subject_id), request.args)


@blueprint.get(f"{RULE}/<uuid:subject_id>/brief")
def show_brief(noun: str, subject_id: UUID) -> ResponseReturnValue:
    """Show a sheet to print and take along: what was kept or fits the time, in the order of a talk."""
    words = NOUNS[noun]
    loaded = load_with_plan(words, str(subject_id), {**request.args, "order": "conversation"})
    detail, plan = loaded.detail, loaded.plan
    open_cards = [card for card in plan.cards if card.state != "asked"]
    chosen = [card for card in open_cards if card.planned or card.state == "kept"] or open_cards
    return show(
        "brief.html",
        subject=detail.subject,
        base=words.page_of(detail.subject.id),
        path=path_steps(fact for fact in detail.facts if fact.subject_id == detail.subject.id),
        plan=plan,
        cards=chosen,
        reserve=[card for card in open_cards if card not in chosen],
        note_text=detail.note.text,
    )


@blueprint.get(f"{RULE}/<uuid:subject_id>/message")
def show_message(noun: str, subject_id: UUID) -> ResponseReturnValue:
    """Show a message with questions to send ahead; Askwell itself sends nothing."""
    words = NOUNS[noun]
    loaded = load_with_plan(words, str(subject_id), request.args)
    detail, plan = loaded.detail, loaded.plan
    chosen = request.args.getlist("q") or messages.first_choice(plan.cards)
    cards = [card for card in plan.cards if card.id in chosen]
    values: dict[str, Any] = {"chosen": {card.id for card in cards}, "wrong_count": messages.count_warning(len(cards))}
    return show(
        "message.html",
        nav=words.path[1:],
        subject=detail.subject,
        base=words.page_of(detail.subject.id),
        cards=plan.cards,
        message=messages.message_text(detail.subject.name, plan.asked_minutes, cards),
        **values,
    )
