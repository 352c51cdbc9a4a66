"""The process that reads pages: one request in, one document out, until its input ends.

It runs apart because pages are hostile: it may be killed at any moment and holds nothing worth keeping. Whatever goes
wrong while reading ends this process; the last thing it says is where.
"""

import json
import logging
import struct
import sys
from datetime import UTC, datetime
from types import TracebackType
from typing import IO, Any, BinaryIO

from askwell.domain.failures import place_of

MEMORY_BYTES = 512 * 1024 * 1024
INVENTED = """<!doctype html><html lang="en"><head><title>Ada Example</title>
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Person", "name": "Ada Example"}</script>
</head><body><main><h1>Ada Example</h1><p>Analyst at Acme Example</p><h2>Experience</h2>
<ul><li><h3>Analyst</h3><p>Acme Example, 2019 to 2024</p></li></ul></main></body></html>"""
LENGTH = struct.Struct(">I")


def read_frame(stream: IO[bytes]) -> bytes | None:
    """Read one message; None when the other side is gone."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    size = LENGTH.unpack(head)[0]
    body = stream.read(size)
    return body if len(body) == size else None


def write_frame(stream: IO[bytes], body: bytes) -> None:
    """Write one message."""
    stream.write(LENGTH.pack(len(body)) + body)
    stream.flush()


def pack(message: dict[str, Any]) -> bytes:
    """Write a message down; pages may carry halves of surrogate pairs."""
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def unpack(body: bytes) -> dict[str, Any]:
    """Read a message that `pack` wrote; NUL and halves of surrogate pairs, which no database takes, become U+FFFD."""
    message: dict[str, Any] = json.loads(body.replace(b"\\u0000", b"\\ufffd").decode("utf-8", "replace"))
    return message


def main() -> None:
    """Read pages until the input ends."""
    _limit_memory()
    source, answer = sys.stdin.buffer, sys.stdout.buffer
    # Readers must not be able to disturb the answers by printing.
    sys.stdout = sys.stderr
    _report_failures(answer)
    logging.getLogger("askwell").addHandler(warnings := _Warnings())
    from askwell.domain.errors import AskwellError
    from askwell.domain.pages import CapturedPage
    from askwell.parsing.reader import parse_page

    # Readers load much of what they need when they meet it; the first real page should not wait for that.
    parse_page(CapturedPage(url="https://example.com/", html=INVENTED, captured_at=datetime(2000, 1, 1, tzinfo=UTC)))
    write_frame(answer, pack({"ready": True}))
    while (body := read_frame(source)) is not None:
        request = unpack(body)
        page = CapturedPage(
            url=request["url"],
            html=request["html"],
            captured_at=datetime.fromisoformat(request["captured_at"]),
            title=request["title"],
        )
        try:
            message: dict[str, Any] = {"document": parse_page(page)}
        except AskwellError as error:
            message = {"problem": {"slug": error.slug, "title": error.title, "detail": error.detail}}
        write_frame(answer, pack({**message, "warnings": warnings.taken()}))


class _Warnings(logging.Handler):
    """Keeps what was warned of while a page was read: this process has no log of its own."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__(logging.WARNING)
        self._kept: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one warning."""
        self._kept.append(record.getMessage())

    def taken(self) -> list[str]:
        """Give what was kept, and forget it."""
        kept, self._kept = self._kept, []
        return kept


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit holds there as well.
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _report_failures(answer: BinaryIO) -> None:
    """Say where reading failed as the last word of this process, without a word of the page."""

    def report(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        write_frame(answer, pack({"failed": place_of(error)}))

    sys.excepthook = report
