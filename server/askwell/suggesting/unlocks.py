"""What would bring more questions: sections of the page that were not open, and fields of the seeker that are empty."""

from askwell.domain.questions import UnlockHint
from askwell.suggesting.bank import Trigger
from askwell.suggesting.candidates import suits
from askwell.suggesting.case import Case
from askwell.suggesting.facts import items, mapping, spoken
from askwell.suggesting.signals.catalogue import CATALOGUE
from askwell.suggesting.words import number_word

_MOST = 3
_SECTIONS: dict[str, tuple[str, frozenset[str]]] = {
    "experience": (
        "Open the whole experience section",
        frozenset(name for name, entry in CATALOGUE.items() if entry.theme == "path"),
    ),
    "descriptions": (
        "Open the texts under each role",
        frozenset(
            "metric act lead_act making team scope partners tool_in_text clients first_in_post "
            "early_join metric_partners two_objects earlier_seat skill_act gap_in_act gap_team size_jump "
            "refer_partner refer_scope".split()
        ),
    ),
    "education": (
        "Open the education section",
        frozenset(name for name, entry in CATALOGUE.items() if entry.theme == "study")
        | {"degree_midway", "school_first"},
    ),
    "skills": (
        "Open the list of skills",
        frozenset("gap_skill two_gaps shared_skill far_skills habit_tool gap_team".split()),
    ),
    "posts": (
        "Open their posts or articles",
        frozenset(
            "topic claim event_claim standard_claim equation_claim practice_choice standard_artefact event_at_size "
            "gap_event hyp_claim equation_party resource".split()
        ),
    ),
    "about": (
        "Open the about text",
        frozenset(
            "turning_point habit_claim identity_claim mission turning_stay hands_on_rank habit_tool "
            "open_to_talk".split()
        ),
    ),
    "volunteering": (
        "Open the volunteering section",
        frozenset("volunteer teaching group_choice introducer_shared".split()),
    ),
    "certifications": ("Open licences and certificates", frozenset("cert licence cred_known".split())),
    "projects": ("Open the projects", frozenset("project open_source project_target".split())),
    "publications": ("Open talks and publications", frozenset("paper patent piece equation_party".split())),
    "organization": (
        "Open the company page",
        frozenset(name for name, entry in CATALOGUE.items() if entry.theme == "organization")
        | {"news_remit", "value_load"},
    ),
}
_FIELDS: dict[str, tuple[str, frozenset[str]]] = {
    "about_me.decision": (
        "Say what you must decide, with two options and a date",
        frozenset(
            "decision options stay_option clock options_lived order_taken "
            "leads_both_ways stay_leap kind_of_employer refer_option turning_stay".split()
        ),
    ),
    "about_me.target_role": (
        "Say which role you aim at",
        frozenset("same_move held_target holds_target background project_target refer_partner group_choice".split()),
    ),
    "about_me.current_role": (
        "Say what you do now",
        frozenset("same_move reverse_move background size_jump same_start equation_party refer_scope".split()),
    ),
    "about_me.hypotheses": (
        "Write down one thing you believe about this work",
        frozenset(name for name in CATALOGUE if name.startswith("hyp")),
    ),
    "about_me.skill_gaps": (
        "Name what you still have to learn",
        frozenset("gap gap_skill two_gaps gap_in_act gap_event gap_team".split()),
    ),
}


def unlock_hints(case: Case, bank: tuple[Trigger, ...], fired: frozenset[str]) -> list[UnlockHint]:
    """List up to three things that would make more triggers possible, the most fruitful first."""
    present = frozenset(name for trigger in bank if trigger.id in fired for name in trigger.needs)
    found = []
    for section, (hint, signals) in {**_missing_sections(case), **_missing_fields(case)}.items():
        adds = _added(case, bank, fired, present, signals)
        if adds:
            noun = "question" if adds == 1 else "questions"
            found.append(UnlockHint(section=section, adds=adds, hint=f"{hint}: up to {number_word(adds)} more {noun}."))
    found.sort(key=lambda entry: (-entry["adds"], entry["section"]))
    page = [entry for entry in found if not entry["section"].startswith("about_me")]
    mine = [entry for entry in found if entry["section"].startswith("about_me")]
    return sorted(
        [*page[: _MOST - min(1, len(mine))], *mine[: _MOST - min(2, len(page))]],
        key=lambda entry: (-entry["adds"], entry["section"]),
    )[:_MOST]


def _added(
    case: Case, bank: tuple[Trigger, ...], fired: frozenset[str], present: frozenset[str], signals: frozenset[str]
) -> int:
    return sum(
        trigger.id not in fired
        and suits(trigger, case)
        and not signals.isdisjoint(trigger.needs)
        and all(need in present or need in signals for need in trigger.needs)
        for trigger in bank
    )


def _missing_sections(case: Case) -> dict[str, tuple[str, frozenset[str]]]:
    if not case.is_person:
        empty = (
            {"organization"}
            if not case.organization.news and not list(items(case.organization.raw, "specialties"))
            else set()
        )
    else:
        empty = {
            name
            for name in (
                "experience",
                "education",
                "skills",
                "posts",
                "volunteering",
                "certifications",
                "projects",
                "publications",
            )
            if not list(items(case.person, name))
        }
        empty |= {"about"} if not spoken(case.person.get("about")) else set()
        empty |= {"descriptions"} if case.rows and not any(row.statements for row in case.rows) else set()
        empty |= {"organization"} if not case.organization.raw else set()
    states = mapping(case.profile.get("sections"))
    empty |= {name for name in _SECTIONS if mapping(states.get(name)).get("state") in {"truncated", "not_loaded"}}
    return {name: _SECTIONS[name] for name in _SECTIONS if name in empty}


def _missing_fields(case: Case) -> dict[str, tuple[str, frozenset[str]]]:
    my = case.my
    present = {
        "about_me.decision": my.decision is not None,
        "about_me.target_role": bool(my.target.title),
        "about_me.current_role": bool(my.role.title),
        "about_me.hypotheses": bool(my.hypotheses or my.hypotheses_raw),
        "about_me.skill_gaps": bool(my.gaps),
    }
    return {name: entry for name, entry in _FIELDS.items() if not present[name]}
