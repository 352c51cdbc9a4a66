"""Signals of what can be pointed at: projects, papers, patents, prizes, other seats, words of colleagues."""

import re
from collections.abc import Iterator

from askwell.suggesting.case import Case, remembered
from askwell.suggesting.cleaning import spoken_case, without_brackets
from askwell.suggesting.dates import read_date
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
from askwell.suggesting.names import organization_short
from askwell.suggesting.regexes import regex
from askwell.suggesting.words import tokens

_MAINTAINS = regex(
    r"\b(?:maintain|maintainer|author|creator|my own|side project|i built|i wrote|i made)\b", re.IGNORECASE
)
_OPEN = regex(r"\b(?:open[- ]source|github|gitlab)\b", re.IGNORECASE)
_SMALL = regex(r"\b(?:small|tiny|little|weekend|side|simple|single)\b", re.IGNORECASE)


def _projects(case: Case) -> Iterator[tuple[Value, str]]:
    for tail, name, entry in named_items(case.person, "projects", "name"):
        bare = without_brackets(re.split(r"\s[-–—|:]\s|:\s", name)[0])
        if 1 <= len(bare.split()) <= 5 and not case.foreign:
            yield (
                Value(bare, (source(f"/profile/person/{tail}", raw_text(entry.get("name")) or name),)),
                spoken(entry.get("description")),
            )


@remembered
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


def _native(entry: object) -> bool:
    level = spoken(mapping(entry).get("level")).lower()
    return any(word in level for word in ("native", "mother", "first language", "elementary", "beginner", "basic"))


def language_used(case: Case) -> Iterator[Binding]:
    """Find a second language of work: learned, not native, and no tool of the trade as for interpreters."""
    if case.current and case.current.role.family == "translation":
        return
    tongues = [
        (tail, text)
        for tail, text, entry in named_items(case.person, "languages", "name")
        if text.split()[0].lower() != "english" and len(text.split()) == 1 and not _native(entry)
    ]
    if tongues:
        tail, text = tongues[0]
        yield binding("language", {"language": Value(text, (source(f"/profile/person/{tail}", text),))})


def _topic(title: str) -> str:
    asked, _, told = title.partition("? ")
    bare = without_brackets(re.split(r"[:–—|]\s|\s-\s", told or asked)[0]).strip(" .")
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
        slots = {
            "paper_topic": value(topic, source(f"{pointer}/title", mapping(entry).get("title"))),
            "kind": value(kind, source(f"{pointer}/title", mapping(entry).get("title"))),
            "year": value(str(when.year), source(f"{pointer}/date", mapping(entry).get("date"))) if when else None,
        }
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
        slots = {
            "vol_org": value(org, source(f"{pointer}/organization", mapping(entry).get("organization"))),
            "vol_role": value(said, source(f"{pointer}/role", mapping(entry).get("role"))),
            "since": value(str(started.year), source(f"{pointer}/start", mapping(entry).get("start")))
            if started
            else None,
        }
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
