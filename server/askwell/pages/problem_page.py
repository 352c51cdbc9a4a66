"""A failure as a page for people; the same failure as programs get it is made by the JSON edge."""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from flask import render_template

from askwell.domain.errors import AskwellError
from askwell.domain.refusals import LinkUsedError, SignedOutError
from askwell.pages.session import current_session

UNEXPECTED = "unexpected-error"


@lru_cache(maxsize=1)
def explanations() -> dict[str, dict[str, str]]:
    """Read what each problem means, by slug: `title`, `what`, `safe`, `next`."""
    text = files("askwell.pages").joinpath("texts/problems.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def render_failure(slug: str, title: str, detail: str) -> str:
    """Render a failure; without a session nothing of the dashboard stands around it.

    Args:
        slug: End of the problem's address.
        title: The same for every occurrence.
        detail: What happened this time.
    """
    if slug == SignedOutError.slug:
        return render_template("signed_out.html", continue_to=None)
    bare = slug == LinkUsedError.slug or not _signed_in()
    problem: dict[str, Any] = {"slug": slug, "title": title, **explanations().get(slug, explanations()[UNEXPECTED])}
    layout = "bare.html" if bare else "base.html"
    return render_template("problem.html", layout=layout, bare=bare, problem=problem, detail=detail, explaining=False)


def _signed_in() -> bool:
    try:
        return current_session() is not None
    except AskwellError:
        return False
