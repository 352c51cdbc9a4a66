"""Records that may be the same: suggested, joined or told apart; and articles kept with somebody."""

from collections.abc import Callable
from typing import Any

from marshmallow import Schema, fields, validate

from askwell import context
from askwell.api.blueprint import api
from askwell.api.operations import Operation, operation
from askwell.api.shapes import ActionSchema, SubjectSchema
from askwell.api.subjects import NOUNS
from askwell.domain.choosing import SIDES
from askwell.domain.namesakes import LIKENESSES
from askwell.domain.subjects import SubjectKind
from askwell.services import attaching, joining, similar


class SimilarSchema(Schema):
    """Somebody who may be the same, and why."""

    subject = fields.Nested(SubjectSchema)
    reason = fields.String(metadata={"enum": list(LIKENESSES)})


class SimilarListSchema(Schema):
    """Everybody who may be the same."""

    items = fields.List(fields.Nested(SimilarSchema))


class JoinSchema(Schema):
    """Which record becomes part of this one, and whose values are shown."""

    other = fields.UUID(required=True)
    choices = fields.Dict(
        keys=fields.String(validate=validate.Length(1, 100)),
        values=fields.String(validate=validate.OneOf(SIDES)),
        load_default=dict,
        validate=validate.Length(max=50),
    )


class OtherSchema(Schema):
    """The other of two records."""

    other = fields.UUID(required=True)


class JoinedSchema(Schema):
    """The record that both became."""

    subject = fields.Nested(SubjectSchema)
    action = fields.Nested(ActionSchema)


class DoneSchema(Schema):
    """What Undo takes back."""

    action = fields.Nested(ActionSchema)


class ResearchSchema(Schema):
    """A stored page about nobody in particular."""

    capture = fields.UUID(required=True)


def similar_of(kind: SubjectKind) -> Callable[..., Any]:
    """Make the call that suggests who may be the same."""

    @operation(Operation("Suggest who may be the same", {200: SimilarListSchema}))
    def list_similar(subject_id: str) -> object:
        with context.database().reading() as session:
            return {"items": similar.find_similar(session, kind, subject_id)}

    return list_similar


def join_of(kind: SubjectKind) -> Callable[..., Any]:
    """Make the call that joins two records."""

    @operation(Operation("Join another record into this one", {200: JoinedSchema}, body=JoinSchema))
    def create_join(subject_id: str, body: dict[str, Any]) -> object:
        with context.database().writing() as session:
            subject, action = joining.join_subjects(
                session, kind, subject_id, str(body["other"]), now=context.now(), choices=body["choices"]
            )
        return {"subject": subject, "action": action}

    return create_join


def distinction_of(kind: SubjectKind) -> Callable[..., Any]:
    """Make the call that tells two records apart."""

    @operation(Operation("Say that another record is somebody else", {200: DoneSchema}, body=OtherSchema))
    def create_distinction(subject_id: str, body: dict[str, Any]) -> object:
        with context.database().writing() as session:
            return {
                "action": joining.tell_apart(session, kind, subject_id, str(body["other"]), now=context.now()),
            }

    return create_distinction


def research_of(kind: SubjectKind) -> Callable[..., Any]:
    """Make the call that keeps an article with somebody."""

    @operation(Operation("Keep an article with them", {200: DoneSchema}, body=ResearchSchema))
    def create_research(subject_id: str, body: dict[str, Any]) -> object:
        with context.database().writing() as session:
            return {
                "action": attaching.attach_capture(session, str(body["capture"]), kind, subject_id, now=context.now()),
            }

    return create_research


for noun, its_kind in NOUNS.items():
    rule = f"/{noun}/<uuid:subject_id>"
    api.add_url_rule(f"{rule}/similar", f"list_similar_{noun}", similar_of(its_kind), methods=["GET"])
    api.add_url_rule(f"{rule}/join", f"join_{noun}", join_of(its_kind), methods=["POST"])
    api.add_url_rule(f"{rule}/apart", f"tell_{noun}_apart", distinction_of(its_kind), methods=["POST"])
    api.add_url_rule(f"{rule}/research", f"attach_to_{noun}", research_of(its_kind), methods=["POST"])
