"""The optional model: its settings, what it would be shown, and asking it; nothing happens before the user presses."""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from askwell import context
from askwell.domain.errors import NotFoundError
from askwell.domain.model_settings import ModelSettings, checked_settings
from askwell.pages.frame import go, show
from askwell.pages.nouns import NOUNS, RULE
from askwell.services import model_questions, subjects
from askwell.services.model_endpoint import ModelUnavailableError

blueprint = Blueprint("model", __name__)


@blueprint.post("/settings/model")
def write_settings() -> ResponseReturnValue:
    """Save or forget the settings of the model."""
    folder = context.config().data_dir
    settings = ModelSettings()
    if not request.form.get("forget"):
        key = request.form.get("key", "").strip() or model_questions.load_model(folder).key
        form = request.form
        settings = checked_settings(bool(form.get("enabled")), form.get("url", ""), form.get("model", ""), key)
    model_questions.store_model(folder, settings)
    return go("/settings?said=saved#own-model")


def _settings() -> ModelSettings:
    settings = model_questions.load_model(context.config().data_dir)
    if not settings.ready:
        raise NotFoundError
    return settings


@blueprint.get(f"{RULE}/<uuid:subject_id>/model")
def show_request(noun: str, subject_id: UUID) -> ResponseReturnValue:
    """Show which facts the model would get, before anything is sent."""
    words, settings = NOUNS[noun], _settings()
    with context.database().reading() as session:
        subject = subjects.load_subject(session, words.kind, str(subject_id)).subject
        prepared = model_questions.prepare_request(session, words.kind, str(subject_id))
    return show(
        "model.html",
        nav=words.path[1:],
        subject=subject,
        base=words.page_of(subject.id),
        model=settings,
        facts=prepared.document["facts"],
        stamp=prepared.stamp,
    )


@blueprint.post(f"{RULE}/<uuid:subject_id>/model")
def ask(noun: str, subject_id: UUID) -> ResponseReturnValue:
    """Ask the model; without a usable answer the questions stay as they are, and the page says so."""
    words, settings = NOUNS[noun], _settings()
    with context.database().reading() as session:
        prepared = model_questions.prepare_request(session, words.kind, str(subject_id))
    model_questions.check_consent(settings, request.form.get("consent", ""), prepared.stamp)
    try:
        entries = model_questions.propose(settings, prepared)
    except ModelUnavailableError:
        return go(f"{words.page_of(str(subject_id))}?said=model_silent#questions")
    with context.database().writing() as session:
        outcome = model_questions.keep_proposals(
            session, words.kind, str(subject_id), prepared, entries, now=context.now()
        )
    said = "model_added" if outcome.added else "model_refused"
    return go(f"{words.page_of(str(subject_id))}?said={said}#questions")
