"""Chooses among the wordings of one trigger: those that fit the case, the closest first, and not the same for all."""

import zlib
from collections.abc import Mapping

from askwell.suggesting.bank import Trigger, Wording
from askwell.suggesting.conditions import hold
from askwell.suggesting.facts import Trait
from askwell.suggesting.trade_questions import led_in

MADE_FOR = 2


def fitting_wordings(trigger: Trigger, traits: Mapping[str, Trait], seed: int) -> list[Wording]:
    """List the wordings that suit a case, in the order in which to try them.

    Args:
        trigger: one idea for a question; the sentences of a line of work stand in the file of that trade.
        traits: what holds in this case.
        seed: the same for one prospect and one seeker, whatever else is captured.
    """
    fitting = [wording for wording in _said(trigger, traits) if _fits(wording, traits)]
    return _turned(fitting, seed + zlib.crc32(trigger.id.encode()))


def _said(trigger: Trigger, traits: Mapping[str, Trait]) -> tuple[Wording, ...]:
    if trigger.of_trade:
        return led_in(trigger.lead_in, str(traits.get("trade", "")), trigger.of_trade)
    if trigger.of_word:
        return led_in(trigger.lead_in, trigger.of_word, str(traits.get("word", "")), words=True)
    return trigger.say


def _fits(wording: Wording, traits: Mapping[str, Trait]) -> bool:
    """Say whether a wording's own conditions hold."""
    channel = not wording.channel or traits.get("channel") in wording.channel
    stage = not wording.stage or traits.get("stage") in wording.stage
    return channel and stage and hold(wording.when, traits)


def _turned(fitting: list[Wording], seed: int) -> list[Wording]:
    """Let any of those that fit best come first, so that two people seldom hear the same one."""
    if not fitting:
        return []
    closest = max(map(closeness, fitting)) if fitting[0].when else 0
    best = [wording for wording in fitting if closeness(wording) == closest]
    others = [wording for wording in fitting if closeness(wording) != closest]
    rest = sorted(others, key=closeness, reverse=closest > 0)
    at = seed % len(best)
    return [*best[at:], *best[:at], *rest]


def closeness(wording: Wording) -> int:
    """Rank a wording by how much it was made for this case; from MADE_FOR on it follows the seeker's own words.

    0 for any case, 1 with conditions of its own; more when it follows what the seeker decides or believes, or how a
    sentence of theirs is built, and then by how many conditions hold.
    """
    made_for = any(condition.trait in {"choice", "belief", "shape"} for condition in wording.when)
    return len(wording.when) + 1 if made_for else int(bool(wording.when))
