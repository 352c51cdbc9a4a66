"""A server for each module of tests, and a fresh one where a test asks for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.local_server import LocalServer


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServer]:
    local = LocalServer(tmp_path_factory.mktemp("server") / "data")
    yield local
    local.close()


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[LocalServer]:
    local = LocalServer(tmp_path / "data")
    yield local
    local.close()
