"""Chooses the set: best first, but varied in facts, categories, openings and words; no clock and no chance."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from askwell.suggesting import tuning
from askwell.suggesting.candidates import Candidate
from askwell.suggesting.words import similarity

_WAYS = {
    "deciding": 1,
    "weighing": 1,
    "assuming": 1,
    "guess": 1,
    "worry": 2,
    "thought": 1,
    "know": 1,
    "wrote": 2,
    "when_you": 2,
    "semicolon": 1,
    "through": 1,
    "you_were": 3,
}
_TRADE, MODEL = "trade", "model"
_BELIEF, _CHOICE = frozenset({"hyp", "hyp_raw"}), frozenset({"decision", "option", "clock"})
_SIDES = frozenset({"decision", "option"})  # a date alone says nothing of what is to be decided
HEART = _BELIEF | _CHOICE
_CAPPED = {"hyp": 3, "decision": 2, "option": 2, "clock": 1, "gaps": 1}


@dataclass
class Choice:
    """The chosen candidates so far, with what they have used up."""

    limit: int
    long: bool
    channel: str
    length: int
    chosen: list[Candidate] = field(default_factory=list)
    facts: Counter[str] = field(default_factory=Counter)
    categories: Counter[str] = field(default_factory=Counter)
    openers: Counter[str] = field(default_factory=Counter)
    ways: Counter[str] = field(default_factory=Counter)
    beginnings: Counter[str] = field(default_factory=Counter)
    stakes: Counter[str] = field(default_factory=Counter)
    beliefs: set[str] = field(default_factory=set)
    mine: int = 0
    trade: int = 0
    named: int = 0
    covered: set[str] = field(default_factory=set)

    def add(self, candidate: Candidate) -> None:
        """Take a candidate and count what it uses."""
        variant = candidate.variant
        self.chosen.append(candidate)
        self.facts.update(fact for fact in candidate.facts if _counts(fact))
        self.beliefs.update(fact for fact in candidate.facts if fact.startswith("hyp:"))
        self.categories[candidate.trigger.category] += 1
        self.trade += candidate.trigger.theme == _TRADE
        self.named += variant.names_org
        self.openers[variant.opener] += 1
        self.ways.update(variant.ways)
        self.beginnings[variant.beginning] += 1
        if candidate.trigger.ask != "referral":
            self.stakes.update(variant.stakes)
            self.mine += bool(variant.stakes)
        self.covered |= candidate.trigger.covers

    def remove(self, candidate: Candidate) -> None:
        """Give a candidate back."""
        rest = [other for other in self.chosen if other is not candidate]
        empty = Choice(self.limit, self.long, self.channel, self.length)
        for other in rest:
            empty.add(other)
        self.__dict__.update(empty.__dict__)

    def closest(self, candidate: Candidate) -> float:
        """Give the greatest similarity to a chosen one; one deed, or one fact in one category, counts as close."""
        found = 0.0
        for other in self.chosen:
            near = similarity(candidate.variant.content, other.variant.content)
            shared = set(candidate.facts) & set(other.facts)
            alike = not (candidate.variant.stakes ^ other.variant.stakes) & HEART
            again = candidate.trigger.category == other.trigger.category or any(f.startswith("said:") for f in shared)
            if alike and again and any(map(_counts, shared)):
                near = max(near, tuning.SAME_FACT_SIMILARITY)
            found = max(found, near)
        return found

    def allows(self, candidate: Candidate) -> bool:
        """Say whether no cap forbids a candidate in its chosen wording."""
        return self._within_caps(candidate) and all(self._beside(candidate, other) for other in self.chosen)

    def _within_caps(self, candidate: Candidate) -> bool:
        trigger = candidate.trigger
        if trigger.theme == MODEL:  # who wrote ten together has varied them
            return not beliefs(candidate) & self.beliefs
        return (
            (trigger.id not in self.covered or self._other_belief(candidate))
            and self._category_fits(candidate)
            and self._openings_fit(candidate)
            and self._stakes_fit(candidate)
            and not any(fact.startswith("hyp:") and fact in self.beliefs for fact in candidate.facts)
            and all(self.facts[fact] < _most_of(fact) for fact in candidate.facts)
            and self._sensitive_fits(candidate)
            and self._trade_fits(candidate)
        )

    def _other_belief(self, candidate: Candidate) -> bool:
        """Say whether a candidate is about a belief that nothing chosen is about, so that nothing covers it."""
        held = beliefs(candidate)
        return bool(held) and not held & self.beliefs

    def _category_fits(self, candidate: Candidate) -> bool:
        """Keep a plan from one category alone; what the seeker believes or must choose is never crowded out."""
        most = max(tuning.PER_CATEGORY, round(self.limit * 0.4))
        return bool(candidate.variant.stakes & HEART) or self.categories[candidate.trigger.category] < most

    def _beside(self, candidate: Candidate, other: Candidate) -> bool:
        """Say whether two candidates may stand in one plan."""
        if self._again(candidate, other) or (candidate.trigger.ask == other.trigger.ask == "referral"):
            return False
        both = candidate.trigger.theme == other.trigger.theme == MODEL
        cap = tuning.MODEL_SIMILARITY if both else tuning.SIMILARITY_CAP
        return similarity(candidate.variant.content, other.variant.content) < cap

    def _again(self, candidate: Candidate, other: Candidate) -> bool:
        """Say whether two candidates are one question asked twice; two beliefs or two deeds are two questions."""
        if candidate.trigger.id != other.trigger.id:
            shared = set(candidate.facts) & set(other.facts)
            by_word = bool(candidate.trigger.of_word and other.trigger.of_word and shared)
            return by_word or any(fact.startswith("edu:") for fact in shared)  # one course is asked about once
        deeds = bool(candidate.trigger.of_word) and not set(candidate.facts) & set(other.facts)
        twice = sum(one.trigger.id == other.trigger.id for one in self.chosen) < tuning.SAME_TRIGGER
        return not (beliefs(candidate) and beliefs(other)) and not (deeds and twice)

    def _trade_fits(self, candidate: Candidate) -> bool:
        """Keep questions of the trade to a few: any colleague could be asked them."""
        sparse, stake = candidate.traits.get("sparse"), candidate.traits.get("has_stake")
        most = tuning.TRADE_SPARSE if sparse else tuning.TRADE_MOST if stake else tuning.TRADE_ALONE
        return candidate.trigger.theme != _TRADE or self.trade < most

    def _sensitive_fits(self, candidate: Candidate) -> bool:
        if not candidate.trigger.sensitivity:
            return True
        used = sum(other.trigger.sensitivity > 0 for other in self.chosen)
        if candidate.trigger.sensitivity == 2 and (not self.long or self.channel in {"message", "email"}):
            return False
        return used < (tuning.SENSITIVE_LONG if self.long else tuning.SENSITIVE_SHORT)

    def _openings_fit(self, candidate: Candidate) -> bool:
        variant = candidate.variant
        fits_ways = all(self.ways[way] < _WAYS.get(way, 9) for way in variant.ways)
        return (
            fits_ways
            and self.openers[variant.opener] < max(2, round(self.limit * 0.5))
            and not self.beginnings[variant.beginning]
        )

    def _stakes_fit(self, candidate: Candidate) -> bool:
        stakes = candidate.variant.stakes
        short = self.limit < tuning.SHOWN  # a short talk has no room for three beliefs
        return all(
            self.stakes[stake] < min(cap, 2 if short else 3) for stake, cap in _CAPPED.items() if stake in stakes
        )


def beliefs(candidate: Candidate) -> frozenset[str]:
    """Name the beliefs of the seeker that a candidate is about."""
    return frozenset(fact for fact in candidate.facts if fact.startswith("hyp:"))


def _most_of(fact: str) -> int:
    return tuning.PER_STEP if fact.startswith("step:") else tuning.PER_FACT


def _counts(fact: str) -> bool:
    return fact not in {
        "person",
        "refer",
        "turn",
        "team",
        "practice",
        "artefact",
        "party",
        "rank",
        "tool",
        "midway",
        "target",
        "remit",
        "post",
        "view",
        "size",
        "choice",
        "lead",
        "employer",
        "first",
        "shared",
        "programme",
        "decision",
        "clock",
        "card",
        "company",
        "background",
        "skills",
        "org",
    } and not fact.startswith(("row:", "hyp:", "cited:"))


def choose(pool: list[Candidate], choice: Choice, shadowed: Iterable[Candidate] = ()) -> list[Candidate]:
    """Fill a choice greedily by marginal gain, then mend its floors.

    Args:
        pool: scored candidates in any order; not changed.
        choice: the caps, with locked candidates already inside.
        shadowed: candidates that a better joined one covers; taken only when a belief or a choice goes unasked.
    """
    left = [candidate for candidate in sorted(pool, key=_rank) if candidate not in choice.chosen]
    while len(choice.chosen) < choice.limit:
        best = _best(left, choice)
        if best is None:
            break
        choice.add(best)
        left.remove(best)
    _mend_floors(left, choice)
    _ask_the_heart([*left, *shadowed], choice)
    _ask_for_the_missing(left, choice)
    _vary_openers(choice)
    return choice.chosen


def _vary_openers(choice: Choice) -> None:
    """Give some questions another wording when one word opens more than half of all asks."""
    for candidate in choice.chosen[::-1]:
        opener, count = choice.openers.most_common(1)[0]
        if count <= len(choice.chosen) * tuning.MOST_OPENER:
            return
        if candidate.variant.opener != opener or len(candidate.variants) < 2:
            continue
        place, before = choice.chosen.index(candidate), candidate.chosen
        choice.remove(candidate)
        for wording in range(len(candidate.variants)):
            candidate.chosen = wording
            if candidate.variant.opener != opener and choice.allows(candidate):
                break
        else:
            candidate.chosen = before
        choice.add(candidate)
        choice.chosen.insert(place, choice.chosen.pop())


def _rank(candidate: Candidate) -> tuple[float, int, str, str]:
    order = tuning.CONVERSATION_ORDER.index(candidate.trigger.category)
    return -max(candidate.scores), order, candidate.trigger.id, candidate.variants[0].text


def _best(left: Iterable[Candidate], choice: Choice) -> Candidate | None:
    best: tuple[float, Candidate, int] | None = None
    for candidate in left:
        if best and max(candidate.scores) + candidate.lift < best[0]:
            break
        found = _fitting(candidate, choice)
        if found is not None and (best is None or found[0] > best[0] + 1e-9):
            best = (found[0], candidate, found[1])
    if best is None:
        return None
    _, candidate, wording = best
    candidate.chosen = wording
    return candidate


def _fitting(candidate: Candidate, choice: Choice) -> tuple[float, int] | None:
    """Find the wording of a candidate with the greatest gain that no cap forbids."""
    before = candidate.chosen
    found: tuple[float, int] | None = None
    for wording in range(len(candidate.variants)):
        candidate.chosen = wording
        if candidate.score < tuning.LEAST_SCORE or not choice.allows(candidate):
            continue
        gain = _gain(candidate, choice) - 0.01 * candidate.place
        if found is None or gain > found[0] + 1e-9:
            found = (gain, wording)
    candidate.chosen = before
    return found


def _gain(candidate: Candidate, choice: Choice) -> float:
    variant = candidate.variant
    if candidate.trigger.theme == MODEL:
        return candidate.score - tuning.SIMILARITY_WEIGHT * choice.closest(candidate)
    reuse = sum(choice.facts[fact] for fact in candidate.facts)
    same_opener = choice.openers[variant.opener] >= 2
    way = sum(choice.ways[way] for way in variant.ways)
    spends = variant.stakes and not variant.stakes & HEART and candidate.trigger.ask != "referral"
    about_me = max(0.0, choice.mine - choice.limit * tuning.MINE_FREE) if spends else 0.0
    again = max(0, choice.named - tuning.ORG_FREE) if variant.names_org else 0
    return (
        candidate.score
        - tuning.MINE_WEIGHT * about_me
        - tuning.ORG_WEIGHT * again
        - tuning.SIMILARITY_WEIGHT * choice.closest(candidate)
        - tuning.REUSE_WEIGHT * reuse
        - tuning.OPENER_WEIGHT * (0.5 * same_opener + 0.3 * way)
        - tuning.LENGTH_WEIGHT * abs(variant.words - choice.length)
        - tuning.CATEGORY_WEIGHT * choice.categories[candidate.trigger.category]
    )


def _mend_floors(left: list[Candidate], choice: Choice) -> None:
    """Give every floor its category, in place of the weakest question that no floor needs."""
    for floor in tuning.FLOORS:
        if any(candidate.trigger.category in floor for candidate in choice.chosen) or not choice.chosen:
            continue
        wanted = [
            candidate
            for candidate in left
            if candidate.trigger.category in floor and max(candidate.scores) >= tuning.FLOOR_MIN_SCORE
        ]
        if taken := _squeeze(wanted, choice):
            left.remove(taken)


def _ask_the_heart(left: list[Candidate], choice: Choice) -> None:
    """Ask a choice and every belief of the seeker when a good question about it exists."""
    if len(choice.chosen) < _ENOUGH:
        return
    able = (one for one in left if one.trigger.ask != "referral" and max(one.scores) >= tuning.HEART_MIN_SCORE)
    wanted = sorted(able, key=_rank)
    for heart in (_BELIEF, _SIDES, _CHOICE):
        if not any(one.trigger.ask != "referral" and one.variant.stakes & heart for one in choice.chosen):
            _squeeze([one for one in wanted if any(variant.stakes & heart for variant in one.variants)], choice)
    for belief in sorted({name for one in wanted for name in beliefs(one)} - choice.beliefs):
        _squeeze([one for one in wanted if belief in beliefs(one) and one not in choice.chosen], choice)


_ENOUGH = 4
_MISSING = frozenset({"gap", "gaps"})


def _ask_for_the_missing(left: list[Candidate], choice: Choice) -> None:
    """Ask about what the seeker still lacks, in place of questions that anybody could ask."""
    able = [one for one in left if any(variant.stakes & _MISSING for variant in one.variants)]
    for _ in range(tuning.MISSING_ASKED):
        asked = sum(bool(one.variant.stakes & _MISSING) for one in choice.chosen)
        if asked >= tuning.MISSING_ASKED or len(choice.chosen) < choice.limit:
            return
        _squeeze([one for one in able if one not in choice.chosen], choice)


def _squeeze(wanted: list[Candidate], choice: Choice) -> Candidate | None:
    """Add the best of some candidates, in place of the weakest spare question when the choice is full."""
    if not wanted:
        return None
    for out in _spare(choice) if len(choice.chosen) >= choice.limit else [None]:
        place = choice.chosen.index(out) if out is not None else 0
        if out is not None:
            choice.remove(out)
        best = _best(wanted, choice)
        if best is not None:
            choice.add(best)
            return best
        if out is not None:
            choice.add(out)
            choice.chosen.insert(place, choice.chosen.pop())
    return None


def _spare(choice: Choice) -> list[Candidate]:
    """List chosen candidates that no floor needs, weakest first."""

    def needed(candidate: Candidate) -> bool:
        floors = [floor for floor in tuning.FLOORS if candidate.trigger.category in floor]
        return (
            candidate.lift > 0
            or candidate.trigger.theme == MODEL
            or any(sum(other.trigger.category in floor for other in choice.chosen) <= 1 for floor in floors)
        )

    def heart(candidate: Candidate) -> bool:
        return bool(candidate.variant.stakes & (HEART | _MISSING)) or candidate.trigger.ask == "referral"

    return [one for one in choice.chosen[::-1] if not needed(one) and not heart(one)][:8]
