"""A table that HubSpot's import of contacts maps by itself."""

from collections.abc import Iterable, Iterator

from askwell.domain.exports import ExportField, ExportFormat, ExportOptions, SubjectExport
from askwell.exporting.cells import csv_file
from askwell.exporting.columns import Column, nth, title_of, web_links
from askwell.exporting.exporter import PLAIN
from askwell.exporting.person_names import family_name, given_name

_LEADS = {
    "found": "New",
    "preparing": "Open",
    "asked": "Attempted to contact",
    "scheduled": "Connected",
    "talked": "Connected",
    "thanked": "Connected",
    "kept_in_touch": "Connected",
}
COLUMNS = (
    Column("First Name", "person_name", given_name),
    Column("Last Name", "person_name", family_name),
    Column("Email", "profile.emails", nth(0)),
    Column("Phone Number", "profile.phones", nth(0)),
    Column("Mobile Phone Number", "profile.phones", nth(1)),
    Column("Job Title", "profile.experience", title_of),
    Column("Company Name", "company_name"),
    Column("Website URL", "profile.links", nth(0, of=web_links)),
    Column("City", "subject.location", lambda place: str(place).partition(",")[0].strip()),
    Column("State/Region", "(empty)"),
    Column("Country/Region", "(empty)"),
    Column("Lifecycle Stage", "(always “Other”)", lambda _: "Other"),
    Column("Lead Status", "subject.stage", lambda stage: _LEADS.get(stage, "New")),
    Column("Notes", "note.text"),
    Column("Askwell ID", "subject.id"),
)


class CsvForHubSpot:
    """Writes a table of people; companies are another kind of object there, so they stay out."""

    format = ExportFormat(
        "hubspot", "HubSpot contacts (CSV)", "csv", "text/csv; charset=utf-8", "people only, under HubSpot’s headings"
    )  # fmt: skip
    fields = tuple(ExportField("", column.name, column.source) for column in COLUMNS)

    def render(self, items: Iterable[SubjectExport], options: ExportOptions = PLAIN) -> Iterator[bytes]:
        """Write the heading, then one line each."""
        people = (item for item in items if item.subject.kind == "person")
        return csv_file(COLUMNS, people, raw=options.raw, dials=True)


EXPORTER = CsvForHubSpot()
