"""Signals of parts of somebody's work that the page names without a verb, alone and against the seeker's own words."""

from collections.abc import Iterable, Iterator

from askwell.suggesting.career import Row, Statement
from askwell.suggesting.case import Case, remembered
from askwell.suggesting.facts import Binding, Trait, Value, binding, value
from askwell.suggesting.phrases import Phrase, phrase
from askwell.suggesting.signals.deeds import fact_of, told, years_back
from askwell.suggesting.words import is_about, stems

_OLD_YEARS = 12


@remembered
def named_parts(case: Case) -> Iterator[tuple[Row, Statement, Phrase]]:
    """List the parts of the work that descriptions name, newest post first."""
    if case.foreign:
        return
    for row, statement in told(case):
        ago = years_back(case, row)
        if row.form != "entry" and (ago is None or ago <= _OLD_YEARS) and (named := phrase(statement.text)):
            yield row, statement, named


@remembered
def part_of_work(case: Case) -> Iterator[Binding]:
    """Find a part of the work that can be named; those closest to what the seeker wants to know come first."""
    found = []
    for row, statement, named in named_parts(case):
        close = any(is_about(wish.text, named.text, case.generic_stems) for wish in _wishes(case))
        slots = {"part": value(named.text, statement.source), "part_org": row.org}
        traits: dict[str, Trait | None] = {
            "kind": named.kind,
            "word": named.noun,
            "counted": named.counted,
            "single": named.text.startswith("the ") and named.kind != "activity",
            "with_others": " with " in named.text,
            "current": row.current,
            "years_ago": years_back(case, row),
        }
        found.append((not row.current, not close, binding(fact_of(row, statement), slots, traits)))
    yield from (bound for *_, bound in sorted(found, key=lambda one: one[:2]))


def _wishes(case: Case) -> list[Value]:
    """List what the seeker lacks and what they can do, the two things that a part of the work is compared with."""
    return [*case.my.gaps, *case.my.skills]


@remembered
def gap_part(case: Case) -> Iterator[Binding]:
    """Find a gap of the seeker in a part of the prospect's work."""
    yield from _met(case, case.my.gaps, "gap")


@remembered
def skill_part(case: Case) -> Iterator[Binding]:
    """Find a skill of the seeker in a part of the prospect's work."""
    yield from _met(case, case.my.skills, "my_skill")


def _met(case: Case, mine: Iterable[Value], slot: str) -> Iterator[Binding]:
    """Meet what the seeker lacks or can do with parts of the work.

    When the part already says it word by word, the slot holds the part itself and rests on both sides: it is said once.
    """
    for bound in part_of_work(case):
        part = bound.slots["part"]
        for wish in mine:
            if is_about(wish.text, part.text, case.generic_stems):
                same = stems(wish.text) <= stems(part.text)
                said = Value(part.text, (*wish.sources, *part.sources)) if same else wish
                facts = (f"{slot.removeprefix('my_')}:{wish.text}", *bound.facts)
                yield binding(facts, {**bound.slots, slot: said}, {**bound.traits, "same": same})
                break
