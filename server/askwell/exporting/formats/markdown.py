"""A folder of notes, packed: one Markdown file per person or company, with front matter, notes and questions.

Whatever a page wrote is shown literally: no heading, link, table, code or HTML of its own; links go to the web only.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from askwell.domain.exports import ExportField, ExportFormat, ExportOptions, SubjectExport
from askwell.domain.facts import FACT_KINDS, FactKind, value_text
from askwell.domain.subjects import STAGES
from askwell.exporting.columns import kept_questions
from askwell.exporting.content_lines import web_address
from askwell.exporting.exporter import PLAIN
from askwell.exporting.plain_text import one_line, slug, with_newlines
from askwell.exporting.spooling import ArchiveStream, keep_directory_in, scratch_folder, zipped

_SPECIAL = re.compile(r"([\\`*_\[\]<>&#|~!$={}^@%])")
_ADDRESS = re.compile(r":(?=//)|(?<=[wW]{3})\.")
_AT_START = re.compile(r"([ \t]*)([-+]|\d+(?=[.)]))")
_FRONT = (
    ("id", "subject.id"),
    ("kind", "subject.kind"),
    ("name", "subject.name"),
    ("headline", "subject.headline"),
    ("organization", "subject.organization"),
    ("location", "subject.location"),
    ("stage", "subject.stage"),
    ("source", "subject.url"),
    ("created", "subject.created_at"),
    ("updated", "subject.updated_at"),
    ("captured", "subject.last_captured_at"),
)
_ADDRESSES = {"links", "website"}
"""Only what is known as an address becomes a link."""

_SHOWN = [
    kind for kind in FACT_KINDS.values() if kind.field not in {"name", "headline", "location"}
]  # fmt: skip


class MarkdownFolder:
    """Writes an archive of notes."""

    format = ExportFormat(
        "markdown",
        "Notes (Markdown, ZIP)",
        "zip",
        "application/zip",
        "one file per person, for Obsidian and other note books",
        binary=True,
    )
    fields = (
        *(ExportField("front matter", name, source) for name, source in _FRONT),
        ExportField("text", "heading", "subject.name"),
        ExportField("text", "Notes", "note.text"),
        ExportField("text", "Questions", "questions"),
        *(
            ExportField("text", label, f"profile.{fields}")
            for label, fields in dict.fromkeys((kind.label, kind.field) for kind in _SHOWN)
        ),
    )

    def render(self, items: Iterable[SubjectExport], options: ExportOptions = PLAIN) -> Iterator[bytes]:
        """Pack one file after the other."""
        stream = ArchiveStream()
        with scratch_folder(options.scratch) as folder, (folder / "directory").open("w+b") as directory:
            archive = zipfile.ZipFile(stream, "w")
            entries = keep_directory_in(directory, archive)
            for item in items:
                entries.forget()
                archive.writestr(zipped(file_name(item)), page_of(item).encode("utf-8", "replace"))
                yield stream.take()
            archive.close()
        yield stream.take()


def file_name(item: SubjectExport) -> str:
    """Name a file so that it sorts by name, stands in its folder, and never meets another."""
    folder = "people" if item.subject.kind == "person" else "companies"
    return f"{folder}/{slug(item.subject.name) or 'unnamed'}-{slug(item.subject.id)}.md"


def literal(text: str) -> str:
    """Escape one line so that it reads as it is written."""
    safe = _ADDRESS.sub(lambda found: "\\" + found[0], _SPECIAL.sub(r"\\\1", one_line(text).strip()))
    return _AT_START.sub(_escape_start, safe, count=1) if _AT_START.match(safe) else safe


def _escape_start(found: re.Match[str]) -> str:
    mark = found[2]
    return f"{found[1]}\\{mark}" if mark in "-+" else f"{found[1]}{mark}\\"


def paragraphs(text: str) -> str:
    """Escape several lines; every line break stays one."""
    blocks = re.split(r"\n[ \t]*(?:\n[ \t]*)+", with_newlines(text).strip())
    shown = ("\\\n".join(literal(line) for line in block.split("\n") if line.strip()) for block in blocks)
    return "\n\n".join(block for block in shown if block)


def page_of(item: SubjectExport) -> str:
    """Write the file of one person or company."""
    parts = [front_matter(item), f"# {literal(item.subject.name) or '?'}", ""]
    if item.subject.headline:
        parts += [literal(item.subject.headline), ""]
    if item.note.text.strip():
        parts += ["## Notes", "", paragraphs(item.note.text), ""]
    questions = kept_questions(item.questions)
    if questions:
        parts += ["## Questions", ""]
        for question in questions:
            answer = paragraphs(question["answer"])
            indented = "\n".join(f"  {line}".rstrip() for line in answer.split("\n"))
            parts += [f"- {literal(question['text'])}", *([f"\n{indented}\n"] if answer else [])]
        parts.append("")
    return "\n".join([*parts, *_facts(item)]).rstrip("\n") + "\n"


def _facts(item: SubjectExport) -> Iterator[str]:
    part = item.part
    for kind in _SHOWN:
        held = part.get(kind.field)
        if kind.aspect != item.subject.kind or not held:
            continue
        yield f"## {kind.label}\n"
        for value in held if kind.is_list and isinstance(held, list) else [held]:
            yield from _fact(kind, value)
        yield ""


def _fact(kind: FactKind, value: Any) -> Iterator[str]:  # noqa: ANN401 - any value of a profile
    address = web_address(str(value)) if kind.field in _ADDRESSES else None
    if address is not None:
        yield f"{'- ' if kind.is_list else ''}<{address.text}>"
    elif kind.is_list:
        yield f"- {literal(value_text(value))}"
        longer = value.get("description") if isinstance(value, dict) else None
        if longer:
            yield "\n" + "\n".join(f"  {line}".rstrip() for line in paragraphs(str(longer)).split("\n")) + "\n"
    else:
        yield paragraphs(value_text(value))


def front_matter(item: SubjectExport) -> str:
    """Write what programs read: every value a quoted text, so that none is taken for a date, a number or a command."""
    import yaml

    subject = item.subject
    values = {
        "id": subject.id,
        "kind": subject.kind,
        "name": one_line(subject.name),
        "headline": one_line(subject.headline),
        "organization": one_line(subject.organization),
        "location": one_line(subject.location),
        "stage": STAGES.get(subject.stage, subject.stage),
        "source": one_line(subject.url),
        "created": _time(subject.created_at),
        "updated": _time(subject.updated_at),
        "captured": _time(subject.last_captured_at),
    }
    lines = []
    for name, text in values.items():
        written = yaml.safe_dump(text, default_style='"', allow_unicode=True, width=2**31)
        lines.append(f"{name}: {written.strip()}")
    return "\n".join(["---", *lines, "---", ""])


def _time(moment: Any) -> str:  # noqa: ANN401 - a time or None
    return moment.isoformat().replace("+00:00", "Z") if moment else ""


EXPORTER = MarkdownFolder()
