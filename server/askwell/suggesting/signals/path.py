"""Signals of changes: from one kind of work, employer, size, side, place or form of work to another."""

from collections.abc import Iterator
from itertools import pairwise

from askwell.suggesting.career import Row
from askwell.suggesting.case import Case, remembered
from askwell.suggesting.facts import Binding, Trait, Value, binding, spoken
from askwell.suggesting.lexicons import lexicons
from askwell.suggesting.names import Role
from askwell.suggesting.stints import Stint
from askwell.suggesting.words import stems

_SIDES = {"public": "public", "business": "private", "charity": "non-profit"}
_INSIDE = frozenset({"", "business", "public", "charity"})


@remembered
def steps(case: Case) -> list[tuple[Row, Row]]:
    """List neighbouring posts that follow each other, newest step first; side-by-side posts are no step."""
    kept = {row.index for stint in case.main_stints for row in stint.rows}
    rows = [row for row in case.rows if row.role.title and row.index in kept]
    pairs = [(a, b) for a, b in pairwise(rows) if not (a.current and b.current)]
    return pairs[::-1]


@remembered
def moves(case: Case) -> list[tuple[Stint, Stint]]:
    """List neighbouring employers, newest move first."""
    pairs = list(pairwise(case.main_stints))
    return [(a, b) for a, b in pairs if not (a.last.current and b.last.current)][::-1]


def years_ago(case: Case, row: Row) -> int | None:
    """Count the years since a post began."""
    return (case.now.month - row.start.month) // 12 if case.now and row.start else None


def turn_key(a: Row, b: Row) -> str:
    """Name a step, so that two questions about it count as reuse."""
    return f"step:{a.index}>{b.index}"


def turn_year(a: Row, b: Row) -> Value | None:
    """Say the year of a step: when the earlier post ended, else when the later one began."""
    return b.year or a.end_year


def _turn_slots(a: Row, b: Row) -> dict[str, Value | None]:
    return {
        "from_role": a.title,
        "to_role": b.title,
        "from_field": a.field,
        "to_field": b.field,
        "from_org": a.org,
        "to_org": b.org,
        "year": turn_year(a, b),
    }


def alike(left: Role, right: Role) -> bool:
    """Say whether two roles are the same work in the eyes of those who do it."""
    same = bool(left.family) and left.family == right.family
    return same and (left.person == right.person or left.field == right.field)


def of_my_kind(case: Case, row: Row) -> bool:
    """Say whether a post is the seeker's own kind of work; on a page in another language the kind alone must do."""
    mine = case.my.role
    if row.side == "service" and case.my.stage == "military":
        return True
    return alike(row.role, mine) or (case.foreign and bool(mine.family) and mine.family == row.role.family)


def _turn_traits(case: Case, a: Row, b: Row) -> dict[str, Trait | None]:
    return {
        "same_org": bool(a.org_key) and a.org_key == b.org_key,
        "to_current": b.current,
        "years_ago": years_ago(case, b),
        "from_like_me": of_my_kind(case, a),
        "to_like_target": alike(b.role, case.my.target),
        "same_family": a.role.family == b.role.family,
    }


def differs(a: Row, b: Row) -> bool:
    """Say whether two posts are plainly different kinds of work."""
    known = a.role.family and b.role.family and a.role.family != b.role.family
    apart = a.role.group != b.role.group or not (stems(a.role.field) & stems(b.role.field))
    return bool(known) and apart and a.role.short != b.role.short and a.role.field != b.role.field


def family_turn(case: Case) -> Iterator[Binding]:
    """Find steps to another kind of work."""
    for a, b in steps(case):
        if differs(a, b) and a.form != "entry" and b.form != "entry":
            yield binding(turn_key(a, b), _turn_slots(a, b), _turn_traits(case, a, b), min(a.role.sure, b.role.sure))


def sector_turn(case: Case) -> Iterator[Binding]:
    """Find moves to another industry."""
    known = lexicons().sectors
    for before, after in moves(case):
        a, b = before.last, after.first
        if a.sector and b.sector and a.sector != b.sector and a.form != "entry":
            slots = _turn_slots(a, b)
            slots["from_sector"] = Value(known[a.sector].label, (a.at("organization"),), 0.85)
            slots["to_sector"] = Value(known[b.sector].label, (b.at("organization"),), 0.85)
            yield binding(turn_key(a, b), slots, _turn_traits(case, a, b))


def kind_turn(case: Case) -> Iterator[Binding]:
    """Find people who worked on two of the public, private and non-profit sides."""
    for before, after in moves(case):
        a, b = before.last, after.first
        if a.side in _SIDES and b.side in _SIDES and a.side != b.side and a.org and b.org:
            slots = {
                "kind_a": Value(_SIDES[a.side], (a.at("organization"),)),
                "kind_b": Value(_SIDES[b.side], (b.at("organization"),)),
                "from_org": a.org,
                "to_org": b.org,
                "role": b.title,
            }
            yield binding(turn_key(a, b), slots)


def _family_pair(case: Case, first: str, second: str) -> tuple[Row, Row] | None:
    rows = [row for row in case.rows if row.form != "entry"]
    for b in rows:
        if b.role.family == second:
            earlier = [a for a in rows if a.order < b.order and a.role.family == first]
            return (earlier[-1], b) if earlier and _straight(case, earlier[-1], b) else None
    return None


_DETOUR_MONTHS = 18


def _straight(case: Case, a: Row, b: Row) -> bool:
    """Say whether one post led to the other, with no more than a short stretch of other work between them."""
    between = [row for row in case.rows if a.order < row.order < b.order and row.form != "entry"]
    return all((row.months(case.now) or 0) <= _DETOUR_MONTHS or row.role.family == a.role.family for row in between)


def same_move(case: Case) -> Iterator[Binding]:
    """Find the step from the seeker's kind of work to the one they aim at."""
    mine, target = case.my.role, case.my.target
    if not mine.family or not target.family or mine.family == target.family:
        return
    if pair := _family_pair(case, mine.family, target.family):
        a, b = pair
        if b.current and case.prospect_type == "founder" and "founder" not in target.title.lower():
            return
        strength = 1.0 if stems(target.title) <= stems(b.role.title) else 0.8
        sources = (case.my.role_source, case.my.target_source)
        traits = {**_turn_traits(case, a, b), "strength": strength}
        yield binding(turn_key(a, b), _turn_slots(a, b), traits, min(a.role.sure, b.role.sure), sources=sources)


def reverse_move(case: Case) -> Iterator[Binding]:
    """Find the step in the other direction: from the aim to the seeker's kind of work."""
    mine, target = case.my.role, case.my.target
    if (
        mine.family
        and target.family
        and mine.family != target.family
        and (pair := _family_pair(case, target.family, mine.family))
    ):
        a, b = pair
        yield binding(turn_key(a, b), _turn_slots(a, b), sources=(case.my.role_source, case.my.target_source))


def _size_step(case: Case, sign: int) -> Iterator[Binding]:
    for before, after in moves(case):
        a, b = before.last, after.first
        if a.band is None or b.band is None or (b.band - a.band) * sign < 2 or not (a.org and b.org):
            continue
        sizes = (a.at("organization_size"), b.at("organization_size"))
        sized = tuple(held for held in sizes if held[1])
        yield binding(
            turn_key(a, b),
            _turn_slots(a, b),
            {"bands": abs(b.band - a.band), "years_ago": years_ago(case, b)},
            sources=sized,
        )


def size_drop(case: Case) -> Iterator[Binding]:
    """Find moves to a much smaller employer."""
    yield from _size_step(case, -1)


def size_rise(case: Case) -> Iterator[Binding]:
    """Find moves to a much larger employer."""
    yield from _size_step(case, 1)


def research_to_company(case: Case) -> Iterator[Binding]:
    """Find a step from research into a company."""
    for a, b in steps(case):
        if a.side == "academy" and b.side in {"", "business"} and b.org and _researches(a) and not _researches(b):
            yield binding(turn_key(a, b), _turn_slots(a, b))


def _researches(row: Row) -> bool:
    title = row.role.title.lower()
    return row.role.family == "research" or any(
        word in title for word in ("research", "postdoc", "phd", "doctoral", "professor", "lecturer", "fellow")
    )


def company_to_academy(case: Case) -> Iterator[Binding]:
    """Find a step from a company to a university."""
    for a, b in steps(case):
        if (
            b.side == "academy"
            and a.side in {"", "business"}
            and a.org
            and b.org
            and a.form != "entry"
            and b.form != "entry"
        ):
            yield binding(turn_key(a, b), _turn_slots(a, b))


_SERVICE_RANKS = frozenset(
    "sergeant lieutenant captain major corporal private airman seaman petty midshipman colonel commander "
    "infantry".split()
)


def service_to_civilian(case: Case) -> Iterator[Binding]:
    """Find armed service followed by a civilian post."""
    rows = case.rows
    serving = [row for row in rows if row.side == "service" or _SERVICE_RANKS & set(row.role.title.lower().split())]
    after = [row for row in rows if row not in serving and serving and row.order > serving[-1].order and row.title]
    if serving and after:
        a, b = serving[-1], after[0]
        slots = {"service_role": a.title, "to_role": b.title, "to_org": b.org, "year": turn_year(a, b)}
        yield binding(turn_key(a, b), slots)


def advisor_to_inside(case: Case) -> Iterator[Binding]:
    """Find a step from advising others to living with the result."""
    known = lexicons()
    for a, b in steps(case):
        advised = a.role.family == "consulting" or bool(
            known.names_any("advisor_words", spoken(a.raw.get("organization")))
        )
        inside = (
            b.role.family != "consulting"
            and not known.names_any("advisor_words", spoken(b.raw.get("organization")))
            and b.form != "self"
        )
        if (
            advised
            and inside
            and a.org
            and b.org
            and b.side in _INSIDE
            and a.form != "entry"
            and a.org_key != b.org_key
        ):
            traits = {"to_founder": "founder" in b.role.title.lower(), "years_ago": years_ago(case, b)}
            yield binding(turn_key(a, b), {**_turn_slots(a, b), "role": b.title}, traits)


def inside_move(case: Case) -> Iterator[Binding]:
    """Find another kind of work at the same employer."""
    for a, b in steps(case):
        if a.org_key and a.org_key == b.org_key and differs(a, b) and a.form != "entry":
            yield binding(turn_key(a, b), {**_turn_slots(a, b), "org": b.org}, _turn_traits(case, a, b))


def moved_place(case: Case) -> Iterator[Binding]:
    """Find work that moved to another town in one country."""
    for a, b, here, there in _places(case):
        if here[0] != there[0] and here[1] and here[1] == there[1]:
            slots = {
                "place_a": Value(here[0], (a.at("location"),)),
                "place_b": Value(there[0], (b.at("location"),)),
                "from_org": a.org,
                "to_org": b.org,
            }
            yield binding(f"place:{a.index}>{b.index}", slots)


def moved_country(case: Case) -> Iterator[Binding]:
    """Find the same work done in two countries."""
    for a, b, here, there in _places(case):
        if here[1] and there[1] and here[1] != there[1] and a.role.family and a.role.family == b.role.family:
            slots = {
                "country_a": Value(here[1], (a.at("location"),)),
                "country_b": Value(there[1], (b.at("location"),)),
                "field": b.field,
            }
            yield binding(f"place:{a.index}>{b.index}", slots)


def _places(case: Case) -> Iterator[tuple[Row, Row, tuple[str, str], tuple[str, str]]]:
    for a, b in steps(case):
        here, there = town_and_country(a.place), town_and_country(b.place)
        if here and there:
            yield a, b, here, there


def town_and_country(place: str) -> tuple[str, str] | None:
    """Split "Columbus, Ohio" into the town and its country, as far as the words tell."""
    known = lexicons()
    parts = [part.strip() for part in place.split(",") if part.strip()]
    if not parts or parts[0].lower() in known.not_places or any(part.lower() in known.not_places for part in parts):
        return None
    tail = parts[-1].lower()
    country = known.countries.get(tail) or known.regions.get(tail) or ""
    return parts[0], country
