"""Signals of people whom the prospect teaches, trains, mentors or coaches."""

import re
from collections.abc import Iterator

from askwell.suggesting.case import Case, remembered
from askwell.suggesting.cleaning import spoken_case
from askwell.suggesting.dates import read_date
from askwell.suggesting.facts import Binding, binding, items, mapping, source, spoken, value
from askwell.suggesting.names import organization_short
from askwell.suggesting.regexes import regex

_TEACHES = regex(
    r"^(mentor|coach|tutor|instructor|guest lecturer|lecturer|trainer|volunteer teacher|teaching assistant|"
    r"adjunct\w*)\b",
    re.IGNORECASE,
)
_SUPERVISES = regex(
    r"\b(mentor|supervis|coach|tutor|train|teach|precept)(?:s|e|es|ed|ing|or)?\s+((?:\w+\s+){0,3}?(?:students|apprentices|trainees|interns|juniors|nurses|"
    r"teachers|graduates|founders|engineers|residents|newcomers|volunteers|starters|joiners|learners|researchers|candidates))\b",
    re.IGNORECASE,
)
_VERBS = {
    "mentor": "mentor",
    "supervis": "supervise",
    "coach": "coach",
    "tutor": "tutor",
    "train": "train",
    "teach": "teach",
    "precept": "precept",
}
_LEARNERS = {
    "mentor": "mentor",
    "coach": "coach",
    "tutor": "tutor",
    "trainer": "train",
    "instructor": "teach",
    "lecturer": "teach",
}


@remembered
def teaching(case: Case) -> Iterator[Binding]:
    """Find people whom the prospect teaches, trains, mentors or coaches now."""
    if case.foreign:
        return
    yield from _volunteer_teaching(case)
    for row in case.rows[::-1]:
        recent = row.current or (row.end and case.now and case.now.month - row.end.month <= 60)
        for statement in row.statements if recent else ():
            if (found := _SUPERVISES.search(statement.text)) and row.org:
                learners = re.sub(
                    r"^(?:the|our|my|all|new)\s+(?=\w+\s)|^(?:\d+|two|three|four|five|six|seven|eight|nine|ten|several|many)\s+",
                    "",
                    found[2].lower(),
                )
                verb = _VERBS[found[1].lower()]
                said = (
                    f"the {spoken_case(learners)} you {verb}"
                    if row.current
                    else f"the {spoken_case(learners)} you worked with"
                )
                yield binding(
                    f"teach:{row.index}",
                    {
                        "group": value(said, statement.source),
                        "group_org": row.org,
                        "since": row.year if row.current else None,
                    },
                    {"learners": learners.split()[-1], "own_students": "student" in learners},
                )


def _volunteer_teaching(case: Case) -> Iterator[Binding]:
    for position, entry in items(case.person, "volunteering"):
        role = spoken(mapping(entry).get("role"))
        org = organization_short(spoken(mapping(entry).get("organization")))
        started, ended = read_date(mapping(entry).get("start")), read_date(mapping(entry).get("end"))
        if not (found := _TEACHES.match(role)) or not org or (ended and case.now and case.now.month - ended.month > 60):
            continue
        verb = _LEARNERS.get(found[1].lower().split()[-1], "teach")
        pointer = f"/profile/person/volunteering/{position}"
        held = source(f"{pointer}/role", mapping(entry).get("role"))
        at = source(f"{pointer}/organization", mapping(entry).get("organization"))
        people = f"the people you {verb}{'' if ended is None else 'ed'} at {org}"
        slots = {
            "group": value(people, held, at),
            "group_org": value(org, at),
            "since": value(str(started.year), source(f"{pointer}/start", mapping(entry).get("start")))
            if started and not ended
            else None,
        }
        yield binding(f"volunteer:{org}", slots, {"learners": "people", "own_students": False})
