"""One table per noun (people, companies, jobs, ...), joined by ids that stay the same from export to export."""

from collections.abc import Callable, Iterable
from typing import Any

from askwell.domain.exports import SubjectExport
from askwell.exporting.columns import Column, Table, count, kept_questions, listed, stage_words, tags, title_of

_TIMES = (
    Column("Created", "subject.created_at"),
    Column("Last change", "subject.updated_at"),
    Column("Last captured", "subject.last_captured_at"),
)
_CONTACTS = (
    Column("E-mails", "profile.emails", tags),
    Column("Phones", "profile.phones", tags),
    Column("Links", "profile.links", listed),
)
_WHOSE = (Column("Subject ID", "subject.id"), Column("Subject", "subject.name"))


def _only(kind: str) -> Callable[[SubjectExport], Iterable[Any]]:
    return lambda item: (None,) if item.subject.kind == kind else ()


def _each(name: str) -> Callable[[SubjectExport], Iterable[Any]]:
    return lambda item: item.part.get(name) or ()


def _noted(item: SubjectExport) -> Iterable[Any]:
    return (None,) if item.note.text.strip() else ()


def _steps(item: SubjectExport) -> Iterable[Any]:
    return [{"stage": change.stage, "at": change.at} for change in item.stage_changes]


PEOPLE = Table(
    "People",
    (
        Column("Name", "subject.name"),
        Column("ID", "subject.id"),
        Column("Headline", "subject.headline"),
        Column("Title", "profile.experience", title_of),
        Column("Company", "subject.organization"),
        Column("Company ID", "subject.organization_id"),
        Column("Location", "subject.location"),
        Column("Stage", "subject.stage", stage_words),
        Column("Pronouns", "profile.pronouns"),
        Column("Skills", "profile.skills", tags),
        Column("Languages", "profile.languages", listed),
        Column("About", "profile.about"),
        *_CONTACTS,
        Column("Roles", "profile.experience", count),
        Column("Page", "subject.url"),
        *_TIMES,
    ),
    _only("person"),
)
COMPANIES = Table(
    "Companies",
    (
        Column("Name", "subject.name"),
        Column("ID", "subject.id"),
        Column("Tagline", "profile.tagline"),
        Column("Industry", "profile.industry"),
        Column("Size", "profile.size"),
        Column("Type", "profile.type"),
        Column("Founded", "profile.founded"),
        Column("Location", "subject.location"),
        Column("Website", "profile.website"),
        Column("Specialties", "profile.specialties", tags),
        Column("Products", "profile.products", listed),
        Column("About", "profile.about"),
        *_CONTACTS,
        Column("Page", "subject.url"),
        *_TIMES,
    ),
    _only("organization"),
)
JOBS = Table(
    "Jobs",
    (
        Column("Person ID", "subject.id"),
        Column("Person", "subject.name"),
        *(
            Column(label, f"profile.experience[].{name}")
            for label, name in (
                ("Title", "title"),
                ("Company", "organization"),
                ("Start", "start"),
                ("End", "end"),
                ("Location", "location"),
                ("Employment", "employment_type"),
                ("Way of working", "work_mode"),
                ("Description", "description"),
            )
        ),
    ),
    _each("experience"),
)
EDUCATION = Table(
    "Education",
    (
        Column("Person ID", "subject.id"),
        Column("Person", "subject.name"),
        *(
            Column(label, f"profile.education[].{name}")
            for label, name in (
                ("School", "school"),
                ("Degree", "degree"),
                ("Field", "field"),
                ("Start", "start"),
                ("End", "end"),
                ("Activities", "activities"),
            )
        ),
    ),
    _each("education"),
)
NOTES = Table(
    "Notes", (*_WHOSE, Column("Text", "note.text"), Column("Last change", "note.updated_at")), _noted
)  # fmt: skip
QUESTIONS = Table(
    "Questions",
    (
        *_WHOSE,
        Column("Question", "questions[].text"),
        Column("Answer", "questions[].answer"),
        Column("State", "questions[].state"),
        Column("Last change", "questions[].changed_at"),
    ),
    lambda item: kept_questions(item.questions),
)
STEPS = Table(
    "Steps",
    (
        *_WHOSE,
        Column("Stage", "stage_changes[].stage", stage_words),
        Column("When", "stage_changes[].at"),
    ),
    _steps,
)
