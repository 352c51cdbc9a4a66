"""Signals of single stations: first posts, posts like the seeker's own or aim, bridges, departures."""

import re
from collections.abc import Iterator

from askwell.suggesting import shapes
from askwell.suggesting.career import Row
from askwell.suggesting.case import Case, remembered
from askwell.suggesting.dates import about_months
from askwell.suggesting.facts import Binding, binding, mapping, raw_text, spoken, value
from askwell.suggesting.names import Role
from askwell.suggesting.regexes import regex
from askwell.suggesting.signals.founding import is_founder
from askwell.suggesting.signals.path import alike, differs, moves, of_my_kind, steps, turn_key, turn_year, years_ago
from askwell.suggesting.words import stems, with_article

_PAUSE_NAMED = regex(r"\b(?:career break|time away|sabbatical|returned to work|back to work)\b", re.IGNORECASE)


def long_pause(case: Case) -> Iterator[Binding]:
    """Find nine months or more between two posts; studies and side posts count as no pause."""
    named = bool(_PAUSE_NAMED.search(f"{spoken(case.person.get('about'))} {spoken(case.person.get('headline'))}"))
    for a, b in steps(case):
        if not (a.end and b.start and a.end.exact and b.start.exact and b.field and b.org):
            continue
        covered = any(
            row.start and row.start <= b.start and (row.end is None or row.end > a.end)
            for row in case.rows
            if row not in (a, b)
        )
        if b.start.month - a.end.month >= 9 and not covered and not _studied(case, a.end.year, b.start.year):
            yield binding(
                turn_key(a, b), {"field": b.field, "year": b.year, "org": b.org}, {"prospect_names_it": named}
            )
            return


def _studied(case: Case, first: int, last: int) -> bool:
    years = (
        [raw_text(mapping(entry).get("end"))[:4] for entry in case.person.get("education", []) or []]
        if isinstance(case.person.get("education"), list)
        else []
    )
    return any(year.isdecimal() and first <= int(year) <= last for year in years)


def first_post(case: Case) -> Iterator[Binding]:
    """Find the first staff post."""
    staff = [row for row in case.rows if row.form == "plain" and row.title and row.org]
    if len(staff) >= 2 and not staff[0].current and staff[0] is case.rows[0]:
        row, target = staff[0], case.my.target
        near = bool(target.field) and row.role.field == target.field and target.level <= 2
        slots = {"first_role": row.title, "first_org": row.org, "year": row.year}
        sources = (case.my.target_source,) if near else ()
        yield binding(
            f"row:{row.index}", slots, {"like_target": near, "years_ago": years_ago(case, row)}, sources=sources
        )


def unrelated_start(case: Case) -> Iterator[Binding]:
    """Find a beginning in another field."""
    staff = [row for row in case.rows if row.form in {"plain", "contract"} and row.title]
    row = case.current
    if (
        row
        and len(staff) >= 2
        and staff[0] is not row
        and staff[0] is case.rows[0]
        and staff[0].field
        and row.field
        and differs(staff[0], row)
        and staff[0].role.group != row.role.group
    ):
        slots = {
            "first_field": staff[0].field,
            "first_role": staff[0].title,
            "first_org": staff[0].org,
            "field": row.field,
        }
        yield binding(f"row:{staff[0].index}", slots)


_BEGINNERS = ("intern", "apprentice", "trainee")


def intern_to_staff(case: Case) -> Iterator[Binding]:
    """Find an internship or traineeship that led to a staff post at the same employer."""
    for row in case.rows:
        if row.form != "entry" or not row.org or not row.role.title:
            continue
        later = [
            other
            for other in case.rows
            if other.order > row.order and other.org_key == row.org_key and other.form == "plain" and other.title
        ]
        if later:
            named = next((kind for kind in _BEGINNERS if kind in row.role.title.lower()), "")
            word = named or (row.title.text.split()[-1] if row.title else "")
            slots = {
                "org": row.org,
                "intern_role": value(word, row.at("title")),
                "staff_role": later[0].title,
                "intern_year": row.year,
            }
            yield binding(f"step:{row.index}>{later[0].index}", slots)
            return


def _holds(row: Row, target: Role) -> float:
    wanted = stems(target.title) - {"seni", "juni", "lead"}
    if not target.short:
        return 0.0
    if (len(wanted) >= 2 and wanted <= stems(row.role.title)) or row.role.short == target.short:
        return 1.0
    same = (
        bool(target.field)
        and row.role.field == target.field
        and row.role.level == target.level
        and target.level in (2, 3)
    )
    return 0.7 if same and row.role.sure >= 0.9 and target.sure >= 0.9 else 0.0


def held_target(case: Case) -> Iterator[Binding]:
    """Find a past post that the seeker aims at now."""
    target = case.my.target
    for row in case.rows[::-1]:
        sure = _holds(row, target)
        if row.current or not sure or not row.title or row.form == "entry":
            continue
        before = [other for other in case.rows if other.order < row.order and other.form != "entry" and other.title]
        after = [other for other in case.rows if other.order > row.order and other.title]
        previous = before[-1] if before and before[-1].title != row.title else None
        slots = {
            "from_role": previous.title if previous else None,
            "from_field": previous.field if previous else None,
            "target_post": row.title,
            "to_role": row.title,
            "next_role": after[0].title if after else None,
            "org": row.org,
            "year": row.year,
            "to_field": row.field,
        }
        like_me = previous is not None and of_my_kind(case, previous)
        yield binding(
            f"row:{row.index}",
            slots,
            {"from_like_me": like_me, "years_ago": years_ago(case, row)},
            max(sure, 0.7),
            sources=(case.my.target_source,),
        )
        return


def holds_target(case: Case) -> Iterator[Binding]:
    """Find the seeker's aim in the present post."""
    row = case.current
    if row and row.title and _holds(row, case.my.target):
        held = (case.my.target_source, *row.title.sources)
        yield binding(f"row:{row.index}", {"target_post": row.title, "org": row.org}, sources=held)


def was_at_target_org(case: Case) -> Iterator[Binding]:
    """Find a past post with an employer the seeker aims at."""
    for target in case.my.targets:
        for row in case.rows[::-1]:
            if (
                not row.current
                and row.org
                and row.title
                and row.org_key
                and row.org_key in target.text.lower()
                and case.current is not row
            ):
                yield binding(
                    f"row:{row.index}",
                    {"target_org": row.org, "role_there": row.title, "org": row.org},
                    sources=target.sources,
                )
                return


@remembered
def leap(case: Case) -> Iterator[Binding]:
    """Find departures from an employer, those like the seeker's own step first."""
    found = []
    for before, after in moves(case):
        a, b = before.last, after.first
        if not a.org or a.form == "entry" or not a.end:
            continue
        ago = case.now.month - a.end.month if case.now else None
        like_me = of_my_kind(case, a)
        kind = (
            "founder"
            if is_founder(b.role)
            else "self"
            if b.form == "self"
            else "field"
            if differs(a, b)
            else "employer"
        )
        slots = {"from_org": a.org, "from_role": a.title, "to_org": b.org, "to_role": b.title, "year": a.end_year}
        traits = {
            "kind": kind,
            "months_ago": ago,
            "years_ago": ago // 12 if ago is not None else None,
            "to_founder": kind == "founder",
            "to_self": kind == "self",
            "from_like_me": like_me,
        }
        found.append((not like_me, binding(turn_key(a, b), slots, traits)))
    yield from (bound for _, bound in sorted(found, key=lambda pair: pair[0]))


def bridge(case: Case) -> Iterator[Binding]:
    """Find a short stint between two kinds of work."""
    rows = [row for row in case.rows if row.role.title]
    for a, row, b in zip(rows, rows[1:], rows[2:], strict=False):
        months = row.months(case.now)
        small = row.form in {"self", "contract", "entry"} and months is not None and 1 <= months <= 18
        if not small or not differs(a, b) or not a.org or a.form == "entry":
            continue
        said = next((text for statement in row.statements if (text := shapes.bridge(statement.text))), "")
        held = next(
            (statement.source for statement in row.statements if shapes.bridge(statement.text)), row.at("title")
        )
        stretch = about_months(months or 1).removeprefix("about ")
        said = said or (f"{stretch} as {with_article(row.title.text)}" if row.title else "")
        that = f"those {said}" if not said.startswith(("a ", "an ")) else f"that {said.split(' ', 1)[1]}"
        slots = {
            "bridge": value(said, held),
            "bridge_that": value(that, held) if said else None,
            "from_org": a.org,
            "to_org": b.org,
            "from_field": a.field,
            "to_field": b.field,
        }
        yield binding(
            f"row:{row.index}",
            slots,
            {
                "from_like_me": of_my_kind(case, a),
                "to_like_target": alike(b.role, case.my.target),
            },
        )


_RANK_WORD = regex(
    r"\b(?:deputy|assistant|associate|vice|head|chief|junior|lead|owner|director|manager)\b", re.IGNORECASE
)


def same_work(left: Role, right: Role) -> bool:
    """Say whether two posts are the same work at the same rank, whatever the employer."""
    ranks = [frozenset(found.lower() for found in _RANK_WORD.findall(role.title)) for role in (left, right)]
    return alike(left, right) and left.level == right.level and ranks[0] == ranks[1]


def previous_post(case: Case) -> Iterator[Binding]:
    """Find the post before the present one."""
    row = case.current
    earlier = [
        held
        for held in case.rows
        if row and held.order < row.order and held.form != "entry" and held.title and held.org
    ]
    before = earlier[-1] if earlier else None
    if row and before and row.title and before.title and row.org and before.title.text != row.title.text:
        slots = {
            "from_role": before.title,
            "from_org": before.org,
            "to_role": row.title,
            "org": row.org,
            "from_field": before.field,
            "year": turn_year(before, row),
        }
        traits = {
            "same_org": before.org_key == row.org_key,
            "same_family": before.role.family == row.role.family,
            "same_work": same_work(before.role, row.role),
        }
        yield binding(turn_key(before, row), slots, traits)


def two_stints(case: Case) -> Iterator[Binding]:
    """Find two employers known for longer than a year."""
    long = [
        stint
        for stint in case.main_stints
        if stint.last.org and (stint.months(case.now) or 0) >= 9 and not stint.only_entry
    ]
    if len(long) >= 2:
        a, b = long[-2].last, long[-1].last
        slots = {"from_org": a.org, "org": b.org, "from_role": a.title, "to_role": b.title}
        traits = {"years_ago": years_ago(case, b), "same_work": same_work(a.role, b.role)}
        yield binding(turn_key(a, b), slots, traits)
