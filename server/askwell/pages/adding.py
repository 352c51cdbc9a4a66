"""Ways in without the extension: pasted text, a saved file, and the two sample pages; all through the same capture."""

import hashlib
import uuid
from datetime import datetime
from pathlib import PurePath

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from askwell import context
from askwell.domain.captures import MAX_TITLE, CaptureResult, IncomingCapture
from askwell.domain.errors import ValidationError
from askwell.domain.pasting import page_of_text, pasted_title
from askwell.pages.frame import go, show
from askwell.pages.nouns import page_of
from askwell.services import capturing, subjects

MOST_TEXT = 400_000
MOST_PEOPLE = 200
MOST_FILE = 8 * 1024 * 1024
FILE_LIMIT_WORDS = "8 MB"
NO_ADDRESS = "https://pasted.invalid/"
"""Pages without an address get one of their own that can never exist, so that two of them are never taken for one."""
SAMPLES = {"person": "samples/person.html", "company": "samples/company.html"}

blueprint = Blueprint("adding", __name__)


def capture_of(html: str, url: str, title: str, source: str, now: datetime) -> IncomingCapture:
    """Make a capture of a page that did not come through the extension; the same page again gets the same id."""
    html = html.replace("\0", "\ufffd")
    raw = html.encode("utf-8", "replace")
    html = raw.decode("utf-8")
    address = url or NO_ADDRESS + hashlib.sha256(raw).hexdigest()[:32]
    return IncomingCapture(
        id=str(uuid.uuid4()),
        url=address,
        title=title[:MAX_TITLE],
        captured_at=now,
        html=html,
        html_bytes=len(raw),
        html_sha256=hashlib.sha256(raw).hexdigest(),
        source=source,
    )


def typed_address(text: str) -> str:
    """Read an address as people type it; `https://` may be left out."""
    text = text.strip()
    return text if not text or "://" in text else f"https://{text}"


@blueprint.get("/add")
def show_add() -> ResponseReturnValue:
    """Show both ways in."""
    return _form()


def _form(problem: str = "") -> str:
    return show(
        "add.html",
        nav="add",
        problem=problem,
        text=request.form.get("text", ""),
        url=request.form.get("url", ""),
        file_url=request.form.get("file_url", ""),
        limit=FILE_LIMIT_WORDS,
    )


@blueprint.post("/add/text")
def add_text() -> ResponseReturnValue:
    """Read pasted text."""
    text = request.form.get("text", "").replace("\r\n", "\n").strip()
    if not text:
        return _form("There was no text in the box. Paste what the page says, beginning with the name."), 422
    if len(text) > MOST_TEXT:
        return _form("That is more text than Askwell reads at once. Paste the part about the person."), 422
    return _take(page_of_text(text), request.form.get("url", ""), pasted_title(text), "paste")


@blueprint.post("/add/file")
def add_file() -> ResponseReturnValue:
    """Read a saved page."""
    upload = request.files.get("file")
    raw = upload.stream.read(MOST_FILE + 1) if upload else b""
    if upload is None or not raw:
        return _form("There was no file, or it was empty. Choose the page that you saved."), 422
    if len(raw) > MOST_FILE:
        return _form(
            f"This file is larger than {FILE_LIMIT_WORDS}. Save the page as “HTML only”, or paste its text."
        ), 422
    html = decode_page(raw)
    if "<" not in html:
        return _form("This file is not a web page. Save the page as “HTML only”, or paste its text."), 422
    name = PurePath(upload.filename or "").stem[:200]
    return _take(html, request.form.get("file_url", ""), name, "file")


def decode_page(raw: bytes) -> str:
    """Decode a saved page: UTF-8 or UTF-16 by their marks, else UTF-8, else the letters of Western Europe."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _take(html: str, url: str, title: str, source: str) -> ResponseReturnValue:
    """Capture a page and lead on to what became of it; a refusal leaves the words in the form."""
    try:
        incoming = capture_of(html, typed_address(url), title, source, context.now())
        result, _ = capturing.capture_page(context.database(), context.reader(), incoming, now=context.now())
    except ValidationError as refusal:
        return _form(refusal.detail), 422
    return go(destination(result))


def destination(result: CaptureResult) -> str:
    """Say which page shows what became of a capture."""
    subject = result.subject or result.organization
    if subject is not None and result.outcome == "known":
        return f"{page_of(subject)}?said=known"
    if subject is not None and result.outcome in {"created", "updated"}:
        return f"{page_of(subject)}?done"
    return f"/captures/{result.id}"


OUTCOMES = {
    "candidates": ("Several people", "This page names several people. Choose those you would like to prepare for."),
    "research": (
        "Kept as background",
        "This page is an article or a feed. It is kept, and nobody was added to your list.",
    ),
    "nothing": (
        "Nobody was found on this page",
        "The page is kept. If it is about somebody, paste the text about them, with their name in the first line.",
    ),
}


@blueprint.get("/captures/<uuid:capture_id>")
def show_capture(capture_id: uuid.UUID) -> ResponseReturnValue:
    """Show what became of a page, and whom it names."""
    with context.database().reading() as session:
        result = capturing.find_capture(session, str(capture_id))
        loose = result.outcome == "research" and result.subject is None
        people = subjects.list_subjects(session, "person", limit=MOST_PEOPLE).items if loose else []
    subject = result.subject or result.organization
    if subject is not None and result.outcome in {"created", "updated", "known"}:
        return go(page_of(subject))
    title, words = OUTCOMES.get(result.outcome, OUTCOMES["nothing"])
    if result.problem is not None:
        title, words = result.problem.title, result.problem.detail
    return show("capture.html", nav="add", result=result, title=title, words=words, people=people)


@blueprint.post("/captures/<uuid:capture_id>/people")
def add_people(capture_id: uuid.UUID) -> ResponseReturnValue:
    """Add chosen people of a list page.

    Raises:
        ValidationError: When nobody was chosen.
    """
    chosen = [
        int(text) for text in request.form.getlist("index") if text.isascii() and text.isdecimal() and len(text) < 6
    ]
    if not chosen:
        raise ValidationError({"index": ["Choose at least one person. Nothing was changed."]})
    with context.database().writing() as session:
        added, _ = capturing.add_people(session, str(capture_id), chosen, now=context.now())
    return go(f"{page_of(added[0])}?done" if len(added) == 1 else "/people?said=saved")


@blueprint.get("/samples/<any(person, company):sample>")
def show_sample(sample: str) -> ResponseReturnValue:
    """Show an invented page, to try the extension on."""
    return render_template(SAMPLES[sample])


@blueprint.post("/samples/<any(person, company):sample>")
def read_sample(sample: str) -> ResponseReturnValue:
    """Read an invented page without the extension."""
    html = render_template(SAMPLES[sample])
    url = f"{context.config().dashboard_url}/samples/{sample}"
    incoming = capture_of(html, url, "", "file", context.now())
    result, _ = capturing.capture_page(context.database(), context.reader(), incoming, now=context.now())
    return go(destination(result))
