"""Captures: a page on its way in, what became of it, and choosing people from a list page."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from flask import request
from marshmallow import Schema, fields, validate

from askwell import context
from askwell.api.blueprint import api
from askwell.api.edge import MOST_BODY_BYTES
from askwell.api.operations import Answer, HeaderParameter, Operation, operation
from askwell.api.shapes import (
    AcquaintancesSchema,
    ActionSchema,
    FactSchema,
    NoteSchema,
    PlanSchema,
    SectionSchema,
    SubjectSchema,
)
from askwell.api.wire import Moment, Shape, Text, page_text
from askwell.domain.captures import MAX_TITLE, IncomingCapture
from askwell.domain.errors import ValidationError
from askwell.domain.refusals import TooBusyError
from askwell.services import capturing

MOST_HTML = 8 * 1024 * 1024
MOST_WAITING = 16
"""Captures in work or in line at once; further ones are told to come back, so that other requests stay quick."""

_places = threading.BoundedSemaphore(MOST_WAITING)


class CaptureSchema(Schema):
    """A page as the browser sends it."""

    id = fields.UUID(required=True)
    url = Text(8192, least=1, required=True)
    title = page_text(MAX_TITLE)
    captured_at = Moment(required=True)
    html = page_text(MOST_HTML, required=True)
    html_bytes = fields.Integer(required=True, strict=True, validate=validate.Range(0, MOST_HTML))
    html_sha256 = Text(64, least=64, required=True, pattern="[0-9a-fA-F]{64}")
    selection = Text(100_000, load_default="", allow_none=True)
    source = fields.String(load_default="click", validate=validate.OneOf(["click", "menu", "refresh", "paste", "file"]))
    extension_version = Text(20, load_default="", allow_none=True)


class PageSummarySchema(Schema):
    """What the page was read as."""

    kind = fields.String()
    title = fields.String()
    language = fields.String()
    adapter = fields.String()
    reason = fields.String()


class CaptureProblemSchema(Schema):
    """Why the page could not be read, or why it is a wall."""

    type = fields.String()
    title = fields.String()
    detail = fields.String()


class ChangeSchema(Schema):
    """One difference that the page made."""

    pointer = fields.String()
    label = fields.String()
    kind = fields.String(metadata={"enum": ["added", "changed", "vanished"]})
    old = fields.String()
    new = fields.String()


class CandidateSchema(Schema):
    """A person named on the page."""

    index = fields.Integer()
    name = fields.String()
    title = fields.String()
    url = fields.String()
    saved_as = fields.String(allow_none=True)


class CaptureResultSchema(Schema):
    """What became of a page."""

    id = fields.String()
    url = fields.String()
    captured_at = Moment()
    status = fields.String(metadata={"enum": ["stored", "read", "unread"]})
    outcome = fields.String()
    problem = fields.Nested(CaptureProblemSchema, allow_none=True)
    page = fields.Nested(PageSummarySchema)
    subject = fields.Nested(SubjectSchema, allow_none=True)
    organization = fields.Nested(SubjectSchema, allow_none=True)
    changes = fields.List(fields.Nested(ChangeSchema))
    sections = fields.List(fields.Nested(SectionSchema))
    people = fields.List(fields.Nested(CandidateSchema))
    plan = Shape(PlanSchema, allow_none=True)
    note = fields.Nested(NoteSchema, allow_none=True)
    facts = fields.List(fields.Nested(FactSchema))
    action = fields.Nested(ActionSchema, allow_none=True)
    may_load_rest = fields.Boolean()
    acquaintances = fields.Nested(AcquaintancesSchema)


class ChosenSchema(Schema):
    """Which of the named people to keep."""

    indexes = fields.List(
        fields.Integer(strict=True, validate=validate.Range(0, 10_000)), required=True, validate=validate.Length(1, 200)
    )


class AddedPeopleSchema(Schema):
    """The people who were added."""

    subjects = fields.List(fields.Nested(SubjectSchema))
    action = fields.Nested(ActionSchema, allow_none=True)


@contextmanager
def a_place_in_line() -> Iterator[None]:
    """Hold one of the places for captures.

    Raises:
        TooBusyError: When all are taken.
    """
    if not _places.acquire(blocking=False):
        raise TooBusyError
    try:
        yield
    finally:
        _places.release()


def incoming(body: dict[str, Any]) -> IncomingCapture:
    """Build the capture; NUL characters, which databases disagree about, become U+FFFD once the page is verified.

    Raises:
        ValidationError: When the page is not the one that was sent.
    """
    capture = IncomingCapture(
        id=str(body["id"]),
        url=body["url"],
        title=body["title"].replace("\0", "\ufffd"),
        captured_at=body["captured_at"],
        html=body["html"],
        html_bytes=body["html_bytes"],
        html_sha256=body["html_sha256"],
        selection=body["selection"] or "",
        source=body["source"],
        extension_version=body["extension_version"] or "",
    )
    if "\0" not in capture.html:
        return capture
    capture.verify()
    html = capture.html.replace("\0", "\ufffd")
    raw = html.encode()
    return replace(capture, html=html, html_bytes=len(raw), html_sha256=hashlib.sha256(raw).hexdigest())


@api.post("/captures")
@operation(
    Operation(
        "Store a page, read it and plan questions",
        {201: CaptureResultSchema, 200: CaptureResultSchema, 202: CaptureResultSchema},
        body=CaptureSchema,
        headers=(HeaderParameter("Idempotency-Key", "The capture's id; sending the same again changes nothing."),),
        most_bytes=MOST_BODY_BYTES,
    )
)
def create_capture(body: dict[str, Any]) -> object:
    """Store a page; the answer comes when it is read, or says that it is safe and will be."""
    if request.headers.get("Idempotency-Key", "").lower() != str(body["id"]):
        raise ValidationError({"Idempotency-Key": ["This header must repeat the capture's id."]})
    with a_place_in_line():
        result, created = capturing.capture_page(
            context.database(), context.reader(), incoming(body), now=context.now()
        )
    if not created:
        return Answer(result, 200)
    return Answer(result, 202 if result.status == "stored" else 201)


@api.get("/captures/<uuid:capture_id>")
@operation(Operation("Say what became of a page", {200: CaptureResultSchema}))
def get_capture(capture_id: str) -> object:
    """Give the result of an earlier capture."""
    with context.database().reading() as session:
        return capturing.find_capture(session, capture_id)


@api.post("/captures/<uuid:capture_id>/people")
@operation(Operation("Keep people who are named on a page", {201: AddedPeopleSchema}, body=ChosenSchema))
def create_people(capture_id: str, body: dict[str, Any]) -> object:
    """Make prospects of chosen candidates."""
    with context.database().writing() as session:
        subjects, action = capturing.add_people(session, capture_id, body["indexes"], now=context.now())
    return {"subjects": subjects, "action": action}
