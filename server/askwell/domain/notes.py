"""What the user writes about somebody, with the version that keeps two windows from overwriting each other."""

from dataclasses import dataclass
from datetime import datetime

MAX_NOTE = 100_000


@dataclass(frozen=True, slots=True)
class Note:
    """Free text about one person or organization.

    Attributes:
        version: 0 while nothing was written; grows with every change.
        updated_at: None while nothing was written.
    """

    text: str = ""
    version: int = 0
    updated_at: datetime | None = None
