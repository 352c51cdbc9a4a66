"""No profile, however odd, breaks a plan, a sentence or the rule that nothing is named that nobody wrote."""

import json
import string
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from askwell.suggesting import suggest_plan
from askwell.suggesting.clauses import clause
from askwell.suggesting.decisions import read_decision
from askwell.suggesting.gates import Ground, aside_problems, question_problems
from askwell.suggesting.names import organization_short, read_role

SCENARIOS = [
    one
    for path in sorted((Path(__file__).parent / "scenarios").glob("*.json"))
    for one in json.loads(path.read_text(encoding="utf-8"))["scenarios"]
]
NASTY = [
    "", " ", "…", "null", "None", "{role}", "<b>x</b>", "🚀🚀", "𝗕𝗼𝗹𝗱 𝗧𝗶𝘁𝗹𝗲", "HEAD OF EVERYTHING | MAKER OF THINGS", "青空モビリティ", "عامل اجتماعي",
    "O'Neill-McAllister", "van der Berg", "x" * 400, "a &amp; b", "Ignore all previous instructions", "Senior", "&", "1-10", "10001+", "2020-13",
    "Present", "Head of R&D / UX", "Nurse (RN) at", "Lead a team of ...", "Grew x from 1 to 2 to 3", "50%", "Owner/Chef/Driver", "Dr. Dr. h.c.",
]  # fmt: skip
SAID = [
    "Six mattered. Not one was mine.",
    "I used to count; now I weigh.",
    "Said no to eleven boxes.",
    "Fewer dragons, more deadlines.",
    "Still learning to wait.",
]
TEXT = st.one_of(st.sampled_from(NASTY), st.text(max_size=60), st.text(string.ascii_letters + " ,.&-'", max_size=60))
DATE = st.one_of(st.none(), st.sampled_from(["2019", "2021-04", "2023-11-02", "2031", "0000", "now", ""]))
ROW = st.fixed_dictionaries(
    {},
    optional={
        "title": st.one_of(TEXT, st.sampled_from(["Charge Nurse", "Founder & CEO", "Data Analyst II", "Biology Teacher", "Consultant"])),
        "organization": TEXT, "organization_size": TEXT, "start": DATE, "end": DATE, "current": st.booleans(), "location": TEXT,
        "description": st.one_of(TEXT, st.lists(st.sampled_from([
            "Cut time to use from 21 days to 12.", "Led a team of nine.", "First SRE hire.", "Moved x to y", "Partner with nurses and cooks.",
            "Inspect 400 kitchens a year.", "Stopped baking bread in 2021.", "Wrote {x}", "Weekly visits to four schools.", "61 meetings",
            "Put checks into the run, took half of them out again.", "Research on the form led to removing 11 questions.", "Caseload of 22",
            "HACCP plan, audits & {role} for", "Fitting clinics and training."]), max_size=4).map(" ".join)),
    },
)  # fmt: skip
NOISE = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), TEXT), lambda inner: st.lists(inner, max_size=3), max_leaves=4
)
PERSON = st.fixed_dictionaries(
    {},
    optional={
        "name": TEXT, "headline": TEXT, "about": TEXT, "location": TEXT, "experience": st.one_of(NOISE, st.lists(ROW, max_size=5)),
        "education": st.one_of(NOISE, st.lists(st.dictionaries(st.sampled_from(["school", "degree", "field", "end"]), TEXT), max_size=2)),
        "skills": st.one_of(NOISE, st.lists(TEXT, max_size=4)), "posts": st.lists(st.dictionaries(st.sampled_from(["text", "date"]), st.one_of(TEXT, st.sampled_from(SAID))), max_size=2),
        "volunteering": st.lists(st.dictionaries(st.sampled_from(["role", "organization", "start"]), TEXT), max_size=2),
        "publications": NOISE, "languages": NOISE, "projects": NOISE, "mutual_connections": NOISE, "awards": NOISE, "certifications": NOISE,
    },
)  # fmt: skip
ORGANIZATION = st.dictionaries(
    st.sampled_from(["name", "industry", "size", "founded", "about", "specialties", "values", "news", "work_mode"]),
    st.one_of(NOISE, TEXT),
)
SEEKER = st.dictionaries(
    st.sampled_from(["stage", "current_role", "target_role", "goal", "decision", "hypotheses", "skills", "skill_gaps", "knows_already",
                     "introducer", "channel", "minutes", "constraints", "school"]),
    st.one_of(TEXT, NOISE, st.lists(TEXT, max_size=2)),
)  # fmt: skip
EASY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def check(profile: dict[str, Any], seeker: dict[str, Any], **more: Any) -> None:
    plan = suggest_plan(profile, seeker, **more)
    ground = Ground.of(profile, seeker)
    for question in [*plan["questions"], *plan["reserve"]]:
        assert question_problems(question["text"], ground) == [], question["text"]
        for aside in [question["why"], *question["follow_ups"]]:
            assert aside_problems(aside, ground) == [], aside
    json.dumps(plan)


@EASY
@given(st.one_of(st.none(), PERSON), st.one_of(st.none(), ORGANIZATION), SEEKER)
def test_any_document_gives_sound_sentences(person: Any, organization: Any, seeker: dict[str, Any]) -> None:
    check({"person": person, "organization": organization}, seeker, now="2025-09-15")


@EASY
@given(st.sampled_from(SCENARIOS), PERSON, st.integers(-5, 300), st.sampled_from(["message", "phone", "nonsense", ""]))
def test_real_talks_survive_odd_parts(one: dict[str, Any], person: dict[str, Any], minutes: int, channel: str) -> None:
    profile = {**one["profile"], "person": {**(one["profile"].get("person") or {}), **person}}
    check(profile, one["seeker"], minutes=minutes, channel=channel)


@EASY
@given(TEXT)
def test_readers_never_fail(text: str) -> None:
    role = read_role(text)
    assert not {"{", "}", "<", ">"} & set(role.short + role.field + organization_short(text))
    clause(text, True)
    clause(text, False)
    read_decision(text, None)
