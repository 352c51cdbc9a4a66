"""The sites people look at: invented pages on names of their own, served from this machine."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAGES = Path(__file__).parent / "pages"
ADDRESSES = {
    "/in/maren": "maren.html",
    "/in/maren/details": "maren-details.html",
    "/team": "team.html",
    "/swap/anna": "swap.html",
    "/unfold": "unfold.html",
    "/swap/bruno": "swap.html",
    "/shadow": "shadow.html",
    "/hostile": "hostile.html",
    "/canary": "canary.html",
    "/growing": "growing.html",
}
ROW = """<div class="list-item separated" id="entry-{0}" data-state="{0}-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa">
<div class="line one two three four"><span>Thing number {0} in a long list of things that were done, said and read</span>
<p style="color: inherit">Some more words about thing {0} &amp; why it was worth doing at that time.</p></div>
<svg viewBox="0 0 24 24"><path d="M12 4.7c4.2 0 7.4 2.7 7.4 6.4s-3.2 6.4-7.4 6.4c-.8 0-1.5-.1-2.2-.3l-3.5 2"/></svg></div>
"""


def large_page(size: int = 4_000_000) -> bytes:
    """Give a profile followed by so many things that the document is as large as asked."""
    head, foot = (PAGES / "maren.html").read_text(encoding="utf-8").split("<aside", 1)
    rows = [ROW.format(number) for number in range(size // len(ROW) + 1)]
    return f"{head}<section>{''.join(rows)}</section><aside{foot}".encode()


FIRST = "Anna Bruno Clara Dario Elif Farid Greta Hugo".split()
LAST = "Albrecht Bellini Castell Dahl Estrada".split()
CARD = "<li><h3>{first} {last}</h3><p>{title}</p><p>Works on site since {year}.</p></li>"


def people_page(count: int) -> bytes:
    """Give a team page with as many people."""
    titles = ("Bridge Engineer", "Choir Conductor", "Payroll Clerk", "Head of Research", "Night Nurse")
    cards = [
        CARD.format(first=first, last=last, title=titles[(row + column) % 5], year=2000 + row)
        for row, first in enumerate(FIRST)
        for column, last in enumerate(LAST)
    ]
    listed = "".join(cards[:count])
    page = f"<!doctype html><html lang='en'><title>Our team | Northgate Structures</title><main><h1>Our team</h1><ul>{listed}</ul></main></html>"
    return page.encode()


class Sites:
    """A server for all names; notes every address that was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._large: bytes | None = None
        sites = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                sites.asked.append(self.path)
                status, kind, body = sites.answer(self.path.split("?")[0])
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                if self.path.startswith("/hostile"):
                    self.send_header("Content-Security-Policy", "style-src 'none'; img-src * data:; report-uri /report")
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self) -> None:
                self.do_GET()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def answer(self, path: str) -> tuple[int, str, bytes]:
        """Give status, media type and body of a path."""
        if name := ADDRESSES.get(path):
            return 200, "text/html; charset=utf-8", (PAGES / name).read_bytes()
        if path == "/large":
            self._large = self._large or large_page()
            return 200, "text/html; charset=utf-8", self._large
        if path == "/forty":
            return 200, "text/html; charset=utf-8", people_page(40)
        if path == "/endless":
            return 200, "text/html; charset=utf-8", b"<h1>Endless</h1>" + b"<p>word</p>" * 70_000
        if path == "/deep":
            return 200, "text/html; charset=utf-8", b"<p>Deep water is quiet water</p>" + b"<div>" * 20_000 + b"low"
        if path == "/empty":
            return 200, "text/html; charset=utf-8", b"<!doctype html><title>Wait</title><div id=app></div>"
        if path == "/words.txt":
            return 200, "text/plain; charset=utf-8", b"Only words, and no page around them."
        if path == "/paper.pdf":
            return 200, "application/pdf", b"%PDF-1.4\n%%EOF\n"
        return 404, "text/html; charset=utf-8", b"<h1>Not found</h1>"

    def url(self, path: str, host: str = "people.test") -> str:
        """Give the full address of a path on one of the names."""
        return f"http://{host}:{self.port}{path}"

    def stop(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
