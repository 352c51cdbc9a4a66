"""Signals of the lines of work that somebody knows from inside: those they left, and the seeker's own."""

from collections.abc import Iterator

from askwell.suggesting.career import Row
from askwell.suggesting.case import Case
from askwell.suggesting.facts import Binding, Trait, Value, binding
from askwell.suggesting.lexicons import lexicons
from askwell.suggesting.names import Role
from askwell.suggesting.signals.path import of_my_kind, turn_key, years_ago
from askwell.suggesting.trades import plainly_named, title_held, trade_of

_EARLIER = 0.85


def left_trade(case: Case) -> Iterator[Binding]:
    """Find the lines of work that they did before the present one: the seeker's first, then the newest."""
    now = case.current
    if now is None or not now.role.family:
        return
    found: list[tuple[bool, Binding]] = []
    seen = {_trade(now, case), ""}
    for row in case.rows[::-1]:
        trade = _trade(row, case)
        if trade in seen or row.current or row.form == "entry" or _same(row.role, now.role):
            continue
        seen.add(trade)
        mine = of_my_kind(case, row)
        slots: dict[str, Value | None] = {
            "from_role": row.title,
            "to_role": now.title,
            "from_field": row.field,
            "to_field": now.field,
            "from_org": row.org,
            "craft": Value(lexicons().families[row.role.family].label, title_held(row, case.foreign)),
        }
        traits: dict[str, Trait | None] = {
            "trade": trade,
            "years_ago": years_ago(case, now),
            "from_like_me": mine,
        }
        held = (
            *title_held(row, case.foreign),
            *title_held(now, case.foreign),
            *((case.my.role_source,) if mine else ()),
        )
        sure = row.role.sure if mine or not found else _EARLIER * row.role.sure
        found.append((not mine, binding(turn_key(row, now), slots, traits, sure, sources=held)))
    yield from (bound for _, bound in sorted(found, key=lambda pair: pair[0]))


def my_trade(case: Case) -> Iterator[Binding]:
    """Find a seeker whose own line of work is neither theirs now nor one they come from."""
    my, row = case.my, case.current
    if my.student or not my.role.family or not plainly_named(my.role) or not case.is_person:
        return
    held = title_held(row, case.foreign) if row else ()
    aimed = bool(my.target.family) and my.target.family != my.role.family
    if not (held or aimed) or any(_same(other.role, my.role) or of_my_kind(case, other) for other in case.rows):
        return
    slots = {"my_field": case.slots.get("my_field")}
    yield binding("background", slots, {"trade": trade_of(my.role)}, sources=(my.role_source, *held))


def _trade(row: Row, case: Case) -> str:
    if not row.role.family or not plainly_named(row.role) or not title_held(row, case.foreign):
        return ""
    return trade_of(row.role, row.sector)


def _same(left: Role, right: Role) -> bool:
    return bool(left.family) and left.family == right.family
