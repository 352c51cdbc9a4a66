"""The user's own side: the seeker document as it is stored."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from askwell.domain.questions import SeekerDocument

SEEKER_FIELDS = tuple(SeekerDocument.__annotations__)
"""Every field of a seeker document; all are optional."""


@dataclass(frozen=True, slots=True)
class Seeker:
    """What the user told about themselves; never part of an export about others."""

    document: dict[str, Any] = field(default_factory=dict)
    updated_at: datetime | None = None

    @property
    def filled(self) -> int:
        """Count the fields that say something."""
        return sum(1 for name in SEEKER_FIELDS if self.document.get(name) not in (None, "", [], {}))
