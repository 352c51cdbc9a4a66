"""Storage and privacy: what is kept and how long, whom the user never wrote to, and letting somebody come back."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from askwell import context
from askwell.domain.errors import NotFoundError
from askwell.domain.keeping import PAGE_DAYS, PEOPLE_DAYS, checked_keeping
from askwell.pages.frame import go, show
from askwell.services import keeping

blueprint = Blueprint("keeping", __name__)

SIZES = ("bytes", "KB", "MB", "GB")


def size_words(number: int) -> str:
    """Say a size as people do: `820 KB`, `1.4 GB`."""
    value, unit = float(number), 0
    while value >= 1000 and unit < len(SIZES) - 1:
        value, unit = value / 1000, unit + 1
    return f"{value:.1f} {SIZES[unit]}" if unit == len(SIZES) - 1 else f"{value:.0f} {SIZES[unit]}"


@blueprint.get("/keeping")
def show_keeping() -> ResponseReturnValue:
    """Show what is kept and how long.

    Raises:
        NotFoundError: When the database is not a file of this computer.
    """
    path = context.database().path
    if path is None:
        raise NotFoundError
    chosen = keeping.load_choice(context.config().data_dir)
    with context.database().reading() as session:
        kept = keeping.look(session, path, chosen, now=context.now())
    sizes = {"pages": kept.page_bytes, "database": kept.database_bytes, "free": kept.free_bytes}
    return show(
        "keeping.html",
        nav="settings",
        chosen=chosen,
        kept=kept,
        sizes={name: size_words(number) for name, number in sizes.items()},
        page_days=PAGE_DAYS.items(),
        people_days=PEOPLE_DAYS.items(),
        data_dir=str(context.config().data_dir),
    )


@blueprint.post("/keeping")
def choose() -> ResponseReturnValue:
    """Change how long things are kept."""
    chosen = checked_keeping(request.form.get("page_days", ""), request.form.get("people_days", ""))
    keeping.choose(context.config().data_dir, chosen)
    return go("/keeping?said=saved")


@blueprint.post("/keeping/come-back")
def let_come_back() -> ResponseReturnValue:
    """Let somebody who was erased be stored again."""
    with context.database().writing() as session:
        found = keeping.let_come_back(session, request.form.get("address", ""))
    return go(f"/keeping?said={'may_return' if found else 'never_erased'}#come-back")
