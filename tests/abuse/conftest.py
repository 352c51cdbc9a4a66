"""Runs the abuse cases: one server for all of them, and the rules that each is held to."""

from collections.abc import Iterator

import pytest

from tests.abuse.live_server import LiveServer
from tests.abuse.watching import watched
from tests.case_report import load_cases

CASES = load_cases()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One server for all cases of a worker, signed in and paired."""
    live = LiveServer(tmp_path_factory.mktemp("abuse") / "data")
    live.sign_in()
    live.pair()
    yield live
    live.stop()


@pytest.fixture(autouse=True)
def watch(request: pytest.FixtureRequest) -> Iterator[None]:
    """Hold every case to what its row asks for."""
    marker = request.node.get_closest_marker("case")
    if marker is None or "server" not in request.fixturenames:
        yield
        return
    live: LiveServer = request.getfixturevalue("server")
    expected = " ".join(CASES[name]["expected"] for name in marker.args)
    # A row may allow keeping as well as refusing.
    unchanged = "NOCHANGE" in expected and not marker.kwargs.get("stores")
    with watched(live, unchanged=unchanged):
        yield
