"""Signals of standing: ranks, tenure, first posts, parallel posts, founders, and posts like the seeker's own or aim."""

import re
from collections.abc import Iterator

from askwell.suggesting import shapes
from askwell.suggesting.career import Row, Stint
from askwell.suggesting.case import Case
from askwell.suggesting.dates import about_months, years_spelled
from askwell.suggesting.facts import Binding, Value, binding, mapping, raw_text, source, spoken, value
from askwell.suggesting.names import Role
from askwell.suggesting.signals.path import differs, moves, steps, turn_key, turn_year, years_ago
from askwell.suggesting.words import number_word, stems, with_article

_SCHEME = re.compile(
    r"\b((?:[A-Za-z-]+\s+){0,3}(?:graduate|rotational|leadership|trainee|apprenticeship|management|development)(?:\s+[a-z-]+){0,2}\s+(?:programme|program|scheme))\b",
    re.IGNORECASE,
)
_PAUSE_NAMED = re.compile(r"\b(?:career break|time away|sabbatical|returned to work|back to work)\b", re.IGNORECASE)
_ACQUIRED = re.compile(r"\b(?:acquired by|became part of|merged (?:into|with)|bought by)\s+((?:[A-Z][\w&'-]*\s?){1,4})")


def is_founder(role: Role) -> bool:
    """Say whether a title is a founder's."""
    return bool(re.search(r"\b(?:co-?)?founder\b|\bfounding partner\b", role.title.lower()))


def became_lead(case: Case) -> Iterator[Binding]:
    """Find the first post with people to lead."""
    for a, b in steps(case)[::-1]:
        if (
            a.role.level <= 3
            and b.role.level in (4, 5, 6)
            and a.form != "entry"
            and not is_founder(b.role)
            and a.title
            and b.title
        ):
            slots = {"from_role": a.title, "to_role": b.title, "org": b.org, "year": turn_year(a, b)}
            yield binding(turn_key(a, b), slots, {"years_ago": years_ago(case, b)})
            return


def left_lead(case: Case) -> Iterator[Binding]:
    """Find a step from leading people back to hands-on work."""
    for a, b in steps(case):
        if a.role.level in (4, 5) and b.role.level in (2, 3) and a.role.family == b.role.family and b.form == "plain":
            yield binding(
                turn_key(a, b), {"from_role": a.title, "to_role": b.title, "org": b.org, "year": turn_year(a, b)}
            )


def _climb(case: Case) -> Iterator[tuple[Stint, list[Row]]]:
    for stint in case.stints[::-1]:
        rows = [row for row in stint.rows if row.form != "entry" and row.role.title]
        ranks = [row.role.level for row in rows]
        if len(rows) >= 2 and ranks[-1] > ranks[0] and stint.first.org:
            yield stint, rows


def rising(case: Case) -> Iterator[Binding]:
    """Find two or more rising titles at one employer."""
    for stint, rows in _climb(case):
        first, last = rows[0].title, rows[-1].title
        apart = bool(first and last and first.text != last.text)
        months = stint.months(case.now)
        slots = {"n": Value(number_word(len(rows)), tuple(row.at("title") for row in rows)), "org": rows[-1].org,
                 "first_role": first if apart else None, "role": last if apart else None}  # fmt: skip
        traits = {"steps": len(rows) - 1, "years": months // 12 if months else None, "current": rows[-1].current}
        yield binding(f"climb:{rows[-1].org_key}", slots, traits)


def fast_rise(case: Case) -> Iterator[Binding]:
    """Find two or more promotions within four years."""
    for stint, rows in _climb(case):
        months = rows[-1].start.month - rows[0].start.month if rows[-1].start and rows[0].start else None
        first, last = rows[0].title, rows[-1].title
        if len(rows) >= 3 and months is not None and months <= 48 and first and last and first.text != last.text:
            yield binding(
                f"climb:{stint.last.org_key}",
                {"first_role": first, "role": last, "org": rows[-1].org},
                {"years": months // 12},
            )


def long_tenure(case: Case) -> Iterator[Binding]:
    """Find seven years or more with the present employer."""
    for stint in case.stints[::-1]:
        months = stint.months(case.now)
        if stint.last.current and stint.last.org and months is not None and months >= 84:
            held = (stint.first.at("start"), stint.last.at("organization"))
            slots = {
                "org": stint.last.org,
                "years": Value(years_spelled(months), held),
                "first_role": stint.first.title,
                "since": stint.first.year,
            }
            yield binding(f"tenure:{stint.last.org_key}", slots)


def _post_age(case: Case) -> tuple[Row, int] | None:
    row = case.current
    if row is None or not row.current or row.start is None or not row.start.exact or case.now is None or not row.org:
        return None
    stint = next(stint for stint in case.stints if row in stint.rows)
    return None if len(stint.rows) > 1 else (row, case.now.month - row.start.month)


def new_post(case: Case) -> Iterator[Binding]:
    """Find a present post that is younger than six months."""
    if (found := _post_age(case)) and 0 <= found[1] < 6:
        row = found[0]
        yield binding(
            f"post:{row.index}", {"org": row.org, "role": row.title, "since": row.year}, sources=(row.at("start"),)
        )


def first_year(case: Case) -> Iterator[Binding]:
    """Find a present post that is six to eighteen months old."""
    if (found := _post_age(case)) and 6 <= found[1] <= 18:
        row = found[0]
        yield binding(
            f"post:{row.index}",
            {"org": row.org, "role": row.title, "since": row.year},
            {"months": found[1]},
            sources=(row.at("start"),),
        )


def short_stints(case: Case) -> Iterator[Binding]:
    """Find three or more employers in a row, each left within eighteen months."""
    run: list[Stint] = []
    for stint in case.stints:
        months = stint.months(case.now)
        plain = stint.first.form == "plain" and stint.first.org and not stint.last.current
        run = [*run, stint] if plain and months is not None and months < 18 else run if stint.last.current else []
    if len(run) >= 3:
        yield binding(
            "stints", {"n": Value(number_word(len(run)), tuple(stint.first.at("organization") for stint in run))}
        )


def came_back(case: Case) -> Iterator[Binding]:
    """Find a return to a former employer."""
    for first, away, again in zip(case.stints, case.stints[1:], case.stints[2:], strict=False):
        if first.last.org_key and first.last.org_key == again.first.org_key and first.first.form != "entry":
            slots = {"org": again.first.org, "away_org": away.first.org, "year": again.first.year}
            yield binding(f"back:{again.first.org_key}", slots)


def two_posts(case: Case) -> Iterator[Binding]:
    """Find two present posts side by side."""
    running = [row for row in case.rows if row.current and row.title and row.org and row.form != "entry"]
    if len(running) >= 2 and running[-1].org_key != running[-2].org_key and running[-1].title != running[-2].title:
        a, b = running[-1], running[-2]
        yield binding(
            f"posts:{a.index}+{b.index}", {"role_a": a.title, "role_b": b.title, "org_a": a.org, "org_b": b.org}
        )


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


def early_join(case: Case) -> Iterator[Binding]:
    """Find a post begun within three years of the founding, or named as the first of its kind."""
    for row in case.rows[::-1]:
        for statement in row.statements:
            noun = shapes.first_hire(statement.text)
            if noun is not None and row.org:
                slots = {"org": row.org, "team_noun": value(noun, statement.source)}
                yield binding(f"first:{row.index}", slots, {"first_hire": bool(noun)}, sources=(statement.source,))
                return
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
    return any(year.isdigit() and first <= int(year) <= last for year in years)


def first_post(case: Case) -> Iterator[Binding]:
    """Find the first staff post."""
    staff = [row for row in case.rows if row.form == "plain" and row.title and row.org]
    if len(staff) >= 2 and not staff[0].current:
        row, target = staff[0], case.my.target
        alike = bool(target.field) and row.role.field == target.field and target.level <= 2
        slots = {"first_role": row.title, "first_org": row.org, "year": row.year}
        sources = (case.my.target_source,) if alike else ()
        yield binding(
            f"row:{row.index}", slots, {"like_target": alike, "years_ago": years_ago(case, row)}, sources=sources
        )


def unrelated_start(case: Case) -> Iterator[Binding]:
    """Find a beginning in another field."""
    staff = [row for row in case.rows if row.form in {"plain", "contract"} and row.title]
    row = case.current
    if (
        row
        and len(staff) >= 2
        and staff[0] is not row
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
            word = "intern" if "intern" in row.role.title.lower() else (row.title.text.split()[-1] if row.title else "")
            slots = {
                "org": row.org,
                "intern_role": value(word, row.at("title")),
                "staff_role": later[0].title,
                "intern_year": row.year,
            }
            yield binding(f"step:{row.index}>{later[0].index}", slots)
            return


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
            "from_role": previous.title if previous else None, "from_field": previous.field if previous else None, "target_post": row.title,
            "to_role": row.title, "next_role": after[0].title if after else None, "org": row.org, "year": row.year, "to_field": row.field,
        }  # fmt: skip
        alike = (
            bool(previous)
            and bool(case.my.role.family)
            and previous is not None
            and previous.role.family == case.my.role.family
        )
        yield binding(
            f"row:{row.index}",
            slots,
            {"from_like_me": alike, "years_ago": years_ago(case, row)},
            max(sure, 0.7),
            sources=(case.my.target_source,),
        )
        return


def holds_target(case: Case) -> Iterator[Binding]:
    """Find the seeker's aim in the present post."""
    row = case.current
    if row and row.title and _holds(row, case.my.target):
        yield binding(f"row:{row.index}", {"target_post": row.title, "org": row.org}, sources=(case.my.target_source,))


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


def leap(case: Case) -> Iterator[Binding]:
    """Find departures from an employer, those like the seeker's own step first."""
    found = []
    for before, after in moves(case):
        a, b = before.last, after.first
        if not a.org or a.form == "entry" or not a.end:
            continue
        ago = case.now.month - a.end.month if case.now else None
        alike = bool(case.my.role.family) and a.role.family == case.my.role.family
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
            "to_founder": kind == "founder",
            "to_self": kind == "self",
            "from_like_me": alike,
        }
        found.append((not alike, binding(turn_key(a, b), slots, traits)))
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
            "bridge": value(said, held), "bridge_that": value(that, held) if said else None, "from_org": a.org, "to_org": b.org,
            "from_field": a.field, "to_field": b.field,
        }  # fmt: skip
        mine, target = case.my.role.family, case.my.target.family
        yield binding(
            f"row:{row.index}",
            slots,
            {
                "from_like_me": bool(mine) and a.role.family == mine,
                "to_like_target": bool(target) and b.role.family == target,
            },
        )


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
        slots = {"from_role": before.title, "from_org": before.org, "to_role": row.title, "org": row.org,
                 "from_field": before.field, "year": turn_year(before, row)}  # fmt: skip
        traits = {"same_org": before.org_key == row.org_key, "same_family": before.role.family == row.role.family}
        yield binding(turn_key(before, row), slots, traits)


def two_stints(case: Case) -> Iterator[Binding]:
    """Find two employers known for longer than a year."""
    long = [
        stint for stint in case.stints if stint.last.org and (stint.months(case.now) or 0) >= 9 and not stint.only_entry
    ]
    if len(long) >= 2:
        a, b = long[-2].last, long[-1].last
        slots = {"from_org": a.org, "org": b.org, "from_role": a.title, "to_role": b.title}
        yield binding(turn_key(a, b), slots, {"years_ago": years_ago(case, b)})
