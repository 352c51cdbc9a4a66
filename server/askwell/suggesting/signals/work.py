"""Signals of work content: skills, results, projects, teams, partners, talks, prizes."""

import re
from collections.abc import Iterator

from askwell.suggesting import shapes
from askwell.suggesting.career import Row, Statement
from askwell.suggesting.case import Case
from askwell.suggesting.clauses import moved_number
from askwell.suggesting.cleaning import spoken_case, without_brackets
from askwell.suggesting.dates import read_date
from askwell.suggesting.facts import (
    Binding,
    Trait,
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
from askwell.suggesting.lexicons import Skill, lexicons, word_list
from askwell.suggesting.names import organization_short
from askwell.suggesting.seeker import skill_text
from askwell.suggesting.words import stems, tokens

_OPAQUE = re.compile(
    r"\b(?:initiatives|special projects|chief of staff|associate|fellow|generalist|evangelist|ambassador|catalyst|specialist|member of staff|lead)\b",
    re.IGNORECASE,
)
_MAINTAINS = re.compile(
    r"\b(?:maintain|maintainer|author|creator|my own|side project|i built|i wrote|i made)\b", re.IGNORECASE
)
_OPEN = re.compile(r"\b(?:open[- ]source|github|gitlab)\b", re.IGNORECASE)
_SMALL = re.compile(r"\b(?:small|tiny|little|weekend|side|simple|single)\b", re.IGNORECASE)
_CLIENTS = re.compile(
    r"\bfor ((?:[a-z-]+\s){0,2}(?:customers|clients|patients|users|families|restaurants|farmers|schools|teachers|nurses|hospitals|charities|municipalities|students|readers|tenants|passengers|residents))\b",
    re.IGNORECASE,
)


def years_back(case: Case, row: Row) -> int | None:
    """Count the years since a post ended, 0 for a present one."""
    if row.current or case.now is None:
        return 0 if row.current else None
    return (case.now.month - row.end.month) // 12 if row.end else None


def told(case: Case) -> Iterator[tuple[Row, Statement]]:
    """List every statement, newest post first."""
    for row in case.rows[::-1]:
        for statement in row.statements:
            yield row, statement


def fact_of(row: Row, statement: Statement) -> str:
    """Name one statement as a fact."""
    return f"said:{row.index}:{statement.text[:40]}"


def _known_skill(text: str) -> Skill | None:
    known = lexicons()
    name = known.skills.by_words.get(tuple(word_list(text)))
    return known.skill_entries.get(name) if name else None


def _their_skills(case: Case) -> list[tuple[str, Value]]:
    if case.foreign:
        return []
    return [
        (text, Value(said, (source(f"/profile/person/{tail}", text),)))
        for tail, text, _ in named_items(case.person, "skills", "name")
        if (said := skill_text(text))
    ]


def _same_skill(left: str, right: str) -> bool:
    a, b = word_list(left), word_list(right)
    if a == b:
        return True
    known_a, known_b = _known_skill(left), _known_skill(right)
    return bool(known_a and known_b and known_a.name == known_b.name)


def _text_names(text: str, skill: str) -> bool:
    return f" {' '.join(word_list(skill))} " in f" {' '.join(word_list(text))} "


def _matched_gaps(case: Case) -> list[tuple[Value, bool]]:
    """List the seeker's gaps that stand on the page, with whether a description names them."""
    found = []
    for gap in case.my.gaps:
        theirs = next((skill for raw, skill in _their_skills(case) if _same_skill(raw, gap.text)), None)
        spoken_in = next(
            (statement.source for _, statement in told(case) if _text_names(statement.text, gap.text)), None
        )
        sources = (*(theirs.sources if theirs else ()), *((spoken_in,) if spoken_in else ()))
        if sources:
            found.append((Value(gap.text, (*gap.sources, *sources)), spoken_in is not None))
    return found


def gap_skill(case: Case) -> Iterator[Binding]:
    """Find a skill on the page that the seeker lacks."""
    for gap, in_text in _matched_gaps(case):
        yield binding(f"gap:{gap.text}", {"gap": gap}, {"in_text": in_text, "in_target": True})


def two_gaps(case: Case) -> Iterator[Binding]:
    """Find two skills on the page that the seeker lacks."""
    gaps = [gap for gap, _ in _matched_gaps(case)]
    if len(gaps) >= 2:
        yield binding("gaps", {"gap_a": gaps[0], "gap_b": gaps[1]})


def shared_skill(case: Case) -> Iterator[Binding]:
    """Find a skill on the page that the seeker has too."""
    for mine in case.my.skills:
        for raw, theirs in _their_skills(case):
            if _same_skill(raw, mine.text):
                in_text = any(_text_names(statement.text, raw) for _, statement in told(case))
                yield binding(
                    f"skill:{mine.text}",
                    {"my_skill": Value(mine.text, (*mine.sources, *theirs.sources))},
                    {"in_text": in_text},
                )
                break


def far_skills(case: Case) -> Iterator[Binding]:
    """Find two skills from distant kinds of work."""
    known = lexicons()
    entries = [
        (skill, entry)
        for raw, skill in _their_skills(case)
        if (entry := _known_skill(raw)) and entry.kind in {"tool", "method", "subject"}
    ]
    for index, (first, a) in enumerate(entries):
        for second, b in entries[index + 1 :]:
            groups = [known.families[entry.family].group if entry.family in known.families else "" for entry in (a, b)]
            if all(groups) and groups[0] != groups[1] and not stems(first.text) & stems(second.text):
                yield binding(
                    f"skills:{first.text}+{second.text}",
                    {"skill_a": first, "skill_b": second},
                    sure=0.8,
                )
                return


def tool_in_text(case: Case) -> Iterator[Binding]:
    """Find tools named in descriptions."""
    known = lexicons()
    seen: set[str] = set()
    for row, statement in told(case):
        for _, _, name in known.skills.find_all(statement.text):
            entry = known.skill_entries[name]
            if (
                entry.kind == "tool"
                and entry.name not in seen
                and row.title
                and row.org
                and _text_names(statement.text, entry.name)
            ):
                seen.add(entry.name)
                slots = {"tool": Value(entry.name, (statement.source,)), "org": row.org, "role": row.title}
                yield binding(
                    fact_of(row, statement), slots, {"current": row.current, "years_ago": years_back(case, row)}
                )


def metric(case: Case) -> Iterator[Binding]:
    """Find results with a number."""
    for row, statement in told(case):
        traits = {
            "current": row.current,
            "years_ago": years_back(case, row),
            "same_row_partners": any(shapes.partners(other.text) for other in row.statements),
        }
        clause, held = statement.clause, statement.source
        if clause and clause.numbered and clause.kind == "outcome" and clause.tense == "past":
            slots = {"metric": value(clause.metric, held), "did": value(clause.did, held),
                     "before": value(clause.before, held), "after": value(clause.after, held)}  # fmt: skip
            yield binding(fact_of(row, statement), slots, traits)
        elif moved := moved_number(statement.text):
            slots = {"metric": value(moved[0], held), "before": value(moved[1], held), "after": value(moved[2], held)}
            yield binding(fact_of(row, statement), slots, traits)


_PER = re.compile(
    r"\b(?:\d[\d,]*|[a-z]+teen|twenty|thirty|forty|fifty|sixty|eighty|ninety|[a-z]+ hundred|dozens|hundreds)\b.*\b(?:a|per|every|each) (?:year|month|week|day|shift|season|term)\b",
    re.IGNORECASE,
)
_STOPPED = re.compile(
    r"^you (?:stopped|dropped|closed|ended|cancelled|canceled|gave up|retired|scrapped|phased out|refused)\b",
    re.IGNORECASE,
)


def duty(case: Case) -> Iterator[Binding]:
    """Find what the present post does as a rule, counted ones first."""
    found = []
    for row, statement in told(case):
        clause = statement.clause
        if (
            not row.current
            or clause is None
            or clause.tense != "present"
            or row.form == "entry"
            or len(tokens(clause.did)) > 12
        ):
            continue
        counted = bool(_PER.search(clause.did))
        acted = next(
            (
                other.clause
                for other in row.statements
                if other.clause and other.clause.tense == "past" and other.clause.kind == "change"
            ),
            None,
        )
        changed = next((other for other in row.statements if acted and other.clause is acted), None)
        slots = {"duty": value(clause.did, statement.source), "duty_ger": value(clause.doing, statement.source),
                 "change_ger": value(acted.doing, changed.source) if acted and changed else None}  # fmt: skip
        found.append(
            (not counted, binding(fact_of(row, statement), slots, {"counted": counted, "changed": acted is not None}))
        )
    yield from (bound for _, bound in sorted(found, key=lambda pair: pair[0]))


def stopped(case: Case) -> Iterator[Binding]:
    """Find something that the prospect chose to stop."""
    for bound in act(case):
        did = bound.slots.get("did")
        if did and _STOPPED.match(did.text):
            yield binding((*bound.facts, "stopped"), bound.slots, bound.traits)


def _acts(case: Case, kinds: frozenset[str]) -> Iterator[Binding]:
    for row, statement in told(case):
        clause = statement.clause
        if clause is None or clause.kind not in kinds or clause.tense == "present" or row.form == "entry":
            continue
        held = statement.source
        slots = {
            "did": value(clause.did if clause.tense == "past" else "", held), "doing_ger": value(clause.doing, held),
            "did_inf": value(clause.do if clause.tense == "past" else "", held),
        }  # fmt: skip
        traits: dict[str, Trait | None] = {
            "class": clause.kind,
            "current": row.current,
            "years_ago": years_back(case, row),
            "rank": row.order,
            clause.kind: True,
            "ongoing": clause.tense == "doing",
        }
        yield binding(fact_of(row, statement), slots, traits)


def act(case: Case) -> Iterator[Binding]:
    """Find things done that can be retold."""
    yield from _acts(case, frozenset({"change", "make", "lead", "teach", "do", "outcome"}))


def lead_act(case: Case) -> Iterator[Binding]:
    """Find things led."""
    yield from _acts(case, frozenset({"lead"}))


def making(case: Case) -> Iterator[Binding]:
    """Find things built, written or set up."""
    yield from _acts(case, frozenset({"make"}))


def _projects(case: Case) -> Iterator[tuple[Value, str]]:
    for tail, name, entry in named_items(case.person, "projects", "name"):
        bare = without_brackets(re.split(r"\s[-–—|:]\s|:\s", name)[0])
        if 1 <= len(bare.split()) <= 5 and not case.foreign:
            yield (
                Value(bare, (source(f"/profile/person/{tail}", raw_text(entry.get("name")) or name),)),
                spoken(entry.get("description")),
            )


def project(case: Case) -> Iterator[Binding]:
    """Find named projects."""
    for name, text in _projects(case):
        traits = {
            "own": bool(_MAINTAINS.search(text)),
            "open_source": bool(_OPEN.search(text)),
            "small": bool(_SMALL.search(text)),
        }
        yield binding(f"project:{name.text}", {"project": name}, traits)


def open_source(case: Case) -> Iterator[Binding]:
    """Find an open project."""
    for name, text in _projects(case):
        if _OPEN.search(text):
            yield binding(f"project:{name.text}", {"repo": name}, {"maintains": bool(_MAINTAINS.search(text))})


def teams(case: Case) -> Iterator[tuple[Row, Statement, shapes.Team]]:
    """List the team sizes that descriptions name, newest post first."""
    for row, statement in told(case):
        if found := shapes.team(statement.text):
            yield row, statement, found


def team(case: Case) -> Iterator[Binding]:
    """Find how many people a post leads or works with."""
    for row, statement, found in teams(case):
        held = statement.source
        slots = {
            "headcount": value(found.headcount, held),
            "head_n": value(found.head_n, held),
            "team_np": value(found.team_np, held),
        }
        leads = found.leads or row.role.level >= 4
        yield binding(fact_of(row, statement), slots, {"size": found.size, "leads": leads, "current": row.current})


def scopes(case: Case) -> Iterator[tuple[Row, Statement, shapes.Scope]]:
    """List the counted remits that descriptions name."""
    for row, statement in told(case):
        for piece in (statement.text, *re.split(r"[:,]\s+", statement.text)):
            if found := shapes.scope(piece.strip()):
                yield row, statement, found
                break


def scope(case: Case) -> Iterator[Binding]:
    """Find how many places, units or things a remit spans."""
    for row, statement, found in scopes(case):
        held = statement.source
        people = shapes.team(statement.text)
        both = (
            f"{people.headcount} across {found.scope}"
            if people and "across" in statement.text and row.role.level >= 4
            else ""
        )
        slots = {
            "scope": value(found.scope, held),
            "count_np": value(found.count_np, held),
            "scope_np": value(both, held),
        }
        yield binding(fact_of(row, statement), slots, {"n": found.size, "leads": row.role.level >= 4})


def language_used(case: Case) -> Iterator[Binding]:
    """Find a second working language."""
    tongues = [
        (tail, text)
        for tail, text, _ in named_items(case.person, "languages", "name")
        if text.split()[0].lower() != "english" and len(text.split()) == 1
    ]
    if tongues:
        tail, text = tongues[0]
        yield binding("language", {"language": Value(text, (source(f"/profile/person/{tail}", text),))})


def _topic(title: str) -> str:
    bare = without_brackets(re.split(r"[:–—|]\s|\s-\s", title)[0]).strip(" .")
    return bare if 2 <= len(tokens(bare)) <= 9 and "?" not in bare else ""


def patent(case: Case) -> Iterator[Binding]:
    """Find patents with a short title."""
    for position, entry in items(case.person, "patents"):
        topic = _topic(spoken(mapping(entry).get("title")))
        if topic and not case.foreign:
            held = source(f"/profile/person/patents/{position}/title", mapping(entry).get("title"))
            yield binding(
                f"patent:{position}",
                {
                    "patent_topic": value(
                        topic[0].lower() + topic[1:] if not topic.split()[0].isupper() else topic, held
                    )
                },
            )


def paper(case: Case) -> Iterator[Binding]:
    """Find papers, talks and articles; the topic is the title in quotation marks or its first half."""
    for position, entry in items(case.person, "publications"):
        topic = _topic(spoken(mapping(entry).get("title")))
        if not topic or case.foreign:
            continue
        pointer = f"/profile/person/publications/{position}"
        when = read_date(mapping(entry).get("date"))
        kind = spoken(mapping(entry).get("kind")).lower()
        kind = (
            kind if kind in {"talk", "paper", "article", "book", "report", "chapter", "keynote", "podcast"} else "piece"
        )
        slots = {"paper_topic": value(topic, source(f"{pointer}/title", mapping(entry).get("title"))), "kind": value(kind, source(f"{pointer}/title", mapping(entry).get("title"))),
                 "year": value(str(when.year), source(f"{pointer}/date", mapping(entry).get("date"))) if when else None}  # fmt: skip
        yield binding(
            f"paper:{position}", slots, {"years_ago": case.now.year - when.year if when and case.now else None}
        )


def award(case: Case) -> Iterator[Binding]:
    """Find prizes."""
    for position, entry in items(case.person, "awards"):
        name = without_brackets(spoken(mapping(entry).get("name")))
        if name and 2 <= len(name.split()) <= 6 and not case.foreign and not re.search(r"\d|[|:]", name):
            when = read_date(mapping(entry).get("date"))
            said = name if name.lower().startswith("the ") else f"the {name}"
            ago = case.now.year - when.year if when and case.now else None
            yield binding(
                f"award:{position}",
                {"award": value(said, source(f"/profile/person/awards/{position}/name", mapping(entry).get("name")))},
                {"years_ago": ago},
            )


def volunteer(case: Case) -> Iterator[Binding]:
    """Find volunteer and board seats."""
    for position, entry in items(case.person, "volunteering"):
        org = organization_short(spoken(mapping(entry).get("organization")))
        role = spoken(mapping(entry).get("role"))
        started, ended = read_date(mapping(entry).get("start")), read_date(mapping(entry).get("end"))
        if not org or case.foreign or ended:
            continue
        pointer = f"/profile/person/volunteering/{position}"
        said = spoken_case(re.split(r"[,|/]", role)[0]) if 1 <= len(role.split()) <= 4 else ""
        slots = {"vol_org": value(org, source(f"{pointer}/organization", mapping(entry).get("organization"))), "vol_role": value(said, source(f"{pointer}/role", mapping(entry).get("role"))),
                 "since": value(str(started.year), source(f"{pointer}/start", mapping(entry).get("start"))) if started else None}  # fmt: skip
        yield binding(f"volunteer:{org}", slots, {"board": "board" in role.lower() or "trustee" in role.lower()})


def recommendation(case: Case) -> Iterator[Binding]:
    """Find words of a colleague that are short enough to quote."""
    for position, entry in items(case.person, "recommendations"):
        raw = raw_text(mapping(entry).get("text"))
        for sentence in re.split(r"(?<=[.!?])\s+", spoken(raw)):
            bare = sentence.strip(" .!")
            low = bare.lower()
            plain = 4 <= len(tokens(bare)) <= 12 and not re.search(
                r"\b(?:he|she|him|his|her|i|me|my|great|best|amazing|pleasure|fantastic|excellent|awesome)\b", low
            )
            if plain and not case.foreign and bare in raw and '"' not in bare:
                yield binding(
                    f"recommendation:{position}",
                    {"quote": Value(bare, (source(f"/profile/person/recommendations/{position}/text", bare),))},
                    sure=0.8,
                )
                return


def two_areas(case: Case) -> Iterator[Binding]:
    """Find a present title that spans two fields."""
    row = case.current
    if row is None or row.role.level < 4 or case.foreign:
        return
    found = re.search(
        r"\b(?:of|,)\s*([A-Za-z]+(?: [A-Za-z]+)?)\s+(?:&|and)\s+([A-Za-z]+(?: [A-Za-z]+)?)$", row.role.title
    )
    if found and all(lexicons().family_of(f"{part} manager") for part in found.groups()):
        held = row.at("title")
        yield binding(
            f"row:{row.index}:areas",
            {"area_a": Value(spoken_case(found[1]), (held,)), "area_b": Value(spoken_case(found[2]), (held,))},
        )


def opaque_title(case: Case) -> Iterator[Binding]:
    """Find a title that says little about the work."""
    row = case.current
    if (
        row
        and not row.role.family
        and _OPAQUE.search(row.role.title)
        and 1 <= len(row.role.title.split()) <= 5
        and not case.foreign
    ):
        yield binding(f"row:{row.index}", {"title": Value(spoken_case(row.role.title), (row.at("title"),))})


def partners(case: Case) -> Iterator[Binding]:
    """Find the people a post works with."""
    for row, statement in told(case):
        if (found := shapes.partners(statement.text)) and (row.current or (years_back(case, row) or 9) <= 3):
            held = statement.source
            yield binding(
                fact_of(row, statement),
                {"partners": value(found.partners, held), "partner_one": value(found.partner_one, held)},
            )


def clients(case: Case) -> Iterator[Binding]:
    """Find the kind of people the present post serves."""
    for row, statement in told(case):
        if row.current and (found := _CLIENTS.search(statement.text)):
            yield binding(f"clients:{row.index}", {"clients": value(spoken_case(found[1]), statement.source)})
            return


def piece(case: Case) -> Iterator[Binding]:
    """Find an article, podcast or interview with a short title."""
    for bound in paper(case):
        kind = bound.slots.get("kind")
        if (
            kind
            and kind.text in {"article", "podcast", "interview", "book"}
            and len(tokens(bound.slots["paper_topic"].text)) <= 8
        ):
            yield binding(bound.facts, {"piece": bound.slots["paper_topic"], "kind": kind})
