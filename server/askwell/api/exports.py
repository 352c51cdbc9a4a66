"""Exports: the list, or a part of it, as a file."""

from typing import Any

from flask import Response
from marshmallow import Schema, fields, validate

from askwell import context
from askwell.api.blueprint import api
from askwell.api.operations import Operation, operation
from askwell.api.wire import Text
from askwell.domain.exports import ExportChoice, content_disposition
from askwell.domain.subjects import SUBJECT_KINDS
from askwell.services import exports

MOST_IDS = 10_000


class ExportSchema(Schema):
    """Format, and which people; all when neither ids nor a search text are given."""

    format = Text(40, least=1, required=True)
    ids = fields.List(fields.UUID(), validate=validate.Length(max=MOST_IDS), allow_none=True)
    search = Text(200_000, allow_none=True)
    kind = fields.String(validate=validate.OneOf(SUBJECT_KINDS), allow_none=True)
    stage = Text(40, allow_none=True)
    raw = fields.Boolean(load_default=False)


class FormatSchema(Schema):
    """A format that Askwell writes."""

    name = fields.String()
    label = fields.String()
    suffix = fields.String()
    media_type = fields.String()
    hint = fields.String()


class FormatListSchema(Schema):
    """All formats."""

    items = fields.List(fields.Nested(FormatSchema))


@api.post("/exports")
@operation(Operation("Write a file", {200: None}, body=ExportSchema, media_type="*/*"))
def create_export(body: dict[str, Any]) -> object:
    """Answer with the file while it is written; the browser is told to save it, never to show it."""
    ids = body.get("ids")
    choice = ExportChoice(
        ids=None if ids is None else tuple(str(one) for one in ids),
        search=body.get("search") or "",
        kind=body.get("kind"),
        stage=body.get("stage") or "",
    )
    file = exports.open_export(context.database(), body["format"], choice, raw=body["raw"], now=context.now())
    answer = Response(file.pieces, content_type=file.media_type, direct_passthrough=True)
    answer.headers["Content-Disposition"] = content_disposition(file.name)
    return answer


@api.get("/formats")
@operation(Operation("List the formats of exports", {200: FormatListSchema}))
def list_formats() -> object:
    """List what `POST /exports` can write."""
    return {"items": exports.list_formats()}
