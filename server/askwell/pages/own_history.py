"""Filling in About me from a résumé or a data export: show what was found, and take over what the user confirms."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from askwell import context
from askwell.domain.errors import AskwellError
from askwell.pages import seeker_form
from askwell.pages.frame import go, show
from askwell.services import own_history, seekers

MOST_TEXT = 200_000
MOST_FILE = 9 * 1024 * 1024
FILE_LIMIT_WORDS = "9 MB"

blueprint = Blueprint("own_history", __name__)


@blueprint.get("/me/import")
def show_import() -> ResponseReturnValue:
    """Show both ways to bring a history along."""
    return _form()


def _form(problem: str = "") -> str:
    return show("me_import.html", nav="me", problem=problem, text=request.form.get("text", ""), limit=FILE_LIMIT_WORDS)


@blueprint.post("/me/import/text")
def read_text() -> ResponseReturnValue:
    """Read a pasted résumé; nothing is stored."""
    text = request.form.get("text", "").replace("\r\n", "\n").replace("\0", "").strip()
    if not text:
        return _form("There was no text in the box. Paste your résumé, beginning with your name."), 422
    if len(text) > MOST_TEXT:
        return _form("That is more text than a résumé. Paste the parts about work, education and skills."), 422
    try:
        found = own_history.read_resume(context.reader(), text, now=context.now())
    except AskwellError as refusal:
        return _form(refusal.detail or refusal.title), 422
    return _confirm(found)


@blueprint.post("/me/import/file")
def read_file() -> ResponseReturnValue:
    """Read a data export, in memory only; nothing is stored."""
    upload = request.files.get("file")
    content = upload.stream.read(MOST_FILE + 1) if upload else b""
    if not content:
        return _form("There was no file, or it was empty. Choose the ZIP file with your data export."), 422
    if len(content) > MOST_FILE:
        return _form(
            f"This file is larger than {FILE_LIMIT_WORDS}. Unpack it, and choose Positions.csv, Education.csv, "
            "Skills.csv or Profile.csv from it."
        ), 422
    try:
        found = own_history.read_data_export(content)
    except AskwellError as refusal:
        return _form(refusal.detail or refusal.title), 422
    return _confirm(found)


def _confirm(found: Mapping[str, Any]) -> ResponseReturnValue:
    with context.database().reading() as session:
        document = seekers.load_seeker(session).document
    fresh, kept = seeker_form.found_fields(found, document)
    return show("me_found.html", nav="me", fresh=fresh, kept=kept)


@blueprint.post("/me/import")
def take_over() -> ResponseReturnValue:
    """Fill in what the user confirmed, where About me is still empty."""
    with context.database().writing() as session:
        own_history.take_history(session, seeker_form.history_of(request.form), now=context.now())
    return go("/me?said=saved")
