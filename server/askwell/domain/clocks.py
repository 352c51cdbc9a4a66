"""The clock that is passed in: what time it is, and how much time went by."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """Two readings that tests can set.

    Attributes:
        now: Aware UTC time, for what is stored; may jump when somebody sets the clock.
        monotonic: Seconds that only grow, for waiting and expiry within one run.
    """

    now: Callable[[], datetime]
    monotonic: Callable[[], float]
