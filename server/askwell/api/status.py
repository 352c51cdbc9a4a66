"""Status: versions and counts for the panel, and the description of the API."""

from flask import Response, current_app, jsonify
from marshmallow import Schema, fields

from askwell import __version__, context
from askwell.api.blueprint import API_VERSION, api
from askwell.api.operations import Operation, operation
from askwell.api.shapes import GrowingSchema
from askwell.services import status


class StatusSchema(Schema):
    """Versions and counts."""

    version = fields.String()
    api_version = fields.Integer()
    people = fields.Integer()
    companies = fields.Integer()
    waiting = fields.Integer()
    seeker_filled = fields.Boolean()


class DescriptionSchema(GrowingSchema):
    """An OpenAPI 3 document."""


@api.get("/status")
@operation(Operation("Say how things stand", {200: StatusSchema}))
def get_status() -> object:
    """Give versions and counts."""
    with context.database().reading() as session:
        counts = status.status(session)
    return {**counts, "version": __version__, "api_version": API_VERSION}


@api.get("/openapi.json")
@operation(Operation("Describe this API", {200: DescriptionSchema}))
def get_description() -> Response:
    """Describe every call, in OpenAPI 3."""
    from askwell.api.openapi import describe

    return jsonify(describe(current_app))
