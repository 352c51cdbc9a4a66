"""Shapes that several calls answer with: subjects, facts, notes, plans, actions, problems."""

from marshmallow import INCLUDE, Schema, fields

from askwell.api.wire import Moment, Shape
from askwell.domain.subjects import STAGES, SUBJECT_KINDS


class ActionSchema(Schema):
    """What Undo takes back."""

    id = fields.String()
    label = fields.String()


class SubjectSchema(Schema):
    """A person or a company, as a list shows it."""

    id = fields.String()
    kind = fields.String(metadata={"enum": list(SUBJECT_KINDS)})
    name = fields.String()
    headline = fields.String()
    organization = fields.String()
    organization_id = fields.String(allow_none=True)
    location = fields.String()
    stage = fields.String(metadata={"enum": list(STAGES)})
    created_at = Moment()
    updated_at = Moment()
    last_captured_at = Moment(allow_none=True)
    url = fields.String()


class EarlierValueSchema(Schema):
    """A value that was shown before."""

    value = fields.Raw()
    until = fields.String()


class FactSchema(Schema):
    """One thing known, with where it came from."""

    id = fields.String()
    pointer = fields.String()
    section = fields.String()
    label = fields.String()
    value = fields.Raw()
    text = fields.String()
    origin = fields.String(metadata={"enum": ["page", "user"]})
    state = fields.String()
    raw = fields.String()
    where = fields.String()
    method = fields.String()
    confidence = fields.Float(allow_none=True)
    url = fields.String()
    captured_at = Moment(allow_none=True)
    was = fields.List(Shape(EarlierValueSchema))


class KnownPersonSchema(Schema):
    """Somebody whom the user knows."""

    id = fields.String()
    name = fields.String()
    title = fields.String()
    employer = fields.String()
    connected_on = fields.String()
    url = fields.String()


class AcquaintancesSchema(Schema):
    """Whom the user knows around somebody."""

    employer = fields.String()
    total = fields.Integer()
    people = fields.List(fields.Nested(KnownPersonSchema))
    themselves = fields.Nested(KnownPersonSchema, allow_none=True)


class NoteSchema(Schema):
    """What the user wrote."""

    text = fields.String()
    version = fields.Integer()
    updated_at = Moment(allow_none=True)


class SectionSchema(Schema):
    """A section of which no page showed everything."""

    name = fields.String()
    label = fields.String()
    state = fields.String()
    shown = fields.Integer(allow_none=True)
    total = fields.Integer(allow_none=True)
    hint = fields.String()


class GrowingSchema(Schema):
    """A document that may carry more than is described."""

    class Meta:
        """Members beyond these are allowed."""

        unknown = INCLUDE


class EvidenceChipSchema(GrowingSchema):
    """Words that a question rests on."""

    pointer = fields.String()
    snippet = fields.String()


class QuestionSchema(GrowingSchema):
    """One question of a plan, with what the user did with it."""

    id = fields.String()
    priority = fields.Integer()
    text = fields.String()
    category = fields.String()
    trigger = fields.String()
    tier = fields.Integer()
    why = fields.String()
    evidence = fields.List(fields.Nested(EvidenceChipSchema))
    follow_ups = fields.List(fields.String())
    minutes = fields.Float()
    sensitivity = fields.Integer()
    planned = fields.Boolean()
    state = fields.String(metadata={"enum": ["suggested", "kept", "asked", "dismissed"]})
    locked = fields.Boolean()
    edited = fields.Boolean()
    answer = fields.String(allow_none=True)
    origin = fields.String(metadata={"enum": ["bank", "edited", "model"]})
    changed = fields.String(metadata={"enum": ["new", "gone"]})


class ClosingSchema(GrowingSchema):
    """One line of the end of the talk."""

    id = fields.String()
    text = fields.String()
    minutes = fields.Float()
    purpose = fields.String()


class UnlockSchema(GrowingSchema):
    """A section that would bring more questions."""

    section = fields.String()
    adds = fields.Integer()
    hint = fields.String()


class HeardSchema(GrowingSchema):
    """Whose noted answer a question rests on: `pointer` is the one in its evidence."""

    pointer = fields.String()
    subject_id = fields.String()
    kind = fields.String()
    name = fields.String()
    question_id = fields.String()


class PlanSchema(GrowingSchema):
    """Questions in order of priority, the order to ask them in, and what would bring more."""

    questions = fields.List(fields.Nested(QuestionSchema))
    conversation = fields.List(fields.String())
    closing = fields.List(fields.Nested(ClosingSchema))
    unlock = fields.List(fields.Nested(UnlockSchema))
    minutes = fields.Float()
    channel = fields.String()
    rejected = fields.Dict(keys=fields.String(), values=fields.Integer())
    reserve = fields.List(fields.Nested(QuestionSchema))
    heard = fields.List(fields.Nested(HeardSchema))


class FieldErrorSchema(Schema):
    """What is wrong with one field."""

    field = fields.String()
    message = fields.String()


class ProblemSchema(Schema):
    """A failure (RFC 9457)."""

    type = fields.String()
    title = fields.String()
    status = fields.Integer()
    detail = fields.String()
    errors = fields.List(fields.Nested(FieldErrorSchema))
    current = fields.Nested(NoteSchema)
