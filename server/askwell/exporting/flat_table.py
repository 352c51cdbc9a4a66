"""One line per person or organization: the columns that the plain table and the one for Excel share."""

from askwell.exporting.columns import Column, listed, question_lines, stage_words

_SUBJECT = ("id", "kind", "name", "headline", "organization", "location")
_LISTS = ("experience", "education", "skills", "languages", "certifications")
_CONTACTS = ("emails", "phones", "links")
_MORE_LISTS = (
    *("volunteering", "publications", "patents", "projects", "awards", "courses", "groups"),
    *("specialties", "products", "locations"),
)

FLAT_COLUMNS = (
    *(Column(name, f"subject.{name}") for name in _SUBJECT),
    Column("stage", "subject.stage", stage_words),
    *(Column(name, f"profile.{name}", listed) for name in _LISTS),
    Column("about", "profile.about"),
    *(Column(name, f"profile.{name}", listed) for name in _CONTACTS),
    *(Column(name, f"profile.{name}") for name in ("industry", "size", "website")),
    Column("note", "note.text"),
    Column("questions", "questions", question_lines),
    *(Column(name, f"subject.{name}") for name in ("url", "created_at", "updated_at", "last_captured_at")),
    Column("organization_id", "subject.organization_id"),
    Column("pronouns", "profile.pronouns"),
    *(Column(name, f"profile.{name}", listed) for name in _MORE_LISTS),
    *(Column(name, f"profile.{name}") for name in ("type", "founded", "headquarters")),
    Column("addresses", "addresses", listed),
)
"""The header is frozen: new columns go to the end."""
