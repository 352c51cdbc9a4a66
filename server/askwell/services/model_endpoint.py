"""The only outgoing connection of Askwell: one question to the model that the user named, and never unless switched on.

It follows no redirect, reads no proxy from the environment, sends no cookie, and says nothing to a place that a name
only pretends to be. It asks for a stream and stops after a fixed time however slowly the answer drips in: what a slow
model has said by then is used, and a model that cannot stream is heard when it is done.
"""

import json
import threading
from dataclasses import dataclass, field
from http import HTTPStatus

# The one exception to "the server never fetches": the user's own model, and only when it is on.
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection  # noqa: TID251
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from askwell.domain import model_settings
from askwell.domain.errors import AskwellError
from askwell.domain.model_settings import ModelSettings

SECONDS = 8.0
MAX_ANSWER_BYTES = 1024 * 1024  # a stream wraps each word in some 300 bytes
_PIECE = 16 * 1024


class ModelUnavailableError(AskwellError):
    """The model did not give an answer that can be used."""

    slug = "model-unavailable"
    title = "Your model gave no answer that Askwell can use."


@dataclass(slots=True)
class _Talk:
    """One exchange, made in a thread of its own so that nothing can hold up the page longer than its time."""

    settings: ModelSettings
    body: bytes
    seconds: float
    connection: HTTPConnection | None = None
    pieces: list[bytes] = field(default_factory=list)
    problem: str = "did not answer in time"
    ended: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        try:
            self._exchange()
            self.problem = ""
        except TimeoutError:
            pass  # it is as it was: no answer in time
        except (OSError, HTTPException, ValueError) as problem:
            self.problem = f"could not be reached ({type(problem).__name__})"
        finally:
            self.ended.set()

    def _exchange(self) -> None:
        parts = urlsplit(self.settings.url)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self.connection = kind(parts.hostname or "", parts.port, timeout=self.seconds)
        headers = {
            "Content-Type": "application/json",
            "Accept": "text/event-stream, application/json",
            "Connection": "close",
        }
        if self.settings.key:
            headers["Authorization"] = f"Bearer {self.settings.key}"
        try:
            self.connection.connect()
            self._check_place()
            self.connection.request("POST", f"{parts.path}/chat/completions", self.body, headers)
            response = self.connection.getresponse()
            if response.status != HTTPStatus.OK:
                raise HTTPException(str(response.status))
            self._read(response)
        finally:
            self.connection.close()

    def _check_place(self) -> None:
        """Refuse a name that leads elsewhere than its settings say: the facts were meant for one place only."""
        place = ip_address(self.connection.sock.getpeername()[0]) if self.connection else None
        plain = getattr(place, "ipv4_mapped", None) or place
        here = model_settings.is_this_machine(str(plain))
        if plain is None or plain.is_link_local or here != self.settings.is_local:
            raise HTTPException("another place")

    def _read(self, response: HTTPResponse) -> None:
        size = 0
        while piece := response.read1(_PIECE):
            size += len(piece)
            if size > MAX_ANSWER_BYTES or self.ended.is_set():
                raise HTTPException("too much")
            self.pieces.append(piece)


def ask_model(settings: ModelSettings, messages: list[dict[str, str]], *, seconds: float = SECONDS) -> str:
    """Ask the model, and give what it wrote.

    Raises:
        ModelUnavailableError: It is switched off, too slow, unreachable, or answers something else.
    """
    if not settings.ready:
        raise ModelUnavailableError("The model is switched off.")
    asked = {"model": settings.model, "messages": messages, "temperature": 0, "max_tokens": 2000, "stream": True}
    talk = _Talk(settings, json.dumps(asked).encode(), seconds)
    threading.Thread(target=talk.run, name="askwell-model", daemon=True).start()
    in_time = talk.ended.wait(seconds)
    talk.ended.set()
    answer = b"".join(talk.pieces)
    if in_time and talk.problem:
        raise ModelUnavailableError(f"Your model {talk.problem}.")
    streamed = _streamed(answer)
    if not in_time and not streamed:
        raise ModelUnavailableError("Your model did not answer in time.")
    return streamed or _written(answer)


def _streamed(answer: bytes) -> str:
    """Put together what a stream has said so far; empty when the answer is no stream."""
    said = []
    for line in answer.split(b"\n")[:-1]:  # the last may be cut off
        kind, _, rest = line.partition(b":")
        if kind == b"data":
            try:
                said.append(json.loads(rest.decode("utf-8"))["choices"][0]["delta"]["content"])
            except (ValueError, KeyError, IndexError, TypeError, RecursionError):
                continue  # who speaks, how much was used, and the end carry no words
    return "".join(word for word in said if isinstance(word, str))


def _written(answer: bytes) -> str:
    try:
        found: Any = json.loads(answer.decode("utf-8"))
        text = found["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as problem:
        raise ModelUnavailableError("Your model answered something that is no answer.") from problem
    if not isinstance(text, str):
        raise ModelUnavailableError("Your model answered something that is no answer.")
    return text
