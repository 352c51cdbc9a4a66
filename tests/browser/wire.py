"""A wire between the extension and Askwell that can be cut at a chosen moment."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress

PAGE = b"POST /api/v1/captures "
SECONDS = 20.0


class Wire:
    """Listens on one port and passes every request on to another, with the Host that is right there.

    Attributes:
        cut: What to do with the next page: "" lets it pass, "during" passes half of it, "after" passes it whole and
            swallows the answer. Each cuts once, and then calls `when_cut`.
        canned: What to answer the next pages with instead of passing them on; empty passes them on.
        pages: How many requests with a page came along.
        requests: Every request line that came along.
    """

    def __init__(self, port: int, when_cut: Callable[[], None] = lambda: None) -> None:
        self.target = port
        self.cut = ""
        self.canned = b""
        self.when_cut = when_cut
        self.pages = 0
        self.requests: list[str] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self._listening.accept()
                threading.Thread(target=self._serve, args=(caller,), daemon=True).start()

    def _serve(self, caller: socket.socket) -> None:
        with caller, suppress(OSError):
            caller.settimeout(SECONDS)
            request = self._one_request(caller)
            if not request:
                return
            self.requests.append(request.split(b"\r\n", 1)[0].decode())
            page = request.startswith(PAGE)
            self.pages += page
            if page and self.canned:
                caller.sendall(self.canned)
                return
            how, self.cut = (self.cut, "") if page else ("", self.cut)
            self._pass_on(caller, request, how)

    def _one_request(self, caller: socket.socket) -> bytes:
        """Read one request and make it the last of its connection."""
        received = b""
        while b"\r\n\r\n" not in received:
            if not (part := caller.recv(1 << 16)):
                return b""
            received += part
        head, body = received.split(b"\r\n\r\n", 1)
        lines = head.split(b"\r\n")
        length = next((int(line.split(b":")[1]) for line in lines if line.lower().startswith(b"content-length")), 0)
        while len(body) < length:
            if not (part := caller.recv(1 << 16)):
                return b""
            body += part
        kept = [line for line in lines if not line.lower().startswith((b"host:", b"connection:"))]
        return b"\r\n".join([*kept, b"Host: 127.0.0.1:%d" % self.target, b"Connection: close", b"", b""]) + body

    def _pass_on(self, caller: socket.socket, request: bytes, how: str) -> None:
        with socket.create_connection(("127.0.0.1", self.target), timeout=SECONDS) as server:
            if how == "during":
                server.sendall(request[: len(request) // 2])
                self.when_cut()
                return
            server.sendall(request)
            answer = b""
            while part := server.recv(1 << 16):
                if how:
                    answer += part
                else:
                    caller.sendall(part)
            if how:
                self.when_cut()

    def close(self) -> None:
        """Take no more calls."""
        self._listening.close()


class Impostor:
    """A program that took Askwell's port and says that it is Askwell."""

    def __init__(self, port: int, heard: list[str]) -> None:
        self._listening = socket.create_server(("127.0.0.1", port), reuse_port=False)
        self._heard = heard
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self._listening.accept()
                caller.settimeout(2)
                asked = caller.recv(1 << 16).decode("latin-1")
                self._heard.append(asked)
                body = '{"name": "Askwell", "version": "1", "proof": "%s"}' % ("0" * 64)
                head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close"
                caller.sendall(f"{head}\r\n\r\n{body}".encode())
                caller.close()

    def close(self) -> None:
        """Give the port back."""
        self._listening.close()
