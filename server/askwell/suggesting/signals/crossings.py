"""Joined signals: a skill, gap, background or known fact of the seeker meets what the prospect did or holds."""

import re
from collections.abc import Iterator

from askwell.suggesting.case import Case
from askwell.suggesting.facts import Binding, Value, binding, raw_text, source, value
from askwell.suggesting.lexicons import lexicons, word_list
from askwell.suggesting.regexes import regex
from askwell.suggesting.signals.deeds import act, duty, scope, teams, told, years_back
from askwell.suggesting.signals.outputs import project
from askwell.suggesting.signals.path import alike, differs, of_my_kind, steps, turn_key, turn_year, years_ago
from askwell.suggesting.signals.skills import gap_skill, is_tool, their_skills
from askwell.suggesting.signals.study import cert, degrees_beside_work, same_school
from askwell.suggesting.signals.voice import equation_claim, event_claim, habit_claim, identity_claim, standard_claim
from askwell.suggesting.words import is_about, stems, tokens

_ARTEFACTS = (
    "portfolio",
    "case study",
    "proposal",
    "brief",
    "report",
    "lesson plan",
    "business plan",
    "prototype",
    "dashboard",
    "menu",
)
_STUDY_ORDER = regex(
    r"\b(?:order|steps?|first|study|degree|master|school|phd|course|certif\w*|qualif\w*)\b", re.IGNORECASE
)


def skill_act(case: Case) -> Iterator[Binding]:
    """Find a skill of the seeker in something the prospect changed, made or led."""
    for bound in act(case):
        did = bound.slots.get("did")
        if not did or bound.traits.get("class") == "do":
            continue
        for skill in case.my.skills:
            if is_about(skill.text, did.text, case.generic_stems):
                yield binding((*bound.facts, f"skill:{skill.text}"), {"my_skill": skill, "did": did}, bound.traits)
                break


def gap_in_act(case: Case) -> Iterator[Binding]:
    """Find a gap of the seeker as a tool in something the prospect did."""
    for row, statement in told(case):
        clause = statement.clause
        if clause is None or clause.tense == "present" or row.role.level >= 5:
            continue
        for gap in case.my.gaps:
            if f" {' '.join(word_list(gap.text))} " in f" {' '.join(word_list(statement.text))} ":
                held = Value(gap.text, (*gap.sources, statement.source))
                yield binding(
                    (f"gap:{gap.text}", f"said:{row.index}"),
                    {"gap": held, "doing_ger": value(clause.doing, statement.source)},
                    {"current": row.current, "years_ago": years_back(case, row), "tense": clause.tense},
                )


def gap_duty(case: Case) -> Iterator[Binding]:
    """Find a gap of the seeker in what the present post does as a rule."""
    for bound in duty(case):
        for gap in case.my.gaps:
            if is_about(gap.text, bound.slots["duty"].text, case.generic_stems):
                yield binding((f"gap:{gap.text}", *bound.facts), {**bound.slots, "gap": gap}, bound.traits)
                return


def my_step(case: Case) -> Iterator[Binding]:
    """Find the very step that the seeker wants: from their present title or rank to the one they aim at."""
    mine, target = case.my.role, case.my.target
    if not mine.short or not target.short or mine.short == target.short:
        return
    for before, after in steps(case):
        from_mine = before.role.short == mine.short or (alike(before.role, mine) and before.role.level == mine.level)
        to_aim = after.role.short == target.short or (alike(after.role, target) and after.role.level == target.level)
        up = before.role.family == after.role.family and after.role.level >= before.role.level
        if from_mine and to_aim and up and before.title and after.title and before.title.text != after.title.text:
            slots = {
                "from_role": before.title,
                "to_role": after.title,
                "org": after.org,
                "year": turn_year(before, after),
            }
            sources = (case.my.role_source, case.my.target_source)
            yield binding(turn_key(before, after), slots, {"years_ago": years_ago(case, after)}, sources=sources)
            return


def gap_event(case: Case) -> Iterator[Binding]:
    """Find a gap of the seeker at work in something the prospect told."""
    known = lexicons()
    texts = " ".join(said.claim.sentence for said in case.said)
    for bound in event_claim(case):
        for gap in case.my.gaps:
            fields = known.topic_fields(gap.text)
            event = bound.slots["event"]
            if fields & (known.topic_fields(event.text) | known.topic_fields(texts)):
                gerund = gap.text.split()[0].endswith("ing")
                inf = case.slots.get("gap_inf") if gerund else None
                yield binding(
                    (f"gap:{gap.text}", *bound.facts), {**bound.slots, "gap": gap, "gap_inf": inf}, bound.traits
                )
                break


def gap_team(case: Case) -> Iterator[Binding]:
    """Find a gap of the seeker, and a small team in which it would be felt."""
    skills = case.my.skills
    found = [bound.slots["gap"] for bound in gap_skill(case)]
    matched = [gap for gap in found if not gap.text.split()[0].endswith("ing")]
    for row, statement, team in teams(case):
        if row.current and team.team_np and 2 <= team.size <= 15 and matched:
            slots = {
                "gap": matched[0],
                "team_np": value(team.team_np, statement.source),
                "my_skill_a": skills[0] if len(skills) > 1 else None,
                "my_skill_b": skills[1] if len(skills) > 1 else None,
            }
            yield binding((f"gap:{matched[0].text}", f"said:{row.index}"), slots)
            return


def project_target(case: Case) -> Iterator[Binding]:
    """Find a small project, and a seeker who could build one of that size."""
    beginner = (
        case.my.target.level <= 1
        or case.my.stage in {"high_school", "undergraduate", "graduate"}
        or case.my.goal == "plan_skills"
    )
    for bound in project(case):
        if (
            beginner
            and case.my.target.field
            and (bound.traits.get("own") or bound.traits.get("small") or bound.traits.get("open_source"))
        ):
            yield binding(
                (*bound.facts, "target"),
                {"project": bound.slots["project"], "target_field": case.slots.get("target_field")},
                bound.traits,
            )
            return


def earlier_seat(case: Case) -> Iterator[Binding]:
    """Find an earlier kind of work behind something done later."""
    rows = [row for row in case.rows if row.form != "entry" and row.title]
    for bound in act(case):
        order = bound.traits["rank"]
        did = bound.slots.get("did")
        ago = bound.traits.get("years_ago")
        if not did or bound.traits.get("class") == "do" or (isinstance(ago, int) and ago > 10):
            continue
        doer = next(row for row in case.rows if row.order == order)
        earlier = [row for row in rows if row.order < doer.order and differs(row, doer)]
        like_me = [row for row in earlier if of_my_kind(case, row)]
        if chosen := (like_me or earlier)[-1:]:
            row = chosen[0]
            traits = {**bound.traits, "from_like_me": bool(like_me)}
            yield binding(
                (*bound.facts, f"row:{row.index}"),
                {"from_role": row.title, "from_field": row.field, "did": did},
                traits,
            )


def size_jump(case: Case) -> Iterator[Binding]:
    """Find a small team, and a seeker from a plainly larger place."""
    my = case.my
    texts = " ".join(
        [
            raw_text(case.seeker.get("goal")),
            *(hyp.text for hyp in my.hypotheses),
            my.decision.deciding if my.decision else "",
        ]
    )
    implied = (my.band is not None and my.band >= 4) or bool(
        re.search(
            r"\b(?:this size|small(?:er)?|start-?up|this stage|stable job|large|corporate)\b", texts, re.IGNORECASE
        )
    )
    for row, statement, team in teams(case):
        leads = row.role.level >= 4 and (
            my.role.level >= 4 or my.role.family == my.target.family or not my.target.family
        )
        if row.current and implied and leads and team.size <= 60 and my.role.field and not my.student:
            slots = {
                "my_years": my.years,
                "my_area": case.slots.get("my_area"),
                "head_n": value(team.head_n, statement.source),
                "headcount": value(team.headcount, statement.source),
            }
            yield binding(f"said:{row.index}:team", slots, sources=(my.role_source,))
            return


def standard_artefact(case: Case) -> Iterator[Binding]:
    """Find a rule of theirs about something that the seeker makes."""
    mine = " ".join(
        [
            raw_text(case.seeker.get("goal")),
            raw_text(case.seeker.get("work_sample")),
            *(hyp.text for hyp in case.my.hypotheses),
            *(gap.text for gap in case.my.gaps),
        ]
    ).lower()
    held = case.my.hypotheses[0].sources if case.my.hypotheses else (source("/seeker/goal", case.seeker.get("goal")),)
    for bound in standard_claim(case):
        claim = bound.slots.get("claim")
        named = next(
            (artefact for artefact in _ARTEFACTS if claim and artefact in claim.text.lower() and artefact in mine), ""
        )
        if claim and named:
            yield binding(
                (*bound.facts, "artefact"),
                {"claim": claim, "artefact": Value(named, claim.sources)},
                bound.traits,
                sources=held,
            )


def event_at_size(case: Case) -> Iterator[Binding]:
    """Find something they told, in a small team."""
    size = next(((statement, team) for row, statement, team in teams(case) if row.current and team.size <= 60), None)
    for bound in event_claim(case):
        if size and len(tokens(bound.slots["event"].text)) <= 12:
            statement, team = size
            slots = {
                **bound.slots,
                "headcount": value(team.headcount, statement.source),
                "head_n": value(team.head_n, statement.source),
            }
            yield binding((*bound.facts, "team"), slots, bound.traits)


def equation_party(case: Case) -> Iterator[Binding]:
    """Find a sentence that says X is Y, in a field that people like the seeker belong to."""
    mine = case.my.role
    groups = {row.role.group for row in case.rows if row.role.group}
    party = bool(mine.group) and mine.group in groups
    for bound in equation_claim(case):
        yield binding(
            (*bound.facts, "party"),
            bound.slots,
            {**bound.traits, "party": party},
            sources=(case.my.role_source,) if party else (),
        )


def hands_on_rank(case: Case) -> Iterator[Binding]:
    """Find hands-on words beside a wide remit."""
    row = case.current
    if row is None or row.role.level < 5 or not row.title:
        return
    wide = next((bound for bound in scope(case) if bound.traits.get("leads")), None)
    for bound in (*identity_claim(case), *event_claim(case)):
        words = bound.slots["quote"].text if "quote" in bound.slots else ""
        if bound.traits.get("source") in {"about", "headline"} and " turned " not in words:
            slots = {
                "quote": bound.slots.get("quote"),
                "identity": bound.slots.get("identity"),
                "event": bound.slots.get("event"),
                "role_short": row.title,
                "scope_np": wide.slots.get("scope_np") if wide else None,
            }
            yield binding((*bound.facts, "rank"), slots, bound.traits)


def habit_tool(case: Case) -> Iterator[Binding]:
    """Find a standing habit beside a tool, first a tool that the seeker lacks."""
    matched = [bound.slots["gap"] for bound in gap_skill(case) if is_tool(bound.slots["gap"].text)]
    tools = [skill for raw, skill in their_skills(case) if is_tool(raw)]
    for bound in habit_claim(case):
        for tool in (matched or tools)[:1]:
            traits = {**bound.traits, "mine": bool(matched)}
            yield binding((*bound.facts, "tool"), {**bound.slots, "tool": tool}, traits)


def known_change(case: Case) -> Iterator[Binding]:
    """Find a change that the seeker knows of and the prospect worked through."""
    for index, fact in enumerate(case.my.knows):
        if fact.kind != "event" or not fact.clause:
            continue
        years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", fact.raw)]
        for row in case.rows[::-1]:
            named = any(
                (stems(fact.raw) & stems(statement.text)) - case.generic_stems
                for held in case.rows
                for statement in held.statements
                if held.org_key == row.org_key
            )
            spans = any(
                row.start and row.start.year <= year and (row.current or (row.end and row.end.year >= year))
                for year in years
            )
            if row.org and (spans or (named and row.current)):
                did = next(
                    (
                        s.clause.did
                        for held in case.rows
                        for s in held.statements
                        if s.clause
                        and s.clause.tense == "past"
                        and (stems(fact.raw) & stems(s.text)) - case.generic_stems
                    ),
                    "",
                )
                held_source = next(
                    (s.source for held in case.rows for s in held.statements if s.clause and s.clause.did == did),
                    row.at("organization"),
                )
                slots = {"known": fact.clause, "known_np": fact.np, "org": row.org, "did": value(did, held_source)}
                yield binding((f"known:{index}", f"row:{row.index}"), slots, sources=(row.at("start"),))
                break


def degree_midway(case: Case) -> Iterator[Binding]:
    """Find a degree well into a working life, when the seeker asks about order or study."""
    texts = [
        raw_text(case.seeker.get("goal")),
        *(hyp.text for hyp in case.my.hypotheses),
        case.my.decision.deciding if case.my.decision else "",
    ]
    if not any(_STUDY_ORDER.search(text) for text in texts):
        return
    decision, held = case.my.decision, case.my.decision_source
    acts = (decision.act_a, decision.act_b) if decision else ()
    studies = next((act for act in acts if "study" in lexicons().topic_fields(act)), "")
    for bound in degrees_beside_work(case, any_kind=bool(studies)):
        if bound.slots.get("role_then"):
            slots = {**bound.slots, "study_act": Value(studies, (held,)) if studies else None}
            yield binding((*bound.facts, "midway"), slots, bound.traits)


def cred_known(case: Case) -> Iterator[Binding]:
    """Find a rule that the seeker knows about a certificate that the prospect holds."""
    pairs = steps(case)
    for bound in cert(case):
        name = bound.slots["cert"].sources[0][1] if "cert" in bound.slots else ""
        for index, fact in enumerate(case.my.knows):
            if fact.kind == "rule" and fact.clause and (stems(fact.raw) & stems(name)) - case.generic_stems:
                slots = {
                    "known": Value(fact.clause.text, (*fact.clause.sources, *bound.slots["cert"].sources)),
                    "role_short": case.slots.get("role"),
                    "from_role": pairs[-1][0].title if pairs else None,
                }
                yield binding((f"known:{index}", *bound.facts), slots)
                return


def school_first(case: Case) -> Iterator[Binding]:
    """Find the same school and the first post after it."""
    for bound in same_school(case):
        if bound.traits.get("quick_start"):
            slots = {
                "school": bound.slots.get("school"),
                "from_org": bound.slots.get("first_org"),
                "year": bound.slots.get("year"),
                "org": case.slots.get("org"),
            }
            yield binding(("school", "first"), slots, bound.traits)


def same_start(case: Case) -> Iterator[Binding]:
    """Find a prospect who began where the seeker is: the same title, or the same work at the same rank."""
    staff = [row for row in case.rows if row.form == "plain" and row.title and row.org]
    mine = case.my.role
    if len(staff) < 2 or not mine.short or case.my.student or case.current is None or case.current is staff[0]:
        return
    row = staff[0]
    if alike(row.role, case.current.role):
        return
    near = bool(row.role.person) and row.role.person == mine.person and row.role.level == mine.level
    if row.role.short == mine.short or (alike(row.role, mine) and near):
        slots = {"first_role": row.title, "first_org": row.org, "role": case.current.title}
        yield binding(f"row:{row.index}", slots, sources=(case.my.role_source,))
