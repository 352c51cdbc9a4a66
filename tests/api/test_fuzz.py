"""Requests made up from the description, good and bad, against a real server: never a 500, always what is described."""

import uuid

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from askwell.api import register_api
from askwell.api.openapi import describe
from tests.api.caller import Caller

EXAMPLES = 8
CHECKS = [
    not_a_server_error,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
]
QUIETLY = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


def operations() -> list[object]:
    """List every described call, from an application that answers nothing."""
    app = Flask(__name__)
    register_api(app)
    schema = schemathesis.openapi.from_dict(describe(app))
    return [found.ok() for found in schema.get_all_operations()]


def known_ids(api: Caller) -> dict[str, str]:
    """Store somebody whom good requests can be about."""
    result = api.capture("Ada Example", url=f"https://example.com/people/{uuid.uuid4()}").document
    return {
        "subject_id": result["subject"]["id"],
        "capture_id": result["id"],
        "fact_id": result["facts"][0]["id"],
        "question_id": result["plan"]["questions"][0]["id"],
    }


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["good", "bad"])
@pytest.mark.parametrize("operation", operations(), ids=lambda operation: operation.label)
def test_nothing_that_can_be_sent_breaks_the_server(api: Caller, operation: object, mode: GenerationMode) -> None:
    known = known_ids(api)
    headers = {**api.paired.headers(), "Connection": "close"}

    @QUIETLY
    @given(case=operation.as_strategy(generation_mode=mode))  # type: ignore[attr-defined]
    def send(case: Case) -> None:
        if mode is GenerationMode.POSITIVE:
            case.path_parameters.update({name: known[name] for name in case.path_parameters if name in known})
        case.call_and_validate(base_url=f"http://{api.server.host}", headers=headers, checks=CHECKS)

    send()
