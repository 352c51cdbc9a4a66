"""A real server with one paired browser, for the calls of the API."""

from collections.abc import Iterator

import pytest

from tests.api.caller import Caller
from tests.server.local_server import LocalServer


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Caller]:
    server = LocalServer(tmp_path_factory.mktemp("api") / "data")
    yield Caller(server, server.pair())
    server.close()
