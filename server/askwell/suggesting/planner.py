"""Plans the questions for one prospect and one seeker: candidates, choice, time, order and closing."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, cast

from askwell.domain.profiles import ProfileDocument
from askwell.domain.questions import Question, QuestionHistory, QuestionPlan, SeekerDocument
from askwell.suggesting import tuning
from askwell.suggesting.bank import Trigger, load_bank
from askwell.suggesting.candidates import Candidate, candidates, chips
from askwell.suggesting.case import Case
from askwell.suggesting.closing import closing, cues
from askwell.suggesting.dates import When, read_date
from askwell.suggesting.earlier_talks import remembered
from askwell.suggesting.facts import items, mapping, raw_text
from askwell.suggesting.memory import Memory
from askwell.suggesting.proposals import proposed_candidates
from askwell.suggesting.schedule import Schedule, by_length, plan_time
from askwell.suggesting.scoring import score, score_parts
from askwell.suggesting.seeker import CHANNELS
from askwell.suggesting.selection import HEART, MODEL, Choice, beliefs, choose
from askwell.suggesting.unlocks import unlock_hints


def suggest_plan(
    profile: ProfileDocument,
    seeker: SeekerDocument,
    *,
    minutes: int | None = None,
    channel: str | None = None,
    now: str | None = None,
    history: QuestionHistory | None = None,
    bank: tuple[Trigger, ...] | None = None,
) -> QuestionPlan:
    """Plan questions; the same input gives the same bytes, whatever the clock says.

    Args:
        profile: what was captured; every part may be missing.
        seeker: what the seeker said about themselves; may be empty.
        minutes: length of the talk, 8 to 60; the seeker's own or 20 by default.
        channel: message, email, phone, video or in_person.
        now: the date that counts as today; the date of the capture by default.
        history: what the user did with earlier questions about this prospect.
        bank: triggers to use instead of the built-in ones.
    """
    page, me, past = mapping(profile), mapping(seeker), remembered(mapping(history))
    talk = _channel(channel, me)
    length = _minutes(minutes, me)
    case = Case(page, me, _now(now, page), talk, past)
    triggers = bank if bank is not None else load_bank()
    memory = Memory(past)
    rejected: Counter[str] = Counter()
    pool = candidates(case, triggers, rejected)
    fired = frozenset(candidate.trigger.id for candidate in pool)
    pool += proposed_candidates(case, rejected)
    for candidate in pool:
        score(candidate, case, memory.weight(candidate))
        candidate.lift = memory.lift(candidate)
    pool, shadowed = _settled([candidate for candidate in pool if not memory.drops(candidate)], case)
    choice = Choice(_limit(case, length, me), length > tuning.SENSITIVE_LIMIT_MINUTES, talk, _good_length(case))
    for candidate in memory.kept_first(pool):
        choice.add(candidate)
    chosen = _ranked(choose(pool, choice, shadowed))
    schedule = plan_time(chosen, length, talk)
    plan = _plan(case, chosen, _reserve(pool, chosen), schedule, memory)
    return {
        **plan,
        "minutes": float(length),
        "rejected": dict(sorted(rejected.items())),
        "closing": closing(case, by_length(tuning.CLOSING, length), _refers(schedule)),
        "unlock": unlock_hints(case, triggers, fired),
    }


def _channel(channel: str | None, seeker: Mapping[str, Any]) -> str:
    given = channel or raw_text(seeker.get("channel"))
    return CHANNELS.get(given.strip().lower().replace(" ", "_").replace("-", "_"), "video")


def _minutes(minutes: int | None, seeker: Mapping[str, Any]) -> int:
    own = seeker.get("minutes")
    given = (
        minutes
        if minutes is not None
        else own
        if isinstance(own, int) and not isinstance(own, bool) and own > 0
        else tuning.DEFAULT_MINUTES
    )
    return max(tuning.LEAST_MINUTES, min(tuning.MOST_MINUTES, given))


def _now(now: str | None, profile: Mapping[str, Any]) -> When | None:
    """Take today from the caller, else from the capture, else from the newest date on the page."""
    captured = mapping(profile.get("page")).get("captured_at")
    given = read_date(now) or read_date(raw_text(captured)[:10])
    if given:
        return given
    person, organization = mapping(profile.get("person")), mapping(profile.get("organization"))
    dates = [
        entry.get(key)
        for part, name in ((person, "experience"), (person, "posts"), (person, "education"), (organization, "news"))
        for _, raw in items(part, name)
        for entry in [mapping(raw)]
        for key in ("start", "end", "date")
    ]
    found = [when for when in map(read_date, dates) if when]
    return max(found, default=None)


def _limit(case: Case, minutes: int, seeker: Mapping[str, Any]) -> int:
    wanted = seeker.get("max_questions")
    most = (
        tuning.SPARSE_SHOWN
        if case.sparse
        else tuning.SHOWN
        if minutes <= 30
        else tuning.SHOWN + (4 if minutes <= 45 else 8)
    )
    return (
        max(1, min(most, wanted)) if isinstance(wanted, int) and not isinstance(wanted, bool) and wanted > 0 else most
    )


def _good_length(case: Case) -> int:
    return tuning.HIGH_SCHOOL_LENGTH if case.my.stage == "high_school" else tuning.GOOD_LENGTH.get(case.channel, 22)


def _settled(pool: list[Candidate], case: Case) -> tuple[list[Candidate], list[Candidate]]:
    """Part the candidates from those that a joined one covers; a question about another belief is not covered by it."""
    best: dict[str, Candidate] = {}
    for candidate in pool:
        if candidate.trigger.id not in best or candidate.score > best[candidate.trigger.id].score:
            best[candidate.trigger.id] = candidate
    covered: dict[str, frozenset[str]] = {}
    for candidate in sorted(best.values(), key=lambda one: (-one.score, one.trigger.id)):
        if candidate.trigger.id not in covered:
            for name in candidate.trigger.covers:
                if name in best and candidate.score >= best[name].score - tuning.COVER_MARGIN:
                    covered[name] = covered.get(name, frozenset()) | beliefs(candidate)

    def behind(candidate: Candidate) -> bool:
        held = beliefs(candidate)
        asked = covered.get(candidate.trigger.id)
        return asked is not None and (not held or bool(held & asked) or not asked)

    kept = [candidate for candidate in pool if candidate.score >= tuning.LEAST_SCORE or case.sparse]
    return (
        [candidate for candidate in kept if not behind(candidate)],
        [candidate for candidate in kept if behind(candidate)],
    )


def _ranked(chosen: list[Candidate]) -> list[Candidate]:
    """Put the choice and beliefs first, delicate ones in the last third, what to try and whom to ask at the end."""
    plain = [one for one in chosen if not one.trigger.sensitivity and one.trigger.ask != "referral"]
    plain.sort(key=_worth_first)
    careful = [one for one in chosen if one.trigger.sensitivity and one.trigger.ask != "referral"]
    referral = [one for one in chosen if one.trigger.ask == "referral"]
    third = max(1, len(chosen) - len(chosen) // 3)
    return [
        *plain[:third],
        *sorted([*plain[third:], *careful], key=lambda one: (one.trigger.sensitivity, chosen.index(one))),
        *referral,
    ]


def _worth_first(one: Candidate) -> tuple[bool, bool, bool]:
    stakes = one.variant.stakes
    return one.trigger.category == "resources", "decision" not in stakes, not stakes & HEART


def _refers(schedule: Schedule) -> bool:
    return any(one.trigger.ask == "referral" for one in schedule.planned)


def _plan(
    case: Case, chosen: list[Candidate], reserve: list[Candidate], schedule: Schedule, memory: Memory
) -> QuestionPlan:
    planned = {id(one) for one in schedule.planned}
    return {
        "questions": [
            _question(one, priority, id(one) in planned, schedule.minutes.get(id(one)), case, memory)
            for priority, one in enumerate(chosen, 1)
        ],
        "conversation": [one.id for one in schedule.order],
        "closing": [],
        "unlock": [],
        "minutes": 0.0,
        "channel": case.channel,
        "rejected": {},
        "reserve": [
            _question(one, len(chosen) + place, False, None, case, memory) for place, one in enumerate(reserve, 1)
        ],
        "cues": cues(),
        "note": _note(case),
        "constants": tuning.VERSION,
    }


def _reserve(pool: list[Candidate], chosen: list[Candidate]) -> list[Candidate]:
    """List the next best candidates, one per trigger, with texts unlike those shown."""
    texts = {one.variant.text for one in chosen}
    used = {one.trigger.id for one in chosen}
    left: list[Candidate] = []
    for one in sorted(
        pool, key=lambda candidate: (-round(candidate.score, 6), candidate.trigger.id, candidate.variant.text)
    ):
        if one.trigger.id not in used and one.variant.text not in texts and len(left) < tuning.RESERVE:
            used.add(one.trigger.id)
            left.append(one)
    return left


def _question(
    one: Candidate, priority: int, planned: bool, minutes: float | None, case: Case, memory: Memory
) -> Question:
    variant, trigger = one.variant, one.trigger
    tier = min(variant.tier, 1) if case.sparse and not variant.stakes else variant.tier
    question: Question = {
        "id": one.id,
        "priority": priority,
        "text": variant.text,
        "category": trigger.category,
        "trigger": trigger.id,
        "tier": tier,
        "why": variant.why,
        "evidence": chips(variant.evidence),
        "follow_ups": list(variant.follow_ups),
        "minutes": trigger.minutes if minutes is None else minutes,
        "sensitivity": trigger.sensitivity,
        "planned": planned,
        "frame": trigger.ask,
        "score": round(one.score, 4),
        "score_parts": score_parts(one, case),
    }
    if trigger.theme == MODEL:
        question["origin"] = "model"
    return cast("Question", {**question, **memory.marks(one)})


def _note(case: Case) -> str:
    if case.foreign:
        return "This page is in another language: questions use its names, dates and numbers only."
    if case.sparse:
        return "This page says little, so there are few questions and none of them guesses."
    return ""
