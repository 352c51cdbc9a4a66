"""What the user writes on somebody's page: questions, facts and notes."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from askwell import context
from askwell.domain.errors import EditConflictError, FactNotFoundError, ValidationError
from askwell.domain.facts import FACT_KINDS
from askwell.domain.notes import MAX_NOTE, Note
from askwell.pages.fact_fields import kind_at, simple_value, value_from_form
from askwell.pages.frame import go
from askwell.pages.nouns import NOUNS, RULE
from askwell.pages.subject import page_for
from askwell.services import facts, notes, questions, subjects

MOST_QUESTION = 1000
MOST_ANSWER = 20_000
QUESTION_CHANGES: Mapping[str, Mapping[str, Any]] = {
    "keep": {"state": "kept"},
    "unkeep": {"state": "suggested"},
    "unasked": {"state": "suggested"},
    "restore": {"state": "suggested"},
    "dismiss": {"state": "dismissed"},
    "know": {"known": True},
    "less": {"less_like_this": True},
}
"""What each button does; editing and answering also take words from the form."""

blueprint = Blueprint("changes", __name__)


def question_change(form: Mapping[str, str]) -> dict[str, Any]:
    """Read which button was pressed, and the words that belong to it.

    Raises:
        ValidationError: For an unknown button or an empty question.
    """
    doing = form.get("do", "")
    if doing == "edit":
        text = " ".join(form.get("text", "").split())[:MOST_QUESTION]
        if not text:
            raise ValidationError({"text": ["A question needs some words. Nothing was changed."]})
        return {"text": text}
    if doing == "asked":
        return {"state": "asked", "answer": _unix_lines(form.get("answer", ""))[:MOST_ANSWER]}
    if doing not in QUESTION_CHANGES:
        raise ValidationError({"do": ["Askwell does not know this button. Load the page again."]})
    return dict(QUESTION_CHANGES[doing])


def _unix_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


@blueprint.post(f"{RULE}/<uuid:subject_id>/questions/<string(maxlength=120):question_id>")
def change_question(noun: str, subject_id: UUID, question_id: str) -> ResponseReturnValue:
    """Keep, swap, edit, answer or put aside one question."""
    words = NOUNS[noun]
    with context.database().writing() as session:
        if request.form.get("do") == "swap":
            questions.swap_question(session, words.kind, str(subject_id), question_id, now=context.now())
        else:
            change = question_change(request.form)
            questions.change_question(session, words.kind, str(subject_id), question_id, change, now=context.now())
    chosen = {key: request.form[key] for key in ("minutes", "channel", "order") if request.form.get(key)}
    anchor = "questions" if request.form.get("do") in {"swap", "know", "less", "dismiss"} else f"q-{question_id}"
    return go(f"{words.page_of(str(subject_id))}?{urlencode(chosen)}#{anchor}")


@blueprint.post(f"{RULE}/<uuid:subject_id>/facts")
def add_fact(noun: str, subject_id: UUID) -> ResponseReturnValue:
    """Write down something the user knows.

    Raises:
        ValidationError: For an unknown kind or an empty fact.
    """
    words = NOUNS[noun]
    kind = FACT_KINDS.get(request.form.get("kind", ""))
    if kind is None or kind.aspect != words.kind:
        raise ValidationError({"kind": ["Choose what kind of fact it is."]})
    text = _unix_lines(request.form.get("text", "")).strip()
    value = simple_value(kind, text) if text else value_from_form(kind, request.form)
    if not value:
        raise ValidationError({"text": ["Write the fact down first. Nothing was changed."]})
    with context.database().writing() as session:
        facts.add_fact(session, words.kind, str(subject_id), kind.pointer, value, now=context.now())
    return go(f"{words.page_of(str(subject_id))}?done#facts")


@blueprint.post(f"{RULE}/<uuid:subject_id>/facts/<uuid:fact_id>")
def change_fact(noun: str, subject_id: UUID, fact_id: UUID) -> ResponseReturnValue:
    """Correct or remove a fact; no page will bring the old one back.

    Raises:
        FactNotFoundError: When it is not one of this person's.
        ValidationError: When nothing is left of it.
    """
    words = NOUNS[noun]
    with context.database().writing() as session:
        detail = subjects.load_subject(session, words.kind, str(subject_id))
        fact = next((fact for fact in detail.facts if fact.id == str(fact_id)), None)
        kind = kind_at(fact.pointer) if fact else None
        if fact is None or kind is None:
            raise FactNotFoundError
        if request.form.get("do") == "remove":
            facts.remove_fact(session, fact.id, now=context.now())
        else:
            form = {key: _unix_lines(text) for key, text in request.form.items()}
            value = value_from_form(kind, form, fact.value)
            if not value:
                raise ValidationError({"text": ["Nothing is left of this fact. To drop it, use Remove."]})
            facts.change_fact(session, fact.id, value, now=context.now())
    return go(f"{words.page_of(str(subject_id))}?done#facts")


@blueprint.post(f"{RULE}/<uuid:subject_id>/note")
def write_note(noun: str, subject_id: UUID) -> ResponseReturnValue:
    """Save the notes; two windows never overwrite each other.

    Raises:
        ValidationError: When the text is too long.
    """
    words = NOUNS[noun]
    text = _unix_lines(request.form.get("text", ""))
    if len(text) > MAX_NOTE:
        raise ValidationError({"text": [f"Notes may have up to {MAX_NOTE:,} letters. Nothing was changed."]})
    version = request.form.get("version", "")
    expected = int(version) if version.isascii() and version.isdecimal() and len(version) < 10 else 0
    wants_json = request.accept_mimetypes.best == "application/json"
    try:
        with context.database().writing() as session:
            note = notes.write_note(session, words.kind, str(subject_id), text, expected, now=context.now())
    except EditConflictError as conflict:
        if wants_json:
            return jsonify({"detail": f"{conflict.title} Press Save notes to see both."}), 412
        current = conflict.current if isinstance(conflict.current, Note) else None
        return page_for(words, str(subject_id), request.args, note_text=text, conflict=current), 412
    if wants_json:
        return jsonify({"version": note.version})
    return go(f"{words.page_of(str(subject_id))}?said=saved#note")
