"""Bringing people in from a file: choose it, look at what it would do, bring it in, take it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from askwell import context
from askwell.domain.errors import AskwellError
from askwell.domain.imports import (
    TARGETS,
    Aim,
    ColumnMapping,
    EntryState,
    ImportFileGoneError,
    ImportPreview,
    ImportReading,
    PlannedEntry,
)
from askwell.pages import seeker_form
from askwell.pages.frame import Flash, go, show
from askwell.services import import_files, importing

MOST_FILE = 9 * 1024 * 1024
FILE_LIMIT_WORDS = "9 MB"
MOST_NAME = 120
AIMS: tuple[tuple[Aim, str, str], ...] = (
    ("known", "People I know", "to see whom you could ask when you look at a company or a person"),
    ("list", "My list", "people you want to talk to, with their facts merged like a captured page"),
)
SHOWN: tuple[tuple[EntryState, str, int], ...] = (
    ("unreadable", "Cannot be read", 200),
    ("changed", "Changed", 100),
    ("new", "New", 100),
    ("known", "Already known", 50),
)
"""What a preview shows: states in the order of their weight, with their words and how many entries are listed."""

blueprint = Blueprint("importing", __name__)


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one state, as a preview lists them."""

    state: EntryState
    label: str
    total: int
    entries: Sequence[PlannedEntry]

    @property
    def more(self) -> int:
        """Give how many are not listed."""
        return self.total - len(self.entries)


@blueprint.get("/import")
def show_import() -> ResponseReturnValue:
    """Show how to choose a file, and what was brought in lately."""
    return _form()


def _form(problem: str = "") -> str:
    with context.database().reading() as session:
        batches = importing.list_batches(session)
    return show("import.html", nav="known", problem=problem, limit=FILE_LIMIT_WORDS, batches=batches)


@blueprint.post("/import")
def take_file() -> ResponseReturnValue:
    """Keep a file for an hour and lead on to looking at it."""
    upload = request.files.get("file")
    content = upload.stream.read(MOST_FILE + 1) if upload else b""
    if upload is None or not content:
        return _form("There was no file, or it was empty. Choose the file with your contacts."), 422
    if len(content) > MOST_FILE:
        return _form(
            f"This file is larger than {FILE_LIMIT_WORDS}. Nothing was changed. Choose only the table of people out of "
            "it, or bring it in from a terminal: askwell import FILE."
        ), 422
    try:
        reading = importing.read_file(content, upload.filename or "")
        if reading.source.lossless:
            # Only here it shows whether every row is one of ours; a file that is refused is not kept.
            with context.database().reading() as session:
                importing.preview_import(session, reading, now=context.now())
    except AskwellError as refusal:
        return _form(refusal.detail), 422
    token = import_files.keep_upload(context.config().data_dir, content, now=context.now())
    return go(f"/import/{token}?{urlencode({'file': (upload.filename or '')[:MOST_NAME]})}")


@blueprint.get("/import/<token>")
def look(token: str) -> ResponseReturnValue:
    """Show what a kept file would do; columns and aim come from the address, so that looking again changes nothing."""
    try:
        content = import_files.read_upload(context.config().data_dir, token)
        reading = _read(content, request.args)
    except ImportFileGoneError as gone:
        return _form(gone.detail), 404
    except AskwellError as refusal:
        return _form(refusal.detail), 422
    own = importing.find_own_history(reading, content)
    try:
        with context.database().reading() as session:
            preview = importing.preview_import(session, reading, _aim(request.args), own=own, now=context.now())
    except AskwellError as refusal:
        return _form(refusal.detail), 422
    return show("import_preview.html", nav="known", token=token, **_view(preview))


def _read(content: bytes, asked: Any) -> ImportReading:  # noqa: ANN401 - values of an address or a form
    mapping = None
    if "column" in asked:
        mapping = ColumnMapping(tuple(asked.getlist("column")), "heading" in asked)
    return importing.read_file(content, asked.get("file", ""), mapping)


def _aim(asked: Any) -> Aim | None:  # noqa: ANN401 - values of an address or a form
    return next((aim for aim, _, _ in AIMS if aim == asked.get("aim")), None)


def _view(preview: ImportPreview) -> dict[str, Any]:
    counts = preview.counts
    groups = [
        Group(state, label, counts[state], [entry for entry in preview.entries if entry.state == state][:most])
        for state, label, most in SHOWN
        if counts[state]
    ]
    about_me, _ = seeker_form.found_fields(preview.about_me, {})
    return {
        "preview": preview,
        "groups": groups,
        "counts": counts,
        "total": len(preview.entries),
        "about_me": about_me,
        "aims": [(aim, label, hint, _address_with(aim)) for aim, label, hint in AIMS],
        "targets": TARGETS,
        "file_name": request.args.get("file", "")[:MOST_NAME],
        "needs_names": bool(preview.columns) and not preview.entries,
        "with_heading": "heading" in request.args or "column" not in request.args,
    }


def _address_with(aim: Aim) -> str:
    """Give the address of the same look with another aim."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "aim"]
    return f"{request.path}?{urlencode([*kept, ('aim', aim)])}"


@blueprint.post("/import/<token>")
def bring_in(token: str) -> ResponseReturnValue:
    """Bring a kept file in as it was looked at; then it is not kept any longer."""
    data_dir = context.config().data_dir
    try:
        content = import_files.read_upload(data_dir, token)
        reading = _read(content, request.form)
        own = importing.find_own_history(reading, content) if "about_me" in request.form else {}
        with context.database().writing() as session:
            receipt = importing.bring_in(
                session,
                reading,
                _aim(request.form),
                own=own,
                now=context.now(),
                progress=lambda done: import_files.note_progress(data_dir, token, done),
            )
    except ImportFileGoneError as gone:
        return _form(gone.detail), 404
    import_files.remove_upload(data_dir, token)
    values: dict[str, Any] = {}
    if receipt.action is not None:
        values["flash"] = Flash("Done. Everything below can be taken back in one step.", receipt.action.id, "/import")
    return show("import_done.html", nav="known", receipt=receipt, counts=receipt.counts, **values)


@blueprint.get("/import/<token>/progress")
def progress(token: str) -> ResponseReturnValue:
    """Say how many entries are done, for the bar."""
    return jsonify(done=import_files.read_progress(context.config().data_dir, token))


@blueprint.post("/import/<token>/remove")
def leave(token: str) -> ResponseReturnValue:
    """Let go of a file without bringing it in."""
    import_files.remove_upload(context.config().data_dir, token)
    return go("/import")
