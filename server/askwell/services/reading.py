"""Reads pages in processes of their own, which are kept warm and killed when a page takes too long."""

import logging
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, cast

from askwell.domain.errors import AskwellError, PageTooSlowError, PageUnreadableError, ReaderBusyError
from askwell.domain.pages import CapturedPage
from askwell.domain.profiles import ProfileDocument
from askwell.services.reading_worker import pack, read_frame, unpack, write_frame

log = logging.getLogger("askwell.reading")

START_SECONDS = 20.0
WAIT_SECONDS = 10.0
_SOURCES = Path(__file__).resolve().parents[2]
_PROGRAM = "import sys; sys.path.insert(0, {!r}); from askwell.services.reading_worker import main; main()"


class PageProblemError(AskwellError):
    """What the reader itself says against a page, in its own words."""

    def __init__(self, slug: str, title: str, detail: str) -> None:
        """Take over the words."""
        self.slug, self.title = slug, title
        super().__init__(detail)


class _Worker:
    """One process; any failure ends it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-c", _PROGRAM.format(str(_SOURCES))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._ready = False

    def read(self, page: CapturedPage, seconds: float) -> dict[str, Any]:
        """Have a page read.

        Raises:
            PageTooSlowError: It took longer than `seconds`.
            PageUnreadableError: The process ended before it answered.
        """
        if not self._ready:
            self._ready = "ready" in self._answer(START_SECONDS)
        request = {
            "url": page.url,
            "html": page.html,
            "captured_at": page.captured_at.isoformat(),
            "title": page.title,
        }
        return self._answer(seconds, pack(request))

    def _answer(self, seconds: float, request: bytes | None = None) -> dict[str, Any]:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None  # noqa: S101 - for the type checker; both are pipes
        assert stdout is not None  # noqa: S101
        late = threading.Event()
        timer = threading.Timer(seconds, self._stop_late, (late,))
        timer.daemon = True
        timer.start()
        try:
            body = None
            with suppress(OSError):
                if request is not None:
                    write_frame(stdin, request)
                body = read_frame(stdout)
        finally:
            timer.cancel()
        if late.is_set():
            raise PageTooSlowError
        if body is None:
            raise PageUnreadableError
        message = unpack(body)
        if "failed" in message:
            log.warning("a page could not be read: %s", message["failed"])
            raise PageUnreadableError
        for warning in message.get("warnings", ()):
            log.warning("%s", warning)
        return message

    def _stop_late(self, late: threading.Event) -> None:
        late.set()
        self._process.kill()

    def close(self) -> None:
        """End the process at once; it holds nothing."""
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        self._process.wait()


def _replacement(ended: _Worker) -> _Worker:
    """Start a process in the place of one that ended; while the system gives none, the ended one keeps the place."""
    try:
        return _Worker()
    except (OSError, MemoryError) as error:
        log.warning("no process for reading could be started: %s", type(error).__name__)
        return ended


class PageReader:
    """A few processes that read pages; safe to use from many threads."""

    def __init__(self, workers: int = 1, seconds: float = 3.0, wait_seconds: float = WAIT_SECONDS) -> None:
        """Start the processes, without waiting until they are ready.

        Args:
            workers: How many pages may be read at once.
            seconds: Longest time for one page.
            wait_seconds: Longest time to wait for a free process.
        """
        self._seconds = seconds
        self._wait_seconds = wait_seconds
        self._free: queue.LifoQueue[_Worker] = queue.LifoQueue()
        self._turns: dict[str, tuple[threading.Lock, int]] = {}
        self._turns_lock = threading.Lock()
        self._closed = False
        for _ in range(workers):
            self._free.put(_Worker())

    def read(self, page: CapturedPage) -> ProfileDocument:
        """Read a page.

        Raises:
            PageTooSlowError: It took too long; the process was killed and replaced.
            PageUnreadableError: The reader failed on it.
            PageProblemError: The reader says why it does not read such a page.
            ReaderBusyError: Other pages are being read.
        """
        try:
            worker = self._free.get(timeout=self._wait_seconds)
        except queue.Empty as error:
            raise ReaderBusyError from error
        try:
            message = worker.read(page, self._seconds)
        except AskwellError:
            worker.close()
            worker = _replacement(worker)
            raise
        finally:
            self._give_back(worker)
        if "problem" in message:
            raise PageProblemError(**message["problem"])
        return cast("ProfileDocument", message["document"])

    def _give_back(self, worker: _Worker) -> None:
        if self._closed:
            worker.close()
        else:
            self._free.put(worker)

    @contextmanager
    def turn(self, capture_id: str) -> Iterator[None]:
        """Let only one thread at a time work on the capture with this id."""
        with self._turns_lock:
            lock, users = self._turns.get(capture_id, (threading.Lock(), 0))
            self._turns[capture_id] = (lock, users + 1)
        try:
            with lock:
                yield
        finally:
            with self._turns_lock:
                users = self._turns[capture_id][1] - 1
                if users:
                    self._turns[capture_id] = (lock, users)
                else:
                    del self._turns[capture_id]

    def close(self) -> None:
        """End the processes."""
        self._closed = True
        while True:
            try:
                self._free.get_nowait().close()
            except queue.Empty:
                return
