"""Signals of standing: promotions, leading, tenure, new posts, returns, parallel posts."""

from collections.abc import Iterator

from askwell.suggesting.career import Row
from askwell.suggesting.case import Case
from askwell.suggesting.dates import years_spelled
from askwell.suggesting.facts import Binding, Value, binding
from askwell.suggesting.signals.founding import is_founder
from askwell.suggesting.signals.path import steps, turn_key, turn_year, years_ago
from askwell.suggesting.stints import Stint
from askwell.suggesting.words import number_word


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
        slots = {
            "n": Value(number_word(len(rows)), tuple(row.at("title") for row in rows)),
            "org": rows[-1].org,
            "first_role": first if apart else None,
            "role": last if apart else None,
        }
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
    for first, away, again in zip(case.main_stints, case.main_stints[1:], case.main_stints[2:], strict=False):
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
