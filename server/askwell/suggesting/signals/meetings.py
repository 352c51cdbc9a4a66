"""Joined signals on the prospect's side: two or three facts of one page that ask for each other."""

import re
from collections.abc import Iterator

from askwell.suggesting import shapes
from askwell.suggesting.career import Row
from askwell.suggesting.case import Case
from askwell.suggesting.facts import Binding, Source, Value, binding, value
from askwell.suggesting.lexicons import lexicons
from askwell.suggesting.regexes import regex
from askwell.suggesting.signals.deeds import fact_of, scopes, told
from askwell.suggesting.signals.founding import early_join
from askwell.suggesting.signals.organization import expansion, org_value
from askwell.suggesting.words import number_value, tokens

_FOR_THINGS = regex(r"\bfor\s+((?:[\w-]+\s+){0,3}[a-z-]+s)$", re.IGNORECASE)


def news_remit(case: Case) -> Iterator[Binding]:
    """Find growth in the news beside a counted remit."""
    for bound in expansion(case):
        noun = bound.slots["news_np"].text.split()[-1].rstrip("s")
        count = next(
            (
                value(found.count_np, statement.source)
                for row, statement, found in scopes(case)
                if row.current and noun in found.count_np
            ),
            None,
        )
        yield binding((*bound.facts, "remit"), {"news_np": bound.slots["news_np"], "count_np": count}, bound.traits)


def first_in_post(case: Case) -> Iterator[Binding]:
    """Find the first in a post, with the employer before it."""
    for bound in early_join(case):
        if bound.traits.get("first_hire") and "first_np" in bound.slots:
            row = next((held for held in case.rows if held.org and held.org == bound.slots["org"]), None)
            before = [
                held
                for held in case.rows
                if row and held.order < row.order and held.org and held.org_key != row.org_key and held.form != "entry"
            ]
            yield binding((*bound.facts, "post"), {**bound.slots, "from_org": before[-1].org if before else None})


def value_load(case: Case) -> Iterator[Binding]:
    """Find a value on the page beside a remit that may pull at it."""
    row = case.current
    remit = next((said for said in case.said if said.claim.kind == "remit" and said.kind == "about"), None)
    clause = remit.claim.part("remit_clause") if remit else ""
    cut_news = any(news.kind == "restructuring" for news in case.organization.news)
    for bound in org_value(case):
        about_people = re.search(
            r"\b(?:people|team|family|each other|employees|staff)\b", bound.slots["value"].text.lower()
        )
        if cut_news and about_people:
            continue
        slots = {
            "value": bound.slots["value"],
            "remit_clause": value(clause if 3 <= len(tokens(clause)) <= 12 else "", remit.source) if remit else None,
            "remit_np": row.field if row else None,
        }
        yield binding((*bound.facts, "remit"), slots)


def metric_partners(case: Case) -> Iterator[Binding]:
    """Find a result and the people it needed, in one post."""
    for row in case.rows[::-1]:
        moved = next(
            (
                s
                for s in row.statements
                if s.clause and s.clause.numbered and s.clause.kind == "outcome" and s.clause.tense == "past"
            ),
            None,
        )
        people = next(((s, found) for s in row.statements if (found := shapes.partners(s.text))), None)
        if moved and moved.clause and people:
            held, (statement, found) = moved.source, people
            slots = {
                "metric": value(moved.clause.metric, held),
                "did": value(moved.clause.did, held),
                "before": value(moved.clause.before, held),
                "after": value(moved.clause.after, held),
                "partners": value(found.partners, statement.source),
                "partner_one": value(found.partner_one, statement.source),
            }
            yield binding((fact_of(row, moved), fact_of(row, statement)), slots, {"current": row.current})


def two_objects(case: Case) -> Iterator[Binding]:
    """Find the same craft for two kinds of object."""
    found: list[tuple[Row, str, Source]] = []
    for row, statement in told(case):
        clause = statement.clause
        name = _object(clause.do) if clause and clause.tense != "present" else ""
        if name and not any(held.org_key == row.org_key for held, _, _ in found):
            found.append((row, name, statement.source))
    if len(found) >= 2:
        (later, b, at_b), (earlier, a, at_a) = found[0], found[1]
        near = later.role.group == earlier.role.group and bool(later.role.group)
        if near and a != b:
            yield binding(
                f"objects:{earlier.index}+{later.index}", {"object_a": Value(a, (at_a,)), "object_b": Value(b, (at_b,))}
            )


def _object(clause: str) -> str:
    """Find the plural thing that a clause is about."""
    rest = " ".join(clause.split()[1:])
    served = _FOR_THINGS.search(rest)
    phrase = (
        served[1]
        if served
        else re.split(r"\s+(?:from|to|in|on|for|with|of|at|into|across|by|and|through|after|before)\s+", rest)[0]
    )
    words = [
        word
        for word in phrase.split()
        if word.lower() not in {"the", "a", "an", "all", "our", "your", "new"} and number_value(word) is None
    ]
    said = " ".join(words)
    plural_noun = (
        bool(words) and re.search(r"[^su]s$", words[-1]) and words[-1].lower() not in lexicons().people_objects
    )
    return said if plural_noun and 1 <= len(words) <= 3 and not re.search(r"\d", said) else ""
