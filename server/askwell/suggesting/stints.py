"""Posts merged by employer: whole stays, and which of them ran beside another one."""

import re
from dataclasses import dataclass

from askwell.suggesting.career import Row
from askwell.suggesting.dates import When
from askwell.suggesting.regexes import regex

_SEAM_MONTHS = 3
_HANDOVER_MONTHS = 12
_SIDE_TITLE = regex(
    r"\b(?:board|trustee|advisory|non-executive|volunteer\w*|committee|council member|juror|patron|ambassador)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stint:
    """All posts with one employer that follow each other."""

    rows: tuple[Row, ...]

    @property
    def first(self) -> Row:
        """The oldest post."""
        return self.rows[0]

    @property
    def only_entry(self) -> bool:
        """Whether it was nothing but an internship or traineeship."""
        return all(row.form == "entry" for row in self.rows)

    @property
    def last(self) -> Row:
        """The newest post."""
        return self.rows[-1]

    def months(self, now: When | None) -> int | None:
        """Count the months from the first start to the last end."""
        start, last = self.first.start, self.last
        end = last.end or (now if last.current else None)
        return end.month - start.month if start and end and end.month >= start.month else None


def read_stints(rows: tuple[Row, ...]) -> tuple[Stint, ...]:
    """Merge the posts of one employer, oldest first; a post elsewhere at the same time does not part them."""
    groups: list[list[Row]] = []
    for row in rows:
        home = next((group for group in groups[::-1] if _goes_on(group, row)), None)
        if home is not None and row.org_key:
            home.append(row)
        else:
            groups.append([row])
    return tuple(Stint(tuple(group)) for group in groups)


def _goes_on(group: list[Row], row: Row) -> bool:
    last = group[-1]
    if last.org_key != row.org_key:
        return False
    if last.order == row.order - 1 or last.current:
        return True
    return bool(last.end and row.start and row.start.month - last.end.month <= _SEAM_MONTHS)


def main_stints(stints: tuple[Stint, ...], now: When | None) -> tuple[Stint, ...]:
    """Leave out stays that ran beside another one: board seats and second posts are no step in a working life."""
    kept: list[Stint] = []
    for stint in stints:
        if all(_SIDE_TITLE.search(row.role.title) for row in stint.rows) and len(stints) > 1:
            continue
        if not (kept and _beside(kept[-1], stint, now)):
            kept.append(stint)
    return tuple(kept)


def _beside(before: Stint, stint: Stint, now: When | None) -> bool:
    """Say whether a stay began well inside the one before it and is no slow handover to a present post."""
    start, last = stint.first.start, before.last
    end = last.end or (now if last.current else None)
    if start is None or end is None:
        return False
    overlap = end.month - start.month
    handover = stint.last.current and not last.current and overlap <= _HANDOVER_MONTHS
    return overlap > _SEAM_MONTHS and not handover
