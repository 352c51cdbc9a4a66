"""Export: everything, or the chosen people, as a file."""

from uuid import UUID

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from askwell import context
from askwell.domain.errors import ValidationError
from askwell.domain.exports import ExportChoice, content_disposition
from askwell.domain.subjects import STAGES, SubjectKind
from askwell.pages.frame import show
from askwell.services import exports, status

KINDS: dict[str, SubjectKind] = {"person": "person", "organization": "organization"}

blueprint = Blueprint("taking_out", __name__)


@blueprint.get("/export")
def show_export() -> ResponseReturnValue:
    """Show the formats."""
    with context.database().reading() as session:
        counts = status.status(session)
    return show(
        "export.html",
        nav="export",
        formats=exports.list_formats(),
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
    file = exports.open_export(
        context.database(),
        request.form.get("format", ""),
        _choice(),
        raw="raw" in request.form,
        now=context.now(),
    )
    answer = Response(file.pieces, content_type=file.media_type, direct_passthrough=True)
    answer.headers["Content-Disposition"] = content_disposition(file.name)
    return answer


def _choice() -> ExportChoice:
    """Read who is meant: those who were ticked, all that a list found, or everybody."""
    try:
        ids = tuple(str(UUID(text)) for text in request.form.getlist("ids"))
    except ValueError as error:
        raise ValidationError({"ids": ["Choose people from the list. Nothing was exported."]}) from error
    if "found" in request.form:
        stage, kind = request.form.get("stage", ""), KINDS.get(request.form.get("kind", ""))
        return ExportChoice(search=request.form.get("search", ""), kind=kind, stage=stage if stage in STAGES else "")
    if "choose" in request.form and not ids:
        raise ValidationError({"ids": ["Choose at least one, then export again."]})
    return ExportChoice(ids=ids or None)
