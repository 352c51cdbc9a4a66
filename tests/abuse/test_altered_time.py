"""Time: tokens, codes and links that are too old, by a clock that the test sets; restarts; who may read the key file."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.abuse.altered_server import AlteredServer
from tests.abuse.live_server import EXTENSION, LiveServer, Reply
from tests.abuse.watching import watched

OTHER = "moz-extension://5b7d7d3e-8a55-4e0e-9d3a-3f2f3c1a0b4c"
DAY = 24 * 3600


@pytest.fixture(scope="module")
def altered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AlteredServer]:
    """A server whose clock goes as the test says, signed in and paired."""
    live = AlteredServer(tmp_path_factory.mktemp("altered") / "data")
    live.sign_in()
    live.pair()
    yield live
    live.stop()


@pytest.fixture(autouse=True)
def now(altered: AlteredServer) -> Iterator[None]:
    """Every test begins and ends with the right time."""
    altered.alter()
    yield
    altered.alter()


@pytest.mark.case("T04")
def test_a_token_that_was_not_used_for_a_year(altered: AlteredServer) -> None:
    with watched(altered, unchanged=True):
        altered.alter(later=364 * DAY)
        assert altered.api("status").status == 200
        altered.alter(later=367 * DAY)
        reply = altered.api("prospects")
        assert (reply.status, reply.slug) == (401, "token-expired")
        assert "Pair the browser again" in reply.document["title"]
        altered.alter()


def renew(server: LiveServer, token: str, origin: str) -> Reply:
    return server.post("/api/v1/pairings/current/token", b"", token=token, Origin=origin)


@pytest.mark.case("T05")
def test_a_renewed_token_replaces_the_old_one_after_a_minute(altered: AlteredServer) -> None:
    old = altered.pair(OTHER, "Firefox").document["token"]
    new = renew(altered, old, OTHER).document["token"]
    assert {altered.get("/api/v1/status", token=token).status for token in (old, new)} == {200}
    altered.alter(later=61)
    with watched(altered, unchanged=True):
        reply = altered.get("/api/v1/status", token=old)
        assert (reply.status, reply.slug) == (401, "token-invalid")
        assert altered.get("/api/v1/status", token=new).status == 200


@pytest.mark.case("T06")
def test_two_requests_renew_one_token(altered: AlteredServer) -> None:
    old = altered.pair(OTHER, "Firefox").document["token"]
    with ThreadPoolExecutor(2) as pool:
        replies = list(pool.map(lambda _: renew(altered, old, OTHER), range(2)))
    assert sorted(reply.status for reply in replies) == [201, 409]
    assert next(reply.slug for reply in replies if reply.status == 409) == "rotation-conflict"
    fresh = next(reply.document["token"] for reply in replies if reply.status == 201)
    altered.alter(later=61)
    assert altered.get("/api/v1/status", token=old).status == 401
    assert altered.get("/api/v1/status", token=fresh).status == 200


@pytest.mark.case("T12")
def test_the_right_code_comes_too_late(altered: AlteredServer) -> None:
    code = altered.open_pairing()
    altered.alter(later=121)
    with watched(altered, unchanged=True):
        reply = altered.post("/api/v1/pairings", {"code": code, "browser": "Firefox"}, token="", Origin=OTHER)
        assert (reply.status, reply.slug) == (403, "pairing-code-invalid")


@pytest.mark.case("T21")
def test_a_sign_in_link_after_a_minute(altered: AlteredServer) -> None:
    link = altered.post("/api/v1/sign-in-links", {}).document["url"].split(altered.site, 1)[1]
    altered.alter(later=66)
    with watched(altered, unchanged=True):
        reply = altered.get(link, Host=altered.site)
        assert (reply.status, reply.slug) == (403, "link-used")


# Restarts and files


def restarted(server: LiveServer) -> LiveServer:
    """End a server and start another one on its folder, with what the first one's clients hold."""
    assert server.stop() == 0
    again = LiveServer(server.folder, "--port", str(server.port))
    again.token, again.cookie, again.csrf = server.token, server.cookie, server.csrf
    return again


@pytest.mark.case("T18", "T19")
def test_what_a_restart_leaves(tmp_path: Path) -> None:
    first = LiveServer(tmp_path / "data")
    first.sign_in()
    first.pair()
    issued = [one["id"] for one in first.api("pairings").document["items"]]
    cookies = [first.cookie]
    first.sign_in(first.post("/api/v1/sign-in-links", {}).document["url"])
    cookies.append(first.cookie)
    form = f"csrf_token={first.csrf}&everywhere=1".encode()
    form_headers = {"Host": first.site, "Cookie": first.cookie, "Origin": f"http://{first.site}"}
    media = "application/x-www-form-urlencoded"
    assert first.request("POST", "/sign-out", form, Content_Type=media, **form_headers).status == 200
    assert {first.get("/me", Host=first.site, Cookie=cookie).status for cookie in cookies} == {403}
    first.sign_in(first.post("/api/v1/sign-in-links", {}).document["url"])
    cookies.append(first.cookie)
    second = restarted(first)
    try:
        assert second.api("status", Origin=EXTENSION).status == 200
        assert [one["id"] for one in second.api("pairings").document["items"]] == issued
        for cookie in cookies:
            refused = second.get("/me", Host=second.site, Cookie=cookie, Accept="text/html")
            assert refused.status == 403
            assert b"not signed in" in refused.body
            assert "set-cookie" not in refused.headers
        second.sign_in()
        assert second.page("/me").status == 200
    finally:
        second.stop()


def refused_start(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "askwell", "serve", "--no-browser", "--port", "0", "--data-dir", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)


@pytest.mark.skipif(os.name != "posix", reason="this system has no modes")
@pytest.mark.case("T20")
def test_a_key_that_others_could_read_is_closed(tmp_path: Path) -> None:
    first = LiveServer(tmp_path / "data")
    first.stop()
    key = first.folder / "secret.key"
    assert key.stat().st_mode & 0o777 == 0o600
    key.chmod(0o644)
    second = LiveServer(first.folder)
    second.stop()
    assert key.stat().st_mode & 0o777 == 0o600
    assert "private again" in second.log.read_text()


@pytest.mark.skipif(os.name != "posix", reason="this system has no modes")
@pytest.mark.case("T20")
@pytest.mark.parametrize("how", ["linked", "foreign"])
def test_a_key_of_somebody_else_is_not_used(tmp_path: Path, how: str) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    key, elsewhere = folder / "secret.key", tmp_path / "elsewhere"
    (elsewhere if how == "linked" else key).write_text("00" * 32)
    if how == "linked":
        key.symlink_to(elsewhere)
    elif os.geteuid() == 0:
        os.chown(key, 65534, 65534)
    else:
        pytest.skip("only the system's own user can give a file away")
    ended = refused_start(folder)
    assert ended.returncode == 8
    assert "Nothing was changed" in ended.stderr
    assert not (folder / "askwell.db").exists()


@pytest.mark.case("F21")
def test_a_port_belongs_to_one_server(server: LiveServer, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "askwell", "serve", "--no-browser", "--data-dir", str(tmp_path / "other")]
    ended = subprocess.run(
        [*command, "--port", str(server.port)], capture_output=True, text=True, timeout=30, check=False
    )
    assert ended.returncode == 3
    assert "taken by another program" in ended.stderr
    assert not ended.stdout
    assert server.api("status").status == 200
