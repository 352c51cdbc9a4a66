"""Cards for contact programs of today: vCard 4.0 (RFC 6350), with skills (RFC 6715) and pronouns (RFC 9554).

Jobs repeat as groups; their dates and education have no property of their own and go to X-ASKWELL-* and into the note.
"""

from collections.abc import Iterable, Iterator

from askwell.domain.exports import ExportField, ExportFormat, ExportOptions, SubjectExport
from askwell.exporting import cards
from askwell.exporting.content_lines import content_line
from askwell.exporting.exporter import PLAIN

PROPERTIES = (
    ("VERSION", "(always 4.0)"),
    ("KIND", "subject.kind"),
    ("FN", "subject.name"),
    ("N", "subject.name"),
    ("PRONOUNS", "profile.pronouns"),
    ("ORG", "profile.experience[].organization"),
    ("TITLE", "profile.experience[].title"),
    ("X-ASKWELL-POSITION", "profile.experience[]"),
    ("X-ASKWELL-EDUCATION", "profile.education[]"),
    ("ADR", "subject.location"),
    ("EMAIL", "profile.emails"),
    ("TEL", "profile.phones"),
    ("URL", "profile.links"),
    ("EXPERTISE", "profile.skills"),
    ("NOTE", "note.text"),
    ("CATEGORIES", "(always “Askwell”)"),
    ("X-ASKWELL-STAGE", "subject.stage"),
    ("SOURCE", "subject.url"),
    ("UID", "subject.id"),
    ("REV", "subject.updated_at"),
    ("PRODID", "(always Askwell’s own)"),
)


class VCard4:
    """Writes one card per person or company."""

    format = ExportFormat(
        "vcard4", "Contacts (vCard 4.0)", "vcf", "text/vcard; charset=utf-8", "for address books of today"
    )
    fields = tuple(ExportField("", name, source) for name, source in PROPERTIES)

    def render(self, items: Iterable[SubjectExport], options: ExportOptions = PLAIN) -> Iterator[bytes]:  # noqa: ARG002 - one protocol
        """Write the cards one by one."""
        for item in items:
            yield b"".join(_card(item))


def _card(item: SubjectExport) -> Iterator[bytes]:
    part = item.part
    yield b"BEGIN:VCARD\r\nVERSION:4.0\r\n"
    yield content_line("KIND", "individual" if item.subject.kind == "person" else "org")
    yield from cards.name_lines(item)
    yield from cards.text_line("PRONOUNS", part.get("pronouns"))
    if item.subject.kind == "organization":
        yield from cards.text_line("ORG", item.subject.name)
    yield from _jobs(item)
    for entry in part.get("education") or []:
        yield content_line("X-ASKWELL-EDUCATION", cards.parts_of(entry, cards.EDUCATION_PARTS))
    yield from cards.address_lines(item)
    for name, values in (("EMAIL", part.get("emails")), ("TEL", part.get("phones"))):
        for value in values or []:
            yield from cards.text_line(name, value)
    for address in cards.web_addresses(item):
        yield content_line("URL", address)
    for skill in part.get("skills") or []:
        yield from cards.text_line("EXPERTISE", skill)
    yield from cards.closing_lines(item, f"{item.subject.updated_at:%Y%m%dT%H%M%SZ}")


def _jobs(item: SubjectExport) -> Iterator[bytes]:
    for number, role in enumerate(cards.roles(item), start=1):
        # The first is the current one, which readers prefer.
        parameters = {"PREF": "1"} if number == 1 else {}
        yield from cards.text_line(f"j{number}.ORG", role.get("organization"), **parameters)
        yield from cards.text_line(f"j{number}.TITLE", role.get("title"), **parameters)
        yield content_line(f"j{number}.X-ASKWELL-POSITION", cards.parts_of(role, cards.POSITION_PARTS))


EXPORTER = VCard4()
