"""Signals keep to what the catalogue says of them, over every invented scenario."""

import json
from pathlib import Path
from typing import Any

import pytest

from askwell.suggesting.case import Case
from askwell.suggesting.dates import read_date
from askwell.suggesting.signals.registry import CATALOGUE, Bindings

SCENARIOS: list[dict[str, Any]] = [
    one
    for path in sorted((Path(__file__).parent / "scenarios").glob("*.json"))
    for one in json.loads(path.read_text(encoding="utf-8"))["scenarios"]
]


@pytest.mark.parametrize("one", SCENARIOS, ids=lambda one: one["id"])
def test_signals_bring_only_declared_slots_and_traits_with_their_sources(one: dict[str, Any]) -> None:
    bindings = Bindings(Case(one["profile"], one["seeker"], read_date("2025-09-15"), "video"))
    for name, declared in CATALOGUE.items():
        for bound in bindings.of(name):
            assert set(bound.slots) <= declared.slots, name
            assert set(bound.traits) <= declared.traits, name
            assert 0 < bound.sure <= 1, name
            for value in bound.slots.values():
                assert value.sources, name
                assert value.text == value.text.strip(), name
