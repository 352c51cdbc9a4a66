"""Facts as they are kept: one record per kind and key, whether a page or the user is behind it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from askwell.domain.facts import FACT_KINDS, FactKind, FactState, Origin, item_key
from askwell.domain.profiles import Evidence

_NAMESPACE = UUID("5d9b4a5e-6d7a-5c57-9d0c-2f6a4a1c8e10")


@dataclass(frozen=True, slots=True)
class FactRecord:
    """One kept fact.

    Attributes:
        kind: Key of `FACT_KINDS`.
        key: What tells it from others of its kind; empty where there is only one.
        value: JSON value; dates as the page's own precision.
        state: `replaced` means that the user's own words stand in its place.
        evidence: By pointer relative to the value.
        first_seen: Time of the first page (or edit) that said so.
        last_seen: Time of the newest.
        until: When it vanished; None while it is shown.
        was: Earlier values, oldest first: `{"value", "until"}`.
        position: Place among its kind on the newest page.
        supersedes: Id of the page's fact that the user corrected.
    """

    id: str
    subject_id: str
    kind: str
    key: str
    value: Any
    origin: Origin
    state: FactState
    first_seen: datetime
    last_seen: datetime
    evidence: dict[str, Evidence] = field(default_factory=dict)
    capture_id: str | None = None
    url: str = ""
    until: datetime | None = None
    was: list[dict[str, Any]] = field(default_factory=list)
    position: int = 0
    supersedes: str | None = None

    @property
    def fact_kind(self) -> FactKind:
        """Give the row of the table of kinds."""
        return FACT_KINDS[self.kind]

    @property
    def place(self) -> tuple[str, str]:
        """Give what is unique among the page's facts of one subject."""
        return (self.kind, self.key)

    @property
    def places(self) -> set[tuple[str, str]]:
        """Give every place that this record speaks for: its own, and that of its value when the user edited it."""
        return {self.place, (self.kind, item_key(self.fact_kind, self.value))}


def page_fact_id(subject_id: str, kind: str, key: str) -> str:
    """Give the id of a page's fact; the same place in the same profile always has the same id."""
    return str(uuid5(_NAMESPACE, f"{subject_id}\n{kind}\n{key}"))
