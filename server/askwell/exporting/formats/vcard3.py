"""Cards for older contact programs and for Apple's: vCard 3.0 (RFC 2426), with Apple's labels for links.

There is one employer and one title here; further jobs go to X-ASKWELL-POSITION and into the note.
"""

from collections.abc import Iterable, Iterator

from askwell.domain.exports import ExportField, ExportFormat, ExportOptions, SubjectExport
from askwell.exporting import cards
from askwell.exporting.content_lines import content_line
from askwell.exporting.exporter import PLAIN

PROPERTIES = (
    ("VERSION", "(always 3.0)"),
    ("FN", "subject.name"),
    ("N", "subject.name"),
    ("ORG", "subject.organization"),
    ("TITLE", "profile.experience[].title"),
    ("X-ABSHOWAS", "subject.kind"),
    ("X-ASKWELL-POSITION", "profile.experience[]"),
    ("X-ASKWELL-EDUCATION", "profile.education[]"),
    ("ADR", "subject.location"),
    ("EMAIL", "profile.emails"),
    ("TEL", "profile.phones"),
    ("URL", "profile.links"),
    ("X-ABLABEL", "(always “Page”)"),
    ("NOTE", "note.text"),
    ("CATEGORIES", "(always “Askwell”)"),
    ("X-ASKWELL-STAGE", "subject.stage"),
    ("SOURCE", "subject.url"),
    ("UID", "subject.id"),
    ("REV", "subject.updated_at"),
    ("PRODID", "(always Askwell’s own)"),
)


class VCard3:
    """Writes one card per person or company."""

    format = ExportFormat(
        "vcard3", "Contacts (vCard 3.0)", "vcf", "text/vcard; charset=utf-8", "for Apple, Outlook and older phones"
    )  # fmt: skip
    fields = tuple(ExportField("", name, source) for name, source in PROPERTIES)

    def render(self, items: Iterable[SubjectExport], options: ExportOptions = PLAIN) -> Iterator[bytes]:  # noqa: ARG002 - one protocol
        """Write the cards one by one."""
        for item in items:
            yield b"".join(_card(item))


def _card(item: SubjectExport) -> Iterator[bytes]:
    part = item.part
    yield b"BEGIN:VCARD\r\nVERSION:3.0\r\n"
    yield from cards.name_lines(item)
    yield from _work(item)
    for entry in part.get("education") or []:
        yield content_line("X-ASKWELL-EDUCATION", cards.parts_of(entry, cards.EDUCATION_PARTS))
    yield from cards.address_lines(item)
    for value in part.get("emails") or []:
        yield from cards.text_line("EMAIL", value, TYPE="INTERNET")
    for value in part.get("phones") or []:
        yield from cards.text_line("TEL", value, TYPE="VOICE")
    for number, address in enumerate(cards.web_addresses(item), start=1):
        yield content_line(f"item{number}.URL", address)
        yield content_line(f"item{number}.X-ABLabel", "Page")
    yield from cards.closing_lines(item, f"{item.subject.updated_at:%Y-%m-%dT%H:%M:%SZ}")


def _work(item: SubjectExport) -> Iterator[bytes]:
    if item.subject.kind == "organization":
        yield from cards.text_line("ORG", item.subject.name)
        yield content_line("X-ABShowAs", "COMPANY")
        return
    known = cards.roles(item)
    for role in known[:1]:
        yield from cards.text_line("ORG", role.get("organization"))
        yield from cards.text_line("TITLE", role.get("title"))
    for role in known:
        yield content_line("X-ASKWELL-POSITION", cards.parts_of(role, cards.POSITION_PARTS))


EXPORTER = VCard3()
