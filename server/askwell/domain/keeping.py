"""How long things are kept, as the user chose it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from askwell.domain.errors import ValidationError

PAGE_DAYS = {30: "a month", 90: "three months", 180: "half a year", 365: "a year", 0: "as long as the person"}
"""After the last capture, how long a page itself is kept; its facts stay."""

PEOPLE_DAYS = {180: "half a year", 365: "a year", 730: "two years", 0: "never"}
"""After which time people whom the user never wrote to are suggested for erasing."""

LONG_PAUSE = timedelta(days=14)
"""After such a pause the clock may have jumped as well."""

SECOND_LOOK = timedelta(days=1)
_SLACK = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Keeping:
    """The user's choice.

    Attributes:
        page_days: A key of `PAGE_DAYS`.
        people_days: A key of `PEOPLE_DAYS`.
    """

    page_days: int = 180
    people_days: int = 365


@dataclass(frozen=True, slots=True)
class Rounds:
    """When old pages were looked for, so that a clock that jumped removes nothing.

    Attributes:
        last: The last time; None before the first.
        held_until: Nothing is removed before.
    """

    last: datetime | None = None
    held_until: datetime | None = None

    def next(self, now: datetime) -> tuple["Rounds", bool]:
        """Give what is to be remembered of a round at this time, and whether something may be removed in it.

        After a long pause, or when the clock went back, a day has to pass in which the clock stays believable.
        """
        if self.last is None or now < self.last - _SLACK or now - self.last > LONG_PAUSE:
            return Rounds(now, now + SECOND_LOOK), False
        if self.held_until is not None and now < self.held_until:
            return Rounds(now, self.held_until), False
        return Rounds(now), True


def checked_keeping(page_days: str, people_days: str) -> Keeping:
    """Check a choice that came from a form.

    Raises:
        ValidationError: It is none of those that are offered.
    """
    texts = (page_days, people_days)
    chosen = [int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else -1 for text in texts]
    if chosen[0] not in PAGE_DAYS or chosen[1] not in PEOPLE_DAYS:
        raise ValidationError({"page_days": ["Choose one of the times that are offered."]})
    return Keeping(*chosen)
