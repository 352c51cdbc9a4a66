"""Invented people and companies to export, with every field that formats read."""

from datetime import UTC, datetime, timedelta

from askwell.domain.exports import StageChange, SubjectExport
from askwell.domain.notes import Note
from askwell.domain.subjects import Subject

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
PERSON_ID = "11111111-5d9b-4a5e-8d7a-00000000000{}"


def person(text="Ada Example", *, number=1, where="name", **changes):
    """Give a person with a text in one place: name, headline, location, note, skill, role, email, phone, link, question."""
    put = {where: text}
    part = {
        "name": put.get("name", "Ada Example"),
        "pronouns": "she/her",
        "about": put.get("about", "Counts things."),
        "experience": [
            {
                "title": put.get("role", "Analyst"),
                "organization": "Acme",
                "start": "2020-03",
                "end": None,
                "current": True,
            },
            {"title": "Cook", "organization": "The Inn", "start": "2010", "end": "2012", "description": "Soup."},
        ],
        "education": [{"school": "Tidal Institute", "degree": "BSc", "field": "Biology", "start": "2006"}],
        "skills": [put.get("skill", "Sums"), "Looms"],
        "languages": [{"name": "Welsh", "level": "native"}],
        "emails": [put.get("email", "ada@example.com")],
        "phones": [put.get("phone", "0049 170")],
        "links": [put.get("link", "https://example.com/ada")],
    }
    subject = Subject(
        id=PERSON_ID.format(number),
        kind="person",
        name=part["name"],
        headline=put.get("headline", "Analyst at Acme"),
        organization=put.get("organization", "Acme"),
        organization_id=None,
        location=put.get("location", "York"),
        stage=changes.pop("stage", "thanked"),
        created_at=NOW,
        updated_at=NOW + timedelta(hours=number),
        last_captured_at=NOW,
        url=put.get("url", "https://example.com/people/ada"),
    )
    question = {
        "id": "q",
        "text": put.get("question", "How?"),
        "state": "asked",
        "answer": put.get("answer", "So."),
        "changed_at": NOW,
    }
    return SubjectExport(
        subject=subject,
        profile={"person": part},
        facts=[],
        note=Note(put.get("note", "Met in York."), 1, NOW),
        addresses=["example.com/people/ada"],
        questions=[question, {**question, "text": "Put aside?", "state": "dismissed"}],
        stage_changes=changes.pop(
            "stage_changes",
            [
                StageChange("asked", NOW),
                StageChange("talked", NOW + timedelta(days=3)),
                StageChange("thanked", NOW + timedelta(days=4)),
            ],
        ),
    )


def company(text="Acme Example", *, number=9, where="name"):
    """Give a company."""
    put = {where: text}
    subject = Subject(
        PERSON_ID.format(number), "organization", put.get("name", "Acme Example"), "Looms for all", "", None, "York",
        "found", NOW, NOW, None, "https://example.com/acme",
    )  # fmt: skip
    part = {
        "name": subject.name, "tagline": "Looms for all", "industry": "Weaving", "size": "9", "type": "Private",
        "founded": "1901", "website": "https://example.com", "specialties": ["Looms"], "products": ["Loom"],
        "about": "Weaves.", "locations": ["York"],
    }  # fmt: skip
    return SubjectExport(subject, {"organization": part}, [], Note(put.get("note", ""), 0, None))
