"""A layer between SQLite and the disk, put in from outside: counts what is written and synced, and fails on demand."""

import ctypes
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

OK, IOERR = 0, 10
READ, WRITE, TRUNCATE, SYNC = IOERR | (1 << 8), IOERR | (3 << 8), IOERR | (6 << 8), IOERR | (4 << 8)
_POINTER, _INT, _INT64 = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64
_OPEN = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _POINTER, _INT, _POINTER)
_MOVE = ctypes.CFUNCTYPE(_INT, _POINTER, _POINTER, _INT, _INT64)
_CUT = ctypes.CFUNCTYPE(_INT, _POINTER, _INT64)
_FLUSH = ctypes.CFUNCTYPE(_INT, _POINTER, _INT)


class Methods(ctypes.Structure):
    """`sqlite3_io_methods`, of which only what moves bytes is replaced."""

    _fields_ = [
        ("version", _INT), ("close", _POINTER), ("read", _POINTER), ("write", _POINTER), ("truncate", _POINTER),
        ("sync", _POINTER), ("rest", _POINTER * 13),
    ]  # fmt: skip


class Layer(ctypes.Structure):
    """`sqlite3_vfs`, of which only opening is replaced."""

    _fields_ = [
        ("version", _INT), ("file_bytes", _INT), ("path_bytes", _INT), ("next", _POINTER), ("name", ctypes.c_char_p),
        ("own", _POINTER), ("open", _POINTER), ("rest", _POINTER * 16),
    ]  # fmt: skip


class File(ctypes.Structure):
    """`sqlite3_file`."""

    _fields_ = [("methods", ctypes.POINTER(Methods))]


def library() -> Any | None:
    """Find the library that Python's own module uses; None where it cannot be reached from outside."""
    sqlite3.connect(":memory:").close()
    try:
        found = re.search(r"(/\S*libsqlite3[^\s]*)", Path("/proc/self/maps").read_text(encoding="utf-8"))
    except OSError:
        return None
    return ctypes.CDLL(found.group(1)) if found else None


@dataclass
class Disk:
    """What happened below SQLite, in order, and at which operation it is to fail.

    Attributes:
        operations: Kind, file name, place and bytes of every operation that changes something; reads are counted only.
        fail_at: The n-th operation from now fails, and every one after it if `stays_broken`; 0 for none.
    """

    operations: list[tuple[str, str, int, bytes]] = field(default_factory=list)
    count: int = 0
    fail_at: int = 0
    is_reached: bool = False

    def fails(self) -> bool:
        self.count += 1
        reached = self.fail_at > 0 and self.count == self.fail_at
        self.is_reached = self.is_reached or reached
        return reached

    def arm(self, number: int) -> None:
        self.count, self.fail_at, self.is_reached = 0, number, False


class Shim:
    """Wraps SQLite's own layer while it is installed; keeps every callback alive."""

    def __init__(self, native: Any) -> None:
        self.native, self.disk = native, Disk()
        native.sqlite3_vfs_find.restype = ctypes.POINTER(Layer)
        self.below = native.sqlite3_vfs_find(None)
        self.layer = Layer.from_buffer_copy(self.below.contents)
        self.layer.name, self.layer.next = b"shim", None
        self.names: dict[int, str] = {}
        self.wrapped: dict[int, Methods] = {}
        self.kept: list[Any] = []
        self._open = _OPEN(self.below.contents.open)
        self.layer.open = self.keep(_OPEN(self.open))

    def keep(self, callback: Any) -> int | None:
        self.kept.append(callback)
        return ctypes.cast(callback, _POINTER).value

    def open(self, _layer: int, name: int | None, file: int, flags: int, out: int) -> int:
        # The name is handed on where it lies: SQLite goes on using that place.
        code: int = self._open(ctypes.addressof(self.below.contents), name, file, flags, out)
        handle = ctypes.cast(file, ctypes.POINTER(File)).contents
        if code == OK and handle.methods:
            original = ctypes.addressof(handle.methods.contents)
            if original not in self.wrapped:
                self.wrapped[original] = self.wrap(handle.methods.contents)
            self.names[file] = Path(ctypes.string_at(name).decode() if name else "").name
            handle.methods = ctypes.pointer(self.wrapped[original])
        return code

    def wrap(self, methods: Methods) -> Methods:
        mine = Methods.from_buffer_copy(methods)
        read, write, cut, flush = (
            _MOVE(methods.read),
            _MOVE(methods.write),
            _CUT(methods.truncate),
            _FLUSH(methods.sync),
        )
        disk = self.disk

        def on_read(file: int, buffer: int, size: int, place: int) -> int:
            return READ if disk.fails() else read(file, buffer, size, place)

        def on_write(file: int, buffer: int, size: int, place: int) -> int:
            if disk.fails():
                return WRITE
            disk.operations.append(("write", self.names.get(file, ""), place, ctypes.string_at(buffer, size)))
            return int(write(file, buffer, size, place))

        def on_truncate(file: int, size: int) -> int:
            if disk.fails():
                return TRUNCATE
            disk.operations.append(("truncate", self.names.get(file, ""), size, b""))
            return int(cut(file, size))

        def on_sync(file: int, flags: int) -> int:
            if disk.fails():
                return SYNC
            disk.operations.append(("sync", self.names.get(file, ""), 0, b""))
            return int(flush(file, flags))

        mine.read, mine.write = self.keep(_MOVE(on_read)), self.keep(_MOVE(on_write))
        mine.truncate, mine.sync = self.keep(_CUT(on_truncate)), self.keep(_FLUSH(on_sync))
        return mine


_shim: list[Shim] = []


@contextmanager
def below_sqlite(native: Any) -> Iterator[Disk]:
    """Let every database that is opened inside go through the shim; one shim serves the whole process."""
    if not _shim:
        _shim.append(Shim(native))
    shim = _shim[0]
    shim.disk.operations.clear()
    shim.disk.arm(0)
    native.sqlite3_vfs_register(ctypes.byref(shim.layer), 1)
    try:
        yield shim.disk
    finally:
        shim.disk.arm(0)
        native.sqlite3_vfs_register(shim.below, 1)


def replay(operations: list[tuple[str, str, int, bytes]], folder: Path, *, wanted: Callable[[str], bool]) -> None:
    """Write to a folder what reached the disk, as after a power cut."""
    for kind, name, place, content in operations:
        if kind == "sync" or not wanted(name):
            continue
        path = folder / name
        path.touch()
        with path.open("r+b") as file:
            if kind == "truncate":
                file.truncate(place)
            else:
                file.seek(place)
                file.write(content)
