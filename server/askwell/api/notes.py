"""Notes: the user's own text about somebody, kept from overwriting itself by versions."""

import re
from collections.abc import Callable
from typing import Any

from flask import request
from marshmallow import Schema

from askwell import context
from askwell.api.blueprint import api
from askwell.api.operations import Answer, HeaderParameter, Operation, operation
from askwell.api.shapes import NoteSchema
from askwell.api.subjects import NOUNS
from askwell.api.wire import Text
from askwell.domain.errors import EditConflictError
from askwell.domain.notes import MAX_NOTE, Note
from askwell.domain.refusals import PreconditionRequiredError
from askwell.domain.subjects import SubjectKind
from askwell.services import notes

VERSION_TAG = re.compile(r'"(0|[1-9][0-9]{0,9})"')


class NoteTextSchema(Schema):
    """The whole text."""

    text = Text(MAX_NOTE, required=True)


def expected_version() -> int | None:
    """Read `If-Match`; None for a tag that no version can have.

    Raises:
        PreconditionRequiredError: When it is missing or `*`.
    """
    tag = request.headers.get("If-Match", "").strip()
    if tag in {"", "*"}:
        raise PreconditionRequiredError('Send If-Match with the version you have read, like "3".')
    found = VERSION_TAG.fullmatch(tag)
    return int(found.group(1)) if found else None


def with_tag(note: Note) -> Answer:
    """Answer with a note and its version."""
    return Answer(note, 200, {"ETag": f'"{note.version}"'})


def read_of(kind: SubjectKind) -> Callable[..., Any]:
    """Make the call that reads a note."""

    @operation(Operation("Read the note", {200: NoteSchema}))
    def get_note(subject_id: str) -> object:
        with context.database().reading() as session:
            return with_tag(notes.load_note(session, kind, subject_id))

    return get_note


def write_of(kind: SubjectKind) -> Callable[..., Any]:
    """Make the call that replaces a note."""
    header = HeaderParameter("If-Match", 'The version that was read, in quotes, like "3".')

    @operation(Operation("Replace the note", {200: NoteSchema}, body=NoteTextSchema, headers=(header,)))
    def update_note(subject_id: str, body: dict[str, Any]) -> object:
        version = expected_version()
        if version is None:
            with context.database().reading() as session:
                raise EditConflictError(notes.load_note(session, kind, subject_id))
        with context.database().writing() as session:
            return with_tag(notes.write_note(session, kind, subject_id, body["text"], version, now=context.now()))

    return update_note


for noun, its_kind in NOUNS.items():
    api.add_url_rule(f"/{noun}/<uuid:subject_id>/note", f"get_{noun}_note", read_of(its_kind), methods=["GET"])
    api.add_url_rule(f"/{noun}/<uuid:subject_id>/note", f"update_{noun}_note", write_of(its_kind), methods=["PUT"])
