"""Facts that the user writes: add, change, remove; no page ever overwrites them."""

from collections.abc import Callable
from typing import Any

from marshmallow import Schema

from askwell import context
from askwell.api.blueprint import api
from askwell.api.operations import Operation, operation
from askwell.api.shapes import FactSchema
from askwell.api.subjects import NOUNS
from askwell.api.wire import FreeJson, Text
from askwell.domain.facts import MAX_VALUE
from askwell.domain.subjects import SubjectKind
from askwell.services import facts


class NewFactSchema(Schema):
    """A fact and its place."""

    pointer = Text(200, required=True, pattern=r"/.*")
    value = FreeJson(MAX_VALUE * 2, required=True)


class FactValueSchema(Schema):
    """Another value."""

    value = FreeJson(MAX_VALUE * 2, required=True)


def addition_to(kind: SubjectKind) -> Callable[..., Any]:
    """Make the call that adds a fact."""

    @operation(Operation("Add a fact of your own", {201: FactSchema}, body=NewFactSchema))
    def create_fact(subject_id: str, body: dict[str, Any]) -> object:
        with context.database().writing() as session:
            return facts.add_fact(session, kind, subject_id, body["pointer"], body["value"], now=context.now())

    return create_fact


for noun, its_kind in NOUNS.items():
    api.add_url_rule(f"/{noun}/<uuid:subject_id>/facts", f"create_{noun}_fact", addition_to(its_kind), methods=["POST"])


@api.patch("/facts/<uuid:fact_id>")
@operation(Operation("Correct a fact", {200: FactSchema}, body=FactValueSchema))
def update_fact(fact_id: str, body: dict[str, Any]) -> object:
    """Change a value; from now on it is the user's."""
    with context.database().writing() as session:
        return facts.change_fact(session, fact_id, body["value"], now=context.now())


@api.delete("/facts/<uuid:fact_id>")
@operation(Operation("Remove a fact", {204: None}))
def delete_fact(fact_id: str) -> None:
    """Remove a fact for good: a new capture does not bring it back."""
    with context.database().writing() as session:
        facts.remove_fact(session, fact_id, now=context.now())
