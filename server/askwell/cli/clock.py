"""The clock of this machine; every command passes it on, nothing below reads it."""

import time
from datetime import UTC, datetime

from askwell.domain.clocks import Clock


def now() -> datetime:
    """Give the present time, aware and in UTC."""
    return datetime.fromtimestamp(time.time(), UTC)


SYSTEM_CLOCK = Clock(now=now, monotonic=time.monotonic)
