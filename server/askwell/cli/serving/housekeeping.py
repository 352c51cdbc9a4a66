"""What a server does by itself, beside answering: warm up, and read pages that a crash or a rush left unread."""

import logging
import threading

from askwell.domain.clocks import Clock
from askwell.domain.errors import AskwellError
from askwell.services.capturing import read_waiting
from askwell.services.reading import PageReader
from askwell.services.warming import warm_up
from askwell.storage.database import Database

BETWEEN_ROUNDS_SECONDS = 30.0

log = logging.getLogger("askwell.housekeeping")


class Housekeeping:
    """One quiet thread; it ends with the server."""

    def __init__(self, database: Database, reader: PageReader, clock: Clock) -> None:
        """Name what it works on; nothing runs yet."""
        self._database, self._reader, self._clock = database, reader, clock
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="housekeeping", daemon=True)

    def start(self) -> None:
        """Begin."""
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
        """Read what waits; a failure is logged and tried again in the next round."""
        try:
            count = read_waiting(self._database, self._reader, now=self._clock.now(), limit=5)
        except AskwellError as error:
            log.warning("waiting pages stay unread for now: %s", error.slug)
            return
        if count:
            log.info("read %d waiting pages", count)
