"""Offers other questions in place of a shown one: the next best of the same category first."""

from askwell.domain.questions import Question, QuestionPlan
from askwell.suggesting import tuning
from askwell.suggesting.words import similarity, spoken_words


def alternatives(plan: QuestionPlan, question_id: str, most: int = 3) -> list[Question]:
    """List held-back questions that could stand in place of a shown one, best first.

    Args:
        plan: a plan with its reserve.
        question_id: the shown question that the user wants to replace.
        most: how many to offer.
    """
    shown = next((one for one in plan["questions"] if one["id"] == question_id), None)
    if shown is None:
        return []
    others = [spoken_words(one["text"]) for one in plan["questions"] if one["id"] != question_id]
    fresh = [
        one
        for one in plan["reserve"]
        if all(similarity(spoken_words(one["text"]), other) < tuning.SIMILARITY_CAP for other in others)
    ]
    return sorted(fresh, key=lambda one: one["category"] != shown["category"])[:most]
