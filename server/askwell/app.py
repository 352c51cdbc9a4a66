"""Joins the parts into one Flask application; the only place that does."""

import logging
import time
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any

from flask import Flask, Request, Response, g, jsonify, request
from flask.typing import ResponseReturnValue

from askwell import __version__, context
from askwell.api import register_api
from askwell.api.cors import allow_recorded_origin
from askwell.api.edge import MOST_BODY_BYTES, Edge, guarded
from askwell.api.guard import PREFIX
from askwell.api.headers import headers_for
from askwell.api.problems import json_response, problem_of, status_line
from askwell.config import Config
from askwell.domain.clocks import Clock
from askwell.domain.origins import comes_from_elsewhere
from askwell.domain.refusals import CrossSiteRequestError
from askwell.pages import register_pages
from askwell.pages.problem_page import render_failure
from askwell.pages.session import register_session
from askwell.services.pairings import PairingDesk
from askwell.services.signing_in import SignInDesk

if TYPE_CHECKING:
    from askwell.services.reading import PageReader
    from askwell.storage.database import Database

log = logging.getLogger("askwell.requests")


class MemoryRequest(Request):
    """A request whose uploaded files stay in memory: a page never spills into the system's temporary folder."""

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002 - fixed by werkzeug
        content_type: str | None,  # noqa: ARG002
        filename: str | None = None,  # noqa: ARG002
        content_length: int | None = None,  # noqa: ARG002
    ) -> IO[bytes]:
        return BytesIO()


def create_app(config: Config, database: "Database", reader: "PageReader", clock: Clock, *, key: bytes) -> Flask:
    """Make the application.

    Args:
        config: Settings, with the port that is really listened on.
        database: Migrated.
        reader: The worker that reads pages.
        clock: What time it is.
        key: The secret of this installation, 32 bytes.
    """
    app = Flask("askwell.pages", static_folder="static", static_url_path="/static")
    app.request_class = MemoryRequest
    app.config.update(
        MAX_CONTENT_LENGTH=MOST_BODY_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_BODY_BYTES,
        PROVIDE_AUTOMATIC_OPTIONS=False,
    )
    app.url_map.merge_slashes = False
    app.extensions[context.EXTENSION_KEY] = context.Parts(
        config, database, reader, clock, PairingDesk(key, clock), SignInDesk(key, clock)
    )
    app.before_request(_start_timing)
    register_api(app)
    register_session(app)
    register_pages(app)
    app.add_url_rule("/healthz", "healthz", _health, methods=["GET"])
    app.register_error_handler(Exception, _fail)
    app.after_request(_finish)
    app.after_request(allow_recorded_origin)
    app.wsgi_app = guarded(app.wsgi_app, Edge(config.port))  # type: ignore[assignment, method-assign]
    return app


def _start_timing() -> None:
    g.started = time.monotonic()


def _health() -> Response:
    """Say that something answers here, and nothing else; not even that to pages of other sites.

    Raises:
        CrossSiteRequestError: When the browser says that another site asks.
    """
    if comes_from_elsewhere(request.headers.get("Sec-Fetch-Site")):
        raise CrossSiteRequestError
    return jsonify(name="askwell", version=__version__)


def _fail(error: Exception) -> ResponseReturnValue:
    """Answer a failure: JSON for programs, a page for people."""
    problem = problem_of(error)
    wants_page = not request.path.startswith(PREFIX) and "text/html" in request.headers.get("Accept", "")
    if not wants_page:
        return json_response(problem)
    page = Response(
        render_failure(problem.slug, problem.title, problem.detail),
        status=status_line(problem.status),
        content_type="text/html; charset=utf-8",
    )
    page.headers.update(problem.headers)
    return page


def _finish(answer: Response) -> Response:
    """Add the protective headers, and write one line that names no person and no secret."""
    answer.headers.update(headers_for(answer.mimetype or ""))
    rule: Any = request.url_rule.rule if request.url_rule else "-"
    log.info("%s %s %d %.0f ms", request.method, rule, answer.status_code, (time.monotonic() - g.started) * 1000)
    return answer
