"""What every page shares: how templates say things, and words after something was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask, redirect, render_template, request
from flask.typing import ResponseReturnValue

from askwell import context
from askwell.domain.subjects import STAGES, HistoryEntry
from askwell.pages import wording
from askwell.services.signing_in import safe_next

SEE_OTHER = 303
SAID = {
    "saved": "Saved.",
    "disconnected": "Disconnected. That browser can no longer read or add anything.",
    "known": "This page says nothing new. Everything is as it was.",
    "undone": "Undone. Everything is as it was before.",
    "model_added": "Your model’s questions passed every check. They are marked “from your model”; those not shown "
    "come up when you swap.",
    "model_refused": "Nothing new from your model passed the checks, so these questions are Askwell’s own.",
    "model_silent": "Your model gave no usable answer in time, so these questions are Askwell’s own. Nothing is lost.",
    "part_erased": "That part is gone for good, from the backups as well. Everything else stays.",
    "may_return": "They may be stored again.",
    "never_erased": "Nobody with this page was erased, so nothing had to be changed.",
    "connected": "Connected. Now click the Askwell button on any page about a person or a company.",
}
"""Sentences that an address may ask for; nothing else from an address is ever shown as ours."""


@dataclass(frozen=True, slots=True)
class Flash:
    """What was just done, with the way back."""

    text: str
    action_id: str = ""
    back: str = ""


def show(template: str, *, nav: str = "", **values: Any) -> str:  # noqa: ANN401 - whatever the template takes
    """Render a page; a sentence about what was just done comes from the address."""
    values.setdefault("flash", _said())
    return render_template(template, nav=nav, **values)


def _said() -> Flash | None:
    text = SAID.get(request.args.get("said", ""))
    return Flash(text) if text else None


def newest_action(history: Sequence[HistoryEntry], back: str) -> Flash | None:
    """Say what was done last, after a change led back to the page."""
    if request.args.get("done") is None or not history:
        return _said()
    newest = history[0]
    return Flash(f"Done: {newest.label}", newest.id if newest.undoable else "", back)


def go(path: str) -> ResponseReturnValue:
    """Lead the browser on after a form; reloading then repeats nothing."""
    return redirect(path, code=SEE_OTHER)


def back_to(path: str | None, otherwise: str) -> str:
    """Give the page a form asks to come back to, if it is one of ours."""
    return safe_next(path) if path else otherwise


def _spoken(value: datetime | str) -> str:
    return wording.spoken(value, context.now())


def register_frame(app: Flask) -> None:
    """Give templates their filters."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        spoken=_spoken,
        exact=wording.exact,
        exact_words=wording.exact_words,
        count=wording.counted,
        lines=wording.lines,
        web=wording.web_address,
        site=wording.site_of,
        titled=wording.titled,
        stage=_stage_words,
    )


def _stage_words(stage: str) -> str:
    return STAGES.get(stage, stage)
