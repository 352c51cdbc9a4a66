"""Signals of what prospect and seeker share: people, employers, places, groups, earlier talks."""

import re
from collections.abc import Iterator

from askwell.suggesting.case import Case
from askwell.suggesting.facts import Binding, Value, binding, items, mapping, named_items, raw_text, source, spoken
from askwell.suggesting.lexicons import word_list
from askwell.suggesting.names import organization_short
from askwell.suggesting.words import stems, tokens


def mutual(case: Case) -> Iterator[Binding]:
    """Find somebody both know, when the seeker said how."""
    relations = mapping(case.seeker.get("mutual_relations"))
    names = [
        (f"mutual_connections/names/{position}", entry)
        for position, entry in items(mapping(case.person.get("mutual_connections")), "names")
    ]
    names += [(f"mutual_connections/{position}", entry) for position, entry in items(case.person, "mutual_connections")]
    for tail, raw in names:
        name, relation = spoken(raw), spoken(relations.get(spoken(raw)))
        if (
            name
            and re.match(r"^(?:worked|studied|met|know|trained|taught|volunteer|serve|sit|shared|live)\b", relation)
            and len(relation.split()) <= 8
        ):
            slots = {
                "mutual": Value(name, (source(f"/profile/person/{tail}", raw),)),
                "relation": Value(relation, (source(f"/seeker/mutual_relations/{name}", relation),)),
            }
            yield binding(f"mutual:{name}", slots)
            return


def introduced(case: Case) -> Iterator[Binding]:
    """Find an introduction."""
    my = case.my
    if my.introducer:
        slots = {
            "introducer": my.introducer,
            "introducer_first": case.slots.get("introducer_first"),
            "intro_clause": my.intro_clause,
        }
        yield binding("introducer", slots, {"topic": bool(my.intro_context)})


def introducer_shared(case: Case) -> Iterator[Binding]:
    """Find a place that the introducer and the prospect share."""
    my = case.my
    if not my.introducer or not my.intro_clause:
        return
    for position, entry in items(case.person, "volunteering"):
        name = spoken(mapping(entry).get("organization"))
        role = spoken(mapping(entry).get("role")).lower()
        org = organization_short(name)
        if (
            org
            and f" {' '.join(word_list(org))} " in f" {' '.join(word_list(my.intro_context))} "
            and 1 <= len(role.split()) <= 3
        ):
            pointer = f"/profile/person/volunteering/{position}"
            slots = {
                "introducer": my.introducer,
                "introducer_first": case.slots.get("introducer_first"),
                "intro_clause": my.intro_clause,
                "role_there": Value(role, (source(f"{pointer}/role", mapping(entry).get("role")),)),
                "shared_org": Value(
                    org,
                    (source(f"{pointer}/organization", mapping(entry).get("organization")), *my.intro_clause.sources),
                ),
            }
            yield binding(("introducer", "shared"), slots)
            return


def shared_employer(case: Case) -> Iterator[Binding]:
    """Find an employer that both worked for."""
    for mine in case.my.employers:
        key = " ".join(word_list(organization_short(mine.text)))
        for row in case.rows[::-1]:
            if key and row.org_key == key and row.org and not row.current:
                yield binding(
                    "employer",
                    {"shared_org": Value(row.org.text, (*row.org.sources, *mine.sources)), "shared_role": row.title},
                )
                return


def same_place(case: Case) -> Iterator[Binding]:
    """Find the same town on both sides."""
    place = case.slots.get("place")
    mine = spoken(case.seeker.get("location"))
    if place and mine and word_list(mine)[:1] == word_list(place.text)[:1]:
        yield binding(
            "place",
            {"place": Value(place.text, (*place.sources, source("/seeker/location", case.seeker.get("location"))))},
        )


def community(case: Case) -> Iterator[Binding]:
    """Find a group that both belong to."""
    groups = {
        " ".join(word_list(text)): (tail, text)
        for key in ("groups", "shared")
        for tail, text, _ in named_items(case.person, key, "name")
    }
    for mine in case.my.communities:
        if (found := groups.get(" ".join(word_list(mine.text)))) and len(tokens(mine.text)) <= 6:
            tail, text = found
            yield binding(
                "community", {"community": Value(text, (source(f"/profile/person/{tail}", text), *mine.sources))}
            )
            return


def earlier_talk(case: Case) -> Iterator[Binding]:
    """Find advice from an earlier talk with the same person."""
    for position, entry in items(case.history, "advice"):
        advice = spoken(mapping(entry).get("advice")).rstrip(".")
        action, result = (
            spoken(mapping(entry).get("action")).rstrip("."),
            spoken(mapping(entry).get("result")).rstrip("."),
        )
        if advice and len(advice.split()) <= 10:
            at = raw_text(mapping(entry).get("at"))
            words = mapping(entry).get("said" if at else "advice")
            held = source(at or f"/history/advice/{position}/advice", words)
            slots = {
                "advice": Value(_small(advice), (held,)),
                "action": Value(_small(re.sub(r"^I\s+", "", action)), (held,)) if action else None,
                "result": Value(_small(result), (held,)) if result else None,
            }
            yield binding(f"advice:{'_'.join(sorted(stems(advice)))[:40]}", slots)


def _small(text: str) -> str:
    first = text.split(maxsplit=1)[0]
    return text if first == "I" or first.isupper() or re.search(r"[a-z][A-Z]", first) else text[0].lower() + text[1:]
