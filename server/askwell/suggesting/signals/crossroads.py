"""Joined signals: one side of the seeker's choice is a way that the prospect went."""

import re
from collections.abc import Iterator

from askwell.suggesting.career import Row
from askwell.suggesting.case import Case
from askwell.suggesting.dates import read_date
from askwell.suggesting.facts import Binding, Value, binding, source, spoken
from askwell.suggesting.kinds import kinds_named
from askwell.suggesting.regexes import regex
from askwell.suggesting.signals.path import inside_move
from askwell.suggesting.signals.study import courses, later_courses
from askwell.suggesting.words import stems, with_article

_STUDIES = tuple(
    regex(pattern, re.IGNORECASE)
    for pattern in (
        r"\bdiploma\b|\bpgdip\b",
        r"\bcertificate\b",
        r"\bboot ?camp\b",
        r"\bmaster'?s?\b|\bm\.?sc\b|\bm\.?a\b|\bmeng\b|\bmres\b",
        r"\bmba\b",
        r"\bdegree\b|\bbachelor'?s?\b|\bb\.?sc\b",
        r"\bph\.?d\b|\bdoctora(?:te|l)\b",
        r"\bapprentice(?:ship)?\b",
    )
)
"""Ways to study: a side of a choice and a course are the same way when one of these finds both."""
_CONTRACT = regex(r"\bcontract(?:s|or|ing)?\b|\bproject work\b|\bshort-term\b", re.IGNORECASE)
_SCHEME = regex(
    r"\b((?:returner|returnship|graduate|trainee|rotational|leadership|fast[- ]track|career change) "
    r"(?:scheme|programme|program)s?)\b",
    re.IGNORECASE,
)
_INSIDE = regex(
    r"\b(?:sideways|internal(?:ly)?|inside|within)\b.*\b(?:company|firm|employer|organi[sz]ation)\b|"
    r"\bmove sideways\b|\binternal\b",
    re.IGNORECASE,
)
_PLAIN_WORDS = frozenset(
    "manag lead senior junior assist offic work job role post staff team first full part time year month week".split()
)


def choice_route(case: Case) -> Iterator[Binding]:
    """Find a side of the seeker's choice that the prospect took: a course, a scheme, contract work, an earlier post."""
    decision = case.my.decision
    if decision is None or not case.is_person or case.foreign:
        return
    for side in (decision.act_a or decision.opt_a, decision.act_b or decision.opt_b):
        for key, route in _routes(case, side) if side else ():
            following = _role_after(case, key)
            slots = {"deciding": case.slots.get("deciding"), "route": route, "role_next": following}
            yield binding(("decision", key), slots, {"kind": decision.kind, "with_next": following is not None})
            return


def _role_after(case: Case, key: str) -> Value | None:
    """Find the first post that began after a course or an earlier post, when it is another one."""
    kind, _, place = key.partition(":")
    if kind == "edu":
        entry = next((entry for at, entry in courses(case) if at.endswith(f"/{place}")), {})
        ended = read_date(entry.get("end"))
        rows = [row for row in case.rows if ended and row.start and row.start.year > ended.year]
    else:
        held = next((row for row in case.rows if str(row.index) == place), None)
        since = held.end or held.start if held else None
        rows = [row for row in case.rows if since and row.start and row is not held and row.start.month >= since.month]
    return next((row.title for row in rows if row.title and row.form != "entry"), None)


def _routes(case: Case, side: str) -> Iterator[tuple[str, Value]]:
    yield from _scheme_routes(case, side)
    yield from _study_routes(case, side)
    yield from _form_routes(case, side)
    if not any(pattern.search(side) for pattern in _STUDIES):
        yield from post_routes(case, side)
    yield from _inside_routes(case, side)


def _scheme_routes(case: Case, side: str) -> Iterator[tuple[str, Value]]:
    found = _SCHEME.search(side)
    if not found:
        return
    name = re.sub(r"s$", "", found[1].lower())
    for row in case.rows[::-1]:
        for key in ("title", "description"):
            held = spoken(row.raw.get(key))
            if name in held.lower():
                at = source(f"/profile/person/experience/{row.index}/{key}", row.raw.get(key))
                yield f"row:{row.index}", Value(f"came in through {with_article(name)}", (at,))


def _study_routes(case: Case, side: str) -> Iterator[tuple[str, Value]]:
    wanted = [pattern for pattern in _STUDIES if pattern.search(side)]
    for key, name, route in later_courses(case):
        if any(pattern.search(name) for pattern in wanted):
            yield key, route


def _form_routes(case: Case, side: str) -> Iterator[tuple[str, Value]]:
    kinds = kinds_named(side)
    for row in _earlier(case):
        if _CONTRACT.search(side) and _CONTRACT.search(spoken(row.raw.get("title"))):
            yield f"row:{row.index}", Value("worked on contract", (row.at("title"),))
        elif "self" in kinds and row.form == "self" and row.at("organization")[1]:
            yield f"row:{row.index}", Value("worked for yourself", (row.at("organization"),))


def _inside_routes(case: Case, side: str) -> Iterator[tuple[str, Value]]:
    if not _INSIDE.search(side):
        return
    for bound in inside_move(case):
        org = bound.slots["org"]
        yield bound.facts[0], Value(f"changed over inside {org.text}", (*org.sources, *bound.slots["to_role"].sources))


def post_routes(case: Case, side: str) -> Iterator[tuple[str, Value]]:
    """Find earlier posts that a choice or a belief names by a word of their title."""
    words = stems(side) - _PLAIN_WORDS - stems(case.my.role.title)
    for row in _earlier(case):
        if row.title and words & stems(row.title.text) and row.form != "entry":
            yield f"row:{row.index}", Value(f"worked as {with_article(row.title.text)}", row.title.sources)


def _earlier(case: Case) -> list[Row]:
    return [row for row in case.rows[::-1] if not row.current]
