"""Rows that come back from an export: checked column by column before any of them is believed, then added."""

import base64
import binascii
import hashlib
import json
import zlib
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, Integer, LargeBinary, String, inspect, select
from sqlalchemy.orm import Session
from sqlalchemy.schema import Column

from askwell.domain.facts import FACT_KINDS
from askwell.domain.subjects import STAGES, SUBJECT_KINDS
from askwell.storage.models import (
    AddressRow,
    CaptureRow,
    FactRow,
    KnownPersonRow,
    NoteRow,
    QuestionRow,
    Row,
    SightingRow,
    SubjectRow,
    ToldApartRow,
    UtcTime,
)

Image = dict[str, Any]
TABLES: dict[str, type[Row]] = {
    model.__tablename__: model
    for model in (
        *(SubjectRow, AddressRow, CaptureRow, SightingRow, FactRow, NoteRow, QuestionRow, ToldApartRow),
        KnownPersonRow,
    )
}
"""Tables whose rows an export holds, in the order in which rows may be created."""

MOST_PAGE_BYTES = 64 * 1024 * 1024
_LARGEST = 2**62
_DOCUMENT_PARTS: tuple[tuple[str, type], ...] = (
    ("page", dict),
    ("person", dict),
    ("organization", dict),
    ("people", list),
    ("sections", dict),
    ("evidence", dict),
)


def checked_image(table: str, image: object) -> Image:
    """Give one exported row with the values that its columns take.

    Raises:
        ValueError: It is no row of this table; says what is wrong, in a few words.
    """
    model = TABLES[table]
    columns = {column.name: (inspect(model).get_property_by_column(column).key, column) for column in _columns(model)}
    if not isinstance(image, dict) or image.keys() != columns.keys():
        raise ValueError(f"a row of {table} has other columns")
    row = {key: _value(column, image[name]) for name, (key, column) in columns.items()}
    check = _CHECKS.get(model)
    if check is not None and not check(row):
        raise ValueError(f"a row of {table} holds what Askwell never writes")
    return row


def _columns(model: type[Row]) -> list[Column[Any]]:
    return [column for column in model.__table__.columns if isinstance(column, Column)]


def _value(column: "Column[Any]", value: Any) -> Any:  # noqa: ANN401 - any column's value
    if value is None and column.nullable:
        return None
    for kind, read in _READERS:
        if isinstance(column.type, kind):
            try:
                return read(value)
            except (ValueError, TypeError, binascii.Error, OverflowError) as problem:
                raise ValueError(f"{column.table.name}.{column.name} has a wrong value") from problem
    raise ValueError(f"{column.table.name}.{column.name} is of an unknown kind")


def _time(value: object) -> datetime:
    found = datetime.fromisoformat(_text(value))
    if found.tzinfo is None:
        raise ValueError("no zone")
    return found


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    value.encode("utf-8")
    return value


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > _LARGEST:
        raise TypeError
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _bytes(value: object) -> bytes:
    return base64.b64decode(_text(value), validate=True)


def _json(value: object) -> object:
    json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8")
    return value


_READERS: tuple[tuple[type, Callable[[object], object]], ...] = (
    (UtcTime, _time),
    (JSON, _json),
    (LargeBinary, _bytes),
    (Boolean, _flag),
    (Integer, _number),
    (String, _text),
)


def _is_id(text: object) -> bool:
    try:
        return str(UUID(str(text))) == text
    except ValueError:
        return False


def _is_subject(row: Image) -> bool:
    return row["kind"] in SUBJECT_KINDS and row["stage"] in STAGES and _is_id(row["id"])


def _is_address(row: Image) -> bool:
    kinds = (hashlib.sha256(f"{kind}\n{row['address']}".encode()).hexdigest() for kind in SUBJECT_KINDS)
    return row["digest"] in tuple(kinds)


def _is_fact(row: Image) -> bool:
    known = row["kind"] in FACT_KINDS and row["origin"] in ("page", "user")
    states = row["state"] in ("current", "vanished", "replaced", "removed")
    proofs = isinstance(row["evidence"], dict) and all(isinstance(one, dict) for one in row["evidence"].values())
    former = isinstance(row["was"], list) and all(isinstance(one, dict) and "until" in one for one in row["was"])
    return known and states and proofs and former


def _is_capture(row: Image) -> bool:
    told = row["status"] in ("stored", "read", "unread") and _is_id(row["id"])
    shaped = all(row[name] is None or isinstance(row[name], dict) for name in ("problem", "result"))
    return told and shaped and _is_page(row) and (row["document"] is None or _is_document(_unpacked(row["document"])))


def _is_page(row: Image) -> bool:
    if row["html"] is None:
        return True
    page = _inflated(row["html"])
    return page is not None and hashlib.sha256(page).hexdigest() == row["sha256"]


def _inflated(packed: bytes) -> bytes | None:
    """Unpack within bounds; None for what is damaged or grows without end."""
    unpacking = zlib.decompressobj()
    try:
        found = unpacking.decompress(packed, MOST_PAGE_BYTES)
    except zlib.error:
        return None
    return found if unpacking.eof else None


def _unpacked(packed: bytes) -> object:
    try:
        return json.loads((_inflated(packed) or b"").decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        return None


def _is_document(document: object) -> bool:
    if not isinstance(document, dict):
        return False
    shaped = all(document.get(name) is None or isinstance(document[name], kind) for name, kind in _DOCUMENT_PARTS)
    inner = ("sections", "evidence")
    return shaped and all(isinstance(one, dict) for name in inner for one in (document.get(name) or {}).values())


def _is_known_person(row: Image) -> bool:
    lists = (row["urls"], row["mails"], row["phones"])
    texts = all(isinstance(held, list) and all(isinstance(one, str) for one in held) for held in lists)
    return texts and bool(row["name"].strip()) and _is_id(row["id"])


_CHECKS: Mapping[type[Row], Callable[[Image], bool]] = {
    SubjectRow: _is_subject,
    AddressRow: _is_address,
    FactRow: _is_fact,
    CaptureRow: _is_capture,
    SightingRow: lambda row: _is_document(row["document"]),
    QuestionRow: lambda row: isinstance(row["snapshot"], dict) and row["question_id"].isprintable(),
    KnownPersonRow: _is_known_person,
}


def key_of(table: str, image: Image) -> tuple[Any, ...]:
    """Give the primary key of a checked row."""
    return tuple(image[str(column.key)] for column in inspect(TABLES[table]).primary_key)


def is_stored(session: Session, table: str, image: Image) -> bool:
    """Say whether a row with this key is there."""
    key = key_of(table, image)
    return session.get(TABLES[table], key if len(key) > 1 else key[0]) is not None


def existing_subjects(session: Session, ids: Collection[str]) -> set[str]:
    """Give those of many ids that are subjects here."""
    return {one for one in ids if session.get(SubjectRow, one) is not None}


def find_owner(session: Session, digest: str) -> str | None:
    """Find whose an address is."""
    return session.scalars(select(AddressRow.subject_id).where(AddressRow.digest == digest)).first()


def add_row(session: Session, table: str, image: Image) -> None:
    """Add one checked row; it is written with the next flush."""
    session.add(TABLES[table](**image))
