"""Joined signals: a decision or a belief of the seeker meets the prospect's own turning point."""

from collections.abc import Iterator

from askwell.suggesting.career import Row
from askwell.suggesting.case import Case, remembered
from askwell.suggesting.facts import Binding, Trait, Value, binding
from askwell.suggesting.signals.founding import is_founder
from askwell.suggesting.signals.path import alike, differs, of_my_kind, steps, turn_key

_PLAN_SLOTS = ("deciding", "must", "must_short", "deadline", "months", "opt_a", "opt_b")
_FRESH_MONTHS = 6
_GOING = frozenset({"leave", "own", "beside"})
_PLAIN = 0.9
_PAUSE_MONTHS = 9


def _near(case: Case, a: Row, b: Row) -> tuple[bool, bool]:
    """Say whether a step began in the seeker's work and whether it led to the work the seeker aims at."""
    return of_my_kind(case, a), alike(b.role, case.my.target)


@remembered
def _turns(case: Case) -> list[tuple[Row, Row]]:
    """List the steps worth holding against a decision, nearest to the seeker's own first."""
    decision = case.my.decision
    employer = decision is not None and decision.kind in {"pick", "stay", "leave"}
    found = []
    for place, (a, b) in enumerate(steps(case)):
        began = b.form == "entry" or (a.form == "entry" and not _moved(a, b))
        if began or not _sayable(case, a, b) or not _follows(case, a, b):
            continue
        start_like, _ = _near(case, a, b)
        toward = _toward(case, b)
        changed = differs(a, b) or b.form == "self"
        moved = (employer or toward) and _moved(a, b)
        about_going = decision is None or decision.kind in {"pick", "stay", "leave"}
        near = (changed or moved) and (start_like or toward or about_going)
        if near or (decision is not None and b.current and _moved(a, b)):
            rank = (not near, not (start_like and toward and changed), not (start_like and changed), not changed, place)
            found.append((rank, (a, b)))
    return [pair for _, pair in sorted(found, key=lambda held: held[0])]


def _toward(case: Case, b: Row) -> bool:
    """Say whether a step led to the line of work that the seeker aims at."""
    return alike(b.role, case.my.target) or (bool(b.role.family) and b.role.family == case.my.target.family)


def _moved(a: Row, b: Row) -> bool:
    return bool(a.org_key and b.org_key) and a.org_key != b.org_key


def _follows(case: Case, a: Row, b: Row) -> bool:
    """Say whether one post came straight after the other, and not only yesterday."""
    fresh = bool(case.now and b.start and case.now.month - b.start.month < _FRESH_MONTHS)
    gap = b.start.month - a.end.month if a.end and b.start else 0
    return not fresh and gap <= _PAUSE_MONTHS


def _sayable(case: Case, a: Row, b: Row) -> bool:
    """Say whether both ends have a title, or on a page in another language at least an employer of their own."""
    if a.title and b.title:
        return a.title.text != b.title.text
    return case.foreign and bool(a.org and b.org) and a.org_key != b.org_key


def _slots(a: Row, b: Row) -> dict[str, Value | None]:
    return {
        "from_role": a.title,
        "to_role": b.title,
        "from_field": a.field if a.field and a.field.sure >= _PLAIN else None,
        "from_org": a.org,
        "to_org": b.org,
        "year": b.year or a.end_year,
    }


def _traits(case: Case, a: Row, b: Row) -> dict[str, Trait | None]:
    start_like, end_like = _near(case, a, b)
    return {
        "same_org": bool(a.org_key) and a.org_key == b.org_key,
        "moved": _moved(a, b),
        "toward": _toward(case, b),
        "from_like_me": start_like,
        "to_like_target": end_like,
        "to_self": b.form == "self" and not is_founder(b.role),
        "to_founder": is_founder(b.role),
        "to_current": b.current,
        "same_family": bool(a.role.family) and a.role.family == b.role.family,
    }


def decision_step(case: Case) -> Iterator[Binding]:
    """Find the step of theirs that comes nearest to what the seeker must decide."""
    decision = case.my.decision
    if decision is None:
        return
    for a, b in _turns(case)[:1]:
        slots = {**{name: case.slots.get(name) for name in _PLAN_SLOTS}, **_slots(a, b)}
        traits = {**_traits(case, a, b), "kind": decision.kind}
        near = traits["from_like_me"] or traits["to_like_target"]
        # A step that neither began where the seeker stands nor led where they want to go answers another question.
        if not (near or traits["toward"] or case.traits.get("choice") in _GOING):
            continue
        yield binding(("decision", turn_key(a, b)), slots, traits, 1.0 if near else 0.9)


def hyp_step(case: Case) -> Iterator[Binding]:
    """Find a belief of the seeker and a step of theirs in the same kind of work, which may speak for or against it."""
    for a, b in _turns(case)[:1]:
        traits = _traits(case, a, b)
        if not (traits["from_like_me"] or traits["to_like_target"]):
            return
        for index, hyp in enumerate(case.my.hypotheses):
            yield binding((f"hyp:{index}", turn_key(a, b)), {**_slots(a, b), "hyp": hyp}, traits)
