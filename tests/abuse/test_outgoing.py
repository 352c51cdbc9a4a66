"""The server as a client, which it is not: no link is followed, no proxy is asked, no other database, one model on request."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from askwell.domain.errors import ValidationError
from askwell.domain.model_settings import ModelSettings, checked_settings
from askwell.services.model_endpoint import ModelUnavailableError, ask_model
from tests.abuse.live_server import LiveServer, Reply, profile
from tests.services.model_server import ModelServer

SECRET = "hunter-two-secret"


class Listening:
    """A port of this machine that counts who connects."""

    def __init__(self) -> None:
        self.calls = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        try:
            while True:
                self._socket.accept()[0].close()
                self.calls += 1
        except OSError:
            return

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def listening() -> Iterator[Listening]:
    place = Listening()
    yield place
    place.close()


@pytest.fixture
def model() -> Iterator[ModelServer]:
    running = ModelServer()
    yield running
    running.close()


def form(server: LiveServer, path: str, **fields: str) -> Reply:
    """Send a form of the dashboard as multipart, which every form of it takes."""
    parts = {"csrf_token": server.csrf, **fields}
    boundary = "askwell-test"
    body = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"{"; filename=x.html" if name == "file" else ""}\r\n\r\n{value}\r\n'
        for name, value in parts.items()
    )
    headers = {"Host": server.site, "Cookie": server.cookie, "Origin": f"http://{server.site}"}
    media = f"multipart/form-data; boundary={boundary}"
    return server.request("POST", path, f"{body}--{boundary}--\r\n".encode(), Content_Type=media, **headers)


@pytest.mark.case("N01", "N03")
def test_no_address_that_is_given_is_ever_opened(server: LiveServer, listening: Listening) -> None:
    place = f"http://127.0.0.1:{listening.port}"
    links = "".join(
        f'<{tag} href="{place}/{tag}" src="{place}/{tag}">' for tag in ("link rel=icon", "img", "iframe", "a")
    )
    meta = f'<meta property="og:image" content="{place}/og"><meta http-equiv="refresh" content="0;url={place}/r">'
    html = profile("Nofetcha Example", body=links).replace("<head>", f'<head>{meta}<base href="{place}/">')
    html = html.replace("https://schema.org", f"{place}/context")
    subject = server.capture(html, f"{place}/people/nofetch").document["subject"]["id"]
    server.post(f"/api/v1/prospects/{subject}/facts", {"pointer": "/person/links/-", "value": {"url": f"{place}/link"}})
    assert form(server, "/add/text", text=f"Nofetcha Example\n{place}/words", url=f"{place}/text").status < 500
    assert form(server, "/add/file", file=html, url=f"{place}/file").status < 500
    assert form(server, "/me/import/text", text=f"BEGIN:VCARD\nSOURCE:{place}/me\nEND:VCARD").status < 500
    assert form(server, "/me/import/text", text=f"{place}/calendar.ics").status < 500
    for format_ in ("vcard4", "ics", "markdown", "json"):
        server.post("/api/v1/exports", {"format": format_})
    assert server.page(f"/people/{subject}").status == 200
    assert listening.calls == 0


@pytest.mark.case("N03")
def test_no_call_takes_an_address_to_fetch(server: LiveServer) -> None:
    document = server.api("openapi.json").document
    taken = {
        (path, name)
        for path, methods in document["paths"].items()
        for operation in methods.values()
        for name in properties(document, operation.get("requestBody", {}))
        if any(word in name.lower() for word in ("url", "uri", "href", "webhook", "callback", "feed"))
    }
    assert taken == {("/api/v1/captures", "url")}, "only a captured page names its own address"


def properties(document: dict[str, Any], body: dict[str, Any]) -> set[str]:
    schema = body.get("content", {}).get("application/json", {}).get("schema", {})
    name = schema.get("$ref", "").rpartition("/")[2]
    return set(document["components"]["schemas"][name]["properties"]) if name else set(schema.get("properties", {}))


def told(url: str) -> ModelSettings:
    return ModelSettings(enabled=True, url=url, model="small")


@pytest.mark.case("N02")
@pytest.mark.parametrize(
    ("host", "leads_to"),
    [
        ("rebind.test", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0x7f.1", "127.0.0.1"),
        ("[::ffff:7f00:1]", "127.0.0.1"),
    ],
)
def test_a_model_elsewhere_that_turns_out_to_be_here(
    model: ModelServer, monkeypatch: pytest.MonkeyPatch, host: str, leads_to: str
) -> None:
    port = int(model.url.rpartition(":")[2].partition("/")[0])
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (leads_to, port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(ValidationError):
        checked_settings(True, f"http://{host}:{port}/v1", "small", "")
    with pytest.raises(ModelUnavailableError):
        ask_model(told(f"http://{host}:{port}/v1"), [])
    assert model.asked == []


@pytest.mark.case("N02")
def test_a_model_here_that_turns_out_to_be_elsewhere(model: ModelServer, monkeypatch: pytest.MonkeyPatch) -> None:
    model.reply = '{"choices": [{"message": {"content": "{}"}}]}'
    assert checked_settings(True, model.url, "small", "").is_local
    monkeypatch.setattr(socket.socket, "getpeername", lambda _: ("198.51.100.7", 80), raising=False)
    with pytest.raises(ModelUnavailableError):
        ask_model(told(model.url), [])
    assert model.asked == []


@pytest.mark.case("N02")
def test_a_model_that_sends_us_on(model: ModelServer, listening: Listening) -> None:
    model.status, model.location = 307, f"http://127.0.0.1:{listening.port}/v1/chat/completions"
    with pytest.raises(ModelUnavailableError):
        ask_model(told(model.url), [])
    assert len(model.asked) == 1
    assert listening.calls == 0


@pytest.mark.case("N02")
def test_no_model_is_asked_before_somebody_switched_it_on(server: LiveServer) -> None:
    assert not ModelSettings().ready
    subject = server.capture(profile("Modela Example"), "https://example.com/people/model").document["subject"]["id"]
    assert server.page(f"/people/{subject}/model").status == 404
    assert form(server, f"/people/{subject}/model").status == 404


@pytest.mark.case("N04")
def test_there_is_no_other_database(tmp_path: Path) -> None:
    address = f"postgresql://ada:{SECRET}@198.51.100.7/askwell?sslmode=disable"
    for option in ("--database", "--database-url", "--dsn"):
        command = [sys.executable, "-m", "askwell", "serve", "--no-browser", option, address]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
        assert ended.returncode == 2
    names = ("DATABASE_URL", "ASKWELL_DATABASE", "ASKWELL_DATABASE_URL", "PGHOST", "SQLALCHEMY_DATABASE_URI")
    live = LiveServer(tmp_path / "data", environment={**os.environ, **dict.fromkeys(names, address)})
    try:
        live.sign_in()
        live.pair()
        assert live.capture(profile("Otherdb Example"), "https://example.com/people/otherdb").status == 201
        assert (live.folder / "askwell.db").stat().st_size
        shown = live.page("/settings").body.decode() + live.logged()
        assert SECRET not in shown + " ".join(map(str, live.process.args))  # type: ignore[arg-type]
    finally:
        live.stop()


@pytest.mark.case("N05")
def test_no_proxy_is_asked(tmp_path: Path, listening: Listening, model: ModelServer) -> None:
    proxy = f"http://127.0.0.1:{listening.port}"
    names = ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")
    live = LiveServer(tmp_path / "data", environment={**os.environ, **dict.fromkeys(names, proxy), "NO_PROXY": ""})
    try:
        live.sign_in()
        live.pair()
        subject = live.capture(profile("Proxa Example"), "https://example.com/people/proxa").document["subject"]["id"]
        model.reply = '{"questions": []}'
        assert form(live, "/settings/model", url=model.url, model="small", enabled="1").status == 303
        assert form(live, f"/people/{subject}/model").status == 303
        assert len(model.asked) == 1, "the model was not asked: the test would notice nothing"
        assert listening.calls == 0
    finally:
        live.stop()
