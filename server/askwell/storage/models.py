"""The tables: rows only, no rules. Every change here needs a migration."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    DateTime,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, deferred, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcTime(TypeDecorator[datetime]):
    """Aware UTC times, on databases that forget zones as well."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - fixed by SQLAlchemy
        """Store in UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - fixed by SQLAlchemy
        """Give back aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Row(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcTime(),
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
        str: Text(),
    }


Id = String(36)


class SubjectRow(Row):
    """A person or an organization: what lists show, sort and join; everything else about them is a fact."""

    __tablename__ = "subjects"
    __table_args__ = (Index(None, "kind", "updated_at"), Index(None, "kind", "name_key"))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str]
    name_key: Mapped[str]
    headline: Mapped[str]
    organization: Mapped[str]
    organization_id: Mapped[str | None] = mapped_column(Id, ForeignKey("subjects.id"), index=True)
    employer_address: Mapped[str] = mapped_column(Text, index=True)
    location: Mapped[str]
    stage: Mapped[str] = mapped_column(String(20))
    url: Mapped[str]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    last_captured_at: Mapped[datetime | None]


class AddressRow(Row):
    """A canonical address and whose page it is; the digest covers the kind as well, so one page may stand for both."""

    __tablename__ = "addresses"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    address: Mapped[str]
    subject_id: Mapped[str] = mapped_column(Id, ForeignKey("subjects.id"), index=True)


class CaptureRow(Row):
    """A page as it was sent, never edited; and what reading it gave."""

    __tablename__ = "captures"
    __table_args__ = (Index(None, "status", "received_at"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    url: Mapped[str]
    canonical: Mapped[str | None]
    title: Mapped[str]
    source: Mapped[str] = mapped_column(String(20))
    extension_version: Mapped[str] = mapped_column(String(20))
    captured_at: Mapped[datetime]
    received_at: Mapped[datetime]
    html: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    html_bytes: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    selection: Mapped[str]
    people: Mapped[int]
    status: Mapped[str] = mapped_column(String(20))
    parser_version: Mapped[str] = mapped_column(String(40))
    document: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    problem: Mapped[dict[str, Any] | None]
    result: Mapped[dict[str, Any] | None]
    subject_id: Mapped[str | None] = mapped_column(Id, ForeignKey("subjects.id"), index=True)
    organization_id: Mapped[str | None] = mapped_column(Id, ForeignKey("subjects.id"), index=True)


class SightingRow(Row):
    """What a page about others (a team, a search) says about one person who was picked from it."""

    __tablename__ = "sightings"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    subject_id: Mapped[str] = mapped_column(Id, ForeignKey("subjects.id"), index=True)
    capture_id: Mapped[str] = mapped_column(Id, index=True)
    url: Mapped[str]
    source: Mapped[str]
    captured_at: Mapped[datetime]
    document: Mapped[dict[str, Any]]


class FactRow(Row):
    """One fact (see `askwell.domain.records`)."""

    __tablename__ = "facts"
    __table_args__ = (UniqueConstraint("subject_id", "kind", "key", "origin", "serial"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    subject_id: Mapped[str] = mapped_column(Id, ForeignKey("subjects.id"))
    kind: Mapped[str] = mapped_column(String(60))
    key: Mapped[str]
    serial: Mapped[str] = mapped_column(Id)
    value: Mapped[Any] = mapped_column(JSON(none_as_null=False))
    origin: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10))
    evidence: Mapped[dict[str, Any]]
    capture_id: Mapped[str | None] = mapped_column(Id, index=True)
    url: Mapped[str]
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]
    until: Mapped[datetime | None]
    was: Mapped[list[Any]]
    position: Mapped[int]
    supersedes: Mapped[str | None] = mapped_column(Id)


class NoteRow(Row):
    """What the user wrote about a subject."""

    __tablename__ = "notes"

    subject_id: Mapped[str] = mapped_column(Id, ForeignKey("subjects.id"), primary_key=True)
    text: Mapped[str]
    version: Mapped[int]
    updated_at: Mapped[datetime]


class QuestionRow(Row):
    """What the user did with one question; `snapshot` keeps it as it was shown."""

    __tablename__ = "question_states"

    subject_id: Mapped[str] = mapped_column(Id, ForeignKey("subjects.id"), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(120), primary_key=True)
    state: Mapped[str] = mapped_column(String(20))
    text: Mapped[str | None]
    answer: Mapped[str]
    locked: Mapped[bool]
    known: Mapped[bool]
    less_like_this: Mapped[bool]
    snapshot: Mapped[dict[str, Any]]
    changed_at: Mapped[datetime]


class ToldApartRow(Row):
    """Two records of which the user said that they are not the same; every pair stands here from both sides."""

    __tablename__ = "told_apart"

    subject_id: Mapped[str] = mapped_column(Id, ForeignKey("subjects.id"), primary_key=True)
    other_id: Mapped[str] = mapped_column(Id, ForeignKey("subjects.id"), primary_key=True, index=True)
    at: Mapped[datetime]


class KnownPersonRow(Row):
    """Somebody whom the user knows; keys, page and words are the forms in which they are looked up."""

    __tablename__ = "known_people"
    __table_args__ = (Index(None, "name_key"), Index(None, "employer_key"))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str]
    name_key: Mapped[str]
    employer: Mapped[str]
    employer_key: Mapped[str]
    title: Mapped[str]
    page: Mapped[str] = mapped_column(Text, index=True)
    urls: Mapped[list[Any]]
    mails: Mapped[list[Any]]
    phones: Mapped[list[Any]]
    location: Mapped[str]
    connected_on: Mapped[str] = mapped_column(String(10))
    note: Mapped[str]
    source: Mapped[str] = mapped_column(String(40))
    words: Mapped[str]
    added_at: Mapped[datetime]


class SeekerRow(Row):
    """The user's own side; at most one row."""

    __tablename__ = "seekers"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document: Mapped[dict[str, Any]]
    updated_at: Mapped[datetime]


class PairingRow(Row):
    """A paired browser; tokens only as digests."""

    __tablename__ = "pairings"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str]
    origin: Mapped[str]
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    previous_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    previous_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]


class ActionRow(Row):
    """Something the user did; `number` gives the order."""

    __tablename__ = "actions"

    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(Id, unique=True)
    label: Mapped[str]
    at: Mapped[datetime]
    capture_id: Mapped[str | None] = mapped_column(Id, index=True)
    undone_at: Mapped[datetime | None]


class JournalRow(Row):
    """One row before and after an action; gone when the action is too old to be undone."""

    __tablename__ = "journal"

    id: Mapped[int] = mapped_column(primary_key=True)
    action_number: Mapped[int] = mapped_column(ForeignKey("actions.number"), index=True)
    table: Mapped[str] = mapped_column("table_name", String(40))
    key: Mapped[str] = mapped_column("row_key", String(200), index=True)
    subject_id: Mapped[str | None] = mapped_column(Id, index=True)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class TombstoneRow(Row):
    """Somebody erased for good: salted hashes of their addresses, so that they are not stored again by accident."""

    __tablename__ = "tombstones"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    salt: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class SearchRow(Row):
    """Words of one subject, for searching."""

    __tablename__ = "search_texts"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[str] = mapped_column(Id, ForeignKey("subjects.id"), unique=True)
    body: Mapped[str]


JOURNALED = (
    *(SubjectRow, AddressRow, CaptureRow, SightingRow, FactRow, NoteRow, QuestionRow, ToldApartRow),
    *(KnownPersonRow, SeekerRow),
)
"""Tables whose changes can be undone, in the order in which rows may be created."""
