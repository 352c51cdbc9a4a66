"""Every failure has its status, its words and its shape."""

import json
import tomllib
from pathlib import Path

import pytest
from werkzeug.exceptions import BadRequest, HTTPException, InternalServerError, NotFound

import askwell.domain.refusals
import askwell.parsing.limits  # defines a failure of its own
import askwell.services.reading  # defines a failure of its own
from askwell.api.problems import MOST_FIELD_ERRORS, STATUSES, UNEXPECTED, problem_of
from askwell.domain import errors
from askwell.domain.errors import AskwellError
from askwell.domain.notes import Note

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ROOT / "server" / "askwell" / "pages" / "texts" / "problems.toml"
ABSTRACT = {"askwell-error", "refused"}
START_ONLY = {"port-in-use", "secret-unusable"}
"""Failures of a start, which no request ever meets."""


def kinds(base: type[AskwellError] = AskwellError) -> set[type[AskwellError]]:
    return {base}.union(*(kinds(one) for one in base.__subclasses__()))


def slugs() -> set[str]:
    return {kind.slug for kind in kinds() if kind.__module__.startswith("askwell.")} - ABSTRACT - START_ONLY


@pytest.mark.parametrize("slug", sorted(slugs()))
def test_every_failure_has_a_status(slug: str) -> None:
    assert 400 <= STATUSES[slug] <= 599


@pytest.mark.parametrize("slug", sorted(STATUSES))
def test_every_status_belongs_to_a_failure_that_is_explained(slug: str) -> None:
    explained = tomllib.loads(TEXTS.read_text(encoding="utf-8"))
    assert slug in explained
    assert set(explained[slug]) >= {"title", "what", "safe", "next"}


def test_a_title_never_changes_and_every_class_says_something() -> None:
    for kind in kinds(askwell.domain.refusals.RefusalError):
        assert kind.title.endswith((".", "?"))
        assert kind.__doc__


@pytest.mark.parametrize(
    ("error", "status", "slug"),
    [
        (NotFound(), 404, "not-found"),
        (BadRequest("<script>"), 400, "malformed-request"),
        (InternalServerError(), 500, UNEXPECTED),
        (HTTPException(), 500, UNEXPECTED),
        (ValueError("secret text of a page"), 500, UNEXPECTED),
        (AskwellError("inside"), 500, UNEXPECTED),
        (errors.SubjectNotFoundError(), 404, "not-found"),
        (errors.DatabaseBusyError(), 503, "database-busy"),
        (errors.DatabaseReadOnlyError(), 503, "database-readonly"),
        (errors.StorageFullError(), 507, "storage-full"),
        (errors.DatabaseDamagedError(), 503, "database-error"),
        (errors.CannotUndoError(), 409, "cannot-undo"),
        (errors.IdempotencyKeyReusedError(), 422, "idempotency-key-reused"),
        (errors.FormatNotFoundError(), 422, "validation-failed"),
    ],
)
def test_failures_become_problems(error: Exception, status: int, slug: str) -> None:
    problem = problem_of(error)
    document = json.loads(problem.body())
    assert (problem.status, document["status"]) == (status, status)
    assert document["type"] == f"/problems/{slug}"
    assert document["title"]
    assert document["detail"]
    assert "secret text" not in problem.body().decode()
    assert "<script>" not in problem.body().decode()


def test_waiting_is_suggested_where_it_helps() -> None:
    for slug in ("database-busy", "server-busy", "rate-limited", "pairing-locked", "storage-full"):
        kind = next(one for one in kinds() if one.slug == slug)
        assert int(problem_of(kind()).headers["Retry-After"]) > 0


def test_field_errors_are_listed_and_capped() -> None:
    problem = problem_of(errors.ValidationError({f"f{n}": ["a", "b"] for n in range(100)}))
    listed = problem.document()["errors"]
    assert len(listed) == MOST_FIELD_ERRORS
    assert listed[0] == {"field": "f0", "message": "a"}


def test_a_conflict_carries_what_is_stored() -> None:
    stored = Note("theirs", 3, None)
    assert problem_of(errors.EditConflictError(stored)).members["current"] == {
        "text": "theirs",
        "version": 3,
        "updated_at": None,
    }
    json.loads(problem_of(errors.EditConflictError(stored)).body())
