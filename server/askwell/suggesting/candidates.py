"""Meets triggers with a case: those whose signals are present become candidates, in wordings that pass all gates."""

import hashlib
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from askwell.domain.questions import EvidenceChip
from askwell.suggesting import tuning
from askwell.suggesting.asks import ask_clause, first_words, grade, opener, openers_used
from askwell.suggesting.bank import Trigger, Wording
from askwell.suggesting.case import Case
from askwell.suggesting.conditions import hold
from askwell.suggesting.facts import OWN_SIDE, Binding, Source, Trait, Value
from askwell.suggesting.gates import Ground, aside_problems, question_problems
from askwell.suggesting.patterns import Pattern, Rendered, render
from askwell.suggesting.regexes import regex
from askwell.suggesting.signals.registry import Bindings
from askwell.suggesting.themes import belief_subject, belief_theme, with_lead
from askwell.suggesting.wordings import MADE_FOR, closeness, fitting_wordings
from askwell.suggesting.words import spoken_words, tokens

_OF_ENTRY, _STOP = regex(r"^(/profile/person/[a-z]+/\d+)/.*$"), regex(r"(?<=[.?])\s+")
_MOST_BINDINGS = 4
_MOST_WORDINGS = 4
_LONG_NAME = 5
_MINE_SPOKEN = regex(r"\b(?:I|I'm|I've|I'd|I'll|my|me|mine)\b")


@dataclass(frozen=True, slots=True)
class Variant:
    """One realised wording of a candidate."""

    text: str
    asides: Callable[[], tuple[str, tuple[str, ...]]]
    tier: int
    evidence: tuple[Source, ...]
    opener: str
    words: int
    content: frozenset[str]
    stakes: frozenset[str]
    ways: frozenset[str]
    beginning: str
    names_org: bool = False

    @property
    def why(self) -> str:
        """What the answer is good for; worked out only for questions that are shown."""
        return self.asides()[0]

    @property
    def follow_ups(self) -> tuple[str, ...]:
        """Two questions to go on with."""
        return self.asides()[1]


@dataclass(slots=True)
class Candidate:
    """One trigger met with one set of facts, and the ways to say it."""

    trigger: Trigger
    facts: tuple[str, ...]
    traits: Mapping[str, Trait]
    sure: float
    worth: float
    variants: tuple[Variant, ...]
    scores: tuple[float, ...] = ()
    lift: float = 0.0
    chosen: int = 0
    roots: tuple[Source, ...] = ()

    @property
    def score(self) -> float:
        """The score of the wording that is chosen now."""
        return self.scores[self.chosen] + self.lift

    @property
    def variant(self) -> Variant:
        """The wording that stands for the candidate now."""
        return self.variants[self.chosen]

    @property
    def place(self) -> int:
        """How far the chosen wording stands behind the one that comes first for this prospect."""
        return self.chosen

    @property
    def id(self) -> str:
        """A name made of the trigger and the captured words behind it, whatever the wording."""
        return question_id(self.trigger.id, self.roots or self.variant.evidence)


def question_id(trigger: str, evidence: tuple[Source, ...]) -> str:
    """Name a question by its trigger and the words it rests on; positions in lists do not count."""
    said = sorted(
        {f"{re.sub(r'/[0-9]+', '/*', pointer)}={' '.join(snippet.lower().split())}" for pointer, snippet in evidence}
    )
    digest = hashlib.sha256("\n".join([trigger, *said]).encode()).hexdigest()
    return f"{trigger}-{digest[:10]}"


def candidates(case: Case, bank: tuple[Trigger, ...], rejected: Counter[str]) -> list[Candidate]:
    """Build every candidate of a case, counting refusals by gate; order follows the bank."""
    ground = Ground.of(case.profile, case.seeker, case.my.private, _noted(case))
    bindings = Bindings(case)
    return [found for trigger in bank for found in _of_trigger(trigger, case, bindings, ground, rejected)]


def _noted(case: Case) -> str:
    """Fold the notes that questions may speak of: advice and claims from earlier talks."""
    noted = [str(entry) for key in ("advice", "conflicts") for entry in case.history.get(key) or []]
    return " ".join(noted)


def suits(trigger: Trigger, case: Case) -> bool:
    """Say whether a trigger suits the kind of person."""
    kind = case.prospect_type
    return kind not in trigger.avoid and (not trigger.only or kind in trigger.only)


def _of_trigger(
    trigger: Trigger, case: Case, bindings: Bindings, ground: Ground, rejected: Counter[str]
) -> Iterator[Candidate]:
    if not suits(trigger, case):
        return
    lists = [bindings.of(name) for name in trigger.needs]
    if not all(lists):
        return
    seen: set[str] = set()
    for combination in itertools.islice(itertools.product(*lists), _MOST_BINDINGS * 2):
        if len(seen) >= _MOST_BINDINGS:
            return
        found = _candidate(trigger, combination, case, ground, rejected)
        if found and found.variants[0].text not in seen:
            seen.add(found.variants[0].text)
            yield found


def _candidate(
    trigger: Trigger, bound: tuple[Binding, ...], case: Case, ground: Ground, rejected: Counter[str]
) -> Candidate | None:
    traits: dict[str, Trait] = dict(case.traits)
    slots: dict[str, Value] = dict(case.slots)
    for one in bound:
        traits.update(one.traits)
        slots.update(one.slots)
    if belief := slots.get("hyp"):
        traits["belief"] = belief_theme(belief.text)
        if subject := belief_subject(belief.text):
            slots["hyp_people"] = Value(subject, belief.sources)
    if not hold(trigger.when, traits):
        return None
    variants: list[Variant] = []
    fitting = fitting_wordings(trigger, traits, (case.seed >> 3) + 7 * case.my.seed)
    closest = closeness(fitting[0]) if fitting else 0
    for wording in fitting:
        if len(variants) > 1 and closest >= MADE_FOR and closeness(wording) < closest:
            break  # two that were made for this belief or choice are better than one that suits any
        if variant := _variant(trigger, wording, bound, slots, ground, rejected, case):
            variants.append(variant)
        if len(variants) >= _MOST_WORDINGS:
            break
    if not variants:
        return None
    facts = tuple(dict.fromkeys(key for one in bound for key in one.facts))
    sure = min([one.sure for one in bound], default=1.0)
    worth = max([one.worth for one in bound], default=0.0)
    return Candidate(trigger, facts, traits, sure, worth, tuple(variants), roots=_roots(bound))


def _roots(bound: tuple[Binding, ...]) -> tuple[Source, ...]:
    """List everything captured that the signals rest on, spoken or not."""
    found = [held for one in bound for value in one.slots.values() for held in value.sources]
    found += [held for one in bound for held in one.sources]
    return tuple(sorted({held for held in found if held[1] and not held[0].startswith("/seeker/history")}))


def _variant(
    trigger: Trigger,
    wording: Wording,
    bound: tuple[Binding, ...],
    slots: Mapping[str, Value],
    ground: Ground,
    rejected: Counter[str],
    case: Case,
) -> Variant | None:
    said = render(wording.pattern, slots)
    if said is None:
        return None
    if any(name == "hyp" for name, _ in said.used):
        held = [hyp.text for hyp in case.my.hypotheses]
        place = held.index(slots["hyp"].text) if slots["hyp"].text in held else 0
        said = replace(said, text=with_lead(said.text, place, slots["hyp"].text))
    problems = question_problems(said.text, ground) or repeats(said)
    if not problems and case.my.stage == "high_school" and grade(said.text) > tuning.HIGH_SCHOOL_GRADE:
        problems = ["hard_to_read"]
    if problems:
        rejected.update(problems[:1])
        return None
    evidence = spoken_sources(said, bound)
    return Variant(
        text=said.text,
        asides=partial(_asides, trigger, wording, slots, ground),
        tier=tier_of(said, bound, evidence),
        evidence=evidence,
        opener=opener(said.text),
        words=len(tokens(said.text)),
        content=spoken_words(said.text),
        stakes=_stakes(said, bound),
        ways=openers_used(said.text),
        beginning=first_words(said.text),
        names_org=any(name == "org" for name, _ in said.used),
    )


def _asides(
    trigger: Trigger, wording: Wording, slots: Mapping[str, Value], ground: Ground
) -> tuple[str, tuple[str, ...]]:
    """Say why a question is worth asking and how to go on, in words that pass the gates."""
    why = _aside(wording.why or trigger.why, slots, ground)
    follow_ups = [
        text for text in (_aside(pattern, slots, ground) for pattern in (wording.then or trigger.then)) if text
    ]
    if not why or len(tokens(why)) > tuning.WHY_WORDS:
        why = tuning.PLAIN_WHY
    follow_ups += [text for text in tuning.PLAIN_FOLLOW_UPS if len(follow_ups) < 2]
    return why, tuple(follow_ups[:2])


def repeats(said: Rendered) -> list[str]:
    """Refuse sentences that fill two places with the same words, or name a thing inside another's words."""
    texts = [value.text.lower() for _, value in said.used if len(value.text) > 3]
    twice = len(set(texts)) < len(texts) and not _same_slot_twice(said)
    inside = any(
        sentence.lower().count(text) > 1
        for text in texts
        if len(text) > _LONG_NAME
        for sentence in _STOP.split(said.text)
    )
    return ["repeats"] if twice or inside else []


def _same_slot_twice(said: Rendered) -> bool:
    names = [name for name, value in said.used if len(value.text) > 3]
    return len(set(names)) < len(names)


def _aside(pattern: Pattern, slots: Mapping[str, Value], ground: Ground) -> str:
    said = render(pattern, slots)
    return said.text if said and not aside_problems(said.text, ground) else ""


def spoken_sources(said: Rendered, bound: tuple[Binding, ...]) -> tuple[Source, ...]:
    """List the sources of every value spoken and of the relation behind it, each once."""
    found = [held for _, value in said.used for held in value.sources]
    found += [held for one in bound for held in one.sources]
    if not found:
        found = [held for one in bound for value in one.slots.values() for held in value.sources]
    kept: dict[str, Source] = {}
    for pointer, snippet in found:
        if pointer and snippet:
            kept.setdefault(f"{pointer}\n{snippet}", (pointer, snippet))
    return tuple(kept.values())


def tier_of(said: Rendered, bound: tuple[Binding, ...], evidence: tuple[Source, ...]) -> int:
    """Weigh how a question is tied to both sides: 4 both spoken, 3 two facts of the page, 2 one, 1 a card, 0 none."""
    mine = any(pointer.startswith(OWN_SIDE) for pointer, _ in evidence) and (
        any(value.mine for _, value in said.used) or bool(_MINE_SPOKEN.search(said.text))
    )
    theirs = {_root(held) for _, value in said.used for held in value.sources if held[0].startswith("/profile")}
    theirs |= {_root(held) for one in bound for held in one.sources if held[0].startswith("/profile")}
    card = {
        _root(held) for one in bound if "tension" in one.slots for value in one.slots.values() for held in value.sources
    }
    spoken = {_root(held) for _, value in said.used for held in value.sources}
    if card and len(theirs) <= 1 and not {root for root in spoken if root.startswith("/profile")} - card:
        return 2 if mine else 1
    if theirs and mine:
        return 4
    if len(theirs) >= 2:
        return 3
    if theirs:
        return 2
    return 2 if mine else 0


@lru_cache(maxsize=4096)
def _root(held: Source) -> str:
    """Name the fact behind a source: the statement for long texts, the entry for the short fields of one entry."""
    pointer, snippet = held
    if pointer.endswith(("/description", "/text", "/about")):
        return f"{pointer}#{snippet[:40]}"
    return _OF_ENTRY.sub(r"\1", pointer)


def _stakes(said: Rendered, bound: tuple[Binding, ...]) -> frozenset[str]:
    """Name what of the seeker's the question speaks."""
    kinds = {
        "deciding": "decision",
        "must": "decision",
        "must_short": "decision",
        "opt_a": "option",
        "opt_b": "option",
        "opt_stay": "option",
        "study_act": "option",
        "months": "clock",
        "deadline": "clock",
        "hyp": "hyp",
        "hyp_quote": "hyp_raw",
        "gap": "gap",
        "gap_a": "gaps",
        "gap_b": "gaps",
        "gap_inf": "gap",
        "my_skill": "skill",
        "my_skill_a": "skills",
        "my_skill_b": "skills",
        "my_skill_c": "skills",
        "target_role": "target",
        "target_field": "target",
        "target_people": "target",
        "entry_role": "target",
        "entry_person": "target",
        "known": "known",
        "my_role": "background",
        "my_field": "background",
        "my_people": "background",
        "my_person": "background",
        "my_area": "background",
        "my_years": "background",
        "my_school": "school",
        "school": "school",
        "introducer": "introducer",
        "introducer_first": "introducer",
        "choosing": "goal",
        "aim": "goal",
        "claim_a": "known",
        "advice": "known",
    }
    found = {kinds[name] for name, value in said.used if name in kinds and value.mine}
    if any(
        source[0].startswith("/seeker/target_role") for one in bound for source in one.sources
    ) and _MINE_SPOKEN.search(said.text):
        found.add("target")
    if any(held[0].startswith("/seeker/current_role") for one in bound for held in one.sources) and _MINE_SPOKEN.search(
        said.text
    ):
        found.add("background")
    return frozenset(found)


def chips(evidence: tuple[Source, ...]) -> list[EvidenceChip]:
    """Write sources as evidence chips."""
    return [{"pointer": pointer, "snippet": snippet} for pointer, snippet in evidence]


def ask_words(text: str) -> int:
    """Count the words of the ask."""
    return len(tokens(ask_clause(text)))
