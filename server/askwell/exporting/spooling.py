"""Files that are put together at the end: kept in a private folder meanwhile, and given on piece by piece."""

import struct
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import RawIOBase
from pathlib import Path
from typing import IO

PIECE = 64 * 1024
SCRATCH_PREFIX = ".export-"


@contextmanager
def scratch_folder(parent: Path | None) -> Iterator[Path]:
    """Make a folder that only its owner reads and that is gone afterwards, also when the reader went away."""
    with tempfile.TemporaryDirectory(prefix=SCRATCH_PREFIX, dir=parent) as folder:
        yield Path(folder)


def pieces_of(file: IO[bytes]) -> Iterator[bytes]:
    """Give an open file from where it stands, piece by piece."""
    while piece := file.read(PIECE):
        yield piece


class ArchiveStream(RawIOBase):
    """Takes what `zipfile` writes and gives it on, so that an archive needs no file of its own."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._waiting = bytearray()

    def writable(self) -> bool:
        """Say that this can be written."""
        return True

    def write(self, piece: object) -> int:
        """Take a piece."""
        taken = bytes(piece)  # type: ignore[call-overload]
        self._waiting += taken
        return len(taken)

    def take(self) -> bytes:
        """Give what was written since the last time."""
        taken = bytes(self._waiting)
        self._waiting.clear()
        return taken


def zipped(name: str) -> zipfile.ZipInfo:
    """Name an entry of an archive; every entry has the same time, so that equal lists give equal files."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


class ArchiveDirectory(list[zipfile.ZipInfo]):
    """The list of an archive's entries, kept in a file: of a hundred thousand entries, none stays in memory."""

    _NUMBERS = struct.Struct("<HIQQQH")

    def __init__(self, file: IO[bytes], by_name: dict[str, zipfile.ZipInfo]) -> None:
        """Begin empty."""
        super().__init__()
        self._file, self._by_name, self._count = file, by_name, 0

    def append(self, entry: zipfile.ZipInfo) -> None:
        """Write down an entry."""
        name = entry.filename.encode()
        numbers = (entry.flag_bits, entry.CRC, entry.compress_size, entry.file_size, entry.header_offset, len(name))
        self._file.write(self._NUMBERS.pack(*numbers) + name)
        self._count += 1

    def forget(self) -> None:
        """Forget the names seen so far; ours never meet again."""
        self._by_name.clear()

    def __len__(self) -> int:
        """Give how many there are."""
        return self._count

    def __iter__(self) -> Iterator[zipfile.ZipInfo]:
        """Give the entries back in order."""
        self._file.seek(0)
        for _ in range(self._count):
            flags, crc, packed, size, offset, length = self._NUMBERS.unpack(self._file.read(self._NUMBERS.size))
            entry = zipped(self._file.read(length).decode())
            entry.flag_bits, entry.CRC, entry.compress_size, entry.file_size = flags, crc, packed, size
            entry.header_offset = offset
            yield entry


def keep_directory_in(file: IO[bytes], archive: zipfile.ZipFile) -> ArchiveDirectory:
    """Have an archive keep the list of its entries in a file."""
    directory = ArchiveDirectory(file, archive.NameToInfo)
    archive.filelist = directory
    return directory
