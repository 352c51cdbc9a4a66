"""Signals of voice: what somebody writes about, and the sentences of theirs that are worth giving back."""

import re
from collections import Counter
from collections.abc import Iterator

from askwell.suggesting.case import Case, Said, remembered
from askwell.suggesting.claim_worth import worth
from askwell.suggesting.cleaning import clean
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
from askwell.suggesting.lexicons import lexicons, word_list
from askwell.suggesting.objects import verb_of
from askwell.suggesting.regexes import regex
from askwell.suggesting.sentence_shapes import shape_of
from askwell.suggesting.words import cap_first, stems, tokens

_DECIDED = regex(
    r"^you (?:let|stopped|moved|chose|dropped|closed|refused|left|quit|switched|opened|replaced|killed|sold|bought|"
    r"turned|cancelled|hired|changed|swapped|gave up|said no|walked|kept|ended|began|started|cut|merged|split|built|"
    r"wrote)\b"
)
_NOT_DONE = frozenset("leave become join spend find see have hear get know feel meet lose".split())
_NO_OBJECT = frozenset(
    "to from in at on with as out up down off over back into through for by about away behind under among beside "
    "across it that this so not no between".split()
)
_TOLD_WITH_MORE = frozenset("because when after before until while so although then".split())
_QUOTED_ALONE = 3.5
_MISSION = regex(
    r"\b(?:help|helping|making|make|bring|bringing|give|giving|keep|keeping|so that|for people who|"
    r"for the people who|turning|building)\b",
    re.IGNORECASE,
)
_OPEN = regex(
    r"\b(?:happy to (?:talk|chat|help)|open to (?:coffee|chats?|conversations?|mentoring)|ask me anything|i mentor|"
    r"glad to (?:talk|help))\b",
    re.IGNORECASE,
)
_RESOURCE = regex(r"\b(?:book|podcast|newsletter|course|conference|meetup)\s+[“\"]([^”\"]{3,50})[”\"]", re.IGNORECASE)
_ARTEFACTS = (
    "portfolio",
    "case study",
    "proposal",
    "brief",
    "report",
    "lesson plan",
    "business plan",
    "resume",
    "cover letter",
    "pitch",
    "dashboard",
    "drawing",
    "prototype",
    "manuscript",
    "menu",
    "design",
    "storyboard",
    "code review",
    "pull request",
)


def _key(said: Said) -> str:
    return f"claim:{said.claim.sentence[:40]}"


def _value(said: Said, text: str, sure: float = 1.0) -> Value | None:
    return value(text, said.source, sure=sure)


def _ranked(case: Case, kinds: frozenset[str]) -> list[tuple[float, Said]]:
    found = [
        (worth(said.claim, said.kind, said.months_ago, case.my.wanted), said)
        for said in case.said
        if said.claim.kind in kinds
    ]
    return sorted(found, key=lambda pair: (-pair[0], pair[1].source))


def _traits(case: Case, said: Said) -> dict[str, str | int | bool | None]:
    linked = bool((stems(said.claim.sentence) - case.generic_stems) & case.my.wanted)
    shape = shape_of(said.claim.reported or said.claim.part("habit"))
    return {
        "kind": said.claim.kind,
        "source": said.kind,
        "months_ago": said.months_ago,
        "linked": linked,
        "shape": shape,
    }


def you_said(said: Said) -> str:
    """Introduce a reported sentence by where it stands."""
    return "You wrote" if said.kind in {"post", "article"} else "Your page says"


@remembered
def claim(case: Case) -> Iterator[Binding]:
    """Find sentences worth quoting on their own."""
    for score, said in _ranked(case, frozenset({"event", "standard", "view", "told", "habit", "equation"})):
        taught = shape_of(said.claim.reported) in {"taught", "heard"}
        told = said.kind == "about" and said.claim.kind in {"event", "habit", "told"} and not taught
        if score >= _QUOTED_ALONE and said.kind in {"post", "article", "about"} and not told:
            slots = {
                "claim": _value(said, said.claim.reported),
                "quote": _value(said, said.claim.quote),
                "you_said": _value(said, you_said(said)),
            }
            yield binding(_key(said), slots, _traits(case, said), worth=score)


@remembered
def event_claim(case: Case) -> Iterator[Binding]:
    """Find told events."""
    for score, said in _ranked(case, frozenset({"event"})):
        part = said.claim.part
        slots = {
            "event": _value(said, part("event")),
            "event_inf": _value(said, part("event_inf")),
            "event_ger": _value(said, part("event_ger")),
            "claim": _value(said, said.claim.reported),
        }
        told = part("event")
        traits = {
            "decided": bool(_DECIDED.match(told)),
            "goes_on": " still " in told,
            "forced": told.startswith("you had to "),
        }
        yield binding(_key(said), slots, {**_traits(case, said), **traits}, worth=score)


def _verb_with_object(do: str) -> str:
    """Name the verb of what was done to something: "draw a path", not "move to research because ..."."""
    words = do.split()
    loose = len(words) < 2 or words[1].lower() in _NO_OBJECT or words[0] in _NOT_DONE
    loose = loose or bool(_TOLD_WITH_MORE & set(words))
    return "" if loose else verb_of(do)


def told_deed(case: Case) -> Iterator[Binding]:
    """Find told events in which something was done to something: those are asked about by their verb."""
    for bound in event_claim(case):
        do = bound.slots.get("event_inf")
        word = _verb_with_object(do.text) if do and not bound.traits["forced"] and not bound.traits["goes_on"] else ""
        if word:
            yield binding(bound.facts, {"did": bound.slots["event"]}, {**bound.traits, "word": word}, worth=bound.worth)


@remembered
def shift_claim(case: Case) -> Iterator[Binding]:
    """Find a change that they tell in two sentences: what they did then, what they do now."""
    for score, said in _ranked(case, frozenset({"shift"})):
        yield binding(_key(said), {"shift": _value(said, said.claim.part("shift"))}, _traits(case, said), worth=score)


@remembered
def standard_claim(case: Case) -> Iterator[Binding]:
    """Find named rules."""
    for score, said in _ranked(case, frozenset({"standard"})):
        named = next((artefact for artefact in _ARTEFACTS if artefact in said.claim.sentence.lower()), "")
        if said.kind in {"post", "article"}:
            yield binding(
                _key(said),
                {"claim": _value(said, said.claim.reported)},
                {**_traits(case, said), "artefact": bool(named)},
                worth=score,
            )


@remembered
def habit_claim(case: Case) -> Iterator[Binding]:
    """Find standing habits."""
    for score, said in _ranked(case, frozenset({"habit"})):
        part = said.claim.part
        yield binding(
            _key(said),
            {"habit": _value(said, part("habit")), "habit_ger": _value(said, part("habit_ger"))},
            _traits(case, said),
            worth=score,
        )


@remembered
def equation_claim(case: Case) -> Iterator[Binding]:
    """Find sentences that say one thing is another."""
    for score, said in _ranked(case, frozenset({"equation"})):
        if said.kind in {"headline", "about"}:
            continue
        part = said.claim.part
        kind = said.kind if said.kind in {"talk", "paper", "article", "post", "keynote", "report"} else "piece"
        slots = {
            "x": _value(said, part("x")),
            "y": _value(said, part("y")),
            "kind": _value(said, kind),
            "year": said.year,
        }
        yield binding(_key(said), slots, _traits(case, said), worth=score)


@remembered
def identity_claim(case: Case) -> Iterator[Binding]:
    """Find words that say what somebody is first."""
    for score, said in _ranked(case, frozenset({"identity"})):
        slots = {"quote": _value(said, said.claim.quote), "identity": _value(said, said.claim.part("identity"))}
        yield binding(_key(said), slots, _traits(case, said), worth=score)


@remembered
def turning_point(case: Case) -> Iterator[Binding]:
    """Find the moment that things turned."""
    for score, said in _ranked(case, frozenset({"turn"})):
        yield binding(_key(said), {"turn": _value(said, said.claim.part("turn"))}, _traits(case, said), worth=score)


def _barred(text: str) -> bool:
    """Say whether a line boasts, offers or tells something private."""
    low, known = f" {' '.join(word_list(text))} ", lexicons()
    kinds = ("pride", "slogans", "private", "talk_offers", "hiring_lines")
    return any(f" {' '.join(word_list(word))} " in low for kind in kinds for word in known.words[kind])


def mission(case: Case) -> Iterator[Binding]:
    """Find what the work is for, short enough to quote."""
    for key in ("headline", "about"):
        raw = raw_text(case.person.get(key))
        for part in re.split(r"\s*[|•·\n]\s*|\s+[-–—]\s+|(?<=[.!?])\s+", clean(raw)):
            bare = part.strip(" .!")
            usable = 4 <= len(tokens(bare)) <= 12 and _MISSION.search(bare) and bare in raw and not case.foreign
            plain = not re.search(r"[@#\"“”%]|\d", bare) and bare.upper() != bare
            if usable and plain and not _barred(bare):
                held = (f"/profile/person/{key}", bare)
                yield binding(f"mission:{key}", {"mission": Value(cap_first(bare), (held,))}, sure=0.85)
                return


def topic(case: Case) -> Iterator[Binding]:
    """Find a topic that two or more posts share."""
    if case.foreign:
        return
    posts = [
        (position, spoken(mapping(entry).get("text")))
        for position, entry in items(case.person, "posts")
        if spoken(mapping(entry).get("kind")) not in {"repost", "comment"}
    ]
    if len(posts) < 2:
        return
    known = lexicons()
    counted: Counter[str] = Counter()
    for _, text in posts:
        counted.update({known.skill_entries[name].name for _, _, name in known.skills.find_all(text)})
    best = [
        (name, count)
        for name, count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
        if count >= 2 and len(name) > 3
    ]
    if best:
        name = best[0][0]
        held = tuple(
            source(f"/profile/person/posts/{position}/text", mapping(list(case.person["posts"])[position]).get("text"))
            for position, text in posts
            if name.lower() in text.lower()
        )
        if len(held) >= 2:
            yield binding("topic", {"topic": Value(name, held[:2])}, {"posts": len(held)}, 0.9)


def open_to_talk(case: Case) -> Iterator[Binding]:
    """Find an offer to talk."""
    for key in ("about", "headline"):
        if (found := _OPEN.search(raw_text(case.person.get(key)))) and not case.foreign:
            yield binding("offer", {}, sources=((f"/profile/person/{key}", found[0]),))
            return


def hiring_line(case: Case) -> Iterator[Binding]:
    """Find a line or badge that says the team is growing."""
    texts = [(f"/profile/person/{tail}", text) for tail, text, _ in named_items(case.person, "badges", "name")]
    texts += [(f"/profile/person/{key}", raw_text(case.person.get(key))) for key in ("headline", "about")]
    words = lexicons().words["hiring_lines"] | {"hiring", "#hiring"}
    for pointer, text in texts:
        found = next((word for word in sorted(words) if re.search(rf"(?<!\w){re.escape(word)}\b", text.lower())), "")
        if found:
            yield binding("hiring", {}, sources=(source(pointer, text),))
            return


def resource(case: Case) -> Iterator[Binding]:
    """Find a named book, podcast, course or event."""
    for pointer, raw in [("/profile/person/about", raw_text(case.person.get("about")))] + [
        (f"/profile/person/posts/{position}/text", raw_text(mapping(entry).get("text")))
        for position, entry in items(case.person, "posts")
    ]:
        if (found := _RESOURCE.search(raw)) and not case.foreign and spoken(found[1]):
            yield binding("resource", {"resource": Value(f"“{spoken(found[1])}”", ((pointer, found[1]),))})
            return
