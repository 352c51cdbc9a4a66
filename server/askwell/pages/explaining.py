"""Settings, privacy, and what each problem means."""

from importlib.resources import files

from flask import Blueprint
from flask.typing import ResponseReturnValue

from askwell import __version__, context
from askwell.domain.errors import NotFoundError
from askwell.pages import markdown
from askwell.pages.frame import show
from askwell.pages.problem_page import explanations
from askwell.services import model_questions, pairings, status

TEXTS = files("askwell.pages") / "texts"

blueprint = Blueprint("explaining", __name__)


@blueprint.get("/problems/<string(maxlength=60):slug>")
def show_problem(slug: str) -> ResponseReturnValue:
    """Explain a problem.

    Raises:
        NotFoundError: When there is no such problem.
    """
    problem = explanations().get(slug)
    if problem is None:
        raise NotFoundError
    return show(
        "problem.html", problem={"slug": slug, **problem}, detail="", layout="base.html", bare=False, explaining=True
    )


@blueprint.get("/privacy")
def show_privacy() -> ResponseReturnValue:
    """Say what is stored, where, and what is not protected."""
    text = markdown.render((TEXTS / "privacy.md").read_text(encoding="utf-8"))
    return show("words.html", nav="privacy", title="Privacy", text=text)


@blueprint.get("/settings")
def show_settings() -> ResponseReturnValue:
    """Show where everything is."""
    config = context.config()
    with context.database().reading() as session:
        counts = status.status(session)
        browsers = len(pairings.list_pairings(session))
    return show(
        "settings.html",
        nav="settings",
        data_dir=str(config.data_dir),
        model=model_questions.load_model(config.data_dir),
        version=__version__,
        address=config.dashboard_url,
        people=counts["people"],
        companies=counts["companies"],
        waiting=counts["waiting"],
        browsers=browsers,
    )
