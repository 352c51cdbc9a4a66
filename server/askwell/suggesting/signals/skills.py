"""Signals of skills and tools, on their side and against the seeker's."""

from collections.abc import Iterator

from askwell.suggesting.case import Case, remembered
from askwell.suggesting.facts import (
    Binding,
    Value,
    binding,
    named_items,
    source,
)
from askwell.suggesting.lexicons import Skill, lexicons, word_list
from askwell.suggesting.seeker import skill_text
from askwell.suggesting.signals.deeds import fact_of, told, years_back
from askwell.suggesting.words import stems


def _known_skill(text: str) -> Skill | None:
    known = lexicons()
    name = known.skills.by_words.get(tuple(word_list(text)))
    return known.skill_entries.get(name) if name else None


@remembered
def their_skills(case: Case) -> list[tuple[str, Value]]:
    """List every skill on the page as captured and as spoken."""
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
        theirs = next((skill for raw, skill in their_skills(case) if _same_skill(raw, gap.text)), None)
        spoken_in = next(
            (statement.source for _, statement in told(case) if _text_names(statement.text, gap.text)), None
        )
        sources = (*(theirs.sources if theirs else ()), *((spoken_in,) if spoken_in else ()))
        if sources:
            found.append((Value(gap.text, (*gap.sources, *sources)), spoken_in is not None))
    return found


def is_tool(text: str) -> bool:
    """Say whether a skill is a tool by name."""
    entry = _known_skill(text)
    return entry is not None and entry.kind == "tool"


@remembered
def gap_skill(case: Case) -> Iterator[Binding]:
    """Find a skill on the page that the seeker lacks."""
    for gap, in_text in _matched_gaps(case):
        yield binding(f"gap:{gap.text}", {"gap": gap}, {"in_text": in_text, "in_target": True})


def two_gaps(case: Case) -> Iterator[Binding]:
    """Find two skills on the page that the seeker lacks."""
    gaps = [gap for gap, _ in _matched_gaps(case)]
    if len(gaps) >= 2:
        yield binding("gaps", {"gap_a": gaps[0], "gap_b": gaps[1]})


_TONGUES = frozenset(
    "english french german spanish italian portuguese dutch swedish norwegian danish finnish polish czech russian "
    "ukrainian turkish greek arabic hebrew hindi urdu bengali punjabi tamil swahili amharic yoruba chinese mandarin "
    "cantonese japanese korean vietnamese thai indonesian malay persian farsi romanian hungarian bulgarian serbian "
    "croatian welsh irish catalan".split()
)


def shared_skill(case: Case) -> Iterator[Binding]:
    """Find a skill on the page that the seeker has too."""
    for mine in case.my.skills:
        for raw, theirs in their_skills(case):
            if _same_skill(raw, mine.text) and mine.text.lower() not in _TONGUES:
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
        for raw, skill in their_skills(case)
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
                and entry.name in statement.text
            ):
                seen.add(entry.name)
                slots = {"tool": Value(entry.name, (statement.source,)), "org": row.org, "role": row.title}
                yield binding(
                    fact_of(row, statement), slots, {"current": row.current, "years_ago": years_back(case, row)}
                )
