"""The HTTP server: waitress, told to refuse early, to answer failures as problems, and not to wait for slow senders."""

import re
import select
import socket
import time
from contextlib import suppress
from typing import Any

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, ThreadedTaskDispatcher
from waitress.utilities import Error as WaitressError

from askwell.api.captures import MOST_WAITING
from askwell.api.edge import MOST_BODY_BYTES, MOST_HEADERS, Edge, Head, refusal_headers
from askwell.api.problems import Problem, problem_of, status_line
from askwell.domain import refusals
from askwell.domain.errors import AskwellError

THREADS = 8 + MOST_WAITING
"""Eight for everybody, and one for each capture that may be in work or in line, so that no upload makes others wait."""

MOST_HEADER_BYTES = 128 * 1024
REQUEST_SECONDS = 30
IDLE_UPLOAD_SECONDS = 15
KEEP_ALIVE_SECONDS = 120
CLEANUP_SECONDS = 3
LINGER_SECONDS = 1.0
WANTED_FILES = 1200
FOLDED = re.compile(rb"\r\n[ \t]")


class RefusedError(WaitressError):  # type: ignore[misc]
    """A refusal of ours in the place where waitress expects one of its own."""

    def __init__(self, refusal: AskwellError) -> None:
        """Carry the refusal."""
        super().__init__(refusal.title)
        self.refusal = refusal


class EdgeParser(HTTPRequestParser):  # type: ignore[misc]
    """Reads a request, and refuses it as soon as its headers say enough."""

    edge: Edge
    error: Any

    def received(self, data: bytes) -> int:
        """Take bytes; after the headers, check them before any of the body is waited for."""
        was_finished = self.headers_finished
        consumed: int = super().received(data)
        if self.error is not None:
            self._name_error()
        elif self.headers_finished and not was_finished and not self.empty:
            self._check()
        if self.error is not None:
            self.expect_continue = False
            self.completed = True
        return consumed

    def parse_header(self, header_plus: bytes) -> None:
        """Refuse what a second reader might understand differently, and keep how the body was announced."""
        self.announced = re.search(rb"\r\ntransfer-encoding[ \t]*:([^\r]*)", header_plus, re.IGNORECASE)
        self.too_many = header_plus.count(b"\r\n") > MOST_HEADERS
        self.folded = FOLDED.search(header_plus) is not None
        super().parse_header(header_plus)

    def _name_error(self) -> None:
        """Give waitress's own refusals our words."""
        if isinstance(self.error, RefusedError):
            return
        code = self.error.code
        if code == 431:
            # A token far too long to be one is a wrong token, not a matter of headers.
            last_line = self.header_plus.rpartition(b"\n")[2].lower()
            is_token = last_line.startswith(b"authorization:")
            refusal: AskwellError = refusals.TokenInvalidError() if is_token else refusals.HeadersTooLargeError()
        elif code == 413:
            self._check()
            refusal = refusals.BodyTooLargeError()
        else:
            refusal = refusals.MalformedRequestError() if code < 500 or code == 501 else AskwellError()
        if not isinstance(self.error, RefusedError):
            self.error = RefusedError(refusal)

    def _check(self) -> None:
        """Run the checks of the edge on the headers."""
        headers = dict(self.headers)
        if self.announced is not None:
            headers["TRANSFER_ENCODING"] = self.announced.group(1).decode("latin-1")
        refusal: AskwellError | None = None
        if self.too_many:
            refusal = refusals.HeadersTooLargeError()
        elif self.folded:
            refusal = refusals.MalformedRequestError("A header stands on two lines.")
        head = Head(self.command.upper(), self.request_uri, self.path, self.query, headers)
        refusal = refusal or self.edge.refuse(head)
        if refusal is not None:
            self.error = RefusedError(refusal)


class ProblemTask(ErrorTask):  # type: ignore[misc]
    """Answers a refused request with a problem document."""

    def execute(self) -> None:
        """Write the answer, and close when the client has had time to read it."""
        error = self.request.error
        problem: Problem = problem_of(error.refusal if isinstance(error, RefusedError) else AskwellError())
        body = problem.body()
        self.status = status_line(problem.status)
        self.response_headers.extend(refusal_headers(problem.headers))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.channel.lingers = True
        self.write(b"" if getattr(self.request, "command", "") == "HEAD" else body)


class PatientChannel(HTTPChannel):  # type: ignore[misc]
    """A connection: notes when a request began, and lets a refused sender finish a sentence before hanging up.

    Closing at once would make the system throw away our answer together with what the client still sends.
    """

    parser_class = EdgeParser
    error_task_class = ProblemTask
    lingers = False
    lingering_since: float | None = None
    request_began: float | None = None

    def received(self, data: bytes) -> bool:
        """Take bytes of requests."""
        if self.request is None:
            self.request_began = time.monotonic()
        return bool(super().received(data))

    def handle_close(self) -> None:
        """Close, or first stop sending and read on for a moment."""
        if not self.lingers or not self.connected:
            super().handle_close()
            return
        self.lingers = False
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            super().handle_close()
            return
        self.lingering_since = time.monotonic()
        self.will_close = False
        self.close_when_flushed = False

    def readable(self) -> bool:
        """Read on while lingering, to throw it away."""
        return self.lingering_since is not None or bool(super().readable())

    def handle_read(self) -> None:
        """Read, or throw away what a refused sender still sends."""
        if self.lingering_since is None:
            super().handle_read()
            return
        try:
            more = self.socket.recv(1 << 16)
        except BlockingIOError:
            return
        except OSError:
            more = b""
        if not more or time.monotonic() - self.lingering_since > LINGER_SECONDS:
            super().handle_close()

    def is_too_slow(self, now: float) -> bool:
        """Say whether a request has been arriving for too long, or a refused sender does not hang up."""
        if self.lingering_since is not None:
            return now - self.lingering_since > LINGER_SECONDS
        if self.request is None or self.request_began is None:
            return False
        return now - self.request_began > REQUEST_SECONDS or time.time() - self.last_activity > IDLE_UPLOAD_SECONDS


class EdgeServer(TcpWSGIServer):  # type: ignore[misc]
    """Waitress on a socket that was opened before."""

    channel_class = PatientChannel

    def set_reuse_addr(self) -> None:
        """Leave the socket as it was opened: exclusively ours."""

    def maintenance(self, now: float) -> None:
        """Close connections that are idle or too slow."""
        super().maintenance(now)
        monotonic = time.monotonic()
        for channel in self.active_channels.values():
            if channel.is_too_slow(monotonic):
                channel.lingers = False
                channel.will_close = True

    def loop(self) -> None:
        """Serve; a signal handler that raises ends it."""
        while True:
            self.loop_once()

    def loop_once(self) -> None:
        """Serve what is there, waiting a second at most."""
        wasyncore.loop(timeout=1, map=self._map, use_poll=self.adj.asyncore_use_poll, count=1)

    def stop(self, seconds: float) -> None:
        """Take no new connections, and give running requests a few seconds to finish."""
        self.accepting = False
        self.task_dispatcher.shutdown(cancel_pending=True, timeout=seconds)
        wasyncore.close_all(self._map)


def most_connections() -> int:
    """Give how many connections the system's limit of open files leaves room for, after raising it if it may be."""
    try:
        import resource
    except ImportError:
        return 200
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < WANTED_FILES:
        wanted = WANTED_FILES if hard == resource.RLIM_INFINITY else min(hard, WANTED_FILES)
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            soft = wanted
    return max(6, min(1000, soft - 64))


def make_server(application: object, listening: socket.socket, port: int) -> EdgeServer:
    """Make the server; `run` serves until the process is told to stop.

    Args:
        application: The WSGI application.
        listening: Open socket.
        port: Its port, for the checks before routing.
    """
    settings = Adjustments(
        sockets=[listening],
        threads=THREADS,
        ident=None,
        max_request_body_size=MOST_BODY_BYTES + 1,
        max_request_header_size=MOST_HEADER_BYTES,
        inbuf_overflow=MOST_BODY_BYTES + 1024 * 1024,  # a page never spills into the system's temporary folder
        recv_bytes=1 << 18,  # a page of some megabytes arrives in a few pieces instead of hundreds
        outbuf_overflow=1 << 30,
        outbuf_high_watermark=1 << 30,
        connection_limit=most_connections(),
        channel_timeout=KEEP_ALIVE_SECONDS,
        cleanup_interval=CLEANUP_SECONDS,
        asyncore_use_poll=hasattr(select, "poll"),
        clear_untrusted_proxy_headers=False,
    )

    class PortParser(EdgeParser):
        edge = Edge(port)

    class PortChannel(PatientChannel):
        parser_class = PortParser

    class PortServer(EdgeServer):
        channel_class = PortChannel

    dispatcher = ThreadedTaskDispatcher()
    dispatcher.set_thread_count(settings.threads)
    described = (listening.family, listening.type, listening.proto, listening.getsockname())
    return PortServer(
        application, {}, True, listening, dispatcher=dispatcher, adj=settings, bind_socket=False, sockinfo=described
    )
