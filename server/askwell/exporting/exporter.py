"""What an exporter is, and which ones there are: every module in `formats` that has an `EXPORTER`."""

import pkgutil
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import Protocol

from askwell.domain.errors import FormatNotFoundError
from askwell.domain.exports import ExportFormat, SubjectExport
from askwell.exporting import formats


class Exporter(Protocol):
    """Writes people and organizations in one format."""

    format: ExportFormat

    def render(self, items: Iterable[SubjectExport]) -> Iterator[bytes]:
        """Write the file piece by piece, so that a long list needs no more memory than a short one."""


@cache
def exporters() -> dict[str, Exporter]:
    """Give every exporter by its name.

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
    return found


def exporter_for(name: str) -> Exporter:
    """Give the exporter with this name.

    Raises:
        FormatNotFoundError: There is none.
    """
    try:
        return exporters()[name]
    except KeyError as error:
        raise FormatNotFoundError(f"Askwell writes {', '.join(exporters())}, but not this format.") from error
