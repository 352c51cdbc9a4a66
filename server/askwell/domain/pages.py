"""One page as it was captured; says nothing about what it means."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CapturedPage:
    """A page as the user saw it.

    Attributes:
        url: Absolute http(s) address, as the browser showed it.
        html: Decoded text of the (reduced) page; never bytes.
        captured_at: Aware UTC time of the click.
        title: The tab's title; may be empty.
    """

    url: str
    html: str
    captured_at: datetime
    title: str = ""
