"""Signals of the seeker alone: beliefs, decisions, gaps, skills, known facts; mostly paired with a prospect fact."""

from collections.abc import Iterator

from askwell.suggesting.case import Case
from askwell.suggesting.facts import (
    Binding,
    Value,
    binding,
    items,
    mapping,
    named_items,
    raw_text,
    source,
    spoken,
    value,
)
from askwell.suggesting.hypotheses import read_wish
from askwell.suggesting.lexicons import lexicons, word_list
from askwell.suggesting.privacy import is_private
from askwell.suggesting.words import tokens

_SIZE = ("start-up", "startup", "small", "large", "big", "corporate", "this size", "this stage")


def hypothesis(case: Case) -> Iterator[Binding]:
    """Find beliefs that stand as a clause."""
    known = lexicons()
    for index, hyp in enumerate(case.my.hypotheses):
        fields = known.topic_fields(hyp.text)
        size = any(word in hyp.text.lower() for word in _SIZE)
        yield binding(
            f"hyp:{index}", {"hyp": hyp}, {"about_size": size, "about_study": "study" in fields, "index": index}
        )


def hypothesis_raw(case: Case) -> Iterator[Binding]:
    """Find beliefs that only stand as they were written."""
    for index, hyp in enumerate(case.my.hypotheses_raw):
        yield binding(f"hyp_raw:{index}", {"hyp_quote": hyp})


def decision(case: Case) -> Iterator[Binding]:
    """Find a decision that parsed."""
    found = case.my.decision
    if found:
        slots = {
            name: case.slots.get(name) for name in ("deciding", "must", "must_short", "choosing", "deadline", "months")
        }
        yield binding(
            "decision",
            slots,
            {
                "kind": found.kind,
                "order": found.order,
                "dated": bool(found.deadline),
                "stay": bool(found.opt_stay),
                "two": bool(found.opt_a and found.opt_b),
            },
        )


def options(case: Case) -> Iterator[Binding]:
    """Find a decision with two sides."""
    found = case.my.decision
    if found and found.opt_a and found.opt_b:
        yield binding(
            "decision", {name: case.slots.get(name) for name in ("opt_a", "opt_b", "deciding")}, {"kind": found.kind}
        )


def stay_option(case: Case) -> Iterator[Binding]:
    """Find a decision in which one side is to stay."""
    if case.my.decision and case.my.decision.opt_stay:
        yield binding("decision", {name: case.slots.get(name) for name in ("opt_stay", "deciding")})


def clock(case: Case) -> Iterator[Binding]:
    """Find a date one to eighteen months away."""
    if case.my.decision and case.my.decision.months:
        yield binding(
            ("decision", "clock"),
            {name: case.slots.get(name) for name in ("months", "deadline", "deciding", "must_short")},
        )


def known(case: Case) -> Iterator[Binding]:
    """Find facts that the seeker already has, as clauses."""
    for index, fact in enumerate(case.my.knows):
        if fact.clause:
            yield binding(f"known:{index}", {"known": fact.clause, "known_np": fact.np}, {"kind": fact.kind})


def constraint(case: Case) -> Iterator[Binding]:
    """Find needs that the seeker released in general words."""
    for tail, text, _ in named_items(case.seeker, "released_constraints", "text"):
        if not is_private(text) and len(tokens(text)) <= 8:
            yield binding(
                "constraint",
                {"constraint_general": Value(text[0].lower() + text[1:], (source(f"/seeker/{tail}", text),))},
            )


def conflict(case: Case) -> Iterator[Binding]:
    """Find two things that different people said, from the seeker's notes."""
    for position, entry in items(case.history, "conflicts"):
        first, second = (
            spoken(mapping(entry).get("claim_a")).rstrip("."),
            spoken(mapping(entry).get("claim_b")).rstrip("."),
        )
        if first and second and len(tokens(first)) <= 10 and len(tokens(second)) <= 10:
            slots: dict[str, Value | None] = {}
            for name, text, at in (("claim_a", first, "at_a"), ("claim_b", second, "at_b")):
                held = raw_text(mapping(entry).get(at)) or f"/history/conflicts/{position}/{name}"
                slots[name] = Value(_small(text), ((held, raw_text(mapping(entry).get(name))),))
            yield binding(f"conflict:{position}", slots)


def _small(text: str) -> str:
    first = text.split(maxsplit=1)[0]
    return text if first == "I" or first.isupper() else text[0].lower() + text[1:]


def artefact(case: Case) -> Iterator[Binding]:
    """Find a piece of work that the seeker can show."""
    raw = case.seeker.get("work_sample")
    text = spoken(raw).rstrip(".")
    if text and len(tokens(text)) <= 8:
        yield binding("artefact", {"artefact": value(_small(text), source("/seeker/work_sample", raw))})


def background(case: Case) -> Iterator[Binding]:
    """Find a seeker whose work differs from their aim."""
    my = case.my
    if my.role.field and my.target.field and my.role.family != my.target.family and not my.student:
        yield binding("background", {name: case.slots.get(name) for name in ("my_field", "target_field")})


def my_side(case: Case) -> Iterator[Binding]:
    """Find a seeker who names their own work and no aim, beside a prospect who does something else."""
    my, row = case.my, case.current
    if my.target.title or my.student or not my.role.short or row is None or not row.title:
        return
    if my.role.family != row.role.family and my.role.short != row.role.short:
        slots = {name: case.slots.get(name) for name in ("my_field", "my_person")}
        yield binding("background", slots, sources=(my.role_source,))


def discovery(case: Case) -> Iterator[Binding]:
    """Find a problem that the seeker studies, openly said."""
    raw = case.seeker.get("problem")
    text = spoken(raw).rstrip(".")
    if text and len(tokens(text)) <= 10:
        clause = any(
            word in lexicons().words["finite"]
            or word in lexicons().verbs
            or (word.endswith("s") and word[:-1] in lexicons().verb_forms)
            for word in word_list(text)[1:]
        )
        said = f"cases in which {_small(text)}" if clause else _small(text)
        yield binding("problem", {"problem": value(said, source("/seeker/problem", raw))})


def gap(case: Case) -> Iterator[Binding]:
    """Find what the seeker still has to learn."""
    lex = lexicons()
    for mine in case.my.gaps:
        name = lex.skills.by_words.get(tuple(word_list(mine.text)))
        entry = lex.skill_entries.get(name) if name else None
        words = mine.text.lower().split()
        condition = (words[0].endswith("ing") and len(words) > 2) or words[-1] in lex.words["gained"]
        yield binding(
            f"gap:{mine.text}",
            {"gap": mine},
            {
                "is_tool": bool(entry and entry.kind == "tool"),
                "is_condition": condition,
                "is_weakness": words[0] == "confidence" or "my" in words,
            },
        )


def two_skills(case: Case) -> Iterator[Binding]:
    """Find two or three skills of the seeker that differ in kind."""
    skills = case.my.skills
    if len(skills) >= 2:
        third = skills[2] if len(skills) > 2 else None
        yield binding("skills", {"my_skill_a": skills[0], "my_skill_b": skills[1], "my_skill_c": third})


def goal_question(case: Case) -> Iterator[Binding]:
    """Find a goal that is a question of its own, to be asked beside a choice or a belief."""
    wish, kind = read_wish(spoken(case.seeker.get("goal")))
    if wish:
        held = source("/seeker/goal", case.seeker.get("goal"))
        yield binding("goal", {"aim": value(wish, held)}, {"kind": kind})


def choosing_goal(case: Case) -> Iterator[Binding]:
    """Find what the seeker wants out of the talk."""
    if case.my.choosing:
        row = case.current
        held = row.title.sources if row and row.title else ()
        yield binding("goal", {"choosing": case.my.choosing, "aim": case.my.aim}, sources=held)
