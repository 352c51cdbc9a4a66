"""Export: everything, or the chosen people, as a file."""

from urllib.parse import quote
from uuid import UUID

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from askwell import context
from askwell.domain.errors import ValidationError
from askwell.pages.frame import show
from askwell.services import exports, status

HINTS = {
    "csv": "for spreadsheets; one row per person",
    "json": "everything, exactly; for programs",
}

blueprint = Blueprint("taking_out", __name__)


@blueprint.get("/export")
def show_export() -> ResponseReturnValue:
    """Show the formats."""
    with context.database().reading() as session:
        counts = status.status(session)
    formats = [
        {"name": known.name, "label": known.label, "suffix": known.suffix, "hint": HINTS.get(known.name, "")}
        for known in exports.list_formats()
    ]
    return show(
        "export.html",
        nav="export",
        formats=formats,
        people=counts["people"],
        companies=counts["companies"],
        nothing=not counts["people"] and not counts["companies"],
    )


@blueprint.post("/export")
def export() -> ResponseReturnValue:
    """Answer with the file; the browser saves it and never shows it.

    Raises:
        ValidationError: When an id is not one.
    """
    chosen = request.form.getlist("ids")
    try:
        ids = [str(UUID(text)) for text in chosen] or None
    except ValueError as error:
        raise ValidationError({"ids": ["Choose people from the list. Nothing was exported."]}) from error
    if "choose" in request.form and ids is None:
        raise ValidationError({"ids": ["Choose at least one, then export again."]})
    with context.database().reading() as session:
        filename, media_type, chunks = exports.export_subjects(
            session, request.form.get("format", ""), ids=ids, search=None, now=context.now()
        )
        content = b"".join(chunks)
    answer = Response(content, content_type=media_type)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(filename)}"
    return answer
