"""Signals of comparisons and beginnings: two kinds side by side, and a degree followed by a first post."""

import re
from collections.abc import Iterator

from askwell.suggesting.career import Row, Statement
from askwell.suggesting.case import Case
from askwell.suggesting.dates import read_date
from askwell.suggesting.facts import Binding, binding, source, spoken, value
from askwell.suggesting.names import organization_short
from askwell.suggesting.regexes import regex
from askwell.suggesting.signals.deeds import fact_of, told
from askwell.suggesting.signals.study import courses, degree_said
from askwell.suggesting.words import number_value, tokens

_TWO = regex(
    r"\b(?:for|in|of|from|at|on|across)\s+((?:[a-z-]+\s)?[a-z-]{3,}s|[A-Z][\w-]+)\s+and\s+((?:[a-z-]+\s)?[a-z-]{3,}s|[A-Z][\w-]+)$"
)
_LISTED = regex(r"^[A-Z][a-z-]+(?:\s[a-z-]+)?(?:,\s[a-z-]+(?:\s[a-z-]+)?)*,?\s+and\s+(?:[a-z-]+\s){0,2}[a-z-]+s$")
_PEOPLE_END = regex(r"\b(?:managers|engineers|registrars?|directors|colleagues|staff|team|teams|others|more)$")
_LONGEST_LIST = 8
_LATEST_START, _EARLIEST_START = 1, -1


def pair(case: Case) -> Iterator[Binding]:
    """Find two or more kinds that the work sets beside each other: hospitals and schools."""
    for row, statement in told(case):
        found = _clause_pair(row, statement) or _fragment_pair(row, statement)
        if found:
            yield found
            return


def _clause_pair(row: Row, statement: Statement) -> Binding | None:
    clause, held = statement.clause, statement.source
    if clause is None or clause.tense != "present" or not row.current:
        return None
    hit = _TWO.search(clause.did)
    if not hit or _PEOPLE_END.search(hit[2]) or hit[1][:1].isupper() != hit[2][:1].isupper():
        return None
    slots = {"duty": value(clause.did, held), "pair_a": value(hit[1], held), "pair_b": value(hit[2], held)}
    return binding(fact_of(row, statement), slots, {"two": True, "fragment": False})


def _fragment_pair(row: Row, statement: Statement) -> Binding | None:
    text = statement.text.strip(" .")
    if statement.clause is not None or not _LISTED.match(text) or _PEOPLE_END.search(text):
        return None
    if "," not in text or (
        number_value(text.split()[0]) is not None
        or len(tokens(text)) > _LONGEST_LIST
        or text not in spoken(row.raw.get("description"))
    ):
        return None
    slots = {"pair_list": value(text, statement.source)}
    return binding(fact_of(row, statement), slots, {"two": False, "fragment": True})


def degree_then_first(case: Case) -> Iterator[Binding]:
    """Find a degree that ended about when the first staff post began."""
    staff = [row for row in case.rows if row.form == "plain" and row.title and row.org and row.start]
    if case.foreign or len(staff) < 2:
        return
    first = staff[0]
    for pointer, entry in courses(case):
        ended, said = read_date(entry.get("end")), degree_said(spoken(entry.get("degree")))
        school = organization_short(spoken(entry.get("school")))
        if not ended or not said or not first.start or not first.title:
            continue
        if _EARLIEST_START <= first.start.year - ended.year <= _LATEST_START:
            slots = {
                "first_role": first.title,
                "first_org": first.org,
                "school": value(school, source(f"{pointer}/school", entry.get("school"))),
            }
            held = source(f"{pointer}/degree", entry.get("degree"))
            yield binding((f"edu:{re.sub(r'[^0-9]', '', pointer)}", f"row:{first.index}"), slots, sources=(held,))
            return
