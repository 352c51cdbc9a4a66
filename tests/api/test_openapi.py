"""The description covers every call, is valid, and agrees with what docs/api.md tells people."""

import re
from pathlib import Path
from typing import Any

import pytest

from askwell.api.openapi import PATH_PARAMETER
from tests.api.caller import Caller

ROOT = Path(__file__).resolve().parents[2]
NOUN = re.compile(r"\{[a-z_]*id\}|\{id\}")


@pytest.fixture(scope="module")
def document(api: Caller) -> dict[str, Any]:
    reply = api("GET", "openapi.json")
    assert reply.status == 200
    return reply.document


def calls(document: dict[str, Any]) -> set[tuple[str, str]]:
    return {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}


def test_every_route_is_described_and_nothing_else(api: Caller, document: dict[str, Any]) -> None:
    routes = {
        (method, PATH_PARAMETER.sub(r"{\2}", rule.rule))
        for rule in api.server.app.url_map.iter_rules()
        if rule.rule.startswith("/api/")
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert routes == calls(document)
    assert len(routes) > 35


def test_every_call_is_described_well(document: dict[str, Any]) -> None:
    names = []
    for path, methods in document["paths"].items():
        for method, call in methods.items():
            names.append(call["operationId"])
            assert call["summary"]
            assert "default" in call["responses"]
            placed = {one["name"] for one in call["parameters"] if one["in"] == "path"}
            assert placed == set(re.findall(r"\{(\w+)\}", path)), f"{method} {path}"
            if method in {"post", "put", "patch"} and "requestBody" in call:
                assert list(call["requestBody"]["content"]) == ["application/json"]
    assert len(names) == len(set(names))


def test_only_pairing_works_without_a_token(document: dict[str, Any]) -> None:
    free = {
        call["operationId"] for calls in document["paths"].values() for call in calls.values() if not call["security"]
    }
    assert free == {"create_pairing", "create_proof"}


def test_references_lead_somewhere(document: dict[str, Any]) -> None:
    references = set(re.findall(r"'\$ref': '#/components/schemas/(\w+)'", str(document)))
    assert references
    assert references == set(document["components"]["schemas"])


def test_the_documentation_names_every_call(document: dict[str, Any]) -> None:
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    written = {
        (method, re.sub(r"\{\w+\}", "{}", path.partition("?")[0]))
        for method, path in re.findall(r"(GET|POST|PUT|PATCH|DELETE) (/api/v1/[\w/{}.-]+)", text)
    }
    described = {(method, re.sub(r"\{\w+\}", "{}", path)) for method, path in calls(document)}
    missing = {call for call in described - written if "/organizations" not in call[1]}
    assert not missing, f"docs/api.md says nothing about {sorted(missing)}"
    assert not written - described, f"docs/api.md names what is not there: {sorted(written - described)}"
