"""Kinds of question of which the user wanted fewer: listed, and given back their weight."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from askwell.storage import journal, questions


@dataclass(frozen=True, slots=True)
class TurnedDown:
    """One kind of question.

    Attributes:
        trigger: Names the kind for giving it back.
        example: The newest question of this kind that was turned down.
        category: Its theme.
        times: How often; each time halves its weight.
    """

    trigger: str
    name: str
    example: str
    category: str
    times: int


def list_turned_down(session: Session) -> list[TurnedDown]:
    """List the kinds of question of which the user wanted fewer, by name."""
    from askwell.suggesting.bank import load_bank

    names = {trigger.id: trigger.name for trigger in load_bank()}
    found: dict[str, TurnedDown] = {}
    for row in questions.list_less_like(session):
        trigger = str(row.snapshot.get("trigger", ""))
        times = found[trigger].times + 1 if trigger in found else 1
        found[trigger] = TurnedDown(
            trigger,
            names.get(trigger, ""),
            str(row.snapshot.get("text", "")),
            str(row.snapshot.get("category", "")),
            times,
        )
    return sorted(found.values(), key=lambda one: (one.category, one.name, one.trigger))


def give_back(session: Session, triggers: frozenset[str] | None, *, now: datetime) -> int:
    """Let kinds of question count in full again, with everybody; this is one action that can be undone.

    Args:
        session: Open for writing.
        triggers: Which kinds; None for all.
        now: Aware time.

    Returns:
        How many questions lost their mark.
    """
    rows = [
        row
        for row in questions.list_less_like(session)
        if triggers is None or str(row.snapshot.get("trigger", "")) in triggers
    ]
    if rows:
        with journal.recording(session, "Gave questions their weight back", now):
            for row in rows:
                row.less_like_this, row.changed_at = False, now
    return len(rows)
