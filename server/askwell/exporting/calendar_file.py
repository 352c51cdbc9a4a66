"""Calendar files by `icalendar` (RFC 5545): talks as events; what comes next as to-dos, or as short events.

There is never an ATTENDEE or ORGANIZER: calendars would write to these people. All times are UTC instants.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from icalendar import Calendar, Component, Event, Todo, vUri

from askwell.domain.exports import ExportField, SubjectExport
from askwell.exporting.cards import PRODUCT
from askwell.exporting.columns import question_lines
from askwell.exporting.content_lines import EscapedText, web_address
from askwell.exporting.dated_steps import DatedStep, dated_steps
from askwell.exporting.plain_text import one_line

_MINUTES = timedelta(minutes=15)
_MIDDLE = 5
_ALWAYS = (
    ("UID", "subject.id"),
    ("DTSTAMP", "subject.updated_at"),
    ("SUMMARY", "subject.name"),
    ("DESCRIPTION", "questions"),
    ("URL", "subject.url"),
    ("LOCATION", "subject.location"),
    ("CATEGORIES", "(always “Askwell”)"),
    ("SEQUENCE", "stage_changes"),
    ("CREATED", "stage_changes"),
    ("STATUS", "stage_changes"),
)
_EVENT = (
    *_ALWAYS,
    ("DTSTART", "stage_changes"),
    ("DTEND", "(fifteen minutes after DTSTART)"),
    ("TRANSP", "(always TRANSPARENT)"),
)
_TODO = (
    *_ALWAYS,
    ("DUE", "stage_changes"),
    ("COMPLETED", "stage_changes"),
    ("PERCENT-COMPLETE", "stage_changes"),
    ("PRIORITY", "(always 5)"),
    ("RELATED-TO", "subject.id"),
)
EVENT_FIELDS = tuple(ExportField("VEVENT", *one) for one in _EVENT)
TODO_FIELDS = tuple(ExportField("VTODO", *one) for one in _TODO)


def calendar_file(items: Iterable[SubjectExport], *, todos: bool) -> Iterator[bytes]:
    """Write a calendar.

    Args:
        items: Whose talks and next steps are wanted.
        todos: Write to-dos; otherwise short events for those that are open, for calendars that refuse to-dos.
    """
    head, end = _frame()
    yield head
    for item in items:
        for step in dated_steps(item):
            if todos and step.kind == "to-do":
                yield _todo(item, step).to_ical()
            elif step.kind == "talk" or step.done_at is None:
                yield _event(item, step).to_ical()
    yield end


def _frame() -> tuple[bytes, bytes]:
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODUCT)
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    end = b"END:VCALENDAR\r\n"
    return calendar.to_ical().removesuffix(end), end


def _uid(item: SubjectExport, name: str) -> EscapedText:
    return EscapedText(f"{item.subject.id}-{name}@askwell")


def _event(item: SubjectExport, step: DatedStep) -> Component:
    event = Event()
    _describe(event, item, step)
    event.add("DTSTART", step.at)
    event.add("DTEND", _end(step.at))
    event.add("TRANSP", "TRANSPARENT")
    event.add("STATUS", "CONFIRMED")
    return event


def _end(start: datetime) -> datetime:
    last = datetime.max.replace(tzinfo=start.tzinfo, microsecond=0)
    return start + _MINUTES if last - start > _MINUTES else last


def _todo(item: SubjectExport, step: DatedStep) -> Component:
    todo = Todo()
    _describe(todo, item, step)
    todo.add("DUE", step.at)
    todo.add("PRIORITY", _MIDDLE)
    if step.done_at is None:
        todo.add("STATUS", "NEEDS-ACTION")
    else:
        todo.add("STATUS", "COMPLETED")
        todo.add("COMPLETED", step.done_at)
        todo.add("PERCENT-COMPLETE", 100)
    if any(change.stage == "talked" for change in item.stage_changes):
        todo.add("RELATED-TO", _uid(item, "talk"))
    return todo


def _describe(entry: Component, item: SubjectExport, step: DatedStep) -> None:
    subject = item.subject
    entry.add("UID", _uid(item, step.name))
    entry.add("DTSTAMP", subject.updated_at)
    entry.add("CREATED", step.noted_at)
    entry.add("SEQUENCE", step.changes)
    entry.add("SUMMARY", EscapedText(one_line(step.words)))
    entry.add("CATEGORIES", ["Askwell"])
    brief = [subject.headline, subject.organization]
    brief += [question_lines(item.questions)] if step.name in ("talk", "thanks") else []
    words = "\n".join(line for line in brief if line.strip())
    if words:
        entry.add("DESCRIPTION", EscapedText(words))
    if subject.location and step.kind == "talk":
        entry.add("LOCATION", EscapedText(one_line(subject.location)))
    address = web_address(subject.url)
    if address is not None:
        entry.add("URL", vUri(address.text))
