"""A crowd of invented people, written straight into the tables; capturing as many pages would take hours."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import insert

from askwell.domain.facts import FACT_KINDS, fold_text, item_key
from askwell.storage.database import Database
from askwell.storage.models import FactRow, NoteRow, QuestionRow, SubjectRow

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
AT_ONCE = 2_000
NAMES = ("Ada", "Bela", "Chidi", "Dora", "Emre", "Fatima", "Goran", "Hana")


def facts_of(subject_id: str, name: str, number: int) -> Iterator[dict[str, Any]]:
    """Give the facts of one invented person: name, headline, place, three roles, a school, five skills, contacts."""
    roles = [
        {
            "title": f"Analyst {n}",
            "organization": f"Quarry Street Labs {number % 997 + n}",
            "start": f"{2020 - n}-03",
            "end": None if n == 0 else f"{2021 - n}-02",
            "current": n == 0,
            "description": "Built the tables that the planning of every week rests on.",
        }
        for n in range(3)
    ]
    values: list[tuple[str, Any]] = [
        ("/person/name", name),
        ("/person/headline", f"Analyst at Quarry Street Labs {number % 997}"),
        ("/person/location", "York, England"),
        *(("/person/experience/-", role) for role in roles),
        ("/person/education/-", {"school": "Tidal Institute", "degree": "BSc", "field": "Biology", "start": "2012"}),
        *(("/person/skills/-", f"Skill {number % 50 + n}") for n in range(5)),
        ("/person/emails/-", f"person{number}@example.com"),
        ("/person/links/-", f"https://example.com/people/{number}"),
    ]
    for position, (kind, value) in enumerate(values):
        key = item_key(FACT_KINDS[kind], value)
        yield {
            "id": str(uuid.uuid5(uuid.NAMESPACE_OID, f"{subject_id}{kind}{key}")),
            "subject_id": subject_id,
            "kind": kind,
            "key": key,
            "serial": "",
            "value": value,
            "origin": "page",
            "state": "current",
            "evidence": {"": {"raw": str(value)[:80], "where": "main > p", "method": "heuristic", "confidence": 0.8}},
            "capture_id": None,
            "url": f"https://example.com/people/{number}",
            "first_seen": NOW,
            "last_seen": NOW,
            "until": None,
            "was": [],
            "position": position,
            "supersedes": None,
        }


def fill(database: Database, number_of_people: int, *, known: int = 14) -> None:
    """Write invented people straight into the tables, each with so many facts."""
    for first in range(0, number_of_people, AT_ONCE):
        subjects, facts, notes, questions = [], [], [], []
        for number in range(first, min(first + AT_ONCE, number_of_people)):
            name = f"{NAMES[number % len(NAMES)]} Example {number}"
            subject_id = str(uuid.uuid5(uuid.NAMESPACE_OID, name))
            subjects.append(subject_row(subject_id, name, number))
            facts += islice(facts_of(subject_id, name, number), known)
            notes.append(
                {"subject_id": subject_id, "text": f"Met at meeting {number}.", "version": 1, "updated_at": NOW}
            )
            questions.append(question_row(subject_id))
        with database.writing() as session:
            for model, rows in ((SubjectRow, subjects), (FactRow, facts), (NoteRow, notes), (QuestionRow, questions)):
                session.execute(insert(model), rows)


def subject_row(subject_id: str, name: str, number: int) -> dict[str, Any]:
    """Give the row of one person."""
    return {
        "id": subject_id,
        "kind": "person",
        "name": name,
        "name_key": fold_text(name),
        "headline": f"Analyst at Quarry Street Labs {number % 997}",
        "organization": f"Quarry Street Labs {number % 997}",
        "organization_id": None,
        "employer_address": "",
        "location": "York, England",
        "stage": "found",
        "url": f"https://example.com/people/{number}",
        "created_at": NOW,
        "updated_at": NOW + timedelta(seconds=number),
        "last_captured_at": NOW,
    }


def question_row(subject_id: str) -> dict[str, Any]:
    """Give the row of one answered question."""
    return {
        "subject_id": subject_id,
        "question_id": "q1",
        "state": "asked",
        "text": None,
        "answer": "By hand, at first.",
        "locked": False,
        "known": False,
        "less_like_this": False,
        "snapshot": {"id": "q1", "text": "How did you learn it?"},
        "changed_at": NOW,
    }
