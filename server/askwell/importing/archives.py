"""Opens ZIP files of strangers within bounds; nothing is ever unpacked to a disk."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from askwell.domain.imports import ImportUnreadableError
from askwell.importing.limits import MOST_ENTRIES, MOST_RATIO, MOST_UNPACKED, RATIO_MATTERS_FROM

_PIECE = 256 * 1024
_LOCKED = 0x1


@contextmanager
def opened_archive(content: bytes) -> Iterator[zipfile.ZipFile]:
    """Open a ZIP file once it is sure that it may be read.

    Raises:
        ImportUnreadableError: It is damaged, locked, too large when unpacked, or points outside of itself.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check(archive.infolist())
            yield archive
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError) as problem:
        raise ImportUnreadableError(
            "The file is damaged or locked with a password. Nothing was changed. Download it again, and try once more."
        ) from problem


def _check(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise _too_large()
    for entry in entries:
        parts = entry.filename.replace("\\", "/").split("/")
        if ".." in parts or parts[0] == "" or ":" in parts[0]:
            raise ImportUnreadableError(
                "This ZIP file names places outside of itself, as no program writes it by mistake. Nothing was changed."
            )
        if entry.flag_bits & _LOCKED:
            raise ImportUnreadableError(
                "This file is locked with a password. Nothing was changed. Save it without one, and try again."
            )
        if entry.file_size > RATIO_MATTERS_FROM and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            raise _too_large()


def _too_large() -> ImportUnreadableError:
    return ImportUnreadableError(
        "This file grows far too large when it is unpacked, so it was not opened. Nothing was changed. If it is a "
        "real list, save the part with the people as a CSV file."
    )


def read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """Read one entry.

    Raises:
        ImportUnreadableError: It is longer than allowed, whatever it says about itself.
    """
    held = bytearray()
    with archive.open(entry) as file:
        while piece := file.read(_PIECE):
            held += piece
            if len(held) > most:
                raise _too_large()
    return bytes(held)
