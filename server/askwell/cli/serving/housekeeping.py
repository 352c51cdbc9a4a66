"""What a server does by itself: read what was left unread, back up daily, finish erasing, let go of old pages."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from askwell.domain.clocks import Clock
from askwell.domain.errors import AskwellError
from askwell.services.backups import back_up_daily, finish_erasing, holds_something
from askwell.services.capturing import read_waiting
from askwell.services.import_files import remove_old_uploads
from askwell.services.keeping import let_go
from askwell.services.reading import PageReader
from askwell.services.warming import warm_up
from askwell.storage.database import Database

BETWEEN_ROUNDS_SECONDS = 30.0
BETWEEN_LONG_ROUNDS_SECONDS = 3600.0

log = logging.getLogger("askwell.housekeeping")


class Housekeeping:
    """One quiet thread; it ends with the server."""

    def __init__(self, database: Database, reader: PageReader, clock: Clock, data_dir: Path) -> None:
        """Name what it works on; nothing runs yet."""
        self._database, self._reader, self._clock = database, reader, clock
        self._data_dir = data_dir
        self._long_round_at: float | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="housekeeping", daemon=True)

    def start(self) -> None:
        """Begin; in an empty list nothing has to be backed up for the first hour."""
        if not holds_something(self._database):
            self._long_round_at = self._clock.monotonic()
        self._thread.start()

    def stop(self) -> None:
        """End after the page in hand."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=1.0)

    def _work(self) -> None:
        warm_up(self._clock.now().date())
        while not self._stopping.is_set():
            self.do_round()
            self._stopping.wait(BETWEEN_ROUNDS_SECONDS)

    def do_round(self) -> None:
        """Do what is due; a failure is logged and tried again in the next round."""
        self._try("waiting pages stay unread", self._read_waiting)
        remove_old_uploads(self._data_dir, now=self._clock.now())
        if self._database.erasing_is_unfinished:
            self._try("erasing is not finished", self._finish_erasing)
        monotonic = self._clock.monotonic()
        if self._long_round_at is None or monotonic - self._long_round_at >= BETWEEN_LONG_ROUNDS_SECONDS:
            self._long_round_at = monotonic
            self._try("there is no backup of today", self._back_up)
            self._try("old pages stay", self._let_go)

    def _try(self, otherwise: str, step: Callable[[], None]) -> None:
        try:
            step()
        except AskwellError as error:
            log.warning("%s for now: %s", otherwise, error.slug)

    def _read_waiting(self) -> None:
        count = read_waiting(self._database, self._reader, now=self._clock.now(), limit=5)
        if count:
            log.info("read %d waiting pages", count)

    def _finish_erasing(self) -> None:
        if finish_erasing(self._database, now=self._clock.now()):
            log.info("erasing is finished")

    def _back_up(self) -> None:
        if back_up_daily(self._database, now=self._clock.now()) is not None:
            log.info("made the backup of the day")

    def _let_go(self) -> None:
        count = let_go(self._database, now=self._clock.now())
        if count:
            log.info("let go of %d old pages", count)
