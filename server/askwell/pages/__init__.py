"""The HTML edge: the dashboard."""

from flask import Flask

from askwell.pages import (
    adding,
    changes,
    explaining,
    home,
    importing,
    keeping,
    known_people,
    me,
    model,
    own_history,
    pairing,
    same,
    subject,
    subjects,
    taking_out,
    twice,
)
from askwell.pages.frame import register_frame
from askwell.pages.session import protect
from askwell.pages.uploads import PageRequest

PAGES = (
    home,
    keeping,
    pairing,
    subjects,
    subject,
    same,
    known_people,
    importing,
    changes,
    me,
    own_history,
    adding,
    taking_out,
    twice,
    explaining,
    model,
)
"""Modules with a blueprint each; every page of them needs a session."""

for module in PAGES:
    protect(module.blueprint)


def register_pages(app: Flask) -> None:
    """Add the dashboard to an application."""
    app.request_class = PageRequest
    register_frame(app)
    for page in PAGES:
        app.register_blueprint(page.blueprint)
