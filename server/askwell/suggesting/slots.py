"""The slots that every wording may use: words of the prospect, words of the seeker, and the seeker's plans."""

import re
from typing import TYPE_CHECKING

from askwell.suggesting.facts import Value, source, spoken, value
from askwell.suggesting.lexicons import lexicons

if TYPE_CHECKING:
    from askwell.suggesting.case import Case


def always_slots(case: "Case") -> dict[str, Value]:
    """Give every slot of a case that has something to say."""
    found = {**_their_slots(case), **_my_slots(case), **_my_plans(case)}
    return {name: slot for name, slot in found.items() if slot is not None and slot.text}


def _their_slots(case: "Case") -> dict[str, Value | None]:
    row = case.current
    if row is None:
        return {"org": case.organization.name, "sector": _sector(case, case.organization.sector)}
    people = value(row.role.people, *(row.title.sources if row.title else ()))
    person = value(row.role.person, *(row.title.sources if row.title else ()))
    family = lexicons().families.get(row.role.family)
    return {
        "role": row.title,
        "org": row.org,
        "field": row.field,
        "people": people,
        "person": person,
        "function": value(family.label, *row.title.sources) if family and row.title else None,
        "sector": _sector(case, row.sector),
        "place": _place(case),
    }


def _sector(case: "Case", sector: str) -> Value | None:
    entry = lexicons().sectors.get(sector)
    held = source("/profile/organization/industry", case.organization.raw.get("industry"))
    if entry and held[1] and sector == case.organization.sector:
        return Value(entry.label, (held,))
    row = case.current
    return Value(entry.label, (row.at("organization"),)) if entry and row and row.sector == sector else None


def _place(case: "Case") -> Value | None:
    place = spoken(case.person.get("location"))
    city = re.split(r"\s*[,(|/]\s*", place)[0]
    city = re.sub(r"^(?:greater|metropolitan)\s+|\s+(?:area|metropolitan area|region)$", "", city, flags=re.IGNORECASE)
    usable = (
        city and city.lower() not in lexicons().not_places and len(city.split()) <= 3 and not re.search(r"\d", city)
    )
    return value(city, source("/profile/person/location", case.person.get("location"))) if usable else None


def _my_slots(case: "Case") -> dict[str, Value | None]:
    my = case.my
    skills = dict(zip(("my_skill_a", "my_skill_b", "my_skill_c"), my.skills, strict=False))
    gaps = dict(zip(("gap_a", "gap_b"), my.gaps, strict=False))
    known = next((fact for fact in my.knows if fact.clause), None)
    entry = value(my.target.short, my.target_source) if my.target.level <= 1 else None
    return {
        "my_role": value(my.role.short, my.role_source),
        "my_field": value(my.role.field, my.role_source) if not my.student else None,
        "my_people": value(my.role.people, my.role_source) if not my.student else None,
        "my_person": value(my.role.person, my.role_source) if not my.student else None,
        "my_area": value(my.role.field, my.role_source) if not my.student else None,
        "my_years": my.years,
        "target_role": value(my.target.short, my.target_source),
        "target_field": value(my.target.field, my.target_source),
        "target_people": value(my.target.people, my.target_source),
        "entry_role": entry,
        "entry_person": _entry_person(case),
        "my_skill": my.skills[0] if my.skills else None,
        **skills,
        "gap": my.gaps[0] if my.gaps else None,
        **gaps,
        "known": known.clause if known else None,
        "known_np": known.np if known else None,
        "my_school": _my_school(case),
        "introducer": my.introducer,
        "introducer_first": _first_name(case),
    }


def _entry_person(case: "Case") -> Value | None:
    found = re.search(r"\b(intern|trainee|apprentice|graduate|junior)\b", case.my.target.title, re.IGNORECASE)
    word = found[1].lower() if found and found[1].lower() in {"intern", "trainee", "apprentice"} else ""
    return value(word, case.my.target_source)


def _first_name(case: "Case") -> Value | None:
    name = case.my.introducer
    parts = name.text.split() if name else []
    return (
        Value(parts[0], name.sources)
        if name and len(parts) >= 2 and parts[0].isalpha() and parts[0].isascii()
        else None
    )


def _my_school(case: "Case") -> Value | None:
    return value(case.my.school, source("/seeker/school", case.seeker.get("school")))


def _my_plans(case: "Case") -> dict[str, Value | None]:
    my, decision = case.my, case.my.decision
    forms = (
        {
            name: value(getattr(decision, name), my.decision_source)
            for name in ("deciding", "must", "must_short", "opt_a", "opt_b", "opt_stay", "months", "deadline")
        }
        if decision
        else {}
    )
    gerund_gap = next(
        (gap for gap in my.gaps if gap.text.startswith(("working", "doing", "leading", "running", "managing"))),
        None,
    )
    inf = {"working": "work", "doing": "do", "leading": "lead", "running": "run", "managing": "manage"}
    first, _, rest = gerund_gap.text.partition(" ") if gerund_gap else ("", "", "")
    gap_inf = Value(f"{inf[first]} {rest}", gerund_gap.sources) if gerund_gap else None
    return {
        "hyp": my.hypotheses[0] if my.hypotheses else None,
        "choosing": my.choosing,
        "gap_inf": gap_inf,
        **forms,
    }
