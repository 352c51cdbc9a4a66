"""Joined signals: a belief of the seeker meets a step, an employer, a remit or a sentence of the prospect."""

import re
from collections.abc import Iterator

from askwell.suggesting.case import Case
from askwell.suggesting.facts import Binding, Value, binding, source, spoken, value
from askwell.suggesting.kinds import kinds_named, kinds_of
from askwell.suggesting.lexicons import lexicons
from askwell.suggesting.regexes import regex
from askwell.suggesting.signals.crossroads import post_routes
from askwell.suggesting.signals.deeds import SITES, act, duty, metric, scopes, teams
from askwell.suggesting.signals.founding import to_self_employed
from askwell.suggesting.signals.path import moves, turn_key
from askwell.suggesting.signals.study import SHORT_COURSE, later_courses
from askwell.suggesting.signals.voice import claim
from askwell.suggesting.stints import Stint
from askwell.suggesting.words import stems, telling

_COMPARES = regex(
    r"\b(?:more|less|fewer|better|worse|faster|slower|than|rather|\w+er than|easier|harder|sooner)\b", re.IGNORECASE
)
_AT_SIZE = regex(
    r"\b(?:this size|this stage|(?:small\w*|start-?ups?|early[- ]stage)\b.*\b(?:lack|need|miss|short of|want|have no|"
    r"without)|"
    r"(?:lack|need|miss|short of|want|have no|without)\w*\b.*\b(?:small\w*|start-?ups?|early[- ]stage))",
    re.IGNORECASE,
)
_SIZE_PAIR = frozenset({"small", "large"})
_SIDES = frozenset({"public", "charity", "academy", "advisor", "self", "inside", "company"})


_THEN = re.compile(r"\b(?:when|after|before|until|by the time) I(?: have|'ve)? graduated?\b")


def _held(hyp_index: int) -> str:
    return f"hyp:{hyp_index}"


def hyp_route(case: Case) -> Iterator[Binding]:
    """Find beliefs about study or a way of working that the prospect's own way puts to the test."""
    for index, hyp in enumerate(case.my.hypotheses):
        fields = lexicons().topic_fields(hyp.text)
        routes = [
            *_crossing_routes(case, hyp.text),
            *(_study_routes(case, hyp.text) if "study" in fields and not _THEN.search(hyp.text) else []),
            *_self_routes(case, hyp.text),
            *_background_routes(case, hyp.text),
            *post_routes(case, hyp.text),
        ]
        for key, route in routes[:1]:
            yield binding(
                (_held(index), key),
                {"hyp": hyp, "route": route, "org": case.current.org if case.current else None},
                {"by": route.text.split()[0]},
            )


def _study_routes(case: Case, hyp: str) -> list[tuple[str, Value]]:
    without = re.search(r"without|no ", hyp)
    return [(key, route) for key, name, route in later_courses(case) if not (without and SHORT_COURSE.search(name))][
        ::-1
    ]


def _self_routes(case: Case, hyp: str) -> list[tuple[str, Value]]:
    if "self" not in kinds_named(hyp):
        return []
    return [
        (bound.facts[0], Value("went out on your own", bound.slots["role"].sources))
        for bound in to_self_employed(case)
        if "role" in bound.slots
    ]


def _crossing_routes(case: Case, hyp: str) -> list[tuple[str, Value]]:
    """Find a move between the two kinds of place that the belief names, when it does not compare them."""
    wanted = kinds_named(hyp) - {"company", "inside"}
    if len(wanted) < 2 or _COMPARES.search(hyp):
        return []
    for before, after in moves(case):
        a, b = before.last, after.first
        left, right = kinds_of(before) & wanted, kinds_of(after) & wanted
        if left and right and left != right and a.org and b.org:
            return [
                (turn_key(a, b), Value(f"went from {a.org.text} to {b.org.text}", (*a.org.sources, *b.org.sources)))
            ]
    return []


def _background_routes(case: Case, hyp: str) -> list[tuple[str, Value]]:
    """Find an earlier kind of work that the belief names and the seeker shares."""
    mine = case.my.role
    row = case.current
    for past in case.rows[-2::-1]:
        alike = (
            mine.family and past.role.family == mine.family and past.field and row and row.role.family != mine.family
        )
        if alike and past.field and stems(f"{mine.people} {mine.field}") & stems(hyp):
            return [(f"row:{past.index}", Value(f"came from {past.field.text}", past.field.sources))]
    return []


def hyp_two_employers(case: Case) -> Iterator[Binding]:
    """Find beliefs that compare two kinds of employer, both of which the prospect knows from inside."""
    stints = [stint for stint in case.stints if stint.last.org and not stint.only_entry]
    for index, hyp in enumerate(case.my.hypotheses):
        wanted = kinds_named(hyp.text) & (
            _SIZE_PAIR | _SIDES | {k for k in kinds_named(hyp.text) if k.startswith("sector:")}
        )
        pair = _two_kinds(stints, wanted)
        if pair and _COMPARES.search(hyp.text):
            a, b = pair
            slots = {"hyp": hyp, "from_org": a.last.org, "org": b.last.org}
            held = tuple(row.at("organization_size") for row in (a.last, b.last) if row.at("organization_size")[1])
            yield binding((_held(index), f"step:{a.last.index}>{b.first.index}"), slots, sources=held)


def _two_kinds(stints: list[Stint], wanted: frozenset[str]) -> tuple[Stint, Stint] | None:
    strong = wanted - {"company", "inside"}
    if len(wanted) < 2 and not wanted & _SIZE_PAIR:
        return None
    for later in range(len(stints) - 1, 0, -1):
        a, b = stints[later - 1], stints[later]
        left, right = kinds_of(a) & wanted, kinds_of(b) & wanted
        one_sided = wanted & _SIZE_PAIR and len(wanted) == 1 and (kinds_of(a) | kinds_of(b)) >= _SIZE_PAIR
        if (left and right and left != right and (left | right) & strong) or one_sided:
            return a, b
    return None


def hyp_at_size(case: Case) -> Iterator[Binding]:
    """Find beliefs about places of this size."""
    row = case.current
    small = row is not None and row.band is not None and row.band <= 2
    found = next(((statement, team) for held, statement, team in teams(case) if held.current), None)
    before = [stint for stint in case.stints if row and stint.last.order < row.order and stint.last.org]
    for index, hyp in enumerate(case.my.hypotheses):
        if not _AT_SIZE.search(hyp.text) or not row or not row.org:
            continue
        if not (small or (found and found[1].size <= 60)) or case.prospect_type not in {
            "founder",
            "lead",
            "executive",
            "peer",
        }:
            continue
        slots = {
            "hyp": hyp,
            "org": row.org,
            "from_org": before[-1].last.org if before else None,
            "headcount": value(found[1].headcount, found[0].source) if found and found[1].size <= 200 else None,
        }
        held = source("/profile/organization/size", case.organization.raw.get("size"))
        yield binding((_held(index), "size"), slots, sources=(held,) if held[1] else ())


_WIDE = 3


def hyp_scope(case: Case) -> Iterator[Binding]:
    """Find beliefs that the prospect can judge from a wide view: many units, many people, or a job of reviewing."""
    row = case.current
    near = row is not None and row.role.family and row.role.family in {case.my.target.family, case.my.role.family}
    if row is None or not row.title or not (near or case.prospect_type == "recruiter"):
        return
    wide = next(
        (
            (statement, scope)
            for held, statement, scope in scopes(case)
            if held.current and scope.size >= _WIDE and SITES.search(scope.scope)
        ),
        None,
    )
    many = next((team for held, _, team in teams(case) if held.current and team.size >= 10), None)
    if not wide and not many and case.prospect_type not in {"recruiter", "lead", "executive", "academic"}:
        return
    for index, hyp in enumerate(case.my.hypotheses):
        slots = {
            "hyp": hyp,
            "role_short": row.title,
            "scope": value(wide[1].scope, wide[0].source) if wide else None,
            "org": row.org,
        }
        yield binding((_held(index), "view"), slots)


def _near(case: Case) -> bool:
    """Say whether the prospect does work that the seeker aims at or comes from, or reviews people for it."""
    row, mine = case.current, (case.my.target, case.my.role)
    if row is None:
        return False
    families = {role.family for role in mine} - {""}
    groups = {role.group for role in mine} - {""}
    alike = stems(row.role.title) & stems(f"{case.my.target.title} {case.my.target.short}") - case.generic_stems
    same = row.role.family in families or row.role.group in groups or bool(alike)
    return same or case.prospect_type == "recruiter" or any(other.role.family in families for other in case.rows)


def _of_myself(hyp: Value) -> bool:
    """Say whether a belief is about the seeker alone, which nobody else's daily work can show."""
    return bool(re.match(r"I(?:['’]\w+)?\s", hyp.text))


def hyp_duty(case: Case) -> Iterator[Binding]:
    """Find beliefs that somebody can judge who does this work as a rule."""
    if not _near(case):
        return
    for index, hyp in enumerate(case.my.hypotheses):
        for bound in () if _of_myself(hyp) else duty(case):
            if telling((stems(hyp.text) & stems(bound.slots["duty"].text)) - case.generic_stems):
                yield binding(
                    (_held(index), *bound.facts),
                    {"hyp": hyp, **{name: bound.slots.get(name) for name in ("duty", "one", "did_one")}},
                    bound.traits,
                )
                break


def hyp_act(case: Case) -> Iterator[Binding]:
    """Find beliefs that share a rare word with something the prospect did."""
    mine = stems(f"{case.my.target.title} {case.my.role.title}")
    for index, hyp in enumerate(case.my.hypotheses):
        for bound in () if _of_myself(hyp) else act(case):
            did = bound.slots.get("did")
            shared = (stems(hyp.text) & stems(did.text)) - case.generic_stems - mine if did else frozenset()
            if did and telling(shared):
                yield binding((_held(index), *bound.facts), {"hyp": hyp, "did": did}, bound.traits)
                break


def hyp_metric(case: Case) -> Iterator[Binding]:
    """Find beliefs beside a result with a number."""
    if not _near(case):
        return
    for index, hyp in enumerate(case.my.hypotheses):
        for bound in metric(case):
            said = bound.slots.get("metric")
            if said and case.linked(hyp.text, said.text):
                yield binding((_held(index), *bound.facts), {"hyp": hyp, "metric": said})
                break


def hyp_org(case: Case) -> Iterator[Binding]:
    """Find beliefs that share a topic or a kind with the organization."""
    name = case.organization.name
    texts = [(key, spoken(case.organization.raw.get(key))) for key in ("about", "tagline", "industry", "size")]
    row = case.current
    org = row.org if row and row.org else name
    if not org:
        return
    own = kinds_of(Stint((row,))) if row else frozenset()
    if not case.is_person and case.organization.band is not None:
        own = frozenset(
            {"small" if case.organization.band <= 2 else "large" if case.organization.band >= 5 else "middle"}
        )
    for index, hyp in enumerate(case.my.hypotheses):
        about = next((key for key, text in texts if text and case.linked(hyp.text, text)), "")
        if about or kinds_named(hyp.text) & own:
            held = (source(f"/profile/organization/{about}", case.organization.raw.get(about)),) if about else ()
            yield binding((_held(index), "org"), {"hyp": hyp, "org": org}, sources=held)


def hyp_claim(case: Case) -> Iterator[Binding]:
    """Find beliefs that share a topic with something the prospect wrote."""
    for index, hyp in enumerate(case.my.hypotheses):
        for bound in claim(case):
            said = bound.slots.get("claim")
            if said and case.linked(hyp.text, said.text):
                yield binding(
                    (_held(index), *bound.facts),
                    {"hyp": hyp, "claim": said, "you_said": bound.slots.get("you_said")},
                    bound.traits,
                )
                break
