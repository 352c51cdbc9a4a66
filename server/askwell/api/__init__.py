"""The JSON edge."""

from importlib import import_module

from flask import Flask, request
from flask.typing import ResponseReturnValue

from askwell.api.blueprint import api
from askwell.api.guard import PREFIX, FailureGate, check_api_request, note_use

NOUNS = (
    "actions",
    "captures",
    "exports",
    "facts",
    "joining",
    "notes",
    "pairings",
    "questions",
    "seeker",
    "status",
    "subjects",
)


def register_api(app: Flask) -> None:
    """Add every call and the guard in front of them."""
    for noun in NOUNS:
        import_module(f"askwell.api.{noun}")
    gate = FailureGate()

    def guard_api() -> ResponseReturnValue | None:
        return check_api_request(gate) if request.path.startswith(PREFIX) else None

    app.before_request(guard_api)
    app.after_request(note_use)
    app.register_blueprint(api)
