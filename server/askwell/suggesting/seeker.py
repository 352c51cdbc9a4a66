"""The seeker's side, read once: role, aim, skills, gaps, decision, beliefs and known facts as speakable values."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from askwell.suggesting.career import size_band
from askwell.suggesting.cleaning import clean, one_line, spoken_case, without_brackets
from askwell.suggesting.dates import When
from askwell.suggesting.decisions import Decision, read_decision, read_options
from askwell.suggesting.facts import Source, Value, items, mapping, raw_text, source, spoken, value
from askwell.suggesting.hypotheses import goal_kind, read_aim, read_goal, read_hypothesis
from askwell.suggesting.known_facts import Known, public_source, read_known
from askwell.suggesting.lexicons import lexicons, word_list
from askwell.suggesting.names import NO_ROLE, Role, read_role
from askwell.suggesting.privacy import is_private, private_trim
from askwell.suggesting.regexes import regex
from askwell.suggesting.skill_gaps import read_gap
from askwell.suggesting.words import number_value, number_word, plural, stems, tokens

STAGES = {
    "high_school": "high_school",
    "school": "high_school",
    "pupil": "high_school",
    "undergraduate": "undergraduate",
    "student": "undergraduate",
    "graduate": "graduate",
    "recent_graduate": "graduate",
    "new_graduate": "graduate",
    "career_changer": "career_changer",
    "changer": "career_changer",
    "returning": "returning",
    "returner": "returning",
    "military": "military",
    "veteran": "military",
    "military_transition": "military",
    "mid_career": "mid_career",
    "experienced": "mid_career",
    "lateral": "mid_career",
    "experienced_lateral": "mid_career",
    "executive": "executive",
    "founder": "founder",
    "academic": "academic",
    "doctoral": "academic",
    "phd": "academic",
    "postgraduate": "academic",
    "early_career": "graduate",
}
CHANNELS = {
    "message": "message",
    "chat": "message",
    "dm": "message",
    "email": "email",
    "e_mail": "email",
    "mail": "email",
    "phone": "phone",
    "call": "phone",
    "phone_call": "phone",
    "video": "video",
    "video_call": "video",
    "in_person": "in_person",
    "coffee": "in_person",
    "visit": "in_person",
    "meeting": "in_person",
    "site_visit": "in_person",
    "voice_note": "message",
    "async": "email",
}
_YEARS = regex(
    r"\b((?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty)\+?)\s+years?\b",
    re.IGNORECASE,
)
_NO_WORK = regex(
    r"\b(?:unemployed|looking for|job ?seek|between jobs|none|n/a|retired|returning|break|leave|private|redundan)\b",
    re.IGNORECASE,
)
_STUDENT = regex(r"\b(?:student|undergraduate|pupil|undergrad)\b", re.IGNORECASE)
_SKILL_QUALIFIER = regex(
    r"^(?:some|basic|advanced|intermediate|beginner|a little|little|good|strong|solid|fluent in|experience (?:in|"
    r"with)|knowledge of|using)\s+",
    re.IGNORECASE,
)
_SKILL_TAIL = (
    "design",
    "management",
    "planning",
    "analysis",
    "writing",
    "development",
    "engineering",
    "research",
    "service",
    "care",
    "support",
    "communication",
    "leadership",
    "negotiation",
    "scheduling",
    "reporting",
    "testing",
    "teaching",
    "training",
    "work",
    "skills",
)
_SINGLE_THING = frozenset(
    "system process platform standard software tool framework method language ledger register".split()
)


@dataclass(slots=True)
class My:
    """The seeker as questions need them; anything unusable is left out."""

    stage: str = ""
    channel: str = ""
    role: Role = NO_ROLE
    role_source: Source = ("/seeker/current_role", "")
    years: Value | None = None
    former: bool = False
    target: Role = NO_ROLE
    target_source: Source = ("/seeker/target_role", "")
    student: bool = False
    skills: list[Value] = field(default_factory=list)
    gaps: list[Value] = field(default_factory=list)
    hypotheses: list[Value] = field(default_factory=list)
    hypotheses_raw: list[Value] = field(default_factory=list)
    decision: Decision | None = None
    decision_source: Source = ("/seeker/decision", "")
    goal: str = ""
    choosing: Value | None = None
    aim: Value | None = None
    knows: list[Known] = field(default_factory=list)
    school: str = ""
    employers: list[Value] = field(default_factory=list)
    targets: list[Value] = field(default_factory=list)
    communities: list[Value] = field(default_factory=list)
    introducer: Value | None = None
    intro_clause: Value | None = None
    intro_context: str = ""
    band: int | None = None
    wanted: frozenset[str] = frozenset()
    private: frozenset[str] = frozenset()
    raw: Mapping[str, Any] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Say whether the seeker told nothing that a question could use."""
        return not (
            self.role.short or self.target.short or self.skills or self.gaps or self.decision or self.hypotheses
        )

    @property
    def seed(self) -> int:
        """A number of this seeker's own, so that two seekers need not hear the same of several good wordings."""
        said = f"{self.role.title}|{self.target.title}|{self.decision.deciding if self.decision else ''}"
        return int(hashlib.sha256(said.encode()).hexdigest()[:8], 16) if said.strip("|") else 0


_ON_BREAK = regex(r"(?<=\w)\s+on\s+(?:an?\s+|my\s+)?(?:[\w-]+\s+){0,3}(?:break|leave|sabbatical)\b.*$", re.IGNORECASE)
_BETWEEN_POSTS = regex(
    r"\b(?:career break|break|leave|between (?:jobs|posts|roles)|unemployed|not working|out of work|sabbatical)\b",
    re.IGNORECASE,
)
_FORMER = regex(r"^(?:formerly|previously|former|ex-|was)\b", re.IGNORECASE)
_PLAIN = 0.9


def read_seeker(raw: Mapping[str, Any], now: When | None) -> My:
    """Read a seeker document; unknown shapes and unusable words are passed over."""
    my = My(raw=raw)
    my.private = _private_words(raw)
    my.stage = STAGES.get(_key(raw.get("stage")), "")
    my.channel = CHANNELS.get(_key(raw.get("channel")), "")
    _read_roles(my, raw)
    my.skills = _skills(raw, "skills")
    my.gaps = [gap for gap in _skills(raw, "skill_gaps") if not is_private(gap.text)]
    _read_plans(my, raw, now)
    my.knows = [
        known
        for position, text in _texts(raw, "knows_already")
        if (known := read_known(text, f"/seeker/knows_already/{position}"))
    ]
    my.school = spoken(raw.get("school"))
    my.employers = _plain_values(raw, "past_employers")
    my.targets = _plain_values(raw, "target_organizations")
    my.communities = _plain_values(raw, "communities")
    _read_introducer(my, raw)
    my.wanted = _wanted(my, raw)
    return my


def _key(text: object) -> str:
    return re.sub(r"[\s-]+", "_", spoken(text).lower())


def _texts(raw: Mapping[str, Any], key: str) -> list[tuple[int, str]]:
    return [(position, text) for position, entry in items(raw, key) if (text := spoken(entry))]


def _plain_values(raw: Mapping[str, Any], key: str) -> list[Value]:
    return [
        Value(text, (source(f"/seeker/{key}/{position}", mapping(raw)[key][position]),))
        for position, text in _texts(raw, key)
    ]


def _read_roles(my: My, raw: Mapping[str, Any]) -> None:
    current = spoken(raw.get("current_role"))
    my.role_source = public_source("/seeker/current_role", raw.get("current_role"))
    pieces = [_ON_BREAK.sub("", piece).strip() for piece in re.split(r"[,;]", without_brackets(current))]
    pieces = [piece for piece in pieces if piece]
    pieces = [piece for piece in pieces if not _BETWEEN_POSTS.search(piece)] or pieces
    my.former = bool(pieces) and bool(_FORMER.match(pieces[0]))
    first = (
        re.sub(
            r"^(?:i am|i'm|currently|now|i work as|working as|formerly|previously|former|ex-|was)\s*(?:an?\s+)?",
            "",
            pieces[0],
            flags=re.IGNORECASE,
        )
        if pieces
        else ""
    )
    bare = re.split(r"\s+(?:at|@|for|with)\s+", first, flags=re.IGNORECASE)[0]
    my.student = bool(_STUDENT.search(current))
    if bare and not _NO_WORK.search(bare) and not is_private(bare):
        bare = re.sub(
            r"^(?:first|second|third|fourth|final|\d\w\w)[- ]year\s+|^(?:high|secondary)[- ]school\s+(?!student|pupil)",
            "",
            bare,
            flags=re.IGNORECASE,
        )
        my.role = _student_role(bare) if my.student else read_role(bare)
    if years := _YEARS.search(current):
        number = number_value(years[1].rstrip("+"))
        said = f"{number_word(number)} years" if number and number > 1 else ""
        my.years = value(said, my.role_source)
    my.target_source = source("/seeker/target_role", raw.get("target_role"))
    my.target = _one_target(without_brackets(spoken(raw.get("target_role"))))
    my.band = size_band(raw.get("employer_size"))
    if not my.stage:
        my.stage = "undergraduate" if my.student else ""


def _one_target(text: str) -> Role:
    """Read "CRM or lifecycle marketing manager" as the alternative that names a post."""
    sides = re.split(r"\s+or\s+|\s*/\s*", text)
    if len(sides) == 1:
        return read_role(text)
    first = read_role(sides[0])
    whole = first.short and len(sides[0].split()) > 1 and sides[0].split()[-1].lower() in lexicons().heads
    return first if whole or (first.family and first.sure >= _PLAIN) else read_role(sides[-1])


def _student_role(text: str) -> Role:
    """Read "computer science student" as somebody whose field is computer science."""
    field_of_study = spoken_case(_STUDENT.split(text)[0].strip(" ,"))
    usable = (
        field_of_study
        and len(field_of_study.split()) <= 3
        and field_of_study not in {"phd", "doctoral", "master's", "university", "college", "high-school"}
    )
    short = f"{field_of_study} student" if usable else "student"
    found = lexicons().family_of(f"{field_of_study} specialist") if usable else None
    family = lexicons().families[found[0]] if found else None
    return Role(
        text,
        short,
        field_of_study if usable else "",
        family.name if family else "",
        family.group if family else "",
        0.7,
        0,
        "student",
        "students",
    )


def _skills(raw: Mapping[str, Any], key: str) -> list[Value]:
    found = []
    for position, text in _texts(raw, key):
        if said := read_gap(text, skill_text) if key == "skill_gaps" else skill_text(text):
            found.append(Value(said, (source(f"/seeker/{key}/{position}", mapping(raw)[key][position]),)))
    return found


_NO_SKILL = regex(
    r"\b(?:\w+|\d+) (?:years?|months?)\b|\bout of (?:the|work|practice)\b|\bnever\b|"
    r"^(?:no|any|anything|nothing|being|only|just)\b",
    re.IGNORECASE,
)


def skill_text(text: str) -> str:
    """Write a skill as it stands in a sentence: tools keep their capitals, methods are small; too long is empty."""
    bare = _SKILL_QUALIFIER.sub("", without_brackets(one_line(clean(text)))).strip(" .,:")
    words = bare.split()
    if (
        not words
        or len(words) > (8 if words[0].endswith("ing") else 6)
        or _NO_SKILL.search(bare)
        or not re.search(r"[^\W\d_]", bare)
        or re.search(r"[|/:;?!]", bare)
    ):
        return ""
    known = lexicons()
    if words[0].lower() in {"current", "new"} and words[-1].lower() in _SINGLE_THING:
        return f"the {_cased(bare, keep=False)}"
    entry = known.skill_entries.get(known.skills.by_words.get(tuple(word_list(bare)), ""))
    if entry:
        return entry.name if entry.name.lower() == bare.lower() else _cased(bare, keep=entry.kind == "tool")
    return _cased(bare, keep=not words[-1].lower().endswith(_SKILL_TAIL))


def _cased(text: str, keep: bool) -> str:
    capitals = sum(word[:1].isupper() for word in text.split())
    if keep and capitals == len(text.split()) and not text.isupper():
        return text
    return spoken_case(text)


def _read_plans(my: My, raw: Mapping[str, Any], now: When | None) -> None:
    decision = raw.get("decision")
    if isinstance(decision, Mapping):
        options = [text for _, text in _texts(decision, "options")]
        my.decision = read_options(options, spoken(decision.get("by")), now) if len(options) >= 2 else None
        my.decision_source = source("/seeker/decision/options/0", next(iter(options), ""))
    else:
        my.decision_source = public_source("/seeker/decision", decision)
        my.decision = read_decision(raw_text(decision), now) if spoken(decision) else None
    for position, text in _texts(raw, "hypotheses"):
        held = public_source(f"/seeker/hypotheses/{position}", mapping(raw)["hypotheses"][position])
        if said := read_hypothesis(text):
            my.hypotheses.append(Value(said, (held,)))
        elif (
            len(tokens(text)) <= 10
            and len(tokens(text)) >= 3
            and not is_private(text)
            and private_trim(text) == text.strip(" .,;")
            and "?" not in text
        ):
            my.hypotheses_raw.append(Value(text.strip(" ."), (held,), 0.7))
    goal = spoken(raw.get("goal"))
    my.goal = goal_kind(goal, my.stage, my.decision is not None)
    held = source("/seeker/goal", raw.get("goal"))
    my.choosing, my.aim = value(read_goal(goal), held), value(read_aim(goal), held)


def _read_introducer(my: My, raw: Mapping[str, Any]) -> None:
    given = raw.get("introducer")
    entry = mapping(given)
    name = spoken(given) if isinstance(given, str) else spoken(entry.get("name"))
    pointer = "/seeker/introducer" if isinstance(given, str) else "/seeker/introducer/name"
    if not name or len(name.split()) > 4 or not re.fullmatch(r"[^\W\d_][\w'’.\- ]+", name):
        return
    my.introducer = Value(name, (source(pointer, given if isinstance(given, str) else entry.get("name")),))
    context = private_trim(spoken(entry.get("context")))
    my.intro_context = context
    if (
        re.match(r"^[a-z]+s\s+(?:at|with|for|in|on)\s+\S", context)
        and len(context.split()) <= 8
        and not is_private(context)
    ):
        my.intro_clause = value(context, source("/seeker/introducer/context", entry.get("context")))


def _wanted(my: My, raw: Mapping[str, Any]) -> frozenset[str]:
    texts = [
        my.target.title,
        spoken(raw.get("goal")),
        spoken(raw.get("target_industry")),
        *(gap.text for gap in my.gaps),
        *(skill.text for skill in my.skills),
    ]
    texts += [hyp.text for hyp in my.hypotheses]
    texts += [my.decision.deciding] if my.decision else []
    generic = frozenset(stem for word in lexicons().words["generic"] for stem in stems(word))
    return frozenset().union(*(stems(text) for text in texts if text)) - generic


def _private_words(raw: Mapping[str, Any]) -> frozenset[str]:
    """List the content words that occur in private constraints and nowhere else on the seeker's side."""
    private: frozenset[str] = frozenset()
    for _, entry in items(raw, "constraints"):
        private |= stems(spoken(entry) or spoken(mapping(entry).get("text")))
    shown = [raw_text(entry) for key, entry in raw.items() if key != "constraints"]
    shown += [raw_text(entry) for key in raw if key != "constraints" for _, entry in items(raw, key)]
    private -= frozenset().union(*(stems(clean(text)) for text in shown if text)) | lexicons().words["generic"]
    return frozenset(
        word for word in private if len(word) >= 5 and word not in {"cannot", "without", "prefer", "possibl"}
    )


def people_of(role: Role) -> str:
    """Name the people who hold a role, in the plural."""
    return role.people or (plural(role.short) if role.short else "")
