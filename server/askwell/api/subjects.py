"""People and companies: lists, everything about one, stage, erasing. Both nouns have the same calls."""

from collections.abc import Callable
from typing import Any

from marshmallow import Schema, fields, validate

from askwell import context
from askwell.api.blueprint import api
from askwell.api.operations import Answer, Operation, operation
from askwell.api.shapes import AcquaintancesSchema, FactSchema, NoteSchema, SectionSchema, SubjectSchema
from askwell.api.wire import Moment, Text
from askwell.domain.subjects import MAX_PAGE, SORTS, STAGES, SubjectKind
from askwell.services import subjects

NOUNS: dict[str, SubjectKind] = {"prospects": "person", "organizations": "organization"}
MOST_SEARCH = 8192
"""Longer search texts never arrive; shorter ones that are still too long are refused by the search itself."""


class SubjectQuerySchema(Schema):
    """Which part of the list."""

    search = Text(MOST_SEARCH, load_default="")
    stage = fields.String(load_default=None, validate=validate.OneOf(["", *STAGES]))
    sort = fields.String(load_default=SORTS[0], validate=validate.OneOf(SORTS))
    limit = fields.Integer(load_default=50, validate=validate.Range(1, MAX_PAGE))
    offset = fields.Integer(load_default=0, validate=validate.Range(0, 1_000_000_000))


class SubjectPageSchema(Schema):
    """A stretch of the list."""

    items = fields.List(fields.Nested(SubjectSchema))
    total = fields.Integer()
    limit = fields.Integer()
    offset = fields.Integer()


class CaptureSummarySchema(Schema):
    """A stored page."""

    id = fields.String()
    url = fields.String()
    title = fields.String()
    captured_at = Moment()
    status = fields.String()


class HistoryEntrySchema(Schema):
    """Something the user did."""

    id = fields.String()
    label = fields.String()
    at = Moment()
    undoable = fields.Boolean()


class SubjectDetailSchema(Schema):
    """Everything known about one person or company."""

    subject = fields.Nested(SubjectSchema)
    profile = fields.Raw(metadata={"type": "object"})
    facts = fields.List(fields.Nested(FactSchema))
    sections = fields.List(fields.Nested(SectionSchema))
    note = fields.Nested(NoteSchema)
    captures = fields.List(fields.Nested(CaptureSummarySchema))
    history = fields.List(fields.Nested(HistoryEntrySchema))
    organization = fields.Nested(SubjectSchema, allow_none=True)
    acquaintances = fields.Nested(AcquaintancesSchema)


class StageSchema(Schema):
    """How far the user has come with somebody."""

    stage = fields.String(required=True, validate=validate.OneOf(list(STAGES)))


class ReceiptSchema(Schema):
    """What was erased."""

    erased = fields.Dict(keys=fields.String(), values=fields.Integer())
    pending = fields.Boolean()


def list_of(kind: SubjectKind) -> Callable[..., Any]:
    """Make the call that lists one kind."""

    @operation(Operation("List, search and sort", {200: SubjectPageSchema}, query=SubjectQuerySchema))
    def list_subjects(query: dict[str, Any]) -> object:
        with context.database().reading() as session:
            return subjects.list_subjects(
                session,
                kind,
                search=query["search"],
                stage=query["stage"] or None,
                sort=query["sort"],
                limit=query["limit"],
                offset=query["offset"],
            )

    return list_subjects


def detail_of(kind: SubjectKind) -> Callable[..., Any]:
    """Make the call that shows one of a kind."""

    @operation(Operation("Show everything known", {200: SubjectDetailSchema}))
    def get_subject(subject_id: str) -> object:
        with context.database().reading() as session:
            return subjects.load_subject(session, kind, subject_id)

    return get_subject


def change_of(kind: SubjectKind) -> Callable[..., Any]:
    """Make the call that changes the stage."""

    @operation(Operation("Change the stage", {200: SubjectSchema}, body=StageSchema))
    def update_subject(subject_id: str, body: dict[str, Any]) -> object:
        with context.database().writing() as session:
            return subjects.change_stage(session, kind, subject_id, body["stage"], now=context.now())

    return update_subject


def erasure_of(kind: SubjectKind) -> Callable[..., Any]:
    """Make the call that erases for good."""

    @operation(Operation("Erase for good, with every trace", {200: ReceiptSchema, 202: ReceiptSchema}))
    def delete_subject(subject_id: str) -> object:
        receipt = subjects.erase_subject(context.database(), kind, subject_id, now=context.now())
        return Answer(receipt.as_document(), 202 if receipt.pending else 200)

    return delete_subject


for noun, its_kind in NOUNS.items():
    api.add_url_rule(f"/{noun}", f"list_{noun}", list_of(its_kind), methods=["GET"])
    api.add_url_rule(f"/{noun}/<uuid:subject_id>", f"get_{noun}", detail_of(its_kind), methods=["GET"])
    api.add_url_rule(f"/{noun}/<uuid:subject_id>", f"update_{noun}", change_of(its_kind), methods=["PATCH"])
    api.add_url_rule(f"/{noun}/<uuid:subject_id>", f"delete_{noun}", erasure_of(its_kind), methods=["DELETE"])
