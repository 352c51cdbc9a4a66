"""Signals of founding, early joining, working for oneself, schemes and takeovers."""

import re
from collections.abc import Iterator

from askwell.suggesting import shapes
from askwell.suggesting.case import Case, remembered
from askwell.suggesting.facts import Binding, binding, source, value
from askwell.suggesting.names import Role
from askwell.suggesting.regexes import regex
from askwell.suggesting.signals.path import steps, turn_key, turn_year, years_ago

_SCHEME = regex(
    r"\b((?:[A-Za-z-]+\s+){0,3}(?:graduate|rotational|leadership|trainee|apprenticeship|management|development)(?:\s+[a-z-]+){0,2}\s+(?:programme|program|scheme))\b",
    re.IGNORECASE,
)
_ACQUIRED = regex(r"\b(?:acquired by|became part of|merged (?:into|with)|bought by)\s+((?:[A-Z][\w&'-]*\s?){1,4})")


def is_founder(role: Role) -> bool:
    """Say whether a title is a founder's."""
    return bool(re.search(r"\b(?:co-?)?founder\b|\bfounding partner\b", role.title.lower()))


@remembered
def to_self_employed(case: Case) -> Iterator[Binding]:
    """Find a step from employment to working for oneself."""
    for a, b in steps(case):
        if a.form == "plain" and b.form == "self" and b.current and a.org:
            yield binding(
                turn_key(a, b), {"from_org": a.org, "from_role": a.title, "role": b.title, "year": turn_year(a, b)}
            )


def to_employed(case: Case) -> Iterator[Binding]:
    """Find a step from working for oneself to employment."""
    for a, b in steps(case):
        if a.form == "self" and b.form == "plain" and b.org and not is_founder(b.role):
            yield binding(turn_key(a, b), {"org": b.org, "role": b.title, "year": turn_year(a, b)})


def founder_now(case: Case) -> Iterator[Binding]:
    """Find somebody who runs what they founded."""
    row = case.current
    if row and row.org and is_founder(row.role) and row.current:
        before = next((a for a, b in steps(case) if b is row), None)
        slots = {
            "org": row.org,
            "year": row.year,
            "from_org": before.org if before else None,
            "from_field": before.field if before else None,
        }
        yield binding(f"post:{row.index}", slots, {"years_ago": years_ago(case, row)}, sources=(row.at("title"),))


def founder_before(case: Case) -> Iterator[Binding]:
    """Find an earlier founder who is employed now."""
    row = case.current
    founded = [other for other in case.rows if is_founder(other.role) and other.org and not other.current]
    if row and founded and row.title and row.org and not is_founder(row.role) and row.order > founded[-1].order:
        yield binding(turn_key(founded[-1], row), {"founded_org": founded[-1].org, "role": row.title, "org": row.org})


@remembered
def early_join(case: Case) -> Iterator[Binding]:
    """Find a post begun within three years of the founding, or named as the first of its kind."""
    for row in case.rows[::-1]:
        for statement in row.statements:
            noun = shapes.first_hire(statement.text)
            if (person := shapes.first_of_kind(statement.text)) and row.org:
                slots = {"org": row.org, "first_np": value(f"the first {person}", statement.source)}
                yield binding(f"first:{row.index}", slots, {"first_hire": True}, sources=(statement.source,))
                return
            if noun is not None and row.org:
                named = f"the first {noun} hire" if noun else ""
                slots = {
                    "org": row.org,
                    "team_noun": value(noun, statement.source),
                    "first_np": value(named, statement.source),
                }
                yield binding(f"first:{row.index}", slots, {"first_hire": bool(noun)}, sources=(statement.source,))
                return
    yield from _young_house(case)


def _young_house(case: Case) -> Iterator[Binding]:
    row, founded = case.current, case.organization.founded
    own = (
        row is not None
        and case.organization.name is not None
        and row.org is not None
        and row.org.text == case.organization.name.text
    )
    if row and own and founded and row.start and 0 <= row.start.year - founded.year <= 3 and not is_founder(row.role):
        held = source("/profile/organization/founded", case.organization.raw.get("founded"))
        yield binding(
            f"first:{row.index}", {"org": row.org}, {"first_hire": False}, 0.85, sources=(held, row.at("start"))
        )


def taken_over(case: Case) -> Iterator[Binding]:
    """Find an employer that became part of another during the stay."""
    for row in case.rows[::-1]:
        for statement in row.statements:
            if (found := _ACQUIRED.search(statement.text)) and row.org:
                yield binding(
                    f"row:{row.index}:takeover", {"org": row.org, "acquirer": value(found[1].strip(), statement.source)}
                )


def scheme(case: Case) -> Iterator[Binding]:
    """Find a graduate, rotational or apprentice scheme."""
    for row in case.rows[::-1]:
        texts = [(statement.text, statement.source) for statement in row.statements] + [
            (row.role.title, row.at("title"))
        ]
        for text, held in texts:
            if (found := _SCHEME.search(text)) and row.org and len(found[1].split()) <= 5:
                name = found[1] if found[1][:1].islower() or found[1].isupper() else found[1][0].lower() + found[1][1:]
                yield binding(f"row:{row.index}:scheme", {"programme": value(name, held), "org": row.org})
                return
