"""Logs: one line per event, no secret, no control character, kept in a few small private files."""

import logging
import os
import re
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from askwell.services.keys import CODE_ALPHABET, CODE_LENGTH, SECRET_PATTERN
from askwell.storage.folder import PRIVATE_FILE, make_private_folder

MOST_LOG_BYTES = 1_000_000
KEPT_LOGS = 3
HIDDEN = "[secret]"
CODE_PATTERN = re.compile(rf"\b(?=[A-Z0-9]*[0-9])[{CODE_ALPHABET}]{{{CODE_LENGTH}}}\b")
KEY_PATTERN = re.compile(r"\b[0-9a-f]{64}\b")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """Hide secrets, and write control characters so that they cannot start a line or colour a terminal."""
    for pattern in (SECRET_PATTERN, KEY_PATTERN, CODE_PATTERN):
        text = pattern.sub(HIDDEN, text)
    return CONTROL.sub(lambda found: found.group().encode("unicode_escape").decode("ascii"), text)


class CleanFormatter(logging.Formatter):
    """Writes one clean line per record; a traceback becomes part of it, without the texts of the exceptions."""

    def format(self, record: logging.LogRecord) -> str:
        """Format and clean."""
        return clean(super().format(record))

    def formatException(self, ei: object) -> str:  # noqa: N802 - the name is the standard library's
        """Say where it failed and with which class: the text of an exception may quote a person's page."""
        error = ei[1] if isinstance(ei, tuple) else None
        steps: list[str] = []
        trace = error.__traceback__ if isinstance(error, BaseException) else None
        while trace is not None:
            code = trace.tb_frame.f_code
            steps.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
            trace = trace.tb_next
        return f"{type(error).__name__} at {' > '.join(steps)}"


class PrivateFileHandler(RotatingFileHandler):
    """A rotating log file that only its owner may read; a full disk never breaks what is being logged."""

    def _open(self):  # type: ignore[no-untyped-def]  # noqa: ANN202 - the standard library's own type
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, PRIVATE_FILE)
        return os.fdopen(handle, "a", encoding="utf-8")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is the standard library's
        """Go on without this line."""


def start_logging(path: Path, *, verbose: bool = False) -> None:
    """Log everything from INFO to a file, and warnings to the terminal."""
    make_private_folder(path.parent)
    formatter = CleanFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    to_file = PrivateFileHandler(path, maxBytes=MOST_LOG_BYTES, backupCount=KEPT_LOGS, encoding="utf-8")
    to_terminal = logging.StreamHandler(sys.stderr)
    to_terminal.setLevel(logging.INFO if verbose else logging.WARNING)
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    for handler in (to_file, to_terminal):
        handler.setFormatter(formatter)
        root.addHandler(handler)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # waiting in line is planned for
