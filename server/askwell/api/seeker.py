"""The user's own side: what they do, aim for and must decide."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from askwell import context
from askwell.api.blueprint import api
from askwell.api.operations import Operation, operation
from askwell.api.wire import FreeJson, Text, texts
from askwell.services import seekers

LINE = 500
PARAGRAPH = 5000


class TextOrObject(FreeJson):
    """A text, or an object with a few texts in it."""

    def __init__(self, **keys: type) -> None:
        """Name the keys of the object with their types."""
        self._keys = keys
        super().__init__(PARAGRAPH, allow_none=True)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:  # noqa: ANN401 - marshmallow's signature
        loaded = super()._deserialize(value, attr, data, **kwargs)
        if isinstance(loaded, str):
            return loaded
        if not isinstance(loaded, dict) or not set(loaded) <= set(self._keys):
            raise ValidationError(f"This must be a text, or an object with {', '.join(self._keys)}.")
        for key, kind in self._keys.items():
            if not _fits(loaded.get(key), kind):
                raise ValidationError(f"{key} is not what Askwell expects.")
        return loaded


def _fits(value: object, kind: type) -> bool:
    if value is None:
        return True
    if kind is list:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    return isinstance(value, kind)


def line() -> Text:
    """Give the field for one line; null empties it."""
    return Text(LINE, allow_none=True)


class SeekerSchema(Schema):
    """The seeker document; everything is optional."""

    stage = line()
    current_role = line()
    target_role = line()
    target_industry = line()
    target_organizations = texts(LINE)
    school = line()
    degree = line()
    skills = texts(LINE)
    skill_gaps = texts(LINE)
    goal = Text(PARAGRAPH, allow_none=True)
    decision = TextOrObject(options=list, by=str)
    hypotheses = texts(PARAGRAPH)
    knows_already = texts(PARAGRAPH)
    constraints = texts(PARAGRAPH)
    released_constraints = texts(PARAGRAPH)
    past_employers = texts(LINE)
    communities = texts(LINE)
    introducer = TextOrObject(name=str, context=str)
    work_sample = Text(PARAGRAPH, allow_none=True)
    problem = Text(PARAGRAPH, allow_none=True)
    location = line()
    mutual_relations = fields.Dict(keys=Text(LINE), values=Text(LINE), validate=validate.Length(max=100))
    channel = line()
    minutes = fields.Integer(strict=True, allow_none=True, validate=validate.Range(1, 480))
    max_questions = fields.Integer(strict=True, allow_none=True, validate=validate.Range(1, 100))
    language = Text(20, allow_none=True)


class SeekerAnswerSchema(SeekerSchema):
    """The seeker document, and how many fields say something."""

    filled = fields.Integer()


@api.get("/seeker")
@operation(Operation("Read your own side", {200: SeekerAnswerSchema}))
def get_seeker() -> object:
    """Give what the user told about themselves."""
    with context.database().reading() as session:
        seeker = seekers.load_seeker(session)
    return {**seeker.document, "filled": seeker.filled}


@api.put("/seeker")
@operation(Operation("Write your own side", {200: SeekerAnswerSchema}, body=SeekerSchema))
def update_seeker(body: dict[str, Any]) -> object:
    """Replace what the user told about themselves."""
    with context.database().writing() as session:
        seeker = seekers.write_seeker(session, body, now=context.now())
    return {**seeker.document, "filled": seeker.filled}
