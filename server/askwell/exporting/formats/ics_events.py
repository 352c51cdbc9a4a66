"""A calendar of events alone, for calendars that refuse to-dos: what is due stands there for a quarter of an hour."""

from collections.abc import Iterable, Iterator

from askwell.domain.exports import ExportFormat, ExportOptions, SubjectExport
from askwell.exporting.calendar_file import EVENT_FIELDS, calendar_file
from askwell.exporting.exporter import PLAIN


class CalendarOfEvents:
    """Writes a calendar."""

    format = ExportFormat(
        "calendar-events",
        "Calendar without to-dos (iCalendar)",
        "ics",
        "text/calendar; charset=utf-8",
        "the same as short events; for Google Calendar and Outlook",
    )
    fields = EVENT_FIELDS

    def render(self, items: Iterable[SubjectExport], options: ExportOptions = PLAIN) -> Iterator[bytes]:  # noqa: ARG002 - one protocol
        """Write the head, one entry at a time, and the end."""
        return calendar_file(items, todos=False)


EXPORTER = CalendarOfEvents()
