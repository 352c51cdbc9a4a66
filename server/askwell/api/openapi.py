"""The OpenAPI 3 document, made from the same schemas that check and answer."""

import re
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Flask

from askwell import __version__
from askwell.api.guard import PREFIX
from askwell.api.operations import DESCRIPTION, JSON, Operation
from askwell.api.problems import MEDIA_TYPE
from askwell.api.shapes import ProblemSchema
from askwell.api.wire import Moment

PATH_PARAMETER = re.compile(r"<(?:(\w+)(?:\([^)]*\))?:)?(\w+)>")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def schema_name(schema: object) -> str:
    """Name a component after its schema class."""
    kind = schema if isinstance(schema, type) else type(schema)
    return kind.__name__.removesuffix("Schema")


def describe(app: Flask) -> dict[str, Any]:
    """Describe every call under the API's prefix."""
    plugin = MarshmallowPlugin(schema_name_resolver=schema_name)
    document = APISpec(
        title="Askwell",
        version=__version__,
        openapi_version="3.0.3",
        info={"description": "The local API of Askwell; docs/api.md says what the shapes mean."},
        plugins=[plugin],
    )
    plugin.map_to_openapi_type(Moment, "string", "date-time")  # type: ignore[no-untyped-call]
    document.components.security_scheme("token", {"type": "http", "scheme": "bearer"})
    for rule in sorted(app.url_map.iter_rules(), key=lambda one: one.rule):
        if rule.rule.startswith(PREFIX):
            operation: Operation = getattr(app.view_functions[rule.endpoint], DESCRIPTION)
            for method in sorted((rule.methods or set()) & set(METHODS)):
                document.path(
                    path=PATH_PARAMETER.sub(r"{\2}", rule.rule),
                    operations={method.lower(): describe_operation(rule.endpoint, rule.rule, operation)},
                )
    described: dict[str, Any] = document.to_dict()
    return described


def describe_operation(endpoint: str, rule: str, operation: Operation) -> dict[str, Any]:
    """Describe one call."""
    described: dict[str, Any] = {
        "operationId": endpoint.removeprefix("api."),
        "summary": operation.summary,
        "tags": [rule.removeprefix("/api/v1/").split("/", maxsplit=1)[0]],
        "parameters": [*path_parameters(rule), *header_parameters(operation)],
        "responses": answers(operation),
        "security": [{"token": []}] if operation.needs_token else [],
    }
    if operation.query is not None:
        described["parameters"].append({"in": "query", "schema": operation.query})
    if operation.body is not None:
        described["requestBody"] = {
            "required": not operation.body_optional,
            "content": {JSON: {"schema": operation.body}},
        }
    return described


def path_parameters(rule: str) -> list[dict[str, Any]]:
    """Describe what stands in the path."""
    return [
        {
            "in": "path",
            "name": name,
            "required": True,
            "schema": {"type": "string", "format": "uuid"} if converter == "uuid" else {"type": "string"},
        }
        for converter, name in PATH_PARAMETER.findall(rule)
    ]


def header_parameters(operation: Operation) -> list[dict[str, Any]]:
    """Describe the headers that a call needs."""
    return [
        {
            "in": "header",
            "name": one.name,
            "required": True,
            "description": one.description,
            "schema": {"type": "string"},
        }
        for one in operation.headers
    ]


def answers(operation: Operation) -> dict[str, Any]:
    """Describe the answers: the good ones by status, and one problem for everything else."""
    found: dict[str, Any] = {}
    for status, schema in operation.answers.items():
        found[str(status)] = {"description": operation.summary}
        if schema is not None:
            found[str(status)]["content"] = {JSON: {"schema": schema}}
        elif status != 204:
            found[str(status)]["content"] = {operation.media_type: {"schema": {"type": "string", "format": "binary"}}}
    found["default"] = {
        "description": "What went wrong, and what to do",
        "content": {MEDIA_TYPE: {"schema": ProblemSchema}},
    }
    return found
