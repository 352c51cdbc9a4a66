"""One running server from its folder to its last connection: opens everything in order, closes it in reverse."""

import logging
import signal
import sqlite3
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from types import FrameType

from askwell import __version__
from askwell.app import create_app
from askwell.cli.clock import SYSTEM_CLOCK
from askwell.cli.serving.housekeeping import Housekeeping
from askwell.cli.serving.http_server import EdgeServer, make_server
from askwell.cli.serving.listening import listen
from askwell.cli.serving.logs import start_logging
from askwell.config import Config, has_screen
from askwell.services.backups import finish_erasing
from askwell.services.health import check_place
from askwell.services.import_files import remove_all_uploads
from askwell.services.reading import PageReader
from askwell.services.signing_in import make_link
from askwell.storage.database import Database
from askwell.storage.folder import make_private_folder, remove_leftovers
from askwell.storage.folder_lock import FolderLock
from askwell.storage.secret_file import load_key

SHUTDOWN_SECONDS = 3.0
SWITCH_SECONDS = 0.001
"""Threads take turns this often, so that short requests do not wait long beside pages that are merged and planned."""

log = logging.getLogger("askwell.serving")


@dataclass(frozen=True, slots=True)
class Running:
    """A server that accepts connections.

    Attributes:
        sign_in_link: Opens the dashboard once, within a minute.
    """

    config: Config
    server: EdgeServer
    housekeeping: Housekeeping
    sign_in_link: str


def sign_in_address(config: Config, key: bytes) -> str:
    """Make a link that opens the dashboard once."""
    return f"{config.dashboard_url}/sign-in/{make_link(key, SYSTEM_CLOCK.now())}"


@contextmanager
def running(config: Config, port: int | None, say: Callable[[str], None]) -> Iterator[Running]:
    """Open folder, lock, logs, key, database, socket and reader; close them in reverse.

    Args:
        config: Where the data folder is.
        port: Exactly this port, 0 for any, None for the usual one or the next free.
        say: Tells the person at the terminal what they should know.

    Raises:
        AskwellError: What stands in the way, and what to do about it.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    with ExitStack() as stack:
        make_private_folder(config.data_dir)
        lock = FolderLock(config.lock_path)
        lock.take()
        stack.callback(lock.release)
        start_logging(config.log_path)
        warn_about_place(config, say)
        key, mended = load_key(config.secret_path)
        if mended:
            say(mended)
        database = Database(config.database_path)
        stack.callback(database.close)
        remove_leftovers(config.database_path)
        remove_all_uploads(config.data_dir)
        database.migrate(SYSTEM_CLOCK.now())
        lock.confirm()
        finish_erasing(database, now=SYSTEM_CLOCK.now())
        listening = listen(port)
        stack.callback(listening.close)
        here = replace(config, port=listening.getsockname()[1])
        reader = PageReader()
        stack.callback(reader.close)
        app = create_app(here, database, reader, SYSTEM_CLOCK, key=key)
        server = make_server(app, listening, here.port)
        stack.callback(server.stop, SHUTDOWN_SECONDS)
        lock.write(here.port)
        log.info("Askwell %s on port %d with SQLite %s", __version__, here.port, sqlite3.sqlite_version)
        housekeeping = Housekeeping(database, reader, SYSTEM_CLOCK, config.data_dir)
        stack.callback(housekeeping.stop)
        stack.callback(say, "Askwell is closing its files ...")
        yield Running(here, server, housekeeping, sign_in_address(here, key))


def warn_about_place(config: Config, say: Callable[[str], None]) -> None:
    """Warn when another program seems to copy the folder to other computers."""
    found = check_place(config.data_dir)
    if not found.ok:
        log.warning("the data folder seems to be synchronised")
        say(f"{found.detail} {found.fix}")


def end_when_told() -> None:
    """Let Ctrl-C and the system's request end the program from now on, by way of closing everything.

    The first one counts; further ones do not disturb the closing of files.
    """
    names = [name for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)]

    def stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - fixed by signal
        for name in names:
            signal.signal(getattr(signal, name), signal.SIG_IGN)
        raise SystemExit(0)

    for name in names:
        signal.signal(getattr(signal, name), stop)


def open_window(address: str) -> None:
    """Open a page in the user's browser, without waiting for it."""
    if has_screen():
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
