"""The seeker, the question plan and what the user did with earlier questions, as plain JSON values.

The first two travel as a public contract (`askwell suggest` reads and writes them), so they are typed here as they
travel.
"""

from typing import Literal, NotRequired, TypedDict

Category = Literal["rapport", "path", "trends", "insights", "assignments", "culture", "advice", "resources"]
Channel = Literal["message", "email", "phone", "video", "in_person"]


class DecisionOptions(TypedDict, total=False):
    """A decision given as two options and a date."""

    options: list[str]
    by: str


class Introducer(TypedDict, total=False):
    """Who introduced the seeker, and what connects that person with the prospect."""

    name: str
    context: str


class SeekerDocument(TypedDict, total=False):
    """What the seeker says about themselves; everything is optional.

    `constraints` are private: they never reach a question unless `released_constraints` repeats one in general words.
    """

    stage: str
    current_role: str
    target_role: str
    target_industry: str
    target_organizations: list[str]
    school: str
    degree: str
    skills: list[str]
    skill_gaps: list[str]
    goal: str
    decision: str | DecisionOptions
    hypotheses: list[str]
    knows_already: list[str]
    constraints: list[str]
    released_constraints: list[str]
    past_employers: list[str]
    communities: list[str]
    introducer: str | Introducer
    work_sample: str
    problem: str
    location: str
    mutual_relations: dict[str, str]
    channel: str
    minutes: int
    max_questions: int
    language: str


class EvidenceChip(TypedDict):
    """The captured words that a question rests on, with a JSON pointer to them."""

    pointer: str
    snippet: str


class Question(TypedDict):
    """One question of a plan.

    `id` stays the same across captures as long as the facts stay. `score_parts` shows why it stands where it stands.
    """

    id: str
    priority: int
    text: str
    category: Category
    trigger: str
    tier: int
    why: str
    evidence: list[EvidenceChip]
    follow_ups: list[str]
    minutes: float
    sensitivity: int
    planned: bool
    frame: str
    score: float
    score_parts: dict[str, float]
    origin: NotRequired[Literal["bank", "edited", "model"]]
    state: NotRequired[Literal["suggested", "kept", "locked", "asked"]]


class ClosingItem(TypedDict):
    """One line of the end of the talk."""

    id: str
    text: str
    minutes: float
    purpose: str


class UnlockHint(TypedDict):
    """A section that would bring more questions when it is opened or filled in."""

    section: str
    adds: int
    hint: str


class QuestionPlan(TypedDict):
    """Ranked questions, the order to ask them in, the closing and what would bring more.

    `reserve` holds the next best candidates, not shown until the user swaps one in.
    """

    questions: list[Question]
    conversation: list[str]
    closing: list[ClosingItem]
    unlock: list[UnlockHint]
    minutes: float
    channel: str
    rejected: dict[str, int]
    reserve: list[Question]
    cues: list[str]
    note: str
    constants: str


class AnsweredQuestion(TypedDict, total=False):
    """A question that was asked in an earlier talk, with what was noted."""

    id: str
    trigger: str
    text: str
    answer: str
    topic: str


class EarlierAnswer(TypedDict, total=False):
    """An answer noted in a talk with anybody; `person` tells two people apart and is never part of a question.

    `earlier` is false for answers of today, which may belong to the talk that goes on.
    """

    trigger: str
    category: str
    text: str
    answer: str
    person: str
    same_person: bool
    earlier: bool


class GivenAdvice(TypedDict, total=False):
    """Advice from an earlier talk and what the seeker did with it; `at` points to where it was noted as `said`."""

    advice: str
    action: str
    result: str
    at: str
    said: str


class HeardClaim(TypedDict):
    """Two claims of different people on one topic, without names; `at_a` and `at_b` point to where they were noted."""

    claim_a: str
    claim_b: str
    at_a: NotRequired[str]
    at_b: NotRequired[str]


class ProposedQuestion(TypedDict, total=False):
    """What a model proposed, with the ids of the facts it cites; the engine checks it anew for every plan."""

    question: str
    facts: list[str]
    category: str
    follow_ups: list[str]


class QuestionHistory(TypedDict, total=False):
    """What the user did with earlier questions about the same prospect; every part is optional.

    `known` are ids marked "I know this", `edited` maps ids to the user's own text, `less_like` maps a trigger id or a
    category to a weight between 0 and 1, `locked` ids keep their place in the plan.
    """

    kept: list[str]
    locked: list[str]
    dismissed: list[str]
    known: list[str]
    asked: list[AnsweredQuestion]
    edited: dict[str, str]
    less_like: dict[str, float]
    advice: list[GivenAdvice]
    conflicts: list[HeardClaim]
    answers: list[EarlierAnswer]
    proposed: list[ProposedQuestion]
    previous: list[Question]
