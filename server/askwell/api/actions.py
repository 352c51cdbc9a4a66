"""Undo: take back one action, exactly."""

from marshmallow import Schema, fields

from askwell import context
from askwell.api.blueprint import api
from askwell.api.operations import Operation, operation
from askwell.services import undo


class UndoneSchema(Schema):
    """What was taken back."""

    undone = fields.String()


@api.post("/actions/<uuid:action_id>/undo")
@operation(Operation("Take an action back", {200: UndoneSchema}))
def create_undo(action_id: str) -> object:
    """Put everything back as it was before the action."""
    with context.database().writing() as session:
        return {"undone": undo.undo_action(session, action_id, now=context.now())}
