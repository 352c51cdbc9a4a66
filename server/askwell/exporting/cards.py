"""What both versions of vCard say about somebody: properties with their sources, and the words of the note."""

from collections.abc import Iterable, Iterator
from typing import Any

from askwell.domain.exports import SubjectExport
from askwell.domain.facts import value_text
from askwell.domain.subjects import STAGES
from askwell.exporting.columns import running_role
from askwell.exporting.content_lines import Finished, content_line, structured, web_address
from askwell.exporting.person_names import split_name
from askwell.exporting.plain_text import one_line

PRODUCT = "-//Askwell//Askwell//EN"
POSITION_PARTS = ("title", "organization", "start", "end", "location")
EDUCATION_PARTS = ("school", "degree", "field", "start", "end")
_NOTED_LISTS = (
    ("experience", "Role"),
    ("education", "Education"),
    ("skills", "Skill"),
    ("languages", "Language"),
    ("certifications", "Certificate"),
    ("specialties", "Specialty"),
    ("products", "Product"),
)
_NOTED_TEXTS = ("about", "industry", "size", "type", "founded")


def text_line(name: str, text: Any, **parameters: str) -> Iterator[bytes]:  # noqa: ANN401 - any value of a profile
    """Write a property of one line of text, if there is any."""
    words = one_line(value_text(text)).strip()
    if words:
        yield content_line(name, words, **parameters)


def name_lines(item: SubjectExport) -> Iterator[bytes]:
    """Write the displayed name and its parts; every card must have both."""
    name = one_line(item.subject.name).strip() or "?"
    given, family = split_name(name) if item.subject.kind == "person" else ("", name)
    yield content_line("FN", name)
    yield content_line("N", structured((family, given, "", "", "")))


def address_lines(item: SubjectExport) -> Iterator[bytes]:
    """Write the place, as the page words it, where readers show a city."""
    place = one_line(item.subject.location).strip()
    if place:
        yield content_line("ADR", structured(("", "", "", place, "", "", "")))


def roles(item: SubjectExport) -> list[dict[str, Any]]:
    """Give the roles, the current one first; at least the employer that lists show."""
    found = [role for role in item.part.get("experience") or [] if isinstance(role, dict)]
    current = running_role(found)
    ordered = [current, *(role for role in found if role is not current)] if found else []
    if not ordered and item.subject.organization:
        ordered = [{"organization": item.subject.organization, "current": True}]
    return ordered


def parts_of(entry: dict[str, Any], names: Iterable[str]) -> Finished:
    """Give fields of an entry as one structured value."""
    return structured(one_line(value_text(entry.get(name))) for name in names)


def web_addresses(item: SubjectExport) -> list[Finished]:
    """Give every address of the web that is known, each once."""
    found = [item.part.get("website"), *(item.part.get("links") or [])]
    safe = (web_address(str(address)) for address in found if address)
    return list(dict.fromkeys(address for address in safe if address is not None))


def note_text(item: SubjectExport) -> str:
    """Give in lines what has no property that other programs show; the user's own words come first."""
    part = item.part
    lines = [item.note.text.strip(), item.subject.headline]
    for name, label in _NOTED_LISTS:
        lines += [f"{label}: {value_text(entry)}" for entry in part.get(name) or []]
    lines += [f"{name.capitalize()}: {value_text(part[name])}" for name in _NOTED_TEXTS if part.get(name)]
    others = [str(link) for link in part.get("links") or [] if web_address(str(link)) is None]
    lines += [f"Link: {link}" for link in others]
    return "\n".join(line for line in lines if line.strip())


def stage_line(item: SubjectExport) -> Iterator[bytes]:
    """Write how far things have come, where only programs that know Askwell look."""
    yield content_line("X-ASKWELL-STAGE", STAGES.get(item.subject.stage, item.subject.stage))


def closing_lines(item: SubjectExport, stamp: str) -> Iterator[bytes]:
    """Write what identifies the card and says where it is from."""
    note = note_text(item)
    if note:
        yield content_line("NOTE", note)
    yield content_line("CATEGORIES", "Askwell")
    yield from stage_line(item)
    source = web_address(item.subject.url)
    if source is not None:
        yield content_line("SOURCE", source)
    yield content_line("UID", Finished(f"urn:uuid:{item.subject.id}"))
    yield content_line("REV", Finished(stamp))
    yield content_line("PRODID", PRODUCT)
    yield b"END:VCARD\r\n"
