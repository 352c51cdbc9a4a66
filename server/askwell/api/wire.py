"""Fields as they travel: texts without NUL and with a limit, times in UTC with Z, ids, free JSON of bounded size."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from marshmallow import ValidationError, fields, missing, validate

MOST_ITEMS = 200


class Text(fields.String):
    """A text with limits in characters; NUL characters are refused, because databases disagree about them."""

    default_error_messages = {  # noqa: RUF012 - marshmallow's own way
        "nul": "This text holds a NUL character.",
        "pattern": "This text is not of the form that Askwell expects.",
    }

    def __init__(
        self,
        most: int,
        *,
        least: int = 0,
        pattern: str | None = None,
        required: bool = False,
        allow_none: bool | None = None,
        load_default: object = missing,
    ) -> None:
        """Set the limits, and a pattern that the whole text must match."""
        self._pattern = re.compile(pattern) if pattern is not None else None
        super().__init__(
            validate=validate.Length(min=least, max=most),
            required=required,
            allow_none=allow_none,
            load_default=load_default,
            metadata={"pattern": f"^(?:{pattern})$"} if pattern is not None else {},
        )

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:  # noqa: ANN401 - marshmallow's signature
        text: str = super()._deserialize(value, attr, data, **kwargs)
        if "\0" in text:
            raise self.make_error("nul")
        if self._pattern is not None and not self._pattern.fullmatch(text):
            raise self.make_error("pattern")
        return text


def page_text(most: int, *, required: bool = False) -> fields.String:
    """Give the field for text of a page, in which NUL characters may stand."""
    check = validate.Length(max=most)
    return fields.String(validate=check, required=True) if required else fields.String(validate=check, load_default="")


class Moment(fields.Field[datetime]):
    """A time: RFC 3339 with an offset on the way in, UTC with Z on the way out."""

    default_error_messages = {"invalid": "This is not a time with an offset, like 2025-01-31T09:30:00Z."}  # noqa: RUF012

    def _serialize(self, value: datetime | None, attr: str | None, obj: Any, **kwargs: Any) -> str | None:  # noqa: ANN401, ARG002 - marshmallow's signature
        return None if value is None else write_moment(value)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> datetime:  # noqa: ANN401, ARG002 - marshmallow's signature
        try:
            moment = datetime.fromisoformat(value)
            aware = moment.astimezone(UTC)
        except (TypeError, ValueError, OverflowError) as error:
            raise self.make_error("invalid") from error
        if moment.tzinfo is None:
            raise self.make_error("invalid")
        return aware


def write_moment(value: datetime) -> str:
    """Write a time in UTC with Z, to the millisecond where it has any."""
    moment = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    exact = "milliseconds" if moment.microsecond else "seconds"
    return moment.isoformat(timespec=exact).replace("+00:00", "Z")


class Shape(fields.Nested):
    """A document that another part of Askwell made: described by a schema, passed on as it is."""

    def _serialize(self, nested_obj: Any, attr: Any, obj: Any, **kwargs: Any) -> Any:  # type: ignore[override] # noqa: ANN401, ARG002 - marshmallow's signature
        return nested_obj


class FreeJson(fields.Raw):
    """A JSON value of any shape, bounded in size."""

    def __init__(self, most: int, *, required: bool = False, allow_none: bool | None = None) -> None:
        """Set the limit in characters of its JSON."""
        self._most = most
        super().__init__(required=required, allow_none=allow_none)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:  # noqa: ANN401, ARG002 - marshmallow's signature
        written = json.dumps(value)
        if len(written) > self._most:
            raise ValidationError("This value is too large.")
        if "\\u0000" in written:
            raise ValidationError("This value holds a NUL character.")
        return value


def texts(most: int, items: int = MOST_ITEMS) -> "fields.List[str]":
    """Give a list of texts with limits."""
    return fields.List(Text(most), validate=validate.Length(max=items))
