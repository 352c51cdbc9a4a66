"""What has a date: talks that took place, and what should come next, counted from when a step was noted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from askwell.domain.exports import SubjectExport
from askwell.domain.subjects import STAGES

ORDER = list(STAGES)


@dataclass(frozen=True, slots=True)
class Rule:
    """What should happen after somebody reached a stage."""

    name: str
    words: str
    after: timedelta


RULES = {
    "asked": Rule("follow-up", "Write to {name} once more if no answer came", timedelta(days=7)),
    "talked": Rule("thanks", "Thank {name}", timedelta(days=1)),
    "thanked": Rule("give-back", "Tell {name} what became of their advice", timedelta(days=30)),
    "kept_in_touch": Rule("keep-in-touch", "Send {name} a few lines", timedelta(days=120)),
}
"""One polite follow-up after a week, thanks within a day, a report within a month, then about three contacts a year."""


@dataclass(frozen=True, slots=True)
class DatedStep:
    """One entry of a calendar.

    Attributes:
        name: What it is; with the subject's id it stays the same from export to export.
        at: When it took place, or is due.
        done_at: When it was done; None while it is open.
        changes: How often the stage has changed since.
    """

    name: str
    kind: Literal["talk", "to-do"]
    words: str
    noted_at: datetime
    at: datetime
    done_at: datetime | None = None
    changes: int = 0


def dated_steps(item: SubjectExport) -> Iterator[DatedStep]:
    """Give the entries about one person or company, oldest first; of a stage reached twice, the last time counts."""
    newest = {change.stage: place for place, change in enumerate(item.stage_changes)}
    for place, change in enumerate(item.stage_changes):
        if newest[change.stage] != place or _taken_back(item, change.stage):
            continue
        later = item.stage_changes[place + 1 :]
        if change.stage == "talked":
            yield DatedStep("talk", "talk", f"Talk with {item.subject.name}", change.at, change.at, changes=len(later))
        rule = RULES.get(change.stage)
        if rule is not None:
            words = rule.words.format(name=item.subject.name)
            yield DatedStep(
                rule.name,
                "to-do",
                words,
                change.at,
                _later(change.at, rule.after),
                later[0].at if later else None,
                len(later),
            )


def _taken_back(item: SubjectExport, stage: str) -> bool:
    """Say whether the user went back behind this stage again."""
    return stage in ORDER and item.subject.stage in ORDER and ORDER.index(item.subject.stage) < ORDER.index(stage)


def _later(moment: datetime, span: timedelta) -> datetime:
    """Add a span; at the end of all calendars, the last moment that there is."""
    last = datetime.max.replace(tzinfo=moment.tzinfo, microsecond=0)
    return moment + span if last - moment > span else last
