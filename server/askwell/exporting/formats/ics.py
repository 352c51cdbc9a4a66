"""A calendar with talks as events and next steps as to-dos (RFC 5545)."""

from collections.abc import Iterable, Iterator

from askwell.domain.exports import ExportFormat, ExportOptions, SubjectExport
from askwell.exporting.calendar_file import EVENT_FIELDS, TODO_FIELDS, calendar_file
from askwell.exporting.exporter import PLAIN


class CalendarWithTodos:
    """Writes a calendar."""

    format = ExportFormat(
        "calendar",
        "Calendar with to-dos (iCalendar)",
        "ics",
        "text/calendar; charset=utf-8",
        "talks, and whom to thank or write to next; for Apple, Thunderbird, Nextcloud",
    )
    fields = (*EVENT_FIELDS, *TODO_FIELDS)

    def render(self, items: Iterable[SubjectExport], options: ExportOptions = PLAIN) -> Iterator[bytes]:  # noqa: ARG002 - one protocol
        """Write the head, one entry at a time, and the end."""
        return calendar_file(items, todos=True)


EXPORTER = CalendarWithTodos()
