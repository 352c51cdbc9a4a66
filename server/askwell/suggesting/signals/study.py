"""Signals of study: degrees, schools, certificates, licences, societies."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from askwell.suggesting.career import Row
from askwell.suggesting.case import Case, remembered
from askwell.suggesting.cleaning import spoken_case, without_brackets
from askwell.suggesting.dates import When, read_date
from askwell.suggesting.facts import Binding, Source, Value, binding, items, mapping, raw_text, source, spoken, value
from askwell.suggesting.lexicons import lexicons, word_list
from askwell.suggesting.names import organization_short
from askwell.suggesting.regexes import regex
from askwell.suggesting.signals.path import differs
from askwell.suggesting.words import stems, tokens, with_article

_BOOTCAMP = regex(r"\b(?:bootcamp|boot camp|self-taught|self taught|coding school)\b", re.IGNORECASE)


@remembered
def courses(case: Case) -> list[tuple[str, Mapping[str, Any]]]:
    """List (pointer, entry) of every course of study."""
    return [
        (f"/profile/person/education/{position}", mapping(entry)) for position, entry in items(case.person, "education")
    ]


def degree_said(text: str) -> tuple[str, str, bool] | None:
    """Find how a degree is said after "the", its level, and whether one may do it in the middle of a working life."""
    known = lexicons()
    place = known.degree_words.find(text)
    entry = known.degrees[int(place)] if place else None
    return (entry["said"], entry["level"], bool(entry["later"])) if entry else None


SHORT_COURSE = regex(r"certificate|diploma|bootcamp", re.IGNORECASE)
_LONGEST_NAME = 4
_SETTLED = 4  # years at work


def later_courses(case: Case) -> list[tuple[str, str, Value]]:
    """List the courses that one takes in the middle of a working life: a key, the name, and "took a diploma"."""
    found: list[tuple[str, str, Value]] = []
    for pointer, entry in courses(case) if not case.foreign else ():
        degree = spoken(entry.get("degree"))
        said = degree_said(degree)
        short = degree.lower() if SHORT_COURSE.search(degree) else ""
        name = said[0] if said and (said[2] or _came_back(case, entry)) else short
        if name and len(name.split()) <= _LONGEST_NAME:
            held = source(f"{pointer}/degree", entry.get("degree"))
            found.append((f"edu:{pointer[-1]}", name, Value(f"took {with_article(name)}", (held,))))
    return found


def _came_back(case: Case, entry: Mapping[str, Any]) -> bool:
    """Say whether a first degree was finished well into a working life."""
    began = min((row.start.year for row in case.rows if row.start and row.form == "plain"), default=None)
    ended = read_date(entry.get("end"))
    return bool(began and ended and ended.year - began >= _SETTLED)


def subject_of(text: str) -> tuple[str, tuple[str, ...]] | None:
    """Find a field of study: how it is said and the kinds of work it leads to."""
    known = lexicons()
    name = known.subject_words.find(text)
    entry = known.subjects[name] if name else None
    return (entry["label"], tuple(entry["families"])) if entry else None


def licence_of(name: str) -> dict[str, Any] | None:
    """Find the entry of a certificate or licence by its name."""
    known = lexicons()
    place = known.licence_words.find(name)
    return known.licences[int(place)] if place else None


def _field_said(text: str) -> str:
    said = spoken_case(re.split(r"[,(|/;]", without_brackets(text))[0].strip())
    return said if 1 <= len(said.split()) <= 4 and not re.search(r"\d", said) else ""


def _school_said(case: Case, entry: Mapping[str, Any]) -> str:
    """Say a school's name; never a place or an employer of the same page alone."""
    return organization_short(spoken(entry.get("school")), case.name_words)


def _same_school(case: Case) -> tuple[str, Mapping[str, Any]] | None:
    mine = " ".join(word_list(case.my.school))
    for pointer, entry in courses(case):
        theirs = " ".join(word_list(spoken(entry.get("school"))))
        if (
            mine
            and theirs
            and (
                mine == theirs or organization_short(case.my.school, case.name_words) == _school_said(case, entry) != ""
            )
        ):
            return pointer, entry
    return None


def _row_covering(case: Case, when: When) -> tuple[Row, Row | None] | None:
    """Find the post held when a degree ended and the one before it."""
    rows = [row for row in case.rows if row.title and row.form != "entry"]
    for row in rows[::-1]:
        begun = row.start is not None and row.start.month <= when.month
        sure = begun and (when.exact or row.start is None or row.start.year < when.year)
        if sure and (row.end is None or row.end.month >= when.month - 6):
            before = [other for other in rows if other.order < row.order]
            return row, before[-1] if before else None
    return None


def degree_apart(case: Case) -> Iterator[Binding]:
    """Find a degree in one field and work in another."""
    row = case.current
    if row is None or not row.role.family or not row.field or case.foreign:
        return
    for pointer, entry in courses(case):
        raw_field = spoken(entry.get("field"))
        found = subject_of(raw_field)
        if not found or row.role.family in found[1] or stems(raw_field) & stems(f"{row.role.field} {row.role.title}"):
            continue
        degree = degree_said(spoken(entry.get("degree")))
        slots = {
            "degree_field": value(_field_said(raw_field), source(f"{pointer}/field", entry.get("field"))),
            "field": row.field,
            "degree": value(degree[0] if degree else "", source(f"{pointer}/degree", entry.get("degree"))),
        }
        yield binding(f"edu:{pointer[-1]}", slots, sure=0.9)
        return


@remembered
def same_school(case: Case) -> Iterator[Binding]:
    """Find a school that prospect and seeker share."""
    if not (found := _same_school(case)):
        return
    pointer, entry = found
    school = value(
        _school_said(case, entry),
        source(f"{pointer}/school", entry.get("school")),
        source("/seeker/school", case.my.school),
    )
    ended = read_date(entry.get("end"))
    staff = [row for row in case.rows if row.form == "plain" and row.title and row.org and row.start]
    first = next((row for row in staff if ended and row.start and 0 <= row.start.year - ended.year <= 1), None)
    ago = case.now.year - ended.year if ended and case.now else None
    slots = {
        "school": school,
        "first_org": first.org if first else None,
        "first_role": first.title if first else None,
        "year": first.year if first else None,
    }
    yield binding("school", slots, {"years_ago": ago, "quick_start": first is not None})


def same_programme(case: Case) -> Iterator[Binding]:
    """Find the same subject at the same school."""
    if not (found := _same_school(case)):
        return
    pointer, entry = found
    field = spoken(entry.get("field"))
    if (
        field
        and stems(field) <= stems(spoken(case.seeker.get("degree"))) | stems(case.my.role.field)
        and _field_said(field)
    ):
        school = _school_said(case, entry)
        held = source(f"{pointer}/field", entry.get("field"))
        yield binding(
            ("school", "programme"),
            {
                "programme": value(_field_said(field), held, source("/seeker/degree", case.seeker.get("degree"))),
                "school": value(school, source(f"{pointer}/school", entry.get("school"))),
            },
        )


@remembered
def late_degree(case: Case) -> Iterator[Binding]:
    """Find a degree of the kind people take midway, finished three years or more into working life."""
    yield from degrees_beside_work(case, any_kind=False)


_LEARNER = regex(r"\b(?:ph\.?d|doctoral|candidate|student|trainee|intern|apprentice)\b", re.IGNORECASE)


def degrees_beside_work(case: Case, *, any_kind: bool) -> Iterator[Binding]:
    """Find the first degree that was finished three years or more into working life.

    Args:
        case: the talk.
        any_kind: whether a first degree counts too.
    """
    staff = [row for row in case.rows if row.form == "plain" and row.start]
    for pointer, entry in courses(case):
        said, ended = degree_said(spoken(entry.get("degree"))), read_date(entry.get("end"))
        if not said or not (said[2] or any_kind) or not ended or not staff or not staff[0].start or case.foreign:
            continue
        before = ended.year - staff[0].start.year
        covering = _row_covering(case, ended)
        if before < 3 or covering is None:
            continue
        row, earlier = covering
        if _LEARNER.search(spoken(row.raw.get("title"))):
            continue
        slots = {
            "degree": value(f"the {said[0]}", source(f"{pointer}/degree", entry.get("degree"))),
            "year": value(str(ended.year), source(f"{pointer}/end", entry.get("end"))),
            "role_then": row.title,
            "from_role": earlier.title if earlier else None,
        }
        yield binding(f"edu:{pointer[-1]}", slots, {"years_before": before})
        return


@remembered
def degree_then_step(case: Case) -> Iterator[Binding]:
    """Find a degree finished within a year of the step to another kind of work."""
    rows = [row for row in case.rows if row.title and row.form != "entry" and row.start]
    for pointer, entry in courses(case):
        said, ended = degree_said(spoken(entry.get("degree"))), read_date(entry.get("end"))
        if not said or not ended or case.foreign:
            continue
        for before, after in pairwise(rows):
            near = after.start is not None and abs(after.start.year - ended.year) <= 1
            if near and differs(before, after) and before.start and before.start.year < ended.year:
                slots = {
                    "degree": value(f"the {said[0]}", source(f"{pointer}/degree", entry.get("degree"))),
                    "year": value(str(ended.year), source(f"{pointer}/end", entry.get("end"))),
                    "from_role": before.title,
                    "to_role": after.title,
                }
                yield binding((f"edu:{pointer[-1]}", f"step:{before.index}>{after.index}"), slots)
                return


def study_abroad_of_work(case: Case) -> Iterator[Binding]:
    """Find a degree done beside a post."""
    for bound in late_degree(case):
        then = bound.slots.get("role_then")
        row = next(
            (held for held in case.rows if then and held.title and held.title.text == then.text and held.org), None
        )
        if row and not re.search(r"\b(?:student|candidate|intern|trainee)\b", row.role.title, re.IGNORECASE):
            yield binding(bound.facts, {**bound.slots, "org": row.org})


def bootcamp(case: Case) -> Iterator[Binding]:
    """Find a bootcamp or a self-taught start."""
    for pointer, entry in courses(case):
        school = spoken(entry.get("school"))
        if _BOOTCAMP.search(f"{school} {spoken(entry.get('degree'))}") and (name := organization_short(school)):
            first = next((row for row in case.rows if row.form == "plain" and row.title), None)
            yield binding(
                f"edu:{pointer[-1]}",
                {
                    "bootcamp": value(name, source(f"{pointer}/school", entry.get("school"))),
                    "first_role": first.title if first else None,
                },
            )
            return


def _certificates(case: Case) -> Iterator[tuple[str, str, Source]]:
    """List (how it is said, raw name, source) of every certificate."""
    for position, entry in items(case.person, "certifications"):
        name = spoken(mapping(entry).get("name"))
        said = certificate_said(name)
        if said and not case.foreign:
            yield said, name, source(f"/profile/person/certifications/{position}/name", mapping(entry).get("name"))


def certificate_said(name: str) -> str:
    """Say a certificate after its article: "the PMP", "the nursing licence"; empty when the name is too long."""
    if entry := licence_of(name):
        return f"the {entry['said']}"
    bare = without_brackets(name)
    if not 1 <= len(bare.split()) <= 5 or re.search(r"[:|/]", bare):
        return ""
    if re.search(r"(?:certificat\w*|certified|licen[cs]e|diploma)$", bare, re.IGNORECASE):
        plain = " " in bare and not bare.split()[0].isupper() and bare.split()[-1].islower()
        return f"the {bare[0].lower()}{bare[1:]}" if plain else f"the {bare}"
    return f"the {bare} certificate" if len(bare.split()) <= 4 else ""


_CERT_WORDS = stems("certificate certification certified licence license licensed professional registered exam board")


def _named_by(name: str, wanted: frozenset[str]) -> bool:
    """Say whether what the seeker wrote names this certificate, not only a word of it."""
    core = stems(without_brackets(name)) - _CERT_WORDS
    acronym = re.search(r"\b[A-Z]{2,6}\b", name)
    return bool(core and core <= wanted) or bool(acronym and acronym[0].lower() in wanted)


@remembered
def cert(case: Case) -> Iterator[Binding]:
    """Find certificates, first those that the seeker thinks about."""
    texts = (
        [gap.text for gap in case.my.gaps]
        + [spoken(case.seeker.get("goal"))]
        + ([case.my.decision.deciding] if case.my.decision else [])
    )
    wanted = frozenset().union(*(stems(text) for text in texts if text)) - case.generic_stems
    rules = (
        frozenset().union(*(stems(known.raw) for known in case.my.knows if known.kind == "rule"))
        if case.my.knows
        else frozenset()
    )
    found = []
    for said, name, held in _certificates(case):
        considering = _named_by(name, wanted)
        ruled = bool(stems(name) & rules)
        found.append(
            (
                not considering,
                binding(
                    f"cert:{name[:40]}",
                    {"cert": value(said, held)},
                    {"mine_considering": considering, "known_rule": ruled},
                ),
            )
        )
    yield from (bound for _, bound in sorted(found, key=lambda pair: pair[0]))


def licence(case: Case) -> Iterator[Binding]:
    """Find a licence without which the work may not be done."""
    row = case.current
    if row is None or not row.field:
        return
    for _, name, held in _certificates(case):
        entry = licence_of(name)
        if entry and entry["required"]:
            yield binding(f"cert:{name[:40]}", {"licence": value(f"the {entry['said']}", held), "field": row.field})
            return


_PROFESSIONS = frozenset({"medicine", "law", "dentistry", "pharmacy", "veterinary medicine", "nursing"})


def doctorate(case: Case) -> Iterator[Binding]:
    """Find a doctorate with a topic that can be said."""
    row = case.current
    for pointer, entry in courses(case):
        said = degree_said(spoken(entry.get("degree")))
        topic = _field_said(spoken(entry.get("field")))
        if (
            said
            and said[1] == "doctorate"
            and topic
            and topic not in _PROFESSIONS
            and row
            and row.org
            and not case.foreign
        ):
            yield binding(
                f"edu:{pointer[-1]}",
                {"topic": value(topic, source(f"{pointer}/field", entry.get("field"))), "org": row.org},
                {"in_company": row.side in {"", "business"}},
            )
            return


def same_society(case: Case) -> Iterator[Binding]:
    """Find a student society or team that both belong to."""
    mine = {" ".join(word_list(community.text)): community for community in case.my.communities}
    for pointer, entry in courses(case):
        activities = entry.get("activities")
        listed = (
            [(f"{pointer}/activities/{i}", raw_text(one)) for i, one in enumerate(activities)]
            if isinstance(activities, list)
            else [(f"{pointer}/activities", raw_text(activities))]
        )
        for held, text in listed:
            for piece in re.split(r"[,;]", spoken(text)):
                shared = mine.get(" ".join(word_list(piece)))
                if shared and piece.strip() and len(tokens(piece)) <= 6:
                    yield binding(
                        "society",
                        {
                            "club": Value(
                                f"the {piece.strip()}"
                                if not piece.strip().lower().startswith("the ")
                                else piece.strip(),
                                ((held, text), *shared.sources),
                            )
                        },
                    )
                    return
