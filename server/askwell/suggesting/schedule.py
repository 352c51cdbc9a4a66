"""Fits chosen questions into the time there is: which are planned, for how long, and in which order."""

from dataclasses import dataclass

from askwell.suggesting import tuning
from askwell.suggesting.candidates import Candidate

_STEP = 0.5
_MOST_PER_QUESTION = 5.0


@dataclass(frozen=True, slots=True)
class Schedule:
    """Planned candidates with their minutes, in priority order, and the order to ask them in."""

    planned: tuple[Candidate, ...]
    minutes: dict[int, float]
    order: tuple[Candidate, ...]


def by_length(table: tuple[tuple[int, float], ...], minutes: float) -> float:
    """Look a length up: the entry of the largest step that is not longer."""
    return next((value for limit, value in table if minutes <= limit), table[-1][1])


def body_minutes(minutes: float) -> float:
    """Give the time left for questions after opening and closing."""
    return minutes - by_length(tuning.OPENING, minutes) - by_length(tuning.CLOSING, minutes)


def plan_time(chosen: list[Candidate], minutes: float, channel: str) -> Schedule:
    """Plan questions in priority order until the body is full, then give spare time to the most important."""
    if channel in {"message", "email"}:
        planned = [one for one in chosen if not one.trigger.sensitivity and one.trigger.ask != "referral"][
            : tuning.MESSAGE_PLANNED
        ]
        return Schedule(tuple(planned), {id(one): one.trigger.minutes for one in planned}, tuple(planned))
    body = body_minutes(minutes)
    planned, used = [], 0.0
    for one in chosen:
        if one.trigger.sensitivity == 2 and minutes <= tuning.SENSITIVE_LIMIT_MINUTES:
            continue
        if used + one.trigger.minutes <= body + 1e-9:
            planned.append(one)
            used += one.trigger.minutes
    spent = _stretched(planned, body - used)
    return Schedule(tuple(planned), spent, tuple(_conversation(planned, spent, minutes)))


def _stretched(planned: list[Candidate], spare: float) -> dict[int, float]:
    """Give spare time away in half minutes, most important first, so that follow-ups have room."""
    spent = {id(one): one.trigger.minutes for one in planned}
    while spare >= _STEP and planned:
        open_ones = [one for one in planned if spent[id(one)] < _MOST_PER_QUESTION]
        if not open_ones:
            break
        least = min(open_ones, key=lambda one: (spent[id(one)] - one.trigger.minutes, planned.index(one)))
        spent[id(least)] += _STEP
        spare -= _STEP
    return spent


def _conversation(planned: list[Candidate], spent: dict[int, float], minutes: float) -> list[Candidate]:
    """Order by stage of a talk, delicate things late, the two most important before the early share is over."""

    def stage(one: Candidate) -> tuple[int, int, int]:
        late = 2 if one.trigger.ask == "referral" else 1 if one.trigger.sensitivity else 0
        return late, tuning.CONVERSATION_ORDER.index(one.trigger.category), planned.index(one)

    order = sorted(planned, key=stage)
    for top in planned[:2]:
        while _starts_late(order, top, spent, minutes):
            place = order.index(top)
            others = [index for index in range(place) if order[index] not in planned[:2]]
            if not others:
                break
            order.insert(others[-1], order.pop(place))
    return order


def _starts_late(order: list[Candidate], one: Candidate, spent: dict[int, float], minutes: float) -> bool:
    place = order.index(one)
    clock = sum(spent[id(other)] for other in order[:place])
    in_time = clock + by_length(tuning.OPENING, minutes) < tuning.EARLY_SHARE * minutes
    return not in_time or (minutes <= 15 and place > 2)
