"""Host checks: whatever name a browser was told, only the two names of this server are answered."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.abuse.live_server import EXTENSION, LiveServer, Reply


def ask(
    server: LiveServer, *hosts: str, version: str = "1.1", line: str = "GET /api/v1/prospects", extra: str = ""
) -> Reply:
    lines = "".join(f"Host: {host}\r\n" for host in hosts)
    head = f"{line} HTTP/{version}\r\n{lines}Authorization: Bearer {server.token}\r\nConnection: close\r\n{extra}\r\n"
    return server.send(head.encode("latin-1"))


def assert_wrong_host(reply: Reply) -> None:
    assert (reply.status, reply.slug) == (421, "host-not-allowed")
    assert reply.headers["content-type"] == "application/problem+json"


FOREIGN = {
    "H01": ["evil.example:{port}"],
    "H02": ["127.0.0.1.evil.example:{port}"],
    "H03": ["localhost.evil.example:{port}", "evillocalhost:{port}"],
    "H04": ["127.0.0.1:1"],
    "H05": ["127.0.0.1"],
    "H11": ["0.0.0.0:{port}"],
    "H12": ["127.1:{port}", "2130706433:{port}", "0x7f.0.0.1:{port}", "[::ffff:127.0.0.1]:{port}"],
}


@pytest.mark.parametrize(
    "host",
    [
        pytest.param(host, marks=pytest.mark.case(case), id=f"{case} {host}")
        for case, hosts in FOREIGN.items()
        for host in hosts
    ],
)
def test_a_foreign_name_is_refused(server: LiveServer, host: str) -> None:
    assert_wrong_host(ask(server, host.format(port=server.port)))


@pytest.mark.case("H06")
def test_no_name(server: LiveServer) -> None:
    assert ask(server).status in (400, 421)


@pytest.mark.case("H07")
def test_no_name_in_the_old_protocol(server: LiveServer) -> None:
    assert_wrong_host(ask(server, version="1.0"))


@pytest.mark.case("H08")
def test_two_names(server: LiveServer) -> None:
    good, evil = server.host, f"evil.example:{server.port}"
    assert {ask(server, good, evil).status, ask(server, evil, good).status} <= {400, 421}


@pytest.mark.case("H09", "H10")
@pytest.mark.parametrize("host", ["", "127.0.0.1@evil.example", "a b", "127.0.0.1/x", "127.0.0.1\x00", "127.0.0.1\rx"])
def test_a_broken_name(server: LiveServer, host: str) -> None:
    assert ask(server, host).status in (0, 400, 421)


@pytest.mark.case("H13")
def test_other_spellings_take_no_other_path(server: LiveServer) -> None:
    for host in (f"LOCALHOST:{server.port}", f"127.0.0.1.:{server.port}"):
        assert ask(server, host).status == 421


@pytest.mark.case("H14")
def test_the_two_good_names(server: LiveServer) -> None:
    assert ask(server, server.host).status == 200
    assert server.page("/me").status == 200


@pytest.mark.case("H15")
def test_an_absolute_request_line_changes_nothing(server: LiveServer) -> None:
    reply = ask(server, server.host, line="GET http://evil.example/me")
    assert reply.status in (200, 303, 302, 400, 401, 403, 404, 421)
    assert b"evil.example" not in reply.body
    assert "evil.example" not in str(reply.headers)


@pytest.mark.case("H16")
def test_forwarding_headers_are_ignored(server: LiveServer) -> None:
    extra = "X-Forwarded-Host: evil.example\r\nForwarded: host=evil.example\r\nX-Forwarded-For: 127.0.0.1\r\n"
    reply = ask(server, server.host, extra=extra, line="GET /api/v1/status")
    assert reply.status == 200
    assert b"evil.example" not in reply.body


@pytest.mark.case("H17")
@pytest.mark.parametrize(
    "line", ["GET /nowhere", "OPTIONS /api/v1/captures", "GET /static/look.css", "GET /healthz", "GET /"]
)
def test_the_name_is_checked_before_anything_else(server: LiveServer, line: str) -> None:
    assert_wrong_host(ask(server, "evil.example", line=line))


@pytest.mark.case("H18")
def test_what_a_browser_sends_after_rebinding(server: LiveServer) -> None:
    host = f"rebind.test:{server.port}"
    assert_wrong_host(server.get("/api/v1/prospects", token=server.token, Host=host, Origin=f"http://{host}"))
    assert_wrong_host(server.post("/api/v1/captures", {}, Host=host, Origin=f"http://{host}"))


@pytest.mark.case("H19")
@pytest.mark.parametrize("address", ["0.0.0.0", "192.168.1.10", "::"])
def test_the_server_binds_to_nothing_else(tmp_path: Path, address: str) -> None:
    command = [
        sys.executable,
        "-m",
        "askwell",
        "serve",
        "--no-browser",
        "--host",
        address,
        "--data-dir",
        str(tmp_path / "d"),
    ]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    assert ended.returncode == 2
    assert not ended.stdout
    assert "host" in ended.stderr.lower()


@pytest.mark.case("H20")
def test_other_addresses_of_this_machine_are_not_listened_on(server: LiveServer) -> None:
    listening = Path("/proc/net/tcp")
    if not listening.is_file():
        pytest.skip("this system does not list its sockets")
    bound = [line.split()[1] for line in listening.read_text().splitlines()[1:] if line.split()[3] == "0A"]
    ours = [address.split(":")[0] for address in bound if int(address.split(":")[1], 16) == server.port]
    assert ours == ["0100007F"]


def test_a_good_request_is_answered(server: LiveServer) -> None:
    assert server.get("/api/v1/prospects", token=server.token, Origin=EXTENSION).status == 200
