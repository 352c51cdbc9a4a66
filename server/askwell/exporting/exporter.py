"""What an exporter is, and which ones there are: every module in `formats` that has an `EXPORTER`."""

import pkgutil
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import Protocol

from askwell.domain.errors import FormatNotFoundError
from askwell.domain.exports import ExportField, ExportFormat, ExportOptions, SubjectExport
from askwell.exporting import formats

PLAIN = ExportOptions()
ALIASES = {
    "vcard": "vcard4",
    "vcf": "vcard4",
    "ics": "calendar",
    "ical": "calendar",
    "icalendar": "calendar",
    "ics-events": "calendar-events",
    "md": "markdown",
    "notion": "airtable",
}
"""Other names that people try; lists show only the real ones."""


class Exporter(Protocol):
    """Writes people and organizations in one format.

    Attributes:
        fields: Every column or property that it may write, with its source.
    """

    format: ExportFormat
    fields: tuple[ExportField, ...]

    def render(self, items: Iterable[SubjectExport], options: ExportOptions = PLAIN) -> Iterator[bytes]:
        """Write the file piece by piece, so that a long list needs no more memory than a short one."""


@cache
def exporters() -> dict[str, Exporter]:
    """Give every exporter by its name, first those that are the plain form of their kind of file.

    Raises:
        ValueError: A module has no `EXPORTER`, or two share a name.
    """
    found: dict[str, Exporter] = {}
    for module in sorted(pkgutil.iter_modules(formats.__path__), key=lambda one: one.name):
        exporter: Exporter | None = getattr(import_module(f"{formats.__name__}.{module.name}"), "EXPORTER", None)
        if exporter is None:
            raise ValueError(f"The export format {module.name} has no EXPORTER.")
        if exporter.format.name in found:
            raise ValueError(f"Two export formats are called {exporter.format.name}.")
        found[exporter.format.name] = exporter
    return dict(sorted(found.items(), key=lambda one: (one[0] != one[1].format.suffix, one[0])))


def exporter_for(name: str) -> Exporter:
    """Give the exporter with this name.

    Raises:
        FormatNotFoundError: There is none.
    """
    try:
        return exporters()[ALIASES.get(name, name)]
    except KeyError as error:
        raise FormatNotFoundError(f"Askwell writes {', '.join(exporters())}, but not this format.") from error
