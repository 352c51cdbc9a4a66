"""A server of the tests' own that speaks the chat protocol, on a real socket; it says what a test tells it to."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class ModelServer:
    """Answers every question with `reply`: text, raw bytes, or a number of seconds to wait; keeps what it was asked."""

    def __init__(self) -> None:
        self.reply: Any = ""
        self.status = 200
        self.location = ""
        self.drip = False
        self.stream = False
        self.pause = 0.0
        self.asked: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.keys: list[str | None] = []
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                owner.paths.append(self.path)
                owner.keys.append(self.headers.get("Authorization"))
                owner.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                try:
                    owner.answer(self)
                except OSError:
                    return

            do_GET = do_POST  # noqa: N815 - the name that the base class calls

            def log_message(self, *_: Any) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/v1"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        if isinstance(self.reply, int | float):
            time.sleep(self.reply)
        if self.stream:
            self.say_bit_by_bit(handler)
            return
        body = self.reply if isinstance(self.reply, bytes) else self.said(self.reply)
        handler.send_response(self.status)
        if self.location:
            handler.send_header("Location", self.location)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        if self.drip:
            for place in range(len(body)):
                handler.wfile.write(body[place : place + 1])
                handler.wfile.flush()
                time.sleep(0.05)
        else:
            handler.wfile.write(body)

    def say_bit_by_bit(self, handler: BaseHTTPRequestHandler) -> None:
        """Stream the answer as models do: events of a few letters each, then the end; with a pause before each."""
        whole = json.loads(self.said(self.reply))["choices"][0]["message"]["content"]
        handler.send_response(self.status)
        handler.send_header("Content-Type", "text/event-stream")
        handler.end_headers()
        deltas = [{"role": "assistant"}, *({"content": whole[at : at + 9]} for at in range(0, len(whole), 9)), {}]
        for delta in deltas:
            time.sleep(self.pause)
            event = json.dumps({"choices": [{"index": 0, "delta": delta}]})
            handler.wfile.write(f": still here\n\ndata: {event}\n\n".encode())
            handler.wfile.flush()
        handler.wfile.write(b"data: [DONE]\n\n")

    @staticmethod
    def said(text: Any) -> bytes:
        if not isinstance(text, str):
            text = json.dumps({"questions": text} if isinstance(text, list) else {})
        return json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
