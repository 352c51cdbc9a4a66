"""Signals of what was and is done: results, acts, standing tasks, teams, remits, partners."""

import re
from collections.abc import Iterator

from askwell.suggesting import shapes
from askwell.suggesting.career import Row, Statement
from askwell.suggesting.case import Case, remembered
from askwell.suggesting.clauses import Clause, moved_number
from askwell.suggesting.cleaning import spoken_case
from askwell.suggesting.facts import (
    Binding,
    Trait,
    Value,
    binding,
    value,
)
from askwell.suggesting.lexicons import lexicons
from askwell.suggesting.objects import one_of, thing_of, verb_of, work_of
from askwell.suggesting.regexes import regex
from askwell.suggesting.words import tokens

_OPAQUE = regex(
    r"\b(?:initiatives|special projects|chief of staff|associate|fellow|generalist|evangelist|ambassador|catalyst|"
    r"specialist|member of staff|lead)\b",
    re.IGNORECASE,
)
_CLIENTS = regex(
    r"\bfor ((?:[a-z-]+\s){0,2}(?:customers|clients|patients|users|families|restaurants|farmers|schools|teachers|"
    r"nurses|hospitals|charities|municipalities|students|readers|tenants|passengers|residents))\b",
    re.IGNORECASE,
)


def years_back(case: Case, row: Row) -> int | None:
    """Count the years since a post ended, 0 for a present one."""
    if row.current or case.now is None:
        return 0 if row.current else None
    return (case.now.month - row.end.month) // 12 if row.end else None


@remembered
def told(case: Case) -> Iterator[tuple[Row, Statement]]:
    """List every statement, newest post first."""
    for row in case.rows[::-1]:
        for statement in row.statements:
            yield row, statement


def fact_of(row: Row, statement: Statement) -> str:
    """Name one statement as a fact."""
    return f"said:{row.index}:{statement.text[:40]}"


@remembered
def metric(case: Case) -> Iterator[Binding]:
    """Find results with a number."""
    for row, statement in told(case):
        traits = {
            "current": row.current,
            "years_ago": years_back(case, row),
            "same_row_partners": any(shapes.partners(other.text) for other in row.statements),
        }
        clause, held = statement.clause, statement.source
        if clause and clause.numbered and clause.kind == "outcome" and clause.tense == "past":
            slots = {
                "metric": value(clause.metric, held),
                "did": value(clause.did, held),
                "before": value(clause.before, held),
                "after": value(clause.after, held),
            }
            yield binding(fact_of(row, statement), slots, traits)
        elif moved := moved_number(statement.text):
            slots = {"metric": value(moved[0], held), "before": value(moved[1], held), "after": value(moved[2], held)}
            yield binding(fact_of(row, statement), slots, traits)


_PER = regex(
    r"\b(?:\d[\d,]*|[a-z]+teen|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|"
    r"sixty|eighty|ninety|[a-z]+ hundred|dozens|hundreds)"
    r"\b.*\b(?:a|per|every|each) (?:year|month|week|day|night|shift|season|term|service)\b",
    re.IGNORECASE,
)
_STOPPED = regex(
    r"^you (?:stopped|dropped|ended|killed|cancelled|canceled|gave up|retired|scrapped|phased out|refused)\b",
    re.IGNORECASE,
)


def _one_piece(clause: Clause, statement: Statement) -> dict[str, Value | None]:
    """Name one piece of a standing task: the last kitchen you inspected."""
    one = one_of(clause.do)
    if one is None or one.people:
        return {}
    return {"one": value(one.noun, statement.source), "did_one": value(one.past, statement.source)}


@remembered
def duty(case: Case) -> Iterator[Binding]:
    """Find what the present post does as a rule, counted ones first."""
    found = []
    for row, statement in told(case):
        clause = statement.clause
        if (
            not row.current
            or clause is None
            or clause.tense != "present"
            or row.form == "entry"
            or len(tokens(clause.did)) > 12
        ):
            continue
        counted = bool(_PER.search(clause.did))
        acted = next(
            (
                other.clause
                for other in row.statements
                if other.clause
                and other.clause.tense == "past"
                and other.clause.kind == "change"
                and work_of(other.clause.do) != "drop"
            ),
            None,
        )
        changed = next((other for other in row.statements if acted and other.clause is acted), None)
        slots = {
            "duty": value(clause.did, statement.source),
            "duty_ger": value(clause.doing, statement.source),
            "change_ger": value(acted.doing, changed.source) if acted and changed else None,
            **_one_piece(clause, statement),
        }
        one = one_of(clause.do)
        traits: dict[str, Trait | None] = {
            "counted": counted,
            "changed": acted is not None,
            "work": work_of(clause.do),
            "word": verb_of(clause.do),
            "people": bool(one and one.people),
        }
        found.append((not counted, binding(fact_of(row, statement), slots, traits)))
    yield from (bound for _, bound in sorted(found, key=lambda pair: pair[0]))


def stopped(case: Case) -> Iterator[Binding]:
    """Find something that the prospect chose to stop."""
    for bound in act(case):
        did = bound.slots.get("did")
        if did and _STOPPED.match(did.text):
            yield binding((*bound.facts, "stopped"), bound.slots, bound.traits)


def _acts(case: Case, kinds: frozenset[str]) -> Iterator[Binding]:
    for row, statement in told(case):
        clause = statement.clause
        if clause is None or clause.kind not in kinds or clause.tense == "present" or row.form == "entry":
            continue
        held = statement.source
        slots = {
            "did": value(clause.did if clause.tense == "past" else "", held),
            "doing_ger": value(clause.doing, held),
            "did_inf": value(clause.do if clause.tense == "past" else "", held),
            "thing": value(thing_of(clause.do), held),
        }
        traits: dict[str, Trait | None] = {
            "class": clause.kind,
            "current": row.current,
            "years_ago": years_back(case, row),
            "rank": row.order,
            clause.kind: True,
            "ongoing": clause.tense == "doing",
            "work": work_of(clause.do) if clause.do else "",
            "word": verb_of(clause.do),
        }
        yield binding(fact_of(row, statement), slots, traits)


@remembered
def act(case: Case) -> Iterator[Binding]:
    """Find things done that can be retold."""
    yield from _acts(case, frozenset({"change", "make", "lead", "teach", "do", "outcome"}))


@remembered
def turnabout(case: Case) -> Iterator[Binding]:
    """Find something that was done and then taken back, or lost and won again."""
    for row, statement in told(case):
        if not case.foreign and (both := shapes.turnabout(statement.text)):
            traits = {"current": row.current, "years_ago": years_back(case, row)}
            yield binding(fact_of(row, statement), {"both": value(both, statement.source)}, traits)


@remembered
def led_to(case: Case) -> Iterator[Binding]:
    """Find what a piece of their work led to, told without saying who did it."""
    for row, statement in told(case):
        if not case.foreign and (both := shapes.led_to(statement.text)):
            traits = {"current": row.current, "years_ago": years_back(case, row)}
            yield binding(fact_of(row, statement), {"both": value(both, statement.source)}, traits)


def lead_act(case: Case) -> Iterator[Binding]:
    """Find things led."""
    yield from _acts(case, frozenset({"lead"}))


def making(case: Case) -> Iterator[Binding]:
    """Find things built, written or set up."""
    for bound in _acts(case, frozenset({"make"})):
        if not re.search(r"\bteam\b", bound.slots["did"].text if "did" in bound.slots else ""):
            yield bound


@remembered
def teams(case: Case) -> Iterator[tuple[Row, Statement, shapes.Team]]:
    """List the team sizes that descriptions name, newest post first."""
    for row, statement in told(case):
        taught = statement.clause is not None and statement.clause.kind == "teach"
        if not taught and (found := shapes.team(statement.text)):
            yield row, statement, found


def team(case: Case) -> Iterator[Binding]:
    """Find how many people a post leads or works with."""
    for row, statement, found in teams(case):
        held = statement.source
        slots = {
            "headcount": value(found.headcount, held),
            "head_n": value(found.head_n, held),
            "team_np": value(found.team_np, held),
        }
        leads = found.leads or row.role.level >= 4
        yield binding(fact_of(row, statement), slots, {"size": found.size, "leads": leads, "current": row.current})


@remembered
def scopes(case: Case) -> Iterator[tuple[Row, Statement, shapes.Scope]]:
    """List the counted remits that descriptions name."""
    for row, statement in told(case):
        for piece in (statement.text, *re.split(r"[:,]\s+", statement.text)):
            if found := shapes.scope(piece.strip()):
                yield row, statement, found
                break


SITES = regex(
    r"\b(?:hospitals|clinics|schools|sites|branches|stores|shops|offices|plants|depots|stations|labs|laboratories|"
    r"hotels|kitchens|restaurants|libraries|museums|units|wards|teams|departments|countries|regions|campuses|centres|"
    r"centers|studios|warehouses|farms|homes|towns|villages|districts|municipalities|councils|faculties|bases)$",
    re.IGNORECASE,
)
"""What one looks after in several places."""


@remembered
def scope(case: Case) -> Iterator[Binding]:
    """Find how many places, units or things a remit spans."""
    for row, statement, found in scopes(case):
        held = statement.source
        people = shapes.team(statement.text)
        both = (
            f"{people.headcount} across {found.scope}"
            if people and "across" in statement.text and row.role.level >= 4
            else ""
        )
        slots = {
            "scope": value(found.scope, held),
            "count_np": value(found.count_np, held),
            "scope_np": value(both, held),
        }
        yield binding(
            fact_of(row, statement),
            slots,
            {"n": found.size, "leads": row.role.level >= 4, "sites": bool(SITES.search(found.scope))},
        )


def two_areas(case: Case) -> Iterator[Binding]:
    """Find a present title that spans two fields."""
    row = case.current
    if row is None or row.role.level < 4 or case.foreign:
        return
    found = re.search(
        r"\b(?:of|,)\s*([A-Za-z]+(?: [A-Za-z]+)?)\s+(?:&|and)\s+([A-Za-z]+(?: [A-Za-z]+)?)$", row.role.title
    )
    if found and all(lexicons().family_of(part) for part in found.groups()):
        held = row.at("title")
        yield binding(
            f"row:{row.index}:areas",
            {"area_a": Value(spoken_case(found[1]), (held,)), "area_b": Value(spoken_case(found[2]), (held,))},
        )


def opaque_title(case: Case) -> Iterator[Binding]:
    """Find a title that says little about the work."""
    row = case.current
    if (
        row
        and not row.role.family
        and _OPAQUE.search(row.role.title)
        and 1 <= len(row.role.title.split()) <= 5
        and not case.foreign
    ):
        yield binding(f"row:{row.index}", {"title": Value(spoken_case(row.role.title), (row.at("title"),))})


@remembered
def partners(case: Case) -> Iterator[Binding]:
    """Find the people a post works with."""
    for row, statement in told(case):
        if (found := shapes.partners(statement.text)) and (row.current or (years_back(case, row) or 9) <= 3):
            held = statement.source
            yield binding(
                fact_of(row, statement),
                {"partners": value(found.partners, held), "partner_one": value(found.partner_one, held)},
            )


def clients(case: Case) -> Iterator[Binding]:
    """Find the kind of people the present post serves."""
    for row, statement in told(case):
        if row.current and (found := _CLIENTS.search(statement.text)):
            yield binding(f"clients:{row.index}", {"clients": value(spoken_case(found[1]), statement.source)})
            return
