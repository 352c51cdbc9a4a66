"""Weighs candidates: what the answer is worth to this seeker, how close it is tied, what it risks."""

from askwell.suggesting import tuning
from askwell.suggesting.candidates import Candidate, Variant
from askwell.suggesting.case import Case


def score(candidate: Candidate, case: Case, share: float = 1.0) -> None:
    """Set the scores of a candidate, one for each wording, and choose its best wording.

    Args:
        candidate: what to weigh.
        case: for whom.
        share: the part of the score that "less like this" leaves.
    """
    candidate.scores = tuple(
        round(share * _score(candidate, variant, case)[0] - tuning.LATER_WORDING * place, 6)
        for place, variant in enumerate(candidate.variants)
    )
    count = len(candidate.scores)
    candidate.chosen = max(range(count), key=lambda at: (candidate.scores[at], -at))


def score_parts(candidate: Candidate, case: Case) -> dict[str, float]:
    """Take the score of the chosen wording apart."""
    return {name: round(part, 4) for name, part in _score(candidate, candidate.variant, case)[1].items()}


def _score(candidate: Candidate, variant: Variant, case: Case) -> tuple[float, dict[str, float]]:
    trigger = candidate.trigger
    stake = max((tuning.STAKE[kind] for kind in variant.stakes), default=tuning.STAKE["none"])
    weights = tuning.GOAL_WEIGHT.get(case.my.goal, tuning.GOAL_WEIGHT["explore"])
    wanted = tuning.GOAL_FLOOR + (1 - tuning.GOAL_FLOOR) * weights[trigger.category] / 3
    by_goal = min(1.0, wanted + (tuning.MY_BONUS if variant.stakes else 0.0))
    by_answer = stake * trigger.lived * tuning.FRAME_WORTH[trigger.ask] * candidate.sure
    value = tuning.GOAL_SHARE * by_goal + (1 - tuning.GOAL_SHARE) * by_answer
    access = trigger.lived if variant.tier else 0.5 * trigger.lived
    parts = {
        "value": tuning.SHARE_VALUE * value,
        "access": tuning.SHARE_ACCESS * access,
        "tier": tuning.SHARE_TIER * variant.tier / 4,
        "fresh": tuning.SHARE_FRESH * freshness(candidate),
        "rapport": tuning.SHARE_RAPPORT * (trigger.category == "rapport"),
        "weight": trigger.weight + tuning.CLAIM_BONUS * candidate.worth + tuning.DEED_BONUS * _is_deed(candidate),
        "risk": -tuning.RISK_WEIGHT * tuning.RISK[trigger.sensitivity],
        "long": -length_cost(variant),
        "old": -age_cost(candidate),
    }
    total = candidate.sure * (parts["value"] + parts["access"] + parts["tier"] + parts["fresh"] + parts["rapport"])
    return total + parts["weight"] + parts["risk"] + parts["long"] + parts["old"], parts


def _is_deed(candidate: Candidate) -> bool:
    """Say whether a candidate rests on something done or told, the firmest ground there is."""
    return any(fact.startswith(("said:", "claim:")) for fact in candidate.facts)


def freshness(candidate: Candidate) -> float:
    """Let news and posts fade from 1 within a year to 0.5 after five; everything else stays in between."""
    ago = candidate.traits.get("months_ago")
    if not isinstance(ago, int):
        return 0.75
    return max(0.5, min(1.0, 1.0 - 0.5 * (ago - 12) / 48))


def length_cost(variant: Variant) -> float:
    """Charge for every word above an easy breath, and for a semicolon."""
    return tuning.LONG_PER_WORD * max(0, variant.words - tuning.LONG_FROM) + tuning.SEMICOLON * (";" in variant.text)


def age_cost(candidate: Candidate) -> float:
    """Charge for facts older than eight years."""
    ago = candidate.traits.get("years_ago")
    return tuning.OLD_FACT if isinstance(ago, int) and ago > tuning.OLD_YEARS else 0.0
