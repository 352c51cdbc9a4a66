"""Exports: the list, or a part of it, as a file."""

from typing import Any
from urllib.parse import quote

from flask import Response
from marshmallow import Schema, fields, validate

from askwell import context
from askwell.api.blueprint import api
from askwell.api.operations import Operation, operation
from askwell.api.wire import Text
from askwell.domain.errors import ValidationError
from askwell.services import exports

MOST_IDS = 10_000


class ExportSchema(Schema):
    """Format, and which people; all when neither ids nor a search text are given."""

    format = Text(40, least=1, required=True)
    ids = fields.List(fields.UUID(), validate=validate.Length(max=MOST_IDS), allow_none=True)
    search = Text(200_000, allow_none=True)


class FormatSchema(Schema):
    """A format that Askwell writes."""

    name = fields.String()
    label = fields.String()
    suffix = fields.String()
    media_type = fields.String()


class FormatListSchema(Schema):
    """All formats."""

    items = fields.List(fields.Nested(FormatSchema))


@api.post("/exports")
@operation(Operation("Write a file", {200: None}, body=ExportSchema, media_type="*/*"))
def create_export(body: dict[str, Any]) -> object:
    """Answer with the file; the browser is told to save it, never to show it."""
    if body.get("ids") and body.get("search"):
        raise ValidationError({"ids": ["Send either ids or a search text."]})
    ids = body.get("ids")
    with context.database().reading() as session:
        filename, media_type, chunks = exports.export_subjects(
            session,
            body["format"],
            ids=None if ids is None else [str(one) for one in ids],
            search=body.get("search"),
            now=context.now(),
        )
        content = b"".join(chunks)
    answer = Response(content, content_type=media_type)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(filename)}"
    return answer


@api.get("/formats")
@operation(Operation("List the formats of exports", {200: FormatListSchema}))
def list_formats() -> object:
    """List what `POST /exports` can write."""
    return {"items": exports.list_formats()}
