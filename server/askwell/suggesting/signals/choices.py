"""Joined signals: a decision of the seeker meets employers, departures, groups and sentences of the prospect."""

import re
from collections.abc import Iterator
from itertools import pairwise

from askwell.suggesting.career import Row
from askwell.suggesting.case import Case
from askwell.suggesting.cleaning import spoken_case
from askwell.suggesting.facts import Binding, Value, binding, spoken
from askwell.suggesting.kinds import fits_only, kinds_named, row_fit
from askwell.suggesting.regexes import regex
from askwell.suggesting.signals.deeds import partners, scopes, teams
from askwell.suggesting.signals.path import differs, moves, steps, turn_key, turn_year
from askwell.suggesting.signals.stations import leap
from askwell.suggesting.signals.study import degree_then_step
from askwell.suggesting.signals.teaching import teaching
from askwell.suggesting.signals.voice import claim, turning_point
from askwell.suggesting.words import stems

_TEAM_SENSE = regex(
    r"\b(?:team|company|employer|internship|job|offer|firm|place|role|practice|agency|school|hospital|apprentice)\b",
    re.IGNORECASE,
)


_LONG_AGO = 10


def _sides(case: Case) -> tuple[Value, Value] | None:
    a, b = case.slots.get("opt_a"), case.slots.get("opt_b")
    return (a, b) if a and b else None


def _acts(case: Case) -> dict[str, Value]:
    """Give both sides as actions, for sentences such as "somebody who could A or B"."""
    decision = case.my.decision
    if decision is None or not decision.act_a:
        return {}
    held = case.my.decision_source
    return {"opt_a": Value(decision.act_a, (held,)), "opt_b": Value(decision.act_b, (held,))}


def options_lived(case: Case) -> Iterator[Binding]:
    """Find a prospect who worked on both sides of the seeker's choice."""
    sides = _sides(case)
    if not sides:
        return
    for before, after in moves(case):
        a, b = sides[0].text, sides[1].text
        straight = fits_only(a, b, before) and fits_only(b, a, after)
        crossed = fits_only(b, a, before) and fits_only(a, b, after)
        if (straight or crossed) and before.last.org and after.last.org and before.last.form != "entry":
            slots = {"opt_a": sides[0], "opt_b": sides[1], "from_org": before.last.org, "org": after.last.org}
            yield binding(("decision", turn_key(before.last, after.first)), slots)
            return
    yield from _units_lived(case, sides)


def _units_lived(case: Case, sides: tuple[Value, Value]) -> Iterator[Binding]:
    """Find both sides of a choice as two units or titles of one working life."""
    a, b = sides
    for before, after in steps(case):
        one, two = unit_of(before), unit_of(after)
        straight = row_fit(a.text, b.text, before) and row_fit(b.text, a.text, after)
        crossed = row_fit(b.text, a.text, before) and row_fit(a.text, b.text, after)
        if (straight or crossed) and one and two and one.text != two.text and before.form != "entry":
            slots = {"opt_a": a, "opt_b": b, "from_org": one, "org": two}
            yield binding(("decision", turn_key(before, after)), slots, sure=0.8)
            return


def unit_of(row: Row) -> Value | None:
    """Name the unit in a title, as in "Staff Nurse, Intensive Care"; else the employer."""
    tail = re.search(r"(?:,|\s[-–—])\s*([A-Z][\w&' -]{3,40})$", row.role.title)
    said = spoken_case(tail[1]) if tail and len(tail[1].split()) <= 4 else ""
    return Value(said, (row.at("title"),)) if said else row.org


def order_taken(case: Case) -> Iterator[Binding]:
    """Find a prospect who took one of the orders that the seeker weighs."""
    decision, sides = case.my.decision, _sides(case)
    target = case.my.target
    if not decision or not decision.order or not sides or not target.family:
        return
    rows = [row for row in case.rows if row.title]
    for a, b in pairwise(rows):
        studied = any(True for _ in degree_then_step(case))
        if (
            b.role.family == target.family
            and differs(a, b)
            and a.role.family == case.my.role.family
            and b.field
            and not studied
        ):
            slots = {"deciding": case.slots["deciding"], "to_field": b.field, "from_role": a.title, **_acts(case)}
            yield binding(("decision", turn_key(a, b)), slots)
            return


def leads_both_ways(case: Case) -> Iterator[Binding]:
    """Find a prospect who leads people in the field that the seeker wants to enter by one order or another."""
    row, decision = case.current, case.my.decision
    if not decision or not decision.order or row is None or not row.title:
        return
    near = bool(row.role.family) and row.role.family == case.my.target.family
    leads = row.role.level >= 4 or any(held.current and team.leads for held, _, team in teams(case))
    if near and leads:
        yield binding(
            ("decision", "lead"), {"deciding": case.slots["deciding"], **_acts(case)}, sources=row.title.sources
        )


def stay_leap(case: Case) -> Iterator[Binding]:
    """Find a departure that answers the seeker's question whether to stay."""
    decision = case.my.decision
    if not decision or decision.kind not in {"stay", "leave"} or decision.order:
        return
    for bound in leap(case):
        ago = bound.traits.get("months_ago")
        fits = bound.traits.get("from_like_me") or bound.traits.get("kind") in {"founder", "self", "field"}
        if not fits or (isinstance(ago, int) and ago < 12):
            continue
        names = ("deciding", "must", "must_short", "deadline", "months")
        slots = {
            **{name: case.slots.get(name) for name in names},
            "from_org": bound.slots.get("from_org"),
            "year": bound.slots.get("year"),
        }
        yield binding(("decision", *bound.facts), slots, {"kind": decision.kind})
        return


def group_choice(case: Case) -> Iterator[Binding]:
    """Find people whom the prospect sees choosing as the seeker must, or reaching what the seeker aims at."""
    if not (case.my.decision or case.my.target.short):
        return
    for bound in teaching(case):
        yield binding((*bound.facts, "choice"), {**bound.slots, "opt_stay": case.slots.get("opt_stay")}, bound.traits)


def kind_of_employer(case: Case) -> Iterator[Binding]:
    """Find an option of the seeker that this employer is an example of."""
    row, sides = case.current, _sides(case)
    if row is None or not row.org:
        yield from _company_kind(case)
        return
    stint = next(stint for stint in case.stints if row in stint.rows)
    for side, other in (sides, sides[::-1]) if sides else ():
        if fits_only(side.text, other.text, stint) and case.my.decision and case.my.decision.kind == "pick":
            yield binding(("decision", "employer"), {"opt_b": side, "org": row.org, "year": stint.first.year})
            return


def _company_kind(case: Case) -> Iterator[Binding]:
    org, decision = case.organization, case.my.decision
    if not org.name or decision is None or decision.kind != "pick":
        return
    own = {f"sector:{org.sector}"} if org.sector else set()
    own |= {"small"} if org.band is not None and org.band <= 2 else set()
    own |= {"large"} if org.band is not None and org.band >= 5 else set()
    own |= {org.side} if org.side else set()
    text = " ".join(spoken(org.raw.get(key)) for key in ("name", "about", "industry", "tagline"))
    fits = [
        (len((stems(side.text) & stems(text)) - case.generic_stems), len(kinds_named(side.text) & own), -place, side)
        for place, side in enumerate(_sides(case) or ())
    ]
    best = max(fits, key=lambda fit: fit[:3], default=None)
    if best and (best[0] or best[1]):
        yield binding(("decision", "employer"), {"opt_b": best[3], "org": org.name})


def practice_choice(case: Case) -> Iterator[Binding]:
    """Find a team habit of theirs that the seeker could look for when choosing a team."""
    decision = case.my.decision
    choosing = (
        decision is not None and decision.kind in {"pick", "open"} and bool(_TEAM_SENSE.search(decision.deciding))
    )
    if not choosing and case.my.target.level > 1:
        return
    for bound in claim(case):
        said = bound.slots.get("claim")
        personal = bool(said and re.search(r"\b(?:you|your)\b", said.text)) and bound.traits.get("kind") != "standard"
        if (
            bound.traits.get("kind") in {"view", "standard", "equation"}
            and bound.traits.get("source") == "post"
            and not personal
        ):
            slots = {**bound.slots, "opt_a": case.slots.get("opt_a"), "opt_b": case.slots.get("opt_b")}
            held = (case.my.decision_source,) if decision else (case.my.target_source,)
            yield binding((*bound.facts, "practice"), slots, bound.traits, sources=held, worth=bound.worth)
            return


def turning_stay(case: Case) -> Iterator[Binding]:
    """Find a told turn, and a seeker who must decide whether to stay."""
    decision = case.my.decision
    stays = decision is not None and decision.kind in {"stay", "leave"}
    pairs = moves(case)
    for bound in turning_point(case):
        before, after = pairs[-1] if pairs else (None, None)
        slots = {
            "turn": bound.slots.get("turn"),
            "deciding": case.slots.get("deciding") if stays else None,
            "from_org": before.last.org if before else None,
            "org": case.current.org if case.current and after else None,
        }
        yield binding((*bound.facts, "turn"), slots)
        return


def refer_option(case: Case) -> Iterator[Binding]:
    """Find an earlier employer that stands for one of the seeker's options."""
    sides = _sides(case)
    for side, other in (sides, sides[::-1]) if sides else ():
        leaves = re.match(r"^(?:leaving|giving up|quitting|moving|going)\b", side.text)
        for stint in case.stints[:-1][::-1]:
            if stint.last.org and not stint.last.current and not leaves and fits_only(side.text, other.text, stint):
                yield binding("refer", {"from_org": stint.last.org, "opt_a": side})
                return


def refer_partner(case: Case) -> Iterator[Binding]:
    """Find a partner group that sees the seeker's aim from another side."""
    for bound in partners(case):
        if case.my.target.field:
            yield binding("refer", {"partner_one": bound.slots.get("partner_one")})
            return


def refer_scope(case: Case) -> Iterator[Binding]:
    """Find a wide remit in which somebody may have come from the seeker's kind of work."""
    row = case.current
    for held, statement, scope in scopes(case):
        near = (
            row is not None
            and row.role.family in {case.my.target.family, case.my.role.family}
            and bool(row.role.family)
        )
        if held.current and held.role.level >= 4 and near and case.my.role.field:
            yield binding("refer", {"scope": Value(scope.scope, (statement.source,))})
            return


def refer_move(case: Case) -> Iterator[Binding]:
    """Find a step on which somebody will have given advice."""
    for before, after in moves(case)[:1]:
        a, b = before.last, after.first
        if case.now and a.end and case.now.year - a.end.year > _LONG_AGO:
            continue
        if a.org and b.org and a.form not in {"entry", "self"}:
            yield binding("refer", {"from_org": a.org, "org": b.org, "year": turn_year(a, b)})
            return
