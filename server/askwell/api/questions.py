"""Questions: the plan for somebody, what the user does with each question, and swapping one for the next best."""

from collections.abc import Callable
from typing import Any

from marshmallow import Schema, fields, validate

from askwell import context
from askwell.api.blueprint import api
from askwell.api.operations import Operation, operation
from askwell.api.shapes import PlanSchema
from askwell.api.subjects import NOUNS
from askwell.api.wire import Text
from askwell.domain.errors import ValidationError
from askwell.domain.subjects import SubjectKind
from askwell.services import questions

QUESTION_STATES = ("suggested", "kept", "asked", "dismissed")


class PlanQuerySchema(Schema):
    """For how long, and by which channel."""

    minutes = fields.Integer(load_default=None, validate=validate.Range(1, 480))
    channel = Text(40, load_default=None)


class QuestionChangeSchema(Schema):
    """What the user does with a question; any of these."""

    state = fields.String(validate=validate.OneOf(QUESTION_STATES))
    text = Text(1000, least=1)
    answer = Text(20_000)
    locked = fields.Boolean(truthy={True}, falsy={False})
    known = fields.Boolean(truthy={True}, falsy={False})
    less_like_this = fields.Boolean(truthy={True}, falsy={False})


def plan_of(kind: SubjectKind) -> Callable[..., Any]:
    """Make the call that plans questions."""

    @operation(Operation("Plan questions", {200: PlanSchema}, query=PlanQuerySchema))
    def get_plan(subject_id: str, query: dict[str, Any]) -> object:
        with context.database().reading() as session:
            return questions.load_plan(
                session, kind, subject_id, minutes=query["minutes"], channel=query["channel"], now=context.now()
            )

    return get_plan


def change_of(kind: SubjectKind) -> Callable[..., Any]:
    """Make the call that changes a question."""

    @operation(Operation("Keep, edit, answer or dismiss a question", {200: PlanSchema}, body=QuestionChangeSchema))
    def update_question(subject_id: str, question_id: str, body: dict[str, Any]) -> object:
        if not body:
            raise ValidationError({"body": ["Say what should change."]})
        with context.database().writing() as session:
            return questions.change_question(session, kind, subject_id, question_id, body, now=context.now())

    return update_question


def swap_of(kind: SubjectKind) -> Callable[..., Any]:
    """Make the call that swaps a question."""

    @operation(Operation("Swap a question for the next best", {200: PlanSchema}))
    def create_swap(subject_id: str, question_id: str) -> object:
        with context.database().writing() as session:
            return questions.swap_question(session, kind, subject_id, question_id, now=context.now())

    return create_swap


for noun, its_kind in NOUNS.items():
    subject = f"/{noun}/<uuid:subject_id>"
    question = f"{subject}/questions/<string(maxlength=120):question_id>"
    api.add_url_rule(f"{subject}/plan", f"get_{noun}_plan", plan_of(its_kind), methods=["GET"])
    api.add_url_rule(question, f"update_{noun}_question", change_of(its_kind), methods=["PATCH"])
    api.add_url_rule(f"{question}/swap", f"create_{noun}_swap", swap_of(its_kind), methods=["POST"])
